"""The head over a running call: live dot, clock, rings, direction, and the wait that counts up."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.words import _, pgettext
from ui.calls import speech
from ui.calls.opened import Clock
from ui.kit import paint, theme
from ui.kit.buttons import Button, IconButton
from ui.kit.labels import label
from ui.kit.options import Option, Segment
from ui.kit.saying import duration

TICK = 250  # ms
_ROOMY, _TIGHT = 610, 548  # px of the pane: under these the words of the rings, then of the state give way


class LiveClock(QWidget):
    """Dot, state and time of a call. Repaints only itself."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._name, self._words, self._time, self._live, self._short = name, "", "", True, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, words: str, time: str, *, live: bool) -> None:
        """Say `words` and the `time`; green while the call is `live`."""
        if (words, time, live) == (self._words, self._time, self._live):
            return
        resized = words != self._words or len(time) != len(self._time)
        self._words, self._time, self._live = words, time, live
        if resized:
            self.updateGeometry()
        self.setAccessibleName(f"{self._name}: {words} {time}")
        self.update()

    def set_short(self, short: bool) -> None:
        """Leave the words away."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def _words_width(self) -> int:
        return 0 if self._short else paint.width_of(self._words, theme.font(14, bold=True)) + theme.px(8)

    def sizeHint(self) -> QSize:
        digits = paint.width_of("0" * len(self._time.replace(":", "")), theme.font(20, bold=True))
        colons = paint.width_of(":" * self._time.count(":"), theme.font(20, bold=True))
        return QSize(theme.px(18) + self._words_width() + digits + colons + 2, theme.px(30))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            middle = self.height() / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.live if self._live else t.text3))
            painter.drawEllipse(QPointF(theme.px(5), middle), theme.px(5), theme.px(5))
            x = theme.px(18)
            if not self._short:
                ink = t.green if self._live else t.text2
                paint.text(painter, QRectF(x, 0, self._words_width(), self.height()), self._words, colour=ink,
                           font=theme.font(14, bold=True))  # fmt: skip
                x += self._words_width()
            paint.text(painter, QRectF(x, 0, self.width() - x, self.height()), self._time, colour=t.text,
                       font=theme.font(20, bold=True))  # fmt: skip


class HoldButton(Button):
    """Please hold: pressed it counts up, amber once the caller has waited too long."""

    def __init__(self) -> None:
        super().__init__(_("Please hold"), icon="hourglass", key="F12")
        self._waiting = self._late = False

    def show_wait(self, seconds: int, *, waiting: bool, limit: int) -> None:
        """Show the wait that runs, or none."""
        self._waiting, self._late = waiting, waiting and seconds >= limit
        words = _("On hold {time}").format(time=duration(seconds)) if waiting else _("Please hold")
        if words != self.text():
            self.set_words(words)
        self.setToolTip(_("They wait too long: F8 promises a call back.") if self._late else "")
        self.update()

    def _colours(self) -> tuple[str | None, str | None, str]:
        t = theme.tokens()
        if self._late:
            return t.amber_soft, t.amber, t.amber
        if self._waiting:
            return t.accent_soft, t.accent_line, t.accent_text
        return super()._colours()


class LiveHead(QWidget):
    """changed() -- rings or direction; ticked() -- time went on; hold_pressed() -- F12 by mouse; list_wanted() -- open
    the drawer.
    """

    changed = Signal()
    ticked = Signal()
    hold_pressed = Signal()
    list_wanted = Signal()

    def __init__(self, clock: Clock, *, now: Callable[[], datetime], limit: int) -> None:
        super().__init__()
        self._clock, self._now, self._limit = clock, now, limit
        self.drawer = IconButton("panel-left", _("The list"))
        self.drawer.clicked.connect(self.list_wanted)
        self.drawer.hide()
        self.time = LiveClock(name=_("Call"))
        self.rings = rings_segment()
        self.direction = direction_segment()
        self._rings_words = label(_("Rings"), "meta")
        self._rings_words.setBuddy(self.rings)
        self.hold = HoldButton()
        self.hold.clicked.connect(self.hold_pressed)
        for segment in (self.rings, self.direction):
            segment.picked.connect(lambda _value: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, theme.px(16), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.drawer)
        row.addWidget(self.time)
        row.addSpacing(theme.px(6))
        row.addWidget(self._rings_words)
        row.addWidget(self.rings)
        row.addSpacing(theme.px(4))
        row.addWidget(self.direction)
        row.addStretch(1)
        row.addWidget(self.hold)
        self.setFixedHeight(theme.px(56))
        self._ticks = QTimer(self, interval=TICK)
        self._ticks.timeout.connect(self.tick)
        self.tick()

    def set_clock(self, clock: Clock) -> None:
        """Show another clock from now on."""
        self._clock = clock
        self.show_direction()

    def tick(self) -> None:
        """Show the time as it is now."""
        now, clock = self._now(), self._clock
        live = clock.stopped is None
        direction = self.direction.value()
        words = {
            "out": pgettext("call.state", "Calling"), "missed": pgettext("call.state", "Missed"),
        }.get(str(direction), pgettext("call.state", "In a call"))  # fmt: skip
        if clock.ringing:
            words = pgettext("call.state", "Ringing")
        elif not live:
            words = pgettext("call.state", "Ended") if clock.ended else pgettext("call.state", "Draft")
        self.time.show_state(words, speech.ticking(clock.seconds(now)), live=live and direction != "missed")
        self.hold.show_wait(clock.waited(now), waiting=clock.holding_since is not None, limit=self._limit)
        self.ticked.emit()

    def show_direction(self) -> None:
        """Rings belong to calls that came in, a wait to calls that were taken."""
        direction = self.direction.value()
        self.rings.setEnabled(direction != "out")
        self.hold.setEnabled(direction != "missed" and self._clock.stopped is None)
        self.tick()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.width() - (theme.px(40) if not self.drawer.isHidden() else 0)
        self._rings_words.setVisible(wide >= theme.px(_ROOMY))
        self.time.set_short(wide < theme.px(_TIGHT))

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.tick()
        self._ticks.start()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self._ticks.stop()


def rings_segment() -> Segment:
    """How often it rang: 1, 2, 3, more (R2)."""
    return Segment([Option(n, str(n) if n < 4 else ">3") for n in (1, 2, 3, 4)], name=_("Rings"))


def direction_segment() -> Segment:
    """Came in, went out, or was missed."""
    icons = {"in": "phone-incoming", "out": "phone-outgoing", "missed": "phone-missed"}
    words = {
        "in": pgettext("call.direction", "Incoming"), "out": pgettext("call.direction", "Outgoing"),
        "missed": pgettext("call.direction", "Missed"),
    }  # fmt: skip
    return Segment([Option(word, words[word], icon=icons[word]) for word in icons], name=_("Direction"))
