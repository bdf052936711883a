"""Who is calling: one pane, always in the same order, sections without data absent, filled in one paint."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calls.finding import CallRow
from app.calls.rules import tone_label
from app.calls.situations import same_call
from app.dealers.words import field_label
from app.people import service as people
from app.words import _, ngettext, pgettext
from ui.calls import speech
from ui.calls.card_lines import AgainLine, ComplaintLine, OwedLine, PastLine
from ui.kit import paint, theme
from ui.kit.buttons import LinkButton
from ui.kit.chips import Badge, Tag
from ui.kit.labels import Line, label
from ui.kit.line_field import LineField
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled
from ui.kit.saying import joined

if TYPE_CHECKING:
    from app.dealers.finding import DealerRow
    from app.overview.card import Card

FEW, MANY = 3, 5
"""Last calls shown in a low window, and in one that has room."""
_LOW = 690
OF_DEALER = "dealer."
"""Stands before a field of the dealer's record that is asked for by the way."""


class CallerCard(Pane):
    """call_wanted(id), complaint_wanted(id) -- open a call, a complaint. go_on_wanted(id) -- it is the same call as a
    moment ago. said(field, text) -- what was typed into the field still to be asked for; answered() -- Enter in it.
    dealer_wanted(id) -- open the dealer. to_dealer_wanted() -- put the caller among a dealer's contacts.
    """

    call_wanted = Signal(int)
    complaint_wanted = Signal(int)
    go_on_wanted = Signal(int)
    said = Signal(str, str)
    answered = Signal()
    dealer_wanted = Signal(int)
    to_dealer_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("sunken", name=_("Who is calling"))
        self._card: Card | None = None
        self.again_id = 0
        """The call of a moment ago that this one may be going on with, 0 when there is none."""
        self._missing = ""
        self._whole = ""
        """The number that may be seen whole now; looking was written down."""
        self.hides = False
        """Whether the card tells a number that is covered: of somebody who is not known by name."""
        self._area = scrolled(QWidget())
        self.body.addWidget(self._area, 1)
        self._ask = self._make_ask()
        holder = QHBoxLayout()
        holder.setContentsMargins(theme.px(18), theme.px(6), theme.px(16), theme.px(12))
        holder.addWidget(self._ask)
        self.body.addLayout(holder)
        self.clear()

    def _make_ask(self) -> Pane:
        pane = Pane("accent", name=_("Ask by the way"))
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12))
        inner.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Picture("sparkles", size=16, tone="accent"))
        head.addWidget(Line(_("Ask by the way"), bold=True, size=12, tone="accent"), 1)
        inner.addLayout(head)
        self.ask = LineField(name=_("Ask by the way"))
        self.ask.set_key("Alt Q")
        self.ask.textEdited.connect(lambda text: self.said.emit(self._missing, text.strip()))
        self.ask.returnPressed.connect(self.answered)
        inner.addWidget(self.ask)
        pane.body.addLayout(inner)
        return pane

    # What the page says

    def clear(self, words: str = "") -> None:
        """Show nobody; `words` say why."""
        self._card, self.again_id = None, 0
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(18), theme.px(20), theme.px(16), 0)
        if words:
            column.addWidget(label(words, "meta", wrap=True))
        column.addStretch(1)
        self._put(inner)
        self._offer("")

    def show_card(
        self, card: "Card", *, now: datetime, hard_script: str = "", asking: str = "", folded: bool = False,
        name: str = "", company: str = "", running_since: datetime | None = None, but: int = 0,
    ) -> None:  # fmt: skip
        """Show who `card` tells.

        asking -- the field still to ask for. folded -- a nuisance: nothing but who it is. name, company -- as they
        stand in the form. running_since -- when the running call began. but -- a call that is on screen already.
        """
        self._card = card
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(14), theme.px(16), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(4))
        self._add_who(column, card, name or card.name, company or card.company)
        if not folded:
            self._add_facts(column, card, name or card.name, bool(company or card.company))
            self._add_again(column, card, running_since)
            self._add_warning(column, card, hard_script)
            self._add_owed(column, card, now)
            self._add_calls(column, card, now, but)
        column.addStretch(1)
        self._put(inner)
        self._offer("" if folded else asking)

    def shown(self) -> "Card | None":
        """The card on screen."""
        return self._card

    def show_whole(self, number: str) -> None:
        """The number of this card may be seen whole from now on, until another one is shown."""
        self._whole = number

    def can_ask(self) -> bool:
        """Whether a missing field is offered."""
        return not self._ask.isHidden()

    def offer(self, field: str) -> None:
        """Offer another field to ask for, or none; not while somebody types into it."""
        if not self.ask.hasFocus():
            self._offer(field)

    # Parts

    def _put(self, inner: QWidget) -> None:
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)

    def _offer(self, field: str) -> None:
        hints = {
            "caller_name": _("May I ask your name?"),
            "company": _("Which company are you calling from?"),
        }
        if field.startswith(OF_DEALER):
            hints[field] = field_label(field.removeprefix(OF_DEALER))
        if field != self._missing or not field:
            self.ask.set_value("")
        self._missing = field
        self.ask.setPlaceholderText(hints.get(field, ""))
        self.ask.setAccessibleName(hints.get(field, _("Ask by the way")))
        self._ask.setVisible(bool(field))

    def asked(self) -> str:
        """The field that is offered; "dealer." before one of the dealer's record."""
        return self._missing

    def _add_who(self, column: QVBoxLayout, card: "Card", name: str, company: str) -> None:
        whole = speech.number(card.number)
        number = whole if card.number == self._whole else card.seen
        self.hides = number != whole and not (company or name)
        title = QHBoxLayout()
        title.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        title.addWidget(Line(company or name or number or _("Unknown caller"), size=16, bold=True))
        column.addLayout(title)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(4), 0, 0, 0)
        row.setSpacing(theme.px(6))
        if any(match.kind == people.KIND for match in card.matches):
            row.addWidget(Tag(_("Colleague"), tone="green"))
        elif card.call_count:
            called = ngettext("{n} call so far", "{n} calls so far", card.call_count)
            row.addWidget(Tag(called.format(n=card.call_count)))
        else:
            row.addWidget(Tag(_("First call"), tone="accent"))
        for words in _tags(card):
            row.addWidget(Tag(words))
        row.addStretch(1)
        column.addLayout(row)
        if line := self._dealer_line(card):
            column.addWidget(line)

    def _dealer_line(self, card: "Card") -> LinkButton | None:
        """The way to the dealer's record, or the caller's way into it."""
        if card.dealer is not None:
            dealer = card.dealer
            line = LinkButton(
                joined(_("Dealer archive"), dealer.code, _gaps(dealer)), icon="store", gives_way=True
            )
            line.clicked.connect(lambda: self.dealer_wanted.emit(dealer.id))
            return line
        colleague = any(match.kind == people.KIND for match in card.matches)
        if not card.number or colleague or card.kind not in ("mobile", "landline"):
            return None
        line = LinkButton(_("Put down as a dealer's contact (Alt X)"), icon="user-plus", gives_way=True)
        line.clicked.connect(self.to_dealer_wanted)
        return line

    def _add_facts(self, column: QVBoxLayout, card: "Card", name: str, has_company: bool) -> None:
        dealer = card.dealer
        lines = (
            (pgettext("card", "Contact"), name if has_company else ""),
            (pgettext("card", "Head"), dealer.principal if dealer and dealer.principal != name else ""),
            (_("From"), "" if dealer else speech.place_of(card)),
            (_("Region"), _region(card)),
            (pgettext("card", "Sales"), (dealer.salesman if dealer else "") or card.responsible or ""),
        )
        grid = QGridLayout()
        grid.setContentsMargins(theme.px(4), theme.px(4), 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(3))
        grid.setColumnMinimumWidth(0, theme.px(54))
        grid.setColumnStretch(1, 1)
        for at, (words, value) in enumerate(line for line in lines if line[1]):
            grid.addWidget(Line(words, size=12, tone="text2"), at, 0)
            grid.addWidget(Line(value), at, 1)
        column.addLayout(grid)

    def _add_again(self, column: QVBoxLayout, card: "Card", since: datetime | None) -> None:
        last = again(card, since)
        self.again_id = last.id if last is not None else 0
        if last is None:
            return
        words = _("They called at {time}. Go on with that record").format(time=f"{last.started_at:%H:%M}")
        column.addSpacing(theme.px(6))
        line = AgainLine(words)
        line.clicked.connect(lambda: self.go_on_wanted.emit(last.id))
        column.addWidget(line)

    def _add_warning(self, column: QVBoxLayout, card: "Card", script: str) -> None:
        if card.hard is None:
            return
        day, tone = card.hard
        words = _("{month}-{day} they were {tone}").format(
            month=day.month, day=day.day, tone=tone_label(tone).lower()
        )
        column.addSpacing(theme.px(6))
        column.addWidget(_warning(words, script))

    def _add_owed(self, column: QVBoxLayout, card: "Card", now: datetime) -> None:
        if not card.promises and not card.complaints:
            return
        late = any(row.overdue for row in card.promises)
        badge = Badge(late=late)
        badge.set_count(len(card.promises) + len(card.complaints))
        self._add_head(column, _("Open matters"), badge, None)
        for row in card.promises[:4]:
            line = OwedLine(row, now)
            line.clicked.connect(lambda *_, row=row: self.call_wanted.emit(row.call_id))
            column.addWidget(line)
        for complaint in card.complaints[:3]:
            told = ComplaintLine(complaint, now)
            told.clicked.connect(lambda *_, row=complaint: self.complaint_wanted.emit(row.id))
            column.addWidget(told)

    def _add_calls(self, column: QVBoxLayout, card: "Card", now: datetime, but: int) -> None:
        rows = [row for row in card.last_calls if row.id != but]
        if not rows:
            return
        count = ngettext("{n} in all", "{n} in all", card.call_count).format(n=card.call_count)
        self._add_head(column, _("Last calls"), None, Line(count, size=12, tone="text2"))
        shown = rows[: MANY if self.window().height() >= _LOW + 50 else FEW]
        wide = max(paint.width_of(row.category_label, theme.font(12)) for row in shown)
        years = any(row.started_at.year != now.year for row in shown)
        columns = (60 if years else 46, round(wide * 14 / theme.px(14)) + 16)
        for row in shown:
            line = PastLine(row, now, columns)
            line.clicked.connect(lambda *_, row=row: self.call_wanted.emit(row.id))
            column.addWidget(line)

    def _add_head(self, column: QVBoxLayout, words: str, badge: Badge | None, end: Line | None) -> None:
        column.addSpacing(theme.px(10))
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(label(words, "section"))
        if badge is not None:
            row.addWidget(badge)
        row.addStretch(1)
        if end is not None:
            row.addWidget(end)
        column.addLayout(row)


