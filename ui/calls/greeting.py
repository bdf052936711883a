"""What is said when the telephone is taken (R3), and under it one line for this kind of call (R4)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.words import _
from ui.kit import theme
from ui.kit.labels import label, set_tone
from ui.kit.overlay import Picture
from ui.kit.panes import Pane


class GreetingBand(Pane):
    """The greeting in bold, a script line in small; the second line is always there, so that nothing jumps."""

    def __init__(self, greeting: str, *, hotline: str = "") -> None:
        super().__init__("accent", name=_("Greeting"))
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(9))
        row.setSpacing(theme.px(10))
        row.addWidget(Picture("message-square-quote", size=20, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        self.greeting = label(greeting, "pane", tone="accent", wrap=True)
        self.script = label("", "meta", tone="text2", wrap=True)
        words.addWidget(self.greeting)
        words.addWidget(self.script)
        row.addLayout(words, 1)
        if hotline:
            row.addWidget(label(hotline, "meta", tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def show_script(self, category: str, line: str, *, amber: bool = False) -> None:
        """Show `line`, with the `category` it belongs to in front; amber when the caller is difficult."""
        shown = (
            _("{category}: {script}").format(category=category, script=line) if category and line else line
        )
        self.script.setText(shown)
        set_tone(self.script, "amber" if amber else "text2")
