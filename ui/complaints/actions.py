"""What can be done on the complaints page, known before the page is made."""

from app.words import N_
from ui.kit.keys import Action, Actions, Note
from ui.kit.list_actions import LIST

COMPLAINTS = Actions(N_("Complaints"), (
    Action("new", "Ctrl+N", N_("Take in a complaint")),
    Note("↵", N_("To the next step")),
    Note("1…7", N_("Choose the step")),
    Action("save", "Ctrl+Return", N_("Write down, save")),
    Action("copy", "F7", N_("Copy the text for the salesperson")),
    Action("slip", "Ctrl+P", N_("Print the slip")),
    Action("ask", "F8", N_("Satisfaction call")),
    Action("edit", "F4", N_("Edit the selected complaint")),
    Action("history", (), N_("Who changed what in the selected complaint")),
    Action("dial", "Alt+D", N_("Dial")),
    Action("whole", "Alt+V", N_("Show the whole number")),
    Action("paste", "Ctrl+V", N_("Keep what was copied with the complaint")),
    Action("search", "Ctrl+F", N_("Search box")),
    Action("calls", "Ctrl+J", N_("Calls")),
    *LIST,
))  # fmt: skip
