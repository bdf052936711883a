"""The demo office as data: the same each time, believable, and nobody's real number."""

import hashlib
import json
import time
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from app.calls.rules import CATEGORIES, DIRECTIONS, OUTCOMES, RESULTS, TONES
from app.china import phones, regions
from app.china.workdays import WorkCalendar
from app.demo import texts
from app.demo.days import DAY, HOURS, WorkClock, made_up, seasons, working_days
from app.demo.invented import Office, office
from app.demo.lines import CallLine, PromiseLine, iso

CHINA = ZoneInfo("Asia/Shanghai")
UNTIL = date(2026, 10, 15)  # a Thursday, no holiday near


@pytest.fixture(scope="module")
def small() -> Office:
    return office("small", seed=1, until=UNTIL)


@pytest.fixture(scope="module")
def calls(small: Office) -> list[CallLine]:
    return list(small.calls())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def digest(lines: object) -> str:
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()


def test_same_seed_same_office(small: Office, calls: list[CallLine]) -> None:
    again = office("small", seed=1, until=UNTIL)
    assert again.callers is not small.callers
    assert digest(list(again.calls())) == digest(calls)
    assert digest(list(small.calls())) == digest(calls), "asked for twice, told twice the same"
    assert again.staff == small.staff and again.days == small.days and again.settings == small.settings


@pytest.mark.parametrize("other", [{"seed": 2}, {"until": date(2026, 10, 14)}, {"size": "large"}])
def test_anything_else_is_another_office(other: dict[str, object], calls: list[CallLine]) -> None:
    arguments = {"size": "small", "seed": 1, "until": UNTIL} | other
    different = office(**arguments)  # type: ignore[arg-type]
    assert digest(list(islice(different.calls(), 50))) != digest(calls[:50])


def test_a_small_year_takes_seconds(small: Office) -> None:
    start = time.process_time()
    assert sum(1 for _ in small.calls()) == 7_500
    assert time.process_time() - start < 3.0


def test_keys_and_words_are_those_of_calls_log(calls: list[CallLine], small: Office) -> None:
    keys = set(CallLine.__annotations__)
    promised = set(PromiseLine.__annotations__)
    names = {member.name for member in small.staff.members}
    for line in calls:
        assert set(line) <= keys and "started_at" in line
        assert line["direction"] in DIRECTIONS
        assert line.get("category", "other") in CATEGORIES
        assert line.get("outcome", "none") in OUTCOMES
        assert line.get("tone", "normal") in TONES
        assert line["agent"] in names
        assert line.get("number") or line.get("caller_name")
        assert 1 <= line.get("rings", 1) <= 9
        if line["direction"] != "missed" and line["category"] != "nuisance":
            assert len(line["matter"]) >= 2
        assert ("transfer_to" in line) == (line.get("outcome") == "transferred")
        assert line.get("transfer_to", line["agent"]) in names
        assert ("promise" in line) == (line.get("outcome") == "promised")
        if "promise" in line:
            promise = line["promise"]
            assert set(promise) <= promised
            assert promise["finder"] in names and promise["result"] in RESULTS
            assert at(promise["due_at"]) > at(line["started_at"])
            if promise["result"] == "called":
                assert promise["answer"] and at(promise["called_at"]) > at(line["started_at"])
        for text in (line.get("matter", ""), line.get("answer", "")):
            assert "{" not in text and "}" not in text


def test_in_order_and_never_after_the_last_moment(small: Office, calls: list[CallLine]) -> None:
    moments = [line["started_at"] for line in calls]
    assert moments == sorted(moments)
    assert at(moments[0]).date() >= date(2025, 10, 16)
    assert at(moments[-1]) < small.now
    assert all(
        at(line["promise"].get("called_at", moments[0])) < small.now for line in calls if "promise" in line
    )


def test_an_earlier_moment_cuts_the_last_morning(small: Office, calls: list[CallLine]) -> None:
    early = office("small", seed=1, until=UNTIL, now=datetime(2026, 10, 15, 8, 50, tzinfo=CHINA))
    found = list(early.calls())
    assert len(found) == 7_500
    assert at(found[-1]["started_at"]) < early.now
    with pytest.raises(ValueError, match="not on"):
        office("small", seed=1, until=UNTIL, now=datetime(2026, 10, 14, 9, 0, tzinfo=CHINA))


