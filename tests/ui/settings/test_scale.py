"""The scale: chosen in the settings, kept by the seat, and what the next start really draws with."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.office.desk import Desk
from app.office.memory import Memory
from ui import main
from ui.kit.looks import SCALES

SCREEN = {
    "name": "4K",
    "x": 0,
    "y": 0,
    "width": 3840,
    "height": 2160,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}
RUN = """
import json, sys
from pathlib import Path
folder, chosen = Path(sys.argv[1]), sys.argv[2]
from app import words
from app.office.memory import Memory
from ui import main
from app.overview.opening import open_desk
from ui import main
words.use("zh")
memory = Memory(folder)
main._enlarge(memory.get("scale", ""))
qt = main.application()
from ui.logs import Logs
from ui.pictures import wait_until_quiet
from ui.program import Program
program = Program(folder, memory, open_desk=lambda: open_desk(folder), logs=Logs(hopeless=print), lang="zh")
program.start()
window = program.window
window.resize(1366, 768)
while window.seat is None:
    qt.processEvents()
wait_until_quiet(window.jobs)
window.show_settings("looks")
panel = window.page("settings").panel("looks")
wait_until_quiet(window.jobs)
picture = window.grab()
told = {
    "ratio": window.devicePixelRatioF(), "wide": picture.width(), "high": picture.height(),
    "logical": [window.width(), window.height()], "shown": panel.scale.value(),
    "offered": [button.option.value for button in panel.scale._buttons],
}
if chosen != "keep":
    panel.scale.pick(chosen)
    wait_until_quiet(window.jobs)
window.close()
program.end()
print(json.dumps(told))
"""


def start(office: Path, screen: Path, chosen: str = "keep") -> dict[str, object]:
    """One start of the window in a process of its own, in which `chosen` is picked; what it was drawn with."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(office), chosen], capture_output=True, text=True, check=False, timeout=90,
        env={"PATH": "/usr/bin:/bin", "HOME": str(office), "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


@pytest.mark.long
@pytest.mark.parametrize(
    "scale", [pytest.param(each, marks=pytest.mark.ci) if each == "1.5" else each for each in SCALES]
)
def test_a_scale_is_kept_and_drawn_with_at_the_next_start(
    office: Path, desk: Desk, tmp_path: Path, scale: str
) -> None:
    desk.close()
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": [SCREEN]}), "utf-8")
    first = start(office, screen, scale)
    assert first["ratio"] == 1 and first["wide"] == 1366 and first["shown"] == ""
    assert first["offered"] == ["", *SCALES]
    assert Memory(office).get("scale", "") == scale
    second = start(office, screen, "")
    assert second["ratio"] == float(scale) and second["shown"] == scale
    assert second["logical"] == [1366, 768]  # the same layout, drawn larger
    drawn = (second["wide"], second["high"])
    assert drawn == pytest.approx((1366 * float(scale), 768 * float(scale)), abs=1)
    assert start(office, screen)["ratio"] == 1  # and back again


def test_a_scale_that_leaves_no_room_is_not_offered(office: Path, desk: Desk, tmp_path: Path) -> None:
    desk.close()
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps(
        {"synchronousWindowSystemEvents": False, "screens": [SCREEN | {"width": 1920, "height": 1080}]}
    ), "utf-8")  # fmt: skip
    assert start(office, screen)["offered"] == ["", "1.25", "1.5"]


def test_the_start_draws_as_the_seat_keeps_it_before_there_is_a_window(
    office: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close()
    Memory(office).keep(scale="1.75")
    heard: list[str] = []
    monkeypatch.setattr(main, "_enlarge", heard.append)

    def no_window() -> None:
        raise SystemExit(7)

    monkeypatch.setattr(main, "application", no_window)
    with pytest.raises(SystemExit):
        main.window(office, None, None, "zh")
    assert heard == ["1.75"]
