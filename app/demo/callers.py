"""Who calls the demo office: dealers' people, carriers, suppliers, institutions, consumers and nuisance."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.demo import texts
from app.demo.dice import Dice, Weighted
from app.demo.numbers import Numbers

BOXES = (
    (3, 5, 6, 8, 10),
    (10, 12, 15, 18, 20, 24, 30),
    (30, 32, 40, 50, 56, 60, 80),
    (100, 120, 150, 180, 200, 300),
)
"""What a dealer of each size orders at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Caller:
    """Somebody who calls. `numbers` are as the display of the telephone shows them, the usual one first."""

    kind: str
    name: str
    company: str
    numbers: tuple[str, ...]
    province: str = ""
    city: str = ""
    town: str = ""
    sort: str = ""
    boxes: tuple[int, ...] = BOXES[0]
    temper: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class City:
    """A city with its area code, towns and mobile segments."""

    province: str
    name: str
    code: str
    towns: tuple[str, ...]
    segments: tuple[str, ...]


class Cast:
    """Invents people, firms and numbers."""

    def __init__(self, dice: Dice, *, taken: Collection[str] = ()) -> None:
        """`taken` are the names of the staff: nobody else is called so."""
        self.dice, self._taken = dice, taken
        self.numbers = Numbers(dice)
        self.firms: dict[str, Any] = texts.load("firms")
        names = texts.load("names")
        self._surnames: Weighted[str] = Weighted([(name, weight) for name, weight in names["surnames"]])
        self._given: tuple[list[str], list[str]] = (names["male"], names["female"])
        self._suffixes: Weighted[str] = Weighted([(name, weight) for name, weight in self.firms["suffixes"]])
        self.provinces = [
            ([City(row["name"], c["name"], c["code"], tuple(c["towns"]), tuple(c["segments"])) for c in row["cities"]],
             row["weight"])
            for row in texts.load("places")
        ]  # fmt: skip
        self.cities = Weighted(
            [(city, weight / len(cities)) for cities, weight in self.provinces for city in cities]
        )
        self._companies: set[str] = set()

    def person(self) -> str:
        """A full name."""
        while True:
            name = self._surnames.one(self.dice) + self.dice.one(self._given[self.dice.chance(0.42)])
            if name not in self._taken:
                return name

    def politely(self) -> str:
        """A name as a stranger leaves it: 张先生."""
        return self._surnames.one(self.dice) + ("女士" if self.dice.chance(0.45) else "先生")

    def surname(self) -> str:
        """A surname, for the drivers whom nobody knows by more."""
        return self._surnames.one(self.dice)

    def company(self, city: City, town: str) -> str:
        """The name of a dealer's firm, each only once."""
        while True:
            place = town if self.dice.chance(0.55) else city.name
            known = self.firms["regional"].get(city.province) if self.dice.chance(0.15) else None
            name = f"{place}{self.dice.one(known or self.firms['brands'])}{self._suffixes.one(self.dice)}"
            if name not in self._companies:
                self._companies.add(name)
                return name

    def stranger(self, kind: str) -> Caller:
        """A private person nobody has heard of: a consumer, or somebody who dialled the wrong number."""
        dice, city = self.dice, self.cities.one(self.dice)
        name = "" if dice.chance(0.06) else self.politely() if dice.chance(0.8) else self.person()
        number = self.numbers.mobile(city.segments)
        if not name or dice.chance(0.97):
            return Caller(kind, name, "", (number,), city.province, city.name, dice.one(city.towns))
        return Caller(
            kind, name, "", ("",), city.province, city.name, dice.one(city.towns)
        )  # number withheld


def dealers(cast: Cast, count: int) -> list[Caller]:
    """The people of `count` dealers, at least one in every province; a firm's landline is shared by its people."""
    found: list[Caller] = []
    dice = cast.dice
    everywhere = [cities[0] for cities, _ in cast.provinces]
    rare = list(cast.firms["rare"])
    for i in range(count):
        city = everywhere[i] if i < len(everywhere) else cast.cities.one(dice)
        town = dice.one(city.towns)
        name = f"{city.name}{rare.pop()}" if rare and i >= len(everywhere) else cast.company(city, town)
        line = cast.numbers.landline(city.code)
        boxes = BOXES[min(3, int(dice.random() ** 1.6 * 4.2))]
        temper = dice.random() if dice.chance(0.05) else 0.0
        weight = 1.0 / (dice.random() * 12.0 + 1.2)  # few call often, many seldom
        shown = line if dice.chance(0.8) else f"{line[: len(city.code)]}-{line[len(city.code) :]}"
        for place in range(1 + dice.chance(0.42) + dice.chance(0.08)):
            mobile = cast.numbers.mobile(city.segments)
            numbers = (mobile, mobile, shown) if place == 0 else (mobile, shown)
            found.append(
                Caller("dealer", cast.person(), name, numbers, city.province, city.name, town,
                       boxes=boxes, temper=temper if place == 0 else 0.0, weight=weight / (1 + 2 * place))
            )  # fmt: skip
    # a province calls as often as the company sells there, however few its dealers are
    share = {cities[0].province: weight for cities, weight in cast.provinces}
    whole: dict[str, float] = defaultdict(float)
    for caller in found:
        whole[caller.province] += caller.weight
    return [replace(each, weight=each.weight * share[each.province] / whole[each.province]) for each in found]


def firms(cast: Cast, *, times: int) -> list[Caller]:
    """Carriers, suppliers and institutions with one to three people each; `times` as many in a large office."""
    dice = cast.dice
    home = cast.provinces[0][0][0]
    found: list[Caller] = []

    def add(kind: str, sort: str, company: str, people: int, number: Callable[[], str]) -> None:
        for _ in range(people):
            found.append(
                Caller(kind, cast.person(), company, (number(),), home.province, home.name, dice.one(home.towns),
                       sort=sort, weight=0.4 + dice.random())
            )  # fmt: skip

    def mobile() -> str:
        return cast.numbers.mobile(home.segments)

    def landline() -> str:
        return cast.numbers.landline(home.code)

    for company, prefix in cast.firms["carriers"]:
        add("logistics", prefix, company, 2 * times, mobile)
    for sort, companies in cast.firms["suppliers"]:
        for company in companies:
            add("supplier", sort, company, dice.whole(1, 2) * times, mobile)
    for sort, company in cast.firms["institutions"]:
        add("other", sort, company, times, landline)
    return found


def nuisance(cast: Cast, count: int) -> list[Caller]:
    """Numbers that sell what nobody asked for; most call once or twice."""
    dice = cast.dice

    def number() -> str:
        roll = dice.random()
        if roll < 0.5:
            return cast.numbers.unplaced()
        if roll < 0.68:
            return cast.numbers.service()
        city = cast.cities.one(dice)
        return cast.numbers.landline(city.code) if roll < 0.8 else cast.numbers.mobile(city.segments)

    abroad = [Caller("nuisance", "", "", (cast.numbers.foreign(),), weight=0.5) for _ in range(3)]
    return [
        Caller("nuisance", "", "", (number(),), weight=0.3 + dice.random()) for _ in range(count)
    ] + abroad


def staff_numbers(cast: Cast, count: int) -> Sequence[str]:
    """Mobile numbers of the staff, all of the office's own city."""
    home = cast.provinces[0][0][0]
    return [cast.numbers.mobile(home.segments) for _ in range(count)]
