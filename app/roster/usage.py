"""What may be typed behind `frontdesk roster`. Imports nothing heavy: every start of the program reads it."""

import argparse

WORDS = (
    "make", "show", "swap", "done", "lock", "unlock", "put", "sick", "leave", "apart", "pool", "tasks", "desk",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words and options of the command."""
    parser.add_argument("what", choices=WORDS)
    parser.add_argument("words", nargs="*", metavar="MONTH, DATE or NAME")
    parser.add_argument("--seed", type=int, default=None, help="make: draw the lots from it")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--month", default=None, metavar="YYYY-MM", help="swap two people: in this month")
    parser.add_argument("--with", dest="substitute", default=None, metavar="NAME", help="sick: who stands in")
    parser.add_argument("--score", type=int, default=None, help="done: of the inspection, 0 to 10")
    parser.add_argument("--missed", action="store_true", help="done: it was not done")
    parser.add_argument("--open", action="store_true", help="done: take the tick off")
    parser.add_argument("--remove", action="store_true", help="leave, apart: take it back")
    parser.add_argument("--out", dest="outside", action="store_true", help="pool: does not take part")
    parser.add_argument("--from", dest="first", default=None, metavar="DATE", help="pool: from this day")
    parser.add_argument("--to", dest="last", default=None, metavar="DATE", help="pool: up to this day")
    parser.add_argument("--share", type=int, default=100, metavar="PERCENT")
    for name in ("weekdays", "avoid", "prefer"):
        parser.add_argument(f"--{name}", default="", metavar="DIGITS", help="pool: 1 is Monday")
