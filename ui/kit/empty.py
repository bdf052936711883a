"""What a page says while there is nothing on it: what it is, what to do, one button, one way to import."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import label
from ui.kit.overlay import Picture


class Empty(QWidget):
    """A 40 px icon, `title`, `text`, and under them the buttons given and a last grey line."""

    def __init__(
        self, *, icon: str, title: str, text: str = "", buttons: tuple[Button, ...] = (), foot: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(f"{title}. {text}")
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(Picture(icon, size=40, tone="c2"), 0, middle)
        column.addSpacing(6)
        for words, role, tone in ((title, "pane", ""), (text, "body", "text2")):
            if words:
                line = label(words, role, tone=tone, wrap=True)
                line.setAlignment(middle)
                column.addWidget(line)
        if buttons:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addSpacing(6)
            column.addLayout(row)
        if foot:
            last = label(foot, "meta", wrap=True)
            last.setAlignment(middle)
            column.addSpacing(4)
            column.addWidget(last)
        column.addStretch(3)
