"""What is done with dealers besides entering them: rung, merged, handed over, verified, restored, printed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.dealers import bulk, finding, removing
from app.dealers.completing import KIND
from app.dealers.finding import DealerRow
from app.dealers.handing_over import Handed
from app.office import privacy
from app.overview import record_papers
from app.overview.record_papers import Asked
from app.words import _
from ui.dealers import merge_panel
from ui.dealers.facts import Facts
from ui.dealers.hand_over_panel import HandOverPanel
from ui.dealers.list_pane import ListPane
from ui.dealers.rows import DealerSource, query_of
from ui.dealers.view import DealerView
from ui.kit.dialling import dial
from ui.kit.paper_panel import show_paper
from ui.kit.seat import Seat
from ui.kit.uncovering import uncover


class Doings(QObject):
    """About the dealer that `view` shows. `facts` are those of the page, None until they are read; `opened` shows
    another dealer there.
    """

    def __init__(
        self, seat: Seat, *, page: QWidget, view: DealerView, listed: ListPane, opened: Callable[[int], None]
    ) -> None:
        super().__init__(page)
        self._seat, self._page, self._view, self._listed, self._opened = seat, page, view, listed, opened
        self.facts: Facts | None = None

    def _row(self) -> DealerRow | None:
        """The dealer on screen; None behind a form, or when there is none."""
        whole = self._view.whole
        return whole.detail.row if whole is not None and not self._view.isHidden() else None

    def put_away(self) -> None:
        """Into the bin."""
        if (row := self._row()) is not None:
            self._listed.list.put_away([row.id])

    def restore(self) -> None:
        """Out of the bin."""
        desk, row = self._seat.desk, self._row()
        if row is not None:
            self._seat.save(
                lambda _progress: removing.restore(desk, [row.id]), owner=self, said=_("Restored")
            )

    def verify(self) -> None:
        """All of it was asked and is right as of today."""
        desk, row = self._seat.desk, self._row()
        if row is not None:
            self._seat.save(
                lambda _progress: bulk.change(desk, [row.id], "verified_on", bulk.TODAY), owner=self,
                said=_("Verified today"),
            )  # fmt: skip

    def dial(self) -> None:
        """Alt+D: ring the first number."""
        if (row := self._row()) is not None and row.phone_norm:
            dial(self._seat, row.phone_norm, owner=self)

    def uncover(self) -> None:
        """Alt+V: its numbers, where they are hidden; the log keeps who looked."""
        if (row := self._row()) is not None and privacy.masks(self._seat.desk):
            uncover(self._seat, KIND, row.id, owner=self, done=self._view.uncover)

    def merge(self) -> None:
        """Which other dealer is the same one?"""
        if (row := self._row()) is not None:
            merge_panel.other_dealer(
                self._page.window(), self._seat, row, picked=lambda other: self.merge_two([row.id, other])
            )

    def merge_two(self, ids: Sequence[int]) -> None:
        """Show what merging the second dealer into the first would do, and do it when it is wanted."""
        desk, facts = self._seat.desk, self.facts
        if facts is None or len(ids) != 2:
            return

        def got(rows: list[DealerRow | None]) -> None:
            kept, other = rows
            if kept is not None and other is not None:
                merge_panel.ask(self._page, self._seat, facts, kept, other, done=self._opened)

        self._seat.jobs.read(
            lambda _progress: finding.rows(desk, list(ids)), done=got, failed=self._seat.tell, owner=self
        )

    def hand_over(self, ids: Sequence[int] | None) -> None:
        """Give the dealers `ids`, or everything of somebody, to another salesperson; then the list to sign."""
        if self.facts is None:
            return
        panel = HandOverPanel(self._page.window(), self._seat, self.facts, ids)
        panel.handed.connect(self._handed)
        panel.open()

    def _handed(self, handed: Handed) -> None:
        self._show_paper("hand-over", _("Hand-over list"), Asked(handed=handed))

    def hand_over_this(self) -> None:
        """Give the dealer on screen to another salesperson."""
        if (row := self._row()) is not None:
            self.hand_over([row.id])

    # Papers

    def print_card(self) -> None:
        """Ctrl+P: the card of the dealer on screen."""
        if (row := self._row()) is not None:
            self._show_paper("dealer-card", _("Dealer card {name}").format(name=row.name), Asked((row.id,)))

    def print_paper(self, name: str, ids: Sequence[int] | None) -> None:
        """The list or the labels, of the dealers `ids` or of all that are listed."""
        title = {"dealer-list": _("List of dealers"), "dealer-labels": _("Address labels")}[name]
        desk, table = self._seat.desk, self._listed.table
        listed = DealerSource(desk, query_of(self._listed.list.asked)).sorted_query(table.model().sort)
        self._show_paper(
            name, title, lambda: Asked(tuple(ids if ids is not None else finding.find(desk, listed)))
        )

    def _show_paper(self, name: str, title: str, asked: Asked | Callable[[], Asked]) -> None:
        desk = self._seat.desk

        def draw(path: Path) -> None:
            record_papers.draw(desk, name, asked if isinstance(asked, Asked) else asked(), path)

        show_paper(self._page, self._seat, title=title, draw=draw)
