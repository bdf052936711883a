"""Going back to a backup: which there are, what would be lost, the newest good one of a damaged office, what can
still be read of it, and a copy to look at where nothing may be written.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.office import settings
from app.office.desk import Desk
from app.office.seat import folder_of
from app.overview import care
from app.overview.opening import open_desk
from app.store import backup, contents, kept, opening, salvage
from app.store.errors import UserError
from app.store.faults import read_only, translated
from app.store.kept import Files, Kept, LaterWrite
from app.store.salvage import Rescued
from app.words import N_, _

KINDS = {
    "call": N_("Calls"), "promise": N_("Promises"), "caller": N_("Callers"), "complaint": N_("Complaints"),
    "dealer": N_("Dealers"), "contact": N_("Contacts"), "staff": N_("Staff"), "setting": N_("Settings"),
    "calendar_day": N_("Calendar days"),
}  # fmt: skip
"""What records are called that a person knows; the others count as other records."""
_OWN = ("audit_", "alembic_", "directory_", "series")  # the program's own bookkeeping


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup as a list shows it: when it was made in the office's time, its size and what it holds."""

    kept: Kept
    at: datetime
    bytes: int
    records: int
    calls: int
    replaced: bool
    """It was made of an office that another backup took the place of."""
    elsewhere: bool
    """It lies in the second folder only."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Records of one kind, by its words, that going back takes away or turns back."""

    kind: str
    new: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What going back to a backup means. `problem`: why it can't be used, else "". `readable`: the office could be
    asked what it holds more; the rest tells nothing otherwise.
    """

    row: BackupRow
    problem: str = ""
    readable: bool = True
    writes: int = 0
    lost: tuple[Lost, ...] = ()
    last: tuple[LaterWrite, ...] = ()
    other_way: bool = False
    files: Files = field(default_factory=Files)
    """What becomes of the files that belong to records."""


def backups(desk: Desk) -> list[BackupRow]:
    """The backups of this seat and of the second folder, the one that holds most first."""
    folders = [desk.folder / backup.FOLDER]
    second = desk.settings.get(settings.BACKUP_SECOND)
    if second:
        folders.append(Path(second))
    return [_row(one, home=folders[0], local=desk.local) for one in kept.kept(folders)]


def preview(desk: Desk, row: BackupRow) -> Preview:
    """Prove the backup anew and tell what was written since."""
    problem, files = _proved(row, desk.folder / contents.FOLDER)
    if problem:
        return Preview(row, problem)
    since = kept.since(desk.store, row.kept)
    last = tuple(LaterWrite(desk.local(one.at), one.by, one.label) for one in since.last)
    return Preview(
        row, writes=since.writes, lost=_lost(since.records), last=last, other_way=since.other_way,
        files=files,
    )  # fmt: skip


def backups_beside(data: Path | None, database: str | None) -> list[BackupRow]:
    """The backups of this seat, without opening the office: it may be damaged."""
    folder = folder_of(data, database) / backup.FOLDER
    # without the office its zone is not known; the note beside a backup tells the time as it was there
    return [_row(one, home=folder, local=lambda moment: moment) for one in kept.kept([folder])]


def proof(row: BackupRow) -> Preview:
    """Prove the backup anew; what the office holds more is not known."""
    problem, files = _proved(row, row.kept.file.parent.parent / contents.FOLDER)
    return Preview(row, problem, readable=False, files=files)


def _proved(row: BackupRow, home: Path) -> tuple[str, Files]:
    """Why the backup can't be used, or "", and its files against those in the folder `home`."""
    problem = kept.flaw(row.kept)
    if problem:
        return problem, Files()
    try:
        return "", kept.files_of(row.kept, home)
    except UserError as why:  # a server's copy, on a machine without the programs that read it
        return why.sentence, Files()


def newest_good(data: Path | None, database: str | None) -> BackupRow | None:
    """The backup that holds most of those that are sound, without the office itself: it may be damaged."""
    return next((row for row in backups_beside(data, database) if not kept.flaw(row.kept)), None)


def rescue(data: Path | None, target: Path, *, progress: Callable[[int, int], None] | None = None) -> Rescued:
    """Write what can still be read of the office in folder `data` into folder `target`, a .csv a table."""
    return salvage.rescue(folder_of(data, None) / opening.FILE, target, progress=progress)


def looking(data: Path | None, *, by: str | None = None, clock: Callable[[], datetime] | None = None) -> Desk:
    """The office in folder `data`, where nothing may be written, as a copy that takes no writes.

    The copy lies in a temporary folder and goes when the desk is closed. Unavailable when there is no room for it;
    Damaged and the like as for any office.
    """
    folder = folder_of(data, None)
    scratch = Path(tempfile.mkdtemp(prefix="frontdesk-looking-"))
    office = scratch / folder.name
    try:
        with translated(str(office)):
            office.mkdir()
            for end in ("", "-wal"):
                if (one := folder / f"{opening.FILE}{end}").exists():
                    shutil.copyfile(one, office / one.name)
        care.migrate(office, None)  # the copy only; nothing is done when it is up to date
        desk = open_desk(office, None, by=by, **({} if clock is None else {"clock": clock}))
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    desk.store.seal(read_only(str(folder)).sentence, then=lambda: shutil.rmtree(scratch, ignore_errors=True))
    return desk


def _row(one: Kept, *, home: Path, local: Callable[[datetime], datetime]) -> BackupRow:
    records = sum(number for name, number in one.rows.items() if not name.startswith(_OWN))
    return BackupRow(
        kept=one, at=local(one.at), bytes=one.bytes, records=records, calls=one.rows.get("call", 0),
        replaced="-replaced" in one.file.name, elsewhere=one.file.parent != home,
    )  # fmt: skip


def _lost(records: dict[tuple[str, str], int]) -> tuple[Lost, ...]:
    found: dict[str, dict[str, int]] = {}
    for (kind, op), number in records.items():
        words = _(KINDS[kind]) if kind in KINDS else _("Other records")
        counts = found.setdefault(words, {"new": 0, "changed": 0, "gone": 0})
        counts[op] += number
    order = [*(_(words) for words in KINDS.values()), _("Other records")]
    return tuple(Lost(words, **found[words]) for words in order if words in found)
