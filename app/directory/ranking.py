"""The best records that a typed text leads to, of as many kinds as are asked for with few looks at the indexes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, literal, select, text, true, union, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.directory.model import Entry, Key
from app.directory.reaching import beginning, holds, is_beginning_of_many, keyed, phrase_for, texts
from app.directory.tokens import is_hanzi, tokens

_FEW = 600
"""So many texts are looked up to see of which kind they are; with more the index is asked kind by kind."""
_SMALL, _FEW_OF_SMALL = 20_000, 2_000
"""Kinds of so few records are asked for together, and looked up when there are not more than that."""
_RARE = 5
"""So many first words of a long phrase are asked for: 有限公司 at the end of a name stands in half of all texts."""
_COUNT = {
    "sqlite": text("SELECT count(*) FROM directory_text WHERE directory_text MATCH :phrase"),
    "postgresql": text("SELECT count(*) FROM directory_entry WHERE tokens @@ to_tsquery('simple', :phrase)"),
}
_SIZES = text(  # each kind's first entry by the index, not a look at all of them
    "WITH RECURSIVE there(kind) AS (SELECT min(kind) FROM directory_entry UNION ALL"
    " SELECT (SELECT min(kind) FROM directory_entry WHERE kind > there.kind) FROM there WHERE kind IS NOT NULL)"
    " SELECT kind, (SELECT max(record_id) FROM directory_entry e WHERE e.kind = there.kind) FROM there"
    " WHERE kind IS NOT NULL"
)
_NEWEST = {
    "sqlite": text(
        "SELECT rowid FROM directory_text WHERE directory_text MATCH :phrase ORDER BY rowid DESC LIMIT :most"
    ),
    "postgresql": text(
        "SELECT id FROM directory_entry WHERE tokens @@ to_tsquery('simple', :phrase)"
        " ORDER BY id DESC LIMIT :most"
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """How many records match, and the best of them by id."""

    total: int
    ids: tuple[int, ...]


@dataclass(slots=True)
class _Reached:
    """How many entries of a kind one index leads to, and the first of them in their order."""

    total: int = 0
    entries: list[int] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether all of them are known."""
        return len(self.entries) == self.total


def find(session: Session, kind: str, wanted: str, *, limit: int) -> Found:
    """As `find_each` for one kind."""
    return find_each(session, (kind,), wanted, limit=limit)[kind]


def find_each(session: Session, kinds: Sequence[str], wanted: str, *, limit: int) -> dict[str, Found]:
    """The records of each of `kinds` that `wanted` leads to, the best `limit` of a kind first.

    Digits reach numbers by beginning or end, letters reach pinyin and initials by beginning, anything
    reaches names and texts as a phrase. Reached by a key comes before reached by text; newer before older.
    """
    by_key = _by_key(session, kinds, wanted, limit)
    by_text = _few_texts(session, kinds, wanted, few=_FEW) or _many_texts(session, kinds, wanted, limit)
    best = {
        kind: list(dict.fromkeys([*by_key[kind].entries, *by_text[kind].entries]))[:limit] for kind in kinds
    }
    totals = _totals(session, wanted, by_key, by_text)
    records = _records(session, [entry for entries in best.values() for entry in entries])
    return {kind: Found(totals[kind], tuple(records[each] for each in best[kind])) for kind in kinds}


def _records(session: Session, entries: Iterable[int]) -> dict[int, int]:
    """The records that `entries` are of."""
    asked = select(Entry.id, Entry.record_id).where(Entry.id.in_(list(entries)))
    return dict(session.execute(asked).all())


def _by_key(session: Session, kinds: Sequence[str], wanted: str, limit: int) -> dict[str, _Reached]:
    """The entries with a key that begins like `wanted`: exact keys first, then the shortest, so that typing goes on
    until the right one is on top.
    """
    found = {kind: _Reached() for kind in kinds}
    begins = beginning(wanted)
    if begins is None:
        return found
    shortest = func.min(func.length(Key.key)).label("shortest")
    hits = (
        select(Key.kind, Key.entry_id, shortest)
        .where(begins, Key.kind.in_(kinds))
        .group_by(Key.kind, Key.entry_id)
        .subquery()
    )
    best_first = (hits.c.shortest, hits.c.entry_id.desc())
    placed = select(
        hits.c.kind,
        hits.c.entry_id,
        func.row_number().over(partition_by=hits.c.kind, order_by=best_first).label("place"),
        func.count().over(partition_by=hits.c.kind).label("total"),
    ).subquery()
    first = select(placed).where(placed.c.place <= limit).order_by(placed.c.kind, placed.c.place)
    for kind, entry, _place, total in session.execute(first):
        found[kind].total = total
        found[kind].entries.append(entry)
    return found


