"""Filling an office: by the thousand, and yet as if every call had been logged by hand."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.calls import lines as json_lines
from app.calls.model import Call, Caller, Promise
from app.complaints import finding as complaint_finding
from app.complaints import handling
from app.complaints.handling import Answer
from app.complaints.model import Complaint, ComplaintLog, Followup
from app.dealers.model import Contact, Dealer
from app.demo.batches import mark_old_missed
from app.demo.courses import Courses
from app.demo.fill import fill, rows
from app.demo.invented import SIZES, ZONE, office
from app.demo.lines import CallLine
from app.demo.opening import demo_office
from app.directory.model import Entry, Key
from app.office import settings
from app.office.desk import Desk, Person
from app.overview.answers import search, who
from app.overview.opening import open_desk
from app.people import service as people
from app.products.model import Product
from app.store.errors import UserError
from app.store.models import Base
from tests.conftest import Clock

UNTIL = date(2026, 10, 15)
SMALL = office("small", seed=1, until=UNTIL)
FEW = replace(SMALL, total=250)
PEOPLE = ("agent_id", "transfer_to_id", "finder_id", "first_owner_id", "owner_id", "salesman_id", "by_id")
UNTOLD = {"id", "uuid", "row_version", "created_at", "created_by", "updated_at", "updated_by", "last_call_id"}


def contents(desk: Desk, model: type[Base]) -> list[dict[str, object]]:
    """All rows, without the bookkeeping and with the records they point to by code."""
    with desk.store.read() as session:
        staff = dict(iter(session.execute(select(people.Staff.id, people.Staff.name))))
        calls = dict(iter(session.execute(select(Call.id, Call.code))))
        complaints = dict(iter(session.execute(select(Complaint.id, Complaint.code))))
        found = []
        for row in session.scalars(select(model)):
            told = {c.key: getattr(row, c.key) for c in model.__mapper__.column_attrs if c.key not in UNTOLD}
            for key in PEOPLE:
                if key in told:
                    told[key] = staff.get(told[key])
            if "call_id" in told:
                told["call_id"] = calls[told["call_id"]]
            if "source_id" in told:
                told["source_id"] = calls[told["source_id"]]
            for key in ("complaint_id", "subject_id"):
                if key in told:
                    told[key] = complaints[told[key]]
            found.append(told)
    return sorted(
        found, key=lambda told: str(told.get("code") or told.get("identity") or list(told.values()))
    )


def go_on(desk: Desk, complaint: int, line: CallLine) -> None:
    """Do by the services what the demo lets happen to a complaint, at the same times by the same person."""
    staff = {row.name: row.id for row in people.find(desk)}
    desk.sit(Person(staff[line["agent"]], line["agent"]))
    for step in Courses(FEW.days, FEW.staff, now=FEW.now).steps(line):
        desk.clock = desk.store.clock = Clock(step.at)
        told: dict[str, Any] = dict(step.told)
        for key, name in (("salesman", "salesman_id"), ("owner", "owner_id")):
            if key in told:
                told[name] = staff[told.pop(key)]
        if told.get("compensation"):
            told["compensation"] = Decimal(told["compensation"])
        if step.what == "asked":
            told = {"answer": Answer(told["score"], told["feedback"])}
        if step.what != "note":
            row = complaint_finding.rows(desk, [complaint])[0]
            assert row is not None
            told["row_version"] = row.row_version
        getattr(handling, step.what)(desk, complaint, **told)


def total(desk: Desk, text: str) -> int:
    """How many records a search finds."""
    return int(search(desk, text, limit=10)["total"])


def directory(desk: Desk) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Text and keys of every entry, by kind and the code or identity of its record."""
    names: dict[tuple[str, int], str] = {}
    with desk.store.read() as session:
        for kind, model in (
            ("call", Call),
            ("promise", Promise),
            ("caller", Caller),
            ("staff", people.Staff),
            ("complaint", Complaint),
            ("dealer", Dealer),
            ("contact", Contact),
            ("product", Product),
        ):
            column = getattr(model, {Caller: "identity", Contact: "uuid"}.get(model, "code"))
            names |= {(kind, i): name for i, name in session.execute(select(model.id, column))}
        keys: dict[int, list[str]] = defaultdict(list)
        for entry, key in session.execute(select(Key.entry_id, Key.key).order_by(Key.key)):
            keys[entry].append(key)
        return {
            (e.kind, names[e.kind, e.record_id]): (e.text, keys[e.id]) for e in session.scalars(select(Entry))
        }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The small demo office, 7,500 calls."""
    with open_desk(tmp_path_factory.mktemp("demo") / "office", clock=Clock(SMALL.now)) as desk:
        start = time.process_time()
        told: list[tuple[int, int]] = []
        fill(desk, SMALL, progress=lambda done, total: told.append((done, total)))
        assert time.process_time() - start < 8
        assert told[-1] == (7_500, 7_500)
        yield desk


def test_filled_is_as_if_logged(tmp_path: Path) -> None:
    with open_desk(tmp_path / "a", clock=Clock(FEW.now)) as quick, open_desk(tmp_path / "b") as slow:
        fill(quick, FEW)
        slow.clock = Clock(FEW.now)
        fill(slow, replace(FEW, total=0))
        assert rows(slow)["calls"] == 0
        for line in FEW.calls():
            slow.clock = Clock(FEW.now)
            logged = json_lines.log_line(slow, json.dumps(line))
            if logged.complaint_id is not None:
                go_on(slow, logged.complaint_id, line)
        slow.clock = Clock(FEW.now)
        with slow.store.write("test.missed", recorded=False) as session:
            mark_old_missed(session, now=FEW.now)
        assert rows(slow) == rows(quick) and rows(quick)["calls"] == 250
        for model in (Call, Promise, Caller, Complaint, ComplaintLog, Followup):
            assert contents(quick, model) == contents(slow, model)
        assert directory(quick) == directory(slow)
        number = contents(quick, Call)[-1]["number"]
        assert who(quick, str(number)) == who(slow, str(number)) | {
            "matches": who(quick, str(number))["matches"]
        }
        assert total(quick, "青花53度") == total(slow, "青花53度") > 3


def test_codes_have_no_gap(filled: Desk) -> None:
    for model, prefix in ((Call, "LD"), (Promise, "HD")):
        with filled.store.read() as session:
            codes = list(session.scalars(select(model.code).order_by(model.id)))
        months: dict[str, list[int]] = defaultdict(list)
        for code in codes:
            head, month, number = code.split("-")
            assert head == prefix
            months[month].append(int(number))
        assert len(months) == 13
        for month, numbers in months.items():
            assert numbers == list(range(1, len(numbers) + 1)), month


def test_the_next_call_goes_on_where_the_demo_ended(filled: Desk) -> None:
    with filled.store.read() as session:
        last = session.scalars(select(Call).order_by(Call.id.desc())).first()
        uuids = list(session.scalars(select(Call.uuid)))
    assert last is not None and len(set(uuids)) == len(uuids)
    line = {
        "started_at": filled.now().isoformat(),
        "direction": "in",
        "number": "053182660001",
        "matter": "问价格",
    }
    logged = json_lines.log_line(filled, json.dumps(line))
    head, number = last.code.rsplit("-", 1)
    assert logged.id == last.id + 1 and logged.code == f"{head}-{int(number) + 1:04d}"


def test_people_rules_and_calendar(filled: Desk) -> None:
    staff = people.find(filled)
    assert filled.person.name == "陈静" == staff[0].name and len(staff) == 13
    assert {row.name for row in staff if "山东" in row.provinces} == {"刘洋"}
    assert filled.settings.get(settings.COMPANY) == "京乐坊酒业有限公司"
    assert "京乐坊酒业" in filled.settings.get(settings.GREETING)
    assert set(filled.settings.get(settings.SCRIPTS)) >= {"inquiry", "complaint"}
    assert filled.calendar.name(date(2026, 10, 1)).startswith("国庆")
    assert filled.calendar.name(date(2027, 2, 6)) == "春节（演示）" and not filled.calendar.is_working(
        date(2027, 2, 6)
    )


def test_a_known_dealer_is_found(filled: Desk) -> None:
    dealer = next(caller for caller in SMALL.callers if caller.kind == "dealer" and caller.weight > 1)
    found = who(filled, dealer.numbers[0])
    assert found["province"] == dealer.province and found["city"] == dealer.city
    assert dealer.company in {match["company"] for match in found["matches"]}
    assert total(filled, dealer.company) > 0
    assert total(filled, dealer.numbers[0][-4:]) > 0


def test_an_office_in_use_is_left_alone(filled: Desk) -> None:
    with pytest.raises(UserError):
        fill(filled, SMALL)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small office of 40 calls, for tests that are about the folder."""
    monkeypatch.setattr("app.demo.invented.SIZES", {"small": replace(SIZES["small"], calls=40)})


