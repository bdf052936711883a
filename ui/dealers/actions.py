"""What can be done on the dealers page, known before the page is made."""

from app.words import N_
from ui.kit.keys import Action, Actions
from ui.kit.list_actions import LIST

DEALERS = Actions(N_("Dealers"), (
    Action("new", "Ctrl+N", N_("New dealer")),
    Action("edit", "F4", N_("Edit the selected dealer")),
    Action("save", "Ctrl+Return", N_("Save dealer")),
    Action("search", "Ctrl+F", N_("Search box")),
    Action("dial", "Alt+D", N_("Dial")),
    Action("whole", "Alt+V", N_("Show whole numbers")),
    Action("paste", "Ctrl+V", N_("Keep what was copied with the dealer")),
    Action("print", "Ctrl+P", N_("Print the dealer card")),
    Action("before", "Alt+Up", N_("The dealer before")),
    Action("after", "Alt+Down", N_("The next dealer")),
    Action("contacts", "Ctrl+J", N_("Contacts")),
    Action("merge", (), N_("Merge with another dealer…")),
    Action("hand over", (), N_("Hand over everything of a salesperson…")),
    Action("list paper", (), N_("Print the list of dealers…")),
    Action("labels", (), N_("Address labels…")),
    *LIST,
))  # fmt: skip
