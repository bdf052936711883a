"""The words of one call: a dictionary that makes up each slot of a template when it is first asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.demo.callers import Caller, Cast
from app.demo.dice import Dice, Weighted
from app.demo.staff import Staff
from app.demo.texts import Product

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Order:
    """What a dealer ordered last, so that the next calls are about the same boxes."""

    product: Product
    boxes: int
    sent: date
    carrier: str
    waybill: str


@dataclass(frozen=True, slots=True)
class Today:
    """What a day looks like from the desk: how the next days are called, and the months around it."""

    on: date
    before: tuple[date, ...]
    """The working days before it, the last one last."""
    soon: tuple[str, ...]
    months: dict[str, str]

    @classmethod
    def at(cls, on: date, *, before: Sequence[date], after: Sequence[date]) -> "Today":
        """`before` and `after` are the working days around it."""
        soon = []
        for day in after[:3]:
            ahead = (day - on).days
            monday = day.toordinal() - day.weekday() == on.toordinal() - on.weekday()
            week = f"周{_WEEKDAYS[day.weekday()]}"
            named = "明天" if ahead == 1 else "后天" if ahead == 2 else week if monday else f"下{week}"
            soon.append(named if ahead < 8 else f"{day.month}月{day.day}日")
        last = (on.replace(day=1) - timedelta(days=1)).month
        return cls(
            on, tuple(before[-5:]) or (on - timedelta(days=1),), tuple(soon) or ("明天",),
            {"month": f"{last}月", "this_month": f"{on.month}月", "next_month": f"{on.month % 12 + 1}月",
             "nextyear": str(on.year + (on.month >= 9))},
        )  # fmt: skip


class World:
    """What all calls draw from: products, carriers, staff, and the memory of each dealer's last order."""

    def __init__(self, cast: Cast, staff: Staff, products: Sequence[Product], dice: Dice) -> None:
        self.cast, self.staff, self.dice = cast, staff, dice
        self.products = Weighted([(product, product.often) for product in products])
        self.carriers: list[tuple[str, str]] = [(name, prefix) for name, prefix in cast.firms["carriers"]]
        self.orders: dict[Caller, Order] = {}

    def waybill(self, carrier: str) -> str:
        """A number such as `carrier` would give."""
        prefix = next((prefix for name, prefix in self.carriers if name == carrier), self.carriers[0][1])
        return f"{prefix}{int(self.dice.random() * 10**10):010d}"

    def person(self, duty: str, caller: Caller) -> str:
        """Who is asked about `duty` for this caller."""
        if duty == "sales":
            return self.staff.owners.get(caller.province, self.staff.by_duty["sales"][0])
        return self.dice.one(self.staff.by_duty[duty])


class Scene(dict[str, str]):
    """One call's slots. `hour` is the hour of the day, `order` what the call may be about."""

    def __init__(
        self,
        world: World,
        today: Today,
        caller: Caller,
        *,
        hour: int,
        duty: str = "",
        order: Order | None = None,
    ) -> None:
        super().__init__(today.months)
        self._world, self._today, self._caller, self._hour, self._duty = world, today, caller, hour, duty
        self._dice = world.dice
        self._product = order.product if order else world.products.one(world.dice)
        if order is not None:
            self.update(
                n=str(order.boxes), carrier=order.carrier, waybill=order.waybill, sent=self._day(order.sent)
            )

    def __missing__(self, slot: str) -> str:
        make = _SLOTS.get(slot)
        value = make(self) if make is not None else self._world.person(slot, self._caller)
        self[slot] = value
        return value

    @property
    def product(self) -> Product:
        """What this call is about."""
        return self._product

    def say(self, text: str) -> str:
        """`text` with its slots filled."""
        return text.format_map(self) if "{" in text else text

    def _day(self, on: date) -> str:
        return f"{on.day}日" if on.month == self._today.on.month else f"{on.month}月{on.day}日"

    def other_product(self) -> str:
        while (other := self._world.products.one(self._dice)) is self._product:
            continue
        return other.name

    def carrier(self) -> str:
        return (
            self._caller.company
            if self._caller.kind == "logistics"
            else self._dice.one(self._world.carriers)[0]
        )

    def eta(self) -> str:
        if self._hour < 12 and self._dice.chance(0.2):
            return "今天下午"
        return f"{self._dice.one(('明天', '后天'))}{self._dice.one(('上午', '下午'))}"

    def hour(self) -> str:
        if self._hour >= 16:
            return f"明早{self._dice.one(('8点半', '9点', '10点'))}"
        first = max(self._hour + 1, 9)
        hour = self._dice.whole(first, max(first, 17))
        return f"上午{hour}点" if hour < 12 else "中午12点" if hour == 12 else f"下午{hour - 12}点"

    def batch(self) -> str:
        made = self._today.on - timedelta(days=self._dice.whole(20, 120))
        return f"{made:%Y%m%d}-{self._dice.whole(1, 3)}"

    def sent(self) -> str:
        return self._day(self._dice.one(self._today.before))

    def amount(self) -> str:
        money = int(self._dice.about(6800, spread=1.0))
        return f"{max(120, money - money % 20):,}"

    def tables(self) -> str:
        count = self._dice.whole(10, 45)
        self["tables2"] = str(2 * count + 6)
        return str(count)

    def whole(self, low: int, high: int) -> str:
        return str(self._dice.whole(low, high))


_SLOTS: dict[str, Callable[[Scene], str]] = {
    "p": lambda s: s.product.name,
    "p2": Scene.other_product,
    "price": lambda s: str(s.product.price),
    "spec": lambda s: s.product.spec,
    "n": lambda s: str(s._dice.one(s._caller.boxes)),
    "n2": lambda s: s.whole(1, 6),
    "b": lambda s: s.whole(2, 6),
    "d": lambda s: s.whole(2, 6),
    "tail": lambda s: f"{s._dice.whole(100, 999)}",
    "inv": lambda s: f"{s._dice.whole(1000, 9999)}",
    "town": lambda s: s._caller.town,
    "city": lambda s: s._caller.city,
    "carrier": Scene.carrier,
    "waybill": lambda s: s._world.waybill(s["carrier"]),
    "driver": lambda s: f"{s._world.cast.surname()}师傅",
    "soon": lambda s: s._dice.one(s._today.soon),
    "eta": Scene.eta,
    "hour": Scene.hour,
    "batch": Scene.batch,
    "sent": Scene.sent,
    "sum": Scene.amount,
    "tables": Scene.tables,
    "who": lambda s: s[s._duty or "svc"],
    "due": lambda s: "今天",
}
