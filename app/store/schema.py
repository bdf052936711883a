"""Which schema a database has, and how a new one gets it."""

import secrets

from sqlalchemy import Connection, inspect, text

from app.store.models import every_table

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
)  # oldest first; the last is what this program writes
HEAD = REVISIONS[-1]
APPLICATION_ID = 0x46447374  # "FDst", in the header of every office file
LOCK = 0x46447765  # the advisory lock of a server: one writer at a time


def create(connection: Connection) -> None:
    """Make every table in an empty database, as the migrations would have, and stamp it."""
    every_table().create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version"
        " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})
    mark(connection)


def mark(connection: Connection) -> None:
    """Write the program's number and a number of the office's own into the header of a SQLite file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={secrets.randbits(31)}")


def tables(connection: Connection) -> list[str]:
    """The tables there are."""
    return inspect(connection).get_table_names()


def revision(connection: Connection) -> str | None:
    """The schema's revision; None when the database has none. By plain SQL: Alembic is slow to import."""
    if connection.dialect.name == "sqlite":
        known = connection.exec_driver_sql(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        ).first()
    else:
        known = connection.exec_driver_sql(
            "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"
        ).first()
    if known is None:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
