"""What we know of a dealer beside its record: what is missing, territory, people, addresses, preferences."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.china import lunar_days, phones, place_search
from app.dealers.birthdays import birthday_text
from app.dealers.clashing import ClashNote
from app.dealers.finding import DealerDetail
from app.dealers.rules import NewContact, NewShipAddress, Territory
from app.dealers.sheets import shown_numbers
from app.dealers.words import field_label
from app.words import _, ngettext, pgettext
from ui.dealers.facts import Facts
from ui.kit import theme
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.charts import Ring
from ui.kit.chips import Chip, Tag
from ui.kit.flow import FlowLayout
from ui.kit.labels import Line, label
from ui.kit.overlay import Picture
from ui.kit.panes import Pane
from ui.kit.saying import joined

BIRTHDAY_NEAR = 14
"""So many days ahead a birthday is said."""
NAME, TITLE = 88, 60
"""px that a contact's name and title may take beside the number."""
MOST_GAPS = 6
MOST_CLASHES = 3


class Aside(QWidget):
    """gap_wanted(field) -- one of the missing fields was pressed. dealer_wanted(id) -- who holds the same region.
    told(sentence) -- something was copied.
    """

    gap_wanted = Signal(str)
    dealer_wanted = Signal(int)
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What we know"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(16))
        self._blocks: list[QWidget] = []

    def show_dealer(self, detail: DealerDetail, facts: Facts) -> None:
        """Fill in one go; sections without anything vanish."""
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        typed = detail.typed
        blocks: list[QWidget | None] = [
            self._completeness(detail),
            self._territory(typed.regions or (), detail.clashes, typed.products or (), facts),
            self._contacts(detail, facts.today),
            self._addresses(typed.ship_addresses or ()),
            _text(field_label("notes"), typed.notes),
            _text(field_label("invoice_info"), typed.invoice_info),
            _text(field_label("remark"), typed.remark or ""),
        ]
        self._blocks = [block for block in blocks if block is not None]
        for block in self._blocks:
            self._column.addWidget(block)
        self._column.addStretch(1) if self._column.count() == len(self._blocks) else None

    # Sections

    def _completeness(self, detail: DealerDetail) -> QWidget:
        row = detail.row
        box = Pane("box", name=field_label("completeness"))
        column = box.body
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        ring = Ring(name=field_label("completeness"))
        ring.set_share(row.completeness / 100, colour="c1" if row.gaps else "c4")
        head.addWidget(ring)
        words = QVBoxLayout()
        words.setSpacing(0)
        gaps = len(row.gaps)
        if gaps:
            said = ngettext("{n} field is missing", "{n} fields are missing", gaps).format(n=gaps)
            sub = _("Press one and fill it in as you ask")
        else:
            said, sub = _("The record is complete"), ""
        words.addStretch(1)
        words.addWidget(Line(said, bold=True))
        if sub:
            words.addWidget(Line(sub, size=12, tone="text2"))
        words.addStretch(1)
        head.addLayout(words, 1)
        column.addLayout(head)
        if gaps:
            holder = QWidget()
            flow = FlowLayout(holder)
            for field in row.gaps[:MOST_GAPS]:
                chip = Chip(field_label(field), icon="plus")
                chip.clicked.connect(lambda _on=False, field=field: self.gap_wanted.emit(field))
                flow.addWidget(chip)
            column.addWidget(holder)
            if gaps > MOST_GAPS:
                rest = _(", ").join(field_label(each) for each in row.gaps[MOST_GAPS:])
                column.addWidget(Line(_("also {fields}").format(fields=rest), size=12, tone="text2"))
        return box

    def _territory(
        self, regions: tuple[Territory, ...], clashes: tuple[ClashNote, ...], products: tuple[int, ...], facts: Facts
    ) -> QWidget | None:  # fmt: skip
        if not regions and not products:
            return None
        block, column = _section(_("Regions and products"), len(regions))
        for region in regions:
            line = QHBoxLayout()
            line.setSpacing(theme.px(8))
            line.addWidget(Picture("map-pin", size=16, tone="text3"))
            line.addWidget(Line(place_search.said((region.province, region.city, region.county))))
            if region.exclusive:
                line.addWidget(Tag(field_label("exclusive"), tone="accent"))
            if any(_meets(region, each) for each in clashes):
                line.addWidget(Tag(pgettext("dealer", "Overlap"), tone="amber"))
            line.addStretch(1)
            column.addLayout(line)
            if said := _span(region):
                column.addWidget(_indented(Line(said, size=12, tone="text2")))
        for clash in clashes[:MOST_CLASHES]:
            column.addWidget(_indented(self._clash(clash, facts)))
        if (more := len(clashes) - MOST_CLASHES) > 0:
            said = ngettext("{n} more overlap", "{n} more overlaps", more).format(n=more)
            column.addWidget(_indented(Line(said, size=12, tone="text2")))
        if products:
            holder = QWidget()
            flow = FlowLayout(holder)
            for product in products:
                flow.addWidget(Tag(facts.product(product)))
            column.addWidget(holder)
        return block

    def _clash(self, clash: ClashNote, facts: Facts) -> QWidget:
        place = place_search.said((clash.province, clash.city, clash.county))
        goods = _(", ").join(facts.product(each) for each in clash.products)
        said = _("{dealer} holds {place} too").format(dealer=clash.other_name, place=place)
        if clash.since:
            said = _("{what}, since {month}").format(what=said, month=f"{clash.since:%Y-%m}")
        link = LinkButton(said, gives_way=True)
        link.setToolTip(_("{what}: {title}").format(what=said, title=goods))
        link.setAccessibleDescription(goods)
        link.clicked.connect(lambda: self.dealer_wanted.emit(clash.other_id))
        return link

    def _contacts(self, detail: DealerDetail, today: date) -> QWidget | None:
        typed = detail.typed
        people = [*(typed.contacts or ())]
        if typed.principal and all(each.name != typed.principal for each in people):
            people.insert(
                0, NewContact(name=typed.principal, title=field_label("principal"), phone=typed.mobile)
            )
        if not people:
            return None
        block, column = _section(field_label("contacts"), len(people))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(2, 1)
        at = 0
        for each in people:
            number = shown_numbers(each.phone).replace("、", "  ")
            name, title = Line(each.name), Line(each.title, size=12, tone="text2")
            name.setMaximumWidth(theme.px(NAME))  # they give way to the number
            title.setMaximumWidth(theme.px(TITLE))
            grid.addWidget(name, at, 0)
            grid.addWidget(title, at, 1)
            grid.addWidget(Line(number), at, 2)
            copy = IconButton("copy", _("Copy {name} and number").format(name=each.name), small=True)
            copy.clicked.connect(lambda _on=False, each=each: self._copy(each))
            grid.addWidget(copy, at, 3)
            at += 1
            if said := _more(each, today):
                note = Line(said, size=12, tone="amber" if _near(each, today) else "text2")
                grid.addWidget(note, at, 0, 1, 3)
                at += 1
        column.addLayout(grid)
        return block

    def _copy(self, contact: NewContact) -> None:
        found = [phones.display(each.number) for each in phones.parse_all(contact.phone) if each.number]
        QApplication.clipboard().setText(" ".join([contact.name, *(found or [contact.phone])]))
        self.told.emit(_("{name} is on the clipboard").format(name=contact.name))

    def _addresses(self, addresses: tuple[NewShipAddress, ...]) -> QWidget | None:
        if not addresses:
            return None
        block, column = _section(field_label("ship_addresses"), len(addresses))
        for each in addresses:
            where = (
                f"{place_search.said((each.province, each.city, each.county)).replace(' ', '')}{each.address}"
            )
            line = QHBoxLayout()
            line.setSpacing(theme.px(8))
            line.addWidget(Picture("warehouse", size=16, tone="text3"))
            line.addWidget(Line(where or _("no address")), 1)
            if each.is_default and len(addresses) > 1:
                line.addWidget(Tag(pgettext("dealer.form", "Default")))
            copy = IconButton("copy", _("Copy the address"), small=True)
            copy.clicked.connect(lambda _on=False, each=each, where=where: self._copy_address(each, where))
            line.addWidget(copy)
            column.addLayout(line)
            lacks = "" if each.receive_time else _("receiving time missing")
            who = f"{each.receiver} {shown_numbers(each.phone)}".strip()
            said = joined(who, each.receive_time or lacks)
            column.addWidget(_indented(Line(said, size=12, tone="text2")))
        return block

    def _copy_address(self, each: NewShipAddress, where: str) -> None:
        QApplication.clipboard().setText(
            " ".join(part for part in (each.receiver, each.phone, where) if part)
        )
        self.told.emit(_("The address is on the clipboard"))


