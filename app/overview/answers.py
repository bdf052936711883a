"""Answers of the command line as JSON documents, exactly as cli.md gives their keys."""

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.china import regions
from app.office import rest_days
from app.office.desk import Desk
from app.overview import card as cards
from app.overview import search as searching
from app.people import editing, territory
from app.people import service as staff
from app.people.rules import NewStaff
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
                "provinces": list(row.provinces), "active": row.active, "resident": row.resident,
                "to_on": row.to_on.isoformat() if row.to_on else None,
            }
            for row in staff.find(desk, left_too=True)
        ]
    }  # fmt: skip


def add_person(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """Put somebody on the staff list, with the provinces they answer for, in one write."""
    typed = _typed(desk, args)
    typed.setdefault("code", staff.next_code(desk))
    new = NewStaff(name=args.name, **typed)
    with desk.store.write("staff.add") as session:
        staff_id = staff.add(desk, new)
        _own(session, args, staff_id)
    return {"id": staff_id, "code": new.code, "name": new.name}


def edit_person(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """Change what is given of the one called `args.name`; everything else stays."""
    staff_id = _whose(desk, args.name)
    with desk.store.write("staff.change") as session:
        known = editing.card(desk, staff_id)
        new = replace(known.fields, **_typed(desk, args))
        editing.change(desk, staff_id, new, row_version=known.row_version)
        _own(session, args, staff_id)
    return {"id": staff_id, "code": new.code, "name": new.name}


def leave_person(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """The one called `args.name` leaves on `args.on` (default today); the provinces go to `args.heir`."""
    staff_id = _whose(desk, args.name)
    heir = _whose(desk, args.heir) if args.heir else None
    on = args.on or desk.today()
    handed = editing.leave(desk, staff_id, on, heir_id=heir)
    return {"id": staff_id, "name": args.name, "to_on": on.isoformat(), "provinces": handed}


def provinces(desk: Desk) -> dict[str, Any]:
    """All provinces with who answers for each, and who stands in."""
    return {
        "provinces": [
            {"province": row.province, "owner": row.owner or None, "deputy": row.deputy or None,
             "since": row.since.isoformat() if row.since else None, "warning": row.warning or None}
            for row in territory.table(desk)
        ]
    }  # fmt: skip


def _typed(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """The fields that were given on the command line."""
    names = ("code", "department", "title", "mobile", "extension", "email", "wechat", "role")
    typed: dict[str, Any] = {name: value for name in names if (value := getattr(args, name)) is not None}
    if args.rename is not None:
        typed["name"] = args.rename
    if args.resident is not None:
        typed["resident"] = args.resident == "yes"
    if args.superior is not None:
        typed["superior_id"] = _whose(desk, args.superior) if args.superior else None
    if args.joined is not None:
        typed["from_on"] = args.joined
    return typed


def _whose(desk: Desk, name: str) -> int:
    with desk.store.read() as session:
        return staff.named(session, name).id


def _own(session: Session, args: argparse.Namespace, staff_id: int) -> None:
    deputy = staff.named(session, args.deputy).id if args.deputy else None
    for told in args.province:
        province = regions.province_of(told)
        if province is None:
            raise UserError(_("{word} is no province.").format(word=told))
        staff.own_province(session, province, staff_id, deputy_id=deputy)


def set_password(desk: Desk, name: str, password: str) -> None:
    """Give the one called `name` a password."""
    with desk.store.read() as session:
        staff_id = staff.named(session, name).id
    staff.set_password(desk, staff_id, password)


def calendar_year(desk: Desk, told: str) -> dict[str, Any]:
    """The special days of a year, and a warning when its notice is not there."""
    if not told.isdecimal() or not 1990 <= int(told) <= 2100:
        raise UserError(_("{text} is no year. Write it as 2026.").format(text=told))
    year = int(told)
    days = [
        {"date": row.date.isoformat(), "kind": "rest" if row.off else "makeup", "name": row.name,
         "source": row.source}
        for row in rest_days.year(desk, year)
    ]  # fmt: skip
    published = desk.calendar.published(year)
    return {"year": year, "published": published, "days": days,
            "warning": None if published else rest_days.not_published(year)}  # fmt: skip


def import_calendar(desk: Desk, file: Path, *, year: int | None, dry_run: bool) -> dict[str, Any]:
    """Take an official table from `file`; nothing is written when it has errors or for a dry run."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = file.read_bytes().decode("gb18030", "replace")
    except OSError as problem:
        raise UserError(
            _("{file} can't be read: {reason}.").format(file=file, reason=problem.strerror or problem)
        ) from problem
    seen = rest_days.preview(desk, text, which=year)
    applied = not seen.notice.problems and not dry_run
    if applied:
        rest_days.take(desk, seen)
    return {
        "file": str(file), "years": list(seen.notice.years), "days": len(seen.notice.days), "new": seen.new,
        "changed": len(seen.changes) - seen.new, "same": seen.same,
        "clashes": [each.date.isoformat() for each in seen.clashes],
        "warnings": list(seen.notice.warnings), "errors": list(seen.notice.problems), "applied": applied,
    }  # fmt: skip
