"""The `frontdesk` command: everything that needs no eyes, and the way to the window.

cli.md's contract holds here: exit 0 done, 1 refused with one sentence, 2 wrong usage; with --json exactly one
document on standard output. Imports are late, so that `frontdesk call` is done in a blink.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from app import words
from app.roster import usage as roster_usage
from app.words import _

if TYPE_CHECKING:
    from app.office.desk import Desk

Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    words_given = sys.argv[1:] if arguments is None else arguments
    if words_given[:1] == ["--read-table"]:  # the frozen program as the process that reads a file
        from app.transfer.opening import child

        return child(words_given[1:])
    args = _parser().parse_args(arguments, argparse.Namespace(**DEFAULTS))
    if args.lang:
        words.use(args.lang)
    command: Command = args.command
    try:
        return command(args)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read us went away; nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as problem:
        from app.store.errors import UserError

        if not isinstance(problem, UserError):
            raise
        return _refuse(args, problem.sentence)


def _refuse(args: argparse.Namespace, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    if args.json:
        _print_json({"error": sentence})
    return 1


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False), flush=True)


def _tell(args: argparse.Namespace, document: dict[str, Any], lines: Iterable[str]) -> int:
    """Answer with the document or, for people, with lines."""
    if args.json:
        _print_json(document)
    else:
        for line in lines:
            print(line)
    return 0


def _open(args: argparse.Namespace) -> "Desk":
    from app.overview.opening import open_desk

    desk = open_desk(args.data, args.database, by=args.by)
    if not args.lang:
        from app.office import settings

        words.use(desk.settings.get(settings.LANGUAGE))
    for sentence in desk.settings.damaged():
        print(sentence, file=sys.stderr)
    return desk


# The window


def _window(args: argparse.Namespace) -> int:
    from ui.main import window

    return window(args.data, args.database, args.by, args.lang)


def _call(args: argparse.Namespace) -> int:
    from app.office.seat import deliver, folder_of

    if deliver(folder_of(args.data, args.database), {"number": args.number, "name": args.name or ""}):
        return _tell(args, {"delivered": True}, ())
    sentence = _("No window is open. Start FrontDesk, then the number appears there.")
    print(sentence, file=sys.stderr)
    if args.json:
        _print_json({"delivered": False, "error": sentence})
    return 1


def _demo(args: argparse.Namespace) -> int:
    from app.demo.opening import demo_office
    from app.overview import papers

    folder: Path = args.folder.absolute()
    said = _Progress()
    made = demo_office(folder, size=args.size, seed=args.seed, until=args.until, progress=said.rows)
    with made.desk as desk:
        if not args.lang:
            from app.office import settings

            words.use(desk.settings.get(settings.LANGUAGE))
        reports = folder / "reports"
        files = papers.write(desk, papers.MONTH, made.last_month, folder=reports).files
        screens = args.screens or (None if _has_screen() else folder / "screens")
        pictures: list[Path] = []
        if screens is not None:
            from ui.pictures import pictures as draw_pictures

            pictures = draw_pictures(desk, screens.absolute())
    document = {
        "data": str(folder),
        "rows": made.rows,
        "reports": [str(path) for path in files],
        "screens": [str(path) for path in pictures],
    }
    lines = [
        _("The demo office lies in {folder}.").format(folder=folder),
        *map(str, files),
        *map(str, pictures),
    ]
    _tell(args, document, lines)
    if args.no_window or not _has_screen():
        return 0
    args.data, args.database = folder, None
    return _window(args)


def _has_screen() -> bool:
    """Whether a window could be seen: a display is there and Qt is not told to draw elsewhere."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Progress:
    """Progress on standard error, one line that is written over, for people only."""

    def rows(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done} / {total}", end="" if done < total else "\n", file=sys.stderr, flush=True)


# Looking up


