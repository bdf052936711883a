"""What stands in the list of a page: search, presets, filters, buttons, table, and the bar of what is selected."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import ChipRow
from ui.kit.filter_bar import Answer, FilterBar
from ui.kit.list_spec import Asked, ListSpec
from ui.kit.rows import Source
from ui.kit.search import SearchBox
from ui.kit.seat import Seat
from ui.kit.selection_bar import SelectionBar
from ui.kit.table import RecordTable
from ui.kit.views import Views


class ListFrame(QWidget):
    """The parts of a RecordList and how they lie; what they do with each other is the list's business."""

    def __init__(self, seat: Seat, spec: ListSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat, self.spec = seat, spec
        self.asked = spec.first()
        self.row_menu: Callable[[QMenu, int], None] = lambda _menu, _id: None
        self.list_menu: Callable[[QMenu], None] = lambda _menu: None
        self.reveal: Callable[[], None] = lambda: None
        self.make_source: Callable[[Asked], Source] = spec.source
        self.setAccessibleName(spec.name)
        self.search = SearchBox(name=_("Search {name}").format(name=spec.name), hint=spec.hint)
        self.presets = ChipRow(spec.presets, name=_("Which of {name}").format(name=spec.name))
        if not spec.presets:
            self.presets.hide()
        self.bar = FilterBar(
            name=_("Filters"), now=seat.desk.now, counting=self._count_choices if spec.counts else None
        )
        self.table = RecordTable(
            spec.columns, jobs=seat.jobs, name=spec.name, row_height=spec.row_height, lines=spec.lines,
            line_height=spec.line_height,
        )  # fmt: skip
        self.table.model().sort = self.table.horizontalHeader().sort = spec.usual  # type: ignore[attr-defined]
        self.picked = SelectionBar(words=spec.words)
        self.views = Views(seat, spec.key, self, content=self.content)
        self._make_buttons()
        inset = QVBoxLayout()
        inset.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        inset.setSpacing(theme.px(8))
        inset.addWidget(self.search)
        inset.addWidget(self.presets)
        inset.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inset)
        column.addWidget(self.table, 1)
        column.addWidget(self.picked)

    # Parts

    def _make_buttons(self) -> None:
        self.filter_button = IconButton("funnel", _("Filter"))
        self.filter_button.clicked.connect(lambda: self.bar.offer(self.filter_button))
        self.view_button = Button(_("Views"), kind="ghost", icon="bookmark")
        self.view_icon = IconButton("bookmark", _("Saved views"))
        self.menu_button = IconButton("sliders-horizontal", _("Columns, bin, export"))
        for button, menu in (
            (self.view_button, self.views.menu), (self.view_icon, self.views.menu), (self.menu_button, self.menu),
        ):  # fmt: skip
            button.clicked.connect(partial(self._pop, button, menu))

    def tools(self) -> tuple[IconButton, ...]:
        """Filter, saved views, and the rest behind one button: for the head of the pane."""
        return self.filter_button, self.view_icon, self.menu_button

    def _pop(self, button: QWidget, menu: Callable[[], QMenu], *_pressed: object) -> None:
        made = menu()
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.popup(button.mapToGlobal(QPoint(0, button.height())))

    def menu(self) -> QMenu:
        """The list's menu."""
        raise NotImplementedError

    def content(self) -> dict[str, Any]:
        """What a saved view keeps of the list."""
        raise NotImplementedError

    def _count_choices(self, key: str, answer: Answer) -> None:
        raise NotImplementedError
