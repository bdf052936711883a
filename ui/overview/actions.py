"""What can be done on the today page, known before the page is made."""

from app.words import N_, NP_
from ui.kit.keys import Action, Actions, Note

TODAY = Actions(NP_("tab", "Today"), (
    Action("search", "Ctrl+F", N_("Search box")),
    Action("dial", "Alt+D", N_("Dial")),
    Action("call", "F4", N_("The call or complaint behind it")),
    Action("whole", "Alt+V", N_("Show the whole number")),
    Action("later", "F8", N_("Remind me later, with a reason")),
    Note("↵", N_("Open and do")),
    Note("1…4", N_("What came of it")),
    Note("5…0", N_("How satisfied they are")),
    Note("Ctrl ↵", N_("Done")),
))  # fmt: skip
