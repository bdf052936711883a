"""One search over everything: characters, pinyin, initials and numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from app.calls import finding
from app.calls import service as calls
from app.china import phones
from app.complaints import finding as complaint_finding
from app.complaints import service as complaints
from app.dealers import finding as dealers
from app.dealers.completing import KIND as DEALER
from app.dealers.family import CONTACT
from app.directory import service as directory
from app.office import privacy
from app.office.desk import Desk
from app.people import service as people
from app.products import service as products

Titles = dict[int, tuple[str, str]]
KINDS = (
    DEALER,
    CONTACT,
    people.KIND,
    calls.CALLER,
    products.KIND,
    calls.PROMISE,
    complaints.KIND,
    calls.KIND,
)
"""In the order in which hits are shown: people before what they said."""
PARTIES = (DEALER, CONTACT, people.KIND, calls.CALLER)
"""Kinds that can be at the other end of a telephone."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found."""

    kind: str
    id: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits, and how many there are of each kind."""

    total: int
    totals: dict[str, int]
    hits: tuple[Hit, ...]


def search(desk: Desk, text: str, *, limit: int = 20, kinds: Sequence[str] = KINDS) -> Hits:
    """The best `limit` records that `text` leads to, kind by kind; every kind gets its share of the room."""
    with desk.store.read() as session:
        titles = _titles(session, desk)
        seen = phones.masked_in if privacy.masks(desk) else str
        found = directory.find_each(session, kinds, text, limit=limit)
        filled = [kind for kind in kinds if found[kind].ids]
        hits: list[Hit] = []
        for place, kind in enumerate(filled):
            room = max((limit - len(hits)) // (len(filled) - place), 0)
            ids = found[kind].ids[:room]
            known = titles[kind](ids)
            hits += [Hit(kind, i, *map(seen, known[i])) for i in ids if i in known]
    totals = {kind: found[kind].total for kind in kinds}
    return Hits(sum(totals.values()), totals, tuple(hits))


def _titles(session: Session, desk: Desk) -> dict[str, Callable[[Sequence[int]], Titles]]:
    return {
        DEALER: partial(dealers.titles, session),
        CONTACT: partial(dealers.contact_titles, session),
        people.KIND: partial(people.titles, session),
        products.KIND: partial(products.titles, session),
        calls.CALLER: partial(finding.caller_titles, session),
        calls.PROMISE: partial(finding.promise_titles, session, desk),
        complaints.KIND: partial(complaint_finding.titles, session, desk),
        calls.KIND: partial(finding.titles, session, desk),
    }
