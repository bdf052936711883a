"""One saved call, read-only: who, what was asked and answered, what became of it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.calls.finding import CallDetail
from app.calls.promises import PromiseRow
from app.calls.rules import OPEN_RESULTS, direction_label, result_label, tone_label
from app.calls.service import KIND
from app.complaints.finding import ComplaintRow
from app.complaints.words import status_label
from app.words import _, ngettext, pgettext
from ui.calls import speech
from ui.calls.opened import MANY_RINGS
from ui.kit import theme, when
from ui.kit.attachments_strip import AttachmentsStrip, clip
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import Tag
from ui.kit.empty import Empty
from ui.kit.labels import Line, hairline, label
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled
from ui.kit.saying import joined
from ui.kit.seat import Seat


class CallView(Pane):
    """edit, history, remove, restore, dial -- pressed, about the call on screen. list_wanted -- open the drawer.
    complaint_wanted(id) -- what the call became.
    """

    edit_wanted = Signal()
    history_wanted = Signal()
    remove_wanted = Signal()
    restore_wanted = Signal()
    dial_wanted = Signal()
    list_wanted = Signal()
    complaint_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__(name=_("Selected call"))
        self.detail: CallDetail | None = None
        self.drawer = IconButton("panel-left", _("The list"))
        self.drawer.clicked.connect(self.list_wanted)
        self.drawer.hide()
        self._code = Line("", size=12, tone="text3")
        self.history = Button(_("History"), icon="history", kind="ghost")
        self.remove = Button(_("Delete"), kind="danger")
        self.edit = Button(_("Edit"), icon="pencil", key="F4")
        self.restore = Button(_("Restore"), icon="undo-2")
        self.history.clicked.connect(self.history_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        self.files = AttachmentsStrip(seat)
        self._area = scrolled(QWidget())
        self.clip = clip(self.files, self._area)
        self.add_head(
            self.drawer, self._code, None, self.clip, self.history, self.remove, self.restore, self.edit
        )
        self.body.addWidget(self._area, 1)

    def show_call(self, detail: CallDetail, promise: PromiseRow | None, *, now: datetime) -> None:
        """Show a call; `promise` is what came of it."""
        self.detail = detail
        row = detail.row
        self._code.set_text(joined(row.code, _("taken by {name}").format(name=row.agent)))
        for button in (self.edit, self.remove):
            button.setVisible(not row.deleted)
        self.restore.setVisible(row.deleted)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(20))
        column.setSpacing(theme.px(14))
        column.addLayout(self._who(detail))
        column.addWidget(hairline())
        column.addLayout(self._what(detail, promise, now))
        column.addWidget(hairline())
        self.files.show_record(KIND, row.id, closed=row.deleted)
        column.addWidget(self.files)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.setAccessibleDescription(joined(row.who, row.category_label, row.matter))

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
            missed = row.direction == "missed"
            dial = Button(_("Call back") if missed else _("Dial"), icon="phone", key="Alt D")
            dial.clicked.connect(self.dial_wanted)
            first.addWidget(dial)
        column.addLayout(first)
        column.addLayout(_tags(detail))
        return column

    def _what(self, detail: CallDetail, promise: PromiseRow | None, now: datetime) -> QGridLayout:
        row, grid = detail.row, QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(10))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.label_width())
        place = speech.place(row.province, row.city)
        lines: list[tuple[str, QWidget]] = []
        if row.number:
            lines.append((_("Phone"), _paragraph(joined(row.number, place))))
        if row.caller_name and row.company:
            lines.append((pgettext("call", "Caller"), _paragraph(row.caller_name)))
        lines.append((pgettext("call.form", "Time"), _paragraph(_times(detail, now))))
        if row.matter:
            lines.append((pgettext("call", "Matter"), _paragraph(row.matter)))
        if row.answer:
            lines.append((pgettext("call", "Answer"), _paragraph(row.answer)))
        lines.append((pgettext("call.form", "Outcome"), _paragraph(_outcome(detail))))
        for at, (words, widget) in enumerate(lines):
            caption = label(words, "label")
            caption.setBuddy(widget)
            grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, at, 1)
        if promise is not None:
            grid.addWidget(_promise(promise, now), len(lines), 1)
        if detail.complaint is not None and not detail.complaint.deleted:
            grid.addWidget(self._complaint(detail.complaint), len(lines) + 1, 1)
        return grid

    def _complaint(self, row: ComplaintRow) -> Pane:
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
    talk = "" if not row.talk_seconds else _("talk {time}").format(time=speech.seconds(row.talk_seconds))
    wait = "" if not hold else _("on hold {time}").format(time=speech.seconds(hold))
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
        _("by {moment}").format(moment=when.say(row.due_at, now)),
    )
    grid.addWidget(Line(head, bold=True), 0, 1)
    if row.due_at < now and open_:
        grid.addWidget(Line(urgency, size=12, tone="red"), 0, 2)
    tries = (
        ngettext("tried once", "tried {n} times", row.attempts).format(n=row.attempts) if row.attempts else ""
    )
    put_off = ""
    if row.due_at != row.first_due_at:
        put_off = _("first promised for {moment}").format(moment=when.say(row.first_due_at, now))
    called = _("called back {moment}").format(moment=when.say(row.called_at, now)) if row.called_at else ""
    if sub := joined(called, tries, put_off):
        grid.addWidget(Line(sub, size=12, tone="text2"), 1, 1, 1, 2)
    if row.answer:
        grid.addWidget(_paragraph(row.answer), 2, 1, 1, 2)
    band.body.addLayout(grid)
    return band


def _paragraph(text: str) -> QLabel:
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(text)
    return made
