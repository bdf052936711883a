"""What a day is called in the farmers' calendar: lunar date, solar term, and the festivals people know."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from app.words import N_, _, language

if TYPE_CHECKING:
    from tyme4py.solar import SolarDay

_LUNAR = {
    (1, 1): N_("Spring Festival"), (1, 15): N_("Lantern"), (2, 2): N_("Dragon Head Day"),
    (5, 5): N_("Dragon Boat"), (7, 7): N_("Double Seventh"), (7, 15): N_("Ghost Festival"),
    (8, 15): N_("Mid-Autumn"), (9, 9): N_("Double Ninth"), (12, 8): N_("Laba"),
}  # fmt: skip
_SOLAR = {
    (1, 1): N_("New Year's Day"), (3, 8): N_("Women's Day"), (5, 1): N_("Labour Day"), (5, 4): N_("Youth Day"),
    (10, 1): N_("National Day"),
}  # fmt: skip
_EVE, _CLEAR = N_("New Year's Eve"), N_("Tomb-Sweeping Day")


def festival(on: date) -> str:
    """The festival of `on` in the language in use; "" on a day without one."""
    name = _festival(on)
    return _(name) if name else ""


@lru_cache(maxsize=2000)
def _festival(on: date) -> str:
    day = _solar(on)
    lunar = day.get_lunar_day()
    month = lunar.get_month()  # negative in a leap month, whose days carry no festival
    if found := _LUNAR.get((month, lunar.get_day())):
        return found
    after = lunar.next(1)
    if (after.get_month(), after.get_day()) == (1, 1):
        return _EVE
    if found := _SOLAR.get((on.month, on.day)):
        return found
    return _CLEAR if _term(day) == "清明" else ""


def lunar(on: date) -> str:
    """The lunar day as a wall calendar has it: 初八; the month on its first day (九月); a solar term on its day.

    "" when another language than Chinese is in use: nobody reads it there.
    """
    return _lunar(on) if language() == "zh" else ""


@lru_cache(maxsize=2000)
def _lunar(on: date) -> str:
    day = _solar(on)
    if term := _term(day):
        return term
    moon = day.get_lunar_day()
    return str(moon.get_lunar_month().get_name() if moon.get_day() == 1 else moon.get_name())


def _solar(on: date) -> "SolarDay":
    from tyme4py.solar import SolarDay  # late: 0.1 s, only where a festival is asked for

    return SolarDay.from_ymd(on.year, on.month, on.day)


def _term(day: "SolarDay") -> str:
    """The solar term that begins on `day`; "" otherwise."""
    told = day.get_term_day()
    return str(told.get_solar_term().get_name()) if told.get_day_index() == 0 else ""
