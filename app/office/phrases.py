"""Phrases kept ready (records.md 话术): the office's own table, filled with ours once, changed by hand."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import shipped, words
from app.china import pinyin
from app.office import abbreviations
from app.office.desk import Desk
from app.office.model import Phrase
from app.store.errors import Conflict, FieldError
from app.store.store import Store
from app.words import _

KIND = "phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhrase:
    """What is typed to keep a phrase. `occasion` is a category or situation of calls, "" for any."""

    key: str
    title: str
    text: str
    occasion: str = ""


class PhraseRow(NamedTuple):
    """A phrase as lists and the form show it."""

    id: int
    row_version: int
    key: str
    title: str
    text: str
    occasion: str
    keys: tuple[str, ...] = ()
    """What the title is found by when typed: initials and pinyin in every reading."""


def rows(desk: Desk) -> list[PhraseRow]:
    """Every phrase, in the order of their keys."""
    with desk.store.read() as session:
        found = session.scalars(select(Phrase).where(Phrase.deleted_at.is_(None)).order_by(Phrase.key)).all()
        return [
            PhraseRow(
                row.id, row.row_version, row.key, row.title, row.text, row.occasion,
                (*pinyin.initials(row.title), *pinyin.full(row.title)),
            )
            for row in found
        ]  # fmt: skip


def fitting(phrases: Sequence[PhraseRow], wanted: str, *, occasion: str = "") -> list[PhraseRow]:
    """Those that `wanted` leads to by key, title, pinyin or text; what fits `occasion` comes first, then the keys."""
    wanted = wanted.strip().lower().removeprefix(abbreviations.LEAD)
    found = [one for one in phrases if not wanted or _rank(one, wanted) is not None]
    return sorted(
        found,
        key=lambda one: (
            (_rank(one, wanted) or 0) if wanted else 0,
            0 if one.occasion and one.occasion == occasion else 1 if not one.occasion else 2,
            one.key,
        ),
    )


def _rank(one: PhraseRow, wanted: str) -> int | None:
    if one.key == wanted:
        return 0
    if one.key.startswith(wanted):
        return 1
    if wanted in one.title.lower() or any(key.startswith(wanted) for key in one.keys):
        return 2
    return 3 if wanted in one.text.lower() else None


def save(desk: Desk, new: NewPhrase, *, phrase_id: int | None = None, row_version: int = 0) -> int:
    """Keep a new phrase, or change `phrase_id` as it was read with `row_version`; its id.

    FieldError for what does not fit or a key that is taken, Conflict when somebody else changed it since.
    """
    new = NewPhrase(
        key=abbreviations.plain(new.key),
        title=new.title.strip(),
        text=new.text.strip(),
        occasion=new.occasion,
    )
    _check(new)
    with desk.store.write("phrase.save") as session:
        taken = session.scalar(select(Phrase).where(Phrase.key == new.key, Phrase.deleted_at.is_(None)))
        if taken is not None and taken.id != phrase_id:
            raise FieldError(
                "key", _("{key} is the key of “{title}” already.").format(key=new.key, title=taken.title)
            )
        row = Phrase() if phrase_id is None else session.get_one(Phrase, phrase_id)
        if phrase_id is not None and row.row_version != row_version:
            raise Conflict(
                _("“{title}” was changed by somebody else while you were at it.").format(title=row.title),
                kind=KIND, id=row.id, theirs={"title": row.title, "text": row.text},
            )  # fmt: skip
        row.key, row.title, row.text, row.occasion = new.key, new.title, new.text, new.occasion
        session.add(row)
        session.flush()
        return row.id


def _check(new: NewPhrase) -> None:
    if wrong := abbreviations.problem(new.key):
        raise FieldError("key", wrong)
    if not new.title:
        raise FieldError("title", _("What is it called? A word or two."))
    if len(new.title) > 50:
        raise FieldError("title", _("The title is longer than 50 characters."))
    if not new.text:
        raise FieldError("text", _("The text is missing: what shall be typed out?"))


def remove(desk: Desk, ids: Iterable[int]) -> int:
    """Put phrases into the bin; how many. Their keys are free again."""
    with desk.store.write("phrase.remove") as session:
        found = session.scalars(
            select(Phrase).where(Phrase.id.in_(list(ids)), Phrase.deleted_at.is_(None))
        ).all()
        for row in found:
            row.deleted_at = desk.clock()
        return len(found)


def ours(language: str | None = None) -> list[NewPhrase]:
    """The phrases that we ship, in `language` (default: the one in use)."""
    told = json.loads((shipped.data() / "phrases.json").read_text(encoding="utf-8"))
    return [NewPhrase(**each) for each in told[language or words.language()]]


def fill(store: Store, *, language: str = "zh") -> int:
    """Give a new office the phrases we ship; how many. Not recorded: it is how the office begins."""
    with store.write("phrase.fill", recorded=False) as session:
        return _add(session, ours(language))


def add_ours(desk: Desk) -> int:
    """Add those of our phrases whose keys are not taken, in the language in use; how many came."""
    with desk.store.write("phrase.add") as session:
        return _add(session, ours())


def _add(session: Session, new: list[NewPhrase]) -> int:
    taken = set(session.scalars(select(Phrase.key).where(Phrase.deleted_at.is_(None))))
    fresh = [each for each in new if each.key not in taken]
    session.add_all(
        Phrase(key=each.key, title=each.title, text=each.text, occasion=each.occasion) for each in fresh
    )
    return len(fresh)
