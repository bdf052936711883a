"""Merging two dealers that are one: which field of which, then one step that can be taken back (R29)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.dealers import finding, merging, words
from app.dealers.finding import DealerRow
from app.dealers.merging import Difference as Differing
from app.dealers.sheets import shown_numbers
from app.words import _, ngettext
from ui.dealers.facts import Facts
from ui.kit.completion import Candidate
from ui.kit.dialogs import ConflictDialog, Difference
from ui.kit.pick_panel import PickPanel
from ui.kit.seat import Seat


def other_dealer(host: QWidget, seat: Seat, row: DealerRow, *, picked: Callable[[int], object]) -> None:
    """Ask which dealer is the same one as `row`; `picked` gets its id."""
    desk = seat.desk

    def found(text: str) -> list[Candidate]:
        ids = finding.find(desk, finding.DealerQuery(text=text), limit=8)
        rows = [each for each in finding.rows(desk, ids) if each is not None and each.id != row.id]
        return [Candidate(each.id, each.name, f"{each.code} {each.province} {each.city} {each.phone}", "store")
                for each in rows]  # fmt: skip

    panel = PickPanel(
        host, seat, title=_("Which one is the same as {name}?").format(name=row.name), name=_("Dealer"), find=found,
        sub=_("Everything of the other one comes over; the other one goes to the bin."), icon="users",
    )  # fmt: skip
    panel.picked.connect(picked)
    panel.open()


def ask(host: QWidget, seat: Seat, facts: Facts, kept: DealerRow, other: DealerRow, *, done: Any) -> None:
    """Show in what the two differ, and merge as chosen; `done(kept id)` is called after it."""
    desk = seat.desk

    def merge(values: dict[str, Any]) -> None:
        seat.save(
            lambda _progress: merging.merge(desk, kept.id, other.id, choices=values),
            said=lambda moved: ngettext(
                "{other} is one with {kept} now; {n} record came along",
                "{other} is one with {kept} now; {n} records came along", moved,
            ).format(other=other.name, kept=kept.name, n=moved),
            done=lambda _moved: done(kept.id),
        )  # fmt: skip

    def compared(found: list[Differing]) -> None:
        lines = [
            Difference(each.field, each.label, _said(each.field, each.suggested, facts),
                       _said(each.field, each.other, facts), True)
            for each in found if each.suggested != each.other
        ]  # fmt: skip
        if not lines:
            merge({})
            return
        dialog = ConflictDialog(
            host.window(), lines, title=_("Merge {other} into {kept}").format(other=other.name, kept=kept.name),
            who=other.name, mine=kept.name, theirs=other.name, drop=_("Don't merge"), save=_("Merge as chosen"),
            foot=_("Contacts, addresses, regions, calls and promises of both stay."),
        )  # fmt: skip
        theirs = {each.field: each.other for each in found}
        dialog.saved.connect(
            lambda choice: merge({key: theirs[key] for key, side in choice.items() if side == "theirs"})
        )
        dialog.open()

    seat.jobs.read(
        lambda _progress: merging.differences(desk, kept.id, other.id), done=compared, failed=seat.tell, owner=host
    )  # fmt: skip


def _said(field: str, value: Any, facts: Facts) -> str:
    if field == "salesman_id":
        return next((row.name for row in facts.staff if row.id == value), "")
    if field in ("mobile", "landline", "fax"):
        return shown_numbers(str(value or ""))
    if value is True:
        return _("yes")
    labels = {"status": words.status_label, "tier": words.tier_label, "source": words.source_label}
    return labels[field](value) if field in labels and value else str(value or "")
