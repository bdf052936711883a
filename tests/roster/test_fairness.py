"""How even a year comes out, leavers and joiners included: for many pools, by the checker's own arithmetic."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.roster.aims import Standing, aims
from app.roster.ledger import Ledger
from app.roster.repairing import Repair
from app.roster.rules import Member
from app.roster.slots import Places, Slot
from tests.roster.checker import ONE, Person, check, roomy, works
from tests.roster.conftest import SEVEN
from tests.roster.years import MONTHS, documents, month_days, planned, twenty_three

AUTUMN = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))
AUTUMN_DAYS = [day for month in AUTUMN for day in month_days(month) if works(day)]


@pytest.mark.parametrize("seed", range(1, 7))
def test_seven_are_never_more_than_one_turn_apart(seed: int) -> None:
    people = [Person(name) for name in SEVEN]
    found = check(documents(planned(people, seed=seed), people), people, places=2)
    assert found.wrong == [] and found.spread <= 1 + 1e-9


@pytest.mark.parametrize("seed", range(4, 24))
def test_neither_are_twenty_three_of_whom_some_leave(seed: int) -> None:
    people, apart = twenty_three(seed)
    found = check(documents(planned(people, apart=apart), people), people, places=2, apart=apart)
    assert found.wrong == []
    assert found.spread <= 1 + 1e-9, {name: round(found.ahead(name), 2) for name in found.fair}


def test_it_is_not_always_the_same_two_who_are_together() -> None:
    """Eight people make 28 pairs for 248 days, nine days each; and mixing costs nobody the days between turns."""
    people = [Person(f"p{n}") for n in range(8)]
    done = planned(people)
    together = Counter(frozenset(s.person for s in done if s.on == day) for day in {s.on for s in done})
    assert len(together) == 28 and max(together.values()) <= 12
    days = sorted({slot.on for slot in done})
    turns = [[at for at, day in enumerate(days) if n in on(done, day)] for n in range(8)]
    soon = sum(later - earlier == 2 for each in turns for earlier, later in pairwise(each))
    assert soon <= 30, "of 488 times between two turns"


def on(done: list[Slot], day: date) -> set[int | None]:
    return {slot.person for slot in done if slot.on == day}


def test_after_every_month_those_who_are_here_are_even() -> None:
    people, apart = twenty_three(2)
    told = documents(planned(people, apart=apart), people)
    for n, month in enumerate(MONTHS, start=1):
        found = check(told[:n], people, places=2, apart=apart)
        end = month_days(month)[-1]
        here = [found.ahead(p.name) for p in people if (p.first or end) <= end and (p.last or end) >= end]
        assert max(here) - min(here) <= 1.5, month


@pytest.mark.parametrize("seed", range(1, 9))
def test_who_leaves_without_notice_costs_half_a_turn_at_most(seed: int) -> None:
    """What is told late can't be planned for: see `test_nobody_can_be_even_who_is_not_told`."""
    people, apart = twenty_three(seed)
    found = check(documents(planned(people, apart=apart, late=True), people), people, places=2, apart=apart)
    assert found.spread <= 1.5 + 1e-9


def test_nobody_can_be_even_who_is_not_told() -> None:
    """Three people, one place, two days, and whoever had the first day leaves after it: a spread of 1.5, do what one
    may. Each owes a third of the first day, so who had it ends at +2/3; the two who stay owe half of the second day
    each, so one of them ends at -1/3 - 1/2 = -5/6.
    """
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    for leaver in range(3):
        for second in {0, 1, 2} - {leaver}:
            members = [Member(n, str(n), last=monday if n == leaver else None) for n in range(3)]
            ledger = Ledger(members)
            ledger.add_day(monday, [(leaver, "t", 1)])
            ledger.add_day(tuesday, [(second, "t", 1)])
            owed = [ledger.owed(n) for n in range(3)]
            assert max(owed) - min(owed) == pytest.approx(1.5)


def test_told_in_time_the_same_three_are_even() -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    people = [Person("a", last=monday), Person("b"), Person("c")]

    def working(day: date) -> bool:
        return day in (monday, tuesday)

    march = (date(2026, 3, 1),)
    done = planned(people, places=1, months=march, working=working)
    told = documents(done, people, months=march, working=working)
    assert check(told, people, places=1, working=working).spread == pytest.approx(0.5)


