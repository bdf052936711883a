"""T3, T12: the power goes while writing or migrating: a prefix of the commits, the old schema or the new, no error."""

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app.store import backup
from app.store.store import Store

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


def test_a_log_cut_anywhere_opens_with_a_prefix(folder: Path, tmp_path: Path) -> None:
    copies = opened = whole = 0
    dice = random.Random(20261124)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for number in range(60):
            acknowledged = int(writer.stdout.readline())
            if number % 5:
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
    print(f"{copies} copies, {opened} opened, {whole} whole ones without a lost commit")
    assert opened == copies


STEPS = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from sqlalchemy import Engine, event
import alembic.command, alembic.autogenerate, app.overview.opening
from app.store import migrating, schema

office, scratch, scripts = (Path(one) for one in sys.argv[1:])
schema.REVISIONS, schema.HEAD, migrating.SCRIPTS = ("0001", "0002"), "0002", scripts
left = [0]

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

for step in range(1, 500):
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


def test_a_migration_broken_off_at_any_step_is_old_or_new(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.store import migrating

    scripts = tmp_path / "migrations"
    shutil.copytree(migrating.SCRIPTS, scripts)
    (scripts / "versions" / "r0002_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "revision, down_revision = '0002', '0001'\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('directory_entry', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('extra', sa.Integer))\n"
        "    op.create_table('later', sa.Column('id', sa.Integer, primary_key=True))\n"
        "    op.execute('INSERT INTO later VALUES (1)')\n"
    )
    with Store.open(folder) as store, store.write("x", recorded=False) as session:
        session.execute(
            text("INSERT INTO directory_entry (id, kind, record_id, text) VALUES (1, 'x', 1, 'a')")
        )
        session.execute(text("INSERT INTO directory_key (key, kind, entry_id) VALUES ('a', 'x', 1)"))
    scratch = tmp_path / "steps"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", STEPS, folder, scratch, scripts], capture_output=True, text=True, check=True
    )
    steps = [line.split() for line in done.stdout.splitlines()]
    assert steps[-1][1] == "done" and len(steps) > 10
    outcomes = {"0001": 0, "0002": 0}
    for number, ended in steps:
        target = scratch / f"step{number}"
        connection = backup.connect_sqlite(target / "office.db", mode="mode=rw", busy_timeout=0)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        columns = [row[1] for row in connection.execute("PRAGMA table_info(directory_entry)")]
        later = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0]
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("SELECT count(*) FROM directory_key").fetchone()[0] == 1
        connection.close()
        assert ("extra" in columns, later) == ((True, 1) if revision == "0002" else (False, 0))
        outcomes[revision] += 1
        if ended == "done" or revision == "0002":
            assert revision == "0002"
            assert backup.copies(target / backup.FOLDER)
    print(f"{len(steps)} steps: {outcomes['0001']} old, {outcomes['0002']} new, none between")
