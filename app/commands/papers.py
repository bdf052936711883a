"""The words that make papers: of a month, of records, and the roster."""

import argparse
from typing import TYPE_CHECKING

from app.commands.answering import open_office, refuse, tell
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.office.desk import Desk
    from app.overview import papers, record_papers


def report(args: argparse.Namespace) -> int:
    """Write a paper, or list which there are."""
    from app.office import periods
    from app.overview import papers, record_papers

    with open_office(args) as desk:
        if args.name == "list":
            known = [
                {"name": each.name, "title": _(each.title)}
                for each in (*papers.PAPERS, *record_papers.PAPERS)
            ]
            known.insert(0, {"name": papers.MONTH, "title": _("All papers of the month")})
            wide = max(len(each["name"]) for each in known)
            lines = [f"{each['name']:{wide}}  {each['title']}" for each in known]
            return tell(args, {"reports": known}, lines)
        if record_papers.known(args.name):
            return _record_report(args, desk)
        if not args.month:
            return refuse(args, _("Which month? Add --month 2026-10."))
        written = papers.write(
            desk,
            args.name,
            periods.month_of(args.month),
            formats=[each.strip() for each in args.format.split(",")],
            folder=args.out.absolute() if args.out else None,
        )
    return _told(args, written, written.month)


def _record_report(args: argparse.Namespace, desk: "Desk") -> int:
    """A paper of records, not of a month."""
    from app.overview import record_papers

    asked = record_papers.asked_for(desk, args.dealer, layout=args.labels, skip=args.skip)
    written = record_papers.write(
        desk,
        args.name,
        asked,
        formats=[each.strip() for each in args.format.split(",")],
        folder=args.out.absolute() if args.out else None,
    )
    return _told(args, written, desk.today())


def _told(args: argparse.Namespace, written: "papers.Written | record_papers.Written", month: "date") -> int:
    """What was written: its files line by line, or all of it as JSON."""
    document = {
        "name": written.name,
        "month": f"{month:%Y-%m}",
        "files": [str(path) for path in written.files],
        "totals": written.totals,
    }
    return tell(args, document, map(str, written.files))


def roster(args: argparse.Namespace) -> int:
    """Who cleans when."""
    from app.roster import commands

    with open_office(args) as desk:
        document, lines = commands.run(desk, args)
    return tell(args, document, lines)
