"""Draw every page, panel, dialog and guide step of the window: python -m tests.ui.pictures FOLDER.

Without options: both languages and both themes at the design size, one folder each, and a sheet of six pictures a
page to leaf through. The office is the demo office with what is awkward besides.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROWS, COLUMNS, GAP = 3, 2, 12
"""Of a sheet of pictures, and px between them; a picture is shown at SHARE of its size."""
SHARE = 0.6
LANGUAGES, THEMES = ("zh", "en"), ("light", "dark")
DESIGN = "1366x768"


def _size(text: str) -> tuple[int, int]:
    wide, _x, high = text.partition("x")
    return int(wide), int(high)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lang", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--theme", nargs="+", choices=THEMES, default=THEMES)
    parser.add_argument("--size", nargs="+", default=[DESIGN], metavar="WxH")
    parser.add_argument("--text", choices=("standard", "large"), default="standard")
    parser.add_argument("--scale", default="1", help="as QT_SCALE_FACTOR: 1, 1.5, 2")
    parser.add_argument("--only", default="", metavar="WORD", help="scenes whose name holds this")
    return parser.parse_args()


def _prepare(asked: argparse.Namespace) -> None:
    """A screen of the largest size that is asked for, before Qt is there."""
    sizes = [_size(text) for text in asked.size]
    wide, high = max(size[0] for size in sizes), max(size[1] for size in sizes)
    screen = {"name": "pictures", "x": 0, "y": 0, "width": wide, "height": high, "logicalDpi": 96,
              "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
    config = Path(tempfile.mkdtemp(prefix="frontdesk-pictures-")) / "screen.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    if asked.scale != "1":
        os.environ["QT_SCALE_FACTOR"] = asked.scale


def _now() -> datetime:
    return datetime(2026, 10, 15, 2, 42, tzinfo=UTC)


def _office(folder: Path) -> None:
    """The demo office up to that day, and what the scenes need."""
    from app.demo.opening import demo_office
    from app.overview.opening import open_desk
    from tests.ui.scenes import LONG, fill_dealers
    from tests.ui.scenes_panels import fill_panels

    demo_office(folder, size="small", seed=1, until=_now().date()).desk.close()
    with open_desk(folder, clock=_now) as desk:
        fill_dealers(desk)
        fill_panels(desk, long=LONG, staff=False)


def _draw(
    office: Path, folder: Path, asked: argparse.Namespace, *, lang: str, theme: str, size: str
) -> list[Path]:
    """One picture a scene; their files."""
    from PySide6.QtWidgets import QApplication

    from app import words
    from app.office import settings
    from app.office.memory import Memory
    from app.overview.opening import open_desk
    from tests.ui.scenes import SCENES, WIDE_SCENES
    from tests.ui.scenes_panels import LAST_SCENES
    from ui.logs import Logs
    from ui.main import application
    from ui.pictures import wait_until_quiet
    from ui.program import Program

    words.use(lang)
    with open_desk(office, clock=_now) as desk:
        desk.settings.set(settings.LANGUAGE, lang)
    qt = application()
    memory = Memory(office)
    memory.keep(theme=theme, size=asked.text, geometry=None, pages={}, tab="today", side="calls")
    program = Program(
        office, memory, open_desk=lambda: open_desk(office, clock=_now), logs=Logs(hopeless=print)
    )
    program.start()
    window = program.window
    window.resize(*_size(size))
    window.activateWindow()
    while window.seat is None:
        if program.code:
            raise SystemExit("the office for the pictures could not be opened")
        qt.processEvents()
    jobs: Any = window.jobs
    made = []
    folder.mkdir(parents=True, exist_ok=True)
    wide = WIDE_SCENES if _size(size)[0] >= 1600 else ()
    for at, (name, show) in enumerate((*SCENES, *wide, *LAST_SCENES)):
        if name == LAST_SCENES[0][0] and "calls" in window.pages:
            calls = window.page("calls").calls
            calls.give_up([row.id for row in calls.rows()])
        show(window)
        wait_until_quiet(jobs)
        if asked.only and asked.only not in name:
            continue
        window.toasts._give_way()  # as they would a moment later
        path = folder / f"{at:03d}-{name.replace(' ', '-')}.png"
        window.grab().save(str(path))
        made.append(path)
    window.close()
    program.end()
    window.deleteLater()
    QApplication.processEvents()
    return made


def _sheets(pictures: list[Path]) -> Iterator[Any]:
    """Several pictures a sheet, half as wide, each with its name above it."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    for first in range(0, len(pictures), ROWS * COLUMNS):
        some = pictures[first : first + ROWS * COLUMNS]
        images = [QImage(str(path)) for path in some]
        wide, high = round(images[0].width() * SHARE), round(images[0].height() * SHARE) + 24
        sheet = QImage(COLUMNS * (wide + GAP) + GAP, ROWS * (high + GAP) + GAP, QImage.Format.Format_RGB32)
        sheet.fill(QColor("#808080"))
        painter = QPainter(sheet)
        for at, (path, image) in enumerate(zip(some, images, strict=True)):
            x, y = GAP + at % COLUMNS * (wide + GAP), GAP + at // COLUMNS * (high + GAP)
            painter.setPen(QColor("#FFFFFF"))
            painter.drawText(
                QRect(x, y, wide, 22), Qt.AlignmentFlag.AlignLeft, f"{path.parent.name}  {path.stem}"
            )
            painter.drawImage(x, y + 24, image.scaled(
                wide, high - 24, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            ))  # fmt: skip
        painter.end()
        yield sheet


def main() -> int:
    """Draw what was asked for; 0."""
    asked = _asked()
    _prepare(asked)
    office = Path(tempfile.mkdtemp(prefix="frontdesk-pictures-")) / "office"
    _office(office)
    for lang in asked.lang:
        for theme in asked.theme:
            for size in asked.size:
                name = "-".join((lang, theme, size, asked.text, asked.scale))
                made = _draw(office, asked.folder / name, asked, lang=lang, theme=theme, size=size)
                for at, sheet in enumerate(_sheets(made), 1):
                    sheet.save(str(asked.folder / f"{name}-sheet-{at}.png"))
                print(f"{name}: {len(made)} pictures", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
