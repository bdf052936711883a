"""What a page says of its list, as data: columns, fields to filter by, what many records can be given, services."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from app.office.bulk import BulkField, Outlook
from app.office.filters import Field
from app.words import ngettext
from ui.kit.rows import Column, Sort, Source

Told = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: the search text, the preset chip, filter values by field, the bin instead."""

    text: str = ""
    preset: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    in_bin: bool = False

    def narrowed(self) -> bool:
        """Whether something can be cleared so that more is shown."""
        return bool(self.text or self.values)

    def kept(self) -> dict[str, Any]:
        """What is remembered from day to day, as JSON: a search and the bin are not."""
        return {"preset": self.preset, "values": dict(self.values)}


def records(count: int) -> str:
    """So many records in words, for a list that has no better word."""
    return ngettext("{n} record", "{n} records", count).format(n=f"{count:,}")


class BulkSpec(NamedTuple):
    """Changing many records: `fields` and `preview` read, `change` writes; all three run in jobs."""

    fields: Callable[[], Sequence[BulkField]]
    preview: Callable[[Sequence[int], str, Any, Told], Outlook]
    change: Callable[[Sequence[int], str, Any, Told], Outlook]


class ListSpec(NamedTuple):
    """One list of the program.

    key -- names its saved views. source(asked) -- cheap, on the GUI thread. fields, counts -- read, in jobs.
    presets -- chips of which one is on: (key, words). searched -- preset that is shown while a text is looked for,
    by the one that was on. adjusted -- takes back a combination that makes no sense. real -- whether an id is a
    saved record. empty -- icon, title and text when there is nothing, filters aside. remove, restore, export --
    services, run in jobs; without them the list does not offer it.
    """

    key: str
    name: str
    hint: str
    columns: Sequence[Column]
    source: Callable[[Asked], Source]
    usual: Sort
    fields: Callable[[], Sequence[Field]] | None = None
    counts: Callable[[Asked, str], Mapping[Any, int]] | None = None
    presets: Sequence[tuple[str, str]] = ()
    searched: Mapping[str, str] = MappingProxyType({})
    adjusted: Callable[[Asked], Asked] = lambda asked: asked
    words: Callable[[int], str] = records
    real: Callable[[int], bool] = lambda id: id > 0
    empty: Callable[[Asked], tuple[str, str, str]] = lambda _asked: ("list", "", "")
    bulk: BulkSpec | None = None
    remove: Callable[[Sequence[int]], int] | None = None
    restore: Callable[[Sequence[int]], int] | None = None
    export: Callable[[Path, list[int], Told], int] | None = None
    imports: str = ""
    """The kind that its menu offers to import."""
    row_height: int = 36
    lines: bool = False
    line_height: int = 56

    def first(self) -> Asked:
        """What is asked for when nobody asked for anything yet."""
        return Asked(preset=self.presets[0][0] if self.presets else "")

    def restored(self, kept: Any) -> Asked:
        """What `Asked.kept` gave, as far as it is still understood."""
        told = kept if isinstance(kept, Mapping) else {}
        preset, values = told.get("preset"), told.get("values")
        asked = self.first()
        if preset in {key for key, _words in self.presets}:
            asked = replace(asked, preset=str(preset))
        return replace(asked, values=dict(values) if isinstance(values, Mapping) else {})
