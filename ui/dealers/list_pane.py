"""The list of dealers with its search, filters and views, and the foot that says how many there are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from app.dealers import bulk, filters, finding, removing
from app.dealers.segments import LIST
from app.overview.tables import export
from app.words import _, ngettext
from ui.dealers.rows import DealerSource, columns, query_of
from ui.kit.buttons import Button, LinkButton
from ui.kit.changes import Burst
from ui.kit.labels import Line
from ui.kit.list_spec import Asked, BulkSpec, ListSpec
from ui.kit.listed_pane import ListedPane
from ui.kit.rows import Sort
from ui.kit.seat import Seat
from ui.kit.sides import dealer_switch

BY_NAME = Sort("name", False)


def dealers(count: int) -> str:
    """So many dealers in words."""
    return ngettext("{n} dealer", "{n} dealers", count).format(n=f"{count:,}")


def spec(seat: Seat) -> ListSpec:
    """What the list of dealers is made of."""
    desk = seat.desk
    return ListSpec(
        key=LIST, name=_("Dealers"), hint=_("Initials, words, numbers"), columns=columns(),
        source=lambda asked: DealerSource(desk, query_of(asked)), usual=BY_NAME,
        fields=lambda: filters.fields(desk),
        counts=lambda asked, key: finding.counts(desk, query_of(asked), key),
        words=dealers, empty=_nothing_here, imports="dealers",
        bulk=BulkSpec(
            fields=lambda: bulk.fields(desk),
            preview=lambda ids, key, value, told: bulk.preview(desk, ids, key, value, told=told),
            change=lambda ids, key, value, told: bulk.change(desk, ids, key, value, told=told),
        ),
        remove=lambda ids: removing.remove(desk, ids), restore=lambda ids: removing.restore(desk, ids),
        export=lambda path, ids, told: export(desk, "dealers", path, ids=ids, progress=told), lines=True,
    )  # fmt: skip


def _nothing_here(asked: Asked) -> tuple[str, str, str]:
    return "store", _("No dealers yet"), _("Enter the first one, or import the list the company has.")


class ListPane(ListedPane):
    """add_wanted() -- Ctrl+N or the button. hand_over_wanted(ids), merge_wanted(ids), print_wanted(paper, ids) -- from
    the menus. switched(side) -- the contacts are wanted.
    """

    COLUMNS_FROM = 640
    add_wanted = Signal()
    hand_over_wanted = Signal(object)
    merge_wanted = Signal(object)
    print_wanted = Signal(str, object)
    switched = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, spec(seat))
        self.add = Button(_("New"), icon="plus", key="Ctrl N")
        self.add.clicked.connect(self.add_wanted)
        self.switch = dealer_switch("dealers")
        self.switch.picked.connect(self._switched)
        self.add_head(self.switch, None, *self.list.tools(), height=52, line=False)
        self.body.addWidget(self.list, 1)
        self._count = Line("", size=12, tone="text2")
        self._import = LinkButton(_("Import"))
        self._import.clicked.connect(lambda: self.list.import_wanted.emit("dealers"))
        row = self.add_foot(self.add, self._count, self._import, height=48)
        row.setStretchFactor(self._count, 1)
        self.list.row_menu = self._fill_row_menu
        self.list.list_menu = self._fill_list_menu

    def heard(self, burst: Burst) -> None:
        """Somebody wrote."""
        kinds = ("dealer", "dealer_region", "dealer_product", "contact", "ship_addr")
        if burst.touches(*kinds):
            self.table.heard(
                changed=burst.ids("dealer"), came_or_went=burst.came_or_went("dealer"),
                lit=burst.from_elsewhere(self._seat.desk.store.origin),
            )  # fmt: skip
        if burst.touches("staff", "product"):
            self.list.read_fields()

    def selected(self) -> list[int]:
        """The dealers selected, at least the current one."""
        return list(self.table.selected_ids()) or (
            [self.table.current_id()] if self.table.current_id() else []
        )

    # Within

    def counted(self, count: int, complete: bool) -> None:
        """How many, at the foot."""
        self._count.set_text(dealers(count) if complete else "")

    def _switched(self, side: object) -> None:
        self.switch.set_value("dealers")
        if side != "dealers":
            self.switched.emit(str(side))

    def _fill_row_menu(self, menu: QMenu, id: int) -> None:
        menu.addAction(_("Open"), lambda: self.opened.emit(id))
        if self.list.asked.in_bin:
            return
        ids = self.selected()
        if len(ids) == 2:
            menu.addAction(_("Merge the two…"), lambda: self.merge_wanted.emit(ids))
        menu.addAction(_("Hand over to somebody else…"), lambda: self.hand_over_wanted.emit(ids))
        menu.addAction(
            _("Address labels of what is selected…"), lambda: self.print_wanted.emit("dealer-labels", ids)
        )
        menu.addSeparator()

    def _fill_list_menu(self, menu: QMenu) -> None:
        menu.addAction(_("Print the list…"), lambda: self.print_wanted.emit("dealer-list", None))
        menu.addAction(_("Address labels…"), lambda: self.print_wanted.emit("dealer-labels", None))
        menu.addAction(_("Hand over everything of a salesperson…"), lambda: self.hand_over_wanted.emit(None))
        menu.addSeparator()
