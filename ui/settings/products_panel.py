"""What the company sells: the list of products with its editor beside it."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.overview.tables import export
from app.products import lists, service
from app.products.rules import NewProduct, field_label
from app.products.service import ProductCard, ProductRow
from app.words import _, ngettext
from ui.kit.buttons import Button
from ui.kit.keys import ActionMap
from ui.kit.list_spec import Asked, BulkSpec, ListSpec, Told
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.seat import Seat
from ui.settings.actions import PRODUCTS
from ui.settings.edited_list import EditedList
from ui.settings.product_form import ProductForm
from ui.settings.side_by_side import ListSource


def products(count: int) -> str:
    """So many products in words."""
    return ngettext("{n} product", "{n} products", count).format(n=f"{count:,}")


def spec(seat: Seat) -> ListSpec:
    """What the list of products is made of."""
    desk = seat.desk

    def written(path: Path, ids: list[int], told: Told) -> int:
        return export(desk, "products", path, ids=ids, progress=told)

    return ListSpec(
        key="products", name=_("Products"), hint=_("Name, initials or code"), columns=_columns(),
        source=lambda asked: _source(seat, asked), usual=Sort("name", False), fields=lambda: lists.fields(desk),
        counts=lambda asked, key: lists.counts(desk, asked.values, key), words=products, empty=_nothing_here,
        bulk=BulkSpec(
            fields=lambda: lists.bulk_fields(desk),
            preview=lambda ids, key, value, told: lists.preview(desk, ids, key, value, told=told),
            change=lambda ids, key, value, told: lists.change(desk, ids, key, value, told=told),
        ),
        remove=lambda ids: service.remove(desk, ids), restore=lambda ids: service.restore(desk, ids),
        export=written, imports="products",
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", field_label("code"), 88), Column("name", field_label("name"), 116, stretch=3),
        Column("series", field_label("series"), 72, stretch=1), Column("spec", field_label("spec"), 92, stretch=1),
        Column("price", field_label("price"), 84, align="right"),
        Column("unit", field_label("unit"), 76), Column("state", _("State"), 76),
    )  # fmt: skip


def _source(seat: Seat, asked: Asked) -> ListSource:
    desk = seat.desk
    return ListSource(
        lambda: lists.listed(desk, asked.values, binned=asked.in_bin), fits=_fits, draw=_draw, text=asked.text,
        by={
            "code": lambda row: row.code, "name": _by_sound, "series": lambda row: row.series,
            "spec": lambda row: row.spec, "price": lambda row: (row.price is None, row.price or 0),
            "unit": lambda row: row.unit, "state": lambda row: row.discontinued,
        },
    )  # fmt: skip


def _by_sound(row: ProductRow) -> Any:
    return min(row.keys, default=row.name)


def _nothing_here(_asked: Asked) -> tuple[str, str, str]:
    return (
        "package",
        _("No products yet"),
        _("Enter the first one with Ctrl+N, or bring in the list the company has."),
    )


class ProductsPanel(EditedList):
    """List and editor of the products."""

    TABLES = ("product",)
    form: ProductForm

    def __init__(self, seat: Seat) -> None:
        add = Button(_("New product"), icon="plus", key="Ctrl N")
        super().__init__(seat, spec(seat), ProductForm(), add=add)
        self.added = _("{name} is on the list of products.")
        self.by_part: dict[str, QWidget] = {"products": self.table, "new product": add}
        self.keys = ActionMap(self)
        self.keys.bind(PRODUCTS, {"new": self.begin_new, "save": self.form.save, **self.list.runs()})
        self.list.start()

    def begin_new(self) -> None:
        if self.form.dirty():
            self.form.start()
            return
        self._begun, self._card, self._wanted = True, None, 0
        self.form.show_new()

    def _read(self, product_id: int) -> ProductCard:
        return service.card(self._seat.desk, product_id)

    def _write(self, card: ProductCard | None, new: NewProduct) -> int:
        if card is None:
            return service.add(self._seat.desk, new)
        service.change(self._seat.desk, card.id, new, row_version=card.row_version)
        return card.id

    def _show(self, card: ProductCard) -> None:
        self.form.show_card(card)


def _fits(row: ProductRow, text: str) -> bool:
    wanted = text.strip().lower()
    told = (row.name, row.code, row.series, row.spec)
    return (
        not wanted
        or any(wanted in each.lower() for each in told)
        or any(key.startswith(wanted) for key in row.keys)
    )


def _draw(row: ProductRow) -> Row:
    tone = "text3" if row.discontinued else ""
    state = (
        Cell(field_label("discontinued"), tone="text2", tag=True) if row.discontinued else Cell(_("On sale"))
    )
    price = "" if row.price is None else f"{row.price:,.2f}"
    return Row(row.id, (
        Cell(row.code, tone=tone), Cell(row.name, tone=tone, bold=not row.discontinued), Cell(row.series, tone=tone),
        Cell(row.spec, tone=tone), Cell(price, tone=tone), Cell(row.unit, tone=tone), state,
    ))  # fmt: skip
