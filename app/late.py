"""What is named as "module:name" and read on its first use: a library nobody looks through costs time and memory."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")


def named(where: str) -> Any:
    """What "module:name" names; the module is read now if it was not."""
    module, _colon, name = where.partition(":")
    return getattr(import_module(module), name)


class Module:
    """A module that is read when something of it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


class Named(Mapping[str, T], Generic[T]):
    """A mapping whose values are named as "module:name"; its keys are known without reading any of the modules."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)

    def __getitem__(self, key: str) -> T:
        value: T = named(self._names[key])
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
