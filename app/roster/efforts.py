"""Who of a day does what: the heavier task for who has done less, and not always the same one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from app.roster.slots import Places, Slot

MOST_ORDERS = 4
"""So many people of a day have all orders tried."""


def share(month: Places) -> None:
    """Let the people of each day of `month` change their tasks, so that the effort of the year is even."""
    due = {p: month.ledger.owed_effort(p) for p in month.people}
    for day, slots in enumerate(month.grid):
        month.accrue(due, day, sum(slot.effort for slot in slots if slot.person in month.people))
        for slot in slots:
            if slot.person is not None:
                due[slot.person] = due.get(slot.person, 0.0) - slot.effort
    tasks = Counter(month.ledger.tasks)
    for slots in month.grid:
        _reorder(slots, due, tasks)
        tasks.update((slot.person, slot.task) for slot in slots if slot.person is not None)
    for _round in range(3):
        changed = [_reorder(slots, due, tasks) for slots in month.grid]  # each is asked
        if not any(changed):
            return


def _reorder(slots: list[Slot], due: dict[int, float], tasks: Counter[tuple[int, str]]) -> bool:
    free = [n for n, slot in enumerate(slots) if not slot.fixed and slot.person is not None]
    people = [slots[n].person for n in free]
    if not 1 < len(free) <= MOST_ORDERS:
        return False
    start = {p: due[p] + slots[n].effort for n, p in zip(free, people, strict=True) if p is not None}

    def cost(order: Sequence[int | None]) -> tuple[float, int]:
        uneven = sum(
            (start[p] - slots[n].effort) ** 2 for n, p in zip(free, order, strict=True) if p is not None
        )
        known = sum(tasks[p, slots[n].task] for n, p in zip(free, order, strict=True) if p is not None)
        return round(uneven, 6), known

    best = min(permutations(people), key=cost)
    changed = cost(best) < cost(people)
    for n, p in zip(free, best if changed else people, strict=True):
        assert p is not None
        if changed:
            slots[n] = replace(slots[n], person=p)
            due[p] = start[p] - slots[n].effort
    return changed
