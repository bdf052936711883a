"""The list of dealers: where its rows come from, and how a dealer is shown on two lines or in columns. Qt-free."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.china import pinyin
from app.dealers import finding
from app.dealers.finding import DealerQuery, DealerRow
from app.dealers.words import field_label
from app.words import _, language, ngettext, pgettext
from ui.kit.list_spec import Asked
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.saying import joined

if TYPE_CHECKING:
    from app.office.desk import Desk

MANY_GAPS = 6
"""From so many missing fields on the gaps are amber (look.md 4)."""
STATUS_TONES = {"active": "green", "suspended": "amber", "ended": "red", "prospect": "text2"}


def columns() -> tuple[Column, ...]:
    """The columns of the wide list, with some that are hidden until somebody wants them."""
    wide = language() != "zh"
    small = {"size": 12, "tone": "text2"}
    return (
        Column("code", field_label("code"), 84, **small),
        Column("name", field_label("name"), 180, stretch=1),
        Column("place", pgettext("dealer.column", "Place"), 132, **small),
        Column("tier", field_label("tier"), 96 if wide else 64, **small),
        Column("grade", field_label("grade"), 56, **small),
        Column("status", field_label("status"), 84, size=12),
        Column("salesman", field_label("salesman"), 96 if wide else 84, **small),
        Column("principal", field_label("principal"), 84, sorts=False, tone="text2", hidden=True),
        Column("phone", field_label("phone"), 128, sorts=False, tone="text2", hidden=True),
        Column("completeness", field_label("completeness"), 108 if wide else 72, align="right", **small),
        Column("verified_on", field_label("verified_on"), 92, hidden=True, **small),
        Column("licence_to", field_label("licence_to"), 92, hidden=True, **small),
        Column("since", field_label("since"), 92, hidden=True, **small),
    )


def query_of(asked: Asked) -> DealerQuery:
    """The dealers that fit what the list is asked for."""
    return DealerQuery(text=asked.text, filters=asked.values, in_bin=asked.in_bin)


class DealerSource:
    """What a RecordTable lists: the dealers of one query."""

    def __init__(self, desk: "Desk", query: DealerQuery) -> None:
        self._desk, self.query = desk, query

    def sorted_query(self, sort: Sort | None) -> DealerQuery:
        """The query in the order of a `sort` chosen in the header, by name without one."""
        return self.query if sort is None else replace(self.query, sort=sort.key, descending=sort.descending)

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in order."""
        return finding.find(self._desk, self.sorted_query(sort), limit=limit, token=token)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Formatted rows for `ids`."""
        today, text = self._desk.today(), self.query.text
        return [row and shown(row, today, text) for row in finding.rows(self._desk, ids)]

    def interrupt(self, token: object) -> None:
        """Stop the statement that runs under `token`."""
        self._desk.store.interrupt(token)


def place(row: DealerRow, *, county: bool = True) -> str:
    """Province and city, nothing twice; the county too when asked."""
    return " ".join(
        dict.fromkeys(part for part in (row.province, row.city, row.county if county else "") if part)
    )


def shown(row: DealerRow, today: date, text: str = "") -> Row:
    """A dealer as a row: its cells, and its two lines for a narrow pane. What matches `text` is lit."""
    gaps = len(row.gaps)
    lack = ngettext("{n} missing", "{n} missing", gaps).format(n=gaps) if gaps else _("complete")
    tone = "green" if not gaps else "amber" if gaps >= MANY_GAPS else "text2"
    tip = _(", ").join(field_label(each) for each in row.gaps)
    expired = row.licence_to is not None and row.licence_to < today
    sub = joined(row.city or row.province, row.tier_label, row.salesman)
    found = lit(row.name, text)
    status = Cell(row.status_label, tone=STATUS_TONES.get(row.status, "text2"), tag=True)
    return Row(
        id=row.id,
        cells=(
            Cell(row.code), Cell(row.name, found=found), Cell(place(row)), Cell(row.tier_label), Cell(row.grade),
            status, Cell(row.salesman), Cell(row.principal), Cell(row.phone),
            Cell(f"{row.completeness} %", tone=tone, tip=tip), _day(row.verified_on),
            _day(row.licence_to)._replace(tone="red" if expired else ""), _day(row.since),
        ),
        title=Cell(row.name, found=found), sub=Cell(sub),
        mark=Cell() if row.status == "active" else status,
        end=Cell(lack, tone=tone, tip=tip), deleted=row.deleted,
    )  # fmt: skip


def _day(on: date | None) -> Cell:
    return Cell(on.isoformat() if on else "")


def lit(name: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """Where `wanted` stands in `name`: its characters, or the hanzi whose initials or pinyin it is."""
    wanted = "".join(wanted.split()).lower()
    if not wanted:
        return ()
    at = name.lower().find(wanted)
    if at >= 0:
        return ((at, len(wanted)),)
    if not wanted.isalpha() or not wanted.isascii():
        return ()
    for start in range(len(name)):
        for end in range(start + 1, min(len(name), start + len(wanted)) + 1):
            part = name[start:end]
            if wanted in pinyin.initials(part, person=False) or wanted in pinyin.full(part, person=False):
                return ((start, end - start),)
    return ()
