"""A field for a colleague: typed by name, pinyin or initials, taken from the candidates below it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.people.service import StaffRow
from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.line_field import LineField


class PersonField(LineField):
    """One member of staff; value() is the id, None while nobody is meant."""

    def __init__(self, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint=hint, parent=parent)
        self._staff: Sequence[StaffRow] = ()
        self._chosen: StaffRow | None = None
        self.completion = Completion(self, self._ask)
        self.completion.taken.connect(lambda candidate: self._take(candidate.value))
        self.textEdited.connect(self._typed)

    def set_staff(self, staff: Sequence[StaffRow]) -> None:
        """Who may be chosen. Who was chosen stays."""
        self._staff = staff

    def value(self) -> int | None:  # type: ignore[override]
        """The id of who is chosen, also when the name was typed out or only one person fits."""
        if self._chosen is None:
            fitting = self._fitting(self.text())
            exact = [row for row in fitting if row.name == self.text().strip()]
            if len(exact) == 1 or len(fitting) == 1:
                return (exact or fitting)[0].id
        return None if self._chosen is None else self._chosen.id

    def set_value(self, value: int | None) -> None:  # type: ignore[override]
        """Show the colleague with id `value`, or nobody."""
        self._take(next((row for row in self._staff if row.id == value), None))

    def _take(self, row: StaffRow | None) -> None:
        self._chosen = row
        self.setText("" if row is None else row.name)
        self.setCursorPosition(0)
        self.set_note(
            "" if row is None else " ".join(part for part in (row.department, row.extension) if part)
        )
        self.set_error(None)

    def _typed(self, _text: str) -> None:
        self._chosen = None
        self.set_note("")

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
        answer(
            [
                Candidate(
                    row,
                    row.name,
                    " ".join(p for p in (row.department, row.title, row.extension) if p),
                    "user",
                )
                for row in self._fitting(text)
            ]
        )