def _who(args: argparse.Namespace) -> int:
    from app.overview.answers import who

    with _open(args) as desk:
        document = who(desk, args.number)
    last = [f"{call['at']}  {call['category']}  {call['matter']}" for call in document["last_calls"]]
    place = " ".join(str(document[key]) for key in ("province", "city", "carrier") if document[key])
    people = [" ".join(filter(None, (each["company"], each["name"]))) for each in document["matches"]]
    owed = _("Promises owed: {count}").format(count=document["open"]["promises"])
    return _tell(args, document, [f"{document['number']}  {place or _('unknown')}", *people, owed, *last])


def _search(args: argparse.Namespace) -> int:
    from app.overview.answers import search

    with _open(args) as desk:
        document = search(desk, args.text, limit=args.limit)
    found = _("{total} found").format(total=document["total"])
    lines = [f"{hit['kind']}:{hit['id']}  {hit['title']}  {hit['detail']}" for hit in document["hits"]]
    return _tell(args, document, [found, *lines])


# Calls, exports, reports


def _calls_log(args: argparse.Namespace) -> int:
    from app.calls.lines import log_line
    from app.store.errors import UserError

    bad = 0
    with _open(args) as desk:
        for number, raw in enumerate(sys.stdin.buffer, 1):
            if not raw.strip():
                continue
            try:
                logged = log_line(desk, raw.decode("utf-8-sig"))
            except UnicodeDecodeError:
                bad += 1
                _print_json({"error": _("This line is not UTF-8 text."), "line": number})
            except UserError as problem:
                bad += 1
                _print_json({"error": problem.sentence, "line": number})
            else:
                complaint = {"complaint": logged.complaint_code} if logged.complaint_code else {}
                _print_json({"id": logged.id, "code": logged.code} | complaint)
    return 1 if bad else 0


def _import(args: argparse.Namespace) -> int:
    from app.overview.tables import table
    from app.transfer import importing, leftovers

    said = _Progress()
    with _open(args) as desk:
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
    _tell(args, plan.document(applied=applied), importing.told(plan, applied=applied))
    return 0 if plan.fit else 1


def _export(args: argparse.Namespace) -> int:
    from app.overview.tables import export

    with _open(args) as desk:
        rows = export(desk, args.kind, args.file.absolute(), where=args.where)
    document = {"kind": args.kind, "file": str(args.file.absolute()), "rows": rows}
    return _tell(args, document, [_("{rows} rows written to {file}.").format(rows=rows, file=args.file)])


def _report(args: argparse.Namespace) -> int:
    from app.overview import papers, record_papers

    with _open(args) as desk:
        if args.name == "list":
            known = [
                {"name": each.name, "title": _(each.title)}
                for each in (*papers.PAPERS, *record_papers.PAPERS)
            ]
            known.insert(0, {"name": papers.MONTH, "title": _("All papers of the month")})
            return _tell(args, {"reports": known}, [f"{each['name']:16}{each['title']}" for each in known])
        if record_papers.known(args.name):
            return _record_report(args, desk)
        if not args.month:
            return _refuse(args, _("Which month? Add --month 2026-10."))
        written = papers.write(
            desk,
            args.name,
            papers.parse_month(args.month),
            formats=[each.strip() for each in args.format.split(",")],
            folder=args.out.absolute() if args.out else None,
        )
    document = {
        "name": written.name,
        "month": f"{written.month:%Y-%m}",
        "files": [str(path) for path in written.files],
        "totals": written.totals,
    }
    return _tell(args, document, map(str, written.files))


def _roster(args: argparse.Namespace) -> int:
    from app.roster import commands

    with _open(args) as desk:
        document, lines = commands.run(desk, args)
    return _tell(args, document, lines)


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
    document = {
        "name": written.name,
        "month": f"{desk.today():%Y-%m}",
        "files": [str(path) for path in written.files],
        "totals": written.totals,
    }
    return _tell(args, document, map(str, written.files))


# The office


