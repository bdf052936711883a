"""Putting records into the directory and finding them by characters, pinyin, initials and numbers."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import (
    Integer,
    Select,
    TextClause,
    and_,
    bindparam,
    column,
    func,
    insert,
    or_,
    select,
    table,
    text,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from app.china import phones, pinyin
from app.directory.model import Entry, Key
from app.directory.tokens import is_hanzi, tokens
from app.store.many import insert_many

FEWEST_DIGITS = 3
"""Fewer digits than these match half the archive, so they are read as text."""
_DIGITS = re.compile(r"[+\d][\d\s()（）\-－—+.]*")
_LETTERS = re.compile(r"[a-z][a-z0-9' ]*")
_KEY_LENGTH = 80
_ASKED_AT_ONCE = 500
_LAST = "\U0010ffff"
"""Behind every hanzi, in the order of both databases."""
_FULL_TEXT = table("directory_text", column("rowid", Integer))


@dataclass(frozen=True, slots=True)
class Found:
    """How many records match, and the best of them by id."""

    total: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a record is found by."""

    record_id: int
    names: list[str]
    numbers: list[str]
    words: list[str]
    lesser_names: list[str] = field(default_factory=list)

    def text(self, kind: str) -> str:
        """The entry's column `text`; numbers are reached by their keys."""
        return search_text(kind, [*self.names, *self.lesser_names, *self.words])

    def keys(self) -> set[str]:
        """The entry's keys."""
        lesser = keys_of(self.lesser_names, ())
        return keys_of(self.names, self.numbers) | {f"{key} "[:_KEY_LENGTH] for key in lesser}


def put(
    session: Session,
    kind: str,
    record_id: int,
    *,
    names: Iterable[str] = (),
    lesser_names: Iterable[str] = (),
    numbers: Iterable[str] = (),
    words: Iterable[str] = (),
    new: bool = False,
) -> None:
    """Make the record found by `names` (also by pinyin), by normal `numbers` (also by their end) and by `words`.

    `lesser_names` are found like names, but behind them: somebody at a firm, not the firm itself. Called in the
    record's own write, so it is undone, restored and imported with it. `new` says that the record was never put
    before, which saves a look.
    """
    told = Told(record_id, list(names), list(numbers), list(words), list(lesser_names))
    body, wanted = told.text(kind), told.keys()
    entry = None if new else _entry(session, kind, record_id)
    if entry is None:
        entry = Entry(kind=kind, record_id=record_id, text=body)
        session.add(entry)
        session.flush()
        session.add_all(Key(key=key, kind=kind, entry_id=entry.id) for key in sorted(wanted))
        return
    if entry.text != body:
        entry.text = body
    stored = {row.key: row for row in session.scalars(select(Key).where(Key.entry_id == entry.id))}
    for key in stored.keys() - wanted:
        session.delete(stored[key])
    session.add_all(Key(key=key, kind=kind, entry_id=entry.id) for key in sorted(wanted - stored.keys()))


def remove(session: Session, kind: str, record_id: int) -> None:
    """Take the record out of the directory, as when it goes to the bin."""
    entry = _entry(session, kind, record_id)
    if entry is None:
        return
    for row in session.scalars(select(Key).where(Key.entry_id == entry.id)):
        session.delete(row)
    session.flush()  # keys before the entry they point to
    session.delete(entry)


def _entry(session: Session, kind: str, record_id: int) -> Entry | None:
    return session.scalar(select(Entry).where(Entry.kind == kind, Entry.record_id == record_id))


def search_text(kind: str, parts: Iterable[str]) -> str:
    """The column `text` of an entry: its kind as a first token, then the tokens of all parts.

    Parts are parted by a token of their own, so that no phrase runs from one into the next.
    """
    return " ".join([_kind_token(kind), *(" ".join([*tokens(part), "0x"]) for part in parts if part)])


def _kind_token(kind: str) -> str:
    return f"0kind{kind}"


def keys_of(names: Iterable[str], numbers: Iterable[str]) -> set[str]:
    """Every key of an entry: names as written, initials and full pinyin in all readings, numbers both ways."""
    keys = {
        key[:_KEY_LENGTH]
        for name in names
        for key in (_written(name), *pinyin.initials(name), *pinyin.full(name))
        if key
    }
    for number in filter(None, numbers):
        keys |= {f"#{number}", f"~{number[::-1]}"}
    return keys


