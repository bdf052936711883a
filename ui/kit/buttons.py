"""Buttons as the look draws them: primary, plain, ghost and danger, with key caps and a working state."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.kit import icons, paint, theme

KINDS = ("primary", "plain", "ghost", "danger")


class Button(QPushButton):
    """A push button. `kind` is one of KINDS; `key` is the cap shown behind the words ("Ctrl ↵").

    `tall` makes the 36 px of a pane's foot instead of 32. The key itself is bound by an ActionMap.
    """

    def __init__(
        self, words: str = "", *, kind: str = "plain", icon: str = "", key: str = "", tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(words, parent)
        if kind not in KINDS:
            raise ValueError(f"no button kind {kind!r}: one of {', '.join(KINDS)}")
        self._kind, self._icon, self._key, self._tall = kind, icon, key, tall
        self._idle_words = words
        self._slow = QTimer(self, singleShot=True, interval=500)
        self._slow.timeout.connect(self._show_working)
        self._working_words = ""
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def set_words(self, words: str) -> None:
        """Change what the button says."""
        self._idle_words = words
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """Change the cap behind the words."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_available(self, available: bool, why: str = "") -> None:
        """Enable, or disable with the reason as tooltip: a dead button must say why."""
        self.setEnabled(available)
        self.setToolTip("" if available else why)

    def set_working(self, words: str | None) -> None:
        """Begin work: no second press, and after half a second `words` ("Saving…"). None ends it."""
        if words is None:
            self._slow.stop()
            self.setText(self._idle_words)
            self.setEnabled(True)
        else:
            self._working_words = words
            self.setEnabled(False)
            self._slow.start()
        self.updateGeometry()

    def _show_working(self) -> None:
        self.setText(self._working_words)
        self.updateGeometry()

    @property
    def _square(self) -> bool:
        return bool(self._icon) and not self.text()

    def _font(self):
        return theme.font(14, bold=self._kind == "primary")

    def sizeHint(self) -> QSize:
        high = theme.px(36 if self._tall else 32)
        if self._square:
            return QSize(high, high)
        wide = paint.width_of(self.text(), self._font()) + theme.px(24)
        if self._icon:
            wide += theme.px(16 + 6)
        cap = paint.key_width(self._key)
        return QSize(wide + (cap + theme.px(8) if cap else 0), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            fill, edge, ink = self._colours()
            paint.box(painter, rect, fill=fill, edge=edge)
            if self.hasFocus() and self.isEnabled():
                paint.ring(painter, rect, colour=t.text if self._kind == "primary" else t.accent)
            words, font = self.text(), self._font()
            cap = paint.key_width(self._key)
            icon = theme.px(16) if self._icon else 0
            gap = theme.px(6) if icon and words else 0
            content = icon + gap + paint.width_of(words, font) + (cap + theme.px(8) if cap and words else 0)
            x = (rect.width() - content) / 2
            middle = rect.height() / 2
            if icon:
                icons.paint(painter, self._icon, x, middle - icon / 2, colour=ink)
                x += icon + gap
            x += paint.text(
                painter, QRectF(x, 0, rect.width() - x, rect.height()), words, colour=ink, font=font
            )
            if cap and words:
                x += theme.px(8)
                if self._kind == "primary" and self.isEnabled():
                    paint.key(
                        painter, x, middle, self._key, colour=t.white, fill="#22FFFFFF", edge="#73FFFFFF"
                    )
                else:
                    ink3 = t.text3 if self.isEnabled() else t.disabled
                    paint.key(painter, x, middle, self._key, colour=ink3, edge=t.line2)

    def _colours(self) -> tuple[str | None, str | None, str]:
        """Fill, edge and ink for the state in force."""
        t = theme.tokens()
        down, over = self.isDown() or self.isChecked(), self.underMouse()
        if self._kind == "primary":
            if not self.isEnabled():
                return t.window, None, t.disabled
            return (t.accent_press if down else t.accent_hover if over else t.accent), None, t.white
        rest = None if self._kind == "ghost" else t.surface
        edge = {"ghost": None, "danger": t.red if t.dark else "#EBC3BB"}.get(self._kind, t.line2)
        if not self.isEnabled():
            return None if self._kind == "ghost" else t.surface, t.line if edge else None, t.disabled
        if self._kind == "danger" and t.dark:
            edge = "#6B3A31"
        ink = {"ghost": t.text2, "danger": t.red}.get(self._kind, t.text)
        return (t.press if down else t.hover if over else rest), edge, ink


class IconButton(Button):
    """A quiet square button that shows only an icon; `name` is its tooltip and its name for screen readers.

    small -- no taller than a line of text needs, for one behind each line of a list.
    """

    def __init__(
        self, icon: str, name: str, *, kind: str = "ghost", small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind=kind, icon=icon, parent=parent)
        self._small = small
        self.setToolTip(name)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(24), theme.px(24)) if self._small else super().sizeHint()


class LinkButton(QPushButton):
    """Words one can press inside a text: 12 px, accent colour, no box.

    gives_way -- where there is little room it elides itself; the whole words are its tooltip.
    """

    def __init__(
        self,
        words: str,
        *,
        icon: str = "",
        size: int = 12,
        gives_way: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._icon, self._size, self._gives_way = icon, size, gives_way
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = QSizePolicy.Policy.Maximum if gives_way else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if gives_way:
            self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(theme.px(48), whole.width()), whole.height()) if self._gives_way else whole

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self.text(), theme.font(self._size)) + theme.px(4)
        return QSize(wide + (theme.px(14 + 4) if self._icon else 0), theme.px(self._size + 8))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            ink = t.accent_text if self.isEnabled() else t.disabled
            x = theme.px(2)
            if self._icon:
                icons.paint(painter, self._icon, x, (self.height() - theme.px(14)) / 2, colour=ink, size=14)
                x += theme.px(14 + 4)
            font = theme.font(self._size)
            font.setUnderline(self.underMouse() and self.isEnabled())
            paint.text(
                painter, QRectF(x, 0, self.width() - x, self.height()), self.text(), colour=ink, font=font
            )
            if self.hasFocus():
                paint.ring(painter, self.rect(), radius=4)
