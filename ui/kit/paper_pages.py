"""The pages of a paper under each other, each drawn as soon as its image is there."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from ui.kit import paint, theme

GAP = 16  # px around pages
POINT = 96 / 72  # px a point at 100 %


class PaperPages(QWidget):
    """All pages under each other; draws what it has and asks for what is missing."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.sizes: tuple[tuple[float, float], ...] = ()
        self.images: dict[int, QImage] = {}
        self.zoom = 1.0

    def page_rect(self, number: int) -> QRectF:
        """Where page `number` lies."""
        y = float(GAP)
        for _wide, high in self.sizes[:number]:
            y += high * POINT * self.zoom + GAP
        wide, high = self.sizes[number]
        wide, high = wide * POINT * self.zoom, high * POINT * self.zoom
        return QRectF(max(GAP, (self.width() - wide) / 2), y, wide, high)

    def fit(self) -> None:
        """Take the size that the pages need at this zoom."""
        wide = max((w for w, _h in self.sizes), default=0) * POINT * self.zoom + 2 * GAP
        high = sum(h * POINT * self.zoom + GAP for _w, h in self.sizes) + GAP
        self.setMinimumSize(QSize(round(wide), round(high)))
        self.update()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        seen = QRectF(event.rect())
        rects = {number: self.page_rect(number) for number in range(len(self.sizes))}
        shown = {number: rect for number, rect in rects.items() if rect.intersects(seen)}
        with paint.painter_of(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for number, rect in shown.items():
                painter.fillRect(rect, QColor("#FFFFFF"))  # paper stays white in the dark theme
                image = self.images.get(number)
                if image is not None:
                    painter.drawImage(rect, image)
                paint.box(painter, rect.adjusted(-1, -1, 1, 1), edge=t.line2, radius=0)
        for number in shown:
            self.wanted.emit(number)
