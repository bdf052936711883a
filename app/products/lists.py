"""The list of products: what it is narrowed by, and one field of many products changed in one step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.office import bulk, filters, short_lists
from app.office.bulk import BulkField, Outlook, Progress, Seen
from app.office.desk import Desk
from app.office.filters import Field
from app.products import service
from app.products.model import Product
from app.products.rules import field_label
from app.products.service import ProductRow
from app.words import _

HOLDS: Mapping[str, short_lists.Held[ProductRow]] = {
    "series": lambda row: row.series,
    "unit": lambda row: row.unit,
    "discontinued": lambda row: row.discontinued,
    "spec": lambda row: row.spec,
}


def fields(desk: Desk) -> tuple[Field, ...]:
    """The fields in the order they are offered. Reads the products: for a job."""
    rows = service.find(desk)

    def known(name: str) -> tuple[filters.Choice, ...]:
        return tuple(
            filters.choice(each, each) for each in sorted({getattr(row, name) for row in rows}) if each
        )

    gone = field_label("discontinued")
    return (
        Field("series", field_label("series"), "choice", known("series")),
        Field("discontinued", gone, "flag", yes=gone, no=_("On sale")),
        Field("unit", field_label("unit"), "choice", known("unit")),
        Field("spec", field_label("spec"), "text", hint=_("Part of it, such as 500ml")),
    )


def listed(desk: Desk, values: Mapping[str, Any], *, binned: bool = False) -> list[ProductRow]:
    """The products that `values` ask for, by name; those in the bin with `binned`."""
    return short_lists.narrowed(service.find(desk, binned=binned), HOLDS, values)


def counts(desk: Desk, values: Mapping[str, Any], key: str) -> dict[Any, int]:
    """How many products each value of the field `key` has."""
    return short_lists.counts(service.find(desk), HOLDS, values, key) if key in HOLDS else {}


def bulk_fields(desk: Desk) -> tuple[BulkField, ...]:
    """What many products can be given at once."""
    gone = field_label("discontinued")
    return (
        BulkField("discontinued", gone, "flag", yes=gone, no=_("On sale")),
        *(BulkField(name, field_label(name), "text") for name in ("series", "unit", "pack_unit")),
    )


def preview(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """What giving the field `key` of the products `ids` the `value` would do. UserError as in bulk.checked."""
    bulk.checked(bulk_fields(desk), key, value)
    with desk.store.read() as session:
        return bulk.outlook(
            one for part in bulk.batches(ids, told=told) for one in _seen(session, part, key, value)
        )


def change(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """Give the field `key` of the products `ids` the `value` in one write, undone in one step; what was done."""
    bulk.checked(bulk_fields(desk), key, value)
    with desk.store.write("product.change_many") as session:
        seen = (
            one for part in bulk.batches(ids, told=told) for one in list(_seen(session, part, key, value))
        )
        return bulk.outlook(
            seen, give=lambda one: service.change_in(session, session.get_one(Product, one.id), one.after)
        )


def _seen(session: Session, ids: Sequence[int], key: str, value: Any) -> Iterator[Seen]:
    rows = {row.id: row for row in session.scalars(select(Product).where(Product.id.in_(ids)))}
    for row in (rows[each] for each in ids if each in rows):
        before = service.as_typed(row)
        reason = _("It is in the bin. Restore it first.") if row.deleted_at is not None else ""
        held = getattr(before, key)
        if isinstance(held, bool):
            now = field_label("discontinued") if held else _("On sale")
        else:
            now = held or _("(empty)")
        yield Seen(row.id, f"{row.code} {row.name}", before, replace(before, **{key: value}), now, reason)
