"""What can be done with a list, declared: a page puts it behind its own actions."""

from app.words import N_
from ui.kit.keys import Action

KEYS = {"filter": "Ctrl+L", "views": "Ctrl+T", "many": "Ctrl+B", "columns": "Ctrl+M", "restore": "Ins"}
LIST: tuple[Action, ...] = (
    Action("filter", KEYS["filter"], N_("Filter the list")),
    Action("views", KEYS["views"], N_("Saved views")),
    Action("many", KEYS["many"], N_("Change what is selected")),
    Action("columns", KEYS["columns"], N_("Columns")),
    Action("restore", KEYS["restore"], N_("Restore from the bin")),
    Action("export", (), N_("Export what is listed…")),
    Action("bin", (), N_("Bin")),
)
