"""The words that set the office up: settings, days off and adjusted working days."""

import argparse
import json
from pathlib import Path
from typing import Any

from app.commands.answering import open_office, refuse, tell
from app.files import system_reason
from app.office import rest_days
from app.office.chosen import UNSET
from app.office.desk import Desk
from app.office.settings import declared
from app.overview import settling
from app.store.errors import UserError
from app.words import _


def settings(args: argparse.Namespace) -> int:
    """Read and change settings."""
    with open_office(args) as desk:
        if args.what == "set":
            if args.key is None or (args.value is None) is not args.default:
                return refuse(
                    args,
                    _("Give a key and a value: frontdesk settings set KEY VALUE, or KEY --default."),
                )
            setting = declared(args.key)
            settling.keep(desk, {setting: UNSET if args.default else _value(args)})
        if args.key is None:
            every = desk.settings.all()
            return tell(
                args, every, [f"{key} = {json.dumps(v, ensure_ascii=False)}" for key, v in every.items()]
            )
        value = desk.settings.get(declared(args.key))
    return tell(args, {"key": args.key, "value": value}, [json.dumps(value, ensure_ascii=False)])


def _value(args: argparse.Namespace) -> Any:
    """A value as typed: JSON where it is JSON of the kind that is kept there, else the text itself."""
    try:
        value = json.loads(args.value)
    except ValueError:
        return args.value
    # A company may be called 123, and an area code is 0371: what is kept as text is text however it looks.
    return args.value if isinstance(declared(args.key).default, str) and not isinstance(value, str) else value


def calendar(args: argparse.Namespace) -> int:
    """Show the special days of a year, or take an official table in."""
    with open_office(args) as desk:
        if args.what == "import":
            if args.target is None:
                return refuse(args, _("Which file? frontdesk calendar import FILE."))
            document = _taken(desk, Path(args.target), year=args.year, dry_run=args.dry_run)
            said = [*document["errors"], *document["warnings"]]
            told = _("{new} new, {changed} changed, {same} as before.").format(**document)
            tell(args, document, [*said, told])
            return 1 if document["errors"] else 0
        document = _year(desk, args.target or str(desk.today().year))
    lines = [f"{d['date']}\t{d['kind']}\t{d['name']}" for d in document["days"]]
    return tell(args, document, lines + ([document["warning"]] if document["warning"] else []))


def _year(desk: Desk, told: str) -> dict[str, Any]:
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


def _taken(desk: Desk, file: Path, *, year: int | None, dry_run: bool) -> dict[str, Any]:
    """Take an official table from `file`; nothing is written when it has errors or for a dry run."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = file.read_bytes().decode("gb18030", "replace")
    except OSError as problem:
        raise UserError(
            _("{file} can't be read: {reason}.").format(file=file, reason=system_reason(problem))
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
