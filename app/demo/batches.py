"""Writing calls by the thousand, with the same columns, codes and directory entries as calls.service.log gives one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, cast

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from app.calls import callers, promising, service
from app.calls.model import Call, Caller, Promise
from app.china import phones, pinyin
from app.demo.dice import Dice
from app.demo.invented import Office
from app.demo.ledger import Ledger
from app.demo.lines import CallLine
from app.directory import service as directory
from app.office import settings
from app.office.series import take
from app.store.pouring import pour

BATCH = 5_000
_CODE_DIGITS = 4

Row = dict[str, Any]


class _Told:
    """A row read like a mapped object, made in a thousandth of its time."""

    def __init__(self, row: Row) -> None:
        self.__dict__ = row


@dataclass(slots=True)
class _Known:
    """A caller as the service remembers one."""

    id: int
    number: str
    name: str
    company: str
    last_call: int


class Batches:
    """Rows of calls for an office without calls. Call `write` for each batch in the order of time."""

    def __init__(self, office: Office, ids: dict[str, int], homes: dict[str, int]) -> None:
        """`ids` are those of the staff, by name, `homes` those of the dealers, by number."""
        self._now, self._ids, self._homes = office.now, ids, homes
        self._area = office.settings[settings.AREA_CODE.key]
        self._dice = Dice(office.seed, office.size, "uuid", office.until)
        self._calls = self._promises = 0
        self._ledger = Ledger(office, ids, record=self._record)
        self._places: dict[str, Row] = {}
        self._sort_keys: dict[str, str] = {}
        self._callers: dict[str, _Known] = {}

    def write(self, session: Session, lines: list[CallLine]) -> None:
        """Write these calls with their promises and what finds them."""
        calls: list[Row] = []
        promises: list[Row] = []
        for line in lines:
            call = self._call(line)
            calls.append(call)
            self._remember(call)
            if "promise" in line:
                promises.append(self._promise(call, line))
            if call["outcome"] == "complaint":
                self._ledger.add(call, line)
        _give_codes(session, "LD", calls)
        _give_codes(session, "HD", promises)
        pour(session, Call, calls)
        _find_by(
            session,
            service.KIND,
            [(row["id"], service.call_words(cast(Call, _Told(row)))) for row in calls],
        )
        if promises:
            pour(session, Promise, promises)
            _find_by(
                session,
                service.PROMISE,
                [(row["id"], promising.words(cast(Promise, _Told(row)))) for row in promises],
            )
        self._ledger.write(session)

    def write_callers(self, session: Session) -> None:
        """Write everybody who called, with the newest name and company of each."""
        everybody = list(self._callers.items())
        for start in range(0, len(everybody), BATCH):
            part = everybody[start : start + BATCH]
            pour(
                session,
                Caller,
                [
                    {"id": one.id, "identity": identity, "number_norm": one.number, "name": one.name,
                     "company": one.company, "last_call_id": one.last_call}
                    for identity, one in part
                ],
            )  # fmt: skip
            directory.bulk_put(
                session,
                service.CALLER,
                [(one.id, _given(one.name, one.company), _given(one.number), []) for _, one in part],
            )

    def _call(self, line: CallLine) -> Row:
        started = datetime.fromisoformat(line["started_at"])
        number, company, name = line.get("number", ""), line.get("company", ""), line.get("caller_name", "")
        place = self._place(number)
        took = timedelta(seconds=line.get("talk_seconds", 0) + line.get("hold_seconds", 0))
        agent = self._ids[line["agent"]]
        self._calls += 1
        return {
            "id": self._calls, "started_at": started, "direction": line["direction"], "number": number, **place,
            "caller_name": name, "company": company,
            "who_key": self._sort_key(company or name or place["number_norm"]),
            "category": line.get("category", "other"), "matter": line.get("matter", ""),
            "confirmed": line.get("confirmed", False), "answer": line.get("answer", ""),
            "outcome": line.get("outcome", "none"),
            "transfer_to_id": self._ids[line["transfer_to"]] if "transfer_to" in line else None,
            "transfer_reached": line.get("transfer_reached"), "rings": line.get("rings"),
            "hold_seconds": line.get("hold_seconds"), "talk_seconds": line.get("talk_seconds"),
            "handled_at": None if line["direction"] == "missed" else started,
            "agent_id": agent, "tone": line.get("tone", "normal"),
            "dealer_id": self._homes.get(place["number_norm"]),
            **self._record(agent, made=min(started + took, self._now)),
        }  # fmt: skip

    def _promise(self, call: Row, line: CallLine) -> Row:
        told = line["promise"]
        due_at = datetime.fromisoformat(told["due_at"])
        called_at = datetime.fromisoformat(told["called_at"]) if "called_at" in told else None
        touched = told["result"] != "open"
        self._promises += 1
        return {
            "id": self._promises, "call_id": call["id"], "due_at": due_at, "first_due_at": due_at,
            "contact_name": call["caller_name"] or call["company"] or call["number"], "company": call["company"],
            "number": call["number"], "number_norm": call["number_norm"], "dealer_id": call["dealer_id"],
            "matter": told["matter"], "finder_id": self._ids[told["finder"]], "answer": told.get("answer", ""),
            "called_at": called_at, "attempts": told.get("attempts", 0), "result": told["result"],
            **self._record(
                call["created_by"], made=call["created_at"],
                changed=(called_at or min(due_at, self._now)) if touched else None,
            ),
        }  # fmt: skip

    def _record(self, by: int, *, made: datetime, changed: datetime | None = None) -> Row:
        """The fields every record has; `changed` is when it was last touched after it was made."""
        return {
            "uuid": identity(self._dice, made), "row_version": 2 if changed else 1, "remark": None,
            "created_at": made, "created_by": by, "updated_at": changed or made, "updated_by": by, "deleted_at": None,
        }  # fmt: skip

    def _place(self, number: str) -> Row:
        if number not in self._places:
            normal = phones.parse(number, area=self._area).number if number else ""
            place = phones.place(normal)
            self._places[number] = {
                "number_norm": normal, "area_province": place.province, "area_city": place.city
            }  # fmt: skip
        return self._places[number]

    def _sort_key(self, who: str) -> str:
        if who not in self._sort_keys:
            self._sort_keys[who] = pinyin.sort_key(who)[:80]
        return self._sort_keys[who]

    def _remember(self, call: Row) -> None:
        number, name, company = call["number_norm"], call["caller_name"], call["company"]
        identity = callers.identity_of(number, name, company)
        if not identity:
            return
        known = self._callers.get(identity)
        if known is None:
            self._callers[identity] = _Known(len(self._callers) + 1, number, name, company, call["id"])
            return
        known.name, known.company, known.last_call = name or known.name, company or known.company, call["id"]


def settle_missed(session: Session) -> None:
    """Missed calls are seen to by the next call with their number, as the service settles them."""
    later = aliased(Call)
    spoken = (
        select(func.min(later.started_at))
        .where(
            later.number_norm == Call.number_norm, later.number_norm != "", later.direction != "missed",
            later.started_at >= Call.started_at, later.deleted_at.is_(None),
        )
        .correlate(Call)
        .scalar_subquery()
    )  # fmt: skip
    session.execute(
        update(Call).where(Call.direction == "missed").values(handled_at=spoken),
        execution_options={"synchronize_session": False},
    )


def mark_old_missed(session: Session, *, now: datetime) -> None:
    """The missed calls of days gone by were marked by hand; those of the last day and a half wait still."""
    old = (Call.direction == "missed", Call.handled_at.is_(None), Call.started_at < now - timedelta(hours=36))
    session.execute(
        update(Call).where(*old).values(handled_at=Call.started_at),
        execution_options={"synchronize_session": False},
    )


def identity(dice: Dice, made: datetime) -> str:
    """A uuid (version 7) of the dice, as of `made`."""
    bits = int(dice.random() * 2**37) << 37 | int(dice.random() * 2**37)
    uuid = (
        int(made.timestamp() * 1000) << 80 | 0x7 << 76 | (bits >> 62) << 64 | 0x2 << 62 | bits & (1 << 62) - 1
    )
    told = f"{uuid:032x}"  # as a UUID writes itself, in a fifth of the time
    return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"


def identities(dice: Dice, made: datetime) -> Iterator[str]:
    """One uuid after the other."""
    while True:
        yield identity(dice, made)


def _give_codes(session: Session, prefix: str, rows: list[Row]) -> None:
    """Number the rows within their months, without a gap: LD-202610-0007. A promise goes by its call's month."""

    def month(row: Row) -> str:
        moment: datetime = row.get("started_at") or row["created_at"]
        return f"{moment:%Y%m}"

    for when, group in groupby(rows, month):
        part = list(group)
        name = f"{prefix}-{when}"
        first = take(session, name, len(part)) - len(part) + 1
        for number, row in enumerate(part, first):
            row["code"] = f"{name}-{number:0{_CODE_DIGITS}d}"


def _find_by(session: Session, kind: str, rows: list[tuple[int, list[str]]]) -> None:
    directory.bulk_put(session, kind, [(number, [], [], words) for number, words in rows])


def _given(*texts: str) -> list[str]:
    return [text for text in texts if text]
