"""F1, F2: the very versions of Qt and SQLite that are installed do not have the two faults that decided the choice."""

import sys
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import QObject

from app.store.engines import connect_sqlite


def test_void_calls_of_qt_drop_no_reference_of_none() -> None:
    """PySide6 6.12.0 on Python below 3.12 dropped one at each call and died after about 5,000 (T38)."""
    one = QObject()
    one.setObjectName("warm")
    before = sys.getrefcount(None)
    for _ in range(3000):
        one.setObjectName("x")
    assert sys.getrefcount(None) > before - 100


def test_sqlite_is_free_of_the_wal_reset_fault() -> None:
    version = tuple(int(part) for part in sqlite.sqlite_version.split("."))
    assert version >= (3, 51, 3)


def test_sqlite_brings_full_text(tmp_path: Path) -> None:
    connection = connect_sqlite(tmp_path / "x.db", mode="mode=rwc", busy_timeout=0)
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
    connection.close()
