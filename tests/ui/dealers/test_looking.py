"""Dealers found, looked at, merged, handed over and put away on their page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.dealers import finding
from app.people import service as people
from tests.ui.dealers.conftest import HELD, Hands, Known
from ui.calls.page import CallsPage
from ui.dealers.hand_over_panel import HandOverPanel
from ui.dealers.rows import lit
from ui.dealers.timeline_view import TimelineView
from ui.kit.buttons import LinkButton
from ui.kit.dialogs import ConflictDialog

KEY = Qt.Key


def show(hands: Hands, dealer_id: int) -> None:
    hands.page.open_dealer(dealer_id)
    hands.settle()


def test_initials_hanzi_and_the_last_digits_find_it_first(hands: Hands) -> None:
    for wanted in ("jlf", "jyf", "京乐", "jingyuefang", "jinglefang", "6688"):
        hands.page.table.setFocus()
        if wanted.isascii():
            hands.type(wanted)  # typing in the list goes into the search box
        else:
            hands.page.list.list.focus_search()
            hands.type(wanted)
        hands.settle()
        assert hands.listed()[0] == "济南京乐坊酒业有限公司", wanted
        hands.press(KEY.Key_Escape)
        hands.settle()


def test_what_matches_is_lit() -> None:
    assert lit("济南京乐坊酒业", "jlf") == ((2, 3),) == lit("济南京乐坊酒业", "jyf")
    assert lit("济南京乐坊酒业", "京乐") == ((2, 2),)
    assert lit("济南京乐坊酒业", "jinglefang") == ((2, 3),)
    assert lit("济南京乐坊酒业", "6688") == ()


def test_all_that_is_known_is_shown(hands: Hands, known: Known) -> None:
    show(hands, known.jyf)
    view = hands.page.view
    assert view.whole is not None and view.whole.timeline.counts["call"] == 1
    said = [label.text() for label in view.aside.findChildren(QLabel)]
    assert "Contacts" in said
    links = [link.text() for link in view.aside.findChildren(LinkButton)]
    assert links == ["济南鲁泉商贸有限公司 holds 山东 济南 历下区 too"]
    view.aside.findChild(LinkButton).click()
    hands.settle()
    assert view.whole is not None and view.whole.detail.row.id == known.lu


def test_older_events_that_are_not_shown_are_counted(hands: Hands) -> None:
    view = TimelineView()
    view.show_events([], now=hands.desk.now(), missing=3)
    assert [each.text() for each in view.findChildren(QLabel)][-1] == "3 older ones are not shown here."


def test_a_call_of_the_timeline_opens_on_the_calls_page(hands: Hands, known: Known) -> None:
    show(hands, known.jyf)
    told = hands.page.view.whole.timeline.happenings  # type: ignore[union-attr]
    event = next(each for each in told if each.kind == "call")
    hands.page.view.recent._lines[0].setFocus()
    hands.press(KEY.Key_Return)
    hands.settle()
    page = hands.program.window.stack.currentWidget()
    assert (
        isinstance(page, CallsPage) and page.view.detail is not None and page.view.detail.row.id == event.id
    )


def test_contacts_are_a_list_of_their_own_beside_the_dealers(hands: Hands, known: Known) -> None:
    page = hands.page
    show(hands, known.shop)
    hands.press(KEY.Key_J, HELD.ControlModifier)
    hands.settle()
    assert page.table is page.lists.contacts.table and page.table.hasFocus()
    assert page.table.count() == 1 and page.view.whole is not None
    assert page.view.whole.detail.row.id == known.jyf, "the dealer of the contact that is chosen"
    hands.type("jlf")  # the search box is that of the list in front
    hands.settle()
    assert page.table.count() == 1 and page.dealers.list.search.text() == ""
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_F4)
    hands.settle()
    assert hands.editor.opened.dealer_id == known.jyf
    hands.press(KEY.Key_Escape)
    hands.settle()
    hands.press(KEY.Key_J, HELD.ControlModifier)
    hands.settle()
    assert page.table is page.dealers.table and page.table.current_id() == known.jyf
    left = page.state()
    hands.press(KEY.Key_J, HELD.ControlModifier)
    page.restore({**left, "side": "contacts"})
    hands.settle()
    assert page.lists.side() == "contacts" and page.view.whole.detail.row.id == known.jyf


def test_the_history_tells_fields_in_words(hands: Hands, known: Known) -> None:
    show(hands, known.shop)
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.write("principal", "王小二")
    hands.save()
    steps = hands.page.view.whole.steps  # type: ignore[union-attr]
    assert steps[0].action == "Changed" and ("Principal", "", "王小二") in steps[0].fields


def test_two_become_one_and_two_again(hands: Hands, known: Known) -> None:
    hands.page.doings.merge_two([known.jyf, known.lu])
    hands.settle()
    dialog = hands.program.window.findChild(ConflictDialog)
    assert dialog is not None and set(dialog.choice()) >= {"name", "principal"}
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.settle()
    assert [row.name for row in hands.rows()] == ["单县王记烟酒店", "济南京乐坊酒业有限公司"]
    merged = finding.detail(hands.desk, known.jyf)
    assert "138 5310 0099" in merged.row.mobile
    hands.program.window.undo()
    hands.settle()
    assert len(hands.rows()) == 3


def test_dealers_are_handed_over_by_keys(hands: Hands, known: Known) -> None:
    hands.page.doings.hand_over([known.jyf, known.lu])
    hands.settle()
    panel = hands.program.window.findChild(HandOverPanel)
    assert panel is not None
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    assert panel.taker.property("error")
    panel.taker.setFocus()
    hands.type("赵明")
    hands.settle()
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.settle()
    with hands.desk.store.read() as session:
        manager = people.named(session, "赵明").id
    assert {row.salesman_id for row in hands.rows() if row.status == "active"} == {manager}
    hands.press(KEY.Key_Escape)
    hands.settle()


def test_del_puts_it_into_the_bin_and_ins_brings_it_back(hands: Hands, known: Known) -> None:
    show(hands, known.shop)
    hands.page.table.setFocus()
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert len(hands.rows()) == 2 and "单县王记烟酒店" not in hands.listed()
    hands.page.list.list.show_bin(True)
    hands.settle()
    assert hands.listed() == ["单县王记烟酒店"]
    hands.page.table.setFocus()
    hands.page.table.go_first()
    hands.press(KEY.Key_Insert)
    hands.settle()
    assert len(hands.rows()) == 3
