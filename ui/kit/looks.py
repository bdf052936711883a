"""How the program is dressed: theme, text size, key hints and the language's fonts, as a seat keeps them."""

from typing import Any

from PySide6.QtWidgets import QApplication

from app import words
from ui.kit import theme

THEMES = ("system", "light", "dark")
SMALLEST = (1024, 640)
"""The least size of the window, in px of the 100 % design."""
SCALES = ("1.25", "1.5", "1.75", "2")
"""What the window may be drawn larger by than the system says; kept by the seat as `scale`, "" for as it says."""
USUAL: dict[str, Any] = {"theme": "system", "size": "standard", "hints": True}


def dress(looks: dict[str, Any]) -> None:
    """Put `looks` (keys of USUAL) on the whole program; what is missing or unknown is as usual."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    chosen = looks.get("theme")
    size = looks.get("size")
    theme.apply(
        application,
        theme=chosen if chosen in THEMES else USUAL["theme"],
        size=size if size in theme.SIZES else USUAL["size"],
        language=words.language(),
        hints=bool(looks.get("hints", True)),
    )
