"""Lists so short that they are read whole: narrowed and counted in Python, by the fields they declare."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Held = Callable[[T], Any]
"""What a record holds in a field: one value, or several of them."""


def narrowed(records: Iterable[T], holds: Mapping[str, Held[T]], values: Mapping[str, Any]) -> list[T]:
    """The `records` that hold what `values` ask for (as app.office.filters keeps them), in their order.

    A choice: one of its values; a flag: just so; a text: contained, letters large or small. A key without a meaning
    is left out: a view may be older than the list.
    """
    asked = {key: value for key, value in values.items() if key in holds}
    return [each for each in records if all(_fits(holds[key](each), value) for key, value in asked.items())]


def counts(
    records: Iterable[T], holds: Mapping[str, Held[T]], values: Mapping[str, Any], key: str
) -> dict[Any, int]:
    """How many records each value of the field `key` has, the other fields being asked for as they are."""
    others = {name: value for name, value in values.items() if name != key}
    found: Counter[Any] = Counter()
    for each in narrowed(records, holds, others):
        found.update(set(_several(holds[key](each))))
    return dict(found)


def _fits(held: Any, value: Any) -> bool:
    if isinstance(value, bool):
        return bool(held) == value
    if isinstance(value, str):
        return any(value.strip().lower() in str(one).lower() for one in _several(held))
    return bool(set(_several(held)) & set(value))


def _several(held: Any) -> Sequence[Any]:
    return held if isinstance(held, tuple | list) else (held,)
