"""What is not looked at is not read: libraries and pages come with their first use, and leave the start alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.office.desk import Desk
from ui.window.places import PLACES

NEVER_AT_START = {
    "reportlab",
    "openpyxl",
    "PIL",
    "tyme4py",
    "alembic",
    "pypdfium2",
    "python_calamine",
    "icalendar",
}
AFTER_ROWS = {
    "app.complaints.model", "app.complaints.service", "app.dealers.model", "app.dealers.rules", "app.products.model",
    "app.roster.model", "app.overview.model", "app.overview.card", "app.overview.alarms", "app.overview.tables",
    "app.calls.bulk", "app.calls.table", "app.sheets", "app.transfer.fields", "app.store.check", "ui.alarms.bell",
    "ui.calls.call_form", "ui.calls.history", "ui.overview.morning", "ui.window.room", "difflib", "html", "mimetypes",
}  # fmt: skip
"""Not read before the first rows are on screen: a list of calls needs none of it."""
NOT_FOR_WHO = {
    "app.roster.model", "app.overview.tables", "app.sheets", "app.transfer.fields", "app.store.migrating",
    "app.store.backup", "difflib", "html", "mimetypes", "logging.handlers",
}  # fmt: skip
PAINTED = "import sys; import ui.main; print(*sys.modules)"
ASKED = """
import io, sys
from contextlib import redirect_stdout
from app.cli import main
with redirect_stdout(io.StringIO()):
    main(["--data", sys.argv[1], "who", "13953106688", "--json"])
print(*sys.modules)
"""
OPENED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.office.memory import Memory
from app.overview.opening import open_desk
from ui.logs import Logs
from ui.main import application
from ui.pictures import wait_until_quiet
from ui.program import Program
folder = Path(sys.argv[1])
qt = application()
memory = Memory(folder)
memory.keep(tab="calls")
program = Program(folder, memory, open_desk=lambda: open_desk(folder), logs=Logs(hopeless=print), lang="zh")
program.start()
program.window.started.connect(lambda: QTimer.singleShot(0, qt.quit))
qt.exec()
program.window.page("calls").list.list.settled.connect(qt.quit)
qt.exec()
print(*sys.modules, file=sys.stderr)
ticks = QTimer(interval=10)
ticks.timeout.connect(lambda: program.window._morning is not None and qt.quit())
ticks.start()
qt.exec()
ticks.stop()
wait_until_quiet(program.window.jobs)
print(*sys.modules)
program.end()
"""


def modules(code: str, *arguments: str) -> tuple[set[str], set[str]]:
    """What the process has read when it tells so on standard output, and before on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split()), set(done.stderr.split())


def test_the_frame_is_painted_without_database_network_and_printer() -> None:
    read, _before = modules(PAINTED)
    packages = {name.split(".")[0] for name in read}
    assert sorted(packages & (NEVER_AT_START | {"sqlalchemy", "sqlcipher3", "asyncio", "dataclasses"})) == []
    assert sorted(read & {"PySide6.QtNetwork", "PySide6.QtPrintSupport", "app.china.pinyin"}) == []
    deep = {
        name.rpartition(".")[0] for name in read if name.startswith(("ui.", "app.")) and name.count(".") > 1
    }
    assert sorted(deep) == ["app.office", "app.store", "ui.kit", "ui.window"]


def test_the_window_reads_the_pages_it_needs_and_no_other(office: Path, desk: Desk) -> None:
    desk.close()
    read, before = modules(OPENED, str(office))
    assert {"ui.calls.page", "sqlalchemy.orm"} <= before
    assert sorted(before & AFTER_ROWS) == []
    assert {"ui.calls.page", "ui.overview.morning", "sqlalchemy.orm"} <= read
    assert sorted({name.split(".")[0] for name in read} & NEVER_AT_START) == []
    later = {place.made_by.partition(":")[0] for place in PLACES.values()} - {
        "ui.overview.page",
        "ui.calls.page",
    }
    assert sorted(read & later) == []
    assert sorted(read & {"ui.transfer.panel", "ui.overview.find", "ui.kit.key_sheet"}) == []


def test_a_question_of_the_command_line_reads_what_answers_it(office: Path, desk: Desk) -> None:
    desk.close()
    read, _before = modules(ASKED, str(office))
    assert "app.overview.card" in read
    assert sorted({name.split(".")[0] for name in read} & (NEVER_AT_START | {"PySide6", "ui"})) == []
    assert sorted(read & NOT_FOR_WHO) == []


@pytest.mark.parametrize("key", PLACES)
def test_a_page_is_found_where_its_place_says(key: str) -> None:
    place = PLACES[key]
    made = place.maker()
    for signal in place.ways:
        assert hasattr(made, signal), f"{place.made_by} has no signal {signal}"