def _backup(args: argparse.Namespace) -> int:
    from app.overview.care import back_up

    with _open(args) as desk:
        document = back_up(desk, args.file.absolute() if args.file else None)
    lines = [_("Backed up and verified: {file}").format(file=document["file"])]
    if document["files"]:
        lines.append(
            _("Files of records beside it: {n}, in {folder}. Take both along.").format(
                n=document["files"] - document["files_missing"], folder=document["files_folder"]
            )
        )
    if document["files_missing"]:
        lines.append(_("Files of records that are missing: {n}").format(n=document["files_missing"]))
    return _tell(args, document, lines)


def _restore(args: argparse.Namespace) -> int:
    from app.overview.care import restore

    document = restore(args.data, args.database, args.file.absolute())
    lines = [_("Restored from {file}.").format(file=args.file)]
    if document["files_brought"]:
        lines.append(_("Files of records brought back: {n}").format(n=document["files_brought"]))
    if document["files_missing"]:
        lines.append(_("Files of records that are missing: {n}").format(n=document["files_missing"]))
    return _tell(args, document, lines)


def _check(args: argparse.Namespace) -> int:
    from app.overview.care import check

    document = check(args.data, args.database)
    lines = [*document["findings"], _("In order.") if document["ok"] else _("Not in order.")]
    _tell(args, document, lines)
    return 0 if document["ok"] else 1


def _migrate(args: argparse.Namespace) -> int:
    from app.overview.care import migrate

    document = migrate(args.data, args.database)
    return _tell(args, document, [_("The database is at revision {revision}.").format(**document)])


def _self_test(args: argparse.Namespace) -> int:
    from app.overview import self_test

    test = self_test.SelfTest()

    def draw(desk: "Desk", folder: Path) -> str:
        from ui.pictures import proof

        return proof(desk, folder, hopeless=hopeless)

    def hopeless(words: str) -> None:  # Qt ends the process after this
        test.lost("window", words)
        tell()

    def tell() -> None:
        document = {"ok": test.ok, "steps": [asdict(step) for step in test.steps]}
        held, failed = _("held"), _("did not hold")
        lines = [
            f"{step.name:8}{held if step.ok else failed}  {step.seconds:.1f} s  {step.detail}"
            for step in test.steps
        ]
        _tell(args, document, lines)

    self_test.run(draw, test=test)
    tell()
    return 0 if test.ok else 1


def _audit(args: argparse.Namespace) -> int:
    from app.overview.answers import audit

    with _open(args) as desk:
        for line in audit(desk, record=args.record, since=args.since):
            if args.json:
                _print_json(line)
            else:
                print(*(str(value) for value in line.values()), sep="\t")
    return 0


def _people(args: argparse.Namespace) -> int:
    from app.overview import answers

    with _open(args) as desk:
        if args.what == "list":
            document = answers.people(desk)
            return _tell(
                args, document, [f"{p['code']}\t{p['name']}\t{p['department']}" for p in document["people"]]
            )
        if args.what == "provinces":
            document = answers.provinces(desk)
            rows = [
                f"{p['province']}\t{p['owner'] or '-'}\t{p['deputy'] or ''}" for p in document["provinces"]
            ]
            return _tell(args, document, rows)
        if args.name is None:
            return _refuse(
                args, _("Whose? Give a name: frontdesk people {what} NAME.").format(what=args.what)
            )
        if args.what == "add":
            document = answers.add_person(desk, args)
            return _tell(args, document, [_("{code} {name} is on the staff list.").format(**document)])
        if args.what == "edit":
            document = answers.edit_person(desk, args)
            return _tell(args, document, [_("{code} {name} is changed.").format(**document)])
        if args.what == "leave":
            document = answers.leave_person(desk, args)
            return _tell(args, document, [_("{name} leaves on {to_on}.").format(**document)])
        answers.set_password(desk, args.name, _password())
        return _tell(args, {"name": args.name}, [_("The password of {name} is set.").format(name=args.name)])


