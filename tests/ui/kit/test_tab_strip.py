"""The tabs of a record make room for the counts that come later."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.tab_strip import TabStrip

TABS = (("overview", "Overview"), ("events", "To and fro"), ("changes", "Changes"))


def test_counts_that_come_later_make_the_tabs_wider(qtbot: QtBot) -> None:
    host, strip = QWidget(), TabStrip(TABS, name="The dealer")
    qtbot.addWidget(host)
    row = QHBoxLayout(host)
    row.addWidget(strip)
    row.addStretch(1)
    host.resize(900, 80)
    host.show()
    bare = strip.tabRect(2)
    strip.set_counts({"events": 29, "changes": 1204})
    last = strip.tabRect(2)
    assert last.x() > bare.x() and last.width() > bare.width()
    qtbot.waitUntil(lambda: strip.width() > last.right())
