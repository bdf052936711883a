"""The complaints that a list of calls names by their codes: they come by a list of their own, and are not made anew."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls.complaints import SOURCE
from app.complaints.model import Complaint
from app.store.reading import batches
from app.transfer.fields import Incoming, Stored
from app.words import _


def codes_of(session: Session, calls: Sequence[int]) -> dict[int, str]:
    """The code of the complaint that each of `calls` became, by the call's id."""
    query = select(Complaint.source_id, Complaint.code).where(
        Complaint.source_kind == SOURCE, Complaint.source_id.in_(calls), Complaint.deleted_at.is_(None)
    )
    return {call_id: code for call_id, code in session.execute(query) if call_id is not None}


class _Known(NamedTuple):
    id: int
    source: tuple[str, int] | None
    binned: bool


class NamedComplaints:
    """What is known of the complaints that the rows of one file name in their field `complaint`."""

    def __init__(self, session: Session, rows: Sequence[Incoming]) -> None:
        self._session = session
        self._known: dict[str, _Known] = {}
        self._rows: dict[str, int] = {}
        self._awaited: set[int] = set()
        named: Iterable[str] = {str(code) for row in rows if (code := row.get("complaint"))}
        for batch in batches(sorted(named)):
            for found in session.scalars(select(Complaint).where(Complaint.code.in_(batch))):
                source = None if found.source_id is None else (found.source_kind, found.source_id)
                self._known[found.code] = _Known(found.id, source, found.deleted_at is not None)

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """Refuse a complaint that came of something else; one that is not here yet is only told."""
        code = str(row.get("complaint", ""))
        before = stored.values["complaint"] if stored is not None else None
        if before is not None:
            if "complaint" in row.values and code != before and (code or row.clears):
                row.refuse("complaint", _("Which complaint came of a call stays as it is."))
            return
        if not code:
            return
        known = self._known.get(code)
        own = known is not None and stored is not None and known.source == (SOURCE, stored.id)
        if known is None or (known.binned and not (own and stored is not None and stored.binned)):
            row.values["complaint"] = None
            self._awaited.add(row.number)
            row.warn(
                "complaint", _("{code} is not here yet: import the list of complaints too.").format(code=code)
            )
        elif known.source is not None and not own:
            row.refuse("complaint", _("{code} did not come of this call.").format(code=code))
        elif code in self._rows:
            row.refuse(
                "complaint",
                _("{number} stands in row {row} too.").format(number=code, row=self._rows[code]),
            )
        else:
            self._rows[code] = row.number

    def comes_by_itself(self, row: Incoming) -> bool:
        """Whether the complaint of `row` is awaited from a list of complaints, so that none is to be opened."""
        return row.number in self._awaited

    def link(self, row: Incoming, call_id: int) -> bool:
        """Let the complaint that `row` names come of the call `call_id`; False when it names none that is here."""
        known = self._known.get(str(row.get("complaint", "")))
        if known is None:
            return False
        record = self._session.get_one(Complaint, known.id)
        record.source_kind, record.source_id = SOURCE, call_id
        return True