def test_nobody_works_on_days_off(small: Office, calls: list[CallLine]) -> None:
    counted = Counter(line["started_at"][:10] for line in calls)
    for off in (
        "2025-10-18",
        "2026-01-01",
        "2026-02-17",
        "2026-05-01",
        "2026-09-25",
        "2026-10-01",
        "2026-10-11",
    ):
        assert counted[off] == 0, off
    for made in ("2026-02-14", "2026-09-20", "2026-10-10"):
        assert counted[made] > 5, made
    open_days = {day.isoformat() for day in working_days(small.first, small.until, small.days)}
    assert set(counted) <= open_days


def test_shares_are_those_of_an_office(calls: list[CallLine]) -> None:
    incoming = [line for line in calls if line["direction"] == "in"]
    share = Counter(line["direction"] for line in calls)
    assert 0.02 < share["missed"] / len(calls) < 0.04
    assert 0.87 < sum(line["rings"] <= 3 for line in incoming) / len(incoming) < 0.93
    words = Counter(line.get("category", "") for line in incoming)
    assert set(words) == set(CATEGORIES)
    assert 0.15 < words["order"] / len(incoming) < 0.26
    assert 0.01 < words["complaint"] / len(incoming) < 0.05
    talk = [line["talk_seconds"] for line in calls if "talk_seconds" in line]
    assert 80 < sum(talk) / len(talk) < 130
    tones = Counter(line.get("tone", "normal") for line in calls)
    assert 0.005 < (tones["tough"] + tones["rude"]) / len(calls) < 0.04


def test_promises_are_mostly_kept(small: Office, calls: list[CallLine]) -> None:
    promises = [line["promise"] for line in calls if "promise" in line]
    assert 0.15 < len(promises) / len(calls) < 0.22
    kept = sum(p["result"] == "called" and at(p["called_at"]) <= at(p["due_at"]) for p in promises)
    assert 0.82 < kept / len(promises) < 0.94
    late = sum(p["result"] == "called" and at(p["called_at"]) > at(p["due_at"]) for p in promises)
    assert late > 20
    owed = [p for p in promises if p["result"] in ("open", "unreached", "postponed")]
    assert 4 <= len(owed) <= 30


def test_today_is_alive_whatever_the_seed() -> None:
    for seed in range(1, 6):
        line = office("small", seed=seed, until=UNTIL)
        told = list(line.calls())
        today = [call for call in told if call["started_at"][:10] == "2026-10-15"]
        assert 12 <= len(today) <= 35
        owed = [
            call["promise"]
            for call in told
            if call.get("promise", {}).get("result") in ("open", "unreached", "postponed")
        ]
        overdue = [p for p in owed if at(p["due_at"]) < line.now]
        later = [p for p in owed if at(p["due_at"]) >= line.now]
        assert 1 <= len(overdue) <= 15 and 2 <= len(later) <= 15, (seed, len(overdue), len(later))


def test_busy_mornings_quiet_noons_busy_mondays_and_feasts(calls: list[CallLine], small: Office) -> None:
    hours = Counter(at(line["started_at"]).hour for line in calls)
    assert hours[9] > 1.5 * hours[11] > 3 * hours[12]
    assert hours[14] > 1.5 * hours[13] and hours[15] > 1.2 * hours[16] and hours[7] == hours[18] == 0
    days = working_days(small.first, small.until, small.days)
    per_day = Counter(line["started_at"][:10] for line in calls)
    weekday = {n: [per_day[d.isoformat()] for d in days if d.weekday() == n] for n in range(5)}
    assert sum(weekday[0]) / len(weekday[0]) > 1.12 * sum(weekday[3]) / len(weekday[3])
    before = [per_day[d.isoformat()] for d in days if date(2026, 9, 7) <= d <= date(2026, 9, 21)]
    usual = [per_day[d.isoformat()] for d in days if date(2026, 6, 1) <= d <= date(2026, 6, 30)]
    assert sum(before) / len(before) > 1.2 * sum(usual) / len(usual)


def test_numbers_are_marked_and_from_where_the_caller_is(small: Office) -> None:
    for caller in small.callers:
        for number in caller.numbers:
            phone = phones.parse(number)
            assert phone.kind != "invalid", number
            if phone.kind == "foreign":
                assert phone.number.startswith(("0044207946", "001202555")), number
                continue
            assert phone.number[-4] == "0", number
            if caller.kind in ("dealer", "supplier", "logistics"):
                assert phones.place(phone.number).province == caller.province, number
            if caller.kind == "dealer" and phone.kind == "mobile":
                assert phones.place(phone.number).city == caller.city, number


