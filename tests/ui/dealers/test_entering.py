"""Dealers entered, changed and set aside by keys; doubles, conflicts, a line from a chat."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.dealers import finding, service
from app.overview.opening import open_desk
from tests.ui.dealers.conftest import HELD, Hands, Known
from ui.kit.dialogs import ConflictDialog

KEY = Qt.Key


def new(hands: Hands) -> None:
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()


def test_a_prospect_needs_a_name_and_a_number(hands: Hands) -> None:
    new(hands)
    hands.type("泰安顺和酒行")
    hands.editor.form.field("status").set_value("prospect")
    hands.editor.form.field("status").changed.emit()
    hands.save()
    assert hands.errors() == ["Mobile is missing."]
    hands.type("13853810001")
    hands.save()
    row = next(row for row in hands.rows() if row.name == "泰安顺和酒行")
    assert (row.status, row.phone_norm, row.code) == ("prospect", "13853810001", "JX-0004")
    assert hands.page.view.whole is not None and hands.page.view.whole.detail.row.id == row.id
    assert hands.said()[-1] == "泰安顺和酒行 is in the archive"


def test_an_active_dealer_is_asked_for_all_that_is_starred(hands: Hands) -> None:
    new(hands)
    hands.type("泰安顺和酒行")
    hands.save()
    said = hands.errors()
    assert {
        "Mobile is missing.",
        "Regions represented is missing.",
        "Products represented is missing.",
    } <= set(said)
    assert len(hands.rows()) == 3


def test_province_by_initials_brings_its_salesperson(hands: Hands) -> None:
    new(hands)
    field = hands.editor.form.field("place")
    field.setFocus()
    hands.type("jnlx")
    hands.qtbot.waitUntil(field.completion.visible, timeout=5000)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert field.value() == ("山东", "济南", "历下区")
    assert hands.editor.form.field("salesman_id").text() == "刘洋"


def test_a_line_from_a_chat_fills_the_fields(hands: Hands) -> None:
    new(hands)
    hands.editor.paste.line.setFocus()
    hands.type("张三丰，泰安市岱岳区泰山大街12号 13853810002 顺和酒行")
    hands.press(KEY.Key_Return)
    hands.settle()
    values = hands.editor.opened.values
    assert (values["principal"], values["mobile"]) == ("张三丰", "138 5381 0002")
    assert values["place"] == ("山东", "泰安", "岱岳区") and values["address"] == "泰山大街12号"
    assert values["name"] == "顺和酒行"


def test_a_line_from_a_chat_takes_three_keys(hands: Hands) -> None:
    QApplication.clipboard().setText("张三丰\n泰安市岱岳区泰山大街12号\n13853810002\n顺和酒行")
    hands.keys = 0
    new(hands)
    hands.press(KEY.Key_V, HELD.ControlModifier)
    hands.settle()
    values = hands.editor.opened.values
    assert (values["name"], values["principal"], values["mobile"]) == ("顺和酒行", "张三丰", "138 5381 0002")
    assert values["place"] == ("山东", "泰安", "岱岳区") and values["address"] == "泰山大街12号"
    assert hands.focus() == "Tier"  # what would be asked for next
    hands.editor.form.field("status").set_value("prospect")
    hands.editor.form.field("status").changed.emit()
    hands.save()
    assert hands.keys == 3
    assert [row.name for row in hands.rows() if row.principal == "张三丰"] == ["顺和酒行"]


def test_a_line_that_tells_nothing_says_so_below_itself(hands: Hands) -> None:
    new(hands)
    hands.editor.paste.line.setFocus()
    hands.type("??")
    hands.press(KEY.Key_Return)
    (said,) = hands.sentences(hands.editor.paste)
    assert said.startswith("Nothing in it could be told apart.")
    assert hands.editor.paste.line.property("error") is True
    hands.editor.paste.line.selectAll()
    hands.type("x")
    assert not hands.sentences(hands.editor.paste)


def test_a_name_that_is_pasted_is_a_name(hands: Hands) -> None:
    QApplication.clipboard().setText("顺和酒行")
    new(hands)
    hands.press(KEY.Key_V, HELD.ControlModifier)
    hands.settle()
    assert hands.editor.opened.values["name"] == "顺和酒行"
    assert hands.editor.opened.values["mobile"] == ""


def test_who_is_in_the_archive_already_is_said_while_typing(hands: Hands, known: Known) -> None:
    new(hands)
    hands.type("京乐坊酒业")
    hands.settle()
    assert any("济南京乐坊酒业有限公司" in said for said in hands.editor.strip.names())
    hands.write("mobile", "13853100099")
    hands.settle()
    assert any("鲁泉" in said and "138 5310 0099" in said for said in hands.editor.strip.names())


def test_the_same_firm_is_asked_about_once(hands: Hands) -> None:
    new(hands)
    hands.type("济南京乐坊酒业")
    hands.editor.form.field("status").set_value("prospect")
    hands.editor.form.field("status").changed.emit()
    hands.write("mobile", "13853810003")
    hands.settle()
    hands.save()
    assert len(hands.rows()) == 3
    assert any("save once more" in said for said in hands.editor.strip.names())
    hands.save()
    assert len(hands.rows()) == 4


def test_a_change_keeps_what_the_form_does_not_show(hands: Hands, known: Known) -> None:
    graded = replace(finding.detail(hands.desk, known.jyf).typed, grade="B")  # as an import brings it
    service.change(hands.desk, known.jyf, graded)
    hands.page.open_dealer(known.jyf)
    hands.settle()
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.write("address", "工业南路70号")
    hands.save()
    detail = finding.detail(hands.desk, known.jyf)
    assert detail.row.address == "工业南路70号"
    assert detail.typed.contacts is not None and detail.typed.contacts[0].remark == "只认盖章件"
    assert detail.typed.products == (1, 2)
    assert (detail.typed.grade, detail.typed.grade_by_hand) == ("B", False)
    hands.program.window.undo()
    hands.settle()
    assert finding.detail(hands.desk, known.jyf).row.address == "工业南路68号"


def test_a_form_stays_in_front_of_a_dealer_that_was_still_being_read(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    new_key = (KEY.Key_N, HELD.ControlModifier)
    hands.press(*new_key)
    hands.settle()
    assert hands.page.front_form() is not None


def test_looking_into_the_form_is_no_draft(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    hands.settle()
    hands.press(KEY.Key_F4)
    hands.settle()
    assert not hands.editor.opened.touched()
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert hands.said() == [] and hands.page.stack.currentWidget() is hands.page.view


def test_a_wrong_birthday_and_a_wrong_amount_are_said_in_place(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    hands.settle()
    hands.press(KEY.Key_F4)
    hands.settle()
    for wrong in ("五万", "1,5", "nan", "1e99999999999999999999"):
        hands.write("credit", wrong)
        hands.save()
        assert hands.errors() == ["This is no amount. Type a number such as 50000."], wrong
    hands.write("credit", "50,000")
    contacts = hands.editor.form.field("contacts")
    contacts.value()[0]
    contacts._rows[0][1]["birthday"].setText("13-40")
    contacts._rows[0][1]["birthday"].changed.emit()
    hands.save()
    assert any("no birthday" in said for said in hands.errors())
    contacts._rows[0][1]["birthday"].setText("1980-8-15")
    contacts._rows[0][1]["birthday"].changed.emit()
    hands.save()
    detail = finding.detail(hands.desk, known.jyf)
    assert detail.typed.credit == 50_000 and detail.typed.contacts is not None
    assert detail.typed.contacts[0].birthday is not None and detail.typed.contacts[0].birthday.year == 1980


def test_two_at_one_dealer_choose_field_by_field(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    hands.settle()
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.write("address", "工业南路70号")
    theirs = finding.detail(hands.desk, known.jyf)
    service.change(hands.desk, known.jyf, replace(theirs.typed, principal="王大锤"))
    hands.settle()
    hands.save()
    dialog = hands.program.window.findChild(ConflictDialog)
    assert dialog is not None and dialog.choice() == {"principal": "theirs", "address": "ours"}
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.settle()
    row = finding.detail(hands.desk, known.jyf).row
    assert (row.principal, row.address) == ("王大锤", "工业南路70号")


def test_esc_sets_aside_and_the_next_start_offers_it(
    hands: Hands, office: Path, tmp_path: Path, again
) -> None:  # type: ignore[no-untyped-def]
    new(hands)
    hands.type("泰安顺和酒行")
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert hands.said()[-1] == "泰安顺和酒行 is set aside as a draft"
    copytree(
        office, tmp_path / "copy", ignore=lambda _folder, names: [n for n in names if n.endswith(".lock")]
    )
    with again(tmp_path / "copy") as program:
        other = Hands(program, hands.qtbot)
        assert other.said() == ["1 dealer was not saved yet"]
        toast = program.window.toasts.shown()[-1]
        toast.action.click()
        other.settle()
        assert other.editor.opened.values["name"] == "泰安顺和酒行"
        other.press(KEY.Key_Escape)
        other.settle()


def test_a_gap_is_filled_in_place(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    hands.settle()
    gaps = hands.page.view.whole.detail.row.gaps  # type: ignore[union-attr]
    assert "uscc" in gaps
    hands.page.view.gap_wanted.emit("uscc")
    hands.settle()
    assert QApplication.focusWidget() is hands.editor.form.field("uscc")
    hands.type("91370100MA3C0000XX")
    hands.save()
    assert "uscc" not in finding.detail(hands.desk, known.jyf).row.gaps


def test_what_was_saved_is_there_for_another_process(hands: Hands, office: Path) -> None:
    new(hands)
    hands.type("泰安顺和酒行")
    hands.editor.form.field("status").set_value("prospect")
    hands.editor.form.field("status").changed.emit()
    hands.write("mobile", "13853810001")
    hands.save()
    with open_desk(office) as other:
        assert len(finding.find(other, finding.DealerQuery(text="tashj"))) == 1
