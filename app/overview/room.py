"""How much room the disks of an office have left, and when that is too little to go on without a word."""

import shutil
from pathlib import Path
from typing import NamedTuple

from app.office import settings
from app.office.desk import Desk
from app.store import backup

LEAST = 200 * 1024 * 1024
"""Bytes that should always be free where the office lies: the log of writes, papers, drafts."""
COPIES = 3
"""The office's size this many times over: a backup, the proof of it, and growth until somebody looks."""
LEAST_FOR_COPIES = 50 * 1024 * 1024


class Low(NamedTuple):
    """A folder whose disk has too little room: bytes that are free and bytes that should be."""

    folder: Path
    free: int
    wanted: int


def low(desk: Desk) -> Low | None:
    """The place with the least room against what it needs, or None when every disk has enough.

    Looked at: the office's folder (on a server: this seat's, with its backups) and the second folder for backups.
    A folder that is not there (a stick that is not in) has no room to speak of.
    """
    size = office_size(desk)
    places = [(desk.folder, max(LEAST, COPIES * size))]
    second = desk.settings.get(settings.BACKUP_SECOND)
    if second:
        places.append((Path(second), max(LEAST_FOR_COPIES, size)))
    found = []
    for folder, wanted in places:
        try:
            free = shutil.disk_usage(folder).free
        except OSError:
            continue
        if free < wanted:
            found.append(Low(folder, free, wanted))
    return min(found, key=lambda one: one.free / one.wanted, default=None)


def office_size(desk: Desk) -> int:
    """Bytes of the database; on a server those of its newest backup here."""
    file = desk.store.file
    if file is not None:
        ends = ("", "-wal")
        return sum(one.stat().st_size for end in ends if (one := file.with_name(file.name + end)).exists())
    folder = desk.folder / backup.FOLDER
    sizes = [(folder / copy.name).stat().st_size for copy in backup.copies(folder)]
    return sizes[-1] if sizes else 0


def say_bytes(number: int) -> str:
    """Bytes as a person reads them: 812 MB, 1.4 GB."""
    mega = number / 1024 / 1024
    return f"{mega / 1024:.1f} GB" if mega >= 1000 else f"{mega:.0f} MB" if mega >= 10 else f"{mega:.1f} MB"
