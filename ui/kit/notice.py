"""A line over the page that stays while something has to be known: the fact, one way out, and a cross."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.words import _
from ui.kit import paint, theme
from ui.kit.buttons import Button, IconButton
from ui.kit.labels import Line
from ui.kit.overlay import Picture

HIGH = 40


class Notice(QWidget):
    """Hidden until `say`. pressed() -- the way out was chosen. dismissed() -- the person has read it."""

    pressed = Signal()
    dismissed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "amber"
        self._icon = Picture("info", tone="amber")
        self._words = Line("", tone="text")
        self.action = Button("", kind="ghost")
        self.action.clicked.connect(self.pressed)
        self.cross = IconButton("x", "")
        self.cross.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.action)
        row.addWidget(self.cross)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.speak()
        self.hide()

    def speak(self) -> None:
        """Its own words in the language in use; what it says is said anew by who knows it."""
        self.cross.setToolTip(_("Close"))
        self.cross.setAccessibleName(_("Close"))

    def say(
        self, words: str, *, icon: str, tone: str = "amber", action: str = "", stays: bool = False
    ) -> None:
        """Show `words`. `action` names the way out; with `stays` there is no cross, since it goes on being true."""
        self._tone = tone
        self._icon.set_icon(icon, tone=tone)
        self._words.set_text(words)
        self.action.set_words(action)
        self.action.setVisible(bool(action))
        self.cross.setVisible(not stays)
        self.setFixedHeight(theme.px(HIGH))
        self.setAccessibleName(words)
        self.update()
        self.show()

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _close(self) -> None:
        self.hide()
        self.dismissed.emit()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            painter.fillRect(self.rect(), t.soft(self._tone))
            painter.fillRect(self.rect().adjusted(0, self.height() - 1, 0, 0), t.line)
