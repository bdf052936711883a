"""Where the shipped files lie: beside the packages in a checkout, beside the program in a frozen folder."""

import sys
from pathlib import Path


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of fonts, icons, style sheets and catalogues. Read only."""
    return _root() / "resources"


def data() -> Path:
    """The folder of reference data and of what the demo office is made from. Read only, never user data."""
    return _root() / "data"


def version() -> str:
    """The program's version, as it was packed."""
    from importlib import metadata

    return metadata.version("frontdesk")
