"""Looks for damage in an office, and says what it looked at and what it can't know."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.store import backup, contents
from app.store.errors import Damaged, UserError
from app.store.faults import translated
from app.store.soundness import flaws_of_copy, flaws_of_trail
from app.store.store import Store
from app.words import _, ngettext


@dataclass(slots=True)
class Checked:
    """What a check found (sentences), what it looked at, and what it did not look at."""

    findings: list[str] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    sqlite_version: str = sqlite.sqlite_version

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.findings


def check(location: Path | str, *, files: Path | None = None) -> Checked:
    """Check the office at `location`, and in the folder `files` (default: the office's own) what belongs to records.

    It may stay open elsewhere: a consistent copy is checked, nobody waits.

    What keeps the office from being opened at all is a finding too, not an error. A missing office is
    refused.
    """
    found = Checked()
    try:
        store = Store.open(location, create=False)
    except UserError as error:
        found.findings.append(error.sentence)
        found.not_checked.append(_("everything else, since the office can't be opened"))
        return found
    with store:
        if store.file is None:
            _check_server(store, found)
        else:
            _check_file(store.file, found)
            files = files or store.file.parent / contents.FOLDER
        if files is not None:
            _check_contents(store, files, found)
    return found


def _check_file(file: Path, found: Checked) -> None:
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".check.part") as folder:
        copy = Path(folder) / file.name
        try:
            with translated(str(file)):
                backup.snapshot(file, copy)
        except Damaged as error:
            found.findings.append(error.sentence)
            return
        found.findings += flaws_of_copy(copy, thorough=True)
    found.checked += [
        _("the schema's revision and that commits reach the disk (synchronous=FULL)"),
        _("every page and index (integrity_check)"),
        _("every link between records (foreign_key_check)"),
        _("the full-text index against its texts"),
        _("the audit trail against its chain of checksums"),
        _("every record the audit trail knows against its last entry there"),
    ]
    found.not_checked += [
        _(
            "a changed character in a text that was never audited: demo data, search entries, passwords, "
            "who and when of a record"
        ),
        _("the backups; each was verified when it was made"),
    ]


def _check_server(store: Store, found: Checked) -> None:
    found.findings += flaws_of_trail(store.readers)
    found.checked += [
        _("the schema's revision"),
        _("the audit trail against its chain of checksums"),
        _("every record the audit trail knows against its last entry there"),
    ]
    found.not_checked.append(_("the server's own files: its administrator checks them (pg_amcheck)"))


def _check_contents(store: Store, folder: Path, found: Checked) -> None:
    """Every file that a row tells of, byte by byte against its digest; on a server the others lie at other seats."""
    try:
        with translated(store.where), store.read() as session:
            told = contents.told(session)
    except UserError as error:
        found.findings.append(error.sentence)
        return
    there = [digest for digest in told if contents.here(folder, digest)]
    damaged = [told[digest] for digest in there if not contents.whole(folder, digest)]
    lacking = [name for digest, name in told.items() if not contents.here(folder, digest)]
    if damaged:
        found.findings.append(
            ngettext("{n} file of a record is damaged: {names}.", "{n} files of records are damaged: {names}.",
                     len(damaged)).format(n=len(damaged), names=_names(damaged))
        )  # fmt: skip
    if lacking and store.file is not None:
        found.findings.append(
            ngettext("{n} file of a record is missing: {names}.", "{n} files of records are missing: {names}.",
                     len(lacking)).format(n=len(lacking), names=_names(lacking))
        )  # fmt: skip
    elif lacking:
        said = ngettext("{n} file that was added at another seat", "{n} files that were added at other seats",
                        len(lacking))  # fmt: skip
        found.not_checked.append(said.format(n=len(lacking)))
    found.checked.append(
        ngettext("{n} file of records against its checksum", "{n} files of records against their checksums",
                 len(there)).format(n=len(there))
    )  # fmt: skip


def _names(names: list[str]) -> str:
    return ", ".join(names[:5]) + ("…" if len(names) > 5 else "")
