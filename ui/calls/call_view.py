"""One saved call, read-only: who, what was asked and answered, what became of it."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calls.finding import CallDetail
from app.calls.promises import PromiseRow
from app.calls.rules import OPEN_RESULTS, direction_label, result_label, tone_label
from app.calls.service import KIND
from app.complaints.words import status_label
from app.words import _, ngettext, pgettext
from ui.calls import speech
from ui.calls.opened import MANY_RINGS
from ui.kit import theme, when
from ui.kit.buttons import Button
from ui.kit.chips import Tag
from ui.kit.empty import Empty
from ui.kit.labels import Line, hairline
from ui.kit.overlay import Picture
from ui.kit.panes import Pane
from ui.kit.record_view import FactsGrid, RecordView, paragraph
from ui.kit.saying import duration, joined
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from app.complaints.finding import ComplaintRow


class CallView(RecordView):
    """As RecordView; remove_wanted -- into the bin with it. complaint_wanted(id) -- what the call became."""

    remove_wanted = Signal()
    complaint_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        self.remove = Button(_("Delete"), kind="danger")
        super().__init__(seat, name=_("Selected call"), kind=KIND, beside=(self.remove,))
        self.remove.clicked.connect(self.remove_wanted)
        self.detail: CallDetail | None = None

    def show_call(self, detail: CallDetail, promise: PromiseRow | None, *, now: datetime) -> None:
        """Show a call; `promise` is what came of it."""
        self.detail = detail
        row = detail.row
        self.put(
            row.id, [self._who(detail), hairline(), self._what(detail, promise, now)],
            code=joined(row.code, _("taken by {name}").format(name=row.agent)), deleted=row.deleted,
            said=joined(row.who, row.category_label, row.matter),
        )  # fmt: skip

    # Parts

    def _who(self, detail: CallDetail) -> QVBoxLayout:
        row = detail.row
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        first = QHBoxLayout()
        first.setSpacing(theme.px(8))
        first.addWidget(
            Line(speech.number(row.who) if row.who == row.number else row.who, size=20, bold=True), 1
        )
        if row.number_norm:
            first.addWidget(self.dial_button(_("Call back") if row.direction == "missed" else _("Dial")))
        column.addLayout(first)
        column.addLayout(_tags(detail))
        return column

    def _what(self, detail: CallDetail, promise: PromiseRow | None, now: datetime) -> FactsGrid:
        row, grid = detail.row, FactsGrid()
        if row.number:
            grid.add(_("Phone"), joined(row.number, speech.place(row.province, row.city)))
        if row.company:
            grid.add(pgettext("call", "Caller"), row.caller_name)
        grid.add(pgettext("call.form", "Time"), _times(detail, now))
        grid.add(pgettext("call", "Matter"), row.matter)
        grid.add(pgettext("call", "Answer"), row.answer)
        grid.add(pgettext("call.form", "Outcome"), _outcome(detail))
        if promise is not None:
            grid.add_under(_promise(promise, now))
        if detail.complaint is not None and not detail.complaint.deleted:
            grid.add_under(self._complaint(detail.complaint))
        return grid

    def _complaint(self, row: "ComplaintRow") -> Pane:
        """What the call became, and the way there."""
        band = Pane("amber" if row.open else "box", name=pgettext("call.outcome", "Complaint"))
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8))
        line.setSpacing(theme.px(10))
        line.addWidget(Picture("flag", size=16, tone="red" if row.open else "text2"))
        line.addWidget(Line(joined(row.code, status_label(row.status), row.salesman), bold=True), 1)
        there = Button(_("To the complaint"), icon="arrow-right")
        there.clicked.connect(lambda: self.complaint_wanted.emit(row.id))
        line.addWidget(there)
        band.body.addLayout(line)
        return band


def nothing_chosen(take: Button) -> QWidget:
    """The work pane before any call is chosen."""
    return Empty(
        icon="phone", title=_("No call is open"),
        text=_("When the phone rings, press F2: the number tells who it is."), buttons=(take,),
    )  # fmt: skip


def _tags(detail: CallDetail) -> QHBoxLayout:
    row, line = detail.row, QHBoxLayout()
    line.setSpacing(theme.px(6))
    missed = row.direction == "missed"
    line.addWidget(Tag(direction_label(row.direction), tone="red" if missed else "text2"))
    if not missed:
        line.addWidget(Tag(row.category_label, tone="red" if row.category == "complaint" else "text2"))
    if row.tone != "normal":
        line.addWidget(Tag(tone_label(row.tone), tone="amber"))
    if detail.typed.confirmed:
        line.addWidget(Tag(_("read back"), tone="green"))
    if row.deleted:
        line.addWidget(Tag(_("in the bin"), tone="red"))
    line.addStretch(1)
    return line


def _times(detail: CallDetail, now: datetime) -> str:
    row, hold = detail.row, detail.typed.hold_seconds
    rang = ""
    if row.rings:
        rang = _("more than three rings") if row.rings == MANY_RINGS else ngettext(
            "{n} ring", "{n} rings", row.rings).format(n=row.rings)  # fmt: skip
    talk = "" if not row.talk_seconds else _("talk {time}").format(time=duration(row.talk_seconds))
    wait = "" if not hold else _("on hold {time}").format(time=duration(hold))
    return joined(when.say(row.started_at, now), rang, talk, wait)


def _outcome(detail: CallDetail) -> str:
    row = detail.row
    if row.direction == "missed":
        return _("Seen to") if row.handled else _("Waits for a call back")
    if row.outcome != "transferred":
        return row.outcome_label
    reached = {True: _("reached"), False: _("not reached"), None: ""}[row.transfer_reached]
    return joined(_("Transferred to {name}").format(name=row.transfer_to or "?"), reached)


def _promise(row: PromiseRow, now: datetime) -> Pane:
    """How the promise stands: who finds out, until when, what came of it."""
    open_ = row.result in OPEN_RESULTS
    urgency, tone = speech.owed(row, now) if open_ else ("", "text2")
    band = Pane("amber" if open_ else "box", name=_("Promise"))
    grid = QGridLayout()
    grid.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(9))
    grid.setHorizontalSpacing(theme.px(10))
    grid.setVerticalSpacing(theme.px(2))
    grid.setColumnStretch(1, 1)
    icon = "history" if open_ else "circle-check" if row.result == "called" else "circle-slash"
    grid.addWidget(Picture(icon, size=16, tone={"red": "red", "amber": "amber"}.get(tone, "text2")), 0, 0)
    head = joined(
        result_label(row.result) if row.result != "open" else _("Call back"),
        _("{finder} finds out").format(finder=row.finder),
        _("by {moment}").format(moment=when.within(row.due_at, now)),
    )
    grid.addWidget(Line(head, bold=True), 0, 1)
    if row.due_at < now and open_:
        grid.addWidget(Line(urgency, size=12, tone="red"), 0, 2)
    tries = (
        ngettext("tried once", "tried {n} times", row.attempts).format(n=row.attempts) if row.attempts else ""
    )
    put_off = ""
    if row.due_at != row.first_due_at:
        put_off = _("first promised for {moment}").format(moment=when.within(row.first_due_at, now))
    called = _("called back {moment}").format(moment=when.within(row.called_at, now)) if row.called_at else ""
    if sub := joined(called, tries, put_off):
        grid.addWidget(Line(sub, size=12, tone="text2"), 1, 1, 1, 2)
    if row.answer:
        grid.addWidget(paragraph(row.answer), 2, 1, 1, 2)
    band.body.addLayout(grid)
    return band
