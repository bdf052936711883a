"""F3: one box that finds people, callers, promises, calls, and what can be done; Enter opens or does it."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.calls import service as calls
from app.china import phones
from app.complaints import service as complaints
from app.dealers.completing import KIND as DEALER
from app.dealers.family import CONTACT
from app.overview import search
from app.overview.search import Hit, Hits
from app.people import service as people
from app.products import service as products
from app.store.errors import Interrupted
from app.words import NP_, _, ngettext, pgettext
from ui.kit import theme
from ui.kit.dialling import dial
from ui.kit.empty import Empty
from ui.kit.labels import label
from ui.kit.offers import Offer
from ui.kit.offers import found as found_offers
from ui.kit.overlay import Overlay
from ui.kit.pick_list import PickList
from ui.kit.rows import Cell, Row, Sort, lit
from ui.kit.search import SearchBox
from ui.kit.seat import Seat

HEIGHT = 420
MOST = 40
MOST_OFFERS = 8
ACTIONS = -1000  # the heading of what can be done
KINDS = {
    DEALER: NP_("found", "Dealers"),
    CONTACT: NP_("found", "Contacts"),
    people.KIND: NP_("found", "Staff"),
    calls.CALLER: NP_("found", "Callers"),
    products.KIND: NP_("found", "Products"),
    calls.PROMISE: NP_("found", "Call backs"),
    complaints.KIND: NP_("found", "Complaints"),
    calls.KIND: NP_("found", "Calls"),
}

WITH_PAGE = (DEALER, CONTACT, people.KIND, complaints.KIND, products.KIND)


def number_in(detail: str) -> str:
    """The first telephone number in `detail`, "" when there is none."""
    return next(
        (p.number for p in phones.parse_all(detail) if p.kind != "invalid" and len(p.number) >= 3), ""
    )


class FoundSource:
    """Hits of one text, a heading for each kind; asked once and then in memory."""

    def __init__(
        self, seat: Seat, text: str, offers: Sequence[Offer] = (), first: Sequence[Offer] = ()
    ) -> None:
        self._desk, self.text = seat.desk, text
        self._offered, self._before = offers, first
        self.offers: dict[int, Offer] = {}
        self.hits: dict[int, Hit] = {}
        self.total = 0
        self._rows: dict[int, Row] = {}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Headings (below zero) and hits (from 1) in the order of their kinds."""
        if not self.text:
            return self._first()
        return self._listed(search.search(self._desk, self.text, limit=MOST))

    def _first(self) -> "array[int]":
        """Before anything is typed: what is done most, with its key."""
        self.offers = dict(enumerate(dict.fromkeys(self._before), 1))
        self._rows = {number: _offer_row(number, offer, "") for number, offer in self.offers.items()}
        if self.offers:
            self._rows[ACTIONS] = Row(ACTIONS, title=Cell(_("Type to find, or do")), sub=Cell(""))
        return array("q", list(self._rows and [ACTIONS, *self.offers]))

    def _listed(self, found: Hits) -> "array[int]":
        ids, rows, hits = array("q"), {}, {}
        kind = ""
        todo = found_offers(self._offered, self.text, most=MOST_OFFERS)
        said = [offer for offer in todo if self.text.lower() in offer.words.lower()]
        first = len(found.hits) + 1
        self.offers = dict(enumerate(todo, first))
        shown = {number: _offer_row(number, offer, self.text) for number, offer in self.offers.items()}
        if said:  # an action called just so stands before the records that mention it
            ids.extend([ACTIONS, *shown])
        for number, hit in enumerate(found.hits, start=1):
            if hit.kind != kind:
                kind = hit.kind
                head = -1 - list(found.totals).index(kind)
                ids.append(head)
                rows[head] = Row(
                    head, title=Cell(pgettext(*KINDS[kind])), sub=Cell(f"{found.totals[kind]:,}")
                )
            ids.append(number)
            hits[number] = hit
            rows[number] = Row(
                number, title=Cell(hit.title, found=lit(hit.title, self.text)),
                sub=Cell(hit.detail, found=lit(hit.detail, self.text)),
            )  # fmt: skip
        if todo and not said:
            ids.extend([ACTIONS, *shown])
        rows |= shown
        rows[ACTIONS] = Row(ACTIONS, title=Cell(_("Actions and settings")), sub=Cell(str(len(todo))))
        self._rows, self.hits, self.total = rows, hits, found.total
        return ids

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """The rows of `ids`."""
        return [self._rows.get(id) for id in ids]

    def interrupt(self, token: object) -> None:
        """A search of one text takes a few milliseconds; the latest wins all the same."""


