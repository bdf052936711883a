"""Events of a softphone put together to calls, in any order, twice, without numbers, with clocks set back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.calls.rules import problems
from app.calls.softphone import EVENTS, LONGEST_RING, Event, PhoneCall, heard, missed_call

START = datetime(2026, 10, 15, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
NUMBERS = ("13953106688", "sip:13953106688@pbx", "053182661234", "anonymous", "806", "")


def told(*events: tuple[str, str, float]) -> tuple[PhoneCall, ...]:
    calls: tuple[PhoneCall, ...] = ()
    for n, (kind, number, second) in enumerate(events):
        calls, _changed = heard(calls, Event(kind, number, START + timedelta(seconds=second), f"u{n}"))
    return calls


def test_rung_answered_ended_is_a_call_with_rings_and_talk() -> None:
    (call,) = told(("ring", "13953106688", 0), ("answer", "13953106688", 12), ("end", "13953106688", 96))
    assert (call.rings, call.talk_seconds, call.missed) == (3, 84, False)


def test_ended_without_an_answer_is_missed() -> None:
    (call,) = told(("ring", "13953106688", 0), ("end", "13953106688", 24))
    assert (call.missed, call.rings, call.talk_seconds) == (True, 5, None)


def test_rings_are_those_of_the_three_rings_rule() -> None:
    for seconds, rings in ((0, 1), (4, 1), (5, 1), (6, 2), (15, 3), (16, 4), (300, 9)):
        (call,) = told(("ring", "1", 0), ("answer", "1", min(seconds, 170)))
        assert call.rings == min(rings, 9), seconds


def test_two_callers_at_once_stay_apart() -> None:
    one, two = told(
        ("ring", "13953106688", 0), ("ring", "anonymous", 2), ("answer", "13953106688", 4), ("end", "anonymous", 20)
    )  # fmt: skip
    assert (one.answered_at is not None, one.over) == (True, False)
    assert (two.who.withheld, two.missed) == (True, True)


def test_an_event_without_a_number_is_about_the_latest_call() -> None:
    one, two = told(("ring", "13953106688", 0), ("ring", "053182661234", 2), ("answer", "", 4))
    assert one.ringing and two.answered_at is not None


def test_told_twice_is_one_call() -> None:
    assert len(told(("ring", "13953106688", 0), ("ring", "sip:13953106688@pbx", 1))) == 1
    assert len(told(("ring", "139", 0), ("end", "139", 20), ("missed", "139", 21))) == 1
    assert len(told(("missed", "13953106688", 0))) == 1


def test_a_call_that_was_dialled_here_is_none_of_ours() -> None:
    assert told(("answer", "13953106688", 0), ("end", "13953106688", 60)) == ()


def test_a_telephone_that_never_stopped_ringing_has_stopped() -> None:
    one, two = told(("ring", "13953106688", 0), ("ring", "053182661234", LONGEST_RING.total_seconds() + 1))
    assert one.missed and two.ringing


def test_what_is_no_number_is_kept_as_a_name() -> None:
    (call,) = told(("missed", "806", 0))
    record = missed_call(call)
    assert (record.number, record.caller_name) == ("", "806")
    (call,) = told(("missed", "anonymous", 0))
    assert missed_call(call).caller_name == "号码未显示"


MOVES = st.lists(
    st.tuples(st.sampled_from(EVENTS), st.sampled_from(NUMBERS), st.integers(-40, 400)), max_size=25
)


@given(MOVES)
def test_whatever_is_told_moments_ascend_and_every_missed_call_can_be_saved(
    moves: list[tuple[str, str, int]],
) -> None:
    calls: tuple[PhoneCall, ...] = ()
    at, missed = START, {}
    for n, (kind, number, step) in enumerate(moves):
        at += timedelta(seconds=step)
        before = {call.uuid: call for call in calls}
        calls, changed = heard(calls, Event(kind, number, at, f"u{n}"))
        for call in changed:
            assert call.answered_at is None or call.rang_at <= call.answered_at
            assert call.ended_at is None or call.ended_at >= call.last
            assert 1 <= call.rings <= 9
            was = before.get(call.uuid)
            assert was is None or not was.over, "what is over stays so"
            if call.missed:
                assert call.uuid not in missed, "missed once"
                missed[call.uuid] = call
        keys = [call.key for call in calls if call.ringing]
        assert len(keys) == len(set(keys)), "one telephone rings once for a number"
    for call in missed.values():
        wrong = problems(missed_call(call), now=call.rang_at + timedelta(hours=9), categories=("other",))
        assert not wrong
