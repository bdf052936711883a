"""What can be done on the roster page, known before the page is made."""

from app.words import N_, NP_
from ui.kit.keys import Action, Actions, Note

ROSTER = Actions(N_("Roster"), (
    Note("← → ↑ ↓", N_("Day")),
    Note("1…9", N_("One of the day's people")),
    Note("↵", NP_("roster.key", "People")),
    Note(N_("Space"), N_("Done")),
    Note("PgUp PgDn", N_("Month before, after")),
    Action("make", "Ctrl+G", N_("Make the month (again)")),
    Action("copy", "Ctrl+C", N_("Copy the month as a table")),
    Action("cut", "Ctrl+X", N_("Take for a swap")),
    Action("paste", "Ctrl+V", N_("Swap with this")),
    Action("sick", "F7", N_("Somebody can't come: who stands in")),
    Action("lock", "F8", N_("Lock or unlock")),
    Action("leave", "Ctrl+N", N_("Note an absence")),
    Action("pool", "F4", N_("People, tasks and rules")),
    Action("print", "Ctrl+P", N_("Print")),
    Action("save", "Ctrl+S", N_("As a workbook")),
    Action("home", "Home", N_("Back to this month")),
))  # fmt: skip
