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
from ui.kit.seat import Seat
from ui.settings.about_panel import AboutPanel
from ui.settings.actions import SETTINGS
from ui.settings.backup_panel import BackupPanel
from ui.settings.calendar_import import ImportPanel
from ui.settings.calendar_panel import CalendarPanel
from ui.settings.declared_panel import DeclaredPanel
from ui.settings.groups import GROUPS, settings_on, shown
from ui.settings.keeping import Keeper
from ui.settings.looks_panel import LooksPanel
from ui.settings.pages_pane import PagesPane
from ui.settings.printing_panel import PrintingPanel
from ui.settings.products_panel import ProductsPanel
from ui.settings.provinces_panel import ProvincesPanel
from ui.settings.rows import SettingsBody
from ui.settings.staff_panel import StaffPanel

LIST = 252
SAVED = frozenset({"staff", "products", "provinces"})
"""Pages of records, which are saved one by one."""


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
        self.pages = PagesPane()
        self.list, self.box = self.pages.list, self.pages.box
        self.pages.chosen.connect(self.open)
        self.pages.entered.connect(self._enter)
        self.pages.left.connect(self.left)
        self._make_work()
        wide = LIST + (28 if words.language() == "en" else 0)
        self.pages.setMinimumWidth(theme.px(wide))
        self.panes = Panes(list=self.pages, work=self._work, sizes=(wide, 0), wide_sizes=(wide + 40, 0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self.keys = ActionMap(self)
        self.keys.bind(SETTINGS, {
            "search": self._to_search, "default": self.restore_defaults, "list": self.toggle_list,
        })  # fmt: skip
        seat.changes.changed.connect(self._heard)
        self.open(GROUPS[0].key)

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
            holder = scrolled(made) if isinstance(made, SettingsBody) else made
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
        self.pages.show_page(key)
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
        self.pages.mark(key, why)

    def _focus_part(self, part: str) -> None:
        widget = self.panels[self._key].by_part.get(part)
        if widget is None:
            return
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        area = self._holders[self._key]
        if hasattr(area, "ensureWidgetVisible"):
            area.ensureWidgetVisible(widget)

    def _enter(self, page: str, part: str) -> None:
        """Enter in the list: into the page, to the part that was found."""
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
        if self.panes.size_class() == "narrow" and not self.pages.isVisible():
            self.panes.toggle_list()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        panel.taken.connect(self.panels["calendar"].show_year)
        self.overlay_wanted.emit(panel, "import")

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
            self.pages.back() if in_list else self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
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
