"""The editor of one product."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.products.rules import ABV_UNITS, NewProduct, field_label, problems
from app.products.service import ProductCard
from app.transfer import numbers
from app.words import _
from ui.kit.fields import CheckField, LineField, TextField
from ui.kit.forms import Form
from ui.settings.record_form import RecordForm

TEXTS = ("name", "code", "series", "spec", "unit", "pack_unit", "barcode", "aliases")
NUMBERS = ("abv", "pack_factor", "price")
ORDER = (
    "name",
    "code",
    "series",
    "spec",
    "abv",
    "price",
    "unit",
    "pack_unit",
    "pack_factor",
    "barcode",
    "aliases",
)
UNITS = {"abv": ABV_UNITS}
HINTS = {"spec": "500ml×6", "price": "268.00", "pack_factor": "6", "abv": "53"}


class ProductForm(RecordForm):
    """saved(NewProduct)."""

    def __init__(self) -> None:
        super().__init__()
        self._make_form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.form)
        column.addLayout(self.foot)

    def _make_form(self) -> None:
        self.form = form = Form(labels=(60, 96))
        for name in ORDER:
            form.add_field(
                name, field_label(name), LineField(name=field_label(name), hint=HINTS.get(name, ""))
            )
        self.name: LineField = form.field("name")
        form.field("aliases").setToolTip(_("What else it is called, parted by 、"))
        form.add_field("discontinued", "", CheckField(field_label("discontinued")))
        form.add_field("remark", field_label("remark"), TextField(name=field_label("remark"), lines=2))

    def show_card(self, card: ProductCard) -> None:
        """Edit a product of the list."""
        self._id = card.id
        self.title.setText(card.fields.name)
        self._put(card.fields)

    def show_new(self) -> None:
        """An empty form, the caret in the name."""
        self._id = 0
        self.title.setText(_("New product"))
        self._put(self.blank())
        self.start()

    def blank(self) -> NewProduct:
        return NewProduct(code="", name="")

    def _fill(self, fields: NewProduct) -> None:
        told = {name: getattr(fields, name) or "" for name in (*TEXTS, "remark")}
        told |= {name: _number(getattr(fields, name)) for name in NUMBERS}
        told["price"] = "" if fields.price is None else f"{fields.price:.2f}"
        self.form.set_values(told | {"discontinued": fields.discontinued})

    def typed(self) -> tuple[NewProduct, dict[str, str]]:
        assert self._shown is not None
        values: dict[str, Any] = self.form.values()
        wrong: dict[str, str] = {}
        for name in NUMBERS:
            text = str(values[name]).strip()
            number = numbers.read(text, units=UNITS.get(name, ())) if text else None
            whole = number is None or name != "pack_factor" or number == number.to_integral_value()
            if (text and number is None) or not whole:
                values[name] = getattr(self._shown, name)
                wrong[name] = _("It has to be a number, such as {example}.").format(example=HINTS[name])
            else:
                values[name] = int(number) if number is not None and name == "pack_factor" else number
        values["remark"] = values["remark"] or None
        return replace(self._shown, **values), wrong

    def problems(self, typed: NewProduct) -> dict[str, str]:
        return dict(reversed(problems(typed)))  # of two for one field the first


def _number(value: Decimal | int | None) -> str:
    return "" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
