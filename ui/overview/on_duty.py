"""Who is on duty today, ticked off in one press."""

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.roster import service
from app.roster.shown import Cell, Day
from app.words import _, pgettext
from ui.kit import paint, theme
from ui.kit.buttons import LinkButton
from ui.kit.fields import CheckField
from ui.kit.labels import hairline, label
from ui.kit.seat import Seat


class Names(QWidget):
    """The people of the day, each with a disc of the first character; greyed once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[Cell, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cells(self, cells: tuple[Cell, ...]) -> None:
        """Show the people of `cells`."""
        self._cells = cells
        nobody = _("unfilled")
        self.setAccessibleName(", ".join(cell.name or nobody for cell in cells))
        self.setToolTip("\n".join(f"{cell.name or nobody} · {cell.task}" for cell in cells))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(30))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            x, middle = 0.0, self.height() / 2
            font, radius = theme.font(14), theme.px(13)
            for n, cell in enumerate(self._cells):
                name = cell.name or _("unfilled")
                wide = min(paint.width_of(name, font), theme.px(110))
                if x + 2 * radius + theme.px(8) + wide > self.width() and n:
                    more = QRectF(x, 0, self.width() - x, self.height())
                    paint.text(painter, more, f"+{len(self._cells) - n}", colour=t.text2, font=font)
                    return
                fill, ink = (t.window, t.text2) if cell.done else (t.accent_soft, t.accent_text)
                if cell.staff_id is None:
                    fill, ink = t.amber_soft, t.amber
                centre = QPointF(x + radius, middle)
                paint.disc(painter, centre, radius, fill=fill, words=name[:1], colour=ink, size=12)
                x += 2 * radius + theme.px(8)
                rect = QRectF(x, 0, wide + 1, self.height())
                paint.text(painter, rect, name, colour=t.text2 if cell.done else t.text, font=font)
                x += wide + theme.px(16)


class OnDuty(QWidget):
    """The first section beside the board. change_wanted() -- to the roster's day. Hidden while nobody is on duty."""

    change_wanted = Signal()
    ticked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.day: Day | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(label(_("On duty today"), "section"))
        head.addStretch(1)
        change = LinkButton(pgettext("on duty", "Change"))
        change.clicked.connect(self.change_wanted)
        head.addWidget(change)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.names = Names()
        self.done = CheckField(_("done"))
        self.done.changed.connect(lambda: self.ticked.emit(bool(self.done.value())))
        row.addWidget(self.names, 1)
        row.addWidget(self.done)
        column.addLayout(row)
        column.addSpacing(theme.px(8))
        column.addWidget(hairline())
        column.addSpacing(theme.px(10))
        self.hide()

    def show_day(self, day: Day) -> None:
        """Show who is on duty on `day`."""
        self.day = day
        self.names.show_cells(day.cells)
        self.done.set_value(day.state == "done")
        self.setVisible(bool(day.cells))


class Duty(QObject):
    """Ticks what is pressed."""

    def __init__(self, seat: Seat, shown: OnDuty) -> None:
        super().__init__(shown)
        self._seat, self._shown = seat, shown
        shown.ticked.connect(self._tick)

    def _tick(self, done: bool) -> None:
        day, desk = self._shown.day, self._seat.desk
        if day is None:
            return
        refs = [cell.ref for cell in day.cells if cell.staff_id is not None]
        if not refs:
            self._shown.show_day(day)
            self._seat.toasts.note(_("Nobody is on duty in this place. Choose somebody first."))
            return
        said = _("Today's cleaning is done.") if done else _("Today's cleaning is open again.")

        def failed(error: Exception) -> None:
            self._shown.show_day(day)
            self._seat.tell(error, again=lambda: self._tick(done))

        self._seat.save(
            lambda _progress: service.tick(desk, refs, "done" if done else "open"), owner=self._shown, said=said,
            failed=failed,
        )  # fmt: skip