def _written(name: str) -> str:
    """A name's own key, if it begins with a hanzi: without blanks and signs."""
    found = tokens(name)
    return "".join(found) if found and is_hanzi(found[0]) else ""


def who(session: Session, number: str) -> list[tuple[str, int]]:
    """Kind and id of everybody whose normal number is `number`."""
    if not number:
        return []
    query = (
        select(Entry.kind, Entry.record_id)
        .join(Key, Key.entry_id == Entry.id)
        .where(Key.key == f"#{number}")
        .order_by(Entry.kind, Entry.record_id)
    )
    return [(kind, record_id) for kind, record_id in session.execute(query)]


def holders(
    session: Session, numbers: Iterable[str], kinds: Sequence[str]
) -> dict[str, list[tuple[str, int]]]:
    """As `who` for many numbers at once and for records of `kinds` only: {number: [(kind, id), …]}."""
    found: dict[str, list[tuple[str, int]]] = {}
    keys = sorted({f"#{number}" for number in numbers if number})
    for first in range(0, len(keys), _ASKED_AT_ONCE):
        query = (
            select(Key.key, Entry.kind, Entry.record_id)
            .join(Entry, Key.entry_id == Entry.id)
            .where(Key.key.in_(keys[first : first + _ASKED_AT_ONCE]), Key.kind.in_(list(kinds)))
        )
        for key, kind, record_id in session.execute(query):
            found.setdefault(key[1:], []).append((kind, record_id))
    return found


def find(session: Session, kind: str, wanted: str, *, limit: int) -> Found:
    """The records of `kind` that `wanted` leads to, the best `limit` of them first.

    Digits reach numbers by beginning or end, letters reach pinyin and initials by beginning, anything
    reaches names and texts as a phrase. Reached by a key comes before reached by text; newer before older.
    """
    by_key, by_text = _keyed(kind, wanted), _texts(session, kind, wanted)
    best: list[int] = []
    if by_key is not None:
        # exact keys first, then the shortest: typing goes on until the right one is on top
        shortest = func.min(func.length(Key.key))
        ranked = by_key.group_by(Key.entry_id).order_by(shortest, Key.entry_id.desc()).limit(limit)
        best += session.scalars(ranked)
    if by_text is not None and len(best) < limit:
        newest = by_text.order_by(by_text.selected_columns[0].desc()).limit(limit)
        best += session.scalars(newest)
    best = list(dict.fromkeys(best))[:limit]
    records = dict(session.execute(select(Entry.id, Entry.record_id).where(Entry.id.in_(best))).all())
    return Found(_count(session, by_key, by_text), tuple(records[entry] for entry in best))


def _count(session: Session, by_key: Select[int] | None, by_text: Select[int] | None) -> int:
    """How many different entries there are, counted in the two indexes without a look at the entries."""
    if by_text is None or by_key is None:
        one = by_text if by_key is None else by_key.distinct()
        return 0 if one is None else session.scalar(select(func.count()).select_from(one.subquery())) or 0
    return session.scalar(select(func.count()).select_from(union(by_key, by_text).subquery())) or 0


def reached(session: Session, kind: str, wanted: str, *, numbers_in_text: bool = False) -> Select[int] | None:
    """A query of the ids of all records of `kind` that `wanted` leads to, as `find`; None when it says nothing.

    With `numbers_in_text` those are left out whose number begins with the digits just as they are typed: for
    somebody who also asks `matches` of records that tell this number in their text.
    """
    by_key = _keyed(kind, wanted, numbers_in_text=numbers_in_text)
    ways = [way for way in (by_key, _texts(session, kind, wanted)) if way is not None]
    return select(Entry.record_id).where(Entry.id.in_(union_all(*ways))) if ways else None


def matches(session: Session, kind: str, wanted: str, *, since: int = 0) -> Select[int] | None:
    """A query of the record ids of `kind` whose text holds `wanted` as a phrase; None when it holds no word.

    `since` leaves out the entries before the one of that number (`first_entry`).
    """
    found = _texts(session, kind, wanted)
    if found is None:
        return None
    if since:
        found = found.where(found.selected_columns[0] >= since)
    entries = found.subquery()
    return select(Entry.record_id).join(entries, entries.c[0] == Entry.id)


