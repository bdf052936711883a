"""Which column of the file becomes which field: heading, first values, and a choice for each."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.transfer.fields import Table
from app.transfer.headings import IDENTITY
from app.transfer.layout import Layout
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.fields import ComboField
from ui.kit.labels import Line, label
from ui.kit.panes import scrolled

_OUT = ""


class ColumnsView(QWidget):
    """chosen(fields) -- {heading: field or ""} of every column, after one was changed by hand."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self._boxes: dict[str, ComboField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_layout(self, table: Table, layout: Layout) -> None:
        """A line for each column of the file."""
        while self._column.count():
            item = self._column.takeAt(0)
            if item is not None and item.widget() is not None:
                item.widget().deleteLater()
        self._table, self._boxes = table, {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme.px(8), 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        for at, words in enumerate(
            (_("Column of the file"), _("First values"), pgettext("import", "Becomes"))
        ):
            grid.addWidget(label(words, "meta"), 0, at)
        choices = [
            (_OUT, _("Leave out")),
            *((each.name, each.title) for each in table.fields if each.imported),
        ]
        shown = [column for column in layout.columns if column.field not in IDENTITY and not column.silent]
        for at, column in enumerate(shown, start=1):
            heading = Line(column.name, bold=bool(column.field))
            heading.setFixedWidth(theme.px(200))
            grid.addWidget(heading, at, 0)
            grid.addWidget(Line(_(", ").join(column.samples), tone="text2"), at, 1)
            box = ComboField(choices, name=_("{column} becomes").format(column=column.name))
            box.set_value(column.field)
            box.changed.connect(partial(self._changed, column.name))
            self._boxes[column.name] = box
            grid.addWidget(box, at, 2)
        grid.setRowStretch(len(shown) + 1, 1)
        self._column.addWidget(scrolled(inner))

    def box(self, heading: str) -> ComboField:
        """The choice of one column."""
        return self._boxes[heading]

    def first(self) -> QWidget | None:
        """Where one begins."""
        return next(iter(self._boxes.values()), None)

    def value(self) -> Mapping[str, str]:
        """The field of every column."""
        return {heading: str(box.value() or _OUT) for heading, box in self._boxes.items()}

    def _changed(self, heading: str) -> None:
        assert self._table is not None
        field = self._boxes[heading].value()
        if field and self._table.field(str(field)).kind not in ("phones", "list"):
            for other, box in self._boxes.items():  # a field is filled by one column
                if other != heading and box.value() == field:
                    box.set_value(_OUT)
        self.chosen.emit(self.value())
