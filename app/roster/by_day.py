"""Everything of one day saved in one write: people, locks, ticks and scores as they stand in the day's form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.office.desk import Desk
from app.roster import pool as pools
from app.roster import service
from app.roster.model import Turn
from app.roster.rules import score_problem
from app.store.errors import UserError
from app.store.store import claim
from app.words import _


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a turn is to stand: `state` is one of service.STATES."""

    id: int
    row_version: int
    staff_id: int | None
    locked: bool
    state: str
    score: int | None
    remark: str = ""


def save_day(desk: Desk, wanted: Sequence[Wanted]) -> None:
    """Bring the turns of one day to what is `wanted`. UserError for the first that can't be; nothing is written then.

    People may change places within the day. Conflict when a turn has moved on meanwhile.
    """
    people = [each.staff_id for each in wanted if each.staff_id is not None]
    if len(set(people)) < len(people):
        raise UserError(_("Somebody stands in two places of the day. Choose different people."))
    with desk.store.write("roster.day") as session:
        pool = pools.load(session)
        rows = [claim(session, Turn, each.id, row_version=each.row_version) for each in wanted]
        before = {row.staff_id for row in rows}
        leaving = {person for person in before if person is not None}
        for row, each in zip(rows, wanted, strict=True):
            if each.staff_id not in before:
                service.may(session, pool, row, each.staff_id, by_hand=True, leaving=leaving)
        for row, each in zip(rows, wanted, strict=True):
            _bring(desk, row, each, inside=each.staff_id in before)


def _bring(desk: Desk, row: Turn, each: Wanted, *, inside: bool) -> None:
    if wrong := score_problem(each.score):
        raise UserError(wrong)
    state = "done" if each.score is not None and each.state == "open" else each.state
    if state != "open":
        _must_have_come(desk, row.on)
        if each.staff_id is None:
            raise UserError(_("Nobody is on duty in this place. Choose somebody first."))
    if row.staff_id != each.staff_id:
        row.staff_id = each.staff_id
        if not inside:
            row.how, row.swapped_from_id = "made" if each.staff_id is None else "hand", None
    if each.locked and each.staff_id is None:
        raise UserError(_("An unfilled place can't be locked: nobody would ever be put there."))
    row.locked, row.done, row.missed = each.locked, state == "done", state == "missed"
    if row.score != each.score:
        row.score = each.score
        row.checker_id = None if each.score is None else desk.person.id
    row.remark = each.remark.strip() or None


def _must_have_come(desk: Desk, on: date) -> None:
    if on > desk.today():
        raise UserError(_("{day} is still to come. It can be ticked on the day.").format(day=service.say(on)))
