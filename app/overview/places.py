"""Where backups lie: the office's own folder and a second place, tried before it is used, and what is in them."""

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from app.files import atomic_write, system_reason
from app.office import settings
from app.office.desk import Desk
from app.store import backup as backups
from app.store.errors import UserError
from app.words import _


def folder(desk: Desk) -> Path:
    """Where this seat's backups lie."""
    return desk.folder / backups.FOLDER


def gone(second: Path) -> str:
    """What to say of a second place that is not there."""
    said = _("The second backup folder {folder} is not there. Plug the disk in, or choose another folder.")
    return said.format(folder=second)


def second_problem(desk: Desk) -> str:
    """Why the second place can't be used just now; "" when it can, or none is set."""
    second = desk.settings.get(settings.BACKUP_SECOND)
    if not second or Path(second).is_dir():
        return ""
    return gone(Path(second))


def try_folder(desk: Desk, told: str) -> Path:
    """Prove that backups can be written into the folder `told`, which must be there; its whole path.

    UserError when it is no folder, the office's own, or can't be written; nothing is left behind in it.
    """
    path = Path(told).expanduser()
    if not path.is_absolute():
        raise UserError(_("Give the whole path of the folder, or choose it."))
    if not path.is_dir():
        raise UserError(_("There is no folder {folder}. Choose one that is there.").format(folder=path))
    home = desk.folder.resolve()
    if path.resolve() == home or home in path.resolve().parents:
        raise UserError(
            _("This folder lies inside the office itself. A second place has to be somewhere else.")
        )
    probe = path / ".frontdesk-probe"
    try:
        with atomic_write(probe) as part:
            part.write_bytes(b"FrontDesk")
        probe.unlink()
    except OSError as problem:
        raise UserError(
            _("Nothing can be written into {folder}: {reason}.").format(
                folder=path, reason=system_reason(problem)
            )
        ) from problem
    return path


class Held(NamedTuple):
    """One verified backup: where it lies, when it was made, its size in bytes and its rows."""

    file: Path
    at: datetime
    bytes: int
    rows: int
    second: bool


def held(desk: Desk) -> list[Held]:
    """The backups in both places, newest first."""
    second = desk.settings.get(settings.BACKUP_SECOND)
    places = [(folder(desk), False), *([(Path(second), True)] if second else [])]
    found = []
    for place, is_second in places:
        for copy in backups.copies(place):
            file = place / copy.name
            try:
                told = json.loads((place / f"{copy.name}.json").read_text("utf-8"))
                rows, size = sum(told.get("rows", {}).values()), file.stat().st_size
            except (OSError, ValueError):  # thinned out, or its disk pulled, since it was listed
                continue
            found.append(Held(file, desk.local(copy.at), size, rows, is_second))
    return sorted(found, key=lambda each: (each.at, not each.second), reverse=True)
