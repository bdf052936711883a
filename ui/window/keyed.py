"""The rail and the keys that work wherever one is, and what those do that is no page, panel or record."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from app.words import _
from ui.kit.keys import ActionMap
from ui.kit.rail_tabs import Tab
from ui.window.places import PLACES, SETTINGS, TABS
from ui.window.reached import ReachedFrame


class KeyedFrame(ReachedFrame):
    """Pages, panels and the ways between them, on keys."""

    # Rail and keys

    def put_keys(self) -> None:
        """Rail, keys and what stands around the pages, in the language in use."""
        self.speak()
        rail = self.put_rail([
            Tab(place.key, place.title(), place.icon) for place in PLACES.values() if place.title is not None
        ])  # fmt: skip
        rail.call_pressed.connect(self.take_call)
        rail.tab_chosen.connect(self.go)
        rail.find_pressed.connect(self.find)
        rail.keys_pressed.connect(self.show_keys)
        rail.settings_pressed.connect(self.show_settings)
        rail.person_pressed.connect(self.choose_person)
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        self.keys = ActionMap(self, section=_("Everywhere"), everywhere=True)
        self._bind()

    def _bind(self) -> None:
        add = self.keys.add
        add("call", "F2", _("Take a call"), self.take_call)
        add("find", "F3", _("Find anything"), self.find)
        add("keys", "F1", _("The keys here"), self.show_keys)
        add("import", "Ctrl+I", _("Import a list"), self.show_import)
        add("exports", (), _("Who exported what…"), self.show_exports, shown=False)
        for at, key in enumerate(TABS):
            add(f"tab {key}", f"Ctrl+{at + 1}", "", lambda key=key: self.go(key), shown=False)
        self.keys.note(f"Ctrl 1…{len(TABS)}", _("The tabs"))
        add("pane", "F6", _("Next pane"), lambda: self._next_pane(1))
        add("pane back", "Shift+F6", "", lambda: self._next_pane(-1), shown=False)
        add("alarms", "Ctrl+R", _("What is late"), self.show_alarms)
        add("undo", "Alt+U", _("Undo the last step"), self.undo)
        add("undo too", "Ctrl+Z", "", self.undo, shown=False)
        add("fetch", "F5", _("Fetch again"), self.fetch)
        add("full", "F11", _("Full screen"), self._full_screen)
        add("close", "Alt+F4", "", self.close, shown=False)
        add("settings", (), _("Settings"), self.show_settings, shown=False)
        add("person", (), _("Somebody else sits at the desk"), self.choose_person, shown=False)
        add("backups", (), _("Go back to a backup…"), self.show_backups, shown=False)
        add("guide", (), _("First-start guide"), self.show_guide, shown=False)
        add("light", (), _("Light theme"), lambda: self.look({"theme": "light"}), shown=False)
        add("dark", (), _("Dark theme"), lambda: self.look({"theme": "dark"}), shown=False)
        # Two shortcuts with one key fire neither: while a toast offers Alt+U, the key is the toast's.
        self.toasts.changed.connect(self._share_undo_key, Qt.ConnectionType.UniqueConnection)

    def _share_undo_key(self) -> None:
        key = QKeySequence("Alt+U")
        taken = any(
            toast.shortcut is not None and toast.shortcut.key() == key for toast in self.toasts.shown()
        )
        self.keys["undo"].setEnabled(not taken)

    # What works everywhere

    def undo(self) -> None:
        """Take back the last change of a setting where settings are in front, else the last write of this seat."""
        if self.seat is None or (self.in_front(SETTINGS) and self.pages[SETTINGS].take_back()):
            return
        self.seat.undo()

    def fetch(self) -> None:
        """Look at once for what others wrote, and count the board anew."""
        if self.seat is not None:
            self.seat.changes.look()
            self.count_today()

    def _next_pane(self, step: int) -> None:
        page = self.front()
        if page is not None:
            page.panes.focus_next(step)

    def _full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def come_forward(self) -> None:
        """To the front: somebody started the program once more, or a call rings."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)
