"""What the company sells: the list of products with its editor beside it."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.overview.tables import export
from app.products import lists, service
from app.products.rules import NewProduct, field_label
from app.products.service import ProductCard, ProductRow
from app.store.errors import Conflict, FieldError
from app.words import _, ngettext
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.keys import ActionMap
from ui.kit.list_spec import Asked, BulkSpec, ListSpec, Told
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.seat import Seat
from ui.settings.actions import PRODUCTS
from ui.settings.list_beside import ListBeside
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


class ProductsPanel(QWidget):
    """List and editor of the products."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._card: ProductCard | None = None
        add = Button(_("New product"), icon="plus", key="Ctrl N")
        add.clicked.connect(self.begin_new)
        self.form = ProductForm()
        self.sides = ListBeside(seat, spec(seat), self.form, add=add)
        self.list, self.table = self.sides.list, self.sides.table
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self.by_part: dict[str, QWidget] = {"products": self.table, "new product": add}
        self.sides.chosen.connect(self._choose)
        self.table.opened.connect(lambda _id: self.form.start())
        self.table.edited.connect(lambda _id: self.form.start())
        self.form.saved.connect(self._save)
        self.form.left.connect(self.sides.focus_first)
        self.keys = ActionMap(self)
        self.keys.bind(PRODUCTS, {"new": self.begin_new, "save": self.form.save, **self.list.runs()})
        seat.changes.changed.connect(self._heard)
        self.list.start()

    # What the settings ask

    def refresh(self) -> None:
        """The list hears of changes by itself."""

    def flush(self) -> None:
        """What is typed of a product is kept by saving only; nothing is half saved."""

    def focus_first(self) -> None:
        """Begin in the list."""
        self.sides.focus_first()

    def want(self, product_id: int) -> None:
        """Choose the product `product_id`, whatever the list was narrowed to."""
        self.list.ask(self.list.spec.first())
        self.sides.want(product_id)
        self._choose(product_id)

    def _heard(self, burst: Burst) -> None:
        if burst.touches("product"):
            self.list.heard(changed=burst.ids("product"), came_or_went=True,
                            lit=burst.from_elsewhere(self._seat.desk.store.origin))  # fmt: skip
            self.list.read_fields()
            if self._card is not None and not self.form.dirty():
                self._choose(self._card.id)

    # Editing

    def _choose(self, product_id: int) -> None:
        if self.form.dirty() and (self._card is None or self._card.id != product_id):
            return  # what is typed stays until it is saved or Esc drops it
        if not product_id or self.list.asked.in_bin:
            self._card = None
            self.form.show_nothing()
            return
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: service.card(desk, product_id), done=self._show_card,
            failed=lambda _gone: None, owner=self,
        )  # fmt: skip

    def _show_card(self, card: ProductCard) -> None:
        self._card = card
        self.form.show_card(card)

    def begin_new(self) -> None:
        """Ctrl+N: an empty form."""
        self._card = None
        self.form.show_new()

    def _save(self, new: NewProduct) -> None:
        desk, card = self._seat.desk, self._card

        def work(_progress: Any) -> int:
            if card is None:
                return service.add(desk, new)
            service.change(desk, card.id, new, row_version=card.row_version)
            return card.id

        words = _("{name} is on the list of products.") if card is None else _("{name} is saved.")
        self._seat.save(
            work, owner=self, said=words.format(name=new.name), done=self._saved, failed=self._refused
        )

    def _saved(self, product_id: int) -> None:
        self.form.settle()
        self.sides.want(product_id)
        self._choose(product_id)

    def _refused(self, error: Exception) -> None:
        self.form.unsettle()
        if isinstance(error, FieldError):
            self.form.show_errors({error.field: error.sentence})
        elif isinstance(error, Conflict) and self._card is not None:
            self._seat.toasts.error(error.sentence, again=self._take_theirs, action=_("Show theirs"))
        else:
            self._seat.tell(error)

    def _take_theirs(self) -> None:
        if self._card is not None:
            self.form.settle()
            self._choose(self._card.id)


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
