"""The two lists of the reports page: months at the left, papers in the middle. Qt-free."""

from array import array
from collections.abc import Sequence
from datetime import date

from app.office.desk import Desk
from app.overview import papers
from app.overview.months import Month, months
from app.words import _, ngettext
from ui.kit.rows import Cell, Column, Row, Sort
from ui.reports.figures import MonthFigures, short_name


def month_id(month: date) -> int:
    """The id of a month in the list: 202609."""
    return month.year * 100 + month.month


def month_of(id: int) -> date:
    """The first day of the month with this id."""
    return date(id // 100, id % 100, 1)


class MonthSource:
    """Months with calls under headings of their years."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[int, Month] = {}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids of months, the newest first; a year's heading is its number below zero."""
        found = months(self._desk)
        self._known = {month_id(each.month): each for each in found}
        ids = array("q")
        for each in found:
            if -each.month.year not in ids:
                ids.append(-each.month.year)
            ids.append(month_id(each.month))
        return ids

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Name over the number of calls; this month says so."""
        this = month_id(self._desk.today())
        return [self._row(id, this) for id in ids]

    def _row(self, id: int, this: int) -> Row | None:
        if id < 0:
            return Row(id, title=Cell(_("{year}").format(year=-id)))
        month = self._known.get(id)
        if month is None:
            return None
        count = ngettext("{n} call in all", "{n} calls in all", month.calls).format(n=f"{month.calls:,}")
        mark = Cell(_("this month"), tone="accent", tag=True) if id == this else Cell()
        return Row(id, title=Cell(short_name(month.month)), sub=Cell(count if month.calls else _("no calls yet")),
                   mark=mark)  # fmt: skip

    def interrupt(self, token: object) -> None:
        """A few counts along an index: not worth stopping."""


def paper_columns() -> tuple[Column, ...]:
    """The columns of the list of papers."""
    return (
        Column("title", _("Paper"), 240, sorts=False),
        Column("content", _("What is in it"), 200, stretch=1, sorts=False, tone="text2"),
        Column("pages", _("Pages"), 64, align="right", sorts=False, size=12, tone="text2"),
        Column("formats", _("Formats"), 110, sorts=False, size=12, tone="accent"),
        Column("state", _("State"), 150, sorts=False, size=12),
    )  # fmt: skip


class PaperSource:
    """The papers of a month; pages are known once a paper is drawn."""

    def __init__(self) -> None:
        self.figures: MonthFigures | None = None
        self.pages: dict[str, int] = {}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """The papers by their place, from 1."""
        return array("q", range(1, len(self.figures.papers) + 1) if self.figures else ())

    def name_of(self, id: int) -> str:
        """The paper's name on the command line, "" when there is none."""
        known = self.figures.papers if self.figures else ()
        return known[id - 1].name if 0 < id <= len(known) else ""

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Title, content, pages, formats, and when it was last written."""
        figures = self.figures
        if figures is None:
            return [None for _id in ids]
        made = []
        for id in ids:
            paper = figures.papers[id - 1]
            pages = self.pages.get(paper.name)
            state = Cell(_("not written yet"), tone="text3")
            if paper.written_at is not None:
                state = Cell(
                    _("written {moment}").format(moment=f"{paper.written_at:%m-%d %H:%M}"), tone="green"
                )
            cells = (
                Cell(paper.title, icon="file-text"), Cell(_content(paper.name, figures)),
                Cell("…" if pages is None else str(pages)), Cell("PDF·xlsx"), state,
            )  # fmt: skip
            made.append(Row(id, cells=cells))
        return made

    def interrupt(self, token: object) -> None:
        """All in memory."""


def _content(name: str, figures: MonthFigures) -> str:
    about = next((each.about for each in papers.PAPERS if each.name == name), "")
    if about:
        return _(about)
    whole = figures.whole
    if name == "calls":
        counted = ngettext("{n} call, {missed} missed", "{n} calls, {missed} missed", whole.calls)
        return counted.format(n=f"{whole.calls:,}", missed=f"{whole.missed:,}") + _(
            " · charts, signature line"
        )
    if name == "complaint-register":
        return _("complaints of the month · landscape")
    return ngettext("{n} line", "{n} lines", whole.calls).format(n=f"{whole.calls:,}") + _(
        " · landscape, by day"
    )
