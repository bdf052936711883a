"""Bring the catalogues up to date: collect the strings of app/ and ui/, keep translations, compile.

Run `uv run python resources/locale/update.py`, translate what is empty or fuzzy in
zh_CN/LC_MESSAGES/frontdesk.po, run it again. With further .po files as arguments their translations are
taken over first.
"""

import struct
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PO = HERE / "zh_CN" / "LC_MESSAGES" / "frontdesk.po"
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}


def collected() -> Catalog:
    """Every string of the program that somebody may read."""
    catalogue = Catalog(
        locale="zh_CN", domain="frontdesk", project="FrontDesk", version="1", fuzzy=False,
        header_comment="# The Chinese of FrontDesk. Filled by hand, kept in order by update.py.",
    )  # fmt: skip
    for top in ("app", "ui"):
        found = extract_from_dir(str(ROOT / top), method_map=[("**.py", "python")], keywords=KEYWORDS)
        for file, _line, message, _comments, context in sorted(found, key=lambda each: (each[0], each[1])):
            catalogue.add(message, locations=[(f"{top}/{file}", None)], context=context)
    return catalogue


def updated(more: list[Path]) -> Catalog:
    """The strings of the program with the translations known so far."""
    fresh = collected()
    for path in (PO, *more):
        if not path.exists():
            continue
        with path.open("rb") as file:
            known = read_po(file, locale="zh_CN")
        for message in known:
            mine = fresh.get(message.id, message.context) if message.id else None
            if mine is not None and any(_texts(message.string)) and "fuzzy" not in message.flags:
                mine.string = message.string
    return fresh


def _texts(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (str(string or ""),)


def missing(catalogue: Catalog) -> list[str]:
    """Every message that has no translation."""
    return [str(message.id) for message in catalogue if message.id and not all(_texts(message.string))]


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it, in the order of its bytes: app.words searches it where it lies. The same
    strings give the same bytes.
    """
    entries = {}
    for message in catalogue:
        text = "\0".join(_texts(message.string))
        if text:
            context = f"{message.context}\x04" if message.context else ""
            entries[(context + "\0".join(_texts(message.id))).encode()] = text.encode()
    ids = sorted(entries)
    start = 28 + 16 * len(ids)
    tables, body = [], b""
    for each in (ids, [entries[key] for key in ids]):
        for part in each:
            tables += [len(part), start + len(body)]
            body += part + b"\0"
    head = (0x950412DE, 0, len(ids), 28, 28 + 8 * len(ids), 0, start)
    return struct.pack(f"<{7 + len(tables)}I", *head, *tables) + body


def main(arguments: list[str]) -> int:
    """Write .po and .mo; 1 when something is not translated yet."""
    catalogue = updated([Path(each) for each in arguments])
    PO.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, sort_by_file=False, omit_header=False, include_lineno=False)
    # the header's dates would make every run a change, and nobody answers at its addresses
    lines = [
        line
        for line in buffer.getvalue().decode().splitlines()
        if not line.startswith(
            (
                '"POT-Creation',
                '"PO-Revision',
                '"Last-Translator',
                '"Generated-By',
                '"Language-Team',
                '"Report-Msgid',
            )
        )
    ]
    PO.write_text("\n".join(lines) + "\n", "utf-8")
    with PO.open("rb") as file:
        stored = read_po(file, locale="zh_CN")
    PO.with_suffix(".mo").write_bytes(compiled(stored))
    empty = missing(stored)
    for each in empty:
        print("not translated:", each)
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
