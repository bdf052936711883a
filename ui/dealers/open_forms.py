"""The dealers that are being entered or changed, each with its draft: begun, gone on with, put aside, ended."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.dealers.finding import DealerDetail
from app.words import _, ngettext
from ui.dealers.editor import DealerEditor
from ui.dealers.facts import Facts
from ui.dealers.opened import DRAFT, OpenDealer, from_draft, new, of
from ui.kit.seat import Seat


class OpenForms(QObject):
    """shown(form) -- bring it to the front. saved(id) -- it is in the archive. left() -- the form in front is gone.
    ended(form) -- it is of no use any more. dealer_wanted(id) -- what was typed is set aside, this one is looked at.
    """

    shown = Signal(object)
    saved = Signal(int)
    left = Signal()
    ended = Signal(object)
    dealer_wanted = Signal(int)

    def __init__(self, seat: Seat, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat = seat
        self._facts: Facts | None = None
        self._then: Any = None
        self.all: dict[str, DealerEditor] = {}
        """By the name of their draft."""

    def set_facts(self, facts: Facts) -> bool:
        """Staff or products are others now; whether a form that waited for them came to the front."""
        self._facts = facts
        for each in self.all.values():
            each.set_facts(facts)
        then, self._then = self._then, None
        if then is not None:
            then()
        return then is not None

    def add(self, values: dict[str, Any] | None = None) -> None:
        """Begin a new dealer, or go back to the one that is begun when nothing is known of it."""
        if self._facts is None:
            self._then = lambda: self.add(values)
            return
        begun = next((each for each in self.all.values() if each.opened.dealer_id is None), None)
        self.shown.emit(
            begun if begun is not None and values is None else self._make(new(values), self._facts)
        )

    def change(self, detail: DealerDetail, *, field: str = "") -> None:
        """Change a dealer, beginning at `field` when named; a change that was begun is gone on with."""
        if self._facts is None:
            return
        begun = next((each for each in self.all.values() if each.opened.dealer_id == detail.row.id), None)
        made = begun or self._make(of(detail), self._facts)
        self.shown.emit(made)
        if field:
            made.form.go_to(field)

    def offered(self, found: dict[str, dict[str, Any]]) -> None:
        """Drafts left over from before are opened again when somebody asks for them."""
        kept = [
            (name, values)
            for name, values in found.items()
            if name.startswith(DRAFT) and name not in self.all
        ]
        opened = [one for name, values in kept if (one := from_draft(name, values)) is not None]
        if not opened:
            return
        said = ngettext("{n} dealer was not saved yet", "{n} dealers were not saved yet", len(opened))
        self._seat.toasts.note(said.format(n=len(opened)), action=_("Go on"), run=lambda: self._go_on(opened))

    def put_aside(self) -> None:
        """The window closes: what is typed becomes drafts."""
        for each in self.all.values():
            each.put_aside()

    # Within

    def _go_on(self, opened: Sequence[OpenDealer]) -> None:
        if self._facts is None:
            self._then = lambda: self._go_on(opened)
            return
        for one in opened:
            self.shown.emit(self._make(one, self._facts))

    def _make(self, opened: OpenDealer, facts: Facts) -> DealerEditor:
        made = DealerEditor(self._seat, facts, opened)
        made.saved.connect(lambda dealer_id: self._saved(made, dealer_id))
        made.left.connect(lambda kept: self._left(made, kept))
        made.dealer_wanted.connect(lambda dealer_id: self._look_at(made, dealer_id))
        self.all[opened.draft] = made
        return made

    def _saved(self, made: DealerEditor, dealer_id: int) -> None:
        self._end(made)
        self.saved.emit(dealer_id)

    def _left(self, made: DealerEditor, kept: bool) -> None:
        if kept:
            opened = made.opened
            name = opened.values.get("name") or opened.title or _("the new dealer")
            self._seat.toasts.note(
                _("{name} is set aside as a draft").format(name=name), action=_("Go on"),
                run=lambda: self._go_on([opened]),
            )  # fmt: skip
        self._end(made)
        self.left.emit()

    def _look_at(self, made: DealerEditor, dealer_id: int) -> None:
        """One of the doubles."""
        self.dealer_wanted.emit(dealer_id)
        made.leave()

    def _end(self, made: DealerEditor) -> None:
        self.all.pop(made.opened.draft, None)
        self.ended.emit(made)
