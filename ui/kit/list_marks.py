"""What a list says of itself: chips of bin and view, the view's button, and the words of an empty list."""

from typing import TYPE_CHECKING

from app.words import _
from ui.kit.buttons import Button
from ui.kit.empty import Empty

if TYPE_CHECKING:
    from ui.kit.record_list import RecordList


def show_marks(listed: "RecordList") -> None:
    """Chips before the filters: the bin and the view; and what the view's button says."""
    on = listed.views.on()
    lead = []
    if listed.asked.in_bin:
        lead.append(("bin", _("Bin"), "trash-2"))
    if on is not None:
        name = f"{on.name} *" if listed.views.is_changed() else on.name
        lead.append(("view", name, "bookmark"))
    listed.bar.set_lead(lead)
    listed.bar.setVisible(not listed.bar.empty() or not listed.spec.presets)
    listed.view_button.set_words(_("View: {name}").format(name=on.name) if on is not None else _("Views"))
    listed.picked.set_bin(listed.asked.in_bin)


def show_empty(listed: "RecordList") -> None:
    """Say instead of rows why there are none, and what helps."""
    if listed.asked.narrowed():
        clear = Button(_("Clear the filters"), kind="primary", key="Esc")
        clear.clicked.connect(listed.clear)
        clear.clicked.connect(listed.to_list)
        text = _("Try fewer letters, or part of the number.") if listed.asked.text else ""
        listed.table.set_empty(Empty(icon="search", title=_("Nothing fits"), text=text, buttons=(clear,)))
        return
    if listed.asked.in_bin:
        text = _("What is deleted lies here until it is restored; nothing goes for good by itself.")
        listed.table.set_empty(Empty(icon="trash-2", title=_("The bin is empty"), text=text))
        return
    icon, title, text = listed.spec.empty(listed.asked)
    listed.table.set_empty(Empty(icon=icon, title=title, text=text) if title else None)
