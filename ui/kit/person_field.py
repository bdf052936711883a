"""A field for a colleague: typed by name, pinyin or initials, taken from the candidates below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.people.service import StaffRow
from app.words import _
from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.line_field import LineField


class PersonField(LineField):
    """One member of staff; value() is the id, None while nobody is meant. A press or the down key shows all."""

    def __init__(self, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint=hint, parent=parent)
        self._staff: Sequence[StaffRow] = ()
        self._chosen: StaffRow | None = None
        self._left_over: int | None = None
        self.completion = Completion(self, self._ask, least=0)
        self.completion.taken.connect(self._taken)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._settle)

    def set_staff(self, staff: Sequence[StaffRow]) -> None:
        """Who may be chosen. Who was chosen stays, also one who has left since."""
        self._staff = staff
        if self._left_over is not None:
            self.set_value(self._left_over)

    def value(self) -> int | None:  # type: ignore[override]
        """The id of who is chosen, also when the name was typed out or only one person fits."""
        if self._chosen is not None:
            return self._chosen.id
        if not self.text().strip():
            return None
        if self._left_over is not None:
            return self._left_over
        found = self._meant()
        return None if found is None else found.id

    def set_value(self, value: int | None, *, name: str = "") -> None:  # type: ignore[override]
        """Show the colleague with id `value`, or nobody. `name` is shown for one who is not on the list."""
        row = next((row for row in self._staff if row.id == value), None)
        self._left_over = value if row is None else None
        self._show(row, name=name)
        self.setModified(False)

    def problem(self) -> str:
        """What is wrong with the text, empty when nothing is."""
        if self.text().strip() and self.value() is None:
            return _("Nobody on the staff list fits. Type a name or initials.")
        return ""

    def _show(self, row: StaffRow | None, *, name: str = "") -> None:
        self._chosen = row
        self.setText(name if row is None else row.name)
        self.setCursorPosition(0)
        words = () if row is None else (row.department, row.extension)
        self.set_note(" ".join(part for part in words if part))
        self.set_error(None)

    def _taken(self, candidate: Candidate) -> None:
        self._left_over = None
        self._show(candidate.value)
        self.setModified(True)
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        self._chosen = self._left_over = None
        self.set_note("")

    def _settle(self) -> None:
        """Leaving the field: what was typed becomes the one it means."""
        if self._chosen is None and self._left_over is None and (row := self._meant()) is not None:
            self._show(row)
            self.setModified(True)
        elif self.problem():
            self.set_error(self.problem())

    def _meant(self) -> StaffRow | None:
        fitting = self._fitting(self.text())
        exact = [row for row in fitting if row.name == self.text().strip()]
        found = exact or fitting
        return found[0] if len(found) == 1 else None

    def _fitting(self, text: str) -> list[StaffRow]:
        wanted = text.strip().lower()
        if not wanted:
            return []
        return [
            row for row in self._staff
            if wanted in row.name.lower() or row.code == wanted or row.extension == wanted
            or any(key.startswith(wanted) for key in row.keys)
        ]  # fmt: skip

    def _ask(self, text: str, answer: Answer) -> None:
        unchanged = self._chosen is not None and text == self._chosen.name
        rows = self._fitting(text) if text and not unchanged else self._staff
        answer([_candidate(row) for row in rows])

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers() and not self.completion.visible():
            self.completion.offer()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.selectAll()
        self.completion.offer()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


def _candidate(row: StaffRow) -> Candidate:
    return Candidate(
        row, row.name, " ".join(part for part in (row.department, row.title, row.extension) if part), "user"
    )