def first_entry(session: Session, kind: str, record_id: int) -> int:
    """The lowest number of an entry among those of the records of `kind` from `record_id` on."""
    lowest = select(func.min(Entry.id)).where(Entry.kind == kind, Entry.record_id >= record_id)
    return session.scalar(lowest) or 0


def _keyed(kind: str, wanted: str, *, numbers_in_text: bool = False) -> Select[int] | None:
    """The entries of `kind` with a key that begins like `wanted`, once for each such key."""
    prefixes = _prefixes(wanted, typed=not numbers_in_text)
    if not prefixes:
        return None
    ranges = or_(*(and_(Key.key >= p, Key.key < p + ("\x7f" if p.isascii() else _LAST)) for p in prefixes))
    return select(Key.entry_id).where(ranges, Key.kind == kind)


def _prefixes(wanted: str, *, typed: bool) -> list[str]:
    folded = unicodedata.normalize("NFKC", wanted).strip().lower()
    if _DIGITS.fullmatch(folded):
        digits = re.sub(r"\D", "", folded)
        if len(digits) < FEWEST_DIGITS:
            return []
        normal = phones.parse(folded).number or digits
        beginnings = {f"#{digits}": typed, f"#{normal}": typed or normal != digits}
        return [key for key, meant in beginnings.items() if meant] + [f"~{digits[::-1]}"]
    if _LETTERS.fullmatch(folded):
        return [re.sub(r"[' ]", "", folded)]
    written = _written(folded)[:_KEY_LENGTH]
    return [written] if written else []


def _texts(session: Session, kind: str, wanted: str) -> Select[int] | None:
    """The entries of `kind` whose text holds `wanted` as a phrase, from the full-text index alone."""
    found = tokens(wanted)
    if not found:
        return None
    if session.get_bind().dialect.name == "postgresql":
        phrase = " <-> ".join(found) + ("" if is_hanzi(found[-1]) else ":*")
        condition = text("directory_entry.tokens @@ to_tsquery('simple', :phrase)")
        return select(Entry.id).where(_bound(condition, f"{_kind_token(kind)} & ({phrase})"))
    phrase = f'"{" ".join(found)}"' + ("" if is_hanzi(found[-1]) else "*")
    condition = text("directory_text MATCH :phrase")
    return select(_FULL_TEXT.c.rowid).where(_bound(condition, f"{_kind_token(kind)} AND {phrase}"))


def _bound(condition: TextClause, phrase: str) -> TextClause:
    return condition.bindparams(
        bindparam("phrase", phrase, unique=True)
    )  # two kinds may meet in one statement


def parts_of(number: str) -> Iterable[str]:
    """The ends of a normal number, three digits and longer: as words they let any part of it be found."""
    return (number[start:] for start in range(1, len(number) - FEWEST_DIGITS + 1))


def put_many(session: Session, kind: str, told: Sequence[Told]) -> None:
    """As `put` for many new records at once, recorded row by row."""
    entries = insert_many(
        session,
        Entry,
        [{"kind": kind, "record_id": each.record_id, "text": each.text(kind)} for each in told],
    )
    insert_many(
        session,
        Key,
        [
            {"key": key, "kind": kind, "entry_id": entry}
            for entry, each in zip(entries, told, strict=True)
            for key in sorted(each.keys())
        ],
    )


def bulk_put(
    session: Session, kind: str, rows: Sequence[tuple[int, list[str], list[str], list[str]]]
) -> None:
    """As `put` for many new records at once: (record id, names, numbers, words) each; no images are recorded."""
    if not rows:
        return
    first = (session.scalar(select(func.max(Entry.id))) or 0) + 1
    connection = session.connection()  # below the unit of work, which takes as long as the database itself
    connection.execute(
        insert(Entry),
        [
            {
                "id": first + i,
                "kind": kind,
                "record_id": record_id,
                "text": search_text(kind, [*names, *words]),
            }
            for i, (record_id, names, _, words) in enumerate(rows)
        ],
    )
    keys = [
        {"key": key, "kind": kind, "entry_id": first + i}
        for i, (_, names, numbers, _) in enumerate(rows)
        for key in sorted(keys_of(names, numbers))
    ]
    if keys:
        connection.execute(insert(Key), keys)
