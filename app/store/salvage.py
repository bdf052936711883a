"""What can still be read of a damaged office: every table, row by row, around the broken places, into CSV files."""

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.sheets.bulk import write_rows
from app.store.engines import connect_sqlite
from app.store.errors import Damaged
from app.store.faults import translated
from app.words import _

_GAP = 5000  # rows that are tried one by one behind a broken place, before what is left is read from the end

Progress = Callable[[int, int], None]  # tables done, tables in all; raises to stop


@dataclass(frozen=True, slots=True)
class Rescued:
    """The folder, rows written by table, and the tables that could not be read to their end."""

    folder: Path
    rows: dict[str, int]
    broken: tuple[str, ...]


def rescue(file: Path, target: Path, *, progress: Progress | None = None) -> Rescued:
    """Write every readable row of the office `file` into folder `target`, a .csv a table. `file` is left as it is.

    Texts that are no UTF-8 any more are written with marks in their place. Damaged when not even the list of tables
    can be read; Unavailable when the folder can't be written.
    """
    with translated(str(target)), tempfile.TemporaryDirectory(prefix="frontdesk-rescue-") as scratch:
        copy = Path(scratch) / file.name
        for end in ("", "-wal"):  # played back into the copy, never into the office
            if (one := file.with_name(file.name + end)).exists():
                shutil.copyfile(one, copy.with_name(copy.name + end))
        target.mkdir(parents=True, exist_ok=True)
        return _rescue(copy, file, target, progress)


def _rescue(copy: Path, file: Path, target: Path, progress: Progress | None) -> Rescued:
    connection = connect_sqlite(copy, mode="mode=rw", busy_timeout=0)
    connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    rows: dict[str, int] = {}
    broken: list[str] = []
    try:
        try:
            names = [
                name for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
                ) if not str(name).startswith("directory_text")
            ]  # fmt: skip
        except sqlite.DatabaseError as error:
            raise Damaged(
                _("Nothing can be read of {where}: not even the list of its tables.").format(where=file)
            ) from error
        for done, name in enumerate(names):
            if progress is not None:
                progress(done, len(names))
            reader = _Table(connection, name)
            headings = reader.columns()
            if not headings:
                broken.append(name)
                continue
            path = target / f"{name}.csv"
            rows[name] = write_rows(path, headings, reader.rows(), kinds=["text"] * len(headings))
            if reader.broken:
                broken.append(name)
    finally:
        connection.close()
    return Rescued(target, rows, tuple(broken))


class _Table:
    """The rows of one table, from the start to the first broken place, behind it, and from the end back to it."""

    def __init__(self, connection: Any, name: str) -> None:
        self._connection, self._name = connection, name
        self.broken = False

    def columns(self) -> list[str]:
        """Their names; none when the table's definition can't be read."""
        try:
            return [row[1] for row in self._connection.execute(f'PRAGMA table_info("{self._name}")')]
        except sqlite.DatabaseError:
            self.broken = True
            return []

    def rows(self) -> Iterator[list[str]]:
        """Each row once, as texts."""
        last = yield from self._run("rowid > ?", (-(2**63),), "ASC")
        if not self.broken:
            return
        seen_until = last
        for rowid in range((last or 0) + 1, (last or 0) + _GAP):
            found = self._one(rowid)
            if found is not None:
                seen_until = rowid
                yield found
        yield from reversed(list(self._run("rowid > ?", (seen_until or 0,), "DESC")))

    def _run(self, where: str, values: tuple[Any, ...], order: str) -> Generator[list[str], None, int | None]:
        """Yields rows until the end or a broken place; gives back the last rowid."""
        last: int | None = None
        try:
            cursor = self._connection.execute(
                f'SELECT rowid, * FROM "{self._name}" WHERE {where} ORDER BY rowid {order}',  # noqa: S608 - its own names
                values,
            )
            for rowid, *row in cursor:
                last = rowid
                yield [_text(value) for value in row]
        except sqlite.DatabaseError:
            self.broken = True
        return last

    def _one(self, rowid: int) -> list[str] | None:
        try:
            row = self._connection.execute(
                f'SELECT * FROM "{self._name}" WHERE rowid = ?',  # noqa: S608 - its own names
                (rowid,),
            ).fetchone()
        except sqlite.DatabaseError:
            return None
        return None if row is None else [_text(value) for value in row]


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)
