"""A promise opened in place: number, dial, answer or new time, what came of it, done (R8)."""

from datetime import datetime
from typing import Any

from app.calls.promises import PromiseRow
from app.china import phones
from app.words import _, pgettext
from ui.kit import when
from ui.kit.fields import DateTimeField, LineField
from ui.overview.board import row_of, tried
from ui.overview.board_table import BoardTable
from ui.overview.opened_row import LATER, Act, OpenedRow, Typed


class PromiseEditor(OpenedRow):
    """What came of a promise: called back, not reached, another time, cancelled."""

    def __init__(self, row: PromiseRow, *, group: str, now: datetime, table: BoardTable) -> None:
        self.row = row
        self.text = LineField(name=_("Answer"))
        self.text.set_value(row.answer)
        self.due = DateTimeField(name=_("New time"), now=lambda: now)
        said = _("promised for {moment}").format(moment=when.within(row.due_at, now))
        tries = tried(row.attempts) if row.attempts else _("not tried yet")
        acts = (
            Act("called", pgettext("promise.result", "Called back"), "1", "text", _("Answer")),
            Act("unreached", pgettext("promise.result", "Not reached"), "2", "text", _("Note")),
            Act("postponed", pgettext("promise.result", "Postponed"), "3", "due", _("New time")),
            Act("cancelled", pgettext("promise.result", "Cancelled"), "4", "text", _("Reason")),
        )
        self.whole = phones.told(row.number, row.number_norm)
        contact = row.contact_name if row.contact_name != row.who else ""
        super().__init__(
            row_of(row, group, now), acts=acts, name=": ".join((_("Call back"), f"{row.who}, {row.matter}")),
            number=row.seen, hidden=row.seen != self.whole, contact=contact,
            told=_(" · ").join((said, tries)), table=table, fields={"text": self.text, "due": self.due},
        )  # fmt: skip
        if not row.number_norm:
            self.dial.hide()
        self.picked("called")

    @property
    def row_id(self) -> int:
        """The id of the row it covers."""
        return self.row.id

    def typed(self) -> Typed:
        """What stands in the editor."""
        result = str(self.options.value())
        if result == LATER:
            return Typed(result, self.later.reason.value(), self.later.until())
        return Typed(result, self.text.value(), self.due.value())

    def worth_keeping(self) -> bool:
        """Whether something was typed that would be missed."""
        typed = self.typed()
        return typed.result != LATER and (typed.text != self.row.answer or typed.result != "called")

    def take(self, typed: Typed) -> None:
        """Put back what was typed before."""
        self.picked(typed.result if typed.result in self.acts else "called")
        self.text.set_value(typed.text)
        if typed.due_at is not None:
            self.due.set_value(typed.due_at)

    def suggest(self, due_at: datetime) -> None:
        """The time that is usual from now, unless somebody typed one already."""
        if self.due.value() is None and not self.due.text():
            self.due.set_value(due_at)

    def moved_on(self, row: PromiseRow, sentence: str) -> None:
        """Somebody else changed the promise: say what, keep what was typed, and save over it the next time."""
        self.row = row
        self._say(sentence)

    def problem(self) -> str:
        if self.options.value() == "postponed" and (self.due.problem() or self.due.value() is None):
            return self.due.problem() or _("When then? Type a time.")
        return ""

    def picked(self, value: Any) -> None:
        super().picked(value)
        self.due.set_error(None)
