"""How the promises of the demo office went: kept, late, given up, or still owed at the last moment."""

from datetime import date
from typing import Any

from app.demo.days import DAY, WorkClock
from app.demo.dice import Dice
from app.demo.lines import PromiseLine, iso
from app.demo.scene import Scene

USUAL = 2 * 3600
_STEP = 300
FRESH = 10 * 3600
"""Working seconds before the last moment in which a promise may lie open after its time."""
LEAST_OVERDUE = 2
"""So many at least lie open after their time at the last moment."""
_WEEKDAYS = "一二三四五六日"


def due(dice: Dice, clock: WorkClock, start: int, *, today: bool = False) -> int:
    """Until when somebody who calls at `start` is promised an answer; mostly two working hours (R8).

    `today`: still on the same day.
    """
    day, second = divmod(start, DAY)
    roll = dice.random()
    if roll < 0.68:
        soonest = clock.add(start, USUAL)
        return -(-soonest // _STEP) * _STEP
    if (today or roll < 0.84) and second < 14 * 3600 + 1800:
        return day * DAY + dice.one((16 * 3600 + 1800, 17 * 3600))
    return clock.day_after(day, 1) * DAY + dice.one((9 * 3600 + 1800, 10 * 3600, 11 * 3600, 14 * 3600 + 1800))


def due_word(moment: int, today: int) -> str:
    """The time promised as it is said on the telephone: 16:30, 明天10:00, 周一9:30."""
    day, second = divmod(moment, DAY)
    clock = f"{second // 3600}:{second // 60 % 60:02d}"
    if day == today:
        return f"今天{clock}"
    return f"明天{clock}" if day == today + 1 else f"周{_WEEKDAYS[date.fromordinal(day).weekday()]}{clock}"


class Fate:
    """Decides what became of each promise by `now`."""

    def __init__(self, dice: Dice, clock: WorkClock, now: int, misc: dict[str, Any]) -> None:
        self._dice, self._clock, self._now, self._misc = dice, clock, now, misc
        self._fresh_from = clock.worked(now) - FRESH
        self._overdue = 0

    def line(self, scene: Scene, *, start: int, due_at: int, matter: str, later: str) -> PromiseLine:
        """The promise given at `start`, as it stands at the last moment."""
        dice, clock = self._dice, self._clock
        line: PromiseLine = {"due_at": iso(due_at), "finder": scene["who"], "matter": matter}
        started, ended = clock.worked(start), clock.worked(due_at)
        fresh = ended > self._fresh_from
        roll = dice.random()
        if not fresh and roll < 0.035:
            return self._given_up(line, scene)
        if due_at < self._now and roll > 0.986 and due_at > self._now - 30 * DAY:
            return self._nobody_there(line, scene, attempts=3)
        late = dice.chance(0.28 if fresh and due_at <= self._now else 0.075)
        if fresh and due_at <= self._now and self._overdue < LEAST_OVERDUE:
            late = True
        if late:
            called = clock.moment(ended + dice.whole(600, 3 * 3600))
            if fresh:
                called = max(called, self._now + 1)
        else:
            share = 0.5 + 0.48 * dice.random() if fresh else 0.1 + 0.88 * min(dice.random(), dice.random())
            called = min(clock.moment(started + int((ended - started) * share)), due_at)
            called = max(called, start + 240)
        if called >= self._now:
            self._overdue += due_at <= self._now
            return self._still_owed(line, scene, due_at=due_at)
        line["answer"] = scene.say(later or dice.one(self._misc["later"]))
        line["called_at"] = iso(called)
        line["attempts"] = 1 + dice.chance(0.13) + dice.chance(0.04)
        line["result"] = "called"
        return line

    def _given_up(self, line: PromiseLine, scene: Scene) -> PromiseLine:
        line["answer"] = scene.say(self._dice.one(self._misc["cancelled"]))
        line["result"] = "cancelled"
        return line

    def _nobody_there(self, line: PromiseLine, scene: Scene, *, attempts: int) -> PromiseLine:
        if attempts >= 3:
            line["answer"] = scene.say(self._dice.one(self._misc["unreached"]))
        line["attempts"] = attempts
        line["result"] = "unreached"
        return line

    def _still_owed(self, line: PromiseLine, scene: Scene, *, due_at: int) -> PromiseLine:
        roll = self._dice.random()
        if due_at <= self._now and roll < 0.2:
            return self._nobody_there(line, scene, attempts=self._dice.whole(1, 2))
        if due_at <= self._now and roll < 0.35:
            # the time first promised is not among the keys of a logged call, so it moves with the new one
            line["due_at"] = iso(self._clock.day_after(self._now // DAY, 1) * DAY + 15 * 3600)
            line["answer"] = scene.say(self._dice.one(self._misc["postponed"]))
            line["result"] = "postponed"
            return line
        line["result"] = "open"
        return line
