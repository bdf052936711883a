"""Answers of the command line as JSON documents, exactly as cli.md gives their keys."""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from app.office import privacy
from app.office.desk import Desk
from app.overview import card as cards
from app.overview import search as searching
from app.store import trail
from app.store.errors import UserError
from app.words import _


def who(desk: Desk, number: str) -> dict[str, Any]:
    """The number strip. Unknown is None; leads are counted once they are kept here."""
    card = cards.card(desk, number)
    return {
        "number": card.number,
        "kind": card.kind,
        "extension": card.extension,
        "province": card.province,
        "city": card.city,
        "carrier": card.carrier,
        "matches": [
            {"kind": match.kind, "id": match.id, "name": match.name, "company": match.company}
            for match in card.matches
        ],
        "open": {"promises": len(card.promises), "complaints": len(card.complaints), "leads": 0},
        "last_calls": [
            {
                "at": call.started_at.isoformat(timespec="seconds"),
                "category": call.category,
                "matter": call.matter,
            }
            for call in card.last_calls
        ],
    }


def search(desk: Desk, text: str, *, limit: int) -> dict[str, Any]:
    """Hits over everything and how long it took."""
    began = time.perf_counter()
    found = searching.search(desk, text, limit=limit)
    return {
        "query": text,
        "total": found.total,
        "seconds": round(time.perf_counter() - began, 4),
        "hits": [{"kind": h.kind, "id": h.id, "title": h.title, "detail": h.detail} for h in found.hits],
    }


def exports(desk: Desk, *, since: date | None) -> Iterator[dict[str, Any]]:
    """What was exported and whose hidden numbers were shown, the newest first (R64)."""
    for each in privacy.log(desk, since=since):
        yield {
            "at": each.at.isoformat(timespec="seconds"), "by": each.by, "what": each.what, "kind": each.kind,
            "id": each.record_id, "rows": each.rows, "masked": each.masked, "file": each.file,
        }  # fmt: skip


def audit(desk: Desk, *, record: str | None, since: date | None) -> Iterator[dict[str, Any]]:
    """The audit trail, a line for each field; of one record KIND:ID or since a day when given."""
    kind, number = None, None
    if record is not None:
        kind, _colon, digits = record.partition(":")
        if not digits.isdecimal():
            raise UserError(_("{record} names no record. Write it as call:12.").format(record=record))
        number = int(digits)
    start = desk.day_bounds(since)[0] if since is not None else None
    with desk.store.read() as session:
        for entry in trail.entries(session, kind=kind, id=number, since=start):
            yield {
                "at": desk.local(entry.at).isoformat(timespec="seconds"), "by": entry.by, "label": entry.label,
                "kind": entry.kind, "id": entry.id, "field": entry.field, "old": entry.old, "new": entry.new,
            }  # fmt: skip
