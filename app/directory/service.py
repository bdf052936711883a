"""Putting records into the directory and finding them by characters, pinyin, initials and numbers."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.keys import Told as Told
from app.directory.keys import keys_of, search_text
from app.directory.keys import parts_of as parts_of
from app.directory.model import Entry, Key
from app.directory.ranking import Found as Found
from app.directory.ranking import find as find
from app.directory.ranking import find_each as find_each
from app.directory.reaching import matches as matches
from app.directory.reaching import reached as reached
from app.store.many import insert_many
from app.store.pouring import pour

_ASKED_AT_ONCE = 500


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
    last_key = session.scalar(select(func.max(Key.id))) or 0
    pour(
        session,
        Entry,
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
        (key, first + i)
        for i, (_, names, numbers, _) in enumerate(rows)
        for key in sorted(keys_of(names, numbers))
    ]
    pour(
        session,
        Key,
        [
            {"id": number, "key": key, "kind": kind, "entry_id": entry}
            for number, (key, entry) in enumerate(keys, last_key + 1)
        ],
    )
