"""A panel that asks for one record: typed by name, pinyin or number, taken from the candidates below the line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import _
from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.overlay import Overlay
from ui.kit.seat import Seat


class PickPanel(Overlay):
    """picked(value) -- the one that was taken.

    find -- the candidates for a text; runs in a job. text -- what stands in the line at first.
    """

    picked = Signal(object)

    def __init__(
        self, host: QWidget, seat: Seat, *, title: str, sub: str, name: str,
        find: Callable[[str], Sequence[Candidate]], icon: str = "", text: str = "",
    ) -> None:  # fmt: skip
        super().__init__(host, name=title)
        self._seat, self._find = seat, find
        self.add_title(title, icon=icon, sub=sub)
        self.line = LineField(name=name, hint=_("Initials, words, numbers"), icon="search")
        self.line.set_value(text)
        self.completion = Completion(self.line, self._ask)
        self.completion.taken.connect(self._taken)
        self.body.addWidget(self.line)
        self.body.addWidget(label(_("Choose it from the list that opens below the line."), "meta"))

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the caret in the line; a text that stands there is looked for at once."""
        super().open(focus=focus or self.line)
        if self.line.value():
            self.line.selectAll()
            self.completion.offer()

    def _ask(self, text: str, answer: Answer) -> None:
        self._seat.jobs.read(
            lambda _progress: self._find(text), done=answer, failed=self._seat.tell, owner=self
        )

    def _taken(self, candidate: Candidate) -> None:
        self.close_up()
        self.picked.emit(candidate.value)
