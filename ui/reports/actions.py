"""What can be done on the reports page, known before the page is made."""

from app.words import N_
from ui.kit.keys import Action, Actions, Note

REPORTS = Actions(N_("Reports"), (
    Note("↵", N_("Preview")),
    Action("preview", (), N_("Preview the chosen paper")),
    Action("folder", "Alt+L", N_("Open folder")),
    Action("save", "Ctrl+S", N_("Save to…")),
    Action("print", "Ctrl+P", N_("Print the chosen paper")),
    Action("write", "Ctrl+Return", N_("Write all papers of the month")),
))  # fmt: skip
