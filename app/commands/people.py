"""The word `people`: the staff list, who answers for which province, passwords."""

import argparse
import sys
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.china import regions
from app.commands.answering import open_office, refuse, tell
from app.office.desk import Desk
from app.people import editing, territory
from app.people import service as staff
from app.people.rules import NewStaff
from app.store.errors import UserError
from app.words import _


def people(args: argparse.Namespace) -> int:
    """List, add, change, let go, give a password."""
    with open_office(args) as desk:
        if args.what == "list":
            document = _everybody(desk)
            return tell(
                args, document, [f"{p['code']}\t{p['name']}\t{p['department']}" for p in document["people"]]
            )
        if args.what == "provinces":
            document = _provinces(desk)
            rows = [
                f"{p['province']}\t{p['owner'] or '-'}\t{p['deputy'] or ''}" for p in document["provinces"]
            ]
            return tell(args, document, rows)
        if args.name is None:
            return refuse(args, _("Whose? Give a name: frontdesk people {what} NAME.").format(what=args.what))
        if args.what == "add":
            document = _add(desk, args)
            return tell(args, document, [_("{code} {name} is on the staff list.").format(**document)])
        if args.what == "edit":
            document = _edit(desk, args)
            return tell(args, document, [_("{code} {name} is changed.").format(**document)])
        if args.what == "leave":
            document = _leave(desk, args)
            return tell(args, document, [_("{name} leaves on {to_on}.").format(**document)])
        _give_password(desk, args.name, _password())
        return tell(args, {"name": args.name}, [_("The password of {name} is set.").format(name=args.name)])


def _password() -> str:
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(_("New password: "))
    return sys.stdin.readline().rstrip("\r\n")


def _everybody(desk: Desk) -> dict[str, Any]:
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


def _add(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """Put somebody on the staff list, with the provinces they answer for, in one write."""
    typed = _typed(desk, args)
    typed.setdefault("code", staff.next_code(desk))
    new = NewStaff(name=args.name, **typed)
    with desk.store.write("staff.add") as session:
        staff_id = staff.add(desk, new)
        _own(session, args, staff_id)
    return {"id": staff_id, "code": new.code, "name": new.name}


def _edit(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """Change what is given of the one called `args.name`; everything else stays."""
    staff_id = _whose(desk, args.name)
    with desk.store.write("staff.change") as session:
        known = editing.card(desk, staff_id)
        new = replace(known.fields, **_typed(desk, args))
        editing.change(desk, staff_id, new, row_version=known.row_version)
        _own(session, args, staff_id)
    return {"id": staff_id, "code": new.code, "name": new.name}


def _leave(desk: Desk, args: argparse.Namespace) -> dict[str, Any]:
    """The one called `args.name` leaves on `args.on` (default today); the provinces go to `args.heir`."""
    staff_id = _whose(desk, args.name)
    heir = _whose(desk, args.heir) if args.heir else None
    on = args.on or desk.today()
    handed = editing.leave(desk, staff_id, on, heir_id=heir)
    return {"id": staff_id, "name": args.name, "to_on": on.isoformat(), "provinces": handed}


def _provinces(desk: Desk) -> dict[str, Any]:
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


def _give_password(desk: Desk, name: str, password: str) -> None:
    """Give the one called `name` a password."""
    with desk.store.read() as session:
        staff_id = staff.named(session, name).id
    staff.set_password(desk, staff_id, password)
