"""The printers of this computer, what is to be printed on one of them, and page numbers as people write them."""

import re
from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.store.errors import UserError
from app.words import _

MOST_COPIES = 99
ONE, LONG, SHORT = "one", "long", "short"
_DUPLEX = {
    ONE: QPrinter.DuplexMode.DuplexNone,
    LONG: QPrinter.DuplexMode.DuplexLongSide,
    SHORT: QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class Installed:
    """A printer: the system's name for it, what people call it, whether it is the system's usual one and can print
    on both sides.
    """

    name: str
    words: str
    usual: bool = False
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed: on which printer, page numbers from 0, how many copies, `sides` one of one, long, short
    (both sides, turned over the long or short edge).
    """

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    sides: str = ONE


def installed() -> list[Installed]:
    """The printers there are just now, by name. A network printer may take its time to answer: call it in a job."""
    usual = QPrinterInfo.defaultPrinterName()
    found = []
    for name in QPrinterInfo.availablePrinterNames():
        info = QPrinterInfo.printerInfo(name)
        both = any(mode != QPrinter.DuplexMode.DuplexNone for mode in info.supportedDuplexModes())
        found.append(Installed(name, info.description() or name, name == usual, both))
    return sorted(found, key=lambda one: one.words)


def usual_of(printers: list[Installed], kept: str) -> str:
    """The printer to begin with: the one used last at this seat, else the system's usual one, else the first."""
    names = [one.name for one in printers]
    if kept in names:
        return kept
    return next((one.name for one in printers if one.usual), names[0] if names else "")


def printer_of(wanted: Wanted, *, title: str) -> QPrinter | None:
    """A printer set up as `wanted`; None when there is no such printer any more."""
    info = QPrinterInfo.printerInfo(wanted.printer)
    if info.isNull():
        return None
    made = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    made.setDocName(title)
    made.setDuplex(_DUPLEX[wanted.sides])
    if made.supportsMultipleCopies():
        made.setCopyCount(wanted.copies)
        made.setCollateCopies(True)
    return made


def pages_of(text: str, count: int) -> tuple[int, ...]:
    """Page numbers from 0 as written: "1-3, 5" or "2-". UserError when it is none of that or beyond `count`."""
    found: list[int] = []
    for part in re.split(r"[,，、;；\s]+", text.strip()):
        if not part:
            continue
        known = re.fullmatch(r"(\d{1,5})(?:([-–—~～])(\d{1,5})?)?", part)
        if known is None:
            raise UserError(_("“{text}” is no page. Write pages such as 1-3, 5.").format(text=part))
        first = int(known[1])
        last = int(known[3]) if known[3] else count if known[2] else first
        if not 1 <= first <= last <= count:
            raise UserError(_("“{text}” is not among the pages 1 to {count}.").format(text=part, count=count))
        found += [number - 1 for number in range(first, last + 1)]
    if not found:
        raise UserError(_("Which pages? Write them such as 1-3, 5."))
    return tuple(dict.fromkeys(found))
