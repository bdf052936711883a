"""Changing one field of many records: what a list may change, what would happen, and what happened."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from app.office.filters import Choice, Kind
from app.store.errors import UserError
from app.words import _

MOST = 20_000
"""So many records at once: all their images are kept until the write has left the undo stack."""
BATCH = 500
"""Records read and written at a time; between two batches a job may be cancelled."""
Progress = Callable[[int, int], object]
"""Told how many of how many are done; raises to stop, and then nothing is changed."""


class BulkField(NamedTuple):
    """A field that many records can be given at once."""

    key: str
    label: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    yes: str = ""
    no: str = ""


class Refused(NamedTuple):
    """A record that keeps its value, and why."""

    id: int
    title: str
    reason: str


class Outlook(NamedTuple):
    """What a change of many would do, or did: so many changed, so many had the value already, these refuse.

    `before` says what the changing ones hold now: (words, how many), the most frequent first.
    """

    changing: int = 0
    same: int = 0
    refused: tuple[Refused, ...] = ()
    before: tuple[tuple[str, int], ...] = ()


def batches(ids: Sequence[int], *, told: Progress | None = None) -> Iterator[list[int]]:
    """`ids` in order, BATCH at a time; told before each and after the last. UserError for more than MOST."""
    if len(ids) > MOST:
        raise UserError(
            _("At most {most} records can be changed at once. Narrow the list with a filter first.").format(
                most=f"{MOST:,}"
            )
        )
    for first in range(0, len(ids), BATCH):
        if told is not None:
            told(first, len(ids))
        yield list(ids[first : first + BATCH])
    if told is not None:
        told(len(ids), len(ids))  # the last moment to stop: what comes after is the commit


def counted(words: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """How often each of `words` stands there, the most frequent first."""
    found: dict[str, int] = {}
    for each in words:
        found[each] = found.get(each, 0) + 1
    return tuple(sorted(found.items(), key=lambda pair: -pair[1]))


def checked(fields: Sequence[BulkField], key: str, value: Any) -> BulkField:
    """The field `key`, when `value` is one it can be given. UserError otherwise."""
    field = next((each for each in fields if each.key == key), None)
    if field is None:
        raise UserError(_("{field} can't be changed for many records at once.").format(field=key))
    if field.kind in ("choice", "person") and value not in {each.value for each in field.choices}:
        raise UserError(_("{value} is no choice for {field}.").format(value=value, field=field.label))
    if field.kind == "flag" and not isinstance(value, bool):
        raise UserError(_("{value} is no choice for {field}.").format(value=value, field=field.label))
    return field


class Seen(NamedTuple):
    """One record as a change of many sees it: as it is and as it would be, what its value is called now, and why it
    refuses ("" when it does not).
    """

    id: int
    title: str
    before: Any
    after: Any
    now: str = ""
    reason: str = ""


def outlook(seen: Iterable[Seen], *, give: Callable[[Seen], object] | None = None) -> Outlook:
    """What changing `seen` would do, or, with `give` for each one that changes, did."""
    changing: list[str] = []
    same = 0
    refused: list[Refused] = []
    for one in seen:
        if one.reason:
            refused.append(Refused(one.id, one.title, one.reason))
        elif one.after == one.before:
            same += 1
        else:
            if give is not None:
                give(one)
            changing.append(one.now)
    return Outlook(len(changing), same, tuple(refused), counted(changing))
