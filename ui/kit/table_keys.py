"""The keys of a list, for the F1 sheet: read off the list itself, so that only keys that do something are shown."""

from PySide6.QtCore import SIGNAL

from app.words import N_, _
from ui.kit.keys import Shown
from ui.kit.search import TypeToFind
from ui.kit.table import RecordTable

HEARD = (
    ("↵", N_("Open"), "opened(int)"), ("F4", N_("Edit"), "edited(int)"),
    (N_("Space"), N_("Tick"), "ticked(PyObject)"), ("Del", N_("To the bin"), "removed(PyObject)"),
    ("Ctrl Z", N_("Undo"), "undone()"), ("Shift F10", N_("Menu"), "menu_asked(int,QPoint)"),
    ("Esc", N_("One step back"), "left()"),
)  # fmt: skip
"""A key of RecordTable, what it is for, and the signal it sends (RecordTable.keyPressEvent)."""


def sheet(table: RecordTable) -> list[Shown]:
    """The keys of `table`: moving and copying always, the others where somebody listens."""
    section = _("Lists")
    lines = [Shown(section, "↑ ↓", _("Choose")), Shown(section, "Home End", _("First, last"))]
    if table.findChild(TypeToFind) is not None:
        lines.insert(0, Shown(section, _("Letters"), _("Type to find")))
    if table.selectionMode() == RecordTable.SelectionMode.ExtendedSelection:
        lines += [Shown(section, "Shift ↑ ↓", _("Choose several")), Shown(section, "Ctrl A", _("Choose all"))]
    for caps, words, signal in HEARD:
        if table.receivers(SIGNAL(signal)):
            lines.append(Shown(section, _(caps), _(words)))
    return [*lines, Shown(section, "Ctrl C", _("Copy as a table"))]
