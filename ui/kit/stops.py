"""Tab through a form: a group of options is one stop, wherever in it the focus is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def next_stop(stops: Sequence[QWidget], *, forward: bool) -> QWidget | None:
    """Put the focus on the stop after the one that has it, or before; that stop. None when no stop is to be seen."""
    shown = [stop for stop in stops if stop.isVisible() and stop.isEnabled()]
    if not shown:
        return None
    focus = QApplication.focusWidget()
    at = next((n for n, s in enumerate(shown) if focus is s or (focus and s.isAncestorOf(focus))), -1)
    if at < 0 and not forward:
        at = 0
    stop = shown[(at + (1 if forward else -1)) % len(shown)]
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return stop
