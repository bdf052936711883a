"""The ways to a record from anywhere, and what rings: a call taken, a softphone heard; both wait for the office."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ui.kit.jobs import Jobs
from ui.window.panels import PanelledFrame
from ui.window.places import SETTINGS


class ReachedFrame(PanelledFrame):
    """Pages and panels with the ways between them. What comes in while the office is being opened waits for it."""

    def __init__(self, *, jobs: Jobs, remembered: Callable[[str, Any], Any]) -> None:
        super().__init__(jobs=jobs, remembered=remembered)
        self._waiting_call: tuple[str, str, bool] | None = None
        self._waiting_events: list[Any] = []

    # What rings

    def hear(self, event: Any) -> None:
        """An event of a softphone (app.calls.softphone.Event): a ringing one brings the calls to the front."""
        if self.seat is None:
            self._waiting_events.append(event)
            return
        if event.kind == "ring":
            self.come_forward()
            self.close_overlay()
            self.switch_calls("calls")
        self.page("calls").hear(event)

    def take_call(self, *, number: str = "", name: str = "", withheld: bool = False) -> None:
        """F2, or a number handed over: to the running call, else to a new one. withheld -- they show no number."""
        if self.seat is None:
            self._waiting_call = (number, name, withheld)
            return
        self.close_overlay()
        self.switch_calls("calls")
        more = {"withheld": True} if withheld else {}
        self.page("calls").take_call(number, name, **more)

    def take_waiting_call(self) -> bool:
        """The office is open: take the call that came before; whether there was one."""
        waiting, self._waiting_call = self._waiting_call, None
        if waiting is not None:
            number, name, withheld = waiting
            self.take_call(number=number, name=name, withheld=withheld)
        return waiting is not None

    def hear_waiting(self) -> None:
        """The office is open: hear what the softphone told before."""
        waiting, self._waiting_events = self._waiting_events, []
        for event in waiting:
            self.hear(event)

    def call_runs(self, since: datetime | None) -> None:
        """A call runs since then; None: none runs. The call button is its clock, and reminders wait."""
        self.show_running(since)
        if self.bell is not None:
            self.bell.set_calling(since)

    # Records

    def open_record(self, kind: str, record_id: int) -> None:
        """Show one record on its page. KeyError for a kind that has none."""
        ways = {
            "call": self.open_call, "promise": self.open_promise, "complaint": self.open_complaint,
            "dealer": self.open_dealer, "contact": self._open_contact,
            "staff": lambda id: self._open_listed("staff", id),
            "product": lambda id: self._open_listed("products", id),
        }  # fmt: skip
        ways[kind](record_id)

    def open_call(self, call_id: int) -> None:
        """Show one call on the calls page."""
        self.switch_calls("calls")
        self.page("calls").open_call(call_id)

    def open_complaint(self, complaint_id: int) -> None:
        """Show one complaint, ready for its next step."""
        self.switch_calls("complaints")
        self.page("complaints").open_complaint(complaint_id)

    def open_promise(self, promise_id: int) -> None:
        """Open one promise in place on today's board."""
        self.go("today")
        self.page("today").open_promise(promise_id)

    def open_dealer(self, dealer_id: int) -> None:
        """Show one dealer on its page."""
        self.go("dealers")
        self.page("dealers").open_dealer(dealer_id)

    def _open_contact(self, contact_id: int) -> None:
        self.go("dealers")
        self.page("dealers").open_contact(contact_id)

    def _open_listed(self, page: str, record_id: int) -> None:
        """Show a record whose list is a page of the settings."""
        self.show_settings(page)
        self.page(SETTINGS).panel(page).want(record_id)

    def open_roster(self) -> None:
        """Show today in the roster."""
        self.go("roster")
        self.page("roster").go_today()

    # Today

    def count_today(self) -> None:
        """Count anew what is owed today."""
        if "today" in self.pages:
            self.pages["today"].refresh()
