"""Handing dealers over to another salesperson: who, what goes along, and the list to sign (R71)."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.dealers import handing_over
from app.dealers.handing_over import Handed
from app.store.errors import UserError
from app.words import _, ngettext, pgettext
from ui.dealers.facts import Facts
from ui.kit.buttons import Button
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.overlay import Overlay
from ui.kit.person_field import PersonField
from ui.kit.seat import Seat

KINDS: dict[str, Callable[[int], str]] = {
    "dealer": lambda n: ngettext("{n} dealer record", "{n} dealer records", n).format(n=n),
    "promise": lambda n: ngettext("{n} call back still owed", "{n} call backs still owed", n).format(n=n),
    "province_owner": lambda n: ngettext("{n} province", "{n} provinces", n).format(n=n),
    "complaint": lambda n: ngettext("{n} complaint", "{n} complaints", n).format(n=n),
    "lead": lambda n: ngettext("{n} lead", "{n} leads", n).format(n=n),
}
"""What is handed over, in words, in the order in which it is told."""


class HandOverPanel(Overlay):
    """handed(Handed) -- done. Without `ids` everything of the first person goes to the second."""

    handed = Signal(object)

    def __init__(self, host: QWidget, seat: Seat, facts: Facts, ids: Sequence[int] | None) -> None:
        super().__init__(host, name=_("Hand over"))
        self._seat, self._ids = seat, None if ids is None else list(ids)
        sub = _(
            "Call backs that are owed and whatever else is open go along. The list to sign is drawn at once."
        )
        if ids is None:
            title = _("Hand over everything of a salesperson")
        else:
            title = ngettext("Hand over {n} dealer", "Hand over {n} dealers", len(ids)).format(n=len(ids))
        self.add_title(title, icon="users", sub=sub)
        form = Form(labels=(60, 76))
        self.giver = PersonField(name=pgettext("hand over", "From"), hint=_("Name or initials"))
        self.taker = PersonField(name=pgettext("hand over", "To"), hint=_("Name or initials"))
        for field in (self.giver, self.taker):
            field.set_staff(facts.staff)
        if ids is None:
            form.add_row(pgettext("hand over", "From"), self.giver)
        form.add_row(pgettext("hand over", "To"), self.taker)
        self.body.addWidget(form)
        self._outlook = label("", "meta", wrap=True)
        self.body.addWidget(self._outlook)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        away = Button(_("Leave it"), kind="ghost", key="Esc")
        away.clicked.connect(self.close_up)
        self.go = Button(_("Hand over"), kind="primary", key="Ctrl ↵")
        self.go.clicked.connect(self.hand_over)
        row.addWidget(away)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.hand_over)
        self.giver.changed.connect(self._look)
        self.giver.editingFinished.connect(self._look)

    def _look(self) -> None:
        giver, desk = self.giver.value(), self._seat.desk
        if giver is None or self._ids is not None:
            return
        self._seat.jobs.read(
            lambda _progress: handing_over.outlook(desk, giver), done=self._tell, failed=self._seat.tell, owner=self,
            latest="outlook",
        )  # fmt: skip

    def _tell(self, counts: dict[str, int]) -> None:
        self._outlook.setText(counted(counts) or _("Nothing is in this person's hands."))
        self.relay()

    def hand_over(self) -> None:
        """Do it; who is missing gets the caret."""
        taker, giver, ids = self.taker.value(), self.giver.value(), self._ids
        if ids is None and giver is None:
            self.giver.set_error(_("From whom?"))
            self.giver.setFocus()
            return
        if taker is None:
            self.taker.set_error(_("To whom?"))
            self.taker.setFocus()
            return
        desk = self._seat.desk
        self.go.set_working(_("Handing over…"))

        def work(_progress: Any) -> Handed:
            if ids is not None:
                return handing_over.give(desk, ids, taker)
            assert giver is not None
            return handing_over.hand_over(desk, giver, taker)

        def failed(error: Exception) -> None:
            self.go.set_working(None)
            if isinstance(error, UserError):
                self.taker.set_error(error.sentence)

        def done(handed: Handed) -> None:
            self.close_up()
            self.handed.emit(handed)

        self._seat.save(
            work, said=lambda handed: _("Handed over to {name}: {what}").format(
                name=handed.to_name, what=counted(handed.counts)),
            done=done, failed=failed, owner=self,
        )  # fmt: skip


def counted(counts: dict[str, int]) -> str:
    """What changes hands, in words: "12 dealers, 3 call backs still owed"."""
    told = []
    for kind in sorted(counts, key=[*KINDS, *counts].index):
        if n := counts[kind]:
            told.append(KINDS[kind](n) if kind in KINDS else f"{n} {kind}")
    return _(", ").join(told)
