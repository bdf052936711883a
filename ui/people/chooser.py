"""Who sits at the desk: the staff as a list, found by initials, taken with Enter."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.people import service as people
from app.people.rules import role_label
from app.people.service import StaffRow
from app.words import _
from ui.kit import theme
from ui.kit.labels import label
from ui.kit.overlay import Overlay
from ui.kit.pick_list import LINE, PickList
from ui.kit.rows import Cell, Row, Sort
from ui.kit.search import SearchBox
from ui.kit.seat import Seat

SHOWN = 6


class StaffSource:
    """The staff whose name, initials, code or department begins with, or holds, a text."""

    def __init__(self, seat: Seat, text: str) -> None:
        self._desk, self._text = seat.desk, text.strip().lower()
        self.here = seat.desk.person.id
        self.found: dict[int, StaffRow] = {}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in the order of their codes."""
        self.found = {row.id: row for row in people.find(self._desk) if self._fits(row)}
        return array("q", self.found)

    def _fits(self, row: StaffRow) -> bool:
        wanted = self._text
        texts = (row.name.lower(), row.code.lower(), row.department.lower())
        return (
            not wanted
            or any(wanted in text for text in texts)
            or any(key.startswith(wanted) for key in row.keys)
        )

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Name over department and title; who sits there now says so."""
        return [self._row(self.found[id]) if id in self.found else None for id in ids]

    def _row(self, row: StaffRow) -> Row:
        about = [part for part in (row.department, row.title, role_label(row.role)) if part]
        mark = Cell(_("at the desk"), tone="accent", tag=True) if row.id == self.here else Cell()
        return Row(row.id, title=Cell(row.name), sub=Cell(_(" · ").join(dict.fromkeys(about))), mark=mark)

    def interrupt(self, token: object) -> None:
        """The staff list is short: nothing has to be stopped."""


class PersonChooser(Overlay):
    """picked(StaffRow) -- somebody else shall sit at the desk."""

    picked = Signal(object)

    def __init__(self, host: QWidget, seat: Seat) -> None:
        super().__init__(host, name=_("Who is at the desk?"), width=420)
        self._seat = seat
        self.add_title(_("Who is at the desk?"), sub=_("What is saved from now on carries this name."))
        self.box = SearchBox(name=_("Find somebody"), hint=_("Name or initials"), key="")
        self.table = PickList(self.box, jobs=seat.jobs, name=_("Staff"))
        self.table.setFixedHeight(theme.px(LINE * SHOWN))
        self.body.addWidget(self.box)
        self.body.addWidget(self.table)
        self.body.addWidget(
            label(_("↵ sits down · people are added in the settings, on the page Staff"), "meta", wrap=True)
        )
        self.box.asked.connect(self._ask)
        self.box.left.connect(self.dismiss)
        self.table.picked.connect(lambda _id: self._take())
        self.table.searched.connect(self._searched)
        self.table.failed.connect(seat.tell)
        self._ask("")

    def _ask(self, text: str) -> None:
        self._source = StaffSource(self._seat, text)
        self.table.show_source(self._source)

    def _searched(self) -> None:
        if not self.table.set_current(self._source.here):
            self.table.go_first()

    def _take(self) -> None:
        row = self._source.found.get(self.table.current_id())
        if row is not None:
            self.close_up()
            self.picked.emit(row)
