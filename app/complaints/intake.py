"""Rows of an older ledger as complaints: what they match, what keeps them out, and how far each of them was."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.complaints import catching_up, finding, linking, rules, service
from app.complaints.model import Complaint
from app.complaints.rules import NewComplaint
from app.office import series, settings
from app.office.desk import Desk
from app.transfer.fields import Change, Incoming, Index, Intake, Stored, folded
from app.words import _

_ENOUGH = rules.ATTEMPTS_BEFORE_CLOSING
_MOST_CALLS = 99
"""Each is written down as a call that was made: more is a number of the wrong column."""
_OURS = re.compile(r"(TS-\d{6})-(\d{3,9})")
_TYPED = tuple(
    each.name
    for each in fields(NewComplaint)
    if each.name not in ("uuid", "lenient", "owner_id", "received_at", "dealer_id", "product_id")
)
_HANDLED = ("investigation", "measure", "result", "compensation", "valid", "responded_at")
"""What may be put right by a file, besides what was taken in."""
_OF_CALLS = ("score", "asked_at", "attempts")
_BY_STEPS = (
    "first_owner", "owner", "salesman", "notify_by", "notified_at", "acked_at", "status", "closed_at",
    *_OF_CALLS,
)  # fmt: skip
"""What only a step changes once a complaint is in the register (R49, R52)."""
_PLAIN = (
    "code", "received_at", "channel", "kind", "grade", "complainant", "phone", "company", "province", "city",
    "address", "product", "spec", "batch_no", "made_on", "qty", "bought_at", "bought_on", "category", "content",
    "demand", "apologised", "thanked", "explained", "offered", "solved_on_call", "notify_by", "notified_at",
    "acked_at", "responded_at", "investigation", "measure", "result", "compensation", "valid", "closed_at",
    "status", "remark",
)  # fmt: skip


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Complaints by id, with the newest satisfaction result."""
    told = {row.id: row for row in finding.rows_in(session, desk, ids) if row is not None}
    found = {}
    for row in session.scalars(select(Complaint).where(Complaint.id.in_(list(ids)))):
        values: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
        values |= {
            "first_owner": row.first_owner_id, "owner": row.owner_id, "salesman": row.salesman_id,
            "dealer": row.dealer_id, "asked_at": told[row.id].asked_at,
            "score": None if told[row.id].score is None else str(told[row.id].score),
            "attempts": told[row.id].attempts or None,
        }  # fmt: skip
        found[row.id] = Stored(row.id, row.uuid, row.row_version, values, row.deleted_at is not None)
    return found