def _few_texts(
    session: Session, kinds: Sequence[str], wanted: str, *, few: int, only: Sequence[str] | None = None
) -> dict[str, _Reached] | None:
    """The entries whose text holds `wanted`, the newest first; None when there are more than `few`.

    Those of all kinds are looked through, or `only` of some.
    """
    found = {kind: _Reached() for kind in kinds}
    only = kinds if len(kinds) == 1 else only
    ways = [texts(session, only, wanted)]
    if len(tokens(wanted)) > _RARE:
        ways.insert(0, texts(session, only, wanted, first=_RARE))
    for way in ways:
        if way is None:
            return found
        those = way.limit(few + 1).cte("few").prefix_with("MATERIALIZED")
        amount = select(func.count()).select_from(those)
        looked_up = (
            select(Entry.kind, Entry.id, holds(wanted))
            .join(those, those.c[0] == Entry.id)
            .where(amount.scalar_subquery() <= few)
        )
        counted = select(literal(""), amount.scalar_subquery(), true())
        told = session.execute(union_all(counted, looked_up)).all()
        if next(number for kind, number, _held in told if not kind) <= few:
            for kind, entry, held in sorted(told, key=lambda each: -each[1]):
                if held and kind in found:
                    found[kind].entries.append(entry)
                    found[kind].total += 1
            return found
    return None


def _many_texts(session: Session, kinds: Sequence[str], wanted: str, limit: int) -> dict[str, _Reached]:
    """As `_few_texts` of many: how many there are, and the newest of them."""
    # the session's own part of a dozen small statements would cost as much as they do
    connection = session.connection()
    dialect = connection.dialect.name

    def counted(kind: str | None) -> int:
        return connection.scalar(_COUNT[dialect], {"phrase": phrase_for(dialect, kind, wanted)}) or 0

    sizes: dict[str, int] = dict(connection.execute(_SIZES).all())
    small = [kind for kind in kinds if sizes.get(kind, 0) <= _SMALL]
    found: dict[str, _Reached] = {}
    if is_beginning_of_many(wanted):
        found = _looked_through(session, small, wanted)
    elif len(small) > 1:
        found = _few_texts(session, small, wanted, few=_FEW_OF_SMALL, only=small) or {}
    # what only begins so is dear to ask twice
    most = limit if is_hanzi(tokens(wanted)[-1]) else max(limit, _FEW)
    asked = [kind for kind in kinds if kind not in found]
    for kind in asked:
        phrase = {"phrase": phrase_for(dialect, kind, wanted), "most": most + 1}
        newest = list(connection.scalars(_NEWEST[dialect], phrase))
        found[kind] = _Reached(len(newest), newest)
    many = [kind for kind in asked if len(found[kind].entries) == most + 1]
    largest = max(many, key=lambda kind: sizes[kind], default=None)
    for kind in many:
        if kind != largest:
            found[kind].total = counted(kind)
    if largest is not None:  # it has what the others leave, which costs less than to look for its own
        rest = sum(found[kind].total for kind in kinds if kind != largest)
        found[largest].total = counted(None) - rest if sizes.keys() <= set(kinds) else counted(largest)
    return found


def _looked_through(session: Session, kinds: Sequence[str], wanted: str) -> dict[str, _Reached]:
    """As `_few_texts`, by a look at every text of these kinds: the index puts together all words that begin like
    `wanted` for each of its answers, which takes longer than twenty thousand texts.
    """
    found = {kind: _Reached() for kind in kinds}
    held = select(Entry.kind, Entry.id).where(Entry.kind.in_(kinds), holds(wanted)).order_by(Entry.id.desc())
    for kind, entry in session.execute(held):
        found[kind].total += 1
        if len(found[kind].entries) < _FEW_OF_SMALL:
            found[kind].entries.append(entry)
    return found


def _totals(
    session: Session, wanted: str, by_key: dict[str, _Reached], by_text: dict[str, _Reached]
) -> dict[str, int]:
    """How many entries of each kind there are by key or by text, each counted once."""
    totals: dict[str, int] = {}
    for kind, keys in by_key.items():
        told = by_text[kind]
        both = 0
        if keys.whole and told.whole:
            both = len({*keys.entries} & {*told.entries})
        elif keys.whole and keys.total:
            both = session.scalar(_how_many(Entry.id).where(Entry.id.in_(keys.entries), holds(wanted))) or 0
        elif keys.total and told.whole:
            begins = beginning(wanted)
            assert begins is not None
            found = _how_many(Key.entry_id).where(begins, Key.entry_id.in_(told.entries))
            both = (session.scalar(found) or 0) if told.total else 0
        elif keys.total and told.total:
            ways = keyed(kind, wanted), texts(session, kind, wanted)
            together = union(*(way for way in ways if way is not None)).subquery()
            amount = session.scalar(select(func.count()).select_from(together)) or 0
            both = keys.total + told.total - amount
        totals[kind] = keys.total + told.total - both
    return totals


def _how_many(column: InstrumentedAttribute[int]) -> Select[int]:
    return select(func.count(column.distinct()))
