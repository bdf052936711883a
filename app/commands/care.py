"""The words that look after the office: backup and the way back, damage, older databases, the program itself."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.answering import open_office, tell
from app.words import _

if TYPE_CHECKING:
    from app.office.desk import Desk


def backup(args: argparse.Namespace) -> int:
    """A verified copy of the database."""
    from app.overview.care import back_up

    with open_office(args) as desk:
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
    return tell(args, document, lines)


def restore(args: argparse.Namespace) -> int:
    """Put a backup in the place of the office."""
    from app.overview import care

    document = care.restore(args.data, args.database, args.file.absolute())
    lines = [_("Restored from {file}.").format(file=args.file)]
    if document["files_brought"]:
        lines.append(_("Files of records brought back: {n}").format(n=document["files_brought"]))
    if document["files_missing"]:
        lines.append(_("Files of records that are missing: {n}").format(n=document["files_missing"]))
    return tell(args, document, lines)


def check(args: argparse.Namespace) -> int:
    """Look for damage; 1 when there is some."""
    from app.overview import care

    document = care.check(args.data, args.database)
    lines = [*document["findings"], _("In order.") if document["ok"] else _("Not in order.")]
    tell(args, document, lines)
    return 0 if document["ok"] else 1


def migrate(args: argparse.Namespace) -> int:
    """Bring an older database up to date."""
    from app.overview import care

    document = care.migrate(args.data, args.database)
    return tell(args, document, [_("The database is at revision {revision}.").format(**document)])


def self_test(args: argparse.Namespace) -> int:
    """What the installed program proves about itself; 1 when something does not hold."""
    from app.overview import self_test as proving

    test = proving.SelfTest()

    def draw(desk: "Desk", folder: Path) -> str:
        from ui.pictures import proof

        return proof(desk, folder, hopeless=hopeless)

    def hopeless(words: str) -> None:  # Qt ends the process after this
        test.lost("window", words)
        told()

    def told() -> None:
        document = {"ok": test.ok, "steps": [asdict(step) for step in test.steps]}
        held, failed = _("held"), _("did not hold")
        lines = [
            f"{step.name:8}{held if step.ok else failed}  {step.seconds:.1f} s  {step.detail}"
            for step in test.steps
        ]
        tell(args, document, lines)

    proving.run(draw, test=test)
    told()
    return 0 if test.ok else 1
