"""One complaint, read-only: who, what about, who is on it, what came of it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.complaints import words
from app.complaints.finding import ComplaintDetail
from app.complaints.service import KIND
from app.office import privacy
from app.words import _, ngettext, pgettext
from ui.complaints import speech
from ui.kit import theme
from ui.kit.attachments_strip import AttachmentsStrip, clip
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.chips import Tag
from ui.kit.empty import Empty
from ui.kit.labels import Line, hairline, label
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled
from ui.kit.saying import joined
from ui.kit.seat import Seat


class ComplaintView(Pane):
    """edit, history, restore, dial -- pressed, about the complaint on screen. list_wanted -- open the drawer.
    source_wanted(kind, id) -- the call it came from. dealer_wanted(id) -- whose complaint it is.
    """

    edit_wanted = Signal()
    history_wanted = Signal()
    restore_wanted = Signal()
    dial_wanted = Signal()
    list_wanted = Signal()
    source_wanted = Signal(str, int)
    dealer_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__(name=_("Selected complaint"))
        self._desk = seat.desk
        self.detail: ComplaintDetail | None = None
        self.drawer = IconButton("panel-left", _("The list"))
        self.drawer.clicked.connect(self.list_wanted)
        self.drawer.hide()
        self._code = Line("", size=12, tone="text3")
        self.history = Button(_("History"), icon="history", kind="ghost")
        self.edit = Button(_("Edit"), icon="pencil", key="F4")
        self.restore = Button(_("Restore"), icon="undo-2")
        self.history.clicked.connect(self.history_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        self.files = AttachmentsStrip(seat)
        self._area = scrolled(QWidget())
        self.clip = clip(self.files, self._area)
        self.add_head(self.drawer, self._code, None, self.clip, self.history, self.restore, self.edit)
        self.body.addWidget(self._area, 1)

    def show_complaint(self, detail: ComplaintDetail, *, now: datetime) -> None:
        """Show a complaint."""
        self.detail = detail
        row = detail.row
        received = _("received by {name}").format(name=row.first_owner)
        self._code.set_text(joined(row.code, received))
        self.edit.setVisible(not row.deleted)
        self.restore.setVisible(row.deleted)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addLayout(self._who(detail))
        if detail.missing and row.open and not row.solved_on_call:
            column.addWidget(self._missing(detail))
        column.addWidget(hairline())
        column.addLayout(self._facts(detail, now))
        column.addWidget(hairline())
        self.files.show_record(KIND, row.id, closed=row.deleted)
        column.addWidget(self.files)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.setAccessibleDescription(joined(row.who, words.status_label(row.status), row.content))

    # Parts

    def _who(self, detail: ComplaintDetail) -> QVBoxLayout:
        row = detail.row
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        first = QHBoxLayout()
        first.setSpacing(theme.px(8))
        first.addWidget(Line(row.who, size=20, bold=True), 1)
        if row.phone_norm:
            dial = Button(_("Dial"), icon="phone", key="Alt D")
            dial.clicked.connect(self.dial_wanted)
            first.addWidget(dial)
        column.addLayout(first)
        tags = QHBoxLayout()
        tags.setSpacing(theme.px(6))
        tags.addWidget(Tag(words.status_label(row.status), tone=speech.STATUS_TONES[row.status]))
        tags.addWidget(Tag(words.kind_label(row.kind)))
        tags.addWidget(Tag(words.category_label(row.category)))
        tags.addWidget(Tag(words.grade_label(row.grade), tone=speech.GRADE_TONES.get(row.grade, "text2")))
        if row.score is not None:
            tags.addWidget(Tag(words.score_label(row.score), tone=speech.SCORE_TONES[row.score]))
        if row.deleted:
            tags.addWidget(Tag(_("taken back"), tone="red"))
        tags.addStretch(1)
        column.addLayout(tags)
        return column

    def _missing(self, detail: ComplaintDetail) -> Pane:
        """What has to be asked for still (R13)."""
        band = Pane("amber", name=_("Still to ask for"))
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(Picture("triangle-alert", size=16, tone="amber"))
        names = {
            "complainant": pgettext("complaint", "Complainant"), "phone": pgettext("complaint", "Phone"),
            "province": pgettext("complaint", "Province"), "address": pgettext("complaint", "Address"),
            "content": pgettext("complaint", "Matter"), "offered": pgettext("complaint", "Offered"),
        }  # fmt: skip
        said = _("Still to ask for: {fields}").format(
            fields="、".join(names[problem.field] for problem in detail.missing if problem.field in names)
        )
        row.addWidget(Line(said), 1)
        add = LinkButton(_("Add"), size=14)
        add.clicked.connect(self.edit_wanted)
        row.addWidget(add)
        band.body.addLayout(row)
        return band

    def _facts(self, detail: ComplaintDetail, now: datetime) -> QGridLayout:
        row, typed = detail.row, detail.typed
        goods = joined(
            " ".join(part for part in (row.product_code, typed.product) if part), typed.spec,
            _("batch {no}").format(no=typed.batch_no) if typed.batch_no else "",
            _("made {day}").format(day=typed.made_on) if typed.made_on else "",
            f"{typed.qty.normalize():f}" if typed.qty is not None else "",
        )  # fmt: skip
        bought = joined(typed.bought_at, str(typed.bought_on) if typed.bought_on else "")
        manners = joined(
            _("apologised") if typed.apologised else "", _("thanked") if typed.thanked else "",
            _("solved at once") if row.solved_on_call else "",
        )  # fmt: skip
        phone = privacy.shown(self._desk, row.phone)
        owner = row.owner if row.owner == row.first_owner else f"{row.first_owner} → {row.owner}"
        lines: list[tuple[str, str | LinkButton]] = [
            (pgettext("complaint", "Complainant"), joined(row.complainant, phone)),
            (pgettext("complaint", "Address"), speech.place(row)),
            (pgettext("complaint", "Product"), goods),
            (pgettext("complaint", "Bought at"), bought),
            (pgettext("complaint", "Matter"), row.content),
            (pgettext("complaint", "Demand"), row.demand),
            (pgettext("complaint", "Explanation"), joined(manners, typed.explained)),
            (pgettext("complaint", "Offered"), typed.offered),
            (pgettext("complaint", "Owner"), owner),
            (pgettext("complaint", "Salesperson"), _told(detail, now)),
            (pgettext("complaint", "Looked into"), row.investigation),
            (pgettext("complaint", "Measure"), row.measure),
            (pgettext("complaint", "Result"), joined(row.result, _paid(detail))),
            (pgettext("complaint", "Satisfaction"), _asked(detail, now)),
            (pgettext("complaint", "Remark"), typed.remark or ""),
        ]
        if row.dealer_id is not None:
            dealer = LinkButton(joined(row.dealer_code, row.dealer), icon="store", size=14, gives_way=True)
            dealer.clicked.connect(lambda: self.dealer_wanted.emit(row.dealer_id or 0))
            lines.insert(1, (pgettext("complaint", "Dealer"), dealer))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(9))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.label_width())
        at = 0
        for name, text in lines:
            if not text:
                continue
            caption = label(name, "label")
            shown = paragraph(text) if isinstance(text, str) else text
            caption.setBuddy(shown)
            across = Qt.AlignmentFlag.AlignTop if isinstance(text, str) else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignRight | across)
            grid.addWidget(shown, at, 1)
            at += 1
        received = QHBoxLayout()
        received.setSpacing(theme.px(10))
        received.addWidget(Line(joined(speech.said(row.received_at, now), words.channel_label(row.channel))))
        if detail.source is not None and detail.source[0] == "call":
            call = LinkButton(_("The call"), icon="phone", size=14)
            call.clicked.connect(lambda: self.source_wanted.emit(*(detail.source or ("", 0))))
            received.addWidget(call)
        received.addStretch(1)
        caption = label(pgettext("complaint", "Received"), "label")
        grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(received, at, 1)
        return grid


def nothing_chosen(new: Button) -> QWidget:
    """The work pane before any complaint is chosen."""
    return Empty(
        icon="flag", title=_("No complaint is open"),
        text=_("Choose one in the list. A call becomes a complaint with F9; other ways come in with Ctrl N."),
        buttons=(new,),
    )  # fmt: skip


def _told(detail: ComplaintDetail, now: datetime) -> str:
    row = detail.row
    if row.notified_at is None and row.solved_on_call:
        return ""
    if row.notified_at is None:
        name = detail.salesman.name if detail.salesman is not None else ""
        return joined(name or _("nobody answers for this province"), _("not told yet"))
    told = _("told {moment} by {way}").format(
        moment=speech.said(row.notified_at, now), way=words.way_label(row.notify_by)
    )
    confirmed = _("not confirmed yet")
    if row.acked_at is not None:
        confirmed = _("confirmed {moment}").format(moment=speech.said(row.acked_at, now))
    return joined(row.salesman, told, confirmed)


def _paid(detail: ComplaintDetail) -> str:
    row = detail.row
    paid = (
        "" if row.compensation is None else _("paid {amount} yuan").format(amount=f"{row.compensation:,.2f}")
    )
    valid = {True: _("justified"), False: _("not justified"), None: ""}[row.valid]
    return joined(paid, valid)


def _asked(detail: ComplaintDetail, now: datetime) -> str:
    row = detail.row
    score = words.score_label(row.score) if row.score is not None else ""
    planned = ""
    if row.status == "followup" and row.planned_on is not None:
        planned = _("to be asked on {day}").format(day=speech.day(row.planned_on, now.date()))
    tried = ngettext("not reached once", "not reached {n} times", row.attempts).format(n=row.attempts)
    closed = _("closed {moment}").format(moment=speech.said(row.closed_at, now)) if row.closed_at else ""
    return joined(score, planned, tried if row.attempts else "", closed)


def paragraph(text: str) -> QLabel:
    """A text that wraps and can be copied."""
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(text)
    return made