class ComplaintIntake(Intake):
    """Rows of a list of complaints. A new one comes in as far as its row tells; none is closed without a result."""

    def tidy(self, row: Incoming) -> None:
        """A product told by its code is written as it is called."""
        if row.get("product"):
            row.values["product"] = linking.spoken(self.session, str(row.get("product")).strip())

    def index(self, rows: Sequence[Incoming]) -> Index:
        """Every complaint: a register has some thousands at most."""
        index = Index()
        for row in self.session.scalars(select(Complaint)):
            index.by_uuid[row.uuid] = index.by_code[row.code] = row.id
            index.codes[row.id] = row.code
            if row.deleted_at is None:
                index.by_key.setdefault(
                    ("content", _same(row.received_at, row.complainant, row.content)), row.id
                )
        return index

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Complaints by id."""
        return stored(self.session, self.desk, ids)

    def keys(self, row: Incoming) -> Mapping[str, str]:
        """Two complaints without a code, of one day, person and matter, are one."""
        at = row.get("received_at")
        if self.code_of(row) or not isinstance(at, datetime):
            return {}
        return {"content": _same(at, str(row.get("complainant", "")), str(row.get("content", "")))}

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """As the form, but what R13 demands may be missing; steps of a stored one are done in the register."""
        new = _new(dict(stored.values) if stored else {}, row.values)
        area = self.desk.settings.get(settings.AREA_CODE) or None
        for problem in rules.problems(new, now=self.desk.now(), area=area):
            if problem.field == "phone" and new.phone.strip():
                continue  # kept as typed, with a warning of the table
            if problem.field in ("complainant", "content") and not row.get(problem.field):
                continue  # what is missing is told by the table
            row.refuse(problem.field, problem.sentence)
        attempts = row.get("attempts", 0)
        if attempts < 0:
            row.refuse("attempts", _("Attempts can't be less than 0."))
        if attempts > _MOST_CALLS:
            row.refuse(
                "attempts",
                _("It has to be a whole number from {low} to {high}.").format(low=0, high=_MOST_CALLS),
            )
        if stored is not None:
            for name in (*_BY_STEPS, "received_at", "code"):
                if stored.binned and name in _OF_CALLS:
                    continue  # its satisfaction calls lie in the bin with it, and come back with it
                told, known = row.values.get(name), stored.values.get(name)
                if told is not None and not _equal(known, told):
                    row.refuse(name, _only_by_a_step(name))
                elif told is not None:
                    row.values[name] = known
        elif row.get("status") == "closed" and row.get("score") is None and attempts < _ENOUGH:
            row.warn("status", _("Closed without a satisfaction result: it comes in as still to be asked."))

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Take complaints in, each as far as its row tells."""
        return [self._create(row).id for row in rows]

    def came_of(self, row: Incoming) -> tuple[str, int] | None:
        """Kind and id of the record that `row` says it came of; what lists those records knows it."""
        return None

    def _create(self, row: Incoming) -> Complaint:
        session, desk = self.session, self.desk
        new = replace(
            _new({}, row.values), received_at=row.get("received_at"), uuid=row.uuid or None,
            dealer_id=row.get("dealer"),
        )  # fmt: skip
        area = desk.settings.get(settings.AREA_CODE) or None
        odd = any(each.field == "phone" for each in rules.problems(new, now=desk.now(), area=area))
        code = self.code_of(row)
        if ours := _OURS.fullmatch(code):
            series.reach(session, ours.group(1), int(ours.group(2)))
        opened = service.open_in(
            session, desk,
            replace(new, solved_on_call=False, owner_id=row.get("owner"), phone="" if odd else new.phone),
            first_owner_id=row.get("first_owner") or desk.person.id, source=self.came_of(row), code=code,
        )  # fmt: skip
        record = session.get_one(Complaint, opened.id)
        record.solved_on_call = new.solved_on_call
        record.phone = new.phone.strip()  # one of no known form is kept as typed
        for name in _HANDLED:
            if row.get(name) is not None:
                setattr(record, name, row.get(name))
        for name in ("notify_by", "notified_at", "acked_at"):
            if row.get(name) is not None:
                setattr(record, name, row.get(name))
        record.salesman_id = row.get("salesman") or record.salesman_id
        if row.uuid:  # our own export: who is not told there was nobody's
            record.salesman_id, record.dealer_id = row.get("salesman"), row.get("dealer")
            record.company = new.company.strip()
        catching_up.bring_up(session, desk, record, row)
        session.flush()
        service.put(session, record)
        return record

    def change(self, changes: Sequence[Change]) -> None:
        """Put right what was taken in, and the words of how it was handled."""
        for change in changes:
            record = self.session.get_one(Complaint, change.stored.id)
            dealer_id = record.dealer_id
            if "dealer" in change.values:
                dealer_id = change.values["dealer"]
            new = replace(_new(dict(change.stored.values), change.values), dealer_id=dealer_id)
            area = self.desk.settings.get(settings.AREA_CODE) or None
            typed = service.columns_of(new, area=area)
            columns = linking.linked(self.session, new, typed, before=record)
            if dealer_id is None and change.row.clears:  # found by nobody's choice: our own export says whose
                columns |= {"dealer_id": None, "company": typed["company"]}
            for name, value in columns.items():
                setattr(record, name, value)
            for name in _HANDLED:
                if name in change.values:
                    empty = "" if name in ("investigation", "measure", "result") else None
                    setattr(record, name, change.values[name] if change.values[name] is not None else empty)
            if record.deleted_at is not None:
                service.restore_in(self.session, record)
            self.session.flush()
            service.put(self.session, record)


def _equal(before: Any, told: Any) -> bool:
    """Whether a cell says what is stored; moments are written to the second, in ledgers to the minute or day."""
    if isinstance(before, datetime) and isinstance(told, datetime):
        minute = before.astimezone(told.tzinfo).replace(second=0, microsecond=0)
        return abs(before - told) < timedelta(seconds=1) or told in (minute, minute.replace(hour=0, minute=0))
    return bool((before or None) == (told or None))  # 0 in a cell is none


def _only_by_a_step(name: str) -> str:
    if name == "first_owner":
        return _("Who received it first never changes.")
    if name in ("received_at", "code"):
        return _("This stays as it was when the complaint was taken in.")
    return _("This changes by a step in the register only. Do it there.")


def _new(known: dict[str, Any], told: Mapping[str, Any]) -> NewComplaint:
    """The complaint that a row makes, on top of what is stored."""
    values = known | {name: value for name, value in told.items() if value is not None or name in known}
    given = {name: values[name] for name in _TYPED if values.get(name) is not None}
    new = replace(NewComplaint(lenient=True), **given)
    return replace(new, received_at=values.get("received_at")) if not known else new


def _same(at: datetime, who: str, matter: str) -> str:
    return f"{at.date().isoformat()}|{folded(who)}|{folded(matter)}"
