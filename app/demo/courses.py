"""How the complaints of the demo office went on: told, looked at, handled, asked about, up to the last moment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.china.workdays import Day, WorkCalendar
from app.demo import complaints
from app.demo.days import HOURS
from app.demo.dice import Dice, Weighted
from app.demo.lines import CallLine
from app.demo.staff import Staff
from app.office import settings

_SCORES = Weighted([(5, 46.0), (4, 31.0), (3, 12.0), (2, 8.0), (1, 3.0)])


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, its name in app.complaints.handling, and what it takes; people by name."""

    at: datetime
    what: str
    told: dict[str, Any] = field(default_factory=dict)


class Courses:
    """Tells the steps of each complaint; the same call always has the same."""

    def __init__(self, days: tuple[Day, ...], staff: Staff, *, now: datetime) -> None:
        spans = tuple(
            (datetime.strptime(a, "%H:%M").time(), datetime.strptime(b, "%H:%M").time())  # noqa: DTZ007
            for a, b in HOURS
        )
        zone = ZoneInfo(settings.ZONE.default)
        self.calendar = WorkCalendar({day.date: day for day in days}, spans, zone)
        self._staff, self._now, self._known = staff, now, complaints.told()

    def planned(self, at: datetime, attempt: int) -> date:
        """The day of a satisfaction call, as app.complaints.service plans it."""
        days = settings.FOLLOWUP_DAYS.default if attempt == 1 else 1
        return self.calendar.working_day(at.astimezone(self.calendar.zone).date() + timedelta(days=days))

    def steps(self, line: CallLine) -> list[Step]:
        """The steps after the complaint of `line` was taken in, up to the last moment."""
        found = []
        for step in self._all(line):
            if step.at > self._now:
                break
            found.append(step)
        return found

    def _all(self, line: CallLine) -> Iterator[Step]:
        dice = Dice("course", line["started_at"], line.get("number", ""))
        known = self._known
        sort = complaints.sort_of(line["matter"], known)
        at = datetime.fromisoformat(line["started_at"])
        if not line.get("complaint", {}).get("solved_on_call"):
            province = line.get("complaint", {}).get("province", "")
            salesman = self._staff.owners.get(province, self._staff.by_duty["sales"][0])
            at = self._later(at, dice.whole(*self._prompt(at, dice)))
            yield Step(
                at, "notify", {"salesman": salesman, "by": dice.one(("wechat",) * 7 + ("phone", "slip"))}
            )
            at = self._later(at, dice.whole(8, 230))
            yield Step(at, "acked")
            if dice.chance(0.04):
                yield Step(at, "withdraw", {"reason": dice.one(known["withdrawn"])})
                return
            if dice.chance(0.05):
                other = next(name for name in reversed(self._staff.desk) if name != line["agent"])
                yield Step(at, "assign", {"owner": other, "reason": dice.one(known["handover"])})
            at = self._later(at, dice.whole(20, 240))
            yield Step(at, "note", {"action": "contacted", "text": dice.one(known["contacted"])})
            at = self._later(at, dice.whole(5, 60))
            yield Step(at, "note", {"action": "replied", "text": dice.one(known["replied"])})
            if dice.chance(0.4):
                at = self._later(at, dice.whole(60, 480))
                yield Step(at, "note", {"action": "visited", "text": dice.one(known["visited"])})
            if dice.chance(0.06):
                at = self._later(at, dice.whole(30, 240))
                yield Step(at, "escalate", {"reason": dice.one(known["escalated"])})
            at = self._later(at, dice.whole(300, 3000))
            yield self._handled(at, dice.one(sort["measure"]), dice.one(sort["result"]), dice)
        yield from self._asking(at, sort, dice)

    def _handled(self, at: datetime, measure: str, result: str, dice: Dice) -> Step:
        paid = f"{dice.whole(3, 90) * 20}.00" if dice.chance(0.3) else None
        told = {"measure": measure, "result": result, "compensation": paid, "valid": dice.chance(0.85)}
        return Step(at, "handled", told)

    def _asking(self, at: datetime, sort: dict[str, Any], dice: Dice) -> Iterator[Step]:
        known = self._known
        for again in (False, True):
            attempt = 1
            while True:
                day = self.planned(at, attempt)
                opening = datetime(day.year, day.month, day.day, 9, 0, tzinfo=self.calendar.zone)
                at = self._later(opening, dice.whole(5, 400))
                if not dice.chance(0.17):
                    break
                yield Step(at, "unreached", {"remark": dice.one(known["unreached"])})
                attempt += 1
                if attempt > 3:
                    at = self._later(at, dice.whole(5, 60))
                    yield Step(at, "close")
                    return
            score = dice.one((3, 4, 5)) if again else _SCORES.one(dice)
            words = known["good" if score > 3 else "fair" if score == 3 else "bad"]
            yield Step(at, "asked", {"score": score, "feedback": dice.one(words)})
            if score > 2:
                return
            at = self._later(at, dice.whole(240, 900))
            yield self._handled(at, dice.one(known["better"]), dice.one(sort["result"]), dice)

    def _prompt(self, at: datetime, dice: Dice) -> tuple[int, int]:
        """Within how many minutes the salesperson is told: at once mostly, but the last morning is busy."""
        busy = at.astimezone(self.calendar.zone).date() == self._now.astimezone(self.calendar.zone).date()
        return (60, 200) if dice.chance(0.7 if busy else 0.08) else (6, 55)

    def _later(self, at: datetime, minutes: int) -> datetime:
        return self.calendar.add(at, timedelta(minutes=minutes))
