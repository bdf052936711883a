"""Backup at the window: made now, listed, into a second place that is tried first and told when it is gone."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.office import settings
from tests.ui.program import press, type_text
from tests.ui.settings.conftest import Place

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_backup_is_made_and_listed_in_both_places(place: Place, tmp_path: Path) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    place.until(lambda: place.window._morning is not None)
    place.settle()  # the copy of the day's first start is made
    panel = place.open("backup", settings.BACKUP_SECOND.key)
    before = panel.table.count()
    type_text(str(second))
    press(KEY.Key_Return)
    place.until(lambda: place.desk.settings.get(settings.BACKUP_SECOND) == str(second))
    place.settle()
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: "Backed up and verified" in place.toast())
    place.settle()
    assert panel.table.count() == before + 2
    assert len(list(second.glob("*.db"))) == 1


def test_a_second_place_that_is_gone_is_said(place: Place, tmp_path: Path) -> None:
    place.desk.settings.set(settings.BACKUP_SECOND, str(tmp_path / "usb"))
    panel = place.open("backup")
    place.settle()
    assert str(tmp_path / "usb") in panel._banner_words.text()
    assert panel.banner.isVisible()
    panel.back_up()
    place.until(lambda: any("second place" in toast.words for toast in place.window.toasts.shown()))
    place.settle()
    assert panel.table.count() >= 1
    assert panel.now.isEnabled()


def test_about_tells_versions_and_licences_and_copies_them(place: Place) -> None:
    panel = place.open("about")
    place.settle()
    panel.copy.click()
    told = QApplication.clipboard().text()
    for part in ("PySide6 (Essentials): 6.", "SQLite: 3.", "Python: 3.", "office.db"):
        assert part in told
    names = {licence.name for licence in panel._licences.values()}
    assert {"Noto Sans SC", "Lucide icons", "PySide6_Essentials", "SQLAlchemy", "Python"} <= names
    assert all(licence.text for licence in panel._licences.values())
    panel.table.set_current(next(n for n, each in panel._licences.items() if each.name == "Noto Sans SC"))
    assert "SIL OPEN FONT LICENSE" in panel.text.toPlainText().upper()
