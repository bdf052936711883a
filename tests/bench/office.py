"""The large demo office, made once for each size and schema and kept; and the bare connection beside it."""

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2

from app.demo.fill import fill
from app.demo.invented import office
from app.office.desk import Desk
from app.overview.opening import open_desk
from app.store.models import every_table

UNTIL = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 2, 42, tzinfo=UTC)


@dataclass
class Bench:
    """What the rows measure with: the office of `rows` calls, one a tenth of it, a folder for files."""

    cache: Path
    rows: int
    scratch: Path
    told: Callable[[str], None] = lambda line: print(line, file=sys.stderr)
    table: dict[str, float] = field(default_factory=dict)
    """What the process with the record table told: four rows share it."""
    _open: list[Any] = field(default_factory=list)

    @cached_property
    def folder(self) -> Path:
        """The folder of the office."""
        return made(self.cache, self.rows, self.told)

    @cached_property
    def desk(self) -> Desk:
        """The office, opened."""
        return self._kept(open_desk(self.folder, clock=lambda: NOW))

    @cached_property
    def tenth(self) -> Desk:
        """An office of a tenth of the calls."""
        return self._kept(open_desk(made(self.cache, self.rows // 10, self.told), clock=lambda: NOW))

    @cached_property
    def bare(self) -> Any:
        """The office's file through the driver alone, to read from."""
        return self._kept(dbapi2.connect(f"{(self.folder / 'office.db').as_uri()}?mode=ro", uri=True))

    @cached_property
    def month(self) -> date:
        """The last whole month of the office."""
        return date(2026, 9, 1)

    def _kept(self, opened: Any) -> Any:
        self._open.append(opened)
        return opened

    def close(self) -> None:
        """Let go of the offices."""
        for opened in reversed(self._open):
            opened.close()


def made(cache: Path, rows: int, told: Callable[[str], None]) -> Path:
    """The folder of an office with `rows` calls in `cache`, filled now if it is not there whole."""
    folder = cache / f"{rows}-{_schema()}"
    note = folder.with_suffix(".json")
    if not note.exists():
        shutil.rmtree(folder, ignore_errors=True)
        cache.mkdir(parents=True, exist_ok=True)
        start, work = time.perf_counter(), time.process_time()
        with open_desk(folder, clock=lambda: NOW) as desk:
            fill(desk, replace(office("large", seed=1, until=UNTIL), total=rows))
        seconds, work = time.perf_counter() - start, time.process_time() - work
        size = (folder / "office.db").stat().st_size
        note.write_text(
            json.dumps({"calls": rows, "seconds": round(seconds, 1), "work": round(work, 1), "bytes": size})
        )
        told(
            f"office of {rows:,} calls made in {seconds:.0f} s: {size / 1e6:,.0f} MB, {size / rows:,.0f} bytes a call"
        )
    return folder


def _schema() -> str:
    """A mark of the tables as they are now, so that no office of an older schema is measured."""
    dialect = sqlite.dialect()
    text = "".join(
        str(CreateTable(table).compile(dialect=dialect))
        + "".join(sorted(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes))
        for table in every_table().sorted_tables
    )
    return hashlib.sha256(text.encode()).hexdigest()[:8]
