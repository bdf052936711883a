"""A PDF as page images, by pypdfium2. Qt-free but for the image type; runs on job threads.

The library is imported with the first page: most days nobody looks at one.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

# PDFium is not made for several threads; one page at a time is drawn in the whole process.
_turn = threading.Lock()


@dataclass(frozen=True, slots=True)
class PdfPages:
    """The pages of a file: their sizes in points (1/72 inch), as they will be printed."""

    file: Path
    sizes: tuple[tuple[float, float], ...]


def open_pages(file: Path) -> PdfPages:
    """Read the sizes of all pages. OSError when the file can't be read, ValueError when it is no PDF."""
    import pypdfium2

    data = file.read_bytes()
    with _turn:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"{file.name}: {error}") from error
        try:
            return PdfPages(file, tuple(document.get_page_size(n) for n in range(len(document))))
        finally:
            document.close()


def page_image(file: Path, number: int, *, scale: float) -> QImage:
    """Page `number` (from 0) of `file`, `scale` pixels a point (1 = 72 dpi), white where nothing is printed."""
    import pypdfium2

    data = file.read_bytes()
    with _turn:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[number]
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            form = QImage.Format.Format_RGBX8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
            bitmap.close()
            page.close()
            return image
        finally:
            document.close()
