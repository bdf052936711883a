"""Rows of a file as calls with their promises: what they match, what keeps them out, and many at once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import callers, complaints, missed, promising, rules, service
from app.calls.model import Call, Promise
from app.calls.named_complaints import NamedComplaints, codes_of
from app.calls.rules import NewCall, NewPromise
from app.china import phones
from app.directory import service as directory
from app.office import series, settings
from app.office.desk import Desk
from app.store.reading import batches
from app.transfer.fields import Change, Incoming, Index, Intake, Stored
from app.words import _

_OURS = re.compile(r"(LD-\d{6})-(\d{4,9})")
_CALL = tuple(each.name for each in fields(NewCall) if each.name not in ("promise", "complaint", "uuid"))
_LINKS = {"transfer_to": "transfer_to_id", "agent": "agent_id", "dealer": "dealer_id"}
_PROMISE = {
    "promise_due_at": "due_at", "promise_finder": "finder_id", "promise_matter": "matter",
    "promise_answer": "answer", "promise_called_at": "called_at", "promise_attempts": "attempts",
    "promise_result": "result",
}  # fmt: skip
_PROMISED = {
    "due_at": "promise_due_at", "result": "promise_result", "answer": "promise_answer",
    "called_at": "promise_called_at", "attempts": "promise_attempts", "promise": "promise_result",
}  # fmt: skip
"""Where problems of the promise are marked."""


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Calls by id, with the values of the promise given in each."""
    found: dict[int, Stored] = {}
    for batch in batches(ids):
        promises = {
            row.call_id: row
            for row in session.scalars(
                select(Promise)
                .where(Promise.call_id.in_(batch), Promise.deleted_at.is_(None))
                .order_by(Promise.id.desc())
            )
        }
        became = codes_of(session, batch)
        for row in session.scalars(select(Call).where(Call.id.in_(batch))):
            found[row.id] = _stored(row, promises.get(row.id), became.get(row.id))
    return found


def _stored(row: Call, promise: Promise | None, complaint: str | None) -> Stored:
    values: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            "code", "started_at", "direction", "number", "area_province", "area_city", "caller_name", "company",
            "category", "matter", "confirmed", "answer", "outcome", "transfer_reached", "rings", "hold_seconds",
            "talk_seconds", "tone", "remark",
        )
    }  # fmt: skip
    values["transfer_to"], values["agent"], values["dealer"] = row.transfer_to_id, row.agent_id, row.dealer_id
    values["complaint"] = complaint
    values["handled_at"] = row.handled_at if row.direction == "missed" else None
    for name, column in _PROMISE.items():
        values[name] = getattr(promise, column) if promise is not None else None
    return Stored(row.id, row.uuid, row.row_version, values, row.deleted_at is not None)


