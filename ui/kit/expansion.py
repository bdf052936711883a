"""Abbreviations in a text: what they may stand for comes up under the caret, Enter or Tab types it out."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from app.office import abbreviations
from app.office.abbreviations import Typed
from ui.kit import theme
from ui.kit.completion import SHADE, Candidate, Popup, popup_of

WIDE = 420  # px
MOST = 6

Find = Callable[[Typed], Sequence[tuple[Candidate, bool]]]
"""What an abbreviation may stand for, and whether Enter shall take it at once; the likeliest first."""


class Expansion(QObject):
    """Watches what is typed into `field`. taken(Candidate) -- it was typed out.

    find -- see Find. text_of -- what is typed out for a candidate's value, in this moment.
    While an input method composes nothing is looked for: its letters are not in the text yet.
    """

    taken = Signal(object)

    def __init__(self, field: QPlainTextEdit, find: Find, text_of: Callable[[Any], str]) -> None:
        super().__init__(field)
        self._field, self._find, self._text_of = field, find, text_of
        self._popup: Popup | None = None
        self._typed: Typed | None = None
        self._own = self._left = False  # our own insertion, and Esc for this abbreviation
        self._soon = QTimer(self, singleShot=True, interval=0)  # after the caret has moved too
        self._soon.timeout.connect(self._look)
        field.textChanged.connect(self._changed)
        field.cursorPositionChanged.connect(self._moved)
        field.installEventFilter(self)

    def visible(self) -> bool:
        """Whether candidates are on screen."""
        return self._popup is not None and self._popup.isVisible()

    def candidates(self) -> list[Candidate]:
        """The candidates on screen."""
        return list(self._popup.lines) if self._popup is not None and self.visible() else []

    def close_up(self) -> None:
        """Take the candidates away."""
        self._soon.stop()
        if self._popup is not None:
            self._popup.hide()

    def insert(self, text: str) -> None:
        """Type `text` out where the caret is, as one step of the text's own undo."""
        cursor = self._field.textCursor()
        self._own = True
        cursor.insertText(text)
        self._own = False
        self._field.setTextCursor(cursor)

    # Looking

    def _changed(self) -> None:
        if not self._own:
            self._left = False
            self._soon.start()

    def _moved(self) -> None:
        if self.visible():
            self._soon.start()

    def _look(self) -> None:
        cursor = self._field.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        self._typed = None
        if self._field.hasFocus() and not cursor.hasSelection() and not self._left:
            self._typed = abbreviations.before(before)
        found = list(self._find(self._typed))[:MOST] if self._typed is not None else []
        if not found:
            self.close_up()
            return
        popup = self._popup = popup_of(self._field, self._popup, self._take)
        sure = found[0][1]
        popup.lines = [candidate for candidate, _sure in found]
        popup.caps = ["↵" if sure and n == 0 else "" for n in range(len(found))]
        popup.at = 0 if sure else -1
        self._place(popup)
        popup.show()
        popup.raise_()
        popup.update()
        first = popup.lines[0]
        self._field.setAccessibleDescription(f"{first.title}, {first.sub}")

    def _place(self, popup: Popup) -> None:
        window, caret = self._field.window(), self._field.cursorRect()
        corner = self._field.viewport().mapTo(window, QPoint(caret.left(), caret.bottom()))
        wide, high = theme.px(WIDE) + 2 * SHADE, popup.sizeHint().height()
        x = min(corner.x() - theme.px(24) - SHADE, window.width() - wide + SHADE)
        y = corner.y() + 4 - SHADE
        if y + high > window.height():
            y = corner.y() - caret.height() - 4 - high + SHADE
        popup.setGeometry(max(-SHADE, x), y, wide, high)

    # Taking

    def _take(self, at: int) -> None:
        popup, typed = self._popup, self._typed
        if popup is None or typed is None or not 0 <= at < len(popup.lines):
            return
        candidate = popup.lines[at]
        self.close_up()
        cursor = self._field.textCursor()
        self._own = True
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, typed.length)
        cursor.insertText(self._text_of(candidate.value))
        cursor.endEditBlock()
        self._field.setTextCursor(cursor)
        self._own = False
        self.taken.emit(candidate)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.close_up()
        elif event.type() == QEvent.Type.KeyPress and self.visible():
            return self._key(event)
        elif event.type() == QEvent.Type.ShortcutOverride and self.visible() and event.key() in _OWN:
            event.setAccepted(not event.modifiers())  # Esc and Enter belong to the candidates
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        popup, key = self._popup, event.key()
        if popup is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            popup.at = (popup.at + step) % len(popup.lines) if popup.at >= 0 else 0
            popup.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and popup.at >= 0:
            self._take(popup.at)
        elif key == Qt.Key.Key_Escape:
            self._left = True
            self.close_up()
        else:
            return False
        return True


_OWN = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
