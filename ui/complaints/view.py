"""One complaint, read-only: who, what about, who is on it, what came of it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.complaints import words
from app.complaints.finding import ComplaintDetail
from app.complaints.service import KIND
from app.office import privacy
from app.words import _, ngettext, pgettext
from ui.complaints import speech
from ui.kit import theme
from ui.kit.buttons import Button, LinkButton
from ui.kit.chips import Tag
from ui.kit.empty import Empty
from ui.kit.labels import Line, hairline
from ui.kit.overlay import Picture
from ui.kit.panes import Pane
from ui.kit.record_view import FactsGrid, RecordView
from ui.kit.saying import joined
from ui.kit.seat import Seat


class ComplaintView(RecordView):
    """As RecordView; source_wanted(kind, id) -- the call it came from. dealer_wanted(id) -- whose complaint it is."""

    source_wanted = Signal(str, int)
    dealer_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, name=_("Selected complaint"), kind=KIND)
        self._desk = seat.desk
        self.detail: ComplaintDetail | None = None

    def show_complaint(self, detail: ComplaintDetail, *, now: datetime) -> None:
        """Show a complaint."""
        self.detail = detail
        row = detail.row
        asked = detail.missing and row.open and not row.solved_on_call
        missing = [self._missing(detail)] if asked else []
        self.put(
            row.id, [self._who(detail), *missing, hairline(), self._facts(detail, now)],
            code=joined(row.code, _("received by {name}").format(name=row.first_owner)), deleted=row.deleted,
            said=joined(row.who, words.status_label(row.status), row.content),
        )  # fmt: skip

    # Parts

    def _who(self, detail: ComplaintDetail) -> QVBoxLayout:
        row = detail.row
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        first = QHBoxLayout()
        first.setSpacing(theme.px(8))
        first.addWidget(Line(row.who, size=20, bold=True), 1)
        if row.phone_norm:
            first.addWidget(self.dial_button(_("Dial")))
        column.addLayout(first)
        tags = QHBoxLayout()
        tags.setSpacing(theme.px(6))
        tags.addWidget(Tag(words.status_label(row.status), tone=speech.STATUS_TONES[row.status]))
        tags.addWidget(Tag(words.kind_label(row.kind)))
        tags.addWidget(Tag(words.category_label(row.category)))
        grade = _("Grade: {grade}").format(grade=words.grade_label(row.grade))
        tags.addWidget(Tag(grade, tone=speech.GRADE_TONES.get(row.grade, "text2")))
        if row.score is not None:
            score = _("Satisfaction: {score}").format(score=words.score_label(row.score))
            tags.addWidget(Tag(score, tone=speech.SCORE_TONES[row.score]))
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

    def _facts(self, detail: ComplaintDetail, now: datetime) -> FactsGrid:
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
        grid = FactsGrid()
        for caption, fact in lines:
            grid.add(caption, fact)
        received = QHBoxLayout()
        received.setSpacing(theme.px(10))
        received.addWidget(Line(joined(speech.said(row.received_at, now), words.channel_label(row.channel))))
        if detail.source is not None and detail.source[0] == "call":
            call = LinkButton(_("The call"), icon="phone", size=14)
            call.clicked.connect(lambda: self.source_wanted.emit(*(detail.source or ("", 0))))
            received.addWidget(call)
        received.addStretch(1)
        grid.add(pgettext("complaint", "Received"), received)
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
        moment=speech.within(row.notified_at, now), way=words.way_label(row.notify_by)
    )
    confirmed = _("not confirmed yet")
    if row.acked_at is not None:
        confirmed = _("confirmed {moment}").format(moment=speech.within(row.acked_at, now))
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
    closed = _("closed {moment}").format(moment=speech.within(row.closed_at, now)) if row.closed_at else ""
    return joined(score, planned, tried if row.attempts else "", closed)