def _tags(card: "Card") -> list[str]:
    """What kind of dealer it is: tier, grade, and its status when goods may not simply go there."""
    dealer = card.dealer
    if dealer is None:
        return []
    grade = _("Grade {grade}").format(grade=dealer.grade) if dealer.grade else ""
    status = dealer.status_label if dealer.status != "active" else ""
    return [words for words in (dealer.tier_label, grade, status) if words]


def _region(card: "Card") -> str:
    """Where the dealer is; the number may be from elsewhere."""
    return (
        joined(speech.place(card.dealer.province, card.dealer.city), card.dealer.county)
        if card.dealer
        else ""
    )


def _gaps(dealer: "DealerRow") -> str:
    """How many fields the record still lacks."""
    count = len(dealer.gaps)
    return ngettext("{n} missing", "{n} missing", count).format(n=count) if count else ""


def again(card: "Card", since: datetime | None) -> CallRow | None:
    """The call of the same number that one beginning at `since` may be going on with; a missed one was no call."""
    last = next(iter(card.last_calls), None)
    if since is None or last is None or last.direction == "missed":
        return None
    return last if same_call(last_start=last.started_at, talk_seconds=last.talk_seconds, now=since) else None


def _warning(words: str, script: str) -> Pane:
    """What happened before, and what to do about it; never cut off."""
    band = Pane("amber", name=f"{words} {script}".strip())
    grid = QGridLayout()
    grid.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(7))
    grid.setHorizontalSpacing(theme.px(8))
    grid.setVerticalSpacing(theme.px(1))
    grid.setColumnStretch(1, 1)
    grid.addWidget(Picture("triangle-alert", size=14, tone="amber"), 0, 0)
    grid.addWidget(Line(words, size=12, bold=True, tone="amber"), 0, 1)
    if script:
        grid.addWidget(label(script, "meta", tone="amber", wrap=True), 1, 1)
    band.body.addLayout(grid)
    return band
