"""The quick first step of a search: found among the newest calls, it is what the whole list begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from app.calls import finding, foremost, service
from app.calls.callers import identity_of
from app.calls.finding import CallQuery
from app.calls.model import Call, Caller
from app.calls.rules import NewCall
from app.china import pinyin
from app.demo.fill import fill
from app.demo.invented import office
from app.directory.keys import keys_of
from app.directory.reaching import prefixes
from app.directory.tokens import is_hanzi, tokens
from app.office.desk import Desk
from app.overview.opening import open_desk
from tests.conftest import MORNING, Clock
from tests.store import postgres

CALLS = 240
LOOKS = {
    "nearly all at once": {},
    "one call after the other": {"WINDOWS": (1, 3), "SPARES": (1, 1.1), "_KEYS_OF_A_CALLER": 1},
    "too few, then more": {"WINDOWS": (20, 60), "SPARES": (0.6, 2), "_KEYS_OF_A_CALLER": 2},
    "thin hits all over": {"WINDOWS": (30,), "LONGEST": 40},
    "callers asked one by one": {"WINDOWS": (100,), "SPARES": (1.5,), "COUNTED": 10**6, "LONGEST": 10**6},
}
"""How far the quick step looks; each must lead to the same."""


@dataclass(frozen=True)
class Known:
    """A call and who made it, as a search may find them."""

    id: int
    started_at: datetime
    text: tuple[str, ...]
    keys: frozenset[str]
    names: tuple[str, ...]


@contextmanager
def database(kind: str) -> Iterator[str | None]:
    if kind == "sqlite":
        yield None
        return
    with postgres.server() as url:
        name = f"windows_{uuid4().hex[:12]}"
        with psycopg.connect(url.format(database="template1"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")  # type: ignore[arg-type]
        yield url.format(database=name)


@pytest.fixture(
    scope="module",
    params=[
        "sqlite",
        pytest.param("postgresql", marks=[pytest.mark.server, pytest.mark.long, pytest.mark.ci]),
    ],
)
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Some hundred calls, some logged late, some in the bin, some out of it again, some of nobody."""
    folder: Path = tmp_path_factory.mktemp("windows")
    clock = Clock(MORNING)
    with database(request.param) as server, open_desk(folder / "seat", server, clock=clock) as desk:
        fill(desk, replace(office("small", seed=3, until=MORNING.date()), total=CALLS))
        ids = sorted(finding.find(desk, CallQuery()))
        clock.forward(hours=2)
        for n in range(8):
            late = timedelta(days=n * 30)
            service.log(
                desk,
                NewCall(
                    started_at=clock.now - late, number="" if n % 2 else f"1395310668{n}", caller_name="王建国",
                    company="济南京源酒业有限公司", category="shipment", matter=f"青花{n}箱到没到，单号JL2026{n:03d}",
                    outcome="answered", answer="已到济南转运场",
                ),
            )  # fmt: skip
        service.remove(desk, ids[3::17])
        service.restore(desk, ids[3::34])
        yield desk


@pytest.fixture(scope="module")
def known(archive: Desk) -> list[Known]:
    """Every call out of the bin, newest first, read row by row."""
    with archive.store.read() as session:
        callers = {row.identity: row for row in session.scalars(select(Caller))}
        calls = session.scalars(select(Call).where(Call.deleted_at.is_(None))).all()
    made = []
    for row in calls:
        identity = identity_of(row.number_norm, row.caller_name, row.company)
        caller = callers.get(identity)
        names = () if caller is None else (caller.name, caller.company)
        if caller is not None and not caller.number_norm and caller.last_call_id != row.id:
            names = ()  # who has no number is known by the last call only
        keys = keys_of(names, [row.number_norm]) if names else set()
        made.append(Known(row.id, row.started_at, tuple(service.call_words(row)), frozenset(keys), names))
    return sorted(made, key=lambda each: (each.started_at, each.id), reverse=True)


