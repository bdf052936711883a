"""The card of the person behind the selected promise, for wide windows: who, warning, what is owed, last calls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calls.rules import tone_label
from app.overview.card import Card
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.chips import Badge, Tag
from ui.kit.labels import Line, label
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled


class CardPane(Pane):
    """Sections fill in one paint; those with nothing to say are not there."""

    def __init__(self) -> None:
        super().__init__("sunken", name=_("Who it is"))
        self._area = scrolled(QWidget())
        self.body.addWidget(self._area)

    def clear(self) -> None:
        """Show nobody."""
        self._area.setWidget(QWidget())

    def show_card(self, card: Card, *, who: str, name: str) -> None:
        """Show whose the number is; `who` and `name` as the board tells them."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(16), theme.px(18), theme.px(16), theme.px(16))
        column.setSpacing(theme.px(6))
        column.addWidget(Line(who, size=16, bold=True))
        tags = QHBoxLayout()
        tags.setSpacing(6)
        calls = ngettext("{n} call so far", "{n} calls so far", card.call_count).format(n=card.call_count)
        tags.addWidget(Tag(calls))
        tags.addStretch(1)
        column.addLayout(tags)
        column.addSpacing(theme.px(4))
        facts = QGridLayout()
        facts.setHorizontalSpacing(theme.px(16))
        facts.setVerticalSpacing(theme.px(4))
        facts.setColumnStretch(1, 1)
        where = " ".join(part for part in (card.province, card.city) if part)
        lines = (
            (_("Name"), name), (_("Phone"), card.seen),
            (_("From"), "·".join(part for part in (where, card.carrier or "") if part)),
            (_("In charge"), card.responsible or ""),
        )  # fmt: skip
        for at, (words, value) in enumerate(line for line in lines if line[1]):
            facts.addWidget(Line(words, size=12, tone="text2"), at, 0)
            facts.addWidget(Line(value), at, 1)
        column.addLayout(facts)
        if card.hard is not None:
            column.addSpacing(theme.px(4))
            column.addWidget(_warning(card))
        if card.promises:
            self._add_owed(column, card)
        if card.last_calls:
            self._add_calls(column, card)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)

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
            line.addWidget(Line(row.matter), 1)
            due = f"{row.due_at:%m-%d %H:%M}"
            line.addWidget(
                Line(due, size=12, tone="red" if row.overdue else "text2", align=Qt.AlignmentFlag.AlignRight)
            )
            column.addLayout(line)

    def _add_calls(self, column: QVBoxLayout, card: Card) -> None:
        column.addSpacing(theme.px(10))
        column.addWidget(label(_("Last calls"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(2, 1)
        for at, call in enumerate(card.last_calls):
            grid.addWidget(Line(f"{call.started_at:%m-%d}", size=12, tone="text2"), at, 0)
            grid.addWidget(Line(call.category_label, size=12, tone="text2"), at, 1)
            grid.addWidget(Line(call.matter or call.outcome_label), at, 2)
        column.addLayout(grid)


def _warning(card: Card) -> QWidget:
    assert card.hard is not None
    day, tone = card.hard
    holder = Pane("amber", name=_("Take care"))
    row = QHBoxLayout()
    row.setContentsMargins(10, 5, 10, 5)
    row.setSpacing(8)
    row.addWidget(Picture("triangle-alert", size=16, tone="amber"))
    said = _("{day} they were {tone}: hear them out, give an exact time").format(
        day=f"{day:%m-%d}", tone=tone_label(tone).lower()
    )
    row.addWidget(Line(said, size=12, tone="amber"), 1)
    holder.body.addLayout(row)
    return holder
