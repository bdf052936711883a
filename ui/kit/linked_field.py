"""A line of words that may stand for a record: typed freely, or taken from the candidates below it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.jobs import Jobs
from ui.kit.line_field import LineField


class Linked(QObject):
    """Which record the words beside it mean: value() is its id, None when they are just words. A field of a form."""

    changed = Signal()

    def __init__(self, field: "LinkedField") -> None:
        super().__init__(field)
        self._field, self._id = field, None

    def value(self) -> int | None:
        """The record's id."""
        return self._id

    def set_value(self, value: int | None) -> None:
        """Mean the record `value`; what it is called is put in apart."""
        if value != self._id:
            self._id = value
            self._field.show_link()
            self.changed.emit()


class LinkedField(LineField):
    """value() are the words; `link` tells which record they mean. taken(value) -- a candidate was chosen.

    find(text) -- the candidates, on a reader's thread; what is typed on changes the words and forgets the record.
    icon -- shown before the code of the record at the right edge.
    """

    taken = Signal(object)

    def __init__(
        self, *, name: str, jobs: Jobs, find: Callable[[str], Sequence[Candidate]], hint: str = "", icon: str = "",
        some: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name=name, hint=hint, parent=parent)
        self._jobs, self._find, self._mark, self._some = jobs, find, icon, some
        self._codes: dict[int, str] = {}
        self.link = Linked(self)
        # nothing is preselected: the words may well mean nobody of the archive, and Enter goes on
        self.completion = Completion(self, self._ask, best=False)
        self.completion.taken.connect(self._taken)
        self.textEdited.connect(lambda: self.link.set_value(None))

    def know(self, record_id: int | None, code: str) -> None:
        """What the code of a record is, for the note at the right edge."""
        if record_id is not None:
            self._codes[record_id] = code
            self.show_link()

    def mean(self, record_id: int, code: str, words: str) -> None:
        """Put in a record: what it is called, and that it is meant."""
        self._codes[record_id] = code
        self.set_value(words)
        self.link.set_value(record_id)
        self.set_error(None)

    def show_link(self) -> None:
        """Say at the right edge which record is meant."""
        meant = self.link.value()
        code = "" if meant is None else self._codes.get(meant, self._some)
        self.set_note(code, icon=self._mark if code else "", tone="accent")

    def _taken(self, candidate: Candidate) -> None:
        self.taken.emit(candidate.value)

    def _ask(self, text: str, answer: Answer) -> None:
        self._jobs.read(lambda _progress: list(self._find(text)), done=answer, owner=self, latest="found")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers() and not self.completion.visible():
            self.completion.offer()
        else:
            super().keyPressEvent(event)
