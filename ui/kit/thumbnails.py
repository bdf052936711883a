"""Small pictures of large ones, made off the window's thread within limits: a file from outside may be a bomb."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
LARGEST = 40 * 1024 * 1024
"""Bytes of a file that is tried at all."""
PIXELS = 80_000_000
"""A picture that claims more is not decoded: 80 million take 320 MB, and some kilobytes can claim them."""


def is_picture(name: str) -> bool:
    """Whether a file of that name may be a picture that can be shown."""
    return Path(name).suffix.lower() in ENDINGS


def thumbnail(file: Path, side: int) -> QImage | None:
    """The picture in `file`, at most `side` px wide and high, upright; None for what is none, or too large to be tried.

    Only the formats of ENDINGS are tried, by what the bytes say, not by the name. Reads the disk: for a job.
    """
    try:
        if file.stat().st_size > LARGEST:
            return None
    except OSError:
        return None
    reader = QImageReader(str(file))
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).decode("ascii", "ignore") not in (
        "png",
        "jpg",
        "jpeg",
        "gif",
        "bmp",
        "webp",
    ):
        return None
    whole = reader.size()
    if not whole.isValid() or whole.width() * whole.height() > PIXELS:
        return None
    reader.setAutoTransform(True)
    bounds = whole.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
    if bounds.width() < whole.width():
        reader.setScaledSize(bounds.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image