def _section(title: str, count: int = 0) -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    block.setAccessibleName(title)
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    head = QHBoxLayout()
    head.setSpacing(theme.px(6))
    head.addWidget(label(title, "section"))
    if count:
        head.addWidget(label(str(count), "meta"))
    head.addStretch(1)
    column.addLayout(head)
    return block, column


def _text(title: str, text: str) -> QWidget | None:
    if not text.strip():
        return None
    block, column = _section(title)
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(text)
    column.addWidget(made)
    return block


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme.px(24), 0, 0, 0)
    row.addWidget(widget, int(isinstance(widget, Line)))
    row.addStretch(0 if isinstance(widget, Line) else 1)
    return holder


def _meets(region: Territory, clash: ClashNote) -> bool:
    mine = (region.province, region.city, region.county)
    theirs = (clash.province, clash.city, clash.county)
    return all(not a or not b or a == b for a, b in zip(mine, theirs, strict=True))


def _span(region: Territory) -> str:
    if region.from_on is None and region.to_on is None:
        return ""
    first = region.from_on.isoformat() if region.from_on else ""
    last = region.to_on.isoformat() if region.to_on else ""
    if not last:
        return _("from {day}").format(day=first)
    return (
        _("{first} to {last}").format(first=first, last=last)
        if first
        else pgettext("region", "until {day}").format(day=last)
    )


def _more(contact: NewContact, today: date) -> str:
    born = contact.birthday
    parts = [_("WeChat {id}").format(id=contact.wechat) if contact.wechat else ""]
    if born is not None:
        said = _("birthday {day}").format(day=birthday_text(born))
        if _near(contact, today):
            days = (lunar_days.next_day(born, today) - today).days
            soon = _("today") if not days else ngettext("in {n} day", "in {n} days", days).format(n=days)
            said = f"{said} ({soon})"
        parts.append(said)
    return joined(*parts)


def _near(contact: NewContact, today: date) -> bool:
    born = contact.birthday
    return born is not None and (lunar_days.next_day(born, today) - today).days <= BIRTHDAY_NEAR
