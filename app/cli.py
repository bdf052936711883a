"""The `frontdesk` command: everything that needs no eyes, and the way to the window.

cli.md's contract holds here: exit 0 done, 1 refused with one sentence, 2 wrong usage; with --json exactly one
document on standard output. A word's room in app/commands is read when it was typed: `frontdesk call` is done in a
blink.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, NoReturn

from app import words
from app.commands import usage
from app.commands.answering import print_json, refuse
from app.late import named

Run = Callable[[argparse.Namespace], int]
ROOM = "app.commands."
WORDS = {
    "demo": ("window:demo", "a believable office to look at"),
    "call": ("window:call", "hand a ringing number to the open window"),
    "who": ("looking:who", "who a number is"),
    "search": ("looking:search", "find anything"),
    "calls": ("records:calls", "log calls from standard input, one JSON object a line"),
    "import": ("records:import_", "bring in records from a workbook or a text table"),
    "export": ("records:export", "write records to .xlsx or .csv"),
    "report": ("papers:report", "make the papers of a month; `report list` names them"),
    "roster": ("papers:roster", "who cleans when: make, show, swap, done …"),
    "backup": ("care:backup", "a verified copy of the database"),
    "restore": ("care:restore", "put a backup in the office's place"),
    "check": ("care:check", "look for damage"),
    "migrate": ("care:migrate", "bring an older database up to date"),
    "self-test": ("care:self_test", "what the installed program proves about itself"),
    "audit": ("looking:audit", "who changed what"),
    "people": ("people:people", "the staff list"),
    "settings": ("choices:settings", "read and change settings"),
    "calendar": ("choices:calendar", "days off and adjusted working days"),
}
"""Each word with the function in app.commands that does it, and what it is for. The function of the same name in
usage.py tells what may stand behind it; where there is none, nothing may.
"""
DEFAULTS: dict[str, Any] = {
    "data": None, "database": None, "by": None, "lang": None, "json": False, "command": "window:window",
}  # fmt: skip
"""Kept out of the parsers, so that an option may stand before or behind the command."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.set_threshold(200_000)  # libraries are read and a question answered: there is next to no garbage
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    words_given = sys.argv[1:] if arguments is None else arguments
    if words_given[:1] == ["--read-table"]:  # the frozen program as the process that reads a file
        from app.transfer.opening import child

        return child(words_given[1:])
    args = _parsed(words_given)
    if args.lang:
        words.use(args.lang)
    try:
        run: Run = named(ROOM + args.command)
        return run(args)
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
        return refuse(args, problem.sentence)
    finally:
        if arguments is None and "PySide6" not in sys.modules:
            gc.freeze()  # the process ends: Python would look through all it holds, for a fifth of its whole time


def _parsed(given: Sequence[str]) -> argparse.Namespace:
    """What was typed. A parser of the words typed is enough when they fit; else the whole one says what is wrong."""
    if not {"-h", "--help"} & set(given):
        try:
            return _parser([word for word in WORDS if word in given], _Quiet).parse_args(
                given, argparse.Namespace(**DEFAULTS)
            )
        except _Misfit:
            pass
    return _parser(WORDS, _Parser).parse_args(given, argparse.Namespace(**DEFAULTS))


def _parser(typed: Collection[str], kind: type[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    common = kind(add_help=False, argument_default=argparse.SUPPRESS)
    place = common.add_mutually_exclusive_group()
    place.add_argument("--data", type=Path, metavar="DIR", help="office folder")
    place.add_argument("--database", metavar="URL", help="postgresql://… of a shared office")
    common.add_argument("--by", metavar="NAME", help="who does it: code or name")
    common.add_argument("--lang", choices=words.LANGUAGES)
    common.add_argument("--json", action="store_true", help="one JSON document on standard output")

    parser = kind(prog="frontdesk", description="前台通 FrontDesk", parents=[common])
    if not typed:
        return parser
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=kind)
    for word in typed:
        where, text = WORDS[word]
        sub = commands.add_parser(word, help=text, description=text, parents=[common])
        sub.set_defaults(command=where)
        arguments: Callable[[argparse.ArgumentParser], None] | None = getattr(
            usage, where.partition(":")[2], None
        )
        if arguments is not None:
            arguments(sub)
    return parser


class _Parser(argparse.ArgumentParser):
    """Wrong usage is exit 2, with the sentence on standard output too when JSON was asked for."""

    def error(self, message: str) -> NoReturn:
        if "--json" in sys.argv:
            print_json({"error": message})
        super().error(message)


class _Misfit(Exception):  # noqa: N818 - the whole parser tells it
    """What was typed does not fit."""


class _Quiet(argparse.ArgumentParser):
    """Says nothing of what does not fit."""

    def error(self, message: str) -> NoReturn:
        raise _Misfit(message)


if __name__ == "__main__":
    sys.exit(main())
