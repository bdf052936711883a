"""Walks over the widgets of a window: controls without a name, texts that are cut off, parts pushed out of sight."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui.kit import free_place, paint
from ui.kit.fields import ComboField
from ui.kit.labels import Line
from ui.kit.table import RecordTable
from ui.kit.toast import Toast
from ui.roster.month_grid import MonthGrid

GIVES_WAY = (Line, RecordTable, ComboField, MonthGrid)
"""What elides itself by design (the month tells a day whole under the mouse); elsewhere a text may be elided that the
tooltip tells whole.
"""
SLACK = 1  # px that rounding may take


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every widget of the window that can be seen."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.width() > 0 and widget.height() > 0:
            yield widget


def nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader could not call by a name, and names that are there twice in a row of buttons."""
    found = []
    for widget in shown(window):
        control = isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit) or (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QHeaderView)
        )
        if not control or widget.objectName().startswith("qt_"):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        name = told.text(QAccessible.Text.Name) if told is not None else ""
        if not (name or widget.accessibleName()).strip():
            found.append(described(widget))
    return found


def unplaced(window: QWidget) -> list[str]:
    """Widgets of which a part lies outside of what holds them, though nothing scrolls there."""
    found = []
    for widget in shown(window):
        holder = widget.parentWidget()
        if holder is None or isinstance(widget, Toast) or _scrolls(widget):
            continue
        rect = QWidget.geometry(widget)  # a panel may call a field of its own "size"
        room = holder.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not room.contains(rect) and not _free(widget, holder):
            found.append(
                f"{described(widget)} at {rect.getRect()} in {described(holder)} {holder.rect().getRect()}"
            )
    return found


def _scrolls(widget: QWidget) -> bool:
    """Whether it is the content of something that scrolls."""
    holder = widget.parentWidget()
    area = holder.parentWidget() if holder is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is holder


def _free(widget: QWidget, holder: QWidget) -> bool:
    """Whether it floats over the page and knows its own place."""
    return widget.windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup or holder.layout() is None


def cut(window: QWidget) -> list[str]:
    """Texts of Qt's own widgets for which there is less room than they need."""
    found = []
    for widget in shown(window):
        if isinstance(widget, QLabel):
            words, room = widget.text(), widget.contentsRect().size()
            if not words or not widget.pixmap().isNull():
                continue
            metrics = widget.fontMetrics()
            if widget.wordWrap():
                needed = widget.heightForWidth(widget.width())
                if needed > widget.height() + SLACK:
                    found.append(f"{described(widget)} needs {needed} px of height, has {widget.height()}")
            else:
                needed = max(metrics.horizontalAdvance(line) for line in words.split("\n"))
                if needed > room.width() + SLACK:
                    found.append(f"{described(widget)} needs {needed} px, has {room.width()}")
                if metrics.height() > room.height() + 2 + SLACK:
                    found.append(
                        f"{described(widget)} is {room.height()} px high, its text {metrics.height()}"
                    )
        elif isinstance(widget, QLineEdit):
            hint = widget.placeholderText()
            if hint and not widget.text():
                margins = widget.textMargins()
                room_ = widget.width() - margins.left() - margins.right() - 20
                needed = QFontMetrics(widget.font()).horizontalAdvance(hint)
                if needed > room_ + SLACK:
                    found.append(f"{described(widget)} hint {hint!r} needs {needed} px, has {room_}")
        elif (
            isinstance(widget, QAbstractButton) and widget.width() + SLACK < widget.minimumSizeHint().width()
        ):
            found.append(
                f"{described(widget)} needs {widget.minimumSizeHint().width()} px, has {widget.width()}"
            )
    return found


def covering(window: Any) -> list[str]:
    """Toasts that stand over something one works with, after they had the time to give way."""
    window.toasts._give_way()
    bars = [toast.bar() for toast in window.toasts.shown()]
    if not bars or window.toasts._panel(window) is not None:  # a panel may leave no room beside it
        return []
    _areas, busy = window.toasts._ground(window)
    worked = [each for each in busy if each.weight >= free_place.WORKED]
    return [
        f"a toast at {bar.getRect()} over {each.rect.getRect()}"
        for bar in bars
        for each in worked
        if free_place.covered(bar, [each])
    ]


@contextmanager
def watched_paint() -> Iterator[list[str]]:
    """While the block draws: what our own painters had to cut, widgets that give way by design left out."""
    found: list[str] = []
    draw = paint.text

    def text(painter: Any, rect: Any, words: str, *, colour: str, font: Any, align: Any = None) -> int:
        room = int(rect.width()) + 1
        needed = QFontMetrics(font).horizontalAdvance(words)
        if needed > room + SLACK:
            owner = _painting()
            told = owner.toolTip() if isinstance(owner, QWidget) else ""
            if not isinstance(owner, GIVES_WAY) and words not in told:
                found.append(f"{described(owner)} {words!r} needs {needed} px, has {room}")
        more = {} if align is None else {"align": align}
        return draw(painter, rect, words, colour=colour, font=font, **more)

    paint.text = text  # type: ignore[assignment]
    try:
        yield found
    finally:
        paint.text = draw


def _painting() -> Any:
    """Whose paintEvent runs: the widget, or the table of a delegate."""
    frame = sys._getframe(2)
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, QHeaderView):
            return owner
        if isinstance(owner, QWidget):
            return owner
        if hasattr(owner, "parent"):
            return owner.parent()
        frame = frame.f_back  # type: ignore[assignment]
    return None


def described(widget: Any) -> str:
    """Which widget it is, for somebody who has to find it."""
    if not isinstance(widget, QWidget):
        return repr(widget)
    words = widget.accessibleName() or getattr(widget, "text", str)()
    top = widget.mapTo(widget.window(), QPoint(0, 0)) if widget.window() is not widget else QPoint(0, 0)
    chain = []
    holder = widget.parentWidget()
    while holder is not None and len(chain) < 3:
        if type(holder) is not QWidget:
            chain.append(type(holder).__name__)
        holder = holder.parentWidget()
    return f"{type(widget).__name__} {words[:40]!r} ({top.x()}, {top.y()}) in {' < '.join(chain)}"
