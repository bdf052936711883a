"""What can be done on the calls page, known before the page is made."""

from app.words import N_, NP_
from ui.kit.keys import Action, Actions, Note
from ui.kit.list_actions import LIST

CALLS = Actions(N_("Calls"), (
    Note("↵ / Tab", N_("Next field")),
    Note("1…8", NP_("call", "Category")),
    Note("F7", N_("Transfer")),
    Note("F8", N_("Promise a call back")),
    Note("F9", N_("Becomes a complaint")),
    Action("complaints", "Ctrl+J", N_("Complaints")),
    Action("hold", "F12", N_("Please hold")),
    Action("ask", "Alt+Q", N_("The field to ask for")),
    Action("again", "Alt+L", N_("Go on with the last call")),
    Action("phrases", "Alt+P", N_("Phrases")),
    Action("to dealer", "Alt+X", N_("Put the caller down as a dealer's contact")),
    Action("save", "Ctrl+Return", N_("Save call")),
    Note("Esc", N_("Set aside")),
    Action("paste", "Ctrl+V", N_("Keep what was copied with the call")),
    Action("search", "Ctrl+F", N_("Search box")),
    Action("edit", "F4", N_("Edit the selected call")),
    Action("history", (), N_("Who changed what in the selected call")),
    Action("dial", "Alt+D", N_("Dial, or call back")),
    Action("whole", "Alt+V", N_("Show the whole number")),
    Note(N_("Space"), N_("Missed call seen to")),
    Action("new", "Ctrl+N", "", shown=False),
    *LIST,
))  # fmt: skip
