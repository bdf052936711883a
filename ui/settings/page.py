"""The settings: their pages at the left under a search box, the page chosen at the right; changes count at once."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from app import words
from app.office import settings
from app.office.chosen import UNSET
from app.words import _
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.keys import ActionMap
from ui.kit.labels import label
from ui.kit.panes import Pane, Panes, narrow_below, scrolled
from ui.kit.search import SearchBox
from ui.kit.seat import Seat
from ui.kit.side_list import Place, SideList
from ui.settings.about_panel import AboutPanel
from ui.settings.actions import SETTINGS
from ui.settings.backup_panel import BackupPanel
from ui.settings.calendar_import import ImportPanel
from ui.settings.calendar_panel import CalendarPanel
from ui.settings.categories import CategoriesTable
from ui.settings.groups import GROUPS, Entry, entries, settings_on, shown
from ui.settings.keeping import Keeper
from ui.settings.looks_panel import LooksPanel
from ui.settings.printing_panel import PrintingPanel
from ui.settings.products_panel import ProductsPanel
from ui.settings.provinces_panel import ProvincesPanel
from ui.settings.rows import SettingRows, SettingsBody
from ui.settings.staff_panel import StaffPanel
from ui.settings.weights import WeightsTable

LIST = 252
SAVED = frozenset({"staff", "products", "provinces"})
"""Pages of records, which are saved one by one."""
BESIDE = "\n"  # parts a page from a part of it in the keys of what was found


class DeclaredPanel(SettingsBody):
    """A page of declared settings and nothing else; the categories have their table.

    phrases_wanted(), lines_wanted() -- their panels shall be opened.
    """

    phrases_wanted = Signal()
    lines_wanted = Signal()

    def __init__(self, seat: Seat, keeper: Keeper, declared: Any) -> None:
        super().__init__()
        self.rows = SettingRows(seat, keeper, declared)
        self.column.addWidget(self.rows)
        self.by_part = dict(self.rows.by_part)
        self.table: CategoriesTable | None = None
        if settings.OWN_CATEGORIES in declared:
            self.table = CategoriesTable(seat, keeper)
            self.column.addWidget(self.table)
            self.by_part |= {settings.OWN_CATEGORIES.key: self.table, settings.SCRIPTS.key: self.table}
            self._offer_panels()
        self.weights: WeightsTable | None = None
        if settings.REQUIRED_FIELDS in declared:
            self.weights = WeightsTable(seat, keeper)
            self.column.addWidget(self.weights)
            self.by_part[settings.REQUIRED_FIELDS.key] = self.weights

    def _offer_panels(self) -> None:
        """What is said in a call and has a panel of its own."""
        phrases = Button(_("Phrases…"), icon="message-square-text")
        lines = Button(_("Lines for situations…"), icon="message-square-quote")
        phrases.clicked.connect(self.phrases_wanted)
        lines.clicked.connect(self.lines_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(phrases)
        row.addWidget(lines)
        row.addStretch(1)
        self.column.addLayout(row)
        self.by_part |= {settings.SITUATIONS.key: lines, "phrases": phrases, "lines": lines}

    def refresh(self) -> None:
        """Show what holds now."""
        self.rows.refresh()
        for part in (self.table, self.weights):
            if part is not None:
                part.refresh()

    def flush(self) -> None:
        """Keep what stands under the caret."""
        self.rows.flush()


class SettingsPage(QWidget):
    """left() -- Esc: back to the tab. looks_changed, made_anew -- see LooksPanel. guide_wanted() -- the first-start
    guide. restore_wanted() -- go back to a backup. overlay_wanted(Overlay, name) -- a panel over the page.
    phrases_wanted(), lines_wanted() -- the panels of what is said in calls. import_wanted(kind) -- a list comes in.
    """

    left = Signal()
    looks_changed = Signal(dict)
    made_anew = Signal(dict)
    guide_wanted = Signal()
    restore_wanted = Signal()
    phrases_wanted = Signal()
    lines_wanted = Signal()
    overlay_wanted = Signal(object, str)
    import_wanted = Signal(str)

    def __init__(self, seat: Seat, *, looks: dict[str, Any]) -> None:
        super().__init__()
        self._seat, self._looks = seat, looks
        self.keeper = Keeper(seat, self)
        self.keeper.kept.connect(lambda _keys: self._refresh())
        self.panels: dict[str, Any] = {}
        self._lists_left: dict[str, Any] = {}
        self._holders: dict[str, QWidget] = {}
        self._make_list()
        self._make_work()
        wide = LIST + (28 if words.language() == "en" else 0)
        self._list_pane.setMinimumWidth(theme.px(wide))
        self.panes = Panes(list=self._list_pane, work=self._work, sizes=(wide, 0), wide_sizes=(wide + 40, 0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self.keys = ActionMap(self)
        self.keys.bind(SETTINGS, {
            "search": self._to_search, "default": self.restore_defaults, "list": self.toggle_list,
        })  # fmt: skip
        seat.changes.changed.connect(self._heard)
        self.open(GROUPS[0].key)

    def _make_list(self) -> None:
        self._list_pane = Pane("sunken", name=_("Settings"))
        self._list_pane.add_head(label(_("Settings"), "page"), None, line=False)
        self.box = SearchBox(name=_("Find a setting"), hint=_("Find a setting"))
        holder = QHBoxLayout()
        holder.setContentsMargins(12, 0, 12, 8)
        holder.addWidget(self.box)
        self._list_pane.body.addLayout(holder)
        self.list = SideList(name=_("Pages of the settings"))
        self._nothing = label(_("Nothing fits"), "meta")
        self._nothing.setContentsMargins(theme.px(24), theme.px(6), theme.px(12), 0)
        self._nothing.hide()
        self._list_pane.body.addWidget(self._nothing)
        self._list_pane.body.addWidget(self.list, 1)
        self._places = [Place(group.key, _(group.title), group.icon) for group in shown()]
        self._marks: dict[str, str] = {}
        self.list.show_places(self._places)
        self.list.chosen.connect(self._chosen)
        self.list.entered.connect(self._enter)
        self.list.left.connect(self._back)
        self.box.asked.connect(self._find)
        self.box.to_list.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.box.entered.connect(self._first_found)
        self.box.left.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def _make_work(self) -> None:
        self._work = Pane(name=_("Settings"))
        self._title = label("", "page")
        self._pages_button = Button(_("Pages"), icon="panel-left", kind="ghost", key="Alt L")
        self._pages_button.clicked.connect(self.toggle_list)
        head = self._work.add_head(self._pages_button, self._title, None)
        head.setContentsMargins(theme.px(24), 0, theme.px(16), 0)  # level with what stands below
        self.stack = QStackedWidget()
        self._work.body.addWidget(self.stack, 1)
        self._default = Button(_("Restore defaults"), kind="ghost", key="Alt X")
        self._default.clicked.connect(self.restore_defaults)
        self._foot_words = label("", "meta")
        self._foot = self._work.add_foot(self._foot_words, None, self._default, height=44)
        self._foot.setContentsMargins(theme.px(24), 0, theme.px(16), 0)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._pages_button.setVisible(self.window().width() < narrow_below())

    def toggle_list(self) -> None:
        """The list of pages as a drawer where the window is narrow; else the focus goes there."""
        if self.panes.size_class() == "narrow":
            self.panes.toggle_list()
        else:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Pages

    def panel(self, key: str) -> Any:
        """The panel of page `key`, made on its first use."""
        if key not in self.panels:
            made = self._make(key)
            self.panels[key] = made
            if hasattr(made, "list"):
                made.list.import_wanted.connect(self.import_wanted)
                if isinstance(left := self._lists_left.get(key), dict):
                    made.list.restore(left)
            holder = scrolled(made) if isinstance(made, SettingsBody | AboutPanel) else made
            self._holders[key] = holder
            self.stack.addWidget(holder)
        return self.panels[key]

    def _make(self, key: str) -> Any:
        seat, keeper, declared = self._seat, self.keeper, settings_on(key)
        if key == "staff":
            return StaffPanel(seat)
        if key == "products":
            return ProductsPanel(seat)
        if key == "provinces":
            return ProvincesPanel(seat)
        if key == "calendar":
            calendar = CalendarPanel(seat, keeper, declared)
            calendar.import_wanted.connect(self._import)
            calendar.warned.connect(partial(self.mark, "calendar"))
            return calendar
        if key == "backup":
            backup = BackupPanel(seat, keeper, declared)
            backup.restore_wanted.connect(self.restore_wanted)
            return backup
        if key == "papers":
            return PrintingPanel(seat, keeper, declared)
        if key == "about":
            about = AboutPanel(seat)
            about.guide_wanted.connect(self.guide_wanted)
            return about
        if key == "looks":
            looks = LooksPanel(seat, self._looks)
            looks.looks_changed.connect(self._worn)
            looks.made_anew.connect(self.made_anew)
            return looks
        plain = DeclaredPanel(seat, keeper, declared)
        plain.phrases_wanted.connect(self.phrases_wanted)
        plain.lines_wanted.connect(self.lines_wanted)
        return plain

    def open(self, key: str, part: str = "", *, do: bool = False) -> None:
        """Show page `key`, the focus on `part` of it when one is named; `do` presses it if it is a button."""
        if key not in {group.key for group in shown()}:
            key = GROUPS[0].key
        panel = self.panel(key)
        panel.refresh()
        self.stack.setCurrentWidget(self._holders[key])
        self._title.setText(next(_(group.title) for group in GROUPS if group.key == key))
        if self.list.current_key().split(BESIDE)[0] != key:
            self.list.choose(key)
        resettable = [each for each in settings_on(key) if each.page != "about"]
        self._default.setVisible(bool(resettable))
        self._foot_words.setText(_foot(key))
        self._key = key
        if part:
            self._focus_part(part)
            widget = self.panels[key].by_part.get(part)
            if do and isinstance(widget, QPushButton) and widget.isEnabled():
                widget.click()

    def page(self) -> str:
        """The key of the page in front."""
        return self._key

    def mark(self, key: str, why: str) -> None:
        """A dot behind a page that wants attention, "" takes it away."""
        self._marks[key] = why
        self.list.mark(key, why)

    def _focus_part(self, part: str) -> None:
        widget = self.panels[self._key].by_part.get(part)
        if widget is None:
            return
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        area = self._holders[self._key]
        if hasattr(area, "ensureWidgetVisible"):
            area.ensureWidgetVisible(widget)

    def _chosen(self, key: str) -> None:
        self.open(key.split(BESIDE)[0])

    def _enter(self) -> None:
        """Enter in the list: into the page, to the part that was found."""
        page, _mark, part = self.list.current_key().partition(BESIDE)
        if not page:
            return
        self.open(page, part)
        if not part:
            self.focus_page()

    def focus_page(self) -> None:
        """Put the focus where one begins on the page in front."""
        panel = self.panels[self._key]
        if hasattr(panel, "focus_first"):
            panel.focus_first()
            return
        first = next(iter(panel.by_part.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Finding

    def _to_search(self) -> None:
        if self.panes.size_class() == "narrow" and not self._list_pane.isVisible():
            self.panes.toggle_list()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self, text: str) -> None:
        if not text:
            self.list.show_places(self._places, at=self._key)
        else:
            self.list.show_places([_place(entry) for entry in entries() if entry.fits(text)])
        self._nothing.setVisible(not self.list.count())
        for key, why in self._marks.items():
            self.list.mark(key, why)

    def _first_found(self) -> None:
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._enter()

    # Changes

    def take_back(self) -> bool:
        """Alt+U: the last change of a setting; False when there is none, so that the office's undo has its turn."""
        return self._key not in SAVED and self.keeper.take_back()

    def restore_defaults(self) -> None:
        """Every setting of the page in front goes back to its default, in one step that can be undone."""
        which = [
            each for each in settings_on(self._key) if each.page != "about" and each is not settings.LANGUAGE
        ]
        if not which:
            return
        desk = self._seat.desk
        changed = [each for each in which if desk.settings.get(each) != _default(each)]
        if not changed:
            self._seat.toasts.note(_("Everything here is at its default."))
            return
        self.keeper.keep(dict.fromkeys(changed, UNSET), _("The defaults of this page hold again."))

    def _refresh(self) -> None:
        for panel in self.panels.values():
            panel.refresh()

    def _heard(self, burst: Burst) -> None:
        if burst.touches("setting"):
            self._refresh()

    def _worn(self, looks: dict[str, Any]) -> None:
        self._looks |= looks
        self.looks_changed.emit(looks)

    def _import(self, year: int) -> None:
        panel = ImportPanel(self, self._seat, year=year)
        panel.taken.connect(self.panels["calendar"]._read)
        self.overlay_wanted.emit(panel, "import")

    def _back(self) -> None:
        if self.box.text():
            self.box.empty()
        else:
            self.left.emit()

    # What the window expects of a page

    def focus_start(self) -> None:
        """Begin in the list of pages."""
        if self.panes.size_class() == "narrow":
            self.focus_page()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def state(self) -> dict[str, Any]:
        """The page in front and the widths."""
        lists = {key: panel.list.state() for key, panel in self.panels.items() if hasattr(panel, "list")}
        return {"page": self._key, "panes": self.panes.state(), "lists": self._lists_left | lists}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        if isinstance(state.get("panes"), dict):
            self.panes.restore(state["panes"])
        if isinstance(state.get("lists"), dict):
            self._lists_left = dict(state["lists"])
        self.open(str(state.get("page", "")))

    def put_aside(self) -> None:
        """Keep what stands under the caret."""
        for panel in self.panels.values():
            if hasattr(panel, "flush"):
                panel.flush()

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            in_list = self.list.hasFocus() or self.panes.size_class() == "narrow"
            self._back() if in_list else self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)


def _foot(key: str) -> str:
    """When a change of page `key` counts."""
    if key == "about":
        return ""
    if key in SAVED:
        return _("What is saved counts at once and can be undone.")
    return _("A change counts at once; each can be undone.")


def _default(setting: settings.Declared[Any]) -> Any:
    return _(setting.default) if setting.spoken else setting.default


def _place(entry: Entry) -> Place:
    group = next(group for group in GROUPS if group.key == entry.page)
    key = entry.page + (BESIDE + entry.part if entry.part else "")
    return Place(key, entry.words, group.icon, sub=_(group.title) if entry.part else "")
