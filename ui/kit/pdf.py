"""A PDF as page images, by pypdfium2. Qt-free but for the image type; runs on job threads.

The library is imported with the first page: most days nobody looks at one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.files import atomic_write, system_reason
from app.store.errors import UserError
from app.words import _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# PDFium is not made for several threads; one page at a time is drawn in the whole process.
_turn = threading.Lock()


@dataclass(frozen=True, slots=True)
class PdfPages:
    """A file that is open: its bytes, which stay when the file goes, and the sizes of its pages in points (1/72 inch),
    as they will be printed.
    """

    file: Path
    data: bytes
    sizes: tuple[tuple[float, float], ...]


def open_pages(file: Path) -> PdfPages:
    """Read the file. UserError when it can't be read or is no PDF."""
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise UserError(
            _("{file} can't be read: {reason}.").format(file=file, reason=system_reason(problem))
        ) from problem
    try:
        with _opened(data) as document:
            return PdfPages(file, data, tuple(document.get_page_size(n) for n in range(len(document))))
    except ValueError as problem:
        raise UserError(
            _("{file} is no whole PDF: draw the paper once more.").format(file=file.name)
        ) from problem


def page_image(pages: PdfPages, number: int, *, scale: float) -> QImage:
    """Page `number` (from 0), `scale` pixels a point (1 = 72 dpi), white where nothing is printed."""
    with _opened(pages.data) as document:
        page = document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        form = QImage.Format.Format_RGBX8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        page.close()
        return image


def save(pages: PdfPages, target: Path) -> None:
    """Write the very file to `target`, whole or not at all. UserError when it can't be written."""
    try:
        with atomic_write(target) as part:
            part.write_bytes(pages.data)
    except OSError as problem:
        raise UserError(
            _(
                "{file} could not be written: {reason}. Close it in other programs or choose another place."
            ).format(file=target, reason=system_reason(problem))
        ) from problem


@contextmanager
def _opened(data: bytes) -> "Iterator[PdfDocument]":
    import pypdfium2

    with _turn:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from error
        try:
            yield document
        finally:
            document.close()
