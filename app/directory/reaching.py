"""Which entries of the directory a typed text leads to, as queries: for lists of all of them or of the newest."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    column,
    false,
    func,
    or_,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.orm import Session

from app.china import phones
from app.directory.keys import FEWEST_DIGITS, KEY_LENGTH, kind_token, written
from app.directory.model import Entry, Key
from app.directory.tokens import is_hanzi, tokens

_DIGITS = re.compile(r"[+\d][\d\s()（）\-－—+.]*")
_LETTERS = re.compile(r"[a-z][a-z0-9' ]*")
_LAST = "\U0010ffff"
"""Behind every hanzi, in the order of both databases."""
_FULL_TEXT = table("directory_text", column("rowid", Integer))
_HOLDS = {
    "sqlite": "directory_text MATCH :phrase",
    "postgresql": "directory_entry.tokens @@ to_tsquery('simple', :phrase)",
}


def reached(session: Session, kind: str, wanted: str, *, numbers_in_text: bool = False) -> Select[int] | None:
    """A query of the ids of all records of `kind` that `wanted` leads to, as `find`; None when it says nothing.

    With `numbers_in_text` those are left out whose number begins with the digits just as they are typed: for
    somebody who also asks `matches` of records that tell this number in their text.
    """
    ways = _ways(session, kind, wanted, numbers_in_text=numbers_in_text)
    return select(Entry.record_id).where(Entry.id.in_(union_all(*ways))) if ways else None


def _ways(session: Session, kind: str, wanted: str, *, numbers_in_text: bool) -> list[Select[int]]:
    """The entries of `kind` that `wanted` leads to: by keys, and by text."""
    found = (keyed(kind, wanted, numbers_in_text=numbers_in_text), texts(session, kind, wanted))
    return [way for way in found if way is not None]


def asked_back(
    session: Session, kind: str, wanted: str, asked: FromClause, *, numbers_in_text: bool = False
) -> Select[int]:
    """The column `tag` of those rows of `asked` whose column `record` is the id of a record that `reached` gives.

    Each of the records is looked up: for few of them and a text that leads to many.
    """
    # an inner query, so that no database begins with the many instead
    entry = select(Entry.id).where(Entry.kind == kind, Entry.record_id == asked.c.record).scalar_subquery()
    found = select(asked.c.tag, entry.label("entry")).subquery()
    by_key = keyed(kind, wanted, numbers_in_text=numbers_in_text)
    ways: list[ColumnElement[bool]] = [] if by_key is None else [found.c.entry.in_(by_key)]
    if is_beginning_of_many(wanted):
        text = select(Entry.text).where(Entry.id == found.c.entry).scalar_subquery()
        ways.append(text.contains(_phrase(wanted), autoescape=True))
    elif (by_text := texts(session, kind, wanted)) is not None:
        ways.append(found.c.entry.in_(by_text))
    return select(found.c.tag).where(or_(false(), *ways))


def amount(session: Session, kind: str, wanted: str, *, most: int, numbers_in_text: bool = False) -> int:
    """By how many keys `wanted` leads to records of `kind`, and by how many texts when it is hanzi or has no key;
    each of both is counted up to `most`.
    """

    def counted(way: Select[int]) -> int:
        return session.scalar(select(func.count()).select_from(way.limit(most).subquery())) or 0

    by_key, by_text = keyed(kind, wanted, numbers_in_text=numbers_in_text), texts(session, kind, wanted)
    known = 0 if by_key is None else counted(by_key)
    if by_text is not None and (not known or is_hanzi(tokens(wanted)[-1])):
        known += counted(by_text)
    return known


def newest(session: Session, kind: str, wanted: str, most: int) -> list[int]:
    """The newest `most` entries of `kind` whose text holds `wanted`, the newest first."""
    found = texts(session, kind, wanted)
    if found is None:
        return []
    return list(session.scalars(found.order_by(found.selected_columns[0].desc()).limit(most)))


def record_of(session: Session, entry: int) -> int:
    """The record that the entry of that number is of."""
    return session.scalars(select(Entry.record_id).where(Entry.id == entry)).one()


def records_of(entries: Sequence[int]) -> Select[int]:
    """A query of the records of `entries`."""
    return select(Entry.record_id).where(Entry.id.in_(entries))


def matches(session: Session, kind: str, wanted: str, *, since: int = 0) -> Select[int] | None:
    """A query of the record ids of `kind` whose text holds `wanted` as a phrase; None when it holds no word.

    `since` leaves out the entries before the one of that number (`first_entry`).
    """
    if since and is_beginning_of_many(wanted):
        return select(Entry.record_id).where(
            Entry.id >= since,
            Entry.text.startswith(f"{kind_token(kind)} ", autoescape=True),
            holds(wanted),
        )
    found = texts(session, kind, wanted)
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


def keyed(kind: str, wanted: str, *, numbers_in_text: bool = False) -> Select[int] | None:
    """The entries of `kind` with a key that begins like `wanted`, once for each such key."""
    begins = beginning(wanted, numbers_in_text=numbers_in_text)
    return None if begins is None else select(Key.entry_id).where(begins, Key.kind == kind)


def beginning(wanted: str, *, numbers_in_text: bool = False) -> ColumnElement[bool] | None:
    """Whether a key begins like `wanted`; None when no key does."""
    beginnings = prefixes(wanted, typed=not numbers_in_text)
    if not beginnings:
        return None
    return or_(*(and_(Key.key >= p, Key.key < p + ("\x7f" if p.isascii() else _LAST)) for p in beginnings))


def prefixes(wanted: str, *, typed: bool) -> list[str]:
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
    name = written(folded)[:KEY_LENGTH]
    return [name] if name else []


def texts(
    session: Session, kind: str | Sequence[str] | None, wanted: str, *, first: int | None = None
) -> Select[int] | None:
    """The entries of a kind, of several, or of any, whose text holds `wanted` as a phrase, from the index alone.

    With `first` only that many words of it are asked for.
    """
    dialect = session.get_bind().dialect.name
    phrase = phrase_for(dialect, kind, wanted, first=first)
    if phrase is None:
        return None
    # two kinds may meet in one statement, so the parameter's name is its own
    condition = text(_HOLDS[dialect]).bindparams(bindparam("phrase", phrase, unique=True))
    return select(Entry.id if dialect == "postgresql" else _FULL_TEXT.c.rowid).where(condition)


def phrase_for(
    dialect: str, kind: str | Sequence[str] | None, wanted: str, *, first: int | None = None
) -> str | None:
    """What the full-text index of that database is asked for `wanted`, as in `texts`; None when it holds no word."""
    found = tokens(wanted)
    if not found:
        return None
    words = found[:first]
    begins = len(words) == len(found) and not is_hanzi(words[-1])  # what is typed last may be half a word
    server = dialect == "postgresql"
    phrase = " <-> ".join(words) + ":*" * begins if server else f'"{" ".join(words)}"' + "*" * begins
    if not kind:
        return phrase
    kinds = (" | " if server else " OR ").join(map(kind_token, [kind] if isinstance(kind, str) else kind))
    return f"({kinds}) & ({phrase})" if server else f"({kinds}) AND {phrase}"


def holds(wanted: str) -> ColumnElement[bool]:
    """Whether an entry's text holds `wanted`, found by a look at the text: for few entries."""
    return Entry.text.contains(_phrase(wanted), autoescape=True)


def is_beginning_of_many(wanted: str) -> bool:
    """Whether `wanted` ends with a letter, or one or two digits.

    The full-text index puts together all words that begin so before it gives the first of them: a look at some
    thousand texts is quicker, where so few are asked about.
    """
    found = tokens(wanted)
    return bool(found) and not is_hanzi(found[-1]) and len(found[-1]) <= (2 if found[-1].isdigit() else 1)


def _phrase(wanted: str) -> str:
    """The piece of the column `text` that an entry has in which full-text search finds `wanted`."""
    return " " + " ".join(tokens(wanted))
