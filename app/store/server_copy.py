"""Backups of a server's database, by PostgreSQL's own pg_dump and pg_restore."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, Connection, Engine

from app.files import atomic_write
from app.store import schema
from app.store.errors import UserError
from app.words import _

DUMP = ".dump"
"""How the file name of a server's dump ends."""
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


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
    _run(None, "pg_restore", "--list", str(source))
    _run(
        engine, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
        f"--dbname={engine.url.database}", str(source),
    )  # fmt: skip
    with engine.connect() as connection:
        return counts(connection)


def revision(source: Path) -> str | None:
    """The schema's revision in the dump `source`; None when it tells none. UserError when it is no dump."""
    return next((row["version_num"] for row in rows(source, "alembic_version")), None)


def rows(source: Path, table: str) -> list[dict[str, str | None]]:
    """The rows of a table in the dump `source`, {column: text}, without a server; none when it has no such table.

    They come in the text format of PostgreSQL's COPY. UserError when `source` is no dump.
    """
    told = _run(None, "pg_restore", "--data-only", f"--table={table}", "--file=-", str(source)).split("\n")
    start = next((at for at, line in enumerate(told) if line.startswith("COPY ")), None)
    if start is None:
        return []
    head = told[start]
    columns = [name.strip().strip('"') for name in head[head.index("(") + 1 : head.rindex(")")].split(",")]
    held = told[start + 1 : told.index("\\.", start)]
    return [dict(zip(columns, map(_text, line.split("\t")), strict=True)) for line in held]


def _text(value: str) -> str | None:
    if value == "\\N":
        return None
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), value)


def counts(connection: Connection) -> dict[str, int]:
    """{table: rows}."""
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608 - its own names
        for name in sorted(schema.tables(connection))
    }


def _run(engine: Engine | None, tool: str, *arguments: str) -> str:
    """What PostgreSQL's program `tool` prints, told where the database of `engine` is, if it needs one."""
    program = shutil.which(tool)
    if program is None:
        raise UserError(
            _("{tool} is needed for this. Install PostgreSQL's client programs (postgresql-client).").format(
                tool=tool
            )
        )
    done = subprocess.run(
        [program, *arguments], env=os.environ | (_place(engine.url) if engine is not None else {}),
        capture_output=True, encoding="utf-8", errors="replace", check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    if done.returncode:
        raise UserError(_("{tool} refused: {detail}").format(tool=tool, detail=done.stderr.strip()[-300:]))
    return done.stdout


def _place(url: URL) -> dict[str, str]:
    place = {
        "PGHOST": url.host or url.query.get("host"), "PGPORT": url.port, "PGUSER": url.username,
        "PGPASSWORD": url.password, "PGDATABASE": url.database,
    }  # fmt: skip
    return {key: str(value) for key, value in place.items() if value}
