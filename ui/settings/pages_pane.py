"""The pages of the settings at the left: a search box that finds every setting, and the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.words import _
from ui.kit import theme
from ui.kit.labels import label
from ui.kit.panes import Pane
from ui.kit.search import SearchBox
from ui.kit.side_list import Place, SideList
from ui.settings.groups import GROUPS, Entry, entries, shown

BESIDE = "\n"  # parts a page from a part of it in the keys of what was found


class PagesPane(Pane):
    """chosen(page) -- another page came under the cursor. entered(page, part) -- Enter: into the page, to the part that
    was found or "". left() -- Esc with nothing looked for.
    """

    chosen = Signal(str)
    entered = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("sunken", name=_("Settings"))
        self.add_head(label(_("Settings"), "page"), None, line=False)
        self.box = SearchBox(name=_("Find a setting"), hint=_("Find a setting"))
        holder = QHBoxLayout()
        holder.setContentsMargins(12, 0, 12, 8)
        holder.addWidget(self.box)
        self.body.addLayout(holder)
        self.list = SideList(name=_("Pages of the settings"))
        self._nothing = label(_("Nothing fits"), "meta")
        self._nothing.setContentsMargins(theme.px(24), theme.px(6), theme.px(12), 0)
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.list, 1)
        self._places = [Place(group.key, _(group.title), group.icon) for group in shown()]
        self.marks: dict[str, str] = {}
        self._page = ""
        self.list.show_places(self._places)
        self.list.chosen.connect(lambda key: self.chosen.emit(key.split(BESIDE)[0]))
        self.list.entered.connect(self._enter)
        self.list.left.connect(self.back)
        self.box.asked.connect(self._find)
        self.box.to_list.connect(self.focus_list)
        self.box.entered.connect(self._first_found)
        self.box.left.connect(self.focus_list)

    def show_page(self, key: str) -> None:
        """Page `key` is in front."""
        self._page = key
        if self.list.current_key().split(BESIDE)[0] != key:
            self.list.choose(key)

    def mark(self, key: str, why: str) -> None:
        """A dot behind a page that wants attention, "" takes it away."""
        self.marks[key] = why
        self.list.mark(key, why)

    def focus_list(self) -> None:
        """Put the focus into the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back(self) -> None:
        """Esc: what is looked for goes first."""
        if self.box.text():
            self.box.empty()
        else:
            self.left.emit()

    def _enter(self) -> None:
        page, _mark, part = self.list.current_key().partition(BESIDE)
        if page:
            self.entered.emit(page, part)

    def _find(self, text: str) -> None:
        if not text:
            self.list.show_places(self._places, at=self._page)
        else:
            self.list.show_places([_place(entry) for entry in entries() if entry.fits(text)])
        self._nothing.setVisible(not self.list.count())
        for key, why in self.marks.items():
            self.list.mark(key, why)

    def _first_found(self) -> None:
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._enter()


def _place(entry: Entry) -> Place:
    group = next(group for group in GROUPS if group.key == entry.page)
    key = entry.page + (BESIDE + entry.part if entry.part else "")
    return Place(key, entry.words, group.icon, sub=_(group.title) if entry.part else "")
