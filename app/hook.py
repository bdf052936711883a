"""The programs that a softphone starts, one an event: fd-ring, fd-answer, fd-end, fd-missed NUMBER.

Each hands its event to the open window, or leaves it for the next one, and is gone: softphones wait for it. So no Qt,
no database and no argparse are imported here.
"""

import os
import sys
import time
from pathlib import Path

from app.office import inbox
from app.office.seat import deliver, folder_of, noted_folder

PROGRAMS = {"fd-ring": "ring", "fd-answer": "answer", "fd-end": "end", "fd-missed": "missed"}


def main() -> int:
    """Tell one event; the name of the program says which, its first argument who.

    The office is the folder after --data, or in FRONTDESK_DATA, else that of the window opened last. 0 told or
    left for later, 1 no office, 2 wrong usage. Nothing is printed: nobody would see it.
    """
    name, arguments = Path(sys.argv[0]).stem.lower(), sys.argv[1:]
    event = PROGRAMS.get(name.removesuffix("-script"))
    if event is None and arguments:  # python -m app.hook ring NUMBER
        event, arguments = arguments[0], arguments[1:]
    data = os.environ.get("FRONTDESK_DATA")
    if len(arguments) > 1 and arguments[0] == "--data":
        data, arguments = arguments[1], arguments[2:]
    if event not in PROGRAMS.values():
        return 2
    folder = Path(data).expanduser().absolute() if data else noted_folder() or folder_of(None, None)
    message = {
        "event": event, "number": " ".join(arguments)[:200], "at": time.time(), "uuid": _uuid(),
    }  # fmt: skip
    if deliver(folder, message):
        return 0
    try:
        return 0 if inbox.leave(folder, message) else 1
    except OSError:
        return 1


def _uuid() -> str:
    """A random identity (RFC 9562 version 4), without the module that would take longer to import than all else."""
    bits = bytearray(os.urandom(16))
    bits[6], bits[8] = bits[6] & 0x0F | 0x40, bits[8] & 0x3F | 0x80
    told = bits.hex()
    return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"


if __name__ == "__main__":
    sys.exit(main())
