"""The reports page: a month, its figures and charts, and its papers to preview, print and write."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.overview import papers
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.drawing import Drawing
from ui.kit.empty import Empty
from ui.kit.keys import ActionMap
from ui.kit.labels import Line, hairline, label
from ui.kit.panes import Pane, Panes
from ui.kit.paper_view import PaperView
from ui.kit.rows import Column
from ui.kit.seat import Seat
from ui.kit.table import RecordTable
from ui.reports.actions import REPORTS
from ui.reports.figures import MonthFigures, full_name, read
from ui.reports.lists import MonthSource, PaperSource, month_id, month_of, paper_columns
from ui.reports.overview import MonthView
from ui.reports.writing import Writing, open_folder

LIST = 236
WIDE_LIST = 280
MORE = 720
"""The height from which a second row of charts has room."""
DRAWN_UNASKED = 3000
"""Papers of months with more calls are drawn when they are asked for, not to count their pages."""


class ReportsPage(QWidget):
    """Months | a month's figures and papers, or one paper as it prints."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._drawing = Drawing(seat, parent=self)
        self._month: date | None = None  # shown, or being read
        self._figures: MonthFigures | None = None
        self._wanted_month = 0
        self.setAccessibleName(_("Reports"))
        self._make_months()
        self._make_work()
        self.panes = Panes(list=self._list, work=self._work, sizes=(LIST, 0), wide_sizes=(WIDE_LIST, 0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._bind()
        seat.changes.changed.connect(self._heard)
        self._source = MonthSource(seat.desk)
        self.months.show_source(self._source)

    # Parts

    def _make_months(self) -> None:
        self._list = Pane("sunken", name=_("Months"))
        self._list.add_head(label(_("Reports"), "pane"), None, line=False)
        columns = (Column("month", _("Month"), stretch=1, sorts=False),)
        self.months = RecordTable(columns, jobs=self._seat.jobs, name=_("Months"), lines=True)
        self._list.body.addWidget(self.months, 1)
        self.months.searched.connect(self._months_listed)
        self.months.current_changed.connect(self._month_chosen)
        self.months.opened.connect(lambda _id: self.papers.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.months.failed.connect(self._seat.tell)

    def _make_work(self) -> None:
        self._work = Pane(name=_("Month"))
        self._stack = QStackedWidget()
        self._work.body.addWidget(self._stack)
        self._stack.addWidget(self._make_month())
        self._paper_view = PaperView(self._seat, back=_("Back to the month"))
        self._paper_view.left.connect(self.close_preview)
        self.preview = self._paper_view.preview
        self._stack.addWidget(self._paper_view)

    def _make_month(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(24, 16, 20, 14)
        self._head.setSpacing(8)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        self.title = Line("", size=20, bold=True)
        self.sub = Line("", size=12, tone="text2")
        titles.addWidget(self.title)
        titles.addWidget(self.sub)
        self._head.addLayout(titles, 1)
        column.addLayout(self._head)
        column.addWidget(hairline())
        self.view = MonthView()
        column.addWidget(self.view)
        self._papers = PaperSource()
        self.papers = RecordTable(paper_columns(), jobs=self._seat.jobs, name=_("Papers"))
        self.papers.setMinimumHeight(theme.px(30 + 2 * 36 + 4))
        inset = QHBoxLayout()
        inset.setContentsMargins(14, 4, 10, 8)
        inset.addWidget(self.papers)
        column.addLayout(inset, 1)
        self.papers.opened.connect(lambda _id: self.show_preview())
        self.papers.failed.connect(self._seat.tell)
        self.papers.searched.connect(self._papers_listed)
        self.papers.left.connect(lambda: self.months.setFocus(Qt.FocusReason.ShortcutFocusReason))
        nothing = _("As soon as a call is logged, its month stands at the left with its papers.")
        self.papers.set_empty(Empty(icon="chart-no-axes-column", title=_("No papers yet"), text=nothing))
        return holder

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        self.keys.bind(REPORTS, {
            "preview": self.show_preview, "folder": self.open_folder, "save": self.ask_save, "print": self.ask_print,
            "write": self.write_all,
        })  # fmt: skip
        self._preview_button = Button(_("Preview"), icon="eye", key="↵")
        self._preview_button.clicked.connect(lambda: self.show_preview())
        self._folder_button = Button(_("Open folder"), icon="folder-open")
        self._folder_button.clicked.connect(self.open_folder)
        self._save_button = Button(_("Save to…"), icon="save")
        self._save_button.clicked.connect(self.ask_save)
        self._print_button = Button(_("Print"), icon="printer", key="Ctrl P")
        self._print_button.clicked.connect(self.ask_print)
        self._write_button = Button(_("Write all"), kind="primary", icon="file-down", key="Ctrl ↵")
        self._write_button.clicked.connect(lambda: self.write_all())
        self._writing = Writing(self._seat, self._write_button, parent=self)
        self._writing.written.connect(self._written)
        for button in (
            self._preview_button, self._folder_button, self._save_button, self._print_button, self._write_button,
        ):  # fmt: skip
            self._head.addWidget(button)

    # What the window asks

    def focus_start(self) -> None:
        """Put the focus where one begins."""
        self.months.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_aside(self) -> None:
        """The page goes: what was drawn for previews goes with it."""
        self._seat.jobs.cancel_for(self._drawing)
        self._drawing.close()

    def state(self) -> dict[str, Any]:
        """Widths and the month chosen."""
        return {"panes": self.panes.state(), "month": self.months.current_id(), "papers": self.papers.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.panes.restore(state.get("panes", {}))
        self.papers.restore(state.get("papers", {}))
        self._wanted_month = int(state.get("month") or 0)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.view.show_more(self.height() >= theme.px(MORE))
        self.view.set_room(round(self.height() / theme.px(100) * 100))

    # Months

    def _months_listed(self) -> None:
        if self.months.current_id() <= 0:
            self.months.set_current(self._wanted_month) or self._choose_usual()

    def _choose_usual(self) -> None:
        """The last month that is over, which is the one whose papers are due; else the newest."""
        ids = [id for id in self.months.model().ids if id > 0]
        this = month_id(self._seat.desk.today())
        over = [id for id in ids if id < this]
        if ids:
            self.months.set_current((over or ids)[0])

    def _month_chosen(self, id: int) -> None:
        if id > 0:
            self._stack.setCurrentIndex(0)
            self._read(month_of(id))

    def _read(self, month: date) -> None:
        desk, self._month = self._seat.desk, month
        self._seat.jobs.read(
            lambda _progress: read(desk, month),
            done=self._show,
            failed=self._failed,
            owner=self,
            latest="month",
        )

    def _show(self, figures: MonthFigures) -> None:
        other = self._figures is None or self._figures.month != figures.month
        self._figures = figures
        self.title.set_text(full_name(figures.month))
        days = ngettext("{n} working day", "{n} working days", figures.working_days).format(
            n=figures.working_days
        )
        if figures.running:
            days = _("still running, {days} so far").format(days=days)
        self.sub.set_text(days)
        self._folder_button.set_available(figures.folder_there, _("Nothing was written for this month yet."))
        self.view.show_month(figures)
        self._papers.figures = figures
        if other:
            self._papers.pages.clear()
            self.papers.show_source(self._papers)
        else:
            self.papers.heard(changed=range(1, len(figures.papers) + 1), lit=False)
        self._count_pages()

    def _heard(self, burst: Burst) -> None:
        if not burst.touches(*papers.SHOWN):
            return
        self._drawing.forget()
        if burst.touches(*papers.FIGURED):
            self.months.heard(came_or_went=True, lit=False)
        if self._month is not None and self.isVisible():
            self._read(self._month)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._month is not None:
            self._read(self._month)

    # Papers

    def _papers_listed(self) -> None:
        self.papers.go_first()

    def _paper(self) -> papers.Paper | None:
        name = self._papers.name_of(self.papers.current_id() or 1)
        return next((each for each in papers.PAPERS if each.name == name), None)

    def _count_pages(self) -> None:
        """Draw the papers of a month that is small enough, so that their pages are known and previews at hand."""
        figures = self._figures
        if figures is None or figures.whole.calls > DRAWN_UNASKED:
            return
        for each in papers.PAPERS:
            self._drawing.draw(
                each, figures.month, done=lambda _file: self._pages_known(), failed=self._failed, shown=False
            )

    def _pages_known(self) -> None:
        figures = self._figures
        if figures is not None:
            counted = {each.name: self._drawing.pages(each, figures.month) for each in papers.PAPERS}
            self._papers.pages = {name: pages for name, pages in counted.items() if pages is not None}
            self.papers.heard(changed=range(1, len(papers.PAPERS) + 1), lit=False)

    def show_preview(self, *, then: str = "show") -> None:
        """Show the chosen paper as it prints."""
        each, figures = self._paper(), self._figures
        if each is None or figures is None:
            return

        def drawn(file: Path) -> None:
            self._pages_known()
            if self._figures is not None and self._figures.month == figures.month:
                self._present(each, file, then)

        self._drawing.draw(each, figures.month, done=drawn, failed=self._failed)

    def _present(self, each: papers.Paper, file: Path, then: str) -> None:
        figures = self._figures
        assert figures is not None
        self._stack.setCurrentIndex(1)
        title = f"{full_name(figures.month)}  {_(each.title)}"
        self._paper_view.show_file(title, file, then_print=then == "print")

    def previewing(self) -> bool:
        """Whether a paper is shown instead of the month."""
        return self._stack.currentIndex() == 1

    def close_preview(self) -> None:
        """Back to the month."""
        if self.previewing():
            self._stack.setCurrentIndex(0)
            self.papers.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_print(self) -> None:
        """Print the paper shown, or the one chosen."""
        if self.previewing():
            self.preview.ask_print()
        else:
            self.show_preview(then="print")

    # Files

    def open_folder(self) -> None:
        """Show the month's folder in the system's own program."""
        if self._figures is not None and self._figures.folder_there:
            open_folder(self._figures.folder)

    def ask_save(self) -> None:
        """Ask for a folder and write the whole month there."""
        chosen = QFileDialog.getExistingDirectory(self, _("Where to?"))
        if chosen:
            self.write_all(Path(chosen))

    def write_all(self, folder: Path | None = None) -> None:
        """Write every paper of the month in every format, into the month's folder or into `folder`."""
        if self._figures is not None:
            self._writing.write(self._figures.month, folder)

    def _written(self, month: date) -> None:
        if self._month == month:
            self._read(month)

    def _failed(self, error: Exception) -> None:
        self._seat.tell(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.previewing():
            self.close_preview()
        else:
            super().keyPressEvent(event)
