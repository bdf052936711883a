"""A store on each database: SQLite copied from a template file, PostgreSQL from a template database."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

import app.overview.opening  # noqa: F401 - every table
from app.store.store import Actor, Store
from tests.store import postgres

NOON = datetime(2026, 10, 15, 4, 0, tzinfo=UTC)

Opens = Callable[..., Store]


class Ticking:
    """A clock that is a second later at every look."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "office"
    Store.open(folder).close()
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres.server() as url:
        Store.open(url.format(database="postgres")).close()
        yield url


@pytest.fixture
def folder(empty_folder: Path, tmp_path: Path) -> Path:
    """An empty office, this test's own."""
    target = tmp_path / "office"
    shutil.copytree(empty_folder, target)
    return target


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def location(request: pytest.FixtureRequest) -> Path | str:
    """An empty office on each database."""
    if request.param == "sqlite":
        return request.getfixturevalue("folder")
    url: str = request.getfixturevalue("server")
    name = f"office_{uuid4().hex[:12]}"
    with psycopg.connect(url.format(database="template1"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    return url.format(database=name)


@pytest.fixture
def opens(location: Path | str) -> Iterator[Opens]:
    """Opens the office, as often as asked; each as a seat of its own."""
    stores: list[Store] = []

    def opened(name: str = "王芳", **options: object) -> Store:
        store = Store.open(location, clock=Ticking(), **options)  # type: ignore[arg-type]
        store.actor = Actor(len(stores) + 1, name)
        stores.append(store)
        return store

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def store(opens: Opens) -> Store:
    """The office opened once."""
    return opens()
