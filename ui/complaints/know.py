"""Beside a complaint: who is told and how to reach them, and what was done so far, step by step."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.china import phones
from app.complaints import words
from app.complaints.finding import ComplaintDetail, Step
from app.words import _, ngettext, pgettext
from ui.complaints import speech
from ui.kit import paint, theme
from ui.kit.buttons import Button
from ui.kit.labels import Line, label
from ui.kit.panes import Pane, scrolled
from ui.kit.record_view import paragraph
from ui.kit.saying import joined

_TONES = {
    "closed": "green", "asked": "amber", "reopened": "red", "escalated": "red", "unreached": "amber",
    "withdrawn": "text3",
}  # fmt: skip


class KnowPane(Pane):
    """copy_wanted(), print_wanted() -- the text for the salesperson, the slip."""

    copy_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("sunken", name=_("Who is on it"))
        self._area = scrolled(QWidget())
        self.body.addWidget(self._area, 1)
        self.clear()

    def clear(self, words_: str = "") -> None:
        """Show nothing; `words_` say why."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(18), theme.px(20), theme.px(16), 0)
        if words_:
            column.addWidget(label(words_, "meta", wrap=True))
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)

    def show_complaint(self, detail: ComplaintDetail, *, now: datetime) -> None:
        """Show who is told, and the handling log."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(self._salesman(detail))
        column.addSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(label(_("Handling log"), "section"), 1)
        head.addWidget(
            label(ngettext("{n} step", "{n} steps", len(detail.steps)).format(n=len(detail.steps)), "meta")
        )
        column.addLayout(head)
        for at, step in enumerate(detail.steps):
            column.addWidget(StepLine(step, now, last=at == len(detail.steps) - 1))
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)

    def _salesman(self, detail: ComplaintDetail) -> QVBoxLayout:
        who = detail.salesman
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        title = QHBoxLayout()
        title.setSpacing(theme.px(8))
        title.addWidget(Line(who.name if who else _("Nobody yet"), size=16, bold=True))
        title.addWidget(Line(who.department if who else "", size=12, tone="text2"), 1)
        column.addWidget(label(pgettext("complaint", "Salesperson"), "section"))
        column.addLayout(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        facts = [(_("Region"), detail.row.province or "")]
        if who is not None:
            facts += [
                (_("Mobile"), phones.display(who.mobile) or who.mobile), (_("Extension"), who.extension),
                (_("WeChat"), who.wechat),
            ]  # fmt: skip
        for at, (name, text) in enumerate((n, t) for n, t in facts if t):
            grid.addWidget(label(name, "meta"), at, 0)
            grid.addWidget(Line(text), at, 1)
        column.addLayout(grid)
        if who is None:
            column.addWidget(
                label(_("Nobody answers for this province. Choose somebody below."), "meta", wrap=True)
            )
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        copy = Button(_("Copy the text"), icon="copy", key="F7")
        copy.clicked.connect(self.copy_wanted)
        slip = Button(_("Slip"), icon="printer", key="Ctrl P")
        slip.clicked.connect(self.print_wanted)
        buttons.addWidget(copy)
        buttons.addWidget(slip)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return column


class _Dot(QWidget):
    """The dot of a step, with the line to the next one."""

    def __init__(self, tone: str, *, last: bool) -> None:
        super().__init__()
        self._tone, self._last = tone, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(12), theme.px(20))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            middle, top, side = self.width() / 2, theme.px(10), theme.px(8)
            if not self._last:
                painter.setPen(QPen(QColor(t.line2), 1))
                painter.drawLine(QPointF(middle, top), QPointF(middle, self.height()))
            circle = QRectF(middle - side / 2, top - side / 2, side, side)
            paint.box(painter, circle, fill=t.tone(self._tone), radius=side / 2)


class StepLine(QWidget):
    """One step: what, by whom, when, and the words that were written down."""

    def __init__(self, step: Step, now: datetime, *, last: bool) -> None:
        super().__init__()
        action = words.action_label(step.action)
        self.setAccessibleName(joined(action, step.by, speech.said(step.at, now), step.text))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, theme.px(4))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(1))
        grid.setColumnStretch(1, 1)
        grid.addWidget(_Dot(_TONES.get(step.action, "accent"), last=last), 0, 0, 3, 1)
        first = QHBoxLayout()
        first.setSpacing(theme.px(6))
        first.addWidget(Line(action, bold=True))
        first.addWidget(Line(step.by, size=12, tone="text2"), 1)
        when = Line(speech.said(step.at, now), size=12, tone="text3", align=Qt.AlignmentFlag.AlignRight)
        first.addWidget(when)
        grid.addLayout(first, 0, 1)
        if step.text:
            said = paragraph(step.text)
            said.setProperty("tone", "text2")
            grid.addWidget(said, 1, 1)
