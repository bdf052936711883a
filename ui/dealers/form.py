"""The fields of one dealer and how they lie; what follows from them is the editor's."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.dealers import words
from app.dealers.words import field_label
from app.people.service import StaffRow
from app.words import _, pgettext
from ui.dealers.facts import Facts
from ui.kit import theme
from ui.kit.child_rows import ChildRows, Part
from ui.kit.date_field import DateField
from ui.kit.fields import CheckField, ComboField, TextField
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.many_field import ManyField
from ui.kit.person_field import PersonField
from ui.kit.phone_field import PhoneField
from ui.kit.place_field import PlaceField
from ui.kit.seat import Seat

LABELS = (76, 132)
"""Widths of the label column, in Chinese and in English."""


_NUMBERS = ("mobile", "landline", "fax", "phone")


def _line_for(key: str) -> type[LineField]:
    return PhoneField if key in _NUMBERS else LineField


class DealerForm(QWidget):
    """values(), set_values(), show_errors(); `changed` tells of every letter."""

    changed = Signal()

    def __init__(self, seat: Seat, facts: Facts) -> None:
        super().__init__()
        self._seat, self._facts = seat, facts
        self._forms: dict[str, Form] = {}
        self._fields: dict[str, Any] = {}
        self._grade_by_rules = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(24))
        column.setSpacing(theme.px(8))
        self._column = column
        self._firm()
        self._reach()
        self._territory()
        self._people()
        self._papers()
        self._more()
        column.addStretch(1)

    # Making

    def _section(self, title: str) -> Form:
        if self._forms:
            self._column.addSpacing(theme.px(10))
        caption = label(title, "strong")
        self._column.addWidget(caption)
        form = Form(labels=LABELS)
        form.setAccessibleName(title)
        form.changed.connect(self.changed)
        self._forms[title] = form
        self._column.addWidget(form)
        return form

    def _join(self, form: Form, key: str, field: Any) -> Any:
        self._fields[key] = field
        form.join(key, field)
        return field

    def _line(self, form: Form, key: str, hint: str = "") -> LineField:
        made: LineField = self._join(form, key, _line_for(key)(name=field_label(key), hint=hint))
        return made

    def _combo(
        self, form: Form, key: str, choices: Mapping[str, tuple[str, str]], none: str = ""
    ) -> ComboField:
        told = [(word, pgettext(*said)) for word, said in choices.items()]
        told = [("", none), *told] if none else told
        made: ComboField = self._join(form, key, ComboField(told, name=field_label(key)))
        return made

    def _day(self, form: Form, key: str) -> DateField:
        made: DateField = self._join(form, key, self._new_day(field_label(key)))
        return made

    def _new_day(self, name: str) -> DateField:
        return DateField(name=name, today=self._seat.desk.today)

    def _firm(self) -> None:
        form = self._section(_("The firm"))
        name, short = self._line(form, "name"), self._line(form, "short_name", field_label("short_name"))
        form.add_row(field_label("name"), name, short, stretch=(3, 1))
        code = self._line(form, "code", _("by itself"))
        status = self._combo(form, "status", words.STATUSES)
        tier = self._combo(form, "tier", words.TIERS, none=_("not chosen"))
        form.add_row(
            field_label("code"), code, label(field_label("status"), "label"), status,
            label(field_label("tier"), "label"), tier, stretch=(2, 0, 2, 0, 2),
        )  # fmt: skip
        place = self._join(form, "place", PlaceField(name=_("Province, city, county"), jobs=self._seat.jobs))
        address = self._line(form, "address", _("Street and house"))
        form.add_row(pgettext("dealer.form", "Place"), place, address, stretch=(2, 3))
        salesman = self._join(
            form, "salesman_id", PersonField(name=field_label("salesman"), hint=_("Name or initials"))
        )
        source = self._combo(form, "source", words.SOURCES, none=_("not known"))
        form.add_row(
            field_label("salesman"), salesman, label(field_label("source"), "label"), source, stretch=(3, 0, 2)
        )  # fmt: skip
        self.set_staff(self._facts.staff)

    def _reach(self) -> None:
        form = self._section(_("How to reach them"))
        principal, mobile = self._line(form, "principal"), self._line(form, "mobile", "138 0013 8000")
        form.add_row(field_label("principal"), principal, label(field_label("mobile"), "label"), mobile,
                     stretch=(2, 0, 3))  # fmt: skip
        landline, fax = self._line(form, "landline", _("several may stand here")), self._line(form, "fax")
        form.add_row(
            field_label("landline"), landline, label(field_label("fax"), "label"), fax, stretch=(3, 0, 2)
        )
        wechat, called = (
            self._line(form, "wechat_id"),
            self._line(form, "wechat_name", field_label("wechat_name")),
        )
        form.add_row(field_label("wechat_id"), wechat, called, label("QQ", "label"), self._line(form, "qq"),
                     stretch=(2, 2, 0, 2))  # fmt: skip
        form.add_row(field_label("email"), self._line(form, "email"))

    def _territory(self) -> None:
        form = self._section(_("What they represent"))
        products = self._join(
            form, "products", ManyField(name=field_label("products"), hint=_("Name or initials"))
        )
        products.set_choices(self._facts.products)
        form.add_row(pgettext("dealer.form", "Products"), products)
        jobs = self._seat.jobs
        regions = self._join(form, "regions", ChildRows(
            (
                Part("place", _("Province, city, county"),
                     lambda: PlaceField(name=field_label("regions"), jobs=jobs), 5),
                Part("exclusive", "", lambda: CheckField(field_label("exclusive")), 0),
                Part("from_on", field_label("from_on"), lambda: self._new_day(field_label("from_on")), 3),
                Part("to_on", field_label("to_on"), lambda: self._new_day(field_label("to_on")), 3),
            ),
            name=field_label("regions"), add=_("Add a region"),
        ))  # fmt: skip
        form.add_row(pgettext("dealer.form", "Regions"), regions)

    def _people(self) -> None:
        form = self._section(_("People and shipping"))

        def line(key: str, hint: str = "") -> LineField:
            return _line_for(key)(name=field_label(key), hint=hint)

        contacts = self._join(form, "contacts", ChildRows(
            (
                Part("name", field_label("contact"), lambda: line("contact"), 3),
                Part("title", field_label("title"), lambda: line("title"), 2),
                Part("phone", field_label("phone"), lambda: line("phone"), 4),
                Part("wechat", field_label("wechat"), lambda: line("wechat"), 3),
                Part("birthday", field_label("birthday"), lambda: line("birthday", _("8-15, lunar 8-15")), 3),
            ),
            name=field_label("contacts"), add=_("Add a contact"),
        ))  # fmt: skip
        form.add_row(field_label("contacts"), contacts)
        jobs = self._seat.jobs
        ships = self._join(form, "ship_addresses", ChildRows(
            (
                Part("receiver", field_label("receiver"), lambda: line("receiver"), 4),
                Part("phone", field_label("phone"), lambda: line("phone"), 6),
                Part("place", _("Province, city, county"),
                     lambda: PlaceField(name=_("Province, city, county"), jobs=jobs), 9),
                Part("address", field_label("address"), lambda: line("address"), 8),
                Part("receive_time", field_label("receive_time"), lambda: line("receive_time"), 6),
                Part("is_default", "",
                     lambda: CheckField(pgettext("dealer.form", "Default")), 0),
            ),
            name=field_label("ship_addresses"), add=_("Add a shipping address"),
        ))  # fmt: skip
        form.add_row(field_label("ship_addresses"), ships)

    def _papers(self) -> None:
        form = self._section(_("Papers and money"))
        form.add_row(
            pgettext("dealer.form", "Credit code"), self._line(form, "uscc", _("18 digits and letters")),
            label(field_label("since"), "label"), self._day(form, "since"), stretch=(3, 0, 2),
        )  # fmt: skip
        form.add_row(
            pgettext("dealer.form", "Licence no."), self._line(form, "licence_no"),
            label(field_label("licence_to"), "label"),
            self._day(form, "licence_to"), stretch=(3, 0, 2),
        )  # fmt: skip
        credit, days = self._line(form, "credit"), self._line(form, "credit_days")
        credit.set_note(pgettext("unit", "yuan"))
        days.set_note(_("days"))
        form.add_row(
            field_label("credit"), credit, label(field_label("credit_days"), "label"), days, stretch=(3, 0, 2)
        )
        invoice = self._join(form, "invoice_info", TextField(name=field_label("invoice_info"), lines=3))
        form.add_row(field_label("invoice_info"), invoice)

    def _more(self) -> None:
        form = self._section(_("What else we know"))
        grades = [("", _("by the rules")), *((each, each) for each in words.GRADES)]
        grade = self._join(form, "grade", ComboField(grades, name=field_label("grade")))
        reason = self._line(form, "grade_reason", _("Why by hand"))
        key = self._join(form, "key_account", CheckField(field_label("key_account")))
        form.add_row(field_label("grade"), grade, reason, key, stretch=(1, 4, 0))
        form.add_row(field_label("verified_on"), self._day(form, "verified_on"), stretch=(1,))
        notes = self._join(form, "notes", TextField(name=field_label("notes"), lines=3))
        form.add_row(field_label("notes"), notes)
        remark = self._join(form, "remark", TextField(name=field_label("remark"), lines=2))
        form.add_row(field_label("remark"), remark)

    # What the editor says

    def set_staff(self, staff: tuple[StaffRow, ...]) -> None:
        """Who may be the salesperson."""
        self._fields["salesman_id"].set_staff(staff)

    def field(self, key: str) -> Any:
        """The field called `key`."""
        return self._fields[key]

    def values(self) -> dict[str, Any]:
        """Every field's value by key. A grade that is chosen is one by hand; else the one it came by stays."""
        values: dict[str, Any] = {}
        for form in self._forms.values():
            values |= form.values()
        chosen = values.get("grade")
        return values | {"grade": chosen or self._grade_by_rules, "grade_by_hand": bool(chosen)}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Put values in, without `changed`."""
        told = dict(values)
        self._grade_by_rules = ""
        if not told.get("grade_by_hand"):
            self._grade_by_rules, told["grade"] = told.get("grade") or "", ""
        blocked = self.blockSignals(True)
        for form in self._forms.values():
            form.set_values(told)
        self.blockSignals(blocked)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Mark exactly the fields of `errors` and put the caret into the first; "contacts.0.name" is one in a row."""
        first: QWidget | None = None
        for key, field in self._fields.items():
            mine = {name: said for name, said in errors.items() if name == key or name.startswith(f"{key}.")}
            field.set_error(mine.get(key))
            for name, said in mine.items():
                if name != key:
                    _list, at, part = name.split(".")
                    field.set_row_error(int(at), {"province": "place", "city": "place"}.get(part, part), said)
            if mine and first is None:
                first = field
                if key in mine:
                    field.setFocus()
        if first is not None:
            self._scroll_to(first)

    def go_to(self, key: str) -> None:
        """Put the caret into the field `key`, in sight; of rows into a new one, or the first."""
        field = self._fields[key]
        if isinstance(field, ChildRows):
            field.start()
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll_to(field)

    def _scroll_to(self, field: QWidget) -> None:
        area = self.parentWidget()
        while area is not None and not hasattr(area, "ensureWidgetVisible"):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(field, 0, theme.px(60))  # type: ignore[attr-defined]
