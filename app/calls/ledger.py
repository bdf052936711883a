"""Complaints as a table with the call each came of: complaints know of no calls, calls know of complaints."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls.complaints import SOURCE
from app.calls.model import Call
from app.complaints import intake, table
from app.complaints.model import Complaint
from app.office.desk import Desk
from app.store.reading import batches
from app.transfer.fields import Change, Field, Incoming, Index, Stored
from app.words import NP_, _


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Complaints by id, each with the code of the call that it came of."""
    codes: dict[int, str] = {}
    for batch in batches(ids):
        query = select(Complaint.id, Call.code).join(Call, Call.id == Complaint.source_id)
        came = query.where(Complaint.source_kind == SOURCE, Complaint.id.in_(batch))
        codes |= {complaint_id: code for complaint_id, code in session.execute(came)}  # noqa: C416
    return {
        each.id: replace(each, values={**each.values, "call": codes.get(each.id)})
        for each in intake.stored(session, desk, ids).values()
    }


class LedgerIntake(intake.ComplaintIntake):
    """Rows of a list of complaints that may say of which call each came."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        self._calls: dict[str, int] = {}
        self._became: dict[int, str] = {}

    def index(self, rows: Sequence[Incoming]) -> Index:
        """As of every list of complaints, with the calls that the rows name and what became of those."""
        named = sorted({str(code) for row in rows if (code := row.get("call"))})
        for batch in batches(named):
            query = select(Call.code, Call.id).where(Call.code.in_(batch), Call.deleted_at.is_(None))
            self._calls |= {code: call_id for code, call_id in self.session.execute(query)}  # noqa: C416
        for ids in batches(sorted(self._calls.values())):
            became = select(Complaint.source_id, Complaint.code).where(
                Complaint.source_kind == SOURCE, Complaint.source_id.in_(ids), Complaint.deleted_at.is_(None)
            )
            self._became |= {call_id: code for call_id, code in self.session.execute(became) if call_id}
        return super().index(rows)

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Complaints by id."""
        return stored(self.session, self.desk, ids)

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """A call becomes one complaint, and which one stays; a call that is not here yet is only told."""
        super().check(row, stored)
        told = str(row.get("call", ""))
        before = stored.values["call"] if stored is not None else None
        if before is not None:
            if "call" in row.values and told != before and (told or row.clears):
                row.refuse("call", _("Which call a complaint came of stays as it is."))
            return
        if not told:
            return
        call_id = self._calls.get(told)
        if call_id is None:
            row.values["call"] = None
            row.warn("call", _("{code} is not here yet: import the list of calls too.").format(code=told))
        elif other := self._became.get(call_id):
            row.refuse("call", _("{call} became {complaint} already.").format(call=told, complaint=other))
        else:
            self._became[call_id] = self.code_of(row) or _("row {row}").format(row=row.number)

    def came_of(self, row: Incoming) -> tuple[str, int] | None:
        """The call that the row names, when it is here."""
        call_id = self._calls.get(str(row.get("call", "")))
        return None if call_id is None else (SOURCE, call_id)

    def change(self, changes: Sequence[Change]) -> None:
        """As every list of complaints; one that came of no call so far may come of one now."""
        super().change(changes)
        for change in changes:
            came = self.came_of(change.row) if "call" in change.values else None
            if came is not None:
                record = self.session.get_one(Complaint, change.stored.id)
                record.source_kind, record.source_id = came
        self.session.flush()


_CALL = Field("call", NP_("complaint", "Call"), longest=20, aliases=("来电编号", "来电单号"))
COMPLAINTS = replace(
    table.COMPLAINTS, fields=(*table.COMPLAINTS.fields[:-1], _CALL, table.COMPLAINTS.fields[-1]),
    stored=stored, intake=LedgerIntake,
)  # fmt: skip
"""The table of complaints as the office reads and writes it; the remark stays last."""