def _offer_row(number: int, offer: Offer, text: str) -> Row:
    where = offer.where if offer.where != offer.words else ""
    return Row(
        number, title=Cell(offer.words, found=lit(offer.words, text), icon="arrow-right"), sub=Cell(where),
        mark=Cell(offer.caps, tone="text3"),
    )  # fmt: skip


class FindPanel(Overlay):
    """call_chosen(id), promise_chosen(id), number_chosen(number, name) -- what Enter was pressed on;
    record_chosen(kind, id) -- the same for what has a page of its own.
    """

    call_chosen = Signal(int)
    promise_chosen = Signal(int)
    number_chosen = Signal(str, str)
    record_chosen = Signal(str, int)

    def __init__(
        self, host: QWidget, seat: Seat, *, offers: Sequence[Offer] = (), first: Sequence[Offer] = ()
    ) -> None:
        super().__init__(host, name=_("Find anything"), width=640, top=0.08)
        self._seat, self._offers, self._first = seat, offers, first
        self.box = SearchBox(
            name=_("Find anything"),
            hint=_("Name, pinyin, initials, number, words of a call, or what to do"),
            key="F3",
        )
        self.table = PickList(self.box, jobs=seat.jobs, name=_("Found"))
        self.table.setFixedHeight(theme.px(HEIGHT))
        self.table.set_empty(Empty(icon="search", title=_("Nothing is called that or says that"),
                                   text=_("Fewer letters find more.")))  # fmt: skip
        self.told = label("", "meta")
        self.body.setContentsMargins(12, 12, 12, 10)
        self.body.setSpacing(8)
        self.body.addWidget(self.box)
        self.body.addWidget(self.table)
        self.body.addWidget(self.told)
        self.box.asked.connect(self._ask)
        self.box.left.connect(self.dismiss)
        self.table.picked.connect(lambda _id: self._chosen())
        self.table.searched.connect(self._searched)
        self.table.failed.connect(self._failed)
        self.bind(("Alt+D",), self._dial)
        self.bind(("F3",), self.close_up)
        self._ask("")
        self._say()

    def _ask(self, text: str) -> None:
        self._source = FoundSource(self._seat, text, self._offers, self._first)
        self.table.show_source(self._source)

    def _searched(self) -> None:
        if self._source.text:  # Enter in an empty box does nothing
            self.table.go_first()
        self._say()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Interrupted):
            self.told.setText(getattr(error, "sentence", str(error)))

    def _say(self) -> None:
        if not self._source.text:
            self.told.setText(_("↵ opens a call, does a call back, takes a call from a number · Alt D dials"))
        elif not self._source.total and not self._source.offers:
            self.told.setText("")
        elif not self._source.total:
            self.told.setText(_("↵ does it"))
        else:
            found = ngettext("{n} found", "{n} found", self._source.total).format(n=f"{self._source.total:,}")
            self.told.setText(found + _(" · ↵ open · Alt D dial"))

    def _current(self) -> Hit | None:
        return self._source.hits.get(self.table.current_id())

    def _chosen(self) -> None:
        offer = self._source.offers.get(self.table.current_id())
        if offer is not None:
            self.close_up()
            offer.run()
            return
        hit = self._current()
        if hit is None:
            return
        self.close_up()
        if hit.kind == calls.KIND:
            self.call_chosen.emit(hit.id)
        elif hit.kind == calls.PROMISE:
            self.promise_chosen.emit(hit.id)
        elif hit.kind in WITH_PAGE:
            self.record_chosen.emit(hit.kind, hit.id)
        else:
            self.number_chosen.emit(number_in(hit.detail) or number_in(hit.title), hit.title)

    def _dial(self) -> None:
        hit = self._current()
        number = number_in(hit.detail) or number_in(hit.title) if hit is not None else ""
        if number:
            self.close_up()
            dial(self._seat, number)