@pytest.mark.usefixtures("tiny")
def test_a_demo_folder_is_made_once_and_opened_after(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    made = demo_office(folder, size="small", seed=7, until=UNTIL)
    with made.desk:
        assert made.rows["calls"] == 40 and made.until == UNTIL
        assert made.last_month == date(2026, 9, 1) and made.desk.today() == UNTIL
        first = contents(made.desk, Call)
    again = demo_office(folder, size="small", seed=8, until=date(2026, 1, 1))
    with again.desk:
        assert again.rows == made.rows and again.until == UNTIL
        assert contents(again.desk, Call) == first
    other = demo_office(tmp_path / "other", size="small", seed=7, until=UNTIL)
    with other.desk:
        assert contents(other.desk, Call) == first
        assert uuids(other.desk) == uuids(again.desk)


def uuids(desk: Desk) -> list[str]:
    with desk.store.read() as session:
        return list(session.scalars(select(Call.uuid).order_by(Call.id)))


@pytest.mark.usefixtures("tiny")
def test_without_a_day_it_ends_today_and_nothing_lies_ahead(tmp_path: Path) -> None:
    made = demo_office(tmp_path / "demo", size="small", seed=1, until=None)
    with made.desk as desk, desk.store.read() as session:
        assert made.until == datetime.now(ZONE).date()
        assert max(session.scalars(select(Call.created_at))) <= datetime.now(ZONE)


def test_a_real_office_or_a_half_made_one_is_refused(tmp_path: Path) -> None:
    open_desk(tmp_path / "real").close()
    with pytest.raises(UserError):
        demo_office(tmp_path / "real", size="small", seed=1, until=UNTIL)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo_office(tmp_path / "half", size="small", seed=1, until=UNTIL, progress=stop)
    with pytest.raises(UserError):
        demo_office(tmp_path / "half", size="small", seed=1, until=UNTIL)