@pytest.fixture(scope="module")
def told(archive: Desk, known: list[Known]) -> dict[str, list[int]]:
    """What is typed, and what it finds."""
    return {text: expected(known, text) for text in texts(archive)}


def expected(known: list[Known], wanted: str) -> list[int]:
    """What a search finds, by a look at every call."""
    asked, beginnings = tokens(wanted), prefixes(wanted, typed=True)
    return [
        each.id
        for each in known
        if any(_holds(part, asked) for part in (*each.text, *each.names))
        or any(key.startswith(beginning) for key in each.keys for beginning in beginnings)
    ]


def _holds(text: str, asked: list[str]) -> bool:
    found = tokens(text)
    whole, last = asked[:-1], asked[-1:]
    return bool(asked) and any(
        found[at : at + len(whole)] == whole
        and (found[at + len(whole)] == last[0] if is_hanzi(last[0]) else found[at + len(whole)].startswith(last[0]))
        for at in range(len(found) - len(whole))
    )  # fmt: skip


def texts(desk: Desk) -> list[str]:
    """What is typed on the way to calls of all parts of the archive, and what leads nowhere."""
    found: dict[str, None] = dict.fromkeys(
        ("没有这个", "!!", "a", "z", "l", "1", "13", "0", "箱", "青花1", "13953106680", "+86 139 5310 6680", "王",
         "jl2026", "6680", "JL2026001", "单号", "wjg", "x", "济南 京源")
    )  # fmt: skip
    rows = [row for row in finding.rows(desk, finding.find(desk, CallQuery())[::60]) if row is not None]
    for row in rows:
        short, whole = pinyin.initials(row.caller_name or "无"), pinyin.full(row.company or "无")
        found |= dict.fromkeys(
            (*(row.company[:n] for n in (1, 2, 4)), row.caller_name, *(short[0][:n] for n in (1, 2, 3)),
             *(whole[0][:n] for n in (2, 5)), *(row.number_norm[:n] for n in (2, 3, 5, 7, 11)),
             row.number_norm[-4:], row.number_norm[-5:], row.matter[:2], row.matter[2:5], row.answer[-3:])
        )  # fmt: skip
    return [text for text in found if text.strip()]


@pytest.mark.parametrize("look", LOOKS)
def test_the_first_ones_are_those_of_the_whole(
    archive: Desk, told: dict[str, list[int]], monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    for name, value in LOOKS[look].items():
        monkeypatch.setattr(foremost, name, value)
    assert len(told) > 80
    assert sum(not wanted for wanted in told.values()) < 10
    for n, (text, wanted) in enumerate(told.items()):
        limit = (1, 20, 3)[n % 3]
        assert list(finding.find(archive, CallQuery(text=text), limit=limit)) == wanted[:limit], text


def test_the_whole_is_what_a_look_at_every_call_finds(archive: Desk, told: dict[str, list[int]]) -> None:
    for text, wanted in told.items():
        assert list(finding.find(archive, CallQuery(text=text))) == wanted, text


@pytest.mark.parametrize("look", LOOKS)
def test_filters_and_the_bin_leave_the_same(
    archive: Desk, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    for name, value in LOOKS[look].items():
        monkeypatch.setattr(foremost, name, value)
    for text in ("青花", "l", "139", "没有这个"):
        for query in (
            CallQuery(text=text, outcome="answered"),
            CallQuery(text=text, filters={"direction": ["in"], "matter": "到"}),
            CallQuery(text=text, sort="who", descending=False),
            CallQuery(text=text, in_bin=True),
        ):
            whole = finding.find(archive, query)
            assert len(set(whole)) == len(whole) == finding.count(archive, query)
            for limit in (1, 30):
                assert finding.find(archive, query, limit=limit) == whole[:limit], query


def test_who_is_found_by_number_however_it_is_typed(archive: Desk) -> None:
    for text in ("13953106680", "+86 139 5310 6680", "6680", "1395310668"):
        assert len(finding.find(archive, CallQuery(text=text))) >= 1, text
