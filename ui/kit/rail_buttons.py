"""The buttons of the rail: the call, what stands at its foot, and who sits at the desk."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.words import _
from ui.kit import icons, paint, theme
from ui.kit.font_sized import FontSized


class CallButton(FontSized, QAbstractButton):
    """Takes a call; while one runs it is the green running clock that leads back to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def set_clock(self, clock: str) -> None:
        """Show the running clock ("01:24"); empty when no call runs. Repaints only itself."""
        if clock != self._clock:
            began = bool(clock) != bool(self._clock)
            self._clock = clock
            if began:
                self._name()
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(_("Back to the call") if self._clock else _("Take a call"))
        self.setToolTip(f"{self.accessibleName()}  F2")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(52))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            fill = t.live if self._clock else t.accent
            if self.isDown():
                fill = t.live if self._clock else t.accent_press
            elif self.underMouse() and not self._clock:
                fill = t.accent_hover
            paint.box(painter, rect, fill=fill, radius=10)
            if self.hasFocus():
                paint.ring(painter, rect, colour=t.text, radius=10)
            icon = "phone-call" if self._clock else "phone-incoming"
            icons.paint(
                painter, icon, (rect.width() - theme.px(20)) / 2, theme.px(7), colour=t.white, size=20
            )
            words = QRectF(0, theme.px(28), rect.width(), theme.px(20))
            shown = self._clock or _("Call")
            font = theme.font(12, bold=True)
            paint.text(painter, words, shown, colour=t.white, font=font, align=Qt.AlignmentFlag.AlignHCenter)


class FootButton(QAbstractButton):
    """A small button of the rail's foot: icon, and a key cap beside it."""

    def __init__(self, icon: str, name: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._key, self._on = icon, key, False
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {key}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_on(self, on: bool) -> None:
        """Whether what it leads to is in front."""
        self._on = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(32))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            if self._on:
                paint.box(painter, rect, fill=t.surface)
            elif self.isDown() or self.underMouse():
                paint.box(painter, rect, fill=t.press if not t.dark else t.hover)
            if self.hasFocus():
                paint.ring(painter, rect)
            ink = t.accent_text if self._on else t.text2
            cap = paint.key_width(self._key)
            gap = theme.px(6) if cap else 0
            x = (rect.width() - theme.px(18) - gap - cap) / 2
            icons.paint(
                painter, self._icon, x, (rect.height() - theme.px(18)) / 2, colour=ink, size=18, stroke=1.75
            )
            if cap:
                paint.key(painter, x + theme.px(18) + gap, rect.height() / 2, self._key, fill=t.window)


class PersonButton(QAbstractButton):
    """Who sits at the desk: a disc with the first character of the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person("")

    def set_person(self, name: str) -> None:
        """Show `name`; empty when nobody has said who they are."""
        self._person = name
        at_desk = _("At the desk: {name}").format(name=name) if name else _("Who is at the desk?")
        self.setAccessibleName(at_desk)
        self.setToolTip(at_desk)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(36))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            centre = QPointF(self.width() / 2, self.height() / 2)
            radius = theme.px(15)
            fill = t.press if self.underMouse() or self.isDown() else t.accent_soft
            paint.disc(
                painter, centre, radius, fill=fill, words=initial(self._person), colour=t.accent_text, size=14
            )
            if not self._person:
                icons.paint(
                    painter, "user", centre.x() - theme.px(8), centre.y() - theme.px(8), colour=t.accent_text
                )
            if self.hasFocus():
                box = QRectF(centre.x() - radius - 2, centre.y() - radius - 2, 2 * radius + 4, 2 * radius + 4)
                paint.ring(painter, box, radius=radius + 2)


def initial(name: str) -> str:
    """What stands for a person in a disc: the first hanzi, or the initials of a Latin name."""
    words = name.split()
    if name.isascii() and len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return name[:1]
