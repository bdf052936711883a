"""Beside the month: how fair it is, who is away and what is avoided, and the sheet as it prints."""

from typing import cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.roster.rules import Member
from app.roster.shown import Month, Share
from app.words import _, ngettext, pgettext
from ui.kit import paint, theme
from ui.kit.buttons import IconButton
from ui.kit.chips import Badge
from ui.kit.labels import Line, hairline, label
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled
from ui.roster.names import room_for, tell_whole
from ui.roster.words import absence_words, weekdays_words

ROW, ABSENCE = 27, 26
SHOWN_ABSENCES = 8
PAGE = 1.4142
PRINTED = "#64676D"
"""Grey on paper, which stays white in the dark theme."""


class Fairness(QWidget):
    """A bar a person for this month, the year's turns, and turns ahead of (or behind) a fair share."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self.setAccessibleName(_("Turns by person"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        """Show `shares`."""
        self._shares = shares
        told = (f"{s.name} {s.month}, {s.year}, {s.ahead:+.1f}" for s in shares)
        self.setAccessibleDescription("; ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(312), theme.px(24) + theme.px(ROW) * max(1, len(self._shares)))

    def _names_width(self) -> int:
        return room_for((share.name for share in self._shares), least=60)

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        told = cast(QHelpEvent, event)
        n, names = int((told.pos().y() - theme.px(22)) // theme.px(ROW)), self._names_width()
        on_name = 0 <= n < len(self._shares) and told.pos().x() < names
        return tell_whole(self, told, self._shares[n].name if on_name else "", names - 6)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            right = Qt.AlignmentFlag.AlignRight
            year_at, ahead_at = self.width() - theme.px(82), self.width() - theme.px(40)
            names = self._names_width()
            meta = theme.font(12)
            head = theme.px(20)
            paint.text(painter, QRectF(names, 0, 90, head), _("This month"), colour=t.text2, font=meta)
            paint.text(painter, QRectF(year_at - 20, 0, theme.px(58), head), _("Year"), colour=t.text2, font=meta,
                       align=right)  # fmt: skip
            paint.text(
                painter,
                QRectF(ahead_at, 0, theme.px(40), head),
                pgettext("turns", "ahead"),
                colour=t.text2,
                font=meta,
                align=right,
            )
            most = max((share.month for share in self._shares), default=0) or 1
            room = year_at - names - theme.px(32)
            for n, share in enumerate(self._shares):
                top, high = theme.px(22) + n * theme.px(ROW), theme.px(ROW)
                ink = t.text if share.inside else t.text3
                paint.text(
                    painter, QRectF(0, top, names - 6, high), share.name, colour=ink, font=theme.font(14)
                )
                wide = room * share.month / most
                if share.month:
                    bar = QRectF(names, top + high / 2 - theme.px(5), max(wide, 3), theme.px(10))
                    paint.box(painter, bar, fill=t.c2, radius=3)
                number = QRectF(names + wide + theme.px(6), top, theme.px(26), high)
                paint.text(painter, number, str(share.month), colour=t.text2, font=theme.font(12))
                year = QRectF(year_at - 20, top, theme.px(58), high)
                paint.text(painter, year, str(share.year), colour=t.text, font=theme.font(14), align=right)
                ahead = round(share.ahead) if abs(share.ahead) >= 0.5 else 0
                words = f"{ahead:+d}" if ahead else "0"
                paint.text(painter, QRectF(ahead_at, top, theme.px(40), high), words, colour=t.text2,
                           font=theme.font(14), align=right)  # fmt: skip


class Sheet(QAbstractButton):
    """The printed page in small; a press shows it in full."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self._wide = 204
        self.setAccessibleName(_("The sheet as it prints"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_large(self, large: bool) -> None:
        """Larger in wide windows."""
        self._wide = 320 if large else 204
        self.updateGeometry()
        self.update()

    def show_image(self, image: QImage | None, *, words: str = "") -> None:
        """Show the page, or an empty one with `words` on it."""
        self._image, self._words = image, words
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._wide + 2), round(theme.px(self._wide) * PAGE) + 4)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
            wide = min(self.width() - 4, theme.px(self._wide), (self.height() - 4) / PAGE)
            page = QRectF((self.width() - wide) / 2, 1, wide, wide * PAGE)
            paint.shadow(painter, page, radius=1, reach=4)
            painter.fillRect(page, QColor("#FFFFFF"))  # paper stays white in the dark theme
            if self._image is not None:
                painter.drawImage(page, self._image)
            elif self._words:
                middle = Qt.AlignmentFlag.AlignHCenter
                paint.text(painter, page, self._words, colour=PRINTED, font=theme.font(12), align=middle)
            paint.box(painter, page.adjusted(-1, -1, 1, 1), edge=t.line2, radius=1)
            if self.hasFocus():
                paint.ring(painter, page.adjusted(-2, -2, 2, 2), radius=2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class SidePane(Pane):
    """people(), leave() -- the pool, a new absence. leave_gone(id) -- take an absence back. preview(), table(),
    calendars() -- the sheet in full, as a workbook, as calendar files.
    """

    people = Signal()
    leave = Signal()
    leave_gone = Signal(int)
    preview = Signal()
    table = Signal()
    calendars = Signal()

    def __init__(self) -> None:
        super().__init__("sunken", name=_("Fairness and sheet"))
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        self._column.setSpacing(0)
        self._make_fairness()
        self._rule()
        self._make_absences()
        self._rule()
        self._make_sheet()
        self._column.addStretch(1)
        self.body.addWidget(scrolled(inner))

    def _rule(self) -> None:
        self._column.addSpacing(theme.px(12))
        self._column.addWidget(hairline())
        self._column.addSpacing(theme.px(10))

    def _make_fairness(self) -> None:
        row = QHBoxLayout()
        row.addWidget(label(_("Fair"), "section"))
        self._size = Line("", size=14, tone="text2", align=Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._size, 1)
        people = IconButton("sliders-horizontal", _("People, tasks and rules"))
        people.clicked.connect(self.people)
        row.addWidget(people)
        self._column.addLayout(row)
        self._column.addSpacing(theme.px(4))
        self.fairness = Fairness()
        self._column.addWidget(self.fairness)

    def _make_absences(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(_("Away and avoided"), "section"))
        self._count = Badge()
        row.addWidget(self._count)
        row.addStretch(1)
        more = IconButton("plus", _("Note an absence"))
        more.clicked.connect(self.leave)
        row.addWidget(more)
        self._column.addLayout(row)
        self._absences = QGridLayout()
        self._absences.setHorizontalSpacing(8)
        self._absences.setVerticalSpacing(2)
        self._absences.setColumnStretch(1, 1)
        self._column.addLayout(self._absences)

    def _make_sheet(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label(_("Print preview"), "section"))
        row.addStretch(1)
        for icon, words, signal in (
            ("file-spreadsheet", _("As a workbook"), self.table),
            ("calendar-days", _("Calendar files, one a person"), self.calendars),
        ):
            button = IconButton(icon, words)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addWidget(label(_("A4, upright"), "meta"))
        self._column.addLayout(row)
        self._column.addSpacing(theme.px(6))
        self.sheet = Sheet()
        self.sheet.clicked.connect(self.preview)
        self._column.addWidget(self.sheet)

    def show_month(self, month: Month) -> None:
        """Show the counts and absences of `month`."""
        inside = sum(1 for member in month.members if any(member.belongs(day.on) for day in month.days))
        words = ngettext("{n} person in the office", "{n} people in the office", inside)
        self._size.set_text(words.format(n=inside))
        self.fairness.show_shares(month.shares)
        self._show_absences(month)

    def _show_absences(self, month: Month) -> None:
        while (item := self._absences.takeAt(0)) is not None:
            item.widget().deleteLater()
        lines: list[tuple[str, str, int]] = [
            ("plane", absence_words(row.name, row.from_on, row.to_on, row.reason), row.id)
            for row in month.leaves
        ]
        lines += [("user", words, 0) for words in map(_rule_of, month.members) if words]
        lines += [("users", _("{one} and {other} never together").format(one=p.one, other=p.other), 0)
                  for p in month.apart]  # fmt: skip
        self._count.set_count(len(lines))
        if not lines:
            self._absences.addWidget(Line(_("Nobody is away this month."), size=12, tone="text3"), 0, 0, 1, 3)
        for at, (icon, words, leave_id) in enumerate(lines[:SHOWN_ABSENCES]):
            self._absences.setRowMinimumHeight(at, theme.px(ABSENCE))
            self._absences.addWidget(Picture(icon, size=14), at, 0)
            self._absences.addWidget(Line(words), at, 1)
            if leave_id:
                gone = IconButton("x", _("Take this absence back: {words}").format(words=words))
                gone.setFixedSize(theme.px(ABSENCE), theme.px(ABSENCE))
                gone.clicked.connect(lambda *_args, i=leave_id: self.leave_gone.emit(i))
                self._absences.addWidget(gone, at, 2)
        if len(lines) > SHOWN_ABSENCES:
            more = _("{n} more").format(n=len(lines) - SHOWN_ABSENCES)
            self._absences.addWidget(Line(more, size=12, tone="text3"), SHOWN_ABSENCES, 1)


def _rule_of(member: Member) -> str:
    """What is avoided for one person, "" when nothing."""
    told = []
    if member.avoid:
        told.append(_("not on {days}").format(days=weekdays_words(member.avoid)))
    if member.weekdays:
        told.append(_("here only on {days}").format(days=weekdays_words(member.weekdays)))
    if member.prefer:
        told.append(_("rather on {days}").format(days=weekdays_words(member.prefer)))
    if member.share != 100:
        told.append(_("{share}% share").format(share=member.share))
    words = _("; ").join(told)
    return f"{member.name} {words}" if told else ""