def test_everybody_calls_again_some_often(calls: list[CallLine]) -> None:
    per_number = Counter(line["number"] for line in calls if line.get("number"))
    assert len(per_number) > 800
    assert max(per_number.values()) < 200
    assert sum(count for _, count in per_number.most_common(60)) > 0.2 * len(calls)
    assert len({line.get("matter") for line in calls}) > 3_500


def test_a_dealer_asks_about_what_was_ordered(calls: list[CallLine]) -> None:
    ordered: dict[str, set[str]] = {}
    fitting = asked = 0
    for line in calls:
        who = line.get("company", "") + line.get("caller_name", "")
        if line.get("category") == "order":
            ordered.setdefault(who, set()).add(line["matter"])
        elif line.get("category") == "shipment" and "订的" in line.get("matter", ""):
            product = line["matter"].split("订的")[1].split("发")[0]
            asked += 1
            fitting += any(product in matter for matter in ordered.get(who, ()))
    assert fitting > 0.4 * asked > 10


def test_staff_and_provinces(small: Office) -> None:
    assert 11 <= len(small.staff.members) <= 14
    assert small.staff.desk[0] == "陈静"
    assert len({member.code for member in small.staff.members}) == len(small.staff.members)
    named = [province.name for province in small.staff.provinces]
    assert len(named) == len(set(named)) == 31 and set(named) <= set(regions.PROVINCES)
    names = {member.name for member in small.staff.members}
    assert all({p.owner, p.deputy} <= names and p.owner != p.deputy for p in small.staff.provinces)
    assert not names & {caller.name for caller in small.callers}
    assert {caller.province for caller in small.callers if caller.kind == "dealer"} == set(named)


def test_a_year_not_published_is_made_up_and_marked() -> None:
    found = office("small", seed=1, until=date(2027, 6, 30))
    ours = [day for day in found.days if day.date.year >= 2027]
    assert ours and all("（演示）" in day.name for day in ours)
    assert all("（演示）" not in day.name for day in found.days if day.date.year == 2026)
    off = {day.date for day in ours if day.off}
    assert {date(2027, 1, 1), date(2027, 2, 6), date(2027, 6, 9), date(2027, 10, 1)} <= off
    worked = [day.date for day in made_up(2027) if not day.off]
    assert len(worked) == 6 and all(day.weekday() >= 5 for day in worked)
    spring = [line for line in found.calls() if "2027-02-05" <= line["started_at"][:10] <= "2027-02-12"]
    assert not spring


def test_the_working_clock_keeps_time_with_the_calendar(small: Office) -> None:
    open_days = working_days(small.first, small.until, small.days)
    clock = WorkClock(open_days)
    spans = tuple((time_of(a), time_of(b)) for a, b in HOURS)
    calendar = WorkCalendar({day.date: day for day in small.days}, spans, CHINA)
    for i, second in enumerate(range(7 * 3600, 20 * 3600, 1237)):
        day = open_days[(i * 7) % 200]
        start = datetime.combine(day, datetime.min.time(), CHINA) + timedelta(seconds=second)
        for worked in (60, 7200, 20_000, 60_000):
            ours = clock.add(day.toordinal() * DAY + second, worked)
            assert at(iso(ours)) == calendar.add(start, timedelta(seconds=worked))


def time_of(text: str):  # type: ignore[no-untyped-def]
    return datetime.strptime(text, "%H:%M").time()


def test_there_is_enough_to_say() -> None:
    for name in ("inquiry", "order", "shipment", "complaint", "transfer", "supplier", "other"):
        found = texts.templates(name)
        assert len(found) >= 60, name
        assert len({template.say for template in found}) == len(found), name
        known = seasons_known()
        for template in found:
            assert template.seasons <= known, template
            assert template.answer or template.later or name == "transfer", template


def seasons_known() -> set[str]:
    days = (date(2026, 1, 1) + timedelta(days=i) for i in range(365))
    return {word for day in days for word in seasons(day)}


def test_large_is_a_million_and_streams() -> None:
    large = office("large", seed=1, until=UNTIL)
    assert large.total == 1_000_000 and large.first == date(2016, 10, 16)
    start = time.process_time()
    first = list(islice(large.calls(), 20_000))
    assert time.process_time() - start < 10.0
    assert first[0]["started_at"].startswith("2016-10-17") and len(first) == 20_000


@pytest.mark.long
def test_large_to_the_end() -> None:
    large = office("large", seed=1, until=UNTIL)
    last = ""
    count = 0
    for line in large.calls():
        assert line["started_at"] >= last
        last = line["started_at"]
        count += 1
    assert count == 1_000_000 and at(last) < large.now
