"""Columns that were chosen by hand, remembered at this seat for files with the same headings."""

import hashlib
import json

from app.office.desk import Desk
from app.transfer.fields import Table
from app.transfer.layout import Layout

_KEY = "transfer.columns"
_MOST = 60  # sets of headings; the oldest goes


def remembered(desk: Desk, table: Table, layout: Layout) -> dict[str, str | None]:
    """{heading: field} as it was chosen for these headings before; fields that are gone are left out."""
    kept = desk.memory.get(_KEY)
    told = kept.get(_mark(table, layout)) if isinstance(kept, dict) else None
    if not isinstance(told, dict):
        return {}
    known = {each.name for each in table.fields if each.imported}
    return {heading: field for heading, field in told.items() if field in known or field == ""}


def remember(desk: Desk, table: Table, guessed: Layout, chosen: Layout) -> None:
    """Keep how `chosen` differs from what was guessed by the headings alone."""
    guesses = {column.name: column.field for column in guessed.columns}
    told = {
        column.name: column.field for column in chosen.columns if guesses.get(column.name, "") != column.field
    }
    kept = desk.memory.get(_KEY)
    known = dict(kept) if isinstance(kept, dict) else {}
    mark = _mark(table, chosen)
    known.pop(mark, None)
    if told:
        known[mark] = told
    desk.memory.keep(**{_KEY: dict(list(known.items())[-_MOST:])})


def _mark(table: Table, layout: Layout) -> str:
    headings = json.dumps(sorted(layout.headings), ensure_ascii=False)
    return f"{table.kind}:{hashlib.sha256(headings.encode()).hexdigest()[:16]}"
