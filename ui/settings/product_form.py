"""The editor of one product."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.products.rules import NewProduct, field_label, problems
from app.products.service import ProductCard
from app.words import _
from ui.kit.buttons import Button
from ui.kit.fields import CheckField, LineField, TextField
from ui.kit.forms import Form
from ui.kit.labels import label

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
HINTS = {"spec": "500ml×6", "price": "268.00", "pack_factor": "6", "abv": "53"}


class ProductForm(QWidget):
    """saved(NewProduct) -- Ctrl+Enter with fields that fit. left() -- Esc."""

    saved = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: NewProduct | None = None
        self._id = 0
        self.title = label("", "pane")
        self._make_form()
        self.done = Button(_("Save"), kind="primary", key="Ctrl ↵")
        self.done.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.form)
        column.addLayout(foot)
        self.setEnabled(False)

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
        self._put(NewProduct(code="", name=""))
        self.start()

    def show_nothing(self) -> None:
        """There is no product to be edited."""
        self._shown, self._id = None, 0
        self.title.setText("")
        self.form.set_values(dict.fromkeys((*TEXTS, *NUMBERS, "remark"), "") | {"discontinued": False})
        self.setEnabled(False)

    def _put(self, fields: NewProduct) -> None:
        self._shown = fields
        self.setEnabled(True)
        self.form.show_errors({})
        told = {name: getattr(fields, name) or "" for name in (*TEXTS, "remark")}
        told |= {name: _number(getattr(fields, name)) for name in NUMBERS}
        told["price"] = "" if fields.price is None else f"{fields.price:.2f}"
        self.form.set_values(told | {"discontinued": fields.discontinued})

    def start(self) -> None:
        """Put the caret where one begins."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def typed(self) -> tuple[NewProduct, dict[str, str]]:
        """What stands in the form, and what of it is no number."""
        assert self._shown is not None
        values: dict[str, Any] = self.form.values()
        wrong: dict[str, str] = {}
        for name in NUMBERS:
            text = str(values[name]).replace(",", "").replace("，", "").replace("¥", "").strip()
            try:
                values[name] = (int(text) if name == "pack_factor" else Decimal(text)) if text else None
            except (ValueError, InvalidOperation):
                values[name] = getattr(self._shown, name)
                wrong[name] = _("It has to be a number, such as {example}.").format(example=HINTS[name])
        values["remark"] = values["remark"] or None
        return replace(self._shown, **values), wrong

    def dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        if self._shown is None or not self.isEnabled():
            return False
        typed, wrong = self.typed()
        return bool(wrong) or typed != self._shown

    def settle(self) -> None:
        """What is typed is saved now."""
        self.done.set_working(None)
        if self._shown is not None:
            self._shown = self.typed()[0]

    def unsettle(self) -> None:
        """It was not saved: it can be tried again."""
        self.done.set_working(None)

    def show_errors(self, errors: dict[str, str]) -> None:
        """Mark the fields that do not fit and put the caret into the first."""
        self.form.show_errors(errors)

    def save(self) -> None:
        """Check what can be checked here, then let the panel save it."""
        if self._shown is None or not self.done.isEnabled() or not self.isEnabled():
            return
        typed, wrong = self.typed()
        wrong = dict(reversed(problems(typed))) | wrong
        self.form.show_errors(wrong)
        if not wrong:
            self.done.set_working(_("Saving…"))
            self.saved.emit(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.dirty() and self._shown is not None and self._id:
            self._put(self._shown)  # one step back: as it was
        self.left.emit()


def _number(value: Decimal | int | None) -> str:
    return "" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
