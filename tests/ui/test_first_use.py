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
PAINTED = "import sys; import ui.main; print(*sys.modules)"
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
ticks = QTimer(interval=10)
ticks.timeout.connect(lambda: program.window._morning is not None and qt.quit())
ticks.start()
qt.exec()
ticks.stop()
wait_until_quiet(program.window.jobs)
print(*sys.modules)
program.end()
"""


def modules(code: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_frame_is_painted_without_database_network_and_printer() -> None:
    read = modules(PAINTED)
    packages = {name.split(".")[0] for name in read}
    assert sorted(packages & (NEVER_AT_START | {"sqlalchemy", "sqlcipher3", "asyncio"})) == []
    assert sorted(read & {"PySide6.QtNetwork", "PySide6.QtPrintSupport", "app.china.pinyin"}) == []
    deep = {
        name.rpartition(".")[0] for name in read if name.startswith(("ui.", "app.")) and name.count(".") > 1
    }
    assert sorted(deep) == ["app.office", "app.store", "ui.kit", "ui.window"]


def test_the_window_reads_the_pages_it_needs_and_no_other(office: Path, desk: Desk) -> None:
    desk.close()
    read = modules(OPENED, str(office))
    assert {"ui.calls.page", "ui.overview.morning", "sqlalchemy.orm"} <= read
    assert sorted({name.split(".")[0] for name in read} & NEVER_AT_START) == []
    later = {place.made_by.partition(":")[0] for place in PLACES.values()} - {
        "ui.overview.page",
        "ui.calls.page",
    }
    assert sorted(read & later) == []
    assert sorted(read & {"ui.transfer.panel", "ui.overview.find", "ui.kit.key_sheet"}) == []


@pytest.mark.parametrize("key", PLACES)
def test_a_page_is_found_where_its_place_says(key: str) -> None:
    place = PLACES[key]
    made = place.maker()
    for signal in place.ways:
        assert hasattr(made, signal), f"{place.made_by} has no signal {signal}"
