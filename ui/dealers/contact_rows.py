"""The list of contacts: where its rows come from, and how one is shown on two lines or in columns. Qt-free."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.dealers import contacts
from app.dealers.birthdays import birthday_text
from app.dealers.contacts import ContactQuery, ContactRow
from app.dealers.sheets import shown_numbers
from app.dealers.words import field_label
from app.words import _, language, ngettext, pgettext
from ui.dealers.rows import lit
from ui.kit.list_spec import Asked
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.saying import joined

if TYPE_CHECKING:
    from app.office.desk import Desk

NEAR = 14
"""A birthday in so many days is amber."""
TOLD = 30
"""So many days ahead it is said how many there are."""


def columns() -> tuple[Column, ...]:
    """The columns of the wide list."""
    wide = language() != "zh"
    small = {"size": 12, "tone": "text2"}
    return (
        Column("name", pgettext("contact", "Name"), 108),
        Column("title", field_label("title"), 96, sorts=False, **small),
        Column("phone", field_label("phone"), 150, sorts=False),
        Column("dealer", pgettext("contact", "Dealer"), 180, stretch=1),
        Column("birthday", field_label("birthday"), 168 if wide else 148, **small),
        Column("wechat", field_label("wechat"), 96, sorts=False, hidden=True, **small),
        Column("place", pgettext("dealer.column", "Place"), 116, sorts=False, hidden=True, **small),
        Column("salesman", field_label("salesman"), 84, sorts=False, hidden=True, **small),
        Column("remark", field_label("remark"), 120, sorts=False, hidden=True, **small),
    )


def query_of(asked: Asked) -> ContactQuery:
    """The contacts that fit what the list is asked for."""
    return ContactQuery(text=asked.text, filters=asked.values)


class ContactSource:
    """What a RecordTable lists: the contacts of one query."""

    def __init__(self, desk: "Desk", query: ContactQuery) -> None:
        self._desk, self.query = desk, query

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in order."""
        query = self.query
        if sort is not None:
            query = replace(query, sort=sort.key, descending=sort.descending)
        return contacts.find(self._desk, query, limit=limit, token=token)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Formatted rows for `ids`."""
        today, text = self._desk.today(), self.query.text
        return [row and shown(row, today, text) for row in contacts.rows(self._desk, ids)]

    def interrupt(self, token: object) -> None:
        """Stop the statement that runs under `token`."""
        self._desk.store.interrupt(token)


def shown(row: ContactRow, today: date, text: str = "") -> Row:
    """A contact as a row: its cells, and its two lines for a narrow pane. What matches `text` is lit."""
    name, number = Cell(row.name, found=lit(row.name, text)), shown_numbers(row.phone)
    birthday = _birthday(row, today)
    days = (row.next_birthday - today).days if row.next_birthday else None
    near = Cell(_soon(days), tone="amber") if days is not None and days <= NEAR else Cell(number)
    place = joined(row.province, row.city if row.city != row.province else "")
    return Row(
        id=row.id,
        cells=(
            name, Cell(row.title), Cell(number), Cell(row.dealer, found=lit(row.dealer, text)), birthday,
            Cell(row.wechat), Cell(place), Cell(row.salesman), Cell(" ".join(row.remark.split())),
        ),
        title=name, sub=Cell(joined(row.title, row.dealer)), end=near,
    )  # fmt: skip


def _birthday(row: ContactRow, today: date) -> Cell:
    if row.birthday is None or row.next_birthday is None:
        return Cell()
    days = (row.next_birthday - today).days
    said = birthday_text(row.birthday)
    if days > TOLD:
        return Cell(said)
    soon = _("today") if not days else ngettext("in {n} day", "in {n} days", days).format(n=days)
    return Cell(f"{said} ({soon})", tone="amber" if days <= NEAR else "")


def _soon(days: int) -> str:
    if not days:
        return _("birthday today")
    return ngettext("birthday in {n} day", "birthday in {n} days", days).format(n=days)
