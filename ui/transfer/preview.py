"""The rows of a file as a list, each with what becomes of it and the cells that matter marked."""

from array import array
from collections.abc import Sequence

from app.transfer.grid import Grid, text_of
from app.transfer.headings import IDENTITY
from app.transfer.layout import Column as FileColumn
from app.transfer.leftovers import why
from app.transfer.plans import Plan, Planned
from app.words import NP_, _, language, pgettext
from ui.kit.rows import Cell, Column, Row, Sort

ALL, WARNED = "all", "warned"
STATES = {
    "new": NP_("import", "New"),
    "changed": NP_("import", "Changed"),
    "same": NP_("import", "The same"),
    "duplicate": NP_("import", "Duplicate"),
    "error": NP_("import", "Error"),
}
_TONES = {"new": "green", "changed": "accent", "same": "", "duplicate": "amber", "error": "red"}
MOST_COLUMNS = 6
LEAST, MOST, FIRST_MOST = 64, 112, 168
"""Pixels of a column before what is left over is shared out; the first one names the record."""
MEASURED = 60
"""So many rows are asked how wide they are."""


def columns(plan: Plan, grid: Grid) -> list[Column]:
    """Row number, state, the columns that are taken in (as many as there is room for), and why."""
    widths = {
        column.at: _width(plan, grid, column, most=MOST if at else FIRST_MOST)
        for at, column in enumerate(shown(plan))
    }
    taken = shown(plan)
    return [
        Column("row", _("Row"), width=56, align="right", sorts=False, size=12, tone="text2"),
        Column("state", _("State"), width=72 if language() == "zh" else 88, sorts=False),
        *(
            Column(
                f"c{each.at}", each.name, width=widths[each.at], stretch=widths[each.at] // 30, sorts=False
            )
            for each in taken
        ),
        Column("why", _("Remark"), width=180, stretch=8, sorts=False, size=12, tone="text2"),
    ]


def _width(plan: Plan, grid: Grid, column: FileColumn, *, most: int) -> int:
    """Pixels that the first values of `column` ask for, within bounds."""
    texts = [
        column.name,
        *(text_of(grid.cell(row.row.number - 1, column.at)) for row in plan.rows[:MEASURED]),
    ]
    longest = max(sum(14 if mark > "\u2e7f" else 8 for mark in text) for text in texts)
    return min(max(longest + 22, LEAST), most)


def shown(plan: Plan) -> list[FileColumn]:
    """As many columns as there is room for: the first ones, but those that are marked or differ before others."""
    taken = [column for column in plan.layout.columns if column.field and column.field not in IDENTITY]
    marked = {note.field for row in plan.rows for note in row.row.notes}
    marked |= {name for row in plan.rows if row.state == "changed" for name in row.changes}
    first = taken[:2] + [column for column in taken[2:] if column.field in marked]
    chosen = (first + [column for column in taken[2:] if column.field not in marked])[:MOST_COLUMNS]
    return [column for column in taken if column in chosen]


class PlanSource:
    """The rows of `plan` in one state (ALL, WARNED or a state's word); no database is asked."""

    def __init__(self, plan: Plan, grid: Grid, state: str = ALL) -> None:
        self._plan, self._grid, self._state = plan, grid, state
        self._by_number = {row.row.number: row for row in plan.rows}
        self._columns = shown(plan)

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Row numbers in the order of the file."""
        numbers = array("q", (row.row.number for row in self._plan.rows if self._wanted(row)))
        return numbers if limit is None else numbers[:limit]

    def _wanted(self, row: Planned) -> bool:
        if self._state == WARNED:
            return row.state != "error" and bool(row.row.notes)
        return self._state in (ALL, row.state)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """The rows as they will be drawn."""
        return [self._row(self._by_number[number]) for number in ids]

    def interrupt(self, token: object) -> None:
        """Nothing runs long here."""

    def _row(self, planned: Planned) -> Row:
        cell_notes = {note.at: note for note in reversed(planned.row.notes) if note.at >= 0}
        notes = {note.field: note for note in reversed(planned.row.notes) if note.at < 0}
        cells = [
            Cell(str(planned.row.number)),
            Cell(pgettext(*STATES[planned.state]), tone=_TONES[planned.state], tag=True),
        ]
        for column in self._columns:
            text = " ".join(text_of(self._grid.cell(planned.row.number - 1, column.at)).split())
            note = cell_notes.get(column.at) or notes.get(column.field)
            if note is not None:
                tone = "red" if note.level == "error" else "amber"
                cells.append(Cell(text or _("(empty)"), tone=tone, tag=True, tip=note.message))
            elif planned.state == "changed" and column.field in planned.changes:
                cells.append(
                    Cell(text or _("(empty)"), tone="accent", bold=True, tip=_("Differs from what is stored"))
                )
            else:
                cells.append(Cell(text))
        cells.append(Cell(self._why(planned)))
        return Row(planned.row.number, cells=tuple(cells))

    def _why(self, planned: Planned) -> str:
        if planned.state in ("duplicate", "error"):
            return why(self._plan, planned)
        if planned.row.notes:
            return " ".join(note.message for note in planned.row.notes)
        if planned.state == "changed":
            return _(", ").join(self._plan.column_of(name) for name in planned.changes)
        return ""


def counts(plan: Plan) -> dict[str, int]:
    """How many rows each chip stands for."""
    found = {state: plan.count(state) for state in ("new", "changed", "same", "duplicate", "error")}
    return {ALL: len(plan.rows)} | found | {WARNED: plan.warnings}
