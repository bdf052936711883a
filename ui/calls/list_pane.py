"""The list of calls: search, chips, filters, table, figures of the day; calls that are not saved yet stand on top."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from app.calls import filters, finding, missed, promises
from app.calls.totals import Totals, totals_between
from app.late import Module
from app.words import _, ngettext, pgettext
from ui.calls import filtering
from ui.calls.facts import Facts
from ui.calls.rows import CallSource, columns, is_open
from ui.kit import saying
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.empty import Empty
from ui.kit.jobs import BESIDE, Job, Progress
from ui.kit.labels import Line
from ui.kit.list_spec import Asked, BulkSpec, ListSpec, Told
from ui.kit.listed_pane import ListedPane
from ui.kit.rows import Row, Sort
from ui.kit.saying import duration, joined
from ui.kit.seat import Seat
from ui.kit.sides import side_switch
from ui.kit.table import count_words

bulk = Module("app.calls.bulk")
tables = Module("app.overview.tables")

NEWEST_FIRST = Sort("started_at", descending=True)


def calls(count: int) -> str:
    """So many calls in words."""
    return ngettext("{n} call", "{n} calls", count).format(n=f"{count:,}")


def spec(seat: Seat) -> ListSpec:
    """The list of calls as data."""
    desk = seat.desk

    def written(path: Path, ids: list[int], told: Told) -> int:
        return tables.export(desk, "calls", path, ids=ids, progress=told)

    return ListSpec(
        key="calls", name=_("Calls"), hint=_("Initials, words, numbers"), columns=columns(),
        source=lambda asked: CallSource(desk, filtering.query(asked, desk)), usual=NEWEST_FIRST,
        fields=lambda: filters.fields(desk),
        counts=lambda asked, key: finding.counts(desk, filtering.query(asked, desk), key),
        presets=filtering.presets(), searched={"today": "all"}, adjusted=filtering.adjusted, words=calls,
        real=lambda id: id > 0 and not is_open(id), empty=filtering.nothing_here,
        bulk=BulkSpec(
            fields=lambda: bulk.fields(desk),
            preview=lambda ids, key, value, told: bulk.preview(desk, ids, key, value, told=told),
            change=lambda ids, key, value, told: bulk.change(desk, ids, key, value, told=told),
        ),
        export=written, imports="calls", row_height=40, lines=True,
    )  # fmt: skip


class ListPane(ListedPane):
    """removed(ids) -- Del. restored(ids) -- out of the bin. take_wanted() -- the empty list's button.
    handled(ids, whether) -- Space on missed calls. call_back_wanted(id) -- from the menu. switched(side) -- the
    complaints are wanted.
    """

    removed = Signal(object)
    restored = Signal(object)
    take_wanted = Signal()
    handled = Signal(object, bool)
    switched = Signal(str)
    call_back_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, spec(seat))
        self._rows: tuple[Row, ...] = ()
        self._counting: Job | None = None
        self._count_again = self._stale = False
        self._totals = Totals()
        self._day: date | None = None
        self.search, self.chips = self.list.search, self.list.presets
        self.source = CallSource(seat.desk, filtering.query(self.list.asked, seat.desk))
        self._date = Line("", size=12, tone="text3")
        self.switch = side_switch("calls")
        self.switch.picked.connect(self._switched)
        self.add_head(self.switch, self._date, None, *self.list.tools(), height=52, line=False).setSpacing(4)
        self.body.addWidget(self.list, 1)
        self._figures = Line("", size=12, tone="text2")
        self._count = Line("", size=12, tone="text3", align=Qt.AlignmentFlag.AlignRight)
        row = self.add_foot(self._figures, self._count, height=36)
        row.setStretchFactor(self._figures, 1)
        self._listen()

    def _listen(self) -> None:
        self.list.make_source = self._made_source
        self.list.row_menu = self._fill_row_menu
        self.list.shown.connect(self._shown)
        self.list.removed.connect(lambda ids: self.removed.emit(list(ids)))
        self.list.restored.connect(lambda ids: self.restored.emit(list(ids)))
        self.table.ticked.connect(lambda ids: self._tick(list(ids)))

    def _switched(self, side: object) -> None:
        self.switch.set_value("calls")
        if side != "calls":
            self.switched.emit(str(side))

    # What the page says

    def start(self) -> None:
        """List for the first time."""
        super().start()
        self.list.settled.connect(lambda: self.count(after=BESIDE))

    def set_facts(self, _facts: Facts) -> None:
        """Staff or categories may be others by now."""
        if self.list.bar.fields():
            self.list.read_fields()

    def set_size_class(self, name: str) -> None:
        """Columns in a wide window, two lines a call otherwise; the date where there is room for it."""
        self._date.setVisible(name == "wide")
        super().set_size_class(name)

    def show_open(self, rows: Sequence[Row]) -> None:
        """These calls are not saved yet: they stand on top."""
        before, self._rows = self._rows, tuple(rows)
        if before == self._rows or not self._shows_open():
            return
        self.source.opened = self._rows
        if [row.id for row in before] == [row.id for row in self._rows]:
            self.table.heard(changed=[row.id for row in self._rows], lit=False)
        else:
            self.table.heard(came_or_went=True, lit=False)

    def heard(self, burst: Burst, call_ids: set[int]) -> None:
        """Somebody wrote; `call_ids` are the calls whose rows look different now."""
        preset = self.list.asked.preset
        came = burst.came_or_went("call") or preset == "missed" or (preset != "all" and bool(call_ids))
        came = came or (preset == "owed" and burst.touches("promise"))
        elsewhere = burst.from_elsewhere(self._seat.desk.store.origin)
        if came or call_ids:
            self.list.heard(changed=call_ids, came_or_went=came, lit=elsewhere)
        self.count()

    def new_day(self) -> None:
        """Ask the clock: after midnight today is another day."""
        today = self._seat.desk.today()
        if self._day is not None and today != self._day:
            self.count()
            if filtering.only_today(self.list.asked):
                self.list.ask(self.list.asked)
        self._day = today

    def focus_search(self) -> None:
        """Into the search box, with its text chosen."""
        self.list.focus_search()

    # Asking

    def _made_source(self, asked: Asked) -> CallSource:
        opened = self._rows if self._shows_open() else ()
        self.source = CallSource(self._seat.desk, filtering.query(asked, self._seat.desk), opened)
        return self.source

    def _shown(self, asked: Asked) -> None:
        self._day = self._seat.desk.today()
        self._show_figures()
        if filtering.only_today(asked) and not asked.narrowed():
            take = Button(_("Take a call"), kind="primary", icon="phone-incoming", key="F2")
            take.clicked.connect(self.take_wanted)
            icon, title, text = filtering.nothing_here(asked)
            self.table.set_empty(Empty(icon=icon, title=title, text=text, buttons=(take,)))

    def _shows_open(self) -> bool:
        """Calls that are not saved yet are no hits of a search or a filter, and not in the bin."""
        return not self.list.asked.narrowed() and not self.list.asked.in_bin

    # The table's answers

    def counted(self, count: int, complete: bool) -> None:
        """How many, at the foot; what was typed while the list was read stands on top."""
        if self.source.opened:
            self.table.heard(changed=[row.id for row in self.source.opened], lit=False)
        shown = max(0, count - len(self.source.opened))
        self._count.set_text(
            count_words(shown, complete) if not filtering.only_today(self.list.asked) else ""
        )

    # Figures

    def count(self, *, after: int = 0) -> None:
        """Count the day anew; a hidden list waits until it is shown."""
        if not self.isVisible():
            self._stale = True
        if self._counting is not None and not self._counting.finished:
            self._count_again = True
            return
        desk = self._seat.desk

        def read(_progress: Progress) -> tuple[Totals, int, int, datetime]:
            now = desk.now()
            start, end = desk.day_bounds(now.date())
            with desk.store.read() as session:
                owed, waiting = promises.count_owed(session), missed.count_unhandled(session)
            return totals_between(desk, start, end), owed, waiting, now

        self._counting = self._seat.jobs.read(
            read, done=self._counted, failed=self._seat.tell, owner=self, after=after
        )

    def _counted(self, answer: tuple[Totals, int, int, datetime]) -> None:
        totals, owed, waiting, now = answer
        self._totals = totals
        self.chips.set_counts(
            {"today": totals.calls, "missed": waiting, "owed": owed},
            tones={"missed": "red", "owed": "amber"},
        )
        self._date.set_text(saying.day(now))
        self._show_figures()
        if self._count_again:
            self._count_again = False
            self.count()

    def _show_figures(self) -> None:
        if self.list.asked.preset == "missed" and not self.list.asked.in_bin:
            self._figures.set_text(joined(_("Space: seen to"), _("Alt D: call back")))
            return
        totals = self._totals
        share, mean = totals.within_three_rings, totals.average_talk_seconds
        self._figures.set_text(joined(
            None if share is None else _("In 3 rings {share}").format(share=f"{share:.0%}"),
            None if mean is None else pgettext("mean", "talk {time}").format(time=duration(mean)),
        ))  # fmt: skip

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.count()

    def _fill_row_menu(self, menu: QMenu, id: int) -> None:
        menu.addAction(_("Go on") if is_open(id) else _("Open"), lambda: self.opened.emit(id))
        if self.source.missed.get(id) is not None:
            seen = self.source.missed[id]
            words = _("Not seen to yet") if seen else _("Seen to")
            menu.addAction(_("Call back") + "\tAlt+D", lambda: self.call_back_wanted.emit(id))
            menu.addAction(words + "\t" + _("Space"), lambda: self._tick(list(self.table.selected_ids())))

    def _tick(self, ids: list[int]) -> None:
        """Space: missed calls are seen to; when all of them are already, they wait again."""
        saved = [id for id in ids if id and not is_open(id)]
        known = [self.source.missed[id] for id in saved if id in self.source.missed]
        if saved and (known or len(saved) > 1):
            self.handled.emit(saved, not (known and all(known)))
