"""Thumbnails of what comes from outside: pictures only, within limits, whatever the name says."""

import struct
import zlib
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from ui.kit.thumbnails import thumbnail


def picture(path: Path, wide: int, high: int) -> Path:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


def claims(path: Path, wide: int, high: int) -> Path:
    """A PNG of some bytes that claims to be as large as told."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


def test_a_picture_is_made_small_with_its_shape(tmp_path: Path) -> None:
    image = thumbnail(picture(tmp_path / "x.png", 400, 100), 80)
    assert image is not None and (image.width(), image.height()) == (80, 20)
    small = thumbnail(picture(tmp_path / "y.png", 16, 16), 80)
    assert small is not None and small.width() == 16


def test_a_bomb_is_not_decoded(tmp_path: Path) -> None:
    assert thumbnail(claims(tmp_path / "bomb.png", 60_000, 60_000), 80) is None
    assert thumbnail(claims(tmp_path / "long.png", 2**31 - 1, 1), 80) is None


def test_what_is_no_picture_has_none(tmp_path: Path) -> None:
    for name, content in (("a.png", b"MZ not a picture"), ("b.jpg", b""), ("c.png", b"<svg xmlns='x'/>")):
        (tmp_path / name).write_bytes(content)
        assert thumbnail(tmp_path / name, 80) is None
    assert thumbnail(tmp_path / "gone.png", 80) is None
