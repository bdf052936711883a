"""Draws the program's own icon, a receiver on cobalt, from phone-call.svg: program.png and program.ico."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
COBALT, SIZES = "#2A53B0", (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> QImage:
    """The icon `size` px wide."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COBALT))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2)
    lines = (HERE / "phone-call.svg").read_text("utf-8").replace("currentColor", "#FFFFFF")
    edge = size * 0.2
    QSvgRenderer(lines.encode()).render(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
    painter.end()
    return image


def main() -> None:
    """Write both files beside this script."""
    from PIL import Image

    app = QGuiApplication([])
    images = []
    for size in SIZES:
        image = drawn(size).convertToFormat(QImage.Format.Format_RGBA8888)
        images.append(Image.frombytes("RGBA", (size, size), bytes(image.constBits())))
    images[-1].save(HERE / "program.png")
    images[-1].save(HERE / "program.ico", append_images=images[:-1], sizes=[(size, size) for size in SIZES])
    app.quit()


if __name__ == "__main__":
    main()
