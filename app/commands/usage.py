"""What may stand behind each word of the command line. Reads little: help and wrong usage are told from here alone."""

import argparse
from datetime import date
from pathlib import Path


def demo(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `demo`."""
    parser.add_argument("folder", nargs="?", type=Path, default=None, metavar="DIR")
    parser.add_argument("--size", choices=("small", "large"), default="small")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=_day, default=None, metavar="DATE")
    parser.add_argument("--no-window", action="store_true")
    parser.add_argument("--screens", type=Path, default=None, metavar="DIR")


def call(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `call`."""
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("--name", default=None)


def who(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `who`."""
    parser.add_argument("number", metavar="NUMBER")


def search(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `search`."""
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--limit", type=_positive, default=20)


def calls(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `calls`."""
    parser.add_argument("what", choices=("log",))


def import_(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `import`."""
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    parser.add_argument(
        "--map", type=Path, default=None, metavar="FILE", help="JSON: {heading: field or null}"
    )
    parser.add_argument("--duplicates", choices=("skip", "new", "update"), default="skip")
    parser.add_argument(
        "--errors", type=Path, default=None, metavar="FILE", help="rows not taken, as .xlsx to mend"
    )


def export(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `export`."""
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")


def report(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `report`."""
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--month", default=None, metavar="YYYY-MM")
    parser.add_argument("--dealer", action="append", default=[], metavar="CODE", help="code or unique name")
    parser.add_argument(
        "--labels", default="3x8", metavar="SHEET", help="stickers on a sheet: 3x8, 2x7, 2x8, 3x7"
    )
    parser.add_argument(
        "--skip", type=int, default=0, metavar="N", help="stickers already used of the first sheet"
    )
    parser.add_argument("--format", default="pdf,xlsx")
    parser.add_argument("--out", type=Path, default=None, metavar="DIR")


def roster(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `roster`."""
    from app.roster import usage

    usage.add_arguments(parser)


def backup(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `backup`."""
    parser.add_argument("file", nargs="?", type=Path)


def restore(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `restore`."""
    parser.add_argument("file", type=Path)


def audit(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `audit`."""
    parser.add_argument("--record", default=None, metavar="KIND:ID")
    parser.add_argument("--since", type=_day, default=None, metavar="DATE")
    parser.add_argument(
        "--exports", action="store_true", help="what was exported, whose hidden numbers were shown"
    )


def people(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `people`."""
    parser.add_argument("what", choices=("add", "edit", "leave", "list", "password", "provinces"))
    parser.add_argument("name", nargs="?", help="code or unique name")
    for key in ("code", "department", "title", "mobile", "extension", "email", "wechat", "role"):
        parser.add_argument(f"--{key}", default=None)
    parser.add_argument("--rename", default=None, metavar="NAME", help="edit: the new name")
    parser.add_argument("--superior", default=None, metavar="NAME")
    parser.add_argument("--resident", choices=("yes", "no"), default=None, help="sits in the office")
    parser.add_argument("--joined", type=_day, default=None, metavar="DATE")
    parser.add_argument("--on", type=_day, default=None, metavar="DATE", help="leave: the last day (today)")
    parser.add_argument("--heir", default=None, metavar="NAME", help="leave: who takes over the provinces")
    parser.add_argument(
        "--province", action="append", default=[], help="is responsible for it; may be repeated"
    )
    parser.add_argument("--deputy", default=None, metavar="NAME", help="who stands in for these provinces")


def settings(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `settings`."""
    parser.add_argument("what", choices=("get", "set"))
    parser.add_argument("key", nargs="?")
    parser.add_argument("value", nargs="?", help="JSON, or text as it is")
    parser.add_argument("--default", action="store_true", help="set: what it was before anybody set it")


def calendar(parser: argparse.ArgumentParser) -> None:
    """What may stand behind `calendar`."""
    parser.add_argument("what", choices=("show", "import"))
    parser.add_argument("target", nargs="?", metavar="YEAR|FILE")
    parser.add_argument("--year", type=int, default=None, help="import: meant where the file says no year")
    parser.add_argument("--dry-run", action="store_true")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it like 2026-10-16") from None


def _positive(text: str) -> int:
    """A whole number above zero. ValueError."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number
