"""The fields of a complaint, how they lie, and how the keys go through them; what follows from them is the form's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.china.regions import PROVINCES
from app.complaints import words
from app.words import _, language, pgettext
from ui.complaints.facts import Facts
from ui.complaints.opened import OpenComplaint, Values
from ui.complaints.parties import Parties, goods
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.date_field import DateField
from ui.kit.fields import CheckField, ComboField, DateTimeField, TextField
from ui.kit.forms import Form
from ui.kit.labels import Line, label
from ui.kit.line_field import LineField
from ui.kit.linked_field import LinkedField
from ui.kit.options import ChoiceField, Option, Segment
from ui.kit.panes import scrolled
from ui.kit.phone_field import PhoneField
from ui.kit.walked_pane import WalkedPane


class CategoryField(ChoiceField):
    """What a complaint is about."""

    def __init__(self) -> None:
        options = [
            Option(word, pgettext(*label_), str((at + 1) % 10))
            for at, (word, label_) in enumerate(words.CATEGORIES.items())
        ]
        super().__init__(options, name=pgettext("complaint", "Category"),
                         columns=5 if language() == "zh" else 4)  # fmt: skip


class ComplaintFields(WalkedPane):
    """saved(), left() -- Ctrl+Enter or the button, Esc. list_wanted() -- drawer."""

    saved = Signal()
    list_wanted = Signal()

    def __init__(
        self, opened: OpenComplaint, facts: Facts, *, now: Callable[[], datetime], parties: Parties
    ) -> None:
        new = opened.complaint_id is None
        super().__init__(name=_("Complaint being taken in") if new else _("Change of a complaint"))
        self.opened, self._facts, self._now = opened, facts, now
        self._parties = parties
        self._make_who()
        self._make_what()
        self._lay()

    # Parts

    def _make_who(self) -> None:
        self.complainant = LineField(name=pgettext("complaint", "Complainant"), hint=_("Name"))
        self.company = LinkedField(
            name=pgettext("complaint", "Company"), hint=_("Company, or a dealer"), jobs=self._parties.jobs,
            find=self._parties.find, icon="store", some=pgettext("complaint", "Dealer"),
        )  # fmt: skip
        self.phone = PhoneField(name=pgettext("complaint", "Phone"))
        self.province = ComboField(
            [("", _("(none)")), *((each, each) for each in PROVINCES)],
            name=pgettext("complaint", "Province"), hint=pgettext("complaint", "Province"),
        )  # fmt: skip
        self.city = LineField(name=pgettext("complaint", "City"), hint=pgettext("complaint", "City"))
        self.address = LineField(name=pgettext("complaint", "Address"), hint=_("Street and number"))

    def _make_what(self) -> None:
        def segment(known: dict[Any, tuple[str, str]], name: str) -> Segment:
            return Segment([Option(word, pgettext(*said)) for word, said in known.items()], name=name)

        self.kind = segment(words.KINDS, pgettext("complaint", "Kind"))
        self.grade = segment(words.GRADES, pgettext("complaint", "Grade"))
        self.channel = ComboField(
            [(word, pgettext(*said)) for word, said in words.CHANNELS.items()],
            name=pgettext("complaint", "Channel"),
        )
        self.category = CategoryField()
        self.product = LinkedField(
            name=pgettext("complaint", "Product"), hint=_("Product, initials or code"), jobs=self._parties.jobs,
            find=lambda text: goods(self._facts.products, text), icon="package",
            some=pgettext("complaint", "Product"),
        )  # fmt: skip
        self.spec = LineField(name=pgettext("complaint", "Packing"), hint=pgettext("complaint", "Packing"))
        self.batch = LineField(
            name=pgettext("complaint", "Batch number"), hint=pgettext("complaint", "Batch number")
        )
        self.made_on = DateField(name=pgettext("complaint", "Made on"), today=lambda: self._now().date())
        self.qty = LineField(name=pgettext("complaint", "Quantity"), hint=pgettext("complaint", "Quantity"))
        self.bought_at = LineField(
            name=pgettext("complaint", "Bought at"), hint=_("Shop, dealer or platform")
        )
        self.bought_on = DateField(name=pgettext("complaint", "Bought on"), today=lambda: self._now().date())
        self.content = TextField(name=pgettext("complaint", "Matter"), hint=_("What happened"), lines=3)
        self.demand = LineField(name=pgettext("complaint", "Demand"), hint=_("What they want"))
        self.explained = TextField(
            name=pgettext("complaint", "Explanation"), hint=_("What you explained"), lines=2
        )
        self.offered = LineField(name=pgettext("complaint", "Offered"), hint=_("What you offered at once"))
        self.apologised = CheckField(pgettext("complaint", "Apologised"))
        self.thanked = CheckField(pgettext("complaint", "Thanked"))
        self.solved = CheckField(_("Solved at once"))
        self.remark = LineField(name=pgettext("complaint", "Remark"))
        self.received = DateTimeField(name=pgettext("complaint", "Received"), now=self._now, past=True)
        self.received.setPlaceholderText(_("now"))

    def _lay(self) -> None:
        new = self.opened.complaint_id is None
        self.drawer = IconButton("panel-left", _("The list"))
        self.drawer.clicked.connect(self.list_wanted)
        self.drawer.hide()
        title = _("Take in a complaint") if new else _("Change {code}").format(code=self.opened.code)
        self.add_head(self.drawer, label(title, "pane"), None, self.kind, line=True)
        self.form = form = Form()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(16), theme.px(12))
        column.addWidget(form)
        column.addStretch(1)
        self.area = scrolled(inner)
        self.body.addWidget(self.area, 1)
        for key, field in (
            ("complainant", self.complainant), ("company", self.company), ("dealer_id", self.company.link),
            ("phone", self.phone),
            ("province", self.province), ("city", self.city), ("address", self.address), ("kind", self.kind),
            ("grade", self.grade), ("channel", self.channel), ("category", self.category),
            ("product", self.product), ("product_id", self.product.link),
            ("spec", self.spec), ("batch_no", self.batch), ("made_on", self.made_on),
            ("qty", self.qty), ("bought_at", self.bought_at), ("bought_on", self.bought_on),
            ("content", self.content), ("demand", self.demand), ("explained", self.explained),
            ("offered", self.offered), ("apologised", self.apologised), ("thanked", self.thanked),
            ("solved_on_call", self.solved), ("remark", self.remark), ("received_at", self.received),
        ):  # fmt: skip
            form.join(key, field)
        form.add_row(pgettext("complaint.form", "From"), self.complainant, self.company, stretch=(160, 300))
        form.add_row(pgettext("complaint", "Phone"), self.phone, stretch=(1,))
        form.add_row(
            pgettext("complaint", "Address"), self.province, self.city, self.address, stretch=(90, 90, 260)
        )
        form.add_row(pgettext("complaint", "Category"), self.category)
        form.add_row(pgettext("complaint", "Matter"), self.content)
        form.add_row(pgettext("complaint", "Demand"), self.demand)
        ticks = QHBoxLayout()
        ticks.addStretch(1)
        form.add_row(_("Said"), self.apologised, self.thanked, ticks, self.solved, stretch=(0, 0, 1, 0))
        form.add_row(pgettext("complaint.form", "Explained"), self.explained)
        form.add_row(pgettext("complaint", "Offered"), self.offered)
        form.add_row(pgettext("complaint", "Grade"), self.grade, label(pgettext("complaint", "Channel"), "label"),
                     self.channel)  # fmt: skip
        form.add_row(pgettext("complaint", "Product"), self.product, self.spec, self.qty, stretch=(5, 3, 2))
        form.add_row(pgettext("complaint.form", "Batch"), self.batch, label(pgettext("complaint", "Made on"), "label"),
                     self.made_on, stretch=(1, 0, 1))  # fmt: skip
        bought_on = label(pgettext("complaint", "Bought on"), "label")
        form.add_row(
            pgettext("complaint", "Bought at"), self.bought_at, bought_on, self.bought_on, stretch=(1, 0, 1)
        )
        form.add_row(pgettext("complaint", "Remark"), self.remark)
        if new:
            form.add_row(pgettext("complaint", "Received"), self.received)
        else:
            self.received.hide()
        self.category.keyed.connect(lambda _word: self.content.setFocus())
        self.category.returned.connect(self.content.setFocus)
        self.go_on_from(form.findChildren(QWidget))
        told = _("You are responsible until it is answered") if new else ""
        self.told = Line(told, size=12, tone="text2")
        self.aside = Button(_("Set aside") if new else _("Back"), kind="ghost", key="Esc", tall=True)
        self.save = Button(
            _("Save complaint") if new else _("Save changes"), kind="primary", key="Ctrl ↵", tall=True
        )
        self.aside.clicked.connect(self.left)
        self.save.clicked.connect(self.saved)
        foot = self.add_foot(self.told, self.aside, self.save)
        foot.setStretchFactor(self.told, 1)

    def values(self) -> Values:
        """What stands in the form."""
        return self.form.values()

    # Keys

    def stops(self) -> list[QWidget]:
        """From whom, what about, what was said, then what is rarely known."""
        return [
            self.complainant, self.company, self.phone, self.province, self.city, self.address, self.category,
            self.content, self.demand, self.apologised, self.thanked, self.solved, self.explained, self.offered,
            self.grade, self.channel, self.product, self.spec, self.qty, self.batch, self.made_on,
            self.bought_at, self.bought_on, self.remark, self.received, self.save, self.aside, self.kind,
        ]  # fmt: skip
