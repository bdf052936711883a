"""The icon in the system's tray: how much is late, a message when something comes due; absent trays are no error."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.words import _, ngettext
from ui.kit import icons, paint, theme

SIZE = 64
SHOWN = 15_000  # ms; the system may keep a message longer, in its own list


class Tray(QObject):
    """pressed() -- the icon or a message was pressed. take_wanted(), late_wanted() -- chosen from its menu.

    The icon comes as soon as the desktop has a tray, and never where there is none.
    """

    pressed = Signal()
    take_wanted = Signal()
    late_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._late = -1

    def available(self) -> bool:
        """Whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_late(self, count: int) -> None:
        """How many matters are late stands on the icon and in its tooltip."""
        if self.icon is None and self.available():
            self._make()
        if self.icon is None or count == self._late:
            return
        self._late = count
        self.icon.setIcon(_picture(count))
        late = ngettext("{n} matter is late", "{n} matters are late", count).format(n=count)
        self.icon.setToolTip(
            _("FrontDesk: {late}").format(late=late) if count else _("FrontDesk: nothing is late")
        )

    def tell(self, title: str, text: str) -> bool:
        """Show a message at the tray; False when there is no tray."""
        if self.icon is None or not self.available():
            return False
        self.icon.showMessage(title, text, _picture(0), SHOWN)
        return True

    def close(self) -> None:
        """Take the icon away."""
        if self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def _make(self) -> None:
        menu = QMenu()
        menu.addAction(_("Open FrontDesk"), self.pressed.emit)
        menu.addAction(_("Take a call"), self.take_wanted.emit)
        menu.addAction(_("What is late"), self.late_wanted.emit)
        icon = QSystemTrayIcon(self)
        icon.setIcon(_picture(0))
        icon.setContextMenu(menu)
        icon.activated.connect(self._activated)
        icon.messageClicked.connect(self.late_wanted)
        icon.show()
        self.icon, self._menu = icon, menu

    def _activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.pressed.emit()


def _picture(late: int) -> QIcon:
    """The program's telephone, with a red count when something is late."""
    t = theme.tokens()
    picture = QPixmap(SIZE, SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.box(painter, QRectF(2, 2, SIZE - 4, SIZE - 4), fill=t.accent, radius=16)
        icons.paint(painter, "phone-call", 12, 12, colour=t.white, size=40 * 14 // theme.px(14))
        if late:
            centre, radius = QPointF(SIZE - 17, SIZE - 17), 16.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.alert))
            painter.drawEllipse(centre, radius, radius)
            font = theme.font(14, bold=True)
            font.setPixelSize(22 if late < 10 else 18)
            rect = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            paint.text(painter, rect, str(late) if late < 100 else "99", colour=t.white, font=font,
                       align=Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
    return QIcon(picture)
