"""What a zipped workbook unpacks to, looked at before anything is unpacked, and what only its XML tells."""

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import IO

from app.store.errors import UserError
from app.transfer.grid import MOST_ROWS
from app.words import _

MOST_UNPACKED = 400_000_000
MOST_PARTS = 5_000
_RATIO = 400  # so many times smaller: no list packs that well above a megabyte
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*\br=[\"'](\d{1,7})[\"']")
_UNRECKONED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"</(?:\w+:)?c>"
)
_FAULTY = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_FAR = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ODS_TAG = re.compile(rb"<table:(table-row|table)(?=[\s>/])([^>]*)>")
_ODS_NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
_ODS_REPEATED = re.compile(rb"\btable:number-rows-repeated=\"(\d{1,10})\"")
_ODS_HIDDEN = re.compile(rb"\btable:visibility=\"(?:collapse|filter)\"")
_PIECE = 1 << 20
_OVERLAP = 4096


def checked(path: Path) -> str:
    """What the zip file `path` is: "xlsx", "xlsb", "ods" or "" for another. UserError when it is unsafe or broken.

    Sizes come from the directory of the archive (OWASP ASVS 5.2.3); a part that lies about its size fails later, in
    the process that unpacks it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UserError(_("This file unpacks to far more than a list can hold. It was not opened."))
            for part in parts:
                if part.file_size > 50_000_000 and part.file_size > _RATIO * max(part.compress_size, 1):
                    raise UserError(
                        _("This file unpacks to far more than a list can hold. It was not opened.")
                    )
                if part.flag_bits & 1:
                    raise encrypted()
            _no_entities(archive, parts)
            return _form(archive, names)
    except UserError:
        raise
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        raise damaged() from None
    except Exception as problem:  # zlib.error and whatever else a broken archive brings up
        raise damaged() from problem


def encrypted() -> UserError:
    """The refusal of a file with a password."""
    return UserError(
        _(
            "The file is locked with a password. Open it in Excel, save it without the password, and try again."
        )
    )


def damaged() -> UserError:
    """The refusal of a broken file."""
    return UserError(_("The file is damaged or cut off. Copy or save it once more and try again."))


def _form(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100]
        if b"opendocument.spreadsheet" in kind:
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            if b"encryption-data" in manifest:
                raise encrypted()
            return "ods"
        return ""
    lower = {name.lower() for name in names}
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "[content_types].xml" in lower and any(name.startswith("xl/") for name in lower):
        return "xlsx"
    return ""


def _no_entities(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No part may declare a document type: nothing outside the file is ever opened (OWASP ASVS 1.5.1)."""
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as file:
                if _DOCTYPE.search(file.read(_OVERLAP)):
                    raise UserError(
                        _(
                            "The file asks for other files to be opened, which no list does. It was not opened."
                        )
                    )


class SheetFacts:
    """What the XML of one worksheet tells that its values do not."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.unreckoned: set[tuple[int, int]] = set()
        self.faulty: set[tuple[int, int]] = set()
        self.last_row = 0
        self.last_column = 0


def sheet_parts(path: Path) -> dict[str, str]:
    """The part of each worksheet of an .xlsx, by the sheet's name; {} when the workbook does not tell it plainly."""
    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(path) as archive:
            book = fromstring(archive.read("xl/workbook.xml"))
            links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except Exception:  # noqa: BLE001 - these facts are extra: the values are read, or refused, by another way
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found: dict[str, str] = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        if target:
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def facts(path: Path, part: str) -> SheetFacts:
    """What the XML of the worksheet `part` tells of rows, formulas and its last cell; read in pieces."""
    told = SheetFacts()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as file:
            _scan(file, told)
    except Exception:  # noqa: BLE001 - as above
        return told
    return told


def hidden_in_ods(path: Path) -> dict[str, frozenset[int]]:
    """Rows that an .ods does not show, by the name of the sheet; from 0, and none behind a list's longest."""
    hidden: dict[str, set[int]] = {}
    name, row, rest = "", 0, b""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
            while piece := file.read(_PIECE):
                text = rest + piece
                whole = text.rfind(b">") + 1
                rest = text[whole:]
                for tag in _ODS_TAG.finditer(text[:whole]):
                    if tag.group(1) == b"table":
                        told = _ODS_NAME.search(tag.group(2))
                        name, row = unescape(told.group(1).decode()) if told else "", 0
                        continue
                    repeated = _ODS_REPEATED.search(tag.group(2))
                    count = int(repeated.group(1)) if repeated else 1
                    if _ODS_HIDDEN.search(tag.group(2)):
                        hidden.setdefault(name, set()).update(range(row, min(row + count, MOST_ROWS)))
                    row += count
    except Exception:  # noqa: BLE001 - as above
        return {}
    return {each: frozenset(rows) for each, rows in hidden.items()}


def _scan(file: IO[bytes], told: SheetFacts) -> None:
    before = b""
    while piece := file.read(_PIECE):
        text = before + piece
        for found in _HIDDEN.finditer(text):
            told.hidden.add(int(found.group(1)) - 1)
        for found in _UNRECKONED.finditer(text):
            told.unreckoned.add((int(found.group(2)) - 1, _column(found.group(1))))
        for found in _FAULTY.finditer(text):
            told.faulty.add((int(found.group(2)) - 1, _column(found.group(1))))
        for found in _FAR.finditer(text):
            told.last_row = max(told.last_row, int(found.group(2)))
            told.last_column = max(told.last_column, _column(found.group(1)) + 1)
        before = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
