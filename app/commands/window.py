"""The words that lead to the window: itself, a number for it, and the demo office."""

import argparse
import os
import sys
from pathlib import Path

from app import words
from app.commands.answering import Progress, print_json, tell
from app.words import _


def window(args: argparse.Namespace) -> int:
    """Show the window until it is closed."""
    from ui.main import window

    return window(args.data, args.database, args.by, args.lang)


def call(args: argparse.Namespace) -> int:
    """Hand a number to the open window; 1 when there is none."""
    from app.office.seat import deliver, folder_of

    if deliver(folder_of(args.data, args.database), {"number": args.number, "name": args.name or ""}):
        return tell(args, {"delivered": True}, ())
    sentence = _("No window is open. Start FrontDesk, then the number appears there.")
    print(sentence, file=sys.stderr)
    if args.json:
        print_json({"delivered": False, "error": sentence})
    return 1


def demo(args: argparse.Namespace) -> int:
    """Make the demo office, its papers and pictures, and show it."""
    from app.demo.opening import demo_office
    from app.overview import papers

    folder = (args.folder or args.data or Path("demo-office")).absolute()
    said = Progress()
    made = demo_office(folder, size=args.size, seed=args.seed, until=args.until, progress=said.rows)
    with made.desk as desk:
        if not args.lang:
            from app.office import settings

            words.use(desk.settings.get(settings.LANGUAGE))
        reports = folder / "reports"
        files = papers.write(desk, papers.MONTH, made.last_month, folder=reports).files
        screens = args.screens or (None if _has_screen() else folder / "screens")
        pictures: list[Path] = []
        if screens is not None:
            from ui.pictures import pictures as draw_pictures

            pictures = draw_pictures(desk, screens.absolute())
    document = {
        "data": str(folder),
        "rows": made.rows,
        "reports": [str(path) for path in files],
        "screens": [str(path) for path in pictures],
    }
    lines = [
        _("The demo office lies in {folder}.").format(folder=folder),
        *map(str, files),
        *map(str, pictures),
    ]
    tell(args, document, lines)
    if args.no_window or not _has_screen():
        return 0
    args.data, args.database = folder, None
    return window(args)


def _has_screen() -> bool:
    """Whether a window could be seen: a display is there and Qt is not told to draw elsewhere."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
