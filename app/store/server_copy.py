"""Backups of a server's database, by PostgreSQL's own pg_dump and pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import Connection, Engine

from app.files import atomic_write
from app.store import schema
from app.store.errors import UserError
from app.words import _


def dump(engine: Engine, target: Path) -> tuple[dict[str, int], int]:
    """Write the database of `engine` to `target` in pg_dump's custom form; its rows and the last write's
    number.
    """
    with atomic_write(target) as part:
        _run(engine, "pg_dump", "--format=custom", "--no-owner", f"--file={part}")
        _run(engine, "pg_restore", "--list", str(part))  # readable to its end
    with engine.connect() as connection:
        last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM audit_write").scalar_one()
        return counts(connection), int(last)


def put_back(engine: Engine, source: Path) -> dict[str, int]:
    """Replace what the database of `engine` holds by the dump `source`, all or nothing; its rows
    afterwards.
    """
    _run(engine, "pg_restore", "--list", str(source))
    _run(
        engine, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
        f"--dbname={engine.url.database}", str(source),
    )  # fmt: skip
    with engine.connect() as connection:
        return counts(connection)


def revision(engine: Engine, source: Path) -> str | None:
    """The schema's revision in the dump `source`; None when it tells none. UserError when it is no dump."""
    told = _run(engine, "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(source))
    lines = told.splitlines()
    start = next((at for at, line in enumerate(lines) if line.startswith("COPY ")), None)
    return lines[start + 1].strip() if start is not None and len(lines) > start + 1 else None


def counts(connection: Connection) -> dict[str, int]:
    """{table: rows}."""
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608 - its own names
        for name in sorted(schema.tables(connection))
    }


def _run(engine: Engine, tool: str, *arguments: str) -> str:
    program = shutil.which(tool)
    if program is None:
        raise UserError(
            _("{tool} is needed for this. Install PostgreSQL's client programs (postgresql-client).").format(
                tool=tool
            )
        )
    url = engine.url
    place = {
        "PGHOST": url.host or url.query.get("host"), "PGPORT": url.port, "PGUSER": url.username,
        "PGPASSWORD": url.password, "PGDATABASE": url.database,
    }  # fmt: skip
    done = subprocess.run(
        [program, *arguments],
        env=os.environ | {key: str(value) for key, value in place.items() if value},
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise UserError(_("{tool} refused: {detail}").format(tool=tool, detail=done.stderr.strip()[-300:]))
    return done.stdout