def _password() -> str:
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(_("New password: "))
    return sys.stdin.readline().rstrip("\r\n")


def _settings(args: argparse.Namespace) -> int:
    from app.office.settings import declared

    with _open(args) as desk:
        if args.what == "set":
            if args.key is None or (args.value is None) is not args.default:
                return _refuse(
                    args,
                    _("Give a key and a value: frontdesk settings set KEY VALUE, or KEY --default."),
                )
            setting = declared(args.key)
            desk.settings.reset(setting) if args.default else desk.settings.set(setting, _value(args))
        if args.key is None:
            every = desk.settings.all()
            return _tell(
                args, every, [f"{key} = {json.dumps(v, ensure_ascii=False)}" for key, v in every.items()]
            )
        value = desk.settings.get(declared(args.key))
    return _tell(args, {"key": args.key, "value": value}, [json.dumps(value, ensure_ascii=False)])


def _value(args: argparse.Namespace) -> Any:
    """A value as typed: JSON where it is JSON of the kind that is kept there, else the text itself."""
    from app.office.settings import declared

    try:
        value = json.loads(args.value)
    except ValueError:
        return args.value
    # A company may be called 123, and an area code is 0371: what is kept as text is text however it looks.
    return args.value if isinstance(declared(args.key).default, str) and not isinstance(value, str) else value


def _calendar(args: argparse.Namespace) -> int:
    from app.overview.answers import calendar_year, import_calendar

    with _open(args) as desk:
        if args.what == "import":
            if args.target is None:
                return _refuse(args, _("Which file? frontdesk calendar import FILE."))
            document = import_calendar(desk, Path(args.target), year=args.year, dry_run=args.dry_run)
            said = [*document["errors"], *document["warnings"]]
            told = _("{new} new, {changed} changed, {same} as before.").format(**document)
            _tell(args, document, [*said, told])
            return 1 if document["errors"] else 0
        document = calendar_year(desk, args.target or str(desk.today().year))
    lines = [f"{d['date']}\t{d['kind']}\t{d['name']}" for d in document["days"]]
    return _tell(args, document, lines + ([document["warning"]] if document["warning"] else []))


# The parser

