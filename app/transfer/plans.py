"""An import, decided row by row: what each row becomes, and the document that tells it (cli.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.transfer.fields import Incoming, Note, Stored, Table
from app.transfer.layout import Layout

State = Literal["new", "changed", "same", "duplicate", "error"]
Duplicates = Literal["skip", "new", "update"]
DUPLICATES: tuple[Duplicates, ...] = ("skip", "new", "update")


@dataclass(slots=True)
class Planned:
    """One data row and what becomes of it. `of`: the row of the file, or the code of the record, it is equal to."""

    row: Incoming
    state: State
    stored: Stored | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    of: int | str | None = None
    why: str = ""
    joins: int | None = None
    """With `update`: the earlier row of the file that this one changes."""

    @property
    def errors(self) -> list[Note]:
        """What keeps it out."""
        return [note for note in self.row.notes if note.level == "error"]


@dataclass(slots=True)
class Plan:
    """An import, decided. `skipped` are rows that are no records: sums and headings that are repeated."""

    table: Table
    file: str
    layout: Layout
    rows: list[Planned]
    skipped: list[Note]
    skipped_rows: list[int]
    ignored: list[str]
    duplicates: Duplicates = "skip"
    hidden: int = 0
    """How many of the rows are hidden in the spreadsheet; they are read like the others."""

    def count(self, state: State) -> int:
        """Rows of one state."""
        return sum(1 for row in self.rows if row.state == state)

    @property
    def fit(self) -> bool:
        """Whether it can be applied: no row is an error."""
        return not any(row.state == "error" for row in self.rows)

    @property
    def warnings(self) -> int:
        """Rows that are taken with a warning."""
        return sum(
            1
            for row in self.rows
            if row.state != "error" and any(n.level == "warning" for n in row.row.notes)
        )

    def column_of(self, name: str) -> str:
        """The heading under which field `name` stands in the file; its own label when it has no column."""
        for column in self.layout.columns:
            if column.field == name:
                return column.name
        return self.table.field(name).title if any(each.name == name for each in self.table.fields) else name

    def place_of(self, note: Note) -> str:
        """The heading of the column that `note` is about; "" for the row as a whole."""
        if note.at >= 0:
            return next((each.name for each in self.layout.columns if each.at == note.at), "")
        return self.column_of(note.field) if note.field else ""

    def document(self, *, applied: bool) -> dict[str, Any]:
        """The answer of `frontdesk import --json`."""
        told = [(planned.row.number, note) for planned in self.rows for note in planned.row.notes]
        told += list(zip(self.skipped_rows, self.skipped, strict=True))
        told.sort(key=lambda each: each[0])
        listed: dict[str, list[dict[str, Any]]] = {"warning": [], "error": []}
        for number, note in told:
            told_of = {"row": number, "column": self.place_of(note), "message": note.message}
            listed[note.level].append(told_of)
        return {
            "kind": self.table.kind, "file": self.file, "sheet": self.layout.sheet, "rows": len(self.rows),
            "new": self.count("new"), "changed": self.count("changed"), "same": self.count("same"),
            "duplicates": [{"row": row.row.number, "of": row.of, "why": row.why}
                           for row in self.rows if row.state == "duplicate"],
            "warnings": listed["warning"], "errors": listed["error"], "ignored": self.ignored, "hidden": self.hidden,
            "applied": applied,
        }  # fmt: skip
