"""The import panel: file, sheet and header, columns, a look at every row, and the one button that writes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.overview.tables import KINDS
from app.store.errors import UserError
from app.transfer import importing, memory
from app.transfer.grid import ENDINGS
from app.transfer.importing import Opened
from app.transfer.plans import Plan
from app.words import _, ngettext, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.chips import ChipRow
from ui.kit.empty import Empty
from ui.kit.fields import ComboField
from ui.kit.jobs import Job, Progress
from ui.kit.labels import Line, label
from ui.kit.options import Option, Segment
from ui.kit.overlay import Overlay
from ui.kit.seat import Seat
from ui.kit.table import RecordTable
from ui.transfer.columns import ColumnsView
from ui.transfer.outcome import note, save_leftovers, tell
from ui.transfer.preview import ALL, STATES, WARNED, PlanSource, columns, counts

HIGH = 372  # px of the part that changes
WIDE = 1120
HEADER_ROWS = 30
TICK = 100  # ms between two looks at how far it is
PATTERN = " ".join(f"*{ending}" for ending in ENDINGS)


class ImportPanel(Overlay):
    """written(Applied) -- the import went through."""

    written = Signal(object)

    def __init__(self, host: QWidget, seat: Seat, *, kind: str = "") -> None:
        super().__init__(host, name=_("Import a list"), width=WIDE)
        self._seat = seat
        self._kinds = {name: table for name, table in KINDS.items() if table.intake is not None}
        self._guessing = kind not in self._kinds
        self._opened: Opened | None = None
        self._plan: Plan | None = None
        self._job: Job | None = None
        self._table: RecordTable | None = None
        self._doing = ""
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._show_progress)
        self.add_title(
            _("Import a list"), sub=_("Nothing is written before you press Import; one step takes it back.")
        )
        self._make_head(kind)
        self._make_middle()
        self._make_foot()
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.import_now)
        self._show_stage()

    # Parts

    def _make_head(self, kind: str) -> None:
        self.kind = ComboField(
            [(name, pgettext(*table.title)) for name, table in self._kinds.items()],
            name=_("What is in the list"),
        )
        self.kind.set_value(kind if kind in self._kinds else next(iter(self._kinds)))
        self.kind.setFixedWidth(theme.px(132))
        self.kind.changed.connect(self._kind_chosen)
        self.file = Line("", bold=True)
        self.choose = Button(_("Choose a file…"), icon="folder-open")
        self.choose.clicked.connect(self.ask_file)
        self.sheet = ComboField([], name=_("Sheet"))
        self.sheet.setFixedWidth(theme.px(150))
        self.sheet.changed.connect(lambda: self._understand(sheet=self.sheet.value()))
        self.header = ComboField([], name=_("Row of the headings"))
        self.header.setFixedWidth(theme.px(156))
        self.header.changed.connect(
            lambda: self._understand(sheet=self.sheet.value(), header=self.header.value())
        )
        self.view = Segment(
            [Option("rows", _("What happens")), Option("columns", _("Columns"))], name=_("What is shown")
        )
        self.view.set_value("rows")
        self.view.picked.connect(lambda _value: self._show_stage())
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for widget in (self.kind, self.choose):
            row.addWidget(widget)
        row.addWidget(self.file, 1)
        for widget in (self.sheet, self.header, self.view):
            row.addWidget(widget)
        self.body.addLayout(row)

    def _make_middle(self) -> None:
        self.states = ChipRow(
            [
                (ALL, _("All")),
                *((word, pgettext(*label_)) for word, label_ in STATES.items()),
                (WARNED, _("Warnings")),
            ],
            name=_("Which rows"),
        )
        policy = self.states.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.states.setSizePolicy(policy)
        self.states.picked.connect(lambda _value: self._show_rows())
        self.duplicates = Segment(
            [Option("skip", _("Leave out")), Option("new", _("Add")), Option("update", _("Update"))],
            name=_("Duplicates"),
        )
        self.duplicates.set_value("skip")
        self.duplicates.picked.connect(lambda _value: self._replan())
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.states, 1)
        self._doubled = label(_("Duplicates"), "label")
        row.addWidget(self._doubled)
        row.addWidget(self.duplicates)
        self.body.addLayout(row)
        self.stack = QStackedWidget()
        self.stack.setFixedHeight(theme.px(HIGH))
        self.rows = QWidget()
        QVBoxLayout(self.rows).setContentsMargins(0, 0, 0, 0)
        self.columns = ColumnsView()
        self.columns.chosen.connect(self._map)
        self.empty = Empty(
            icon="file-spreadsheet", title=_("Which file?"),
            text=_(
                "Choose it, or drag it onto the window: .xlsx, .xls, .ods, .et or .csv, headings in Chinese or"
                " English."
            ),
        )  # fmt: skip
        for widget in (self.rows, self.columns, self.empty):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack)

    def _make_foot(self) -> None:
        self.said = label("", "meta", wrap=True)
        self.said.setMinimumHeight(theme.px(32))
        self.mend = Button(_("Rows not taken as a workbook…"), kind="ghost", icon="file-down")
        self.mend.clicked.connect(self.ask_leftovers)
        self.cancel = Button(_("Cancel"), key="Esc")
        self.cancel.clicked.connect(self.dismiss)
        self.apply = Button(_("Import"), kind="primary", key="Ctrl ↵")
        self.apply.clicked.connect(self.import_now)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.said, 1)
        for button in (self.mend, self.cancel, self.apply):
            row.addWidget(button)
        self.body.addLayout(row)

    # Steps

    def ask_file(self) -> None:
        """Let a file be chosen."""
        name, _filter = QFileDialog.getOpenFileName(
            self.window(),
            _("Import a list"),
            str(Path.home()),
            _("Tables") + f" ({PATTERN});;" + _("All files") + " (*)",
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Read `path` in the background and show what would happen."""
        self._opened = self._plan = None
        self.file.set_text(path.name)
        kind, guessing = self._chosen_kind(), self._guessing
        desk, tables = self._seat.desk, tuple(self._kinds.values())

        def work(progress: Progress) -> Opened:
            def heard(done: int, total: int) -> None:
                progress.set(done, total)

            opened = importing.opened(desk, kind, path, progress=heard)
            return importing.best(desk, tables, opened) if guessing else opened

        self._start(work, self._read, _("Reading the file…"))

    def _read(self, opened: Opened) -> None:
        if not self._guessing and opened.table is not self._chosen_kind():  # chosen while it was read
            opened = importing.understood(self._seat.desk, self._chosen_kind(), opened.book)
        self._opened = opened
        self.kind.set_value(opened.table.kind)
        self.sheet.set_choices([(grid.name, grid.name) for grid in opened.book.grids if grid.rows])
        self._show_layout()
        self._plan_if_known()

    def _kind_chosen(self) -> None:
        self._guessing = False
        if self._opened is not None:
            self._understand()

    def _understand(self, *, sheet: Any = None, header: Any = None) -> None:
        """Read the list anew as the kind, sheet and header say."""
        if self._opened is None:
            return
        try:
            self._opened = importing.understood(
                self._seat.desk, self._chosen_kind(), self._opened.book, sheet=sheet, header=header
            )
        except UserError as problem:
            self._refuse(problem)
            return
        self._show_layout()
        self._plan_if_known()

    def _map(self, fields: dict[str, str]) -> None:
        if self._opened is None:
            return
        guessed = self._opened.guess
        self._opened = importing.with_map(
            self._seat.desk, self._opened, {k: v or None for k, v in fields.items()}
        )
        desk, table, chosen = self._seat.desk, self._opened.table, self._opened.layout
        self._seat.jobs.write(
            lambda _progress: memory.remember(desk, table, guessed, chosen), failed=self._seat.tell
        )
        self._replan()

    def _plan_if_known(self) -> None:
        assert self._opened is not None
        known = {column.field for column in self._opened.layout.columns}
        missing = [f for f in self._opened.table.fields if f.required and f.name not in known]
        self.view.set_value("columns" if missing else "rows")
        self._replan()

    def _replan(self) -> None:
        """Decide every row anew in the background; the latest wish wins."""
        opened = self._opened
        if opened is None:
            return
        desk, way = self._seat.desk, self.duplicates.value()

        def work(progress: Progress) -> Plan:
            return importing.preview(
                desk, opened, duplicates=way, progress=lambda done, total: progress.set(done, total)
            )

        self._plan = None
        self._start(work, self._planned, _("Looking at every row…"))

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        chips = counts(plan)
        tones = {state: tone for state, tone in (("error", "red"), ("duplicate", "amber"), (WARNED, "amber"))
                 if chips[state]}  # fmt: skip
        self.states.set_counts(chips, tones=tones)
        self.states.set_value("error" if chips["error"] else ALL)
        self._make_table(plan)
        self._show_rows()
        self._show_stage()

    def import_now(self) -> None:
        """Write what the panel shows, on the writer lane, and close; the progress stands at the window's foot."""
        opened, plan = self._opened, self._plan
        if opened is None or plan is None or not self.apply.isEnabled():
            return
        seat, way = self._seat, self.duplicates.value()

        def work(progress: Progress) -> importing.Applied:
            return importing.apply(
                seat.desk, opened, duplicates=way, expected=plan,
                progress=lambda done, total: progress.set(done, total),
            )  # fmt: skip

        def done(applied: importing.Applied) -> None:
            tell(seat, applied, opened)

        seat.jobs.write(
            work, done=done, failed=seat.tell, title=_("Importing {file}").format(file=opened.book.path.name)
        )
        self.close_up()

    def ask_leftovers(self) -> None:
        """Save what is not taken as a workbook, to mend it and bring it back."""
        if self._opened is not None and self._plan is not None:
            save_leftovers(self._seat, self.window(), self._plan, self._opened)

    # What is shown

    def _chosen_kind(self) -> Any:
        return self._kinds[str(self.kind.value())]

    def _start(self, work: Callable[[Progress], Any], done: Callable[[Any], None], words: str) -> None:
        if self._job is not None:
            self._job.cancel()
        self.apply.set_available(False, words)
        self._doing = words
        self._say(words, "")

        def ended(result: Any) -> None:
            self._tick.stop()
            done(result)

        self._job = self._seat.jobs.read(work, done=ended, failed=self._refuse, owner=self)
        self._tick.start()

    def _show_progress(self) -> None:
        """How far the file is read or looked at; Esc breaks it off."""
        told = self._job.progress if self._job is not None else None
        if told is not None and told.total:
            self.said.setText(
                _("{doing} {done} of {total}").format(
                    doing=self._doing, done=f"{told.done:,}", total=f"{told.total:,}"
                )
            )

    def _refuse(self, error: Exception) -> None:
        self._tick.stop()
        self._plan = None
        sentence = error.sentence if isinstance(error, UserError) else str(error)
        self._show_stage()
        self._say(sentence, "red")

    def _say(self, words: str, tone: str) -> None:
        self.said.setText(words)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        if self.isVisible():
            self.relay()

    def _show_layout(self) -> None:
        assert self._opened is not None
        opened = self._opened
        rows = min(len(opened.grid.rows), HEADER_ROWS)
        self.sheet.set_value(opened.layout.sheet)
        self.header.set_choices(
            [(row, _("Headings: row {row}").format(row=row)) for row in range(1, rows + 1)]
        )
        self.header.set_value(opened.layout.header)
        self.columns.show_layout(opened.table, opened.layout)

    def _make_table(self, plan: Plan) -> None:
        assert self._opened is not None
        if self._table is not None:
            self._table.deleteLater()
        self._table = RecordTable(
            columns(plan, self._opened.grid), jobs=self._seat.jobs, name=_("Rows of the file"), row_height=30
        )
        layout = self.rows.layout()
        assert layout is not None
        layout.addWidget(self._table)

    def _show_rows(self) -> None:
        if self._plan is not None and self._opened is not None and self._table is not None:
            self._table.show_source(PlanSource(self._plan, self._opened.grid, str(self.states.value())))

    def _show_stage(self) -> None:
        opened, plan = self._opened, self._plan
        on_columns = self.view.value() == "columns" and opened is not None
        shown = self.columns if on_columns else self.rows if plan is not None else self.empty
        if opened is not None and plan is None and not on_columns:
            shown = self.columns
        self.stack.setCurrentWidget(shown)
        for widget in (self.sheet, self.header, self.view, self.duplicates, self._doubled):
            widget.setVisible(opened is not None)  # they ask about a file
        self.states.setVisible(shown is self.rows)
        self._show_button(plan)

    def _show_button(self, plan: Plan | None) -> None:
        self.mend.setVisible(plan is not None and bool(plan.count("error") + plan.count("duplicate")))
        if plan is None:
            self.apply.set_words(_("Import"))
            self.apply.set_available(False, _("Choose a file first."))
            return
        wanted = plan.count("new") + plan.count("changed")
        words = ngettext("Import {count} row", "Import {count} rows", wanted).format(count=wanted)
        self.apply.set_words(words if wanted else _("Import"))
        if not plan.fit:
            self.apply.set_available(False, importing.refusal(plan))
            self._say(importing.refusal(plan), "red")
        elif not wanted:
            self.apply.set_available(False, _("Nothing in it is new or differs."))
            self._say(_("Nothing in it is new or differs."), "")
        else:
            self.apply.set_available(True)
            self._say(note(plan), "")
