"""Filling a month day by day by a plain rule: who owes most comes first, rested before tired."""

from collections.abc import Callable

from app.roster.slots import Places


def fill(month: Places, dice: Callable[[], float], carry: dict[int, float]) -> None:
    """Day by day, those who owe most, rested before tired, ties by what was done that weekday, then by lot."""
    owed = {p: month.ledger.owed(p) - month.count[p] for p in month.people}
    last = dict.fromkeys(month.before, -1)
    for day, slots in enumerate(month.grid):
        free = [place for place, slot in enumerate(slots) if slot.person is None and not slot.fixed]
        ours = sum(1 for slot in slots if slot.person in month.people)
        month.accrue(owed, day, ours + min(len(free), len(month.may[day] - month.who[day])))
        near, weekday = month.near(day), month.days[day].isoweekday()
        whole, rest = divmod(len(month.eligible[day]), max(1, len(slots)))
        enough = whole if rest else whole - 1  # one day less than the round, so that pairs change

        def key(
            p: int, day: int = day, near: set[int] = near, weekday: int = weekday, enough: int = enough
        ) -> tuple[object, ...]:
            want = owed[p] + month.wish(p, weekday)
            waited = min(day - last.get(p, -enough), enough)
            return (
                p in near, -round(want, 4), -waited, -round(carry.get(p, 0.0), 2),
                month.ledger.weekdays[p, weekday], dice(),
            )  # fmt: skip

        order = sorted((p for p in month.eligible[day] if month.can(p, day)), key=key)
        for place, person in zip(free, _together(month, order, len(free)), strict=False):
            month.put(day, place, person)
            owed[person] -= 1
        last.update(dict.fromkeys(month.who[day], day))


def _together(month: Places, order: list[int], count: int) -> list[int]:
    """The first `count` of `order` who may be together, or as many as there are such."""
    for size in range(min(count, len(order)), 0, -1):
        tries = [20_000]
        found = _subset(month, order, 0, size, [], tries)
        if found is not None:
            return found
    return []


def _subset(
    month: Places, order: list[int], first: int, size: int, chosen: list[int], tries: list[int]
) -> list[int] | None:
    if len(chosen) == size:
        return chosen
    for at in range(first, len(order) - (size - len(chosen)) + 1):
        tries[0] -= 1
        if tries[0] < 0:
            return None
        if month.foes.get(order[at], set()).isdisjoint(chosen):
            found = _subset(month, order, at + 1, size, [*chosen, order[at]], tries)
            if found is not None:
                return found
    return None
