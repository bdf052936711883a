"""A panel that asks for one line of words: a name, a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import _
from ui.kit.buttons import Button
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.overlay import Overlay


class LinePanel(Overlay):
    """entered(text) -- what was typed, never empty. done -- the verb of the button; missing -- of an empty line."""

    entered = Signal(str)

    def __init__(
        self, host: QWidget, *, title: str, name: str, done: str, text: str = "", sub: str = "", hint: str = "",
        missing: str = "",
    ) -> None:  # fmt: skip
        super().__init__(host, name=title)
        self._missing = missing or _("Type it in a few words.")
        self.add_title(title, sub=sub)
        self.line = LineField(name=name, hint=hint)
        self.line.set_value(text)
        self._told = label("", "meta", tone="red", wrap=True)
        self._told.hide()
        self.line.error_changed.connect(self._tell)
        self.body.addWidget(self.line)
        self.body.addWidget(self._told)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        cancel = Button(_("Cancel"), kind="ghost", key="Esc")
        cancel.clicked.connect(self.dismiss)
        self.done = Button(done, kind="primary", key="Ctrl ↵")
        self.done.clicked.connect(self._enter)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.done)
        self.body.addLayout(foot)
        self.line.returnPressed.connect(self._enter)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self._enter)

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the text chosen."""
        super().open(focus=focus or self.line)
        self.line.selectAll()

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        self.relay()

    def _enter(self) -> None:
        text = self.line.value()
        if not text:
            self.line.set_error(self._missing)
            return
        self.close_up()
        self.entered.emit(text)
