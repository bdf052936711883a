"""What can be done on the settings, known before they are made; what belongs to one of their pages stands in groups."""

from app.words import N_
from ui.kit.keys import Action, Actions, Note
from ui.kit.list_actions import LIST

SETTINGS = Actions(N_("Settings"), (
    Action("search", "Ctrl+F", N_("Find a setting")),
    Action("default", "Alt+X", N_("Restore the defaults of this page")),
    Action("list", "Alt+L", N_("List of pages")),
    Note("Esc", N_("One step back")),
))  # fmt: skip

STAFF = Actions(N_("Staff"), (
    Action("new", "Ctrl+N", N_("Add somebody")),
    Action("save", "Ctrl+Return", N_("Save")),
    *LIST,
))  # fmt: skip
PRODUCTS = Actions(N_("Products"), (
    Action("new", "Ctrl+N", N_("New product")),
    Action("save", "Ctrl+Return", N_("Save")),
    *LIST,
))  # fmt: skip