@st.composite
def roomy_pools(draw: st.DrawFn) -> tuple[list[Person], int]:
    """Enough people for each to be rested; some join, leave, are away, work part time or not on a weekday."""
    places = draw(st.integers(1, 2))
    day = st.integers(-20, 110).map(lambda n: date(2026, 9, 1) + ONE * n)
    people = []
    for n in range(draw(st.integers(2 * places + 4, 18))):
        away = tuple((a, a + ONE * draw(st.integers(0, 30))) for a in draw(st.lists(day, max_size=2)))
        first = draw(st.none() | st.none() | day)
        last = draw(st.none() | st.none() | day)
        if first and last and last < first:
            first, last = last, first
        share = draw(st.sampled_from([100, 100, 100, 50]))
        avoid = draw(st.sampled_from(["", "", "", "", "5"]))
        people.append(Person(f"p{n}", first, last, away, avoid, "", share))
    return people, places


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(given_pool=roomy_pools(), closed=st.sets(st.sampled_from(AUTUMN_DAYS), max_size=9))
def test_any_pool_with_room_is_even(given_pool: tuple[list[Person], int], closed: set[date]) -> None:
    people, places = given_pool

    def working(day: date) -> bool:
        return works(day) and day not in closed

    assume(roomy(people, [day for day in AUTUMN_DAYS if working(day)], places=places))
    done = planned(people, places=places, months=AUTUMN, working=working)
    found = check(
        documents(done, people, months=AUTUMN, working=working), people, places=places, working=working
    )
    assert found.wrong == []
    assert found.spread <= 1 + 1e-9


def standing(fair: float, year: float, *, fixed: int = 0, days: int = 20, left: int = 0) -> Standing:
    return Standing(fair, year, fixed, days, left)


def test_the_account_of_who_leaves_ends_where_everybodys_will() -> None:
    """Two leave after 3.4 turns each, four stay for 10.8 each: 50 turns. All are within one turn when both leavers get
    three (-0.4) and those who stay eleven (+0.2): so the month in which they leave may not give them a fourth.
    """
    people = {n: standing(3.4, 3.4) for n in (1, 2)} | {
        n: standing(3.4, 10.8, left=200) for n in (3, 4, 5, 6)
    }
    lots = {n: (0.0, -float(n)) for n in people}
    assert aims(people, month=20, year=50, first=lots) == {1: 3, 2: 3, 3: 3, 4: 3, 5: 4, 6: 4}


def test_what_cannot_be_given_later_is_given_now() -> None:
    """Away from next week to the end of the year: the odd turn is had before."""
    people = {1: standing(2.2, 2.9, left=2), 2: standing(2.2, 4.0, left=60), 3: standing(2.6, 4.1, left=60)}
    assert aims(people, month=7, year=11, first=dict.fromkeys(people, (0.0, 0.0)))[1] == 3


def test_nobody_is_aimed_at_more_turns_than_there_are_days() -> None:
    people = {1: standing(5.0, 5.0, fixed=1, days=2), 2: standing(5.0, 5.0, days=20)}
    assert aims(people, month=10, year=10, first={1: (0.0, 0.0), 2: (0.0, 0.0)}) == {1: 3, 2: 7}


def test_turns_are_handed_on_over_others_until_the_account_is_even() -> None:
    """One person holds far too many, and can hand them to the one who is behind only over a third."""
    members = [Member(0, "a"), Member(1, "b"), Member(2, "c", avoid="24"), Member(3, "d", avoid="135")]
    days = [d for n in range(28) if works(d := date(2026, 3, 2) + ONE * n)]
    month = Places(
        members, [Slot(d, 0, "t", 1) for d in days], ledger=Ledger(members), before=(), after=(), apart=()
    )
    for at, day in enumerate(days):
        month.put(at, 0, 0 if day.isoweekday() in (1, 3, 5) else 1)
    repair = Repair(month, due=dict.fromkeys(range(4), 5), fair=dict.fromkeys(range(4), 5.0))
    tired = sum(len(one & other) for one, other in pairwise(month.who))
    repair.even()
    assert sorted(month.count.values()) == [5, 5, 5, 5]
    assert all(members[slot.person or 0].eligible(slot.on) for slot in month.slots())
    assert sum(len(one & other) for one, other in pairwise(month.who)) <= tired
