"""Files that belong to records: kept once by their content, beside the database, and found again by their record."""

import mimetypes
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.model import Attachment
from app.files import atomic_write, safe_name
from app.office import settings
from app.office.desk import Desk
from app.store import backup, contents
from app.store.errors import UserError
from app.store.faults import translated
from app.store.store import update_where
from app.words import _

MOST = 200 * 1024 * 1024
"""Bytes that one file may have: scans and photographs, not films."""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
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
    try:
        size = source.stat().st_size
        if not source.is_file() or not size:
            raise UserError(_("{file} is empty or no file.").format(file=source.name))
        if size > MOST:
            raise UserError(
                _("{file} has {size} MB; at most {most} MB are kept.").format(
                    file=source.name, size=size // 2**20, most=MOST // 2**20
                )
            )
        digest = contents.keep(desk.folder / contents.FOLDER, source)
    except contents.Changed:
        raise UserError(
            _("{file} changed while it was copied. Try again.").format(file=source.name)
        ) from None
    except OSError as problem:
        raise UserError(
            _("{file} could not be kept: {reason}.").format(
                file=source.name, reason=problem.strerror or problem
            )
        ) from problem
    told = safe_name(name or source.name)
    mime = mimetypes.guess_type(told)[0] or "application/octet-stream"
    with desk.store.write("attachment.add") as session:
        known = session.scalars(
            select(Attachment).where(
                Attachment.kind == kind, Attachment.record_id == record_id, Attachment.sha256 == digest
            )
        ).first()
        if known is not None:
            known.deleted_at, known.name = None, told
            return known.id
        row = Attachment(kind=kind, record_id=record_id, name=told, sha256=digest, size=size, mime=mime)
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


def copy_out(desk: Desk, attachment_id: int, folder: Path) -> Path:
    """Put a copy of the file into `folder` under its own name, beside what lies there already; where it is.

    UserError when it is missing or the copy can't be written.
    """
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
    target = folder / row.name
    number = 1
    while target.exists() and contents.digest_of(target) != row.sha256:
        number += 1
        target = folder / f"{Path(row.name).stem} ({number}){Path(row.name).suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_write(target) as part:
            shutil.copyfile(source, part)
    except OSError as problem:
        raise UserError(
            _(
                "{file} could not be written: {reason}. Close it in other programs or choose another place."
            ).format(file=target, reason=problem.strerror or problem)
        ) from problem
    return target


def rename(desk: Desk, attachment_id: int, name: str) -> None:
    """Call a file otherwise."""
    with desk.store.write("attachment.rename") as session:
        session.get_one(Attachment, attachment_id).name = safe_name(name)


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
