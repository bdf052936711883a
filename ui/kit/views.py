"""Saved views at a list: the menu that lists them, and the panel in which one is named, shared, made the usual one."""

from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.office import views
from app.office.views import ViewRow
from app.store.errors import UserError
from app.words import _, pgettext
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.fields import CheckField
from ui.kit.forms import Form
from ui.kit.line_field import LineField
from ui.kit.overlay import Overlay
from ui.kit.seat import Seat

KIND = "view"


class Views(QObject):
    """The saved views of one list, and which of them is on.

    chosen(ViewRow | None) -- another one is to be shown; None: the list as at first. changed() -- names or marks
    differ. content -- asked for what the list shows now, to be kept.
    """

    chosen = Signal(object)
    changed = Signal()

    def __init__(
        self, seat: Seat, list_key: str, host: QWidget, *, content: Callable[[], dict[str, Any]]
    ) -> None:
        super().__init__(host)
        self._seat, self._key, self._host, self._content = seat, list_key, host, content
        self._on = 0
        self._after = ""  # the view to be on once the list of views is read again
        self.rows: list[ViewRow] = []
        seat.changes.changed.connect(self._heard)

    # What the list says

    def on(self) -> ViewRow | None:
        """The view that is on."""
        return next((row for row in self.rows if row.id == self._on), None)

    def set_on(self, view_id: int) -> None:
        """Mark a view as on, 0 for none; `chosen` is silent."""
        if view_id != self._on:
            self._on = view_id
            self.changed.emit()

    def is_changed(self) -> bool:
        """Whether the list shows something else by now than the view that is on keeps."""
        row = self.on()
        return row is not None and _same(row.content) != _same(self._content())

    def take(self, rows: list[ViewRow]) -> None:
        """These are the views there are."""
        self.rows = rows
        if self._after:
            made = next((row.id for row in rows if row.name == self._after), 0)
            self._after = ""
            self._on = made or self._on
        self.changed.emit()

    # The menu

    def menu(self) -> QMenu:
        """Views to go to, and what can be done with the one that is on."""
        menu = QMenu(_("Views"), self._host)
        menu.setAccessibleName(_("Views"))
        on = self.on()
        self._add(menu, _("All, as at first"), lambda: self._choose(None), ticked=on is None)
        for row in self.rows:
            self._add(menu, _title(row), lambda row=row: self._choose(row), ticked=row.id == self._on)
        menu.addSeparator()
        menu.addAction(_("Save this as a view…"), self.ask_new)
        if on is not None:
            keep = menu.addAction(_("Keep the changes in “{name}”").format(name=on.name), self.keep_changes)
            keep.setEnabled(self.is_changed())
            menu.addAction(_("Rename, share…"), self.ask_change)
            words = _("No longer the usual view") if on.usual else _("Open the list with it")
            menu.addAction(words, lambda: self._change(on, usual=not on.usual))
            menu.addAction(_("Delete “{name}”").format(name=on.name), lambda: self._remove(on))
        return menu

    def _add(self, menu: QMenu, words: str, run: Callable[[], None], *, ticked: bool) -> None:
        action = menu.addAction(words, run)
        action.setCheckable(True)
        action.setChecked(ticked)

    def _choose(self, row: ViewRow | None) -> None:
        self._on = row.id if row is not None else 0
        self.chosen.emit(row)
        self.changed.emit()

    # Doing

    def ask_new(self) -> None:
        """Ask for the name of a new view of what the list shows now."""
        content = self._content()
        panel = ViewPanel(self._host, title=_("Save as a view"), verb=_("Save view"))

        def save(name: str, shared: bool, usual: bool) -> None:
            desk, key = self._seat.desk, self._key
            self._after = " ".join(name.split())
            self._seat.save(
                lambda _progress: views.save(desk, key, name, content, shared=shared, usual=usual), owner=self,
                done=lambda _id: _close(panel), failed=self._refused_in(panel),
            )  # fmt: skip

        panel.saved.connect(save)
        panel.open()

    def ask_change(self) -> None:
        """Rename the view that is on, share it or not."""
        row = self.on()
        if row is None:
            return
        panel = ViewPanel(self._host, title=_("View “{name}”").format(name=row.name), verb=_("Keep"), row=row)

        def keep(name: str, shared: bool, usual: bool) -> None:
            desk = self._seat.desk
            self._seat.save(
                lambda _progress: views.change(
                    desk, row.id, row_version=row.row_version, name=name, shared=shared, usual=usual
                ),
                owner=self, done=lambda _none: _close(panel), failed=self._refused_in(panel),
            )  # fmt: skip

        panel.saved.connect(keep)
        panel.open()

    def keep_changes(self) -> None:
        """Keep what the list shows now in the view that is on."""
        row = self.on()
        if row is not None:
            self._change(row, content=self._content())

    def _change(self, row: ViewRow, **what: Any) -> None:
        desk = self._seat.desk
        self._seat.save(
            lambda _progress: views.change(desk, row.id, row_version=row.row_version, **what), owner=self
        )

    def _remove(self, row: ViewRow) -> None:
        """Put the view away; undo leaves views alone, so the toast brings it back itself."""
        desk = self._seat.desk

        def gone(_none: None) -> None:
            self._choose(None)
            self._seat.toasts.show(
                _("The view “{name}” is gone").format(name=row.name), action=_("Bring it back"), key="Alt U",
                run=lambda: self._seat.save(lambda _progress: views.restore(desk, row.id), owner=self),
            )  # fmt: skip

        self._seat.jobs.write(
            lambda _progress: views.remove(desk, row.id), done=gone, failed=self._seat.tell, owner=self
        )

    def _refused_in(self, panel: "ViewPanel") -> Callable[[Exception], None]:
        def refused(error: Exception) -> None:
            self._after = ""
            if isinstance(error, UserError) and shiboken6.isValid(panel) and panel.isVisible():
                panel.refuse(error.sentence)
            else:
                self._seat.tell(error)

        return refused

    def _heard(self, burst: Burst) -> None:
        if burst.touches(KIND):
            self.read()

    def read(self) -> None:
        """Read the views anew."""
        desk, key = self._seat.desk, self._key
        self._seat.jobs.read(
            lambda _progress: views.find(desk, key),
            done=self.take,
            failed=self._seat.tell,
            owner=self,
            latest="views",
        )


