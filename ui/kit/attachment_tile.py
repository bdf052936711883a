"""One file of a record as a tile: its picture or its kind, its name, its size; opened, saved, removed by keys."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QMouseEvent, QPainterPath
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.directory.attachments import AttachmentRow, opens
from app.words import _
from ui.kit import icons, paint, theme
from ui.kit.font_sized import FontSized
from ui.kit.sizes import size_words

WIDE, HIGH, SIDE = 190, 52, 40
_SHEETS = (".xlsx", ".xls", ".ods", ".csv", ".et")
_TEXTS = (".pdf", ".ofd", ".docx", ".doc", ".odt", ".txt", ".eml", ".wps")


def icon_of(name: str) -> str:
    """The icon of a file by the ending of its name."""
    lower = name.lower()
    return (
        "file-spreadsheet"
        if lower.endswith(_SHEETS)
        else "file-text"
        if lower.endswith(_TEXTS)
        else "paperclip"
    )


class AttachmentTile(FontSized, QAbstractButton):
    """opened, saved, renamed, removed, copied -- asked for. stepped(±1) -- to the tile beside it. menu_wanted(pos)."""

    opened = Signal()
    saved = Signal()
    renamed = Signal()
    removed = Signal()
    copied = Signal()
    stepped = Signal(int)
    menu_wanted = Signal(object)

    def __init__(self, row: AttachmentRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._picture: QImage | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(row.name)
        self.setAccessibleName(_("File {name}, {size}").format(name=row.name, size=size_words(row.size)))
        told = _("Does not lie on this PC; a backup may have it") if row.missing else _("Added {moment}").format(
            moment=f"{row.at:%Y-%m-%d %H:%M}")  # fmt: skip
        self.setToolTip(f"{row.name}\n{told}")
        self.setAccessibleDescription(told)

    def show_picture(self, image: QImage | None) -> None:
        """Show what the file shows; None: its icon stays."""
        self._picture = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDE), theme.px(HIGH))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            fill = t.press if self.isDown() else t.hover if self.underMouse() else t.option
            paint.box(painter, rect, fill=fill, radius=6)
            if self.hasFocus():
                paint.ring(painter, rect, colour=t.accent)
            side = theme.px(SIDE)
            place = QRectF(theme.px(6), (rect.height() - side) / 2, side, side)
            self._paint_picture(painter, place)
            left = place.right() + theme.px(8)
            room = rect.width() - left - theme.px(8)
            middle = rect.height() / 2
            words = self.fontMetrics().elidedText(self.row.name, Qt.TextElideMode.ElideMiddle, int(room))
            name = QRectF(left, middle - theme.px(20), room, theme.px(20))
            paint.text(painter, name, words, colour=t.text, font=theme.font(14))
            below = _("missing") if self.row.missing else size_words(self.row.size)
            tone = t.red if self.row.missing else t.text3
            under = QRectF(left, middle + theme.px(1), room, theme.px(17))
            paint.text(
                painter, under, below + _(" · ") + f"{self.row.at:%m-%d}", colour=tone, font=theme.font(12)
            )

    def _paint_picture(self, painter, place: QRectF) -> None:
        t = theme.tokens()
        shape = QPainterPath()
        shape.addRoundedRect(place, 4, 4)
        painter.fillPath(shape, QColor(t.surface))
        if self._picture is not None:
            ratio = self.devicePixelRatioF()
            wanted = QSize(round(place.width() * ratio), round(place.height() * ratio))
            image = self._picture.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            part = QRectF((image.width() - wanted.width()) / 2, (image.height() - wanted.height()) / 2,
                          wanted.width(), wanted.height())  # fmt: skip
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(place, image, part)
            painter.restore()
            return
        ink = t.red if self.row.missing else t.text2
        half = theme.px(20) / 2
        icon = "triangle-alert" if self.row.missing else icon_of(self.row.name)
        icons.paint(painter, icon, place.center().x() - half, place.center().y() - half, colour=ink, size=20)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.opened.emit() if opens(self.row.name) else self.saved.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.stepped.emit(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Menu or (
            key == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ):
            self.menu_wanted.emit(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit() if opens(self.row.name) else self.saved.emit()
