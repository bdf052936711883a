"""The form of a complaint: what follows from what is typed; taken in anew, or changed."""

from collections.abc import Callable
from datetime import datetime
from decimal import InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor

from app.china import phones
from app.complaints import rules
from app.complaints.choosing import Party
from app.products.service import ProductRow
from app.words import _
from ui.complaints.facts import Facts
from ui.complaints.form_fields import ComplaintFields
from ui.complaints.opened import OpenComplaint, Values, complaint_of, quantity
from ui.complaints.parties import Parties
from ui.kit import theme
from ui.kit.phone_field import grouped


class ComplaintForm(ComplaintFields):
    """changed() -- something was typed.

    The form writes nothing: it fills `opened.values`, and whoever owns it saves.
    """

    changed = Signal()

    def __init__(
        self, opened: OpenComplaint, facts: Facts, *, now: Callable[[], datetime], parties: Parties
    ) -> None:
        super().__init__(opened, facts, now=now, parties=parties)
        self._filled_place: tuple[str | None, str] = (None, "")
        self._filling = False
        self._salesmen: dict[int, str] = {}
        """Who is told of the complaints of dealers that were chosen here, by dealer."""
        if opened.base is not None:
            self.company.know(opened.base.row.dealer_id, opened.base.row.dealer_code)
            self.product.know(opened.base.row.product_id, opened.base.row.product_code)
        for one in facts.products:
            self.product.know(one.id, one.code)
        self.set_values(opened.values or self._blank())
        if not opened.values or opened.values == opened.before:
            opened.values = self.values()
            opened.before = dict(opened.values)
        self.form.changed.connect(self._on_changed)
        self.phone.textEdited.connect(lambda _text: self._note_place())
        self.phone.editingFinished.connect(self._settle_phone)
        self.province.changed.connect(self._show_salesman)
        self.company.taken.connect(self._take_party)
        self.company.link.changed.connect(self._show_salesman)
        self.product.taken.connect(self._take_product)

    def _blank(self) -> Values:
        return {"channel": "visit", "kind": "complaint", "grade": "normal", "category": None}

    # Values and what is wrong with them

    def set_values(self, values: Values) -> None:
        """Put values in, as they were read from a record or a draft."""
        self._filling = True
        self.form.set_values(values)
        self._filling = False
        self._note_place()
        self._show_salesman()

    def problems(self) -> dict[str, str]:
        """What can't be saved as it is written here and what is missing: the fields and why."""
        dates = (("made_on", self.made_on), ("bought_on", self.bought_on), ("received_at", self.received))
        found = {key: field.problem() for key, field in dates if field.problem()}
        try:
            quantity(self.qty.value())
        except InvalidOperation:
            found["qty"] = _("This is no number. Write it as 6 or 2.5.")
        if self.category.value() is None:
            found["category"] = _("What is it about? Press a digit.")
        if "qty" in found:
            return found
        return {each.field: each.sentence for each in rules.missing(complaint_of(self.opened))} | found

    def refuse(self, name: str, sentence: str) -> bool:
        """Say what is wrong under its field and put the caret there; False when the form has no such field."""
        if name not in self.form.values():
            return False
        self.show_problems({name: sentence})
        return True

    def show_problems(self, found: dict[str, str]) -> None:
        """Say under each field what is wrong with it and put the caret into the first."""
        self.form.show_errors(found)
        focus = self.focusWidget()
        if focus is not None:
            self.area.ensureWidgetVisible(focus, 0, theme.px(40))

    def set_saving(self, saving: bool) -> None:
        """While it is saved the button says so; typing goes on."""
        self.save.set_working(_("Saving…") if saving else None)

    def start(self) -> None:
        """Put the caret where one begins."""
        if self.opened.complaint_id is not None:
            self.content.moveCursor(QTextCursor.MoveOperation.End)
        first = self.complainant if self.opened.complaint_id is None else self.content
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_facts(self, facts: Facts) -> None:
        """Staff or provinces changed."""
        self._facts = facts
        self._show_salesman()

    # What follows from what

    def _on_changed(self) -> None:
        if not self._filling:
            self.opened.values = self.values()
            self.changed.emit()

    def _note_place(self) -> None:
        """Where the number is from; fills province and city while nobody chose them."""
        number = phones.parse(self.phone.value(), area=self._facts.area).number
        place = phones.place(number)
        town = " ".join(dict.fromkeys(part for part in (place.province, place.city) if part))
        self.phone.set_note(town, icon="map-pin" if town else "")
        if self._filling or self.opened.complaint_id is not None or not place.province:
            return
        if (
            self.province.value() or None,
            self.city.value(),
        ) == self._filled_place or not self.province.value():
            self.province.set_value(place.province)
            self.city.set_value(place.city or "")
            self._filled_place = (place.province, place.city or "")
            self._show_salesman()

    def _settle_phone(self) -> None:
        found = phones.parse(self.phone.value(), area=self._facts.area)
        if found.kind != "invalid" and self.opened.complaint_id is None:
            self.phone.set_value(grouped(self.phone.value(), area=self._facts.area))
            self._note_place()
            if self.company.link.value() is None and not self.company.value() and found.number:
                number = self.phone.value()
                self._parties.whose(number, lambda party: self._found(number, party), owner=self)

    def _found(self, number: str, party: Party | None) -> None:
        """The number is a dealer's: it fills what nobody typed meanwhile."""
        if party is not None and self.phone.value() == number and not self.company.value():
            self._take_party(party)

    def _take_party(self, party: Party) -> None:
        """A dealer, or somebody there: the archive fills what is empty still."""
        self._salesmen[party.dealer_id] = party.salesman
        self.company.mean(party.dealer_id, party.code, party.company)
        for field, text in ((self.complainant, party.name), (self.phone, party.phone)):
            if not field.value() and text:
                field.set_value(text)
        self._note_place()
        place = (self.province.value() or None, self.city.value())
        if party.province and (place == self._filled_place or not place[0]):
            self.province.set_value(party.province)
            self.city.set_value(party.city)
            self._filled_place = (party.province, party.city)
        if not self.address.value() and party.address and self.province.value() == party.province:
            self.address.set_value(party.address)
        self._show_salesman()
        self._on_changed()

    def _take_product(self, row: ProductRow) -> None:
        self.product.mean(row.id, row.code, row.name)
        if row.spec:
            self.spec.set_value(row.spec)
        self._on_changed()

    def _show_salesman(self) -> None:
        """Who will be told, in the foot: the dealer decides, else the province (R14)."""
        base = self.opened.base
        if base is not None and base.row.notified_at is not None:
            self.told.set_text("")  # somebody was told already: whom to tell again is the page's to say
            return
        province = self.province.value()
        own = self._salesmen.get(self.company.link.value() or 0, "")
        if own:
            self.told.set_text(_("{name} looks after this dealer: tell them after saving").format(name=own))
            return
        found = self._facts.salesmen.get(str(province)) if province else None
        if found is not None:
            self.told.set_text(_("{province} is {name}'s: tell them after saving").format(
                province=province, name=found.name))  # fmt: skip
        elif self.opened.complaint_id is None:
            self.told.set_text(_("You are responsible until it is answered"))
