"""The calendar at the window: a day by keys, the official table pasted, what is odd said, all of it taken back."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.office import rest_days
from app.store.changes import Changes
from tests.china.test_notices import NOTICE
from tests.ui.program import press, type_text
from tests.ui.settings.conftest import Place
from ui.kit.buttons import IconButton
from ui.kit.changes import Burst

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_a_day_is_turned_named_and_cleared_by_keys(place: Place) -> None:
    panel = place.open("calendar")
    panel.focus_first()
    thursday, friday = date(2026, 10, 15), date(2026, 10, 16)
    assert panel.grid.day == thursday
    press(KEY.Key_Right)
    press(KEY.Key_Space)
    place.until(lambda: not place.desk.calendar.is_working(friday))
    place.settle()
    assert place.toast() == "2026-10-16 is a day off."
    press(KEY.Key_Return)
    assert QApplication.focusWidget() is panel.name
    type_text("公司年会")
    press(KEY.Key_Return)
    place.until(lambda: place.desk.calendar.name(friday) == "公司年会")
    place.settle()
    assert "公司年会" in panel.grid.told(friday)
    panel.focus_first()
    press(KEY.Key_Delete)
    place.until(lambda: place.desk.calendar.is_working(friday))
    place.settle()
    press(KEY.Key_U, ALT)
    place.until(lambda: place.desk.calendar.name(friday) == "公司年会")


def test_in_a_low_window_the_year_scrolls_and_the_day_under_the_cursor_is_seen(place: Place) -> None:
    panel = place.open("calendar")
    place.window.setFixedHeight(560)
    place.settle()
    grid = panel.grid
    assert grid.place(date(2026, 1, 1)).height() >= 16, "the days stand one under the other"
    panel.focus_first()
    for key, day in ((KEY.Key_End, date(2026, 12, 31)), (KEY.Key_Home, date(2026, 1, 1))):
        press(key)
        place.settle()
        assert grid.visibleRegion().contains(grid.place(day).center()), day


def test_a_year_not_published_is_warned_about(place: Place) -> None:
    panel = place.open("calendar")
    panel.focus_first()
    assert not panel.banner.isVisible()
    for _month in range(12):
        press(KEY.Key_PageDown)
    place.until(lambda: panel.title.text() == "2027")
    place.settle()
    assert panel.banner.isVisible()
    assert "2027" in panel._banner_words.text()
    assert panel.grid.day == date(2027, 10, 15)


def test_years_passed_quickly_are_all_passed_and_news_do_not_lead_back(place: Place) -> None:
    panel = place.open("calendar")
    earlier = next(each for each in panel.findChildren(IconButton) if each.accessibleName() == "Year before")
    earlier.click()
    earlier.click()
    place.window.seat.changes.changed.emit(Burst((Changes("calendar.set", (), "elsewhere", 1),)))
    place.settle()
    assert panel.title.text() == "2024"


def test_from_november_on_the_page_carries_a_mark(place: Place, clock) -> None:  # type: ignore[no-untyped-def]
    clock.forward(days=30)
    place.open("calendar")
    assert "2027" in place.page.pages.marks["calendar"]


def test_the_notice_is_pasted_looked_at_and_taken(place: Place) -> None:
    panel = place.open("calendar")
    panel.focus_first()
    press(KEY.Key_O, CONTROL)
    shown = place.window._overlay
    assert shown is not None
    assert QApplication.focusWidget() is shown.text
    QApplication.clipboard().setText("2027-10-01,休,国庆节\n2027-10-02,休,国庆节\n2027-10-09,班")
    press(KEY.Key_V, CONTROL)
    place.until(lambda: shown.take.text() == "Import 3 days")
    place.settle()
    assert "2027 has no" in shown.problems.text()
    assert shown.table.count() == 3
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: place.desk.calendar.published(2027))
    place.settle()
    assert panel.title.text() == "2027"
    press(KEY.Key_U, ALT)
    place.until(lambda: rest_days.year(place.desk, 2027) == [])


def test_a_contradiction_is_said_and_nothing_taken(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(NOTICE.replace("共9天", "共8天").encode("gb18030"))
    place.open("calendar").focus_first()
    press(KEY.Key_O, CONTROL)
    shown = place.window._overlay
    assert shown is not None
    shown.load(file)
    place.until(lambda: "says 8 days" in shown.problems.text())
    assert not shown.take.isEnabled()
    press(KEY.Key_Return, CONTROL)
    press(KEY.Key_Escape)
    assert place.window._overlay is None
    shown = None
    place.page._import(2026)
    again = place.window._overlay
    again.load(tmp_path / "none.txt")
    place.until(lambda: "none.txt" in again.problems.text())