DEFAULTS: dict[str, Any] = {
    "data": None, "database": None, "by": None, "lang": None, "json": False, "command": _window,
}  # fmt: skip
"""Kept out of the parsers, so that an option may stand before or behind the command."""


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    place = common.add_mutually_exclusive_group()
    place.add_argument("--data", type=Path, metavar="DIR", help="office folder")
    place.add_argument("--database", metavar="URL", help="postgresql://… of a shared office")
    common.add_argument("--by", metavar="NAME", help="who does it: code or name")
    common.add_argument("--lang", choices=words.LANGUAGES)
    common.add_argument("--json", action="store_true", help="one JSON document on standard output")

    parser = _Parser(prog="frontdesk", description="前台通 FrontDesk", parents=[common])
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(command=command)
        return sub

    demo = add("demo", _demo, "a believable office to look at")
    demo.add_argument("folder", nargs="?", type=Path, default=Path("demo-office"), metavar="DIR")
    demo.add_argument("--size", choices=("small", "large"), default="small")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--until", type=_date, default=None, metavar="DATE")
    demo.add_argument("--no-window", action="store_true")
    demo.add_argument("--screens", type=Path, default=None, metavar="DIR")

    call = add("call", _call, "hand a ringing number to the open window")
    call.add_argument("number", metavar="NUMBER")
    call.add_argument("--name", default=None)
    add("who", _who, "who a number is").add_argument("number", metavar="NUMBER")
    search = add("search", _search, "find anything")
    search.add_argument("text", metavar="TEXT")
    search.add_argument("--limit", type=_positive, default=20)

    calls = add("calls", _calls_log, "log calls from standard input, one JSON object a line")
    calls.add_argument("what", choices=("log",))
    bring = add("import", _import, "bring in records from a workbook or a text table")
    bring.add_argument("kind", metavar="KIND")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    bring.add_argument(
        "--map", type=Path, default=None, metavar="FILE", help="JSON: {heading: field or null}"
    )
    bring.add_argument("--duplicates", choices=("skip", "new", "update"), default="skip")
    bring.add_argument(
        "--errors", type=Path, default=None, metavar="FILE", help="rows not taken, as .xlsx to mend"
    )
    export = add("export", _export, "write records to .xlsx or .csv")
    export.add_argument("kind", metavar="KIND")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")
    report = add("report", _report, "make the papers of a month; `report list` names them")
    report.add_argument("name", metavar="NAME")
    report.add_argument("--month", default=None, metavar="YYYY-MM")
    report.add_argument("--dealer", action="append", default=[], metavar="CODE", help="code or unique name")
    report.add_argument(
        "--labels", default="3x8", metavar="SHEET", help="stickers on a sheet: 3x8, 2x7, 2x8, 3x7"
    )
    report.add_argument(
        "--skip", type=int, default=0, metavar="N", help="stickers already used of the first sheet"
    )
    report.add_argument("--format", default="pdf,xlsx")
    report.add_argument("--out", type=Path, default=None, metavar="DIR")

    roster_usage.add_arguments(add("roster", _roster, "who cleans when: make, show, swap, done …"))

    add("backup", _backup, "a verified copy of the database").add_argument("file", nargs="?", type=Path)
    add("restore", _restore, "put a backup in the office's place").add_argument("file", type=Path)
    add("check", _check, "look for damage")
    add("migrate", _migrate, "bring an older database up to date")
    add("self-test", _self_test, "what the installed program proves about itself")
    audit = add("audit", _audit, "who changed what")
    audit.add_argument("--record", default=None, metavar="KIND:ID")
    audit.add_argument("--since", type=_date, default=None, metavar="DATE")
    people = add("people", _people, "the staff list")
    people.add_argument("what", choices=("add", "edit", "leave", "list", "password", "provinces"))
    people.add_argument("name", nargs="?", help="code or unique name")
    for key in ("code", "department", "title", "mobile", "extension", "email", "wechat", "role"):
        people.add_argument(f"--{key}", default=None)
    people.add_argument("--rename", default=None, metavar="NAME", help="edit: the new name")
    people.add_argument("--superior", default=None, metavar="NAME")
    people.add_argument("--resident", choices=("yes", "no"), default=None, help="sits in the office")
    people.add_argument("--joined", type=_date, default=None, metavar="DATE")
    people.add_argument("--on", type=_date, default=None, metavar="DATE", help="leave: the last day (today)")
    people.add_argument("--heir", default=None, metavar="NAME", help="leave: who takes over the provinces")
    people.add_argument(
        "--province", action="append", default=[], help="is responsible for it; may be repeated"
    )
    people.add_argument("--deputy", default=None, metavar="NAME", help="who stands in for these provinces")
    settings = add("settings", _settings, "read and change settings")
    settings.add_argument("what", choices=("get", "set"))
    settings.add_argument("key", nargs="?")
    settings.add_argument("value", nargs="?", help="JSON, or text as it is")
    settings.add_argument("--default", action="store_true", help="set: what it was before anybody set it")
    calendar = add("calendar", _calendar, "days off and adjusted working days")
    calendar.add_argument("what", choices=("show", "import"))
    calendar.add_argument("target", nargs="?", metavar="YEAR|FILE")
    calendar.add_argument("--year", type=int, default=None, help="import: meant where the file says no year")
    calendar.add_argument("--dry-run", action="store_true")
    return parser


class _Parser(argparse.ArgumentParser):
    """Wrong usage is exit 2, with the sentence on standard output too when JSON was asked for."""

    def error(self, message: str) -> NoReturn:
        if "--json" in sys.argv:
            _print_json({"error": message})
        super().error(message)


def _date(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())
