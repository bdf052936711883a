"""Migrations make what the models say; every released schema is brought up to date and read; broken off, nothing is."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from app.calls.model import Call
from app.store import migrating, schema
from app.store.engines import postgres_engine, postgres_url, sqlite_engine
from app.store.errors import Damaged, NewerSchema, Unavailable
from app.store.models import every_table
from app.store.store import Store

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures" / "db").glob("*.sqlite"))
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HEAD, NEXT = schema.HEAD, "9000"
"""The revision of the program, and one that it does not know yet."""


def test_the_scripts_end_where_the_program_stands() -> None:
    scripts = ScriptDirectory(str(migrating.SCRIPTS))
    assert tuple(one.revision for one in reversed(list(scripts.walk_revisions()))) == schema.REVISIONS


def migrated(engine: Engine) -> None:
    migrating.upgrade(engine)


def created(engine: Engine) -> None:
    with engine.begin() as connection:
        schema.create(connection)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> list[Engine]:
    """Two empty databases."""
    if request.param == "sqlite":
        files = [tmp_path / "one.db", tmp_path / "two.db"]
        for file in files:
            file.touch()
        return [sqlite_engine(f, busy_timeout=1, writing=True, foreign_keys=False) for f in files]
    url: str = request.getfixturevalue("server")
    made = []
    for name in ("migrated_one", "migrated_two"):
        with psycopg.connect(url.format(database="template1"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        made.append(postgres_engine(postgres_url(url.format(database=name)), busy_timeout=1, writing=True))
    return made


def test_migrations_and_models_agree(engines: list[Engine]) -> None:
    for engine, make in zip(engines, (migrated, created), strict=True):
        make(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": migrating.ours})
            assert compare_metadata(context, every_table()) == []
            assert schema.revision(connection) == schema.HEAD
    one, two = (everything(engine) for engine in engines)
    assert one == two
    for engine in engines:
        engine.dispose()


def everything(engine: Engine) -> object:
    """All that makes a schema, in comparable form; the order of constraints within a table is nobody's business."""
    with engine.connect() as connection:
        looked = inspect(connection)
        tables = {
            name: (
                [
                    (c["name"], str(c["type"]), c["nullable"], c.get("computed"))
                    for c in looked.get_columns(name)
                ],
                sorted(told_index(dict(index)) for index in looked.get_indexes(name)),
                sorted(told_key(dict(key), engine) for key in looked.get_foreign_keys(name)),
                sorted(str(key) for key in looked.get_unique_constraints(name)),
            )
            for name in looked.get_table_names()
        }
        if engine.dialect.name != "sqlite":
            return tables
        extra = connection.execute(
            text(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%' ORDER BY 1"
            )
        )
        return tables, [tuple(row) for row in extra]


def told_key(key: dict[str, object], engine: Engine) -> str:
    """A foreign key as text; on SQLite without its name, which SQLAlchemy can't read from an added column."""
    if engine.dialect.name == "sqlite":
        del key["name"]
    return str(key)


def told_index(index: dict[str, object]) -> str:
    """An index as text; the condition of a partial one as its SQL, not as an object."""
    options: dict[str, object] = index.pop("dialect_options", {})  # type: ignore[assignment]
    return str(index | {key: str(value) for key, value in options.items()})


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_every_released_schema_is_upgraded_and_read(fixture: Path, tmp_path: Path) -> None:
    shutil.copy(fixture, tmp_path / "office.db")
    done = migrating.migrate(tmp_path, now=NOW)
    assert (done.before, done.revision) == (fixture.stem, schema.HEAD)
    with Store.open(tmp_path) as store, store.read() as session:
        names = session.scalars(text('SELECT caller_name FROM "call" ORDER BY id')).all()
        assert names == ["王建国", "李娜"]
        assert session.query(Call).count() == 2


def test_there_is_a_fixture_of_every_revision() -> None:
    assert tuple(path.stem for path in FIXTURES) == schema.REVISIONS


@pytest.fixture
def older(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office one revision behind: the next one rebuilds a table that others point to."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrating.SCRIPTS, scripts)
    (scripts / "versions" / "r9999_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '{NEXT}', '{schema.HEAD}'\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('directory_entry', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('extra', sa.Integer))\n"
        "    op.execute(\"DELETE FROM directory_entry WHERE text = 'lost'\")\n"
    )
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)
    with Store.open(folder) as store, store.write("x", recorded=False) as session:
        session.execute(
            text("INSERT INTO directory_entry (id, kind, record_id, text) VALUES (1, 'x', 1, 'a')")
        )
        session.execute(text("INSERT INTO directory_key (key, kind, entry_id) VALUES ('a', 'x', 1)"))
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, NEXT))
    monkeypatch.setattr(schema, "HEAD", NEXT)
    return folder


def test_children_survive_the_rebuilding_of_their_parent(older: Path) -> None:
    done = migrating.migrate(older, now=NOW)
    assert done.backup is not None and done.backup.exists()
    with Store.open(older) as store, store.read() as session:
        assert session.scalar(text("SELECT count(*) FROM directory_key")) == 1
        assert session.scalar(text("SELECT extra IS NULL FROM directory_entry")) == 1


def test_a_migration_that_loses_a_row_is_taken_back(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "HEAD", HEAD)
    with Store.open(older) as store, store.write("x", recorded=False) as session:
        session.execute(text("UPDATE directory_entry SET text = 'lost'"))
    monkeypatch.setattr(schema, "HEAD", NEXT)
    with pytest.raises(Damaged):
        migrating.migrate(older, now=NOW)
    monkeypatch.setattr(schema, "HEAD", HEAD)
    with Store.open(older) as store, store.read() as session:
        assert session.scalar(text("SELECT count(*) FROM directory_entry")) == 1


def test_nobody_else_may_be_in(folder: Path) -> None:
    with Store.open(folder), pytest.raises(Unavailable):
        migrating.migrate(folder, now=NOW)
    done = migrating.migrate(folder, now=NOW)
    assert (done.before, done.backup) == (schema.HEAD, None)


def test_a_newer_schema_is_refused(folder: Path) -> None:
    with Store.open(folder) as store, store.write("x", recorded=False) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema):
        migrating.migrate(folder, now=NOW)
