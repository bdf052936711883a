"""The card of who is calling: always in the same order, empty sections absent, filled in one paint."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calls.rules import tone_label
from app.china import phones
from app.overview.card import Card
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import LinkButton
from ui.kit.chips import Badge, Tag
from ui.kit.labels import Line, label
from ui.kit.line_field import LineField
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled


class CallerCard(Pane):
    """call_wanted(id) opens a call; asked(key, text) is what was typed into the missing field."""

    call_wanted = Signal(int)
    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("sunken", name=_("Who is calling"))
        self._area = scrolled(QWidget())
        self.body.addWidget(self._area, 1)
        self._missing = ""
        self._ask = Pane("accent", name=_("Ask by the way"))
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture("sparkles", size=16, tone="accent"))
        head.addWidget(Line(_("Ask by the way"), bold=True, tone="accent"), 1)
        inner.addLayout(head)
        self.ask = LineField(name=_("Ask by the way"))
        self.ask.set_key("Alt Q")
        self.ask.textEdited.connect(lambda text: self.asked.emit(self._missing, text.strip()))
        inner.addWidget(self.ask)
        self._ask.body.addLayout(inner)
        holder = QHBoxLayout()
        holder.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(16))
        holder.addWidget(self._ask)
        self.body.addLayout(holder)
        self.clear()

    def clear(self) -> None:
        """Show nobody."""
        nobody = QWidget()
        self._area.setWidget(nobody)
        nobody.setAutoFillBackground(False)
        self._ask.hide()

    def show_card(self, card: Card, *, hard_script: str, asking: bool, folded: bool = False) -> None:
        """Show who `card` tells. `asking`: a call runs, so the missing field is offered. `folded`: only the name."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(18), theme.px(18), theme.px(16), theme.px(16))
        column.setSpacing(theme.px(6))
        number = phones.display(card.number) or card.number
        column.addWidget(Line(card.company or card.name or number or _("Unknown caller"), size=16, bold=True))
        self._add_tags(column, card)
        if not folded:
            self._add_facts(column, card)
            if card.hard is not None:
                self._add_warning(column, card, hard_script)
            if card.promises:
                self._add_owed(column, card)
            if card.last_calls:
                self._add_calls(column, card)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._missing = card.missing or ""
        hints = {
            "caller_name": _("May I ask your name?"),
            "company": _("Which company are you calling from?"),
        }
        self.ask.setPlaceholderText(hints.get(self._missing, ""))
        self.ask.set_value("")
        self._ask.setVisible(asking and bool(self._missing) and not folded)

    def can_ask(self) -> bool:
        """Whether a missing field is offered."""
        return self._ask.isVisible()

    def _add_tags(self, column: QVBoxLayout, card: Card) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        if any(match.kind == "staff" for match in card.matches):
            row.addWidget(Tag(_("Colleague"), tone="green"))
        if card.call_count:
            row.addWidget(
                Tag(
                    ngettext("{n} call so far", "{n} calls so far", card.call_count).format(n=card.call_count)
                )
            )
        else:
            row.addWidget(Tag(_("first call"), tone="accent"))
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(theme.px(4))

    def _add_facts(self, column: QVBoxLayout, card: Card) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        where = " ".join(part for part in (card.province, card.city) if part)
        known = card.kind in ("mobile", "landline")
        lines = (
            (_("Name"), card.name if card.company else ""),
            (_("Phone"), phones.display(card.number) if card.company or card.name else ""),
            (_("From"), "·".join(p for p in (where, card.carrier) if p) or (_("unknown") if known else "")),
            (_("In charge"), card.responsible or ""),
        )
        for at, (words, value) in enumerate(line for line in lines if line[1]):
            grid.addWidget(Line(words, size=12, tone="text2"), at, 0)
            grid.addWidget(Line(value), at, 1)
        column.addLayout(grid)

    def _add_warning(self, column: QVBoxLayout, card: Card, script: str) -> None:
        assert card.hard is not None
        day, tone = card.hard
        band = Pane("amber", name=_("Take care"))
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(Picture("triangle-alert", size=16, tone="amber"), 0, Qt.AlignmentFlag.AlignTop)
        said = _("{day} {tone}. {script}").format(day=f"{day:%m-%d}", tone=tone_label(tone), script=script)
        words = label(said, "meta", tone="amber", wrap=True)
        row.addWidget(words, 1)
        band.body.addLayout(row)
        column.addSpacing(theme.px(6))
        column.addWidget(band)

    def _add_owed(self, column: QVBoxLayout, card: Card) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(_("Open matters"), "section"))
        badge = Badge(late=any(row.overdue for row in card.promises))
        badge.set_count(len(card.promises))
        head.addWidget(badge)
        head.addStretch(1)
        column.addSpacing(theme.px(10))
        column.addLayout(head)
        for row in card.promises[:4]:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Picture("history", size=16, tone="red" if row.overdue else "text2"))
            line.addWidget(Line(row.matter.replace("\n", " ")), 1)
            due = Line(f"{row.due_at:%m-%d %H:%M}", size=12, tone="red" if row.overdue else "text2")
            line.addWidget(due)
            column.addLayout(line)
            column.addWidget(Line(_("{finder} finds out").format(finder=row.finder), size=12, tone="text2"))

    def _add_calls(self, column: QVBoxLayout, card: Card) -> None:
        column.addSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(label(_("Last calls"), "section"))
        head.addStretch(1)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(2, 1)
        for at, call in enumerate(card.last_calls):
            day = LinkButton(f"{call.started_at:%m-%d}")
            day.setAccessibleName(_("Open the call of {day}").format(day=day.text()))
            day.clicked.connect(lambda *_, i=call.id: self.call_wanted.emit(i))
            grid.addWidget(day, at, 0)
            grid.addWidget(Line(call.category_label, size=12, tone="text2"), at, 1)
            grid.addWidget(Line((call.matter or call.outcome_label).replace("\n", " ")), at, 2)
        column.addLayout(grid)
