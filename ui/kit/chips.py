"""Filter chips, tags and badges."""

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from app.words import _
from ui.kit import icons, paint, theme
from ui.kit.flow import FlowLayout
from ui.kit.font_sized import FontSized
from ui.kit.rail_tabs import badge

SIDE = 8
"""px beside the words of a chip: four of them fit side by side into the narrowest list."""


class Chip(FontSized, QAbstractButton):
    """A filter: its word, its count, on or off; a `removable` one is always on and has a cross."""

    removed = Signal()
    field_key = ""

    def __init__(
        self, words: str, *, icon: str = "", removable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._removable = icon, removable
        self._count: int | None = None
        self._tone = ""
        self.setText(words)
        self.setCheckable(not icon and not removable)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        if removable:
            self.setAccessibleName(_("Remove filter {name}").format(name=words))

    def set_count(self, count: int | None, *, tone: str = "") -> None:
        """The number behind the word, in `tone` (red for missed calls); None for no number."""
        if (count, tone) != (self._count, self._tone):
            self._count, self._tone = count, tone
            if not self._removable:
                self.setAccessibleName(self.text() if count is None else f"{self.text()} {count}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self.text(), theme.font(14)) + theme.px(2 * SIDE)
        if self._count is not None:
            wide += theme.px(5) + paint.width_of(f"{self._count:,}", theme.font(14))
        if self._icon:
            wide += theme.px(14 + 4)
        if self._removable:
            wide += theme.px(14 + 4)
        return QSize(wide, theme.px(26))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_cross = self._removable and event.position().x() > self.width() - theme.px(28)
        if on_cross and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            on = self.isChecked() or self._removable
            radius = rect.height() / 2
            fill = t.accent_soft if on else t.hover if self.underMouse() else None
            paint.box(painter, rect, fill=fill, edge=t.accent_line if on else t.line2, radius=radius)
            if self.hasFocus():
                paint.ring(painter, rect, radius=radius)
            ink = t.accent_text if on else t.text2
            ink = ink if self.isEnabled() else t.disabled
            x, middle = float(theme.px(SIDE)), rect.height() / 2
            if self._icon:
                icons.paint(painter, self._icon, x, middle - theme.px(7), colour=ink, size=14)
                x += theme.px(14 + 4)
            held = theme.px(SIDE + (18 if self._removable else 0))
            if self._count is not None:
                held += theme.px(5) + paint.width_of(f"{self._count:,}", theme.font(14))
            room = max(0.0, rect.width() - x - held)
            x += paint.text(
                painter, QRectF(x, 0, room, rect.height()), self.text(), colour=ink, font=theme.font(14)
            )
            if self._count is not None:
                x += theme.px(5)
                number = t.tone(self._tone) if self._tone and self._count else ink
                shown = f"{self._count:,}"
                paint.text(
                    painter,
                    QRectF(x, 0, rect.width(), rect.height()),
                    shown,
                    colour=number,
                    font=theme.font(14),
                )
            if self._removable:
                icons.paint(
                    painter, "x", rect.width() - theme.px(9 + 14), middle - theme.px(7), colour=ink, size=14
                )


class ChipRow(QWidget):
    """Filters of which one is on. `picked` carries its value."""

    picked = Signal(object)

    def __init__(
        self, chips: Iterable[tuple[Hashable, str]], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._chips: dict[Hashable, Chip] = {}
        row = FlowLayout(self)  # in a narrow pane a second line rather than words that are cut
        for value, words in chips:
            chip = Chip(words)
            self._chips[value] = chip
            self._group.addButton(chip)
            row.addWidget(chip)
        self._group.buttonClicked.connect(lambda _: self.picked.emit(self.value()))
        if self._chips:
            next(iter(self._chips.values())).setChecked(True)

    def value(self) -> Hashable:
        """The value of the chip that is on."""
        return next((value for value, chip in self._chips.items() if chip.isChecked()), None)

    def set_value(self, value: Hashable) -> None:
        """Turn the chip of `value` on, without a signal. KeyError for an unknown one."""
        self._chips[value].setChecked(True)

    def set_counts(self, counts: dict[Hashable, int], *, tones: dict[Hashable, str] | None = None) -> None:
        """Numbers behind the words; a chip that is not named shows none."""
        for value, chip in self._chips.items():
            chip.set_count(counts.get(value), tone=(tones or {}).get(value, ""))


class Tag(QWidget):
    """A soft 20 px tag; neutral unless `tone` says that it matters."""

    def __init__(self, words: str, *, tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words, self._tone = "", tone
        self.set_words(words, tone=tone)

    def set_words(self, words: str, *, tone: str = "") -> None:
        """Say something else, in another tone when given."""
        self._words, self._tone = words, tone or self._tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.tag_width(self._words), theme.px(paint.TAG_HEIGHT))

    def paintEvent(self, event) -> None:
        with paint.painter_of(self) as painter:
            paint.tag(painter, 0, self.height() / 2, self._words, tone=self._tone)


class Badge(QWidget):
    """A count in a circle: red for what is late, else neutral. Nothing at 0."""

    def __init__(self, *, late: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._late, self._count = late, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show `count`."""
        self._count = count
        self.setAccessibleName(str(count) if count else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._count:
            return QSize(0, theme.px(18))
        wide = paint.width_of(str(self._count), theme.font(11)) + theme.px(8)
        return QSize(max(theme.px(18), wide), theme.px(18))

    def paintEvent(self, event) -> None:
        if not self._count:
            return
        with paint.painter_of(self) as painter:
            badge(painter, QPointF(self.width() / 2, self.height() / 2), self._count, late=self._late)


class KeyCap(QWidget):
    """A key on its own, for hint feet and the sheet of keys."""

    def __init__(self, caption: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(paint.key_width(self._caption), theme.px(paint.KEY_HEIGHT))

    def paintEvent(self, event) -> None:
        with paint.painter_of(self) as painter:
            paint.key(painter, 0, self.height() / 2, self._caption)
