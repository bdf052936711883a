"""What an import would do, before anything is written (cli.md, "What import refuses and what it takes")."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from app.china import phones
from app.directory import service as directory
from app.office.desk import Desk
from app.store.errors import UserError
from app.transfer.deciding import Decider
from app.transfer.fields import Change, Intake, Table
from app.transfer.grid import MOST_AT_ONCE, Grid
from app.transfer.headings import IDENTITY
from app.transfer.layout import Layout
from app.transfer.plans import Duplicates, Plan, Planned
from app.transfer.rows import Progress, incoming
from app.transfer.values import Reader
from app.words import _

_NAMED = 6  # fields told when no heading is known


def plan(
    session: Session,
    desk: Desk,
    table: Table,
    grid: Grid,
    layout: Layout,
    *,
    file: str = "",
    duplicates: Duplicates = "skip",
    progress: Progress | None = None,
) -> tuple[Plan, Intake]:
    """What importing `grid`, read as `layout` says, would do, and the feature's hand to do it in `session`.

    UserError when no column is known, a field that every row needs has no column, there is no data row, or more
    than one import takes.
    progress: rows done and in all; raise from it to cancel.
    """
    assert table.intake is not None, f"{table.kind} are exported only"
    _refuse_unknown(table, layout)
    _refuse_more(grid, layout)
    intake = table.intake(session, desk)
    reader = Reader(session, desk)
    made = Plan(table, file, layout, [], [], [], ignored_of(layout), duplicates)
    told = []
    for row in incoming(made, reader, grid, progress):
        intake.tidy(row)
        told.append(row)
    if not told:
        raise UserError(
            _("There are no rows with data under the headings in row {row} of {sheet}.").format(
                row=layout.header, sheet=layout.sheet
            )
        )
    made.hidden = sum(1 for row in told if row.number - 1 in grid.hidden)
    made.rows = Decider(intake, reader, made, told).decide()
    _shared_phones(session, table, made.rows)
    return made, intake


def ignored_of(layout: Layout) -> list[str]:
    """Columns that are left out, by their headings."""
    return [column.name for column in layout.columns if not column.field and not column.silent]


def _refuse_unknown(table: Table, layout: Layout) -> None:
    known = {column.field for column in layout.columns} - {"", *IDENTITY}
    if not known:
        raise UserError(
            _("No heading in row {row} of {sheet} is known. Known are: {fields}.").format(
                row=layout.header, sheet=layout.sheet,
                fields=_(", ").join(each.title for each in table.fields[:_NAMED] if each.imported) + "…",
            )
        )  # fmt: skip


def _refuse_more(grid: Grid, layout: Layout) -> None:
    filled = sum(1 for row in grid.rows[layout.header :] if row)
    if filled > MOST_AT_ONCE:
        raise UserError(
            _("{sheet} has {rows} rows; {most} are taken at once. Split it and import the parts.").format(
                sheet=layout.sheet, rows=f"{filled:,}", most=f"{MOST_AT_ONCE:,}"
            )
        )


def _shared_phones(session: Session, table: Table, rows: Sequence[Planned]) -> None:
    """Warnings for numbers that another record has, stored or earlier in the file."""
    names = [each.name for each in table.fields if each.kind in ("phone", "phones")]
    if not table.parties or not names:
        return
    told: list[tuple[Planned, str, str]] = []
    for planned in rows:
        if planned.state in ("error", "duplicate", "same"):
            continue
        for name in names:
            value = planned.row.get(name, ())
            for text in (value,) if isinstance(value, str) else value:
                phone = phones.parse(text)
                if phone.kind != "invalid":
                    told.append((planned, name, phone.number))
    holders = directory.holders(session, [number for _row, _name, number in told], table.parties)
    first: dict[str, Planned] = {}
    for planned, name, number in told:
        own = (table.record, planned.stored.id) if planned.stored else None
        others = [holder for holder in holders.get(number, ()) if holder != own]
        earlier = first.setdefault(number, planned)
        if others:
            planned.row.warn(
                name, _("{number} belongs to another record too.").format(number=phones.display(number))
            )
        elif earlier is not planned:
            planned.row.warn(
                name,
                _("{number} stands in row {row} too.").format(
                    number=phones.display(number), row=earlier.row.number
                ),
            )


def changes_of(plan: Plan, joined: Collection[int] = ()) -> list[Change]:
    """The stored records that the plan changes or takes out of the bin. `joined`: rows that later ones change."""
    return [
        Change(planned.stored, planned.changes, planned.row)
        for planned in plan.rows
        if planned.stored is not None
        and (
            planned.state in ("new", "changed") or (planned.state == "same" and planned.row.number in joined)
        )
    ]
