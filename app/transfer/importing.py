"""The one path of every import: read a file, decide row by row, write all or nothing, tell what happened."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.files import system_reason
from app.office.desk import Desk
from app.store.errors import UserError
from app.transfer import layout as layouts
from app.transfer import planning
from app.transfer.fields import Table
from app.transfer.grid import Book, Grid
from app.transfer.layout import Layout
from app.transfer.memory import remembered
from app.transfer.opening import open_file
from app.transfer.plans import Duplicates, Plan
from app.transfer.rows import Progress
from app.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read and how it is understood: `guess` by the headings alone, `layout` as it was chosen."""

    table: Table
    book: Book
    layout: Layout
    guess: Layout

    @property
    def grid(self) -> Grid:
        """The sheet that is read."""
        return next(grid for grid in self.book.grids if grid.name == self.layout.sheet)


@dataclass(frozen=True, slots=True)
class Applied:
    """An import that was written: how many records came and changed, and the write that undo takes back."""

    plan: Plan
    write_id: int | None
    created: int
    changed: int


class Unfit(UserError):  # noqa: N818 - told to people, as those of app.store.errors
    """An import with rows that can't be stored; `plan` tells which. Nothing was written."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(refusal(plan))
        self.plan = plan


def opened(desk: Desk, table: Table, path: Path, *, progress: Progress | None = None) -> Opened:
    """Read `path` and find its list. Columns chosen by hand for these headings before are chosen again.

    UserError with one sentence when the file can't be read; raise from `progress` to cancel.
    """
    if table.intake is None:
        raise UserError(_("{kind} can't be imported.").format(kind=table.kind))
    return understood(desk, table, open_file(path, progress=progress))


def understood(
    desk: Desk,
    table: Table,
    book: Book,
    *,
    sheet: str | None = None,
    header: int | None = None,
    depth: int | None = None,
) -> Opened:
    """The list in a file that was read already, in the sheet and under the header row that are named, if any."""
    found = layouts.find(table, book, sheet=sheet, header=header, depth=depth)
    return Opened(table, book, found.mapped(remembered(desk, table, found)), found)


def best(desk: Desk, tables: Sequence[Table], opened: Opened) -> Opened:
    """`opened` as the table of `tables` that understands most of its headings."""

    def known(one: Opened) -> tuple[int, int]:
        fields = {column.field for column in one.layout.columns if column.field}
        missing = sum(1 for field in one.table.fields if field.required and field.name not in fields)
        return -missing, len(fields)

    return max((understood(desk, table, opened.book) for table in tables if table.intake), key=known)


def with_map(desk: Desk, opened: Opened, told: Mapping[str, Any]) -> Opened:
    """`opened` as a `--map` document says: {heading: field or null}, or {"sheet", "header", "columns": {…}}.

    UserError for a heading that the file, or a field that the table, does not have.
    """
    columns: Any = told
    if "columns" in told and isinstance(told["columns"], dict):
        columns = told["columns"]
        sheet, header = told.get("sheet"), told.get("header")
        if not isinstance(sheet, str | None) or not isinstance(header, int | None):
            raise UserError(_("In the map, sheet is a text and header a row number."))
        opened = understood(desk, opened.table, opened.book, sheet=sheet, header=header)
    names = {column.name for column in opened.layout.columns}
    fields = {each.name for each in opened.table.fields if each.imported}
    labels = {each.title: each.name for each in opened.table.fields if each.imported}
    chosen: dict[str, str | None] = {}
    for heading, field in columns.items():
        if heading not in names:
            raise UserError(
                _("The file has no column {heading}. Columns are: {columns}.").format(
                    heading=heading, columns=_(", ").join(sorted(names))
                )
            )
        name = labels.get(field, field) if isinstance(field, str) else field
        if name is not None and name not in fields:
            raise UserError(
                _("{field} is no field of {kind}. Fields are: {fields}.").format(
                    field=field, kind=opened.table.kind, fields=", ".join(sorted(fields))
                )
            )
        chosen[heading] = name
    return replace(opened, layout=_as_chosen(opened, chosen))


def _as_chosen(opened: Opened, chosen: Mapping[str, str | None]) -> Layout:
    """The layout with columns as they were chosen; what was guessed gives way. UserError for a field chosen twice."""
    once = {each.name for each in opened.table.fields if each.kind not in ("phones", "list")}
    taken: dict[str, str] = {}
    for heading, field in chosen.items():
        if field in once and taken.setdefault(field, heading) != heading:
            raise UserError(
                _("{one} and {other} can't both be {field}: choose one of them.").format(
                    one=taken[field], other=heading, field=opened.table.field(field).title
                )
            )
    rest = {
        each.name: None for each in opened.layout.columns if each.field in taken and each.name not in chosen
    }
    return opened.layout.mapped({**rest, **chosen})


def preview(
    desk: Desk, opened: Opened, *, duplicates: Duplicates = "skip", progress: Progress | None = None
) -> Plan:
    """What the import would do; nothing is written. UserError when nothing of it can be understood."""
    with desk.store.read() as session:
        return planning.plan(
            session, desk, opened.table, opened.grid, opened.layout,
            file=str(opened.book.path), duplicates=duplicates, progress=progress,
        )[0]  # fmt: skip


def apply(
    desk: Desk, opened: Opened, *, duplicates: Duplicates = "skip", expected: Plan | None = None,
    progress: Progress | None = None,
) -> Applied:  # fmt: skip
    """Write the import in one recorded write: all of it or nothing.

    It is decided again inside the write, since others may have written meanwhile; UserError when that comes out
    otherwise than `expected`, Unfit when a row is an error. Raise from `progress` to cancel: nothing is written then.
    """
    with desk.store.write(f"import.{opened.table.kind}") as session:
        plan, intake = planning.plan(
            session, desk, opened.table, opened.grid, opened.layout,
            file=str(opened.book.path), duplicates=duplicates, progress=progress,
        )  # fmt: skip
        if not plan.fit:
            raise Unfit(plan)
        if expected is not None and [row.state for row in plan.rows] != [row.state for row in expected.rows]:
            raise UserError(
                _(
                    "The office has changed since this was looked at. Look at it once more; nothing was written."
                )
            )
        created = changed = 0
        joined = _joined(plan)
        fresh = [row.row for row in plan.rows if row.state == "new" and row.stored is None]
        for row in fresh:
            for later in joined.get(row.number, ()):
                row.values |= later
        changes = planning.changes_of(plan, joined.keys())
        total = len(fresh) + len(changes)
        for first in range(0, len(fresh), BATCH):
            if progress:
                progress(first, total)
            created += len(intake.create(fresh[first : first + BATCH]))
        for first in range(0, len(changes), BATCH):
            if progress:
                progress(created + first, total)
            batch = [
                replace(change, values=dict(change.values) | _merged(joined.get(change.row.number, ())))
                for change in changes[first : first + BATCH]
            ]
            intake.change(batch)
            changed += len(batch)
        intake.finish()
        session.flush()
        if progress:
            progress(total, total)
    written = session.info.get("changes")
    return Applied(plan, written.write_id if written is not None else None, created, changed)


BATCH = 500
"""Records stored at once, between two looks at the cancel button."""


def _joined(plan: Plan) -> dict[int, list[Mapping[str, Any]]]:
    """With `update`: what later rows of the file say about the record of an earlier row."""
    found: dict[int, list[Mapping[str, Any]]] = {}
    for row in plan.rows:
        if row.joins is not None and row.state == "changed":
            found.setdefault(row.joins, []).append(row.changes)
    return found


def _merged(told: "list[Mapping[str, Any]] | tuple[()]") -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for each in told:
        merged |= each
    return merged


def map_file(path: Path) -> dict[str, Any]:
    """The document of `--map FILE`. UserError when it is no JSON object."""
    try:
        told = json.loads(path.read_text("utf-8-sig"))
    except OSError as problem:
        raise UserError(
            _("{file} can't be opened: {reason}. Close it in other programs and try again.").format(
                file=path, reason=system_reason(problem)
            )
        ) from None
    except ValueError as problem:
        raise UserError(
            _("The map {file} is not JSON: {problem}.").format(file=path, problem=problem)
        ) from None
    if not isinstance(told, dict):
        raise UserError(_("The map {file} has to be an object such as {example}.").format(
            file=path, example='{"电话": "mobile", "备用": null}'))  # fmt: skip
    return told


def refusal(plan: Plan) -> str:
    """Why a plan with errors is not applied, as one sentence that names the first of them."""
    wrong = next(row for row in plan.rows if row.state == "error")
    note = wrong.errors[0]
    return ngettext(
        "{count} row can't be imported, nothing was written. Row {row}, {column}: {message}",
        "{count} rows can't be imported, nothing was written. The first is row {row}, {column}: {message}",
        plan.count("error"),
    ).format(count=plan.count("error"), row=wrong.row.number,
             column=plan.place_of(note) or "–", message=note.message)  # fmt: skip


def told(plan: Plan, *, applied: bool) -> list[str]:
    """The outcome for people at a terminal."""
    counts = {state: plan.count(state) for state in ("new", "changed", "same", "duplicate", "error")}
    lines = [
        _("{rows} rows: {new} new, {changed} changed, {same} the same, {duplicate} duplicates, {error} with errors.")
        .format(rows=len(plan.rows), **counts),
        _("Written; one undo takes it back.") if applied else _("Nothing was written."),
    ]  # fmt: skip
    if plan.ignored:
        lines.append(_("Columns left out: {columns}.").format(columns=_(", ").join(plan.ignored)))
    lines += apart(plan)
    for row in plan.rows:
        if row.state == "duplicate":
            of = _("row {row}").format(row=row.of) if isinstance(row.of, int) else row.of
            lines.append(
                _("Row {number}: equal to {of} in {why}.").format(number=row.row.number, of=of, why=row.why)
            )
        lines += [
            _("Row {number}, {column}: {message}").format(
                number=row.row.number, column=plan.place_of(note) or "–", message=note.message)
            for note in row.row.notes
        ]  # fmt: skip
    return lines


def apart(plan: Plan) -> list[str]:
    """What is to be said of lines that are no records, and of rows that the spreadsheet does not show."""
    said = [hidden(plan)] if plan.hidden else []
    if plan.skipped:
        left = ngettext(
            "{count} line of sums or repeated headings is left out.",
            "{count} lines of sums or repeated headings are left out.",
            len(plan.skipped),
        )
        said.append(left.format(count=len(plan.skipped)))
    return said


def hidden(plan: Plan) -> str:
    """That rows which the spreadsheet does not show are read like the others, and how many."""
    told = ngettext("{count} hidden row is read too.", "{count} hidden rows are read too.", plan.hidden)
    return told.format(count=plan.hidden)
