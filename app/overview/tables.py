"""Every kind of record that goes out into a table and comes in from one, by the words of the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.late import Named
from app.office import privacy
from app.office.desk import Desk
from app.store.errors import UserError
from app.words import _

if TYPE_CHECKING:
    from app.sheets.form import Progress
    from app.transfer.fields import Table

KINDS: "Mapping[str, Table]" = Named(
    {
        "dealers": "app.dealers.table:DEALERS",
        "contacts": "app.dealers.contact_table:CONTACTS",
        "products": "app.products.table:PRODUCTS",
        "calls": "app.calls.table:CALLS",
        "complaints": "app.calls.ledger:COMPLAINTS",
        "staff": "app.people.table:STAFF",
        "provinces": "app.people.province_table:PROVINCES",
        "roster": "app.roster.table:ROSTER",
    }
)
"""A feature declares its table in its own folder and stands in this line, by the table's kind."""


def table(kind: str) -> "Table":
    """The table called `kind`; UserError naming those there are."""
    if kind not in KINDS:
        raise UserError(
            _("There is no table of {kind}. Kinds are: {known}.").format(kind=kind, known=", ".join(KINDS))
        )
    return KINDS[kind]


def export(
    desk: Desk,
    kind: str,
    path: Path,
    *,
    where: Sequence[str] = (),
    ids: Sequence[int] | None = None,
    progress: "Progress | None" = None,
) -> int:
    """As transfer.exporting.export, of the table called `kind`; the roster goes into a .ics as well.

    Who took out what is written down (R64): where it can't be, the file is not left behind.
    """
    rows = _exported(desk, kind, path, where=where, ids=ids, progress=progress)
    if not desk.store.sealed:
        try:
            privacy.record_export(desk, kind, rows=rows, file=path.name)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return rows


def _exported(
    desk: Desk,
    kind: str,
    path: Path,
    *,
    where: Sequence[str],
    ids: Sequence[int] | None,
    progress: "Progress | None",
) -> int:
    from app.transfer import exporting

    if kind == "roster":
        from app.roster.calendars import ENDING
        from app.roster.table import write_calendar

        if path.suffix.lower() == ENDING:
            return write_calendar(desk, path, where)
    return exporting.export(desk, table(kind), path, where=where, ids=ids, progress=progress)
