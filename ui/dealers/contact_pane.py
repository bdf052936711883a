"""The list of contacts beside that of dealers: whoever is looked for, the dealer is shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from app.dealers import contacts
from app.overview.tables import export
from app.words import _, ngettext
from ui.dealers.contact_rows import ContactSource, columns, query_of
from ui.kit.buttons import LinkButton
from ui.kit.changes import Burst
from ui.kit.labels import Line
from ui.kit.list_spec import Asked, ListSpec
from ui.kit.listed_pane import ListedPane
from ui.kit.rows import Sort
from ui.kit.seat import Seat
from ui.kit.sides import dealer_switch

BY_DEALER = Sort("dealer", False)


def people(count: int) -> str:
    """So many contacts in words."""
    return ngettext("{n} contact", "{n} contacts", count).format(n=f"{count:,}")


def spec(seat: Seat) -> ListSpec:
    """What the list of contacts is made of. They are changed, and put away, with their dealer."""
    desk = seat.desk
    return ListSpec(
        key="contacts", name=_("Contacts"), hint=_("Initials, words, numbers"), columns=columns(),
        source=lambda asked: ContactSource(desk, query_of(asked)), usual=BY_DEALER,
        fields=lambda: contacts.fields(desk),
        counts=lambda asked, key: contacts.counts(desk, query_of(asked), key),
        words=people, empty=_nothing_here, imports="contacts",
        export=lambda path, ids, told: export(desk, "contacts", path, ids=ids, progress=told), lines=True,
    )  # fmt: skip


def _nothing_here(asked: Asked) -> tuple[str, str, str]:
    return "users", _("No contacts yet"), _("They are entered with their dealer, or imported from a list.")


class ContactPane(ListedPane):
    """switched(side) -- the dealers are wanted."""

    COLUMNS_FROM = 640
    switched = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, spec(seat))
        self.switch = dealer_switch("contacts")
        self.switch.picked.connect(self._switched)
        self.add_head(self.switch, None, *self.list.tools(), height=52, line=False)
        self.body.addWidget(self.list, 1)
        self._count = Line("", size=12, tone="text2")
        take = LinkButton(_("Import"))
        take.clicked.connect(lambda: self.list.import_wanted.emit("contacts"))
        row = self.add_foot(self._count, take, height=48)
        row.setStretchFactor(self._count, 1)
        self.list.row_menu = self._fill_row_menu

    def heard(self, burst: Burst) -> None:
        """Somebody wrote."""
        if burst.touches("contact", "dealer"):
            self.table.heard(
                changed=burst.ids("contact"),
                came_or_went=burst.came_or_went("contact") or burst.touches("dealer"),
                lit=burst.from_elsewhere(self._seat.desk.store.origin),
            )
        if burst.touches("staff"):
            self.list.read_fields()

    # Within

    def _switched(self, side: object) -> None:
        self.switch.set_value("contacts")
        if side != "contacts":
            self.switched.emit(str(side))

    def counted(self, count: int, complete: bool) -> None:
        """How many, at the foot."""
        self._count.set_text(people(count) if complete else "")

    def _fill_row_menu(self, menu: QMenu, id: int) -> None:
        menu.addAction(_("Open the dealer"), lambda: self.opened.emit(id))
        menu.addSeparator()
