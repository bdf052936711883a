"""The settings: every declared one can be reached and changed there, each change at once and taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.office import settings
from app.office.chosen import UNSET
from app.office.setting_checks import Whole
from app.office.settings import Declared
from app.overview.opening import open_desk
from tests.ui.program import press, type_text
from tests.ui.settings.conftest import Place
from ui.kit import theme
from ui.settings import groups

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_every_declared_setting_is_reached_by_its_name(place: Place) -> None:
    for setting in settings.ALL:
        page = groups.home(setting)
        panel = place.open(page)
        widget = panel.by_part.get(setting.key)
        assert widget is not None, f"{setting.key} has no place on {page}"
        found = [entry for entry in groups.entries() if entry.fits(setting.key)]
        assert (page, setting.key) in [(entry.page, entry.part) for entry in found], setting.key


def test_every_control_of_every_page_has_a_name(place: Place) -> None:
    for group in groups.shown():
        panel = place.open(group.key)
        for widget in panel.findChildren(QWidget):
            if (
                widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.isVisible()
                and not widget.focusProxy()
            ):
                assert widget.accessibleName(), f"{group.key}: {widget}"


def test_what_has_a_panel_of_its_own_is_opened_from_its_page(place: Place) -> None:
    panel = place.open("scripts")
    for part, name in (("phrases", "phrases"), (settings.SITUATIONS.key, "lines")):
        panel.by_part[part].click()
        assert place.window._overlay.objectName() == name
        press(KEY.Key_Escape)
        assert place.window._overlay is None
    place.open("backup").restore.click()
    place.settle()
    assert place.window._overlay.objectName() == "backups"
    press(KEY.Key_Escape)


def test_a_setting_declared_in_one_line_has_a_place(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    new = Declared("robots.polite", True, "Robots say please", lambda value: None)
    known = Declared("calls.echo", 3, "Echo", Whole(1, 9), unit="times")
    monkeypatch.setattr(groups, "ALL", (*settings.ALL, new, known))
    assert [group.key for group in groups.shown()].index("more") > 0
    assert "robots.polite" in [each.key for each in groups.settings_on("more")]
    assert "calls.echo" in [each.key for each in groups.settings_on("calls")]
    from ui.settings import editors

    assert isinstance(editors.make(new), editors.TickEditor)
    assert isinstance(editors.make(known), editors.WholeEditor)


def test_a_line_is_kept_by_enter_and_taken_back_by_alt_u(place: Place) -> None:
    place.open("company", settings.COMPANY.key)
    focus().selectAll()
    type_text("京乐坊")
    assert place.desk.settings.get(settings.COMPANY) == "京乐坊酒业有限公司"
    press(KEY.Key_Return)
    place.until(lambda: place.desk.settings.get(settings.COMPANY) == "京乐坊")
    place.until(lambda: place.window.windowTitle() == "京乐坊 · FrontDesk")
    assert place.toast() == "Company name is changed."
    press(KEY.Key_U, ALT)
    place.until(lambda: place.desk.settings.get(settings.COMPANY) == "京乐坊酒业有限公司")
    place.settle()
    assert place.page.panel("company").by_part[settings.COMPANY.key].value() == "京乐坊酒业有限公司"


def test_what_was_never_set_is_unset_again_by_undo_also_after_the_toast(place: Place) -> None:
    place.open("calls", settings.HOLD_LIMIT.key)
    press(KEY.Key_Up)
    press(KEY.Key_Return)
    place.until(lambda: place.desk.settings.get(settings.HOLD_LIMIT) == 46)
    place.settle()
    place.window.toasts.clear()
    press(KEY.Key_U, ALT)
    place.until(lambda: place.desk.settings.stored(settings.HOLD_LIMIT) is UNSET)


def test_what_another_seat_has_changed_since_is_not_overwritten_by_undo(place: Place, office: Path) -> None:
    place.open("company", settings.COMPANY.key)
    focus().selectAll()
    type_text("京乐坊")
    press(KEY.Key_Return)
    place.until(lambda: place.toast() == "Company name is changed.")
    with open_desk(office) as other:
        other.settings.set(settings.COMPANY, "京乐坊集团")
    press(KEY.Key_U, ALT)
    place.until(lambda: "has been changed since" in place.toast())
    assert place.desk.settings.get(settings.COMPANY) == "京乐坊集团"


def test_esc_in_a_line_puts_back_what_stood_there(place: Place) -> None:
    place.open("company", settings.COMPANY.key)
    type_text("x")
    press(KEY.Key_Escape)
    assert focus().text() == "京乐坊酒业有限公司"
    press(KEY.Key_Escape)
    assert focus() is place.page.list
    press(KEY.Key_Escape)
    assert place.window.stack.currentWidget() is place.window.page("today")


@pytest.mark.parametrize(
    ("page", "setting", "typed", "said"),
    [
        ("calls", settings.HOLD_LIMIT, "4", "5 to 600"),
        ("calls", settings.HOLD_LIMIT, "soon", "5 to 600"),
        ("calendar", settings.HOURS, "12:00-8:30", "in order"),
        ("calendar", settings.HOURS, "always", "in order"),
        ("backup", settings.BACKUP_SECOND, "/nowhere/at/all", "/nowhere/at/all"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field_and_nothing_is_kept(
    place: Place, page: str, setting: Declared[object], typed: str, said: str
) -> None:
    panel = place.open(page, setting.key)
    field = focus()
    field.selectAll()
    type_text(typed)
    press(KEY.Key_Return)
    place.settle()
    assert said in panel.by_part[setting.key].accessibleDescription()
    assert field.property("error") is True
    assert field.text() == typed
    assert place.desk.settings.stored(setting) is UNSET
    assert place.window.toasts.shown() == []


def test_office_hours_are_typed_as_one_says_them(place: Place) -> None:
    place.open("calendar", settings.HOURS.key)
    focus().selectAll()
    type_text("9:00-12:00, 13:00-18:00")
    assert focus()._note == "8 hours a day"
    press(KEY.Key_Return)
    wanted = [["09:00", "12:00"], ["13:00", "18:00"]]
    place.until(lambda: place.desk.settings.get(settings.HOURS) == wanted)


def test_emptied_texts_are_the_programs_own_again(place: Place) -> None:
    panel = place.open("company", settings.GREETING.key)
    focus().selectAll()
    press(KEY.Key_Delete)
    press(KEY.Key_Return)
    place.until(lambda: place.desk.settings.stored(settings.GREETING) is UNSET)
    place.settle()
    editor = panel.by_part[settings.GREETING.key]
    assert editor.value() == "Hello, {company}. What can I do for you?"
    assert editor.preview.text() == "Hello, 京乐坊酒业有限公司. What can I do for you?"


def test_the_page_goes_back_to_its_defaults_in_one_step(place: Place) -> None:
    place.desk.settings.set_many({settings.RINGS: 3, settings.HOLD_LIMIT: 60})
    place.open("calls")
    press(KEY.Key_X, ALT)
    place.until(lambda: place.desk.settings.stored(settings.RINGS) is UNSET)
    assert place.desk.settings.stored(settings.HOLD_LIMIT) is UNSET
    place.settle()
    press(KEY.Key_U, ALT)
    place.until(lambda: place.desk.settings.get(settings.HOLD_LIMIT) == 60)
    assert place.desk.settings.get(settings.RINGS) == 3


def test_a_setting_is_found_by_words_and_opened_with_the_caret_in_it(place: Place) -> None:
    press(KEY.Key_F, CONTROL)
    type_text("greet")
    place.settle()
    words = [place.page.list.item(n).text() for n in range(place.page.list.count())]
    assert words == ["Company and greeting", "Greeting"]
    press(KEY.Key_Down)
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    place.settle()
    assert focus().accessibleName() == "Greeting"


def test_chinese_names_are_found_by_initials(place: Place) -> None:
    assert groups.matches("wh", "问候语")
    assert groups.matches("wenhou", "公司与问候")
    assert groups.matches("问候", "公司与问候")
    assert not groups.matches("xyz", "公司与问候")


def test_what_another_seat_changes_is_shown_but_not_over_what_is_typed(place: Place) -> None:
    panel = place.open("company", settings.COMPANY.key)
    type_text("x")
    place.desk.settings.set_many({settings.COMPANY: "别家", settings.CLOSING: "轻放"})
    place.settle()
    assert panel.by_part[settings.CLOSING.key].value() == "轻放"
    assert "x" in focus().text()


def test_looks_are_worn_at_once_and_the_page_comes_back(place: Place) -> None:
    panel = place.open("looks")
    panel.theme.pick("dark")
    assert theme.tokens().dark
    panel.size.pick("large")
    place.until(lambda: theme.px(14) == 16 and "settings" in place.window.pages)
    place.settle()
    assert place.window.stack.currentWidget() is place.page
    assert place.page.page() == "looks"
    place.page.panel("looks").language.pick("zh")
    place.until(lambda: place.window.rail.tabs.tabText(1) == "来电" and "settings" in place.window.pages)
    place.settle()
    assert place.desk.settings.get(settings.LANGUAGE) == "zh"
    assert place.page.panel("looks").language.value() == "zh"
    around = (place.window.room_notice.cross.accessibleName(), place.window._progress._cancel.text())
    assert around == ("关闭", "取消"), "what stands around the pages speaks it too"


def test_the_settings_stand_in_front_of_the_tabs(place: Place) -> None:
    window = place.window
    assert window.rail.tabs._away
    press(KEY.Key_1, CONTROL)
    assert window.stack.currentWidget() is window.page("today")
    assert not window.rail.tabs._away
    window.show_settings()
    press(KEY.Key_F2)
    place.settle()
    assert window.rail.chosen() == "calls"
    assert window.stack.currentWidget() is window.page("calls")


def test_the_printer_and_copies_are_this_seats(place: Place) -> None:
    panel = place.open("papers", "copies")
    focus().selectAll()
    type_text("3")
    press(KEY.Key_Return)
    place.until(lambda: place.desk.memory.get("copies", 1) == 3)
    focus().selectAll()
    type_text("0")
    press(KEY.Key_Return)
    assert "1 to 99" in panel.copies.accessibleDescription()
    press(KEY.Key_U, ALT)
    place.until(lambda: place.desk.memory.get("copies", 1) == 1)


@pytest.mark.parametrize("size", [(1280, 676), (1024, 640), (1366, 697)])
def test_every_page_fits_a_low_window(place: Place, size: tuple[int, int]) -> None:
    window = place.window
    window.resize(*size)
    for group in groups.shown():
        place.open(group.key)
        assert (window.width(), window.height()) == size, group.key
