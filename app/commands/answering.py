"""How every command answers: one document or lines, a refusal in one sentence, progress; and the office it opens."""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app import words

if TYPE_CHECKING:
    from app.office.desk import Desk


def open_office(args: argparse.Namespace) -> "Desk":
    """The office that was named, in its language unless another one was asked for. UserError."""
    from app.overview.opening import open_desk

    desk = open_desk(args.data, args.database, by=args.by)
    if not args.lang:
        from app.office import settings

        words.use(desk.settings.get(settings.LANGUAGE))
    for sentence in desk.settings.damaged():
        print(sentence, file=sys.stderr)
    return desk


def tell(args: argparse.Namespace, document: dict[str, Any], lines: Iterable[str]) -> int:
    """Answer with the document or, for people, with lines."""
    if args.json:
        print_json(document)
    else:
        for line in lines:
            print(line)
    return 0


def refuse(args: argparse.Namespace, sentence: str) -> int:
    """Say in one sentence why not; the exit code."""
    print(sentence, file=sys.stderr)
    if args.json:
        print_json({"error": sentence})
    return 1


def print_json(document: Any) -> None:
    """One document on standard output, on one line."""
    print(json.dumps(document, ensure_ascii=False), flush=True)


class Progress:
    """Progress on standard error, one line that is written over, for people only."""

    def rows(self, done: int, total: int) -> None:
        """`done` of `total` rows."""
        if sys.stderr.isatty():
            print(f"\r{done} / {total}", end="" if done < total else "\n", file=sys.stderr, flush=True)
