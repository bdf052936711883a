"""The words that bring records in and out: calls line by line, tables both ways."""

import argparse
import sys

from app.commands.answering import Progress, open_office, print_json, tell
from app.words import _


def calls(args: argparse.Namespace) -> int:
    """Log calls from standard input; an answer a line, 1 when one was refused."""
    from app.calls.lines import log_line
    from app.store.errors import UserError

    bad = 0
    with open_office(args) as desk:
        for number, raw in enumerate(sys.stdin.buffer, 1):
            if not raw.strip():
                continue
            try:
                logged = log_line(desk, raw.decode("utf-8-sig"))
            except UnicodeDecodeError:
                bad += 1
                print_json({"error": _("This line is not UTF-8 text."), "line": number})
            except UserError as problem:
                bad += 1
                print_json({"error": problem.sentence, "line": number})
            else:
                complaint = {"complaint": logged.complaint_code} if logged.complaint_code else {}
                print_json({"id": logged.id, "code": logged.code} | complaint)
    return 1 if bad else 0


def import_(args: argparse.Namespace) -> int:
    """Bring a table in, all of it or nothing; or say what would happen."""
    from app.overview.tables import table
    from app.transfer import importing, leftovers

    said = Progress()
    with open_office(args) as desk:
        kind = table(args.kind)
        opened = importing.opened(desk, kind, args.file.absolute())
        if args.map is not None:
            opened = importing.with_map(desk, opened, importing.map_file(args.map.absolute()))
        if args.dry_run:
            plan = importing.preview(desk, opened, duplicates=args.duplicates, progress=said.rows)
        else:
            try:
                plan = importing.apply(desk, opened, duplicates=args.duplicates, progress=said.rows).plan
            except importing.Unfit as unfit:
                plan = unfit.plan
        if args.errors is not None and (plan.count("error") or plan.count("duplicate")):
            leftovers.write(args.errors.absolute(), plan, opened.grid)
    applied = plan.fit and not args.dry_run
    if not plan.fit:
        print(importing.refusal(plan), file=sys.stderr)
    tell(args, plan.document(applied=applied), importing.told(plan, applied=applied))
    return 0 if plan.fit else 1


def export(args: argparse.Namespace) -> int:
    """Write records to a workbook or a text table."""
    from app.overview import tables

    with open_office(args) as desk:
        rows = tables.export(desk, args.kind, args.file.absolute(), where=args.where)
    document = {"kind": args.kind, "file": str(args.file.absolute()), "rows": rows}
    return tell(args, document, [_("{rows} rows written to {file}.").format(rows=rows, file=args.file)])
