"""T3, T12: the power goes while writing or migrating: a prefix of the commits, the old schema or the new, no error."""

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from app.store import backup, schema
from app.store.store import Store

FIXTURES = Path(__file__).parent.parent / "fixtures" / "db"
Told = Callable[[int, str], None]

WRITER = """
import sys
from datetime import date, timedelta
from pathlib import Path
import app.overview.opening
from app.office.model import CalendarDay
from app.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    for number in range(100000):
        with store.write("x") as session:
            session.add(CalendarDay(on=date(2000, 1, 1) + timedelta(days=number), off=True))
        print(number + 1, flush=True)
        if number == 60:  # about 4 MB: after that the log is carried over into the file
            sys.stdin.readline()
"""


@pytest.mark.fault("T3")
@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
def test_a_log_cut_anywhere_opens_with_a_prefix(
    folder: Path, tmp_path: Path, every: int, fault: Told
) -> None:
    copies = opened = whole = 0
    dice = random.Random(20261124)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for number in range(60):
            acknowledged = int(writer.stdout.readline())
            if number % every:
                continue
            writer.send_signal(signal.SIGSTOP)
            for cut in (False, True, True):
                target = tmp_path / f"copy{copies}"
                target.mkdir()
                for name in ("office.db", "office.db-wal"):
                    shutil.copy(folder / name, target / name)
                if cut:
                    log = target / "office.db-wal"
                    with log.open("r+b") as stream:
                        stream.truncate(dice.randrange(log.stat().st_size))
                copies += 1
                with Store.open(target) as store, store.read() as session:
                    rows = session.scalars(text("SELECT id FROM calendar_day ORDER BY id")).all()
                    assert rows == list(range(1, len(rows) + 1))
                    assert session.scalar(text("SELECT count(*) FROM audit_write")) == len(rows)
                    opened += 1
                    if not cut:
                        whole += 1
                        assert len(rows) >= acknowledged
            writer.send_signal(signal.SIGCONT)
        writer.kill()
    assert opened == copies
    fault(copies, f"{opened} of {copies} opened, {whole} with the whole log and 0 commits lost")


STEPS = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from sqlalchemy import Engine, event
import alembic.command, alembic.autogenerate, app.overview.opening
from app.store import migrating

office, scratch = (Path(one) for one in sys.argv[1:3])
stride, left = int(sys.argv[3]), [0]

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

for step in range(1, 5000, stride):
    target = scratch / f"step{step}"
    shutil.copytree(office, target)
    child = os.fork()
    if child == 0:
        left[0] = step
        migrating.migrate(target, now=datetime(2026, 1, 1, tzinfo=UTC))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print(step, "done" if status == 0 else "killed", flush=True)
    if status == 0:
        break
"""


@pytest.mark.fault("T12")
@pytest.mark.parametrize("stride", [12, pytest.param(1, marks=pytest.mark.long)])
def test_migrations_broken_off_at_any_step_are_old_or_new(
    folder: Path, tmp_path: Path, stride: int, fault: Told
) -> None:
    """From the oldest released schema to that of a new office, the kill one statement (or `stride`) later each time."""
    office = tmp_path / "old"
    office.mkdir()
    shutil.copyfile(FIXTURES / f"{schema.REVISIONS[0]}.sqlite", office / "office.db")
    scratch = tmp_path / "steps"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", STEPS, office, scratch, str(stride)],
        capture_output=True,
        text=True,
        check=True,
    )
    steps = [line.split() for line in done.stdout.splitlines()]
    assert steps[-1][1] == "done" and len(steps) > 10
    oldest = schema.REVISIONS[0]
    shapes = {oldest: shape(FIXTURES / f"{oldest}.sqlite"), schema.HEAD: shape(folder / "office.db")}
    outcomes = dict.fromkeys(shapes, 0)
    for number, _ended in steps:
        target = scratch / f"step{number}"
        connection = backup.connect_sqlite(target / "office.db", mode="mode=rw", busy_timeout=0)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
        assert shape(target / "office.db") == shapes[revision], f"between two schemas after step {number}"
        outcomes[revision] += 1
        if revision == schema.HEAD:
            assert backup.copies(target / backup.FOLDER)
    assert steps[-1][1] == "done" and outcomes[schema.HEAD] >= 1
    old, new = outcomes.values()
    fault(len(steps), f"{len(steps)} steps: {old} old, {new} new, 0 between")


def shape(file: Path) -> set[tuple[str, str]]:
    """Every table and its columns, full text's own left out."""
    connection = backup.connect_sqlite(file, mode="mode=rw", busy_timeout=0)
    try:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("directory_text", "sqlite_"))
        ]  # fmt: skip
        return {(name, row[1]) for name in names for row in connection.execute(f"PRAGMA table_info({name})")}
    finally:
        connection.close()