class CallIntake(Intake):
    """Rows of a list of calls."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        self._categories = service.categories(desk).words
        self._area = desk.settings.get(settings.AREA_CODE) or None
        self._now = desk.clock()

    def index(self, rows: Sequence[Incoming]) -> Index:
        """Calls of the uuids and codes of the file, and calls at the very moments that rows without a code tell."""
        self._complaints = NamedComplaints(self.session, rows)
        index = Index()
        columns = select(Call.id, Call.uuid, Call.code)
        codes = {code for row in rows if (code := self.code_of(row))}
        for asked, column in ((codes, Call.code), ({row.uuid for row in rows if row.uuid}, Call.uuid)):
            for batch in batches(sorted(asked)):
                for record_id, uuid, code in self.session.execute(columns.where(column.in_(batch))):
                    index.by_uuid[uuid] = index.by_code[code] = record_id
                    index.codes[record_id] = code
        moments = {
            at for row in rows if not self.code_of(row) and isinstance(at := row.get("started_at"), datetime)
        }
        for at_once in batches(sorted(moments)):
            query = select(Call).where(Call.started_at.in_(at_once), Call.deleted_at.is_(None))
            for call in self.session.scalars(query):
                who = call.number_norm or call.caller_name
                index.by_key[
                    ("started_at", _same_call(call.started_at, call.direction, who, call.matter))
                ] = call.id
                index.codes[call.id] = call.code
        return index

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Calls by id."""
        return stored(self.session, self.desk, ids)

    def keys(self, row: Incoming) -> Mapping[str, str]:
        """Two calls without a code, of one moment, number or name, and matter, are one call."""
        moment = row.get("started_at")
        if self.code_of(row) or not isinstance(moment, datetime):
            return {}
        number = phones.parse(str(row.get("number", "")), area=self._area).number
        who = number or str(row.get("caller_name", ""))
        return {
            "started_at": _same_call(moment, str(row.get("direction", "")), who, str(row.get("matter", "")))
        }

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """As `frontdesk calls log`; but a number of no known form is kept as typed."""
        call = _call(dict(stored.values) if stored else {}, row.values)
        if call is None:
            return  # what is missing is told by the table
        for problem in rules.problems(call, now=self._now, categories=self._categories, area=self._area):
            if problem.field == "number" and call.number.strip():
                continue
            name = _PROMISED.get(problem.field, problem.field)
            row.refuse(name, problem.sentence)
        self._complaints.check(row, stored)
        if stored is not None and stored.values["outcome"] == "complaint" != call.outcome:
            became = complaints.of_call(self.session, stored.id)
            if became is not None and became.status != "withdrawn":
                row.refuse(
                    "outcome",
                    _("{code} came of this call and stays in the register. Withdraw it there first.").format(
                        code=became.code
                    ),
                )

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Store calls with their promises, callers and search entries."""
        calls = [call for row in rows if (call := _call({}, row.values)) is not None]
        codes = self._codes(rows, calls)
        made = []
        for row, call, code in zip(rows, calls, codes, strict=True):
            record = Call(
                code=code, agent_id=call.agent_id or self.desk.person.id, **service.columns(self.desk, call)
            )
            if row.uuid:
                record.uuid = row.uuid
            # our own export tells whose each call was, and which missed call still waits; a row added to it does not
            record.dealer_id = call.dealer_id
            if not row.uuid:
                record.dealer_id = service.dealer_of(self.session, record, call.dealer_id)
            record.handled_at = row.get("handled_at") if call.direction == "missed" else None
            missed.settle(record)
            made.append(record)
        self.session.add_all(made)
        self.session.flush()
        told = [record for row, record in zip(rows, made, strict=True) if not row.uuid]
        for record in sorted(told, key=lambda each: each.started_at):
            missed.settle_by(self.session, record)
        directory.put_many(
            self.session,
            service.KIND,
            [directory.Told(record.id, [], [], service.call_words(record)) for record in made],
        )
        callers.remember_many(self.session, made)
        promising.promise_many(
            self.session, self.desk,
            [(record, call.promise or NewPromise())
             for record, call in zip(made, calls, strict=True) if call.outcome == "promised"],
        )  # fmt: skip
        for row, record, call in zip(rows, made, calls, strict=True):
            if self._complaints.link(row, record.id) or self._complaints.comes_by_itself(row):
                continue
            if call.outcome == "complaint":
                complaints.open_for(self.session, self.desk, record, None)
        return [record.id for record in made]

    def _codes(self, rows: Sequence[Incoming], calls: Sequence[NewCall]) -> list[str]:
        """The codes of the file; those of ours move their series on. Calls without one get the next of their month."""
        for name, number in _highest(self.code_of(row) for row in rows).items():
            series.reach(self.session, name, number)
        months = [f"LD-{self.desk.local(call.started_at):%Y%m}" for call in calls]
        wanted = Counter(month for row, month in zip(rows, months, strict=True) if not self.code_of(row))
        coming = {month: series.take(self.session, month, count) - count for month, count in wanted.items()}
        codes = []
        for row, month in zip(rows, months, strict=True):
            code = self.code_of(row)
            if not code:
                coming[month] += 1
                code = f"{month}-{coming[month]:04d}"
            codes.append(code)
        return codes

    def change(self, changes: Sequence[Change]) -> None:
        """Bring calls, and the promises given in them, up to date."""
        made: list[tuple[Call, NewPromise]] = []
        for change in changes:
            record = self.session.get_one(Call, change.stored.id)
            call = _call(dict(change.stored.values), change.values)
            if call is None:
                continue
            for name, value in service.columns(self.desk, call).items():
                setattr(record, name, value)
            record.agent_id = call.agent_id or record.agent_id
            if "dealer" in change.values:
                record.dealer_id = change.values["dealer"]
            missed.settle(record, before=change.stored.values["direction"])
            if "handled_at" in change.values and record.direction == "missed":
                record.handled_at = change.values["handled_at"]
            record.code = change.values.get("code") or record.code
            record.deleted_at = None
            self.session.flush()
            directory.put(self.session, service.KIND, record.id, words=service.call_words(record))
            if "complaint" in change.values:
                self._complaints.link(change.row, record.id)
            if not self._complaints.comes_by_itself(change.row):
                complaints.settle(self.session, self.desk, record, call)
            self._change_promise(record, call, made)
        callers.remember_many(
            self.session, [self.session.get_one(Call, change.stored.id) for change in changes]
        )
        promising.promise_many(self.session, self.desk, made)

    def _change_promise(self, record: Call, call: NewCall, made: list[tuple[Call, NewPromise]]) -> None:
        promise = self.session.scalar(
            select(Promise)
            .where(Promise.call_id == record.id)
            .order_by(Promise.deleted_at.is_not(None), Promise.id)
            .limit(1)
        )
        if promise is not None:
            promising.follow(promise, record)
        if call.outcome != "promised":
            if promise is not None and promise.result in rules.OPEN_RESULTS:
                promise.result = "cancelled"
            if promise is not None and promise.deleted_at is None:
                promising.put(self.session, promise)
            return
        if promise is None:
            made.append((record, call.promise or NewPromise()))
            return
        told = call.promise or NewPromise()
        promise.deleted_at = None
        promise.matter = told.matter.strip() or record.matter
        promise.answer = told.answer.strip()
        promise.finder_id = told.finder_id or promise.finder_id
        promise.due_at = told.due_at or promise.due_at
        promise.called_at, promise.attempts, promise.result = told.called_at, told.attempts, told.result
        promising.put(self.session, promise)


def _call(known: dict[str, Any], told: Mapping[str, Any]) -> NewCall | None:
    """The call that a row makes, on top of what is stored; None without a moment or direction."""
    values = known | {name: value for name, value in told.items() if value is not None or name in known}
    if not isinstance(values.get("started_at"), datetime) or not values.get("direction"):
        return None
    usual = NewCall(started_at=values["started_at"])
    given = {_LINKS.get(name, name): value for name, value in values.items()}
    call = replace(
        usual,
        **{name: given[name] for name in _CALL if given.get(name) is not None},  # empty cells keep the usual
    )
    promised = {column: values[name] for name, column in _PROMISE.items() if values.get(name) is not None}
    if call.outcome == "promised" and promised:
        call = replace(call, promise=replace(NewPromise(), **promised))
    return call


def _same_call(moment: datetime, direction: str, who: str, matter: str) -> str:
    return f"{moment.timestamp():.0f}|{direction}|{who.strip()}|{matter.strip()}"


def _highest(codes: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for code in codes:
        if ours := _OURS.fullmatch(code):
            found[ours.group(1)] = max(found.get(ours.group(1), 0), int(ours.group(2)))
    return found
