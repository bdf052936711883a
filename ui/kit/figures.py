"""Key figures: a small label, a number in 20 px, and what it is compared with."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.labels import Line


class Figure(QWidget):
    """One figure. Screen readers hear label, value and comparison as one sentence."""

    def __init__(self, words: str, value: str = "", *, sub: str = "", tone: str = "text", sub_tone: str = "text3",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._label = Line(words, size=12, tone="text2")
        self._value = Line("", size=20, bold=True)
        self._sub = Line("", size=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in (self._label, self._value, self._sub):
            column.addWidget(line)
        column.addStretch(1)
        self.set_value(value, sub=sub, tone=tone, sub_tone=sub_tone)

    def set_value(self, value: str, *, sub: str = "", tone: str = "text", sub_tone: str = "text3") -> None:
        """Show `value` and under it `sub`, each in a tone."""
        self._value.set_text(value or "–", tone=tone)
        self._sub.set_text(sub, tone=sub_tone)
        self._sub.setVisible(bool(sub))
        self.setAccessibleName(" ".join(part for part in (self._label.text(), value, sub) if part))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), super().minimumSizeHint().height())
