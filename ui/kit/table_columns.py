"""The columns of a record table: widths, order, hiding, the two-line form, and remembering all of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from app.words import _
from ui.kit import paint, theme
from ui.kit.record_model import RecordModel
from ui.kit.rows import Column, Sort
from ui.kit.table_paint import RecordHeader

LEAST = 64  # px that a stretching column keeps when the columns are wider than the list


class ColumnView(QTableView):
    """A table view on a RecordModel that knows how its columns lie; the records are RecordTable's business.

    columns_wanted() -- the header's menu asks for the column chooser.
    """

    columns_wanted = Signal()

    def __init__(
        self, model: RecordModel, *, row_height: int, line_height: int, lines: bool, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._row_height, self._line_height = row_height, line_height
        self.in_lines = lines
        self._widths: dict[str, int] = {}
        self._hidden = {c.key for c in model.columns if c.hidden}
        self._size_class = ""
        self._elsewhere: dict[str, dict[str, Any]] = {}  # arrangements of the other size classes
        self._in_bin = False
        self._fitting = False
        self._columns = model.columns
        self._model = model
        header = RecordHeader(self)
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.setParent(self)
        self.setModel(model)
        # With the view's own selection model a header asks every row whether it is selected: 27 s at a million rows.
        for one in (header, self.verticalHeader()):
            one.setSelectionModel(QItemSelectionModel(model, one))
        header.sectionResized.connect(self._on_resized)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._column_menu)
        self.set_form(lines=lines)

    def set_form(self, *, lines: bool) -> None:
        """Two lines a record (narrow panes) or columns (wide ones)."""
        self.in_lines = lines
        self.horizontalHeader().setVisible(not lines)
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self._fitting = True  # a column that comes back says that it was resized, and nobody dragged it
        for at, column in enumerate(self._columns):
            self.setColumnHidden(at, at != self._first_logical() if lines else self._is_hidden(column))
        self._fitting = False
        self._fit()

    def row_height(self) -> int:
        """Height of a row in px."""
        return theme.px(self._line_height if self.in_lines else self._row_height)

    def visible_columns(self) -> list[int]:
        """Columns as shown, left to right, by number."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(v) for v in range(header.count()))
        return [at for at in order if not self._is_hidden(self._columns[at])]

    def _is_hidden(self, column: Column) -> bool:
        return not self._in_bin if column.bin else column.key in self._hidden

    def set_bin(self, on: bool) -> None:
        """Show the columns of the bin, or take them away."""
        if on != self._in_bin:
            self._in_bin = on
            self.set_form(lines=self.in_lines)

    def choosable(self) -> list[tuple[Column, bool]]:
        """The columns as they stand, left to right, each with whether it is shown; those of the bin left out."""
        header = self.horizontalHeader()
        order = [self._columns[header.logicalIndex(v)] for v in range(header.count())]
        return [(column, column.key not in self._hidden) for column in order if not column.bin]

    def column_menu(self) -> QMenu:
        """The menu that hides and shows columns; the last one shown can't be hidden."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in (each for each in self._columns if not each.bin):
            action = QAction(column.title, menu, checkable=True, checked=column.key not in self._hidden)
            action.setEnabled(self.can_toggle(column.key))
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Choose columns…"), self.columns_wanted.emit)
        menu.addAction(_("As at first"), self.reset_columns)
        return menu

    def can_toggle(self, key: str) -> bool:
        """Whether column `key` may be hidden or shown: the last one shown stays."""
        return key in self._hidden or sum(shown for _column, shown in self.choosable()) > 1

    def show_column(self, key: str, on: bool) -> None:
        """Show or hide a column; nothing happens to the last one shown."""
        if not on and not self.can_toggle(key):
            return
        self._hidden.discard(key) if on else self._hidden.add(key)
        self.set_form(lines=self.in_lines)

    def move_column(self, key: str, step: int) -> None:
        """Move a column by one to the left (-1) or to the right (1), past hidden ones too."""
        header = self.horizontalHeader()
        at = header.visualIndex([c.key for c in self._columns].index(key))
        if 0 <= at + step < header.count():
            header.moveSection(at, at + step)
            self._fit()

    def reset_columns(self) -> None:
        """Widths, order and hiding as the program ships them, in this size class."""
        self.arrange(
            {"order": [c.key for c in self._columns], "hidden": [c.key for c in self._columns if c.hidden]}
        )

    def set_size_class(self, name: str) -> None:
        """The window is "narrow", "design" or "wide" now: columns lie as they were left in such a window."""
        if name == self._size_class:
            return
        if self._size_class:
            self._elsewhere[self._size_class] = self.arrangement()
        self._size_class = name
        kept = self._elsewhere.pop(name, None)
        if kept is not None:
            self.arrange(kept)

    def arrangement(self) -> dict[str, Any]:
        """Order, widths and hidden columns in this size class."""
        header = self.horizontalHeader()
        return {
            "order": [self._columns[header.logicalIndex(v)].key for v in range(header.count())],
            "widths": dict(self._widths), "hidden": sorted(self._hidden),
        }  # fmt: skip

    def arrange(self, arrangement: dict[str, Any]) -> None:
        """Let columns lie as `arrangement` says; columns it does not know keep their place."""
        header = self.horizontalHeader()
        keys = [c.key for c in self._columns]
        for visual, key in enumerate(k for k in arrangement.get("order", ()) if k in keys):
            header.moveSection(header.visualIndex(keys.index(key)), visual)
        self._widths = {k: int(w) for k, w in arrangement.get("widths", {}).items() if k in keys}
        choosable = {c.key for c in self._columns if not c.bin}
        hidden = {k for k in arrangement.get("hidden", self._hidden) if k in choosable}
        self._hidden = hidden if len(hidden) < len(choosable) else set()
        self.set_form(lines=self.in_lines)

    def state(self) -> dict[str, Any]:
        """Arrangement of every size class, and the sort, for `restore`."""
        sort = self._model.sort
        return {
            **self.arrangement(), "class": self._size_class, "elsewhere": dict(self._elsewhere),
            "sort": [sort.key, sort.descending] if sort else None,
        }  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        """Arrange columns and sort as `state` says."""
        here = {key: state[key] for key in ("order", "widths", "hidden") if key in state}
        self._elsewhere = {
            name: each for name, each in state.get("elsewhere", {}).items() if isinstance(each, dict)
        }
        was = state.get("class", self._size_class)
        if was == self._size_class or not self._size_class:
            self._size_class = was
        else:
            self._elsewhere[was] = here
            here = self._elsewhere.pop(self._size_class, {})
        if here:
            self.arrange(here)
        keys = [c.key for c in self._columns]
        if (sort := state.get("sort")) and sort[0] in keys:
            self._model.sort = self._header().sort = Sort(sort[0], bool(sort[1]))

    # What the painter asks

    def is_leading(self, column: int) -> bool:
        """Whether `column` is the leftmost one shown."""
        return self.in_lines or column == (self.visible_columns() or [0])[0]

    def is_trailing(self, column: int) -> bool:
        """Whether `column` is the rightmost one shown."""
        return self.in_lines or column == (self.visible_columns() or [0])[-1]

    # Within

    def _header(self) -> RecordHeader:
        header = self.horizontalHeader()
        assert isinstance(header, RecordHeader)
        return header

    def _first_logical(self) -> int:
        return (self.visible_columns() or [0])[0]

    def _column_menu(self, where: QPoint) -> None:
        self.column_menu().exec(self._header().mapToGlobal(where))

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if not self._fitting and not self.in_lines and new > 0:
            self._widths[self._columns[section].key] = new
            self._fit()

    def _fit(self) -> None:
        """Give stretching columns what width is left; in lines the one column takes it all."""
        room = self.viewport().width()
        if self._fitting or room <= 0:
            return
        self._fitting = True
        if self.in_lines:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setColumnWidth(self._first_logical(), room)
        else:
            shown = [self._columns[at] for at in self.visible_columns()]
            loose = [c for c in shown if c.stretch and c.key not in self._widths] or shown[-1:]
            fixed = sum(self._widths.get(c.key, theme.px(c.width)) for c in shown if c not in loose)
            left = room - fixed
            wanted = sum(theme.px(c.width) for c in loose)
            tight = left < wanted  # stretching columns give way before the others are pushed out of sight
            least = {c.key: self._least(c) if tight else theme.px(c.width) for c in loose}
            self.setHorizontalScrollBarPolicy(
                Qt.ScrollBarPolicy.ScrollBarAsNeeded if left < sum(least.values())
                else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            )  # fmt: skip
            shared = _shared(loose, least, left)
            for at in self.visible_columns():
                column = self._columns[at]
                wide = (
                    shared[column.key]
                    if column in loose
                    else self._widths.get(column.key, theme.px(column.width))
                )
                self.setColumnWidth(at, wide)
        self._fitting = False

    def _least(self, column: Column) -> int:
        """What a column that gives way keeps: never less than its title takes."""
        sort = getattr(self.horizontalHeader(), "sort", None)
        arrow = theme.px(14) if sort is not None and sort.key == column.key else 0
        title = paint.width_of(column.title, theme.font(12, bold=True)) + theme.px(20) + arrow
        return min(theme.px(column.width), max(theme.px(LEAST), title))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(
            self, "_columns"
        ):  # also sent while Qt builds the view
            self.set_form(lines=self.in_lines)


def _shared(loose: Sequence[Column], least: Mapping[str, int], left: int) -> dict[str, int]:
    """How wide each of the stretching columns is: by its share of what is left, at least as wide as it must be; what
    that costs is taken from the others, so that together they never stand out of sight where there is room.
    """
    wide: dict[str, int] = {}
    rest = list(loose)
    while rest:
        share = sum(column.stretch or 1 for column in rest)
        short = [c for c in rest if left * (c.stretch or 1) // share < least[c.key]]
        for column in short or rest:
            wide[column.key] = least[column.key] if short else left * (column.stretch or 1) // share
        left -= sum(wide[column.key] for column in short)
        rest = [column for column in rest if column not in short] if short else []
    return wide
