"""The dealers' archive of the demo office, around the people who call from each dealer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from app.china import credit_code, divisions, pinyin
from app.china.lunar_days import Birthday
from app.dealers import names
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.demo import texts
from app.demo.callers import BOXES, Caller, Cast
from app.demo.dice import Dice, Weighted
from app.demo.staff import Staff

_PROVINCE_CODES = (
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
    63, 64, 65,
)  # fmt: skip
"""Of GB/T 2260, in the order of regions.PROVINCES."""
_CLASH = 0.05
"""Share of the doubles of product and county that are left standing, so that there is something to clear up."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A dealer of the archive; `salesman` is a name of the staff."""

    dealer: NewDealer
    salesman: str


class Archive:
    """Invents what is known of the dealers; the same callers, dice and last day give the same archive."""

    def __init__(self, cast: Cast, staff: Staff, *, dice: Dice, until: date) -> None:
        self._cast, self._staff, self._dice, self._until = cast, staff, dice, until
        self._told: dict[str, Any] = texts.load("dealers")
        self._titles = Weighted([(title, weight) for title, weight in self._told["titles"]])
        self._sources = Weighted([(word, weight) for word, weight in self._told["sources"]])
        self._statuses = Weighted([(word, weight) for word, weight in self._told["statuses"]])
        self._products = Weighted(
            [(number, product.often) for number, product in enumerate(texts.products(), start=1)]
        )
        self._held: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._codes = dict(zip(divisions.tree(), _PROVINCE_CODES, strict=False))

    def firms(self, callers: Sequence[Caller]) -> Iterator[Firm]:
        """The dealers in the order of their callers, who stand together by firm."""
        told = [caller for caller in callers if caller.kind == "dealer"]
        for _company, group in groupby(told, lambda caller: caller.company):
            yield self._firm(list(group))

    def _firm(self, people: list[Caller]) -> Firm:
        dice, first = self._dice, people[0]
        county = self._county(first)
        size = BOXES.index(first.boxes)
        status = self._statuses.one(dice)
        tier = "city" if size == 3 else "county" if size else ("county" if dice.chance(0.5) else "reseller")
        since = self._until - timedelta(days=dice.whole(40, 4_400))
        products = self._products_of(first, county, want=1 + size + dice.whole(0, 2))
        landline = next((each for each in first.numbers if each.startswith("0")), "")
        contacts = tuple(self._contacts(people))
        licensed = dice.chance(0.78)
        brand = names.brand(first.company)
        new = NewDealer(
            name=first.company, short_name=brand if dice.chance(0.6) else "", province=first.province,
            city=first.city, county=county, address=self._address(), principal=first.name,
            mobile=first.numbers[0], landline=landline if dice.chance(0.85) else "",
            wechat_id=self._wechat(first.name) if dice.chance(0.62) else "",
            wechat_name=f"{brand or first.company[:4]}{first.name[0]}" if dice.chance(0.5) else "",
            qq=f"{dice.whole(10_000_000, 2_000_000_000)}" if dice.chance(0.2) else "",
            tier=tier, grade="DCBA"[size] if dice.chance(0.9) else "", status=status,
            since=None if status == "prospect" else since, uscc=self._uscc(first) if dice.chance(0.7) else "",
            licence_no=f"JY1{dice.whole(10**12, 10**13 - 1)}" if licensed else "",
            licence_to=self._until + timedelta(days=dice.whole(-60, 1_500)) if licensed else None,
            invoice_info=self._invoice(first) if dice.chance(0.55) else "",
            credit=Decimal(dice.whole(1, 20) * 10_000) if size >= 2 and dice.chance(0.5) else None,
            credit_days=dice.one((15, 30, 45)) if size >= 2 and dice.chance(0.5) else None,
            source=self._sources.one(dice), key_account=size == 3 and dice.chance(0.6),
            notes=dice.one(self._told["notes"]) if dice.chance(0.4) else "",
            verified_on=self._until - timedelta(days=dice.whole(2, 500)) if dice.chance(0.7) else None,
            remark=dice.one(self._told["remarks"]) if dice.chance(0.12) else None,
            products=products, regions=self._regions(first, county, tier, since) if products else (),
            contacts=contacts, ship_addresses=tuple(self._ship(first, county, contacts)),
        )  # fmt: skip
        owner = self._staff.owners.get(first.province) or self._staff.by_duty["sales"][0]
        return Firm(new, owner)

    def _county(self, caller: Caller) -> str:
        found = divisions.tidy(caller.province, caller.city, caller.town)
        known = divisions.counties(found[0], found[1])
        return found[2] if found[2] in known else self._dice.one(known) if known else ""

    def _products_of(self, caller: Caller, county: str, *, want: int) -> tuple[int, ...]:
        held = self._held[caller.city, county]
        chosen: list[int] = []
        for _try in range(want * 3):
            number = self._products.one(self._dice)
            taken = number in held and not self._dice.chance(_CLASH)
            if number not in chosen and not taken:
                chosen.append(number)
            if len(chosen) == want:
                break
        held.update(chosen)
        return tuple(sorted(chosen))

    def _regions(self, caller: Caller, county: str, tier: str, since: date) -> tuple[Territory, ...]:
        dice = self._dice
        ends = self._until.replace(month=12, day=31) if dice.chance(0.3) else None
        alone = tier != "reseller" and dice.chance(0.55)
        first = Territory(
            province=caller.province, city=caller.city, county=county, exclusive=alone,
            from_on=since if dice.chance(0.7) else None, to_on=ends,
        )  # fmt: skip
        others = [each for each in divisions.counties(caller.province, caller.city) if each != county]
        more = 2 if tier == "city" else 0
        found = [first]
        for other in dice.shuffled(others):
            if len(found) > more:
                break
            if not self._held[caller.city, other]:
                self._held[caller.city, other].update(range(1, 99))  # nobody else is given anything there
                found.append(
                    Territory(province=caller.province, city=caller.city, county=other, exclusive=alone)
                )
        return tuple(found)

    def _contacts(self, people: list[Caller]) -> Iterator[NewContact]:
        dice = self._dice
        for caller in people[1:]:
            yield NewContact(
                name=caller.name, title=self._titles.one(dice), phone=caller.numbers[0],
                wechat=self._wechat(caller.name) if dice.chance(0.4) else "", birthday=self._birthday(),
            )  # fmt: skip
        if len(people) == 1 and dice.chance(0.35):
            home = people[0]
            segments = next(
                (c.segments for cities, _w in self._cast.provinces for c in cities if c.name == home.city), ()
            )
            if segments:
                number = self._cast.numbers.mobile(segments)
                yield NewContact(name=self._cast.person(), title=self._titles.one(dice), phone=number)

    def _birthday(self) -> Birthday | None:
        dice = self._dice
        if not dice.chance(0.35):
            return None
        lunar = dice.chance(0.6)
        return Birthday(
            dice.whole(1, 12),
            dice.whole(1, 29 if lunar else 28),
            dice.whole(1962, 1996) if dice.chance(0.6) else None,
            lunar,
        )

    def _ship(
        self, caller: Caller, county: str, contacts: tuple[NewContact, ...]
    ) -> Iterator[NewShipAddress]:
        dice = self._dice
        count = 2 if dice.chance(0.15) else 1 if dice.chance(0.86) else 0
        for place in range(count):
            who = contacts[0] if contacts and dice.chance(0.6) else None
            yield NewShipAddress(
                receiver=who.name if who else caller.name, phone=who.phone if who else caller.numbers[0],
                province=caller.province, city=caller.city, county=county, address=self._warehouse(),
                receive_time=dice.one(self._told["receive"]) if dice.chance(0.6) else "", is_default=place == 0,
            )  # fmt: skip

    def _address(self) -> str:
        dice = self._dice
        yard = dice.one(self._told["yards"]) if dice.chance(0.3) else ""
        return f"{dice.one(self._told['streets'])}{dice.whole(1, 388)}号{yard}"

    def _warehouse(self) -> str:
        dice = self._dice
        return f"{dice.one(self._told['streets'])}{dice.whole(1, 388)}号{dice.one(self._told['warehouses'])}"

    def _wechat(self, name: str) -> str:
        spelled = next(iter(pinyin.initials(name, person=True)), "wx")
        return f"{spelled}{self._dice.whole(100, 99_999)}"

    def _uscc(self, caller: Caller) -> str:
        code = self._codes.get(caller.province, 37)
        dice = self._dice
        first = f"91{code}{dice.whole(100, 1999):04d}MA{dice.whole(0, 9_999_999):07d}"
        return first + credit_code.check_digit(first)

    def _invoice(self, caller: Caller) -> str:
        dice = self._dice
        return f"{caller.company}　{caller.city}{dice.one(self._told['banks'])}　{dice.whole(10**15, 10**16 - 1)}"
