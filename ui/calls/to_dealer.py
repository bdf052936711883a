"""A caller becomes a contact of a dealer, or a dealer of its own, in one step from the call; a gap is filled (R27)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.late import Module
from app.words import _
from ui.calls import speech
from ui.kit.completion import Candidate
from ui.kit.pick_panel import PickPanel
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from app.overview.card import Card

callers = Module("app.dealers.callers")
doubles = Module("app.dealers.doubles")
finding = Module("app.dealers.finding")

NEW = 0
"""Stands for "a new dealer" among the candidates."""


class ToDealer(QObject):
    """done() -- the card is to be read anew."""

    done = Signal()

    def __init__(self, seat: Seat, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._host = seat, parent

    def ask(self, card: "Card", *, name: str, company: str) -> None:
        """Put the caller of `card` among the contacts of the dealer called `company`, else ask of which."""
        if card.dealer is not None:
            self._seat.toasts.note(_("This number is {dealer}'s already.").format(dealer=card.dealer.name))
            return
        desk, number = self._seat.desk, card.number

        def known(_progress: object) -> int | None:
            with desk.store.read() as session:
                return doubles.dealer_of(session, "", company) if company else None

        def answered(dealer_id: int | None) -> None:
            if dealer_id is not None:
                self._to_contact(dealer_id, name, number)
            else:
                self._choose(card, name, company)

        self._seat.jobs.read(known, done=answered, failed=self._seat.tell, owner=self)

    def _choose(self, card: "Card", name: str, company: str) -> None:
        desk = self._seat.desk
        who = name or speech.number(card.number)

        def find(text: str) -> Sequence[Candidate]:
            ids = finding.find(desk, finding.DealerQuery(text=text), limit=7)
            rows = [row for row in finding.rows(desk, ids) if row is not None]
            found = [Candidate(row.id, row.name, f"{row.code} {row.province} {row.city} {row.principal}", "store")
                     for row in rows]  # fmt: skip
            firm = company or text
            new = Candidate(
                NEW, _("New dealer: {name}").format(name=firm), _("as a prospect, with this number"), "plus"
            )
            return [*found, new]

        panel = PickPanel(
            self._host.window(), self._seat, title=_("Whose contact is {name}?").format(name=who),
            sub=_("The number is known as theirs from the next call on."), name=_("Dealer"), find=find, text=company,
            icon="store",
        )  # fmt: skip

        def picked(dealer_id: int) -> None:
            if dealer_id == NEW:
                self._to_dealer(card, name, company or panel.line.value())
            else:
                self._to_contact(dealer_id, name, card.number)

        panel.picked.connect(picked)
        panel.open()

    def _to_contact(self, dealer_id: int, name: str, number: str) -> None:
        desk = self._seat.desk
        self._seat.save(
            lambda _progress: callers.to_contact(desk, dealer_id, name=name, number=number), owner=self,
            said=_("{name} is a contact of the dealer now").format(name=name or speech.number(number)),
            done=lambda _id: self.done.emit(),
        )  # fmt: skip

    def _to_dealer(self, card: "Card", name: str, company: str) -> None:
        desk = self._seat.desk
        self._seat.save(
            lambda _progress: callers.to_dealer(desk, name=name, company=company, number=card.number), owner=self,
            said=_("{name} is in the archive as a prospect").format(name=company or name),
            done=lambda _saved: self.done.emit(),
        )  # fmt: skip

    def fill(self, dealer_id: int, field: str, text: str) -> None:
        """One field of the dealer, as it was asked for on the telephone."""
        desk = self._seat.desk
        self._seat.save(
            lambda _progress: callers.fill(desk, dealer_id, field, text), owner=self,
            said=_("Filled in"), done=lambda _none: self.done.emit(),
        )  # fmt: skip
