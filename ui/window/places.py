"""The pages of the window, declared: where each is made, what it asks of the window, and the tab it stands behind."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from app.late import named
from app.words import _, pgettext
from ui.kit.keys import ActionMap, Actions
from ui.kit.panes import Panes


class Page(Protocol):
    """What the window expects of a page, which is a QWidget."""

    keys: ActionMap
    panes: Panes

    def focus_start(self) -> None:
        """Put the focus where one begins."""

    def state(self) -> dict[str, Any]:
        """What is remembered of the page until the next start, as JSON."""

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""

    def put_aside(self) -> None:
        """Keep what is typed and not saved: the page is about to go."""


class Place(NamedTuple):
    """One page. Its module is read on its first use: libraries that nobody looks through cost time and memory.

    made_by -- "module:class"; the class takes the seat. given -- further arguments of the class, each the answer of
    the window's method of that name. ways -- the page's signals, each with the window's method that it leads to.
    actions -- "module:name" of the page's ui.kit.keys.Actions, in a module that reads little: they are offered and
    told before the page is made. title, icon -- of its tab, for a page that has one.
    """

    key: str
    made_by: str
    ways: Mapping[str, str] = MappingProxyType({})
    given: Sequence[str] = ()
    actions: str = ""
    title: Callable[[], str] | None = None
    icon: str = ""

    def maker(self) -> Callable[..., Any]:
        """The class of the page; its module is read now if it was not."""
        made: Callable[..., Any] = named(self.made_by)
        return made

    def declared(self) -> Actions | None:
        """What can be done on the page, without making it; None: nothing of its own."""
        return named(self.actions) if self.actions else None


SETTINGS, GUIDE = "settings", "guide"  # in front of the tabs, behind none of them
PLACES = {
    place.key: place
    for place in (
        Place(
            "today", "ui.overview.page:TodayPage", given=("morning",), actions="ui.overview.actions:TODAY",
            title=lambda: pgettext("tab", "Today"), icon="sun",
            ways={
                "call_wanted": "open_call", "roster_wanted": "open_roster",
                "complaint_wanted": "open_complaint", "take_wanted": "take_call", "backups_wanted": "show_backups",
            },
        ),
        Place(
            "calls", "ui.calls.page:CallsPage", actions="ui.calls.actions:CALLS",
            title=lambda: _("Calls"), icon="phone",
            ways={
                "switched": "switch_calls", "complaint_wanted": "open_complaint", "running": "call_runs",
                "dealer_wanted": "open_dealer", "phrases_wanted": "show_phrases",
            },
        ),
        Place(
            "complaints", "ui.complaints.page:ComplaintsPage", actions="ui.complaints.actions:COMPLAINTS",
            ways={"call_wanted": "open_call", "dealer_wanted": "open_dealer", "switched": "switch_calls"},
        ),
        Place(
            "dealers", "ui.dealers.page:DealersPage", actions="ui.dealers.actions:DEALERS",
            title=lambda: _("Dealers"), icon="store",
            ways={"event_wanted": "open_record"},
        ),
        Place(
            "roster", "ui.roster.page:RosterPage", actions="ui.roster.actions:ROSTER",
            title=lambda: _("Roster"), icon="calendar-days",
        ),
        Place(
            "reports", "ui.reports.page:ReportsPage", actions="ui.reports.actions:REPORTS",
            title=lambda: _("Reports"), icon="chart-no-axes-column",
        ),
        Place(
            SETTINGS, "ui.settings.page:SettingsPage", actions="ui.settings.actions:SETTINGS", given=("looks",),
            ways={
                "left": "back_to_tab", "looks_changed": "look", "made_anew": "remake", "overlay_wanted": "open_overlay",
                "guide_wanted": "show_guide", "restore_wanted": "show_backups", "phrases_wanted": "show_phrases",
                "lines_wanted": "show_lines", "import_wanted": "show_import",
            },
        ),
        Place(
            GUIDE, "ui.settings.guide:GuidePage",
            ways={"left": "back_to_tab", "call_wanted": "take_call", "made_anew": "remake"},
        ),
    )
}  # fmt: skip
TABS = tuple(place.key for place in PLACES.values() if place.title is not None)
