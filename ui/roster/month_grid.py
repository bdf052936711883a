"""The month as a wall calendar: holidays, lunar days, who is on duty; by keys, by mouse, by dragging."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app.roster.shown import Cell, Day, Month
from app.words import _
from ui.kit import paint, theme
from ui.kit.saying import weekday
from ui.roster.day_paint import DayPainter, Spot

HEAD = 26
_DAY = timedelta(days=1)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthGrid(QWidget):
    """moved() -- another day or name is chosen. opened(), ticked() -- Enter and Space on a day. turned(step) -- to
    another month. cut(), pasted() -- Ctrl+X and Ctrl+V are bound by the page. dropped(one, other) -- a name was
    dragged onto another cell. asked(cell) -- the mouse rests on a name: why this person?
    """

    moved = Signal()
    opened = Signal()
    ticked = Signal()
    turned = Signal(int)
    dropped = Signal(object, object)
    asked = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month: Month | None = None
        self.current = date.min
        self.place = 0
        self.cut_id = 0
        self._spots: list[Spot] = []
        self._drag: Cell | None = None
        self._pressed_at = QPoint()
        self._mouse = QPoint()
        self._rest = QTimer(self, singleShot=True, interval=350)
        self._rest.timeout.connect(self._resting)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Month"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(890), theme.px(600))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(420))

    # What the page says and asks

    def show_month(self, month: Month) -> None:
        """Show `month`; the day chosen stays when it is of this month, else it is today or the first working day."""
        self.month = month
        if month.day(self.current) is None:
            inside = month.day(month.today)
            first = next((day.on for day in month.days if day.kind != "rest"), month.month)
            self.current = inside.on if inside is not None else first
            self.place = 0
        self._tell()
        self.update()

    def choose(self, on: date, place: int = 0) -> None:
        """Choose a day and one of its places."""
        self.current, self.place = on, place
        self._tell()
        self.moved.emit()
        self.update()

    def day(self) -> Day | None:
        """The day that is chosen."""
        return self.month.day(self.current) if self.month else None

    def cell(self) -> Cell | None:
        """The place that is chosen, None on a day without any."""
        day = self.day()
        if day is None or not day.cells:
            return None
        return day.cells[min(self.place, len(day.cells) - 1)]

    def set_cut(self, turn_id: int) -> None:
        """Mark the turn that waits to be swapped; 0 for none."""
        self.cut_id = turn_id
        self.update()

    def explain(self, cell: Cell, sentences: Sequence[str]) -> None:
        """Show why at the mouse, when it still rests on that name."""
        spot = self._spot_at(self._mouse)
        if spot is not None and spot.cell.id == cell.id and self.isVisible():
            name = cell.name or _("unfilled")
            head = f"{name} · {cell.task}"
            QToolTip.showText(self.mapToGlobal(self._mouse), "\n".join((head, *sentences)), self)

    def _tell(self) -> None:
        day = self.day()
        if day is not None:
            self.setAccessibleDescription(spoken(day, self.cell()))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or self.month is None:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self.ticked.emit()
        elif event.text().isdigit() and self._choose_place(int(event.text())):
            pass
        elif key == Qt.Key.Key_Escape and self.cut_id:
            self.set_cut(0)
        else:
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        on = self.current + days * _DAY
        if self.month is not None and self.month.day(on) is None:
            self.current = on  # the day is kept while the other month is read
            self.place = 0
            self.turned.emit(1 if days > 0 else -1)
            return
        self.choose(on)

    def _choose_place(self, number: int) -> bool:
        day = self.day()
        if day is None or not 0 < number <= len(day.cells):
            return False
        self.choose(self.current, number - 1)
        return True

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        spot, on = self._spot_at(at), self._day_at(at)
        self._pressed_at, self._drag = at, spot.cell if spot else None
        if on is not None:
            self.choose(on, spot.cell.place if spot else 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self._drag is not None:
            far = (self._mouse - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()
            return
        self._rest.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._drag = self._drag, None
        self.unsetCursor()
        at = event.position().toPoint()
        self.update()
        if dragged is None or (at - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return
        target = self._target(at)
        if target is not None and target.id != dragged.id:
            self.dropped.emit(dragged, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        if self._day_at(event.position().toPoint()) is not None:
            self.opened.emit()

    def wheelEvent(self, event) -> None:
        self.turned.emit(-1 if event.angleDelta().y() > 0 else 1)

    def leaveEvent(self, event) -> None:
        self._rest.stop()
        super().leaveEvent(event)

    def _resting(self) -> None:
        spot = self._spot_at(self._mouse)
        if spot is not None:
            self.asked.emit(spot.cell)
            return
        on = self._day_at(self._mouse)
        day = self.month.day(on) if self.month is not None and on is not None else None
        if day is not None:  # a festival's name may have been too long for its box
            QToolTip.showText(self.mapToGlobal(self._mouse), spoken(day, None), self)

    def _target(self, at: QPoint) -> Cell | None:
        """The turn under the mouse: the name, else the day's unfilled or first place."""
        spot = self._spot_at(at)
        if spot is not None:
            return spot.cell
        on = self._day_at(at)
        day = self.month.day(on) if self.month and on else None
        if day is None or not day.cells:
            return None
        return next((cell for cell in day.cells if cell.staff_id is None), day.cells[0])

    def _spot_at(self, at: QPoint) -> Spot | None:
        return next((spot for spot in self._spots if spot.rect.contains(QPointF(at))), None)

    # Where things lie

    def _first(self) -> date:
        assert self.month is not None
        return self.month.month - timedelta(days=self.month.month.weekday())

    def _weeks(self) -> int:
        assert self.month is not None
        last = self.month.days[-1].on
        return ((last - self._first()).days // 7) + 1

    def _box(self, on: date) -> QRectF:
        """The box of a day; edges are whole pixels, shared by neighbours."""
        n = (on - self._first()).days
        top, high = theme.px(HEAD), self.height() - theme.px(HEAD) - 1
        wide = self.width() - 1
        weeks = self._weeks()
        left, right = (round(wide * c / 7) for c in (n % 7, n % 7 + 1))
        upper, lower = (top + round(high * r / weeks) for r in (n // 7, n // 7 + 1))
        return QRectF(left, upper, right - left, lower - upper)

    def _day_at(self, at: QPoint) -> date | None:
        if self.month is None:
            return None
        return next((day.on for day in self.month.days if self._box(day.on).contains(QPointF(at))), None)

    # Painting

    def paintEvent(self, event) -> None:
        if self.month is None:
            return
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            first = self._first()
            for n in range(7):
                box = self._box(first + n * _DAY)
                head = QRectF(box.x() + theme.px(9), 0, box.width(), theme.px(HEAD) - 4)
                paint.text(painter, head, weekday(first + n * _DAY), colour=t.text2, font=theme.font(12))
            days = [first + n * _DAY for n in range(7 * self._weeks())]
            cell = self.cell() if self.hasFocus() else None
            day_painter = DayPainter(self.month, chosen_id=cell.id if cell else 0, cut_id=self.cut_id)
            for on in days:
                day_painter.ground(painter, on, self._box(on))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(t.line)))
            for on in days:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self._box(on))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for on in days:
                day_painter.day(painter, on, self._box(on))
            self._spots = day_painter.spots
            self._paint_choice(painter)
            self._paint_drag(painter)

    def _paint_choice(self, painter: QPainter) -> None:
        if self.month is None or self.month.day(self.current) is None:
            return
        t = theme.tokens()
        box = self._box(self.current)
        if self.hasFocus():
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply if not t.dark
                                       else QPainter.CompositionMode.CompositionMode_Screen)  # fmt: skip
            painter.fillRect(box.adjusted(1, 1, 0, 0), QColor(t.accent_soft))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        edge = t.accent if self.hasFocus() else t.line2
        painter.setPen(QPen(QColor(edge), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, 0.5, 0.5), 2, 2)

    def _paint_drag(self, painter: QPainter) -> None:
        if self._drag is None or self.cursor().shape() != Qt.CursorShape.ClosedHandCursor:
            return
        t = theme.tokens()
        target = self._day_at(self._mouse)
        if target is not None:
            paint.box(painter, self._box(target), edge=t.accent_line, radius=2, width=2)
        font = theme.font(14, bold=True)
        wide = paint.width_of(self._drag.name, font) + theme.px(20)
        chip = QRectF(self._mouse.x() + 8, self._mouse.y() + 4, wide, theme.px(28))
        paint.shadow(painter, chip, radius=6, reach=6)
        paint.box(painter, chip, fill=t.raised, edge=t.accent_line)
        middle = Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, chip, self._drag.name, colour=t.text, font=font, align=middle)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()


def spoken(day: Day, cell: Cell | None) -> str:
    """A day as a screen reader says it."""
    parts = [f"{day.on:%m-%d} {weekday(day.on)}", day.holiday or day.festival]
    nobody = _("unfilled")
    parts += [f"{each.name or nobody} ({each.task})" for each in day.cells]
    if cell is not None and len(day.cells) > 1:
        parts.append(_("chosen: {name}").format(name=cell.name or _("unfilled")))
    return ", ".join(part for part in parts if part)
