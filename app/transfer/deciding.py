"""What becomes of a row: the stored record it is, what it changes there, or the record it repeats."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.sheets.values import storable
from app.store.errors import FieldError
from app.transfer.exporting import LIST_SEPARATOR
from app.transfer.fields import Field, Incoming, Index, Intake, Stored, Unread, Within
from app.transfer.plans import Plan, Planned
from app.transfer.values import Reader, number_key
from app.words import _

_BATCH = 2000


class Decider:
    """Decides what becomes of each (tidy) row: by identity first, then by what equals it."""

    def __init__(self, intake: Intake, reader: Reader, made: Plan, rows: Sequence[Incoming]) -> None:
        self._intake, self._reader, self._made, self._rows = intake, reader, made, rows
        self._fields = {each.name: each for each in made.table.fields}
        self._index = Index()
        self._stored: dict[int, Stored] = {}
        self._codes: dict[str, int] = {}
        self._ids: dict[int, int] = {}
        self._keys: dict[tuple[str, str], int] = {}

    def decide(self) -> list[Planned]:
        """What becomes of each row, in the order of the file."""
        self._index = self._intake.index(self._rows)
        self._tell_copies_apart()
        self._bare = _bare_codes(self._index.by_code)
        wanted = list(dict.fromkeys(i for row in self._rows if (i := self._identity(row)) is not None))
        if self._made.duplicates == "update":
            wanted += [i for row in self._rows for key in self._intake.keys(row).items()
                       if (i := self._index.by_key.get(key)) is not None]  # fmt: skip
        for first in range(0, len(wanted), _BATCH):
            self._stored |= self._intake.stored(wanted[first : first + _BATCH])
        self._find_within()
        return [self._one(row) for row in self._rows]

    def _tell_copies_apart(self) -> None:
        """Of rows with one identity only one has it: the others were copied in the spreadsheet to begin a record."""
        by_uuid: dict[str, list[Incoming]] = {}
        for row in self._rows:
            if row.uuid:
                by_uuid.setdefault(row.uuid, []).append(row)
        for uuid, rows in by_uuid.items():
            code = self._index.codes.get(self._index.by_uuid.get(uuid, 0), "")
            own = next((row for row in rows if code and self._intake.code_of(row) == code), rows[0])
            for row in rows:
                if row is not own:
                    row.uuid, row.row_version = "", None

    def _find_within(self) -> None:
        """Refuse links that name neither a stored record nor a row of the file."""
        links = [name for name, field in self._fields.items() if field.link is not None and field.link.within]
        if not links:
            return
        told = {str(row.get(name, "")) for row in self._rows for name in (self._intake.code, "name")}
        for row in self._rows:
            for name in links:
                value = row.values.get(name)
                if isinstance(value, Within) and value.text not in told:
                    try:
                        self._reader.linked(self._fields[name], value.text)
                    except FieldError as problem:
                        row.refuse(name, problem.sentence)
                        row.values[name] = Unread(value.text)

    def _identity(self, row: Incoming) -> int | None:
        if row.uuid and (found := self._index.by_uuid.get(row.uuid)) is not None:
            return found
        code = self._intake.code_of(row)
        if not code:
            return None
        found = self._index.by_code.get(code)
        if found is None and code.isdecimal() and (whole := self._bare.get(code.lstrip("0"))):
            found = self._index.by_code[whole]  # 001 became 1 in a spreadsheet
            row.values[self._intake.code] = whole
        return found

    def _one(self, row: Incoming) -> Planned:
        stored_id = self._identity(row)
        stored = self._stored.get(stored_id) if stored_id is not None else None
        if stored is not None:
            self._put_right(row, stored)
        equal = self._equal(row, stored)
        if equal is not None and self._made.duplicates == "skip":
            row.notes = [note for note in row.notes if note.level == "warning"]
            return self._left_out(row, equal)
        joins = None
        if equal is not None:
            of, why, target = equal
            message = _("Equal to {of} in {why}.").format(of=_of(of), why=why)
            row.warn("", message)
            if self._made.duplicates == "update":
                if isinstance(of, int):
                    joins = of
                elif target is not None:
                    stored = self._stored.get(target)
                    if stored is not None:
                        self._put_right(row, stored)
            elif stored is not None or self._intake.code_of(row) in self._codes:
                return self._left_out(row, equal)  # its code can't be stored twice
        if any(note.level == "error" for note in row.notes):
            return Planned(row, "error")
        self._intake.check(row, stored)
        self._required(row, stored)
        self._free_code(row, stored)
        if any(note.level == "error" for note in row.notes):
            return Planned(row, "error")
        self._remember(row, stored)
        if joins is not None:
            return Planned(
                row, "changed", None, {k: v for k, v in row.values.items() if v is not None}, joins=joins
            )
        if stored is None or stored.binned:
            return Planned(row, "new", stored, self._differing(row, stored) if stored else {})
        changes = self._differing(row, stored)
        if changes and row.row_version is not None and row.row_version < stored.row_version:
            row.warn("", _("The record was changed here after this file was exported."))
        return Planned(row, "changed" if changes else "same", stored, changes)

    def _left_out(self, row: Incoming, equal: "tuple[int | str, str, int | None]") -> Planned:
        of, why, _target = equal
        row.notes = [note for note in row.notes if note.level == "warning"]
        return Planned(row, "duplicate", of=of, why=why)

    def _put_right(self, row: Incoming, stored: Stored) -> None:
        """A cell that says what we would export of the stored record is understood, whatever it looks like."""
        for name, value in list(row.values.items()):
            field = self._fields[name]
            if isinstance(value, Unread | Within) and value.text == self.told(field, stored.values.get(name)):
                row.values[name] = stored.values.get(name)
                row.notes = [note for note in row.notes if note.field != name or note.level != "error"]

    def told(self, field: Field, value: Any) -> str:
        """A stored link, or list of links, as its cell would be written; other kinds never fail to be read back."""
        if field.link is None or not value:
            return ""
        if field.kind == "list":
            names = field.link.tell(self._intake.session, value)
            return LIST_SEPARATOR.join(names.get(each, "") for each in value)
        return field.link.tell(self._intake.session, [value]).get(value, "")

    def _equal(self, row: Incoming, stored: Stored | None) -> tuple[int | str, str, int | None] | None:
        """The earlier row of the file, or the stored record, that `row` repeats, why, and the record's id."""
        code = self._intake.code_of(row)
        title = self._title(self._intake.code)
        own_code, own_keys = self._own(row, stored)
        if code and code in self._codes and code != own_code:
            return self._codes[code], title, None
        if stored is not None and stored.id in self._ids:
            return self._ids[stored.id], title, None
        for name, key in self._intake.keys(row).items():
            if not key or key == own_keys.get(name):
                continue
            if (name, key) in self._keys:
                return self._keys[name, key], self._title(name), None
            if stored is None and (found := self._index.by_key.get((name, key))) is not None:
                return self._index.codes.get(found) or str(found), self._title(name), found
        return None

    def _own(self, row: Incoming, stored: Stored | None) -> tuple[str, Mapping[str, str]]:
        """By what the stored record that `row` is may be like others: two of one name are two, as they lie there."""
        if stored is None:
            return "", {}
        code = self._index.codes.get(stored.id, "") if row.uuid else ""
        return code, self._intake.keys(Incoming(0, dict(stored.values)))

    def _remember(self, row: Incoming, stored: Stored | None) -> None:
        if code := self._intake.code_of(row):
            self._codes.setdefault(code, row.number)
        if stored is not None:
            self._ids.setdefault(stored.id, row.number)
        for name, key in self._intake.keys(row).items():
            if key:
                self._keys.setdefault((name, key), row.number)

    def _title(self, name: str) -> str:
        return self._fields[name].title if name in self._fields else name

    def _required(self, row: Incoming, stored: Stored | None) -> None:
        for known in self._fields.values():
            if known.required and row.get(known.name) in (None, "", ()):
                if stored is not None and not row.clears:
                    continue
                row.refuse(known.name, _("{field} is missing.").format(field=known.title))

    def _free_code(self, row: Incoming, stored: Stored | None) -> None:
        """A record does not get the code of another one; what is put together, as of contacts, is no code."""
        code = self._intake.code_of(row)
        if stored is None or not code or code != row.get(self._intake.code):
            return
        if self._index.by_code.get(code) not in (None, stored.id):
            row.refuse(self._intake.code, _("The code {code} is taken already.").format(code=code))

    def _differing(self, row: Incoming, stored: Stored) -> dict[str, Any]:
        return {
            name: value
            for name, value in row.values.items()
            if (value is not None or row.clears)
            and not same(self._fields[name], value, stored.values.get(name))
        }


def _bare_codes(codes: Mapping[str, int]) -> dict[str, str]:
    """Codes of digits without their leading zeros, where only one code looks so."""
    bare: dict[str, str] = {}
    for code in codes:
        if code.isdecimal():
            short = code.lstrip("0")
            bare[short] = "" if short in bare else code
    return bare


def _of(of: int | str) -> str:
    return _("row {row}").format(row=of) if isinstance(of, int) else of


def same(field: Field, new: Any, old: Any) -> bool:
    """Whether two values of a field say the same: a number written otherwise, a moment cut to the second."""
    if new in (None, "", ()) or old in (None, "", ()):
        return new in (None, "", ()) and old in (None, "", ())
    if new == old:
        return True
    if field.kind == "text":
        return storable(str(new)).strip() == storable(str(old)).strip()
    if field.kind == "phone":
        return number_key(new) == number_key(old)
    if field.kind == "phones":
        return [number_key(each) for each in new] == [number_key(each) for each in old]
    if field.kind == "datetime" and isinstance(new, datetime) and isinstance(old, datetime):
        return abs((new - old).total_seconds()) < 1
    if field.kind in ("number", "money", "percent"):
        return Decimal(new) == Decimal(old)
    return False
