"""Every kind of record that goes out into a table and comes in from one, by the words of the command line."""

from collections.abc import Sequence
from pathlib import Path

from app.calls.table import CALLS
from app.complaints.table import COMPLAINTS
from app.dealers.contact_table import CONTACTS
from app.dealers.table import DEALERS
from app.office.desk import Desk
from app.people.province_table import PROVINCES
from app.people.table import STAFF
from app.products.table import PRODUCTS
from app.roster.table import CALENDAR, ROSTER, write_calendar
from app.sheets.form import Progress
from app.store.errors import UserError
from app.transfer import exporting
from app.transfer.fields import Table
from app.words import _

TABLES: tuple[Table, ...] = (DEALERS, CONTACTS, PRODUCTS, CALLS, COMPLAINTS, STAFF, PROVINCES, ROSTER)
"""A feature declares its table in its own folder and stands in this line."""
KINDS = {table.kind: table for table in TABLES}


def table(kind: str) -> Table:
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
    progress: Progress | None = None,
) -> int:
    """As transfer.exporting.export, of the table called `kind`; the roster goes into a .ics as well."""
    if kind == ROSTER.kind and path.suffix.lower() == CALENDAR:
        return write_calendar(desk, path, where)
    return exporting.export(desk, table(kind), path, where=where, ids=ids, progress=progress)
