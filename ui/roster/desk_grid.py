"""The weekly desk check: people by weeks, a score typed as one goes from desk to desk (R45)."""

from typing import cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.roster.checks import Checked, DeskMonth
from app.roster.rules import BEST_SCORE
from app.words import _
from ui.kit import paint, theme
from ui.roster.names import room_for, tell_whole

NAME, WEEK, HEAD, ROW, MEAN = 120, 96, 40, 36, 80


class DeskGrid(QWidget):
    """scored(week, staff_id, score) -- a score was typed, None takes it away. turned(step) -- to another month."""

    scored = Signal(object, int, object)
    turned = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month: DeskMonth | None = None
        self.row = self.column = 0
        self._typed = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("Weekly desk check"))

    def show_month(self, month: DeskMonth, *, week: int | None = None) -> None:
        """Show `month`; `week` is the column to begin in when it is another month than before."""
        if self.month is None or self.month.month != month.month:
            self.column = week if week is not None else 0
        self.month = month
        self.row = min(self.row, max(0, len(month.rows) - 1))
        self.column = min(self.column, max(0, len(month.weeks) - 1))
        self.setMinimumHeight(theme.px(HEAD + ROW * len(month.rows)) + 2)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        rows = len(self.month.rows) if self.month else 8
        return QSize(self._names() + theme.px(5 * WEEK + MEAN), theme.px(HEAD + ROW * rows) + 2)

    def checked(self) -> Checked | None:
        """The score under the cursor."""
        if self.month is None or not self.month.rows or not self.month.weeks:
            return None
        return self.month.rows[self.row].scores[self.column]

    def _tell(self) -> None:
        if self.month is None or not self.month.rows or not self.month.weeks:
            return
        found = self.checked()
        score = str(found.score) if found else _("not looked at")
        who = self.month.rows[self.row].name
        self.setAccessibleDescription(f"{who}, {self.month.weeks[self.column]:%m-%d}, {score}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if (
            self.month is None
            or not self.month.rows
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
            return
        moves = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0),
        }  # fmt: skip
        if key in moves:
            self._move(*moves[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif event.text().isdigit():
            self._type(event.text())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.checked() is not None:
            self._typed = ""
            self._give(None)
        else:
            super().keyPressEvent(event)

    def _type(self, digit: str) -> None:
        """A digit is a score at once; 0 behind a 1 just typed makes it 10."""
        self._typed = "10" if self._typed == "1" and digit == "0" else digit
        self._give(min(BEST_SCORE, int(self._typed)))

    def _give(self, score: int | None) -> None:
        assert self.month is not None
        if self.month.weeks:
            self.scored.emit(self.month.weeks[self.column], self.month.rows[self.row].staff_id, score)

    def _move(self, rows: int, columns: int) -> None:
        assert self.month is not None
        self._typed = ""
        self.row = min(max(0, self.row + rows), len(self.month.rows) - 1)
        self.column = min(max(0, self.column + columns), max(0, len(self.month.weeks) - 1))
        self._tell()
        self.update()

    def _names(self) -> int:
        return room_for((row.name for row in (self.month.rows if self.month else ())), least=NAME)

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or self.month is None:
            return super().event(event)
        told = cast(QHelpEvent, event)
        row, names = int((told.pos().y() - theme.px(HEAD)) // theme.px(ROW)), self._names()
        on_name = 0 <= row < len(self.month.rows) and told.pos().x() < names
        return tell_whole(self, told, self.month.rows[row].name if on_name else "", names - 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.month is None:
            return
        row = int((event.position().y() - theme.px(HEAD)) // theme.px(ROW))
        column = int((event.position().x() - self._names()) // theme.px(WEEK))
        if 0 <= row < len(self.month.rows) and 0 <= column < len(self.month.weeks):
            self.row, self.column = row, column
            self._move(0, 0)

    def paintEvent(self, event) -> None:
        if self.month is None:
            return
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            middle = Qt.AlignmentFlag.AlignHCenter
            wide, left = theme.px(WEEK), self._names()
            for n, week in enumerate(self.month.weeks):
                rect = QRectF(left + n * wide, 0, wide, theme.px(HEAD))
                words = _("week of {month}-{day}").format(month=week.month, day=week.day)
                paint.text(painter, rect, words, colour=t.text3, font=theme.font(12), align=middle)
            end = left + wide * len(self.month.weeks)
            head = QRectF(end, 0, theme.px(MEAN), theme.px(HEAD))
            paint.text(painter, head, _("Mean"), colour=t.text3, font=theme.font(12), align=middle)
            for row, desk in enumerate(self.month.rows):
                top, high = theme.px(HEAD) + row * theme.px(ROW), theme.px(ROW)
                painter.fillRect(QRectF(0, top, end + theme.px(MEAN), 1), QColor(t.line))
                paint.text(
                    painter, QRectF(0, top, left - 8, high), desk.name, colour=t.text, font=theme.font(14)
                )
                for n, found in enumerate(desk.scores):
                    box = QRectF(left + n * wide + 2, top + 3, wide - 4, high - 5)
                    self._paint_score(painter, box, found, chosen=(row, n) == (self.row, self.column))
                mean = "" if desk.mean is None else f"{desk.mean:.1f}"
                rect = QRectF(end, top, theme.px(MEAN), high)
                paint.text(painter, rect, mean, colour=t.text, font=theme.font(14, bold=True), align=middle)

    def _paint_score(self, painter, box: QRectF, found: Checked | None, *, chosen: bool) -> None:
        t = theme.tokens()
        if chosen:
            paint.box(painter, box, fill=t.select if self.hasFocus() else t.select_off)
            if self.hasFocus():
                paint.ring(painter, box)
        elif found is None:
            paint.box(painter, box, fill=t.option)
        ink = t.text3 if found is None else t.red if found.score < 6 else t.text
        words = "—" if found is None else str(found.score)
        middle = Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, box, words, colour=ink, font=theme.font(14), align=middle)
