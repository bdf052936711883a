"""Files that belong to records: kept once by their content, beside the database, and found again by their record."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.model import Attachment
from app.files import atomic_write, safe_name, system_reason
from app.office import settings
from app.office.desk import Desk
from app.store import backup, contents
from app.store.errors import UserError
from app.store.faults import translated
from app.store.store import update_where
from app.words import _

MOST = 200 * 1024 * 1024
"""Bytes that one file may have: scans and photographs, not films."""
SHOWN = frozenset((
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff", ".pdf", ".ofd", ".txt", ".csv", ".docx",
    ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".eml", ".mp3", ".wav", ".amr", ".m4a", ".mp4", ".mov",
))  # fmt: skip
"""Endings of files that other programs show; all others are only saved."""


class AttachmentRow(NamedTuple):
    """A file of a record. `missing`: it does not lie where it should (another seat's disk, or lost)."""

    id: int
    kind: str
    record_id: int
    name: str
    size: int
    mime: str
    at: datetime
    by_id: int | None
    missing: bool


def add(desk: Desk, kind: str, record_id: int, source: Path, *, name: str = "") -> int:
    """Keep a copy of the file `source` with the record; the attachment's id. The same file again is kept once.

    The copy is whole on the disk before the record knows of it. UserError when it can't be read, is empty or too
    large, or when the disk is full: nothing is kept then.
    """
    return add_many(desk, kind, record_id, [(source, name)])[0]


def add_many(
    desk: Desk,
    kind: str,
    record_id: int,
    sources: Sequence[tuple[Path, str]],
    *,
    told: Callable[[int, int], object] | None = None,
) -> list[int]:
    """As `add`, of several files (path, and what it is called or "") in one write: all of them or none.

    `told` hears how many of how many are copied; what it raises stops the rest, and no record knows of any.
    """
    kept = []
    for at, (source, name) in enumerate(sources):
        if told is not None:
            told(at, len(sources))
        digest, size = _kept(desk, source)
        kept.append((digest, size, safe_name(name or source.name)))
    with desk.store.write("attachment.add") as session:
        return [_added(session, kind, record_id, *each) for each in kept]


def _kept(desk: Desk, source: Path) -> tuple[str, int]:
    """Digest and size of a file, once it lies among the office's."""
    try:
        if not source.is_file():
            raise UserError(_("{file} is no file. A folder is packed first.").format(file=source.name))
        size = source.stat().st_size
        if not size:
            raise UserError(_("{file} is empty.").format(file=source.name))
        if size > MOST:
            raise UserError(
                _("{file} has {size} MB; at most {most} MB are kept.").format(
                    file=source.name, size=size // 2**20, most=MOST // 2**20
                )
            )
        with translated(str(desk.folder)):
            return contents.keep(desk.folder / contents.FOLDER, source), size
    except contents.Changed:
        raise UserError(
            _("{file} changed while it was copied. Try again.").format(file=source.name)
        ) from None
    except OSError as problem:
        raise UserError(
            _("{file} could not be kept: {reason}.").format(file=source.name, reason=system_reason(problem))
        ) from problem


def _added(session: Session, kind: str, record_id: int, digest: str, size: int, name: str) -> int:
    known = session.scalars(
        select(Attachment).where(
            Attachment.kind == kind, Attachment.record_id == record_id, Attachment.sha256 == digest
        )
    ).first()
    if known is not None:
        known.deleted_at, known.name = None, name
        return known.id
    from mimetypes import guess_type  # late: it reads the system's list, and a file is added now and then

    mime = guess_type(name)[0] or "application/octet-stream"
    row = Attachment(kind=kind, record_id=record_id, name=name, sha256=digest, size=size, mime=mime)
    session.add(row)
    session.flush()
    return row.id


def place(desk: Desk, digest: str) -> Path | None:
    """Where the content of `digest` lies whole on this PC; None when it does not.

    What is missing or damaged comes back from the backups first, when they have it.
    """
    folder = desk.folder / contents.FOLDER
    second = desk.settings.get(settings.BACKUP_SECOND)
    places = [desk.folder / backup.FOLDER, *([Path(second)] if second else [])]
    sources = [each / contents.FOLDER for each in places]
    with translated(str(folder)):
        lost = contents.carry({digest: digest}, sources, folder, mend=True).missing
    return None if lost else contents.place(folder, digest)


def find(desk: Desk, kind: str, record_id: int) -> list[AttachmentRow]:
    """The files of a record, the newest first."""
    with desk.store.read() as session:
        rows = session.scalars(
            select(Attachment)
            .where(
                Attachment.kind == kind, Attachment.record_id == record_id, Attachment.deleted_at.is_(None)
            )
            .order_by(Attachment.id.desc())
        )
        return [
            AttachmentRow(
                row.id, row.kind, row.record_id, row.name, row.size, row.mime, desk.local(row.created_at),
                row.created_by, not contents.here(desk.folder / contents.FOLDER, row.sha256),
            )
            for row in rows
        ]  # fmt: skip


def source_of(desk: Desk, attachment_id: int) -> tuple[Path, str]:
    """Where the content of a file lies whole, and what it is called. UserError when it is nowhere on this PC."""
    with desk.store.read() as session:
        row = session.get_one(Attachment, attachment_id)
    source = place(desk, row.sha256)
    if source is None:
        raise UserError(
            _(
                "{file} does not lie on this PC: it was added at another seat, "
                "or the folder files was not moved along."
            ).format(file=row.name)
        )
    return source, row.name


def copy_out(desk: Desk, attachment_id: int, folder: Path) -> Path:
    """Put a copy of the file into `folder` under its own name, beside what lies there already; where it is.

    UserError when it is missing or the copy can't be written.
    """
    source, name = source_of(desk, attachment_id)
    target = folder / safe_name(name)
    number = 1
    while target.exists() and contents.digest_of(target) != source.name:
        number += 1
        target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    if not target.exists():
        _write(source, target)
    return target


def save_as(desk: Desk, attachment_id: int, target: Path) -> None:
    """Put a copy of the file in the place of `target`, whole or not at all. UserError as in `copy_out`."""
    _write(source_of(desk, attachment_id)[0], target)


def to_look_at(desk: Desk, attachment_id: int, folder: Path) -> Path:
    """A copy in `folder` to be opened by another program, which can't change it by mistake.

    UserError for a file that another program might carry out instead of show, and as in `copy_out`.
    """
    with desk.store.read() as session:
        name = session.get_one(Attachment, attachment_id).name
    if not opens(name):
        raise UserError(
            _(
                "{file} is not opened from here: such a file may do something. Save it, and look who sent it."
            ).format(file=name)
        )
    target = copy_out(desk, attachment_id, folder)
    target.chmod(0o444)
    return target


def opens(name: str) -> bool:
    """Whether a file of that name is only shown when it is opened: no program, no script, no macros."""
    return Path(name).suffix.lower() in SHOWN


def _write(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(target) as part:
            shutil.copyfile(source, part)
    except OSError as problem:
        raise UserError(
            _(
                "{file} could not be written: {reason}. Close it in other programs or choose another place."
            ).format(file=target, reason=system_reason(problem))
        ) from problem


def rename(desk: Desk, attachment_id: int, name: str) -> None:
    """Call a file otherwise; its ending stays, for it tells what the file is. UserError for no name."""
    told = name.strip()
    if not told:
        raise UserError(_("How is the file called? Type a name."))
    with desk.store.write("attachment.rename") as session:
        row = session.get_one(Attachment, attachment_id)
        ending = Path(row.name).suffix
        row.name = safe_name(told if told.lower().endswith(ending.lower()) else told + ending)


def remove(desk: Desk, ids: Iterable[int]) -> int:
    """Take files off their records; how many. They stay on the disk, so that undo brings them back."""
    with desk.store.write("attachment.remove") as session:
        rows = session.scalars(
            select(Attachment).where(Attachment.id.in_(list(ids)), Attachment.deleted_at.is_(None))
        ).all()
        for row in rows:
            row.deleted_at = desk.clock()
        return len(rows)


def repoint(session: Session, kind: str, old: int, new: int) -> int:
    """Let the files of the record `old` of `kind` be those of `new`, recorded; how many."""
    mine = (Attachment.kind == kind, Attachment.record_id == old)
    return update_where(session, Attachment, *mine, values={"record_id": new})
