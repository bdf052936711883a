"""PROVISIONAL until the real one lands: working calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    off: bool
    name: str


class WorkCalendar:
    def __init__(
        self, days: Mapping[date, Day], hours: tuple[tuple[time, time], ...], zone: ZoneInfo
    ) -> None:
        self._days, self._hours, self._zone = days, hours, zone

    def is_working(self, day: date) -> bool:
        known = self._days.get(day)
        return not known.off if known else day.weekday() < 5

    def name(self, day: date) -> str:
        known = self._days.get(day)
        return known.name if known else ""

    def published(self, year: int) -> bool:
        return any(day.year == year for day in self._days)

    def add(self, start: datetime, working: timedelta) -> datetime:
        moment = start.astimezone(self._zone)
        left = working
        while True:
            day = moment.date()
            if self.is_working(day):
                for a, b in self._hours:
                    begin = max(moment, datetime.combine(day, a, self._zone))
                    end = datetime.combine(day, b, self._zone)
                    if begin < end:
                        if end - begin >= left:
                            return begin + left
                        left -= end - begin
            moment = datetime.combine(day + timedelta(days=1), time(), self._zone)

    def between(self, a: datetime, b: datetime) -> timedelta:
        raise NotImplementedError


def official(year: int) -> list[Day]:
    return []