class ViewPanel(Overlay):
    """Name, shared with everybody, usual. saved(name, shared, usual); stays open until it is closed."""

    saved = Signal(str, bool, bool)

    def __init__(self, host: QWidget, *, title: str, verb: str, row: ViewRow | None = None) -> None:
        super().__init__(host, name=title, width=420)
        self._asked = False
        self.add_title(title, sub=_("Filters, order and columns are kept."))
        self.name = LineField(name=pgettext("view", "Name"), hint=_("What it shows: orders of this month"))
        self.shared = CheckField(_("Everybody in the office sees it"))
        self.usual = CheckField(_("The list opens with it"))
        if row is not None:
            self.name.set_value(row.name)
            self.shared.set_value(row.shared)
            self.usual.set_value(row.usual)
        form = Form()
        form.add_field("name", pgettext("view", "Name"), self.name)
        form.add_row("", self.shared)
        form.add_row("", self.usual)
        self.body.addWidget(form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = Button(_("Cancel"), kind="ghost", key="Esc")
        cancel.clicked.connect(self.dismiss)
        save = Button(verb, kind="primary", key="Ctrl ↵")
        save.clicked.connect(self.finish)
        foot.addWidget(cancel)
        foot.addWidget(save)
        self.body.addLayout(foot)
        self.name.returnPressed.connect(self.finish)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.finish)

    def finish(self) -> None:
        """Ask for it to be saved; once, though Ctrl+Enter is told by the line and by the panel."""
        if self._asked:
            return
        self._asked = True
        self.saved.emit(self.name.value(), self.shared.value(), self.usual.value())

    def refuse(self, sentence: str) -> None:
        """Say why it was not saved."""
        self._asked = False
        self.name.set_error(sentence)
        self.name.setFocus()
        self.relay()


def _close(panel: ViewPanel) -> None:
    if shiboken6.isValid(panel):  # Esc may have been quicker than the disk
        panel.close_up()


def _title(row: ViewRow) -> str:
    marks = [_("everybody's") if row.shared else "", _("usual") if row.usual else ""]
    told = _(", ").join(mark for mark in marks if mark)
    return f"{row.name}  ({told})" if told else row.name


def _same(content: Mapping[str, Any]) -> tuple[Any, ...]:
    """What of a view is compared: widths of columns change by themselves when a window grows."""
    columns = content.get("columns") or {}
    return (
        content.get("preset"), content.get("values"), content.get("sort"), columns.get("order"),
        sorted(columns.get("hidden") or ()),
    )  # fmt: skip
