"""Lucide icons from resources/icons, drawn in any colour and size, sharp at every pixel ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from app import shipped
from ui.kit import theme


@cache
def _source(name: str) -> str:
    return (shipped.resources() / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, colour: str, *, size: int = 16, ratio: float = 1.0, stroke: float = 2.0) -> QPixmap:
    """Icon `name` in `colour` (#RRGGBB) at `size` logical px. FileNotFoundError for a name not shipped."""
    key = f"icon:{name}:{colour}:{size}:{ratio}:{stroke}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    svg = (
        _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    )
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(made.rect()))
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def paint(
    painter: QPainter, name: str, x: float, y: float, *, colour: str, size: int = 16, stroke: float = 2.0
) -> None:
    """Draw icon `name` with its top left corner at `x`, `y`, in logical px of `painter`."""
    size = theme.px(size)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(
        QPoint(round(x), round(y)), pixmap(name, colour, size=size, ratio=ratio, stroke=stroke)
    )


class _Engine(QIconEngine):
    """Draws in the colour that the theme in force gives to a tone, so that an icon survives a theme change."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name, self._tone = name, tone

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone)

    def paint(self, painter: QPainter, rect, mode, state) -> None:
        size = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), pixmap(self._name, self._colour(mode), size=size, ratio=ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        screen = QGuiApplication.primaryScreen()
        ratio = screen.devicePixelRatio() if screen else 1.0
        return pixmap(self._name, self._colour(mode), size=min(size.width(), size.height()), ratio=ratio)

    def _colour(self, mode: QIcon.Mode) -> str:
        return theme.tokens().tone("disabled" if mode is QIcon.Mode.Disabled else self._tone)


def icon(name: str, tone: str = "text2") -> QIcon:
    """A QIcon for Qt's own widgets and menus; `tone` as in Tokens.tone."""
    return QIcon(_Engine(name, tone))
