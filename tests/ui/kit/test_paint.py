"""Painting ends with the paintEvent, whoever holds its frame: a traceback, a watchdog, a debugger."""

import sys
from types import FrameType

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.charts import Bar, BarChart
from ui.kit.chips import Chip
from ui.kit.labels import Line
from ui.kit.overlay import Picture


def test_a_frame_that_is_kept_leaves_no_painter_at_work(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    chart = BarChart(name="Calls a day")
    chart.set_bars([Bar("1", 3)])
    shown = [Button("Save"), Chip("Today"), Line("as it was"), Picture("info"), chart]
    for widget in shown:
        column.addWidget(widget)
    kept: list[FrameType] = []

    def keep(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_name == "paintEvent":
            kept.append(frame)

    with qtbot.captureExceptions() as errors:
        sys.setprofile(keep)
        try:
            page.show()
            qtbot.waitUntil(lambda: len(kept) >= len(shown))
        finally:
            sys.setprofile(None)
    assert not errors
    active = [frame.f_locals["painter"] for frame in kept if frame.f_locals["painter"].isActive()]
    assert not active, "Qt shows nothing of a widget whose painter has not ended"
