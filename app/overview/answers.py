"""Answers of the command line as JSON documents, exactly as cli.md gives their keys."""

import argparse
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from app.china import regions
from app.office.desk import Desk
from app.overview import card as cards
from app.overview import search as searching
from app.people import service as staff
from app.people.rules import NewStaff
from app.store import trail
from app.store.errors import UserError
from app.words import _


def who(desk: Desk, number: str) -> dict[str, Any]:
    """The number strip. Unknown is None; complaints and leads are counted once they are kept here."""
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
        "open": {"promises": len(card.promises), "complaints": 0, "leads": 0},
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


def people(desk: Desk) -> dict[str, Any]:
    """The staff list, also of those who left."""
    return {
        "people": [
            {
                "id": row.id, "code": row.code, "name": row.name, "department": row.department, "title": row.title,
                "mobile": row.mobile, "extension": row.extension, "email": row.email, "role": row.role,
                "provinces": list(row.provinces), "active": row.active,
            }
            for row in staff.find(desk, left_too=True)
        ]
    }  # fmt: skip


def add_person(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """Put somebody on the staff list, with the provinces they answer for, in one write."""
    new = NewStaff(
        code=args.code or staff.next_code(desk), name=args.name, department=args.department, title=args.title,
        mobile=args.mobile, extension=args.extension, email=args.email, role=args.role or "receptionist",
    )  # fmt: skip
    with desk.store.write("staff.add") as session:
        staff_id = staff.add(desk, new)
        deputy = staff.named(session, args.deputy).id if args.deputy else None
        for told in args.province:
            province = regions.province_of(told)
            if province is None:
                raise UserError(_("{word} is no province.").format(word=told))
            staff.own_province(session, province, staff_id, deputy_id=deputy)
    return {"id": staff_id, "code": new.code, "name": new.name}


def set_password(desk: Desk, name: str, password: str) -> None:
    """Give the one called `name` a password."""
    with desk.store.read() as session:
        staff_id = staff.named(session, name).id
    staff.set_password(desk, staff_id, password)
