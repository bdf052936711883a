"""A list of the settings with the editor of what is chosen beside it: chosen, changed, saved, in conflict."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.store.errors import Conflict, FieldError, Unavailable
from app.words import _
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.list_spec import Asked, ListSpec
from ui.kit.seat import Seat
from ui.settings.list_beside import ListBeside
from ui.settings.record_form import RecordForm


class EditedList(QWidget):
    """A panel says how a record is read and written, and in which words that is told."""

    TABLES: tuple[str, ...]
    """The tables whose changes are seen in the list; the first is that of its records."""
    added: str
    """What is said of a new record, with {name}."""

    def __init__(self, seat: Seat, spec: ListSpec, form: RecordForm, *, add: Button) -> None:
        super().__init__()
        self._seat, self.form = seat, form
        self._card: Any = None
        self._listed = self._begun = False
        self._wanted = 0  # the record that is shown, or being read
        add.clicked.connect(self.begin_new)
        self.sides = ListBeside(seat, spec, form, add=add)
        self.list, self.table, self.search = self.sides.list, self.sides.table, self.sides.search
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self.sides.chosen.connect(self._choose)
        self.table.opened.connect(lambda _id: form.start())
        self.table.edited.connect(lambda _id: form.start())
        form.saved.connect(self._save)
        form.left.connect(self._left)
        seat.changes.changed.connect(self._heard)

    # What a panel says

    def begin_new(self) -> None:
        """Ctrl+N: an empty form."""
        raise NotImplementedError

    def _read(self, record_id: int) -> Any:
        """The card of a record, on a reader thread. UserError when it lies in the bin."""
        raise NotImplementedError

    def _write(self, card: Any, new: Any) -> int:
        """Save `new` over `card`, or as a new record without one, on the writer; the id."""
        raise NotImplementedError

    def _show(self, card: Any) -> None:
        """Give the form what `_read` has read."""
        raise NotImplementedError

    def _everything(self) -> Asked:
        """What to ask for that leaves no record out."""
        return self.list.spec.first()

    # What the settings ask

    def refresh(self) -> None:
        """The list hears of changes by itself."""

    def flush(self) -> None:
        """What is typed of a record is kept by saving only; nothing is half saved."""

    def focus_first(self) -> None:
        """Begin in the list."""
        self.sides.focus_first()

    def want(self, record_id: int) -> None:
        """Choose the record, whatever the list was narrowed to."""
        self.list.ask(self._everything())
        self.sides.want(record_id, anew=True)
        self._begun = False
        self._choose(record_id)

    # Editing

    def _heard(self, burst: Burst) -> None:
        if burst.touches(*self.TABLES):
            self.list.heard(changed=burst.ids(self.TABLES[0]), came_or_went=True,
                            lit=burst.from_elsewhere(self._seat.desk.store.origin))  # fmt: skip
            self.list.read_fields()
            if self._wanted and not self.form.dirty():
                self._choose(self._wanted)

    def _left(self) -> None:
        """Esc: back to the list; a new record that was given up makes room for the one chosen there."""
        self.sides.focus_first()
        if self._card is None:
            self._begun = False
            self._choose(self.table.current_id())

    def _choose(self, record_id: int) -> None:
        first, self._listed = not self._listed, True
        if first and self._begun:
            return  # Ctrl+N was faster than the list: what it chooses by itself must not take the form away
        if self.form.dirty():
            return  # what is typed stays until it is saved or Esc drops it
        if not record_id or self.list.asked.in_bin:
            self._card, self._wanted = None, 0
            self.form.show_nothing()
            return
        self._read_card(record_id, self._chosen)

    def _read_card(self, record_id: int, then: Callable[[Any], object]) -> None:
        self._wanted = record_id
        self._seat.jobs.read(
            lambda _progress: self._read(record_id), done=then, failed=self._unread, owner=self, latest="card"
        )

    def _chosen(self, card: Any) -> None:
        if card.id == self._wanted and not self.form.dirty():  # what was begun while it was read stays
            self._card = card
            self._show(card)

    def _kept(self, card: Any) -> None:
        """The card as we have saved it ourselves; what was typed meanwhile goes on from there."""
        if card.id == self._wanted:
            self._card = card
            if not self.form.dirty():
                self._show(card)

    def _unread(self, error: Exception) -> None:
        """What went into the bin meanwhile needs no word: the list shows that, and goes to another."""
        if isinstance(error, Unavailable):
            self._seat.tell(error)

    def _save(self, new: Any) -> None:
        card = self._card
        words = self.added if card is None else _("{name} is saved.")
        self._seat.save(
            lambda _progress: self._write(card, new), owner=self, said=words.format(name=new.name),
            done=lambda id: self._saved(id, new), failed=self._refused,
        )  # fmt: skip

    def _saved(self, record_id: int, new: Any) -> None:
        self.form.settle(new)
        self.sides.want(record_id)
        self._read_card(record_id, self._kept)

    def _refused(self, error: Exception) -> None:
        self.form.unsettle()
        if isinstance(error, FieldError):
            self.form.show_errors({error.field: error.sentence})
        elif isinstance(error, Conflict) and self._card is not None:
            self._seat.toasts.error(error.sentence, again=self._take_theirs, action=_("Show theirs"))
        else:
            self._seat.tell(error)

    def _take_theirs(self) -> None:
        if self._card is not None:
            self.form.settle(self.form.typed()[0])
            self._choose(self._card.id)
