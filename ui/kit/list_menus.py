"""The menus of a list: of the whole of it behind its button, and of one record."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.words import _
from ui.kit.rows import Sort

if TYPE_CHECKING:
    from ui.kit.record_list import RecordList


def whole(listed: "RecordList") -> QMenu:
    """The list's menu: order, columns, many at once, export, copy, the bin."""
    menu = QMenu(_("List"), listed)
    menu.setAccessibleName(_("List"))
    listed.list_menu(menu)
    order = menu.addMenu(_("Sort by"))
    sort = listed.table.model().sort
    for column in listed.spec.columns:
        if column.sorts and (not column.bin or listed.asked.in_bin):
            on = sort is not None and sort.key == column.key
            arrow = ("  ↓" if sort.descending else "  ↑") if on and sort is not None else ""
            action = order.addAction(column.title + arrow, partial(sort_by, listed, column.key))
            action.setCheckable(True)
            action.setChecked(on)
    if not listed.table.in_lines:
        menu.addAction(_("Columns…") + "\tCtrl+M", listed.choose_columns)
    menu.addSeparator()
    if listed.spec.bulk is not None:
        many = menu.addAction(_("Change what is selected…") + "\tCtrl+B", listed.change_many)
        many.setEnabled(bool(listed.table.selected_count()) and not listed.asked.in_bin)
    if listed.spec.imports:
        menu.addAction(
            _("Import a list…") + "\tCtrl+I", lambda: listed.import_wanted.emit(listed.spec.imports)
        )
    if listed.spec.export is not None:
        menu.addAction(_("Export what is listed…"), listed.ask_export)
        menu.addAction(_("Who exported what…"), listed.exports_wanted)
    menu.addAction(_("Copy as a table") + "\tCtrl+C", listed.table.copy)
    menu.addSeparator()
    bin_ = menu.addAction(_("Bin"))
    bin_.setCheckable(True)
    bin_.setChecked(listed.asked.in_bin)
    bin_.toggled.connect(listed.show_bin)
    return menu


def sort_by(listed: "RecordList", key: str) -> None:
    """Sort by the column `key`; the same again turns it round."""
    sort = listed.table.model().sort
    again = sort is not None and sort.key == key
    first = listed.spec.usual.descending if key == listed.spec.usual.key else False
    listed.table.sort_by(Sort(key, not sort.descending if again and sort is not None else first))
    listed.show_marks()


def show_row_menu(listed: "RecordList", id: int, where: QPoint) -> None:
    """Show the menu of record `id` at `where`: the page's own lines first."""
    menu = QMenu(listed)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    listed.row_menu(menu, id)
    if menu.isEmpty():
        menu.addAction(_("Open"), lambda: listed.opened.emit(id))
    menu.addAction(_("Copy as a table") + "\tCtrl+C", listed.table.copy)
    if listed.asked.in_bin:
        menu.addAction(_("Restore") + "\tIns", listed.take_back)
    else:
        if listed.spec.bulk is not None and listed.spec.real(id):
            menu.addAction(_("Change what is selected…") + "\tCtrl+B", listed.change_many)
        menu.addAction(_("Delete") + "\tDel", lambda: listed.put_away(listed.table.selected_ids()))
    menu.popup(where)
