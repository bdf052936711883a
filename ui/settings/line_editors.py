"""Settings that are typed: a line, a number, several lines, hours, a folder, the greeting."""

import json
import re
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.office.setting_checks import Whole
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.fields import LineField, TextField
from ui.kit.labels import label


class LineEditor(LineField):
    """One line; kept when one leaves it or presses Enter."""

    committed = Signal()

    def __init__(self, *, name: str, hint: str = "") -> None:
        super().__init__(name=name, hint=hint)
        self._before = ""
        self.editingFinished.connect(self._done)

    def set_value(self, value: Any) -> None:
        super().set_value(value if isinstance(value, str) else "")
        self._before = self.text()
        self.set_error(None)

    def _done(self) -> None:
        if self.text() != self._before:
            self._before = self.text()
            self.committed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._before:
            self.setText(self._before)  # one step back: what stood there
            self.set_error(None)
            return
        super().keyPressEvent(event)


class ShortEditor(LineEditor):
    """One line of few characters: digits, a time of day."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(theme.px(160))


class WholeEditor(LineEditor):
    """A whole number with its unit; up and down change it by one."""

    def __init__(self, *, name: str, check: Whole | None, unit: str) -> None:
        super().__init__(name=name)
        self._check = check
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(theme.px(96) + (theme.px(64) if unit else 0))
        self.set_note(unit)

    def value(self) -> Any:  # what is no number goes on as text: the setting's own check says what is wrong
        text = super().value()
        return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text

    def set_value(self, value: Any) -> None:
        super().set_value(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        now = self.value()
        if step is not None and isinstance(now, int):
            low, high = (self._check.low, self._check.high) if self._check else (0, 10**6)
            self.setText(str(min(max(now + step, low), high)))
            return
        super().keyPressEvent(event)


class TextEditor(TextField):
    """Several lines; kept when one leaves them or presses Ctrl+Enter."""

    committed = Signal()

    def __init__(self, *, name: str, lines: int = 2) -> None:
        super().__init__(name=name, lines=lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._before = ""

    def set_value(self, value: Any) -> None:
        super().set_value(str(value))
        self._before = self.toPlainText()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def commit(self) -> None:
        """Keep what stands there, if it changed."""
        if self.toPlainText() != self._before:
            self._before = self.toPlainText()
            self.committed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._before:
            self.setPlainText(self._before)
        else:
            super().keyPressEvent(event)


class JsonEditor(TextEditor):
    """What has no editor of its own, as JSON."""

    def value(self) -> Any:
        try:
            return json.loads(super().value())
        except ValueError:
            return super().value()

    def set_value(self, value: Any) -> None:
        super().set_value(json.dumps(value, ensure_ascii=False))


class HoursEditor(LineEditor):
    """Spans of the day, typed as one says them: 8:30-12:00 13:30-17:30. The note tells how long a day that makes."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name, hint="8:30-12:00  13:30-17:30")
        self.textChanged.connect(lambda: self._tell())

    def value(self) -> Any:
        text = super().value().replace("：", ":")
        if not text:
            return []
        found = re.findall(r"(\d{1,2})[:.](\d{2})", text)
        rest = re.sub(r"\d{1,2}[:.]\d{2}", "", text)
        if not found or len(found) % 2 or re.search(r"[^\s\-–—~～至到,，、;；]", rest):
            return text
        clocks = [f"{int(hour):02d}:{minute}" for hour, minute in found]
        return [list(pair) for pair in zip(clocks[::2], clocks[1::2], strict=True)]

    def set_value(self, value: Any) -> None:
        super().set_value("  ".join(f"{a}-{b}" for a, b in value))

    def _tell(self) -> None:
        spans = self.value()
        minutes = 0
        try:
            for first, last in spans if isinstance(spans, list) else ():
                a, b = time.fromisoformat(first), time.fromisoformat(last)
                minutes += ((b.hour - a.hour) * 60 + b.minute - a.minute) % (
                    24 * 60
                )  # 18:00-8:00 goes over midnight
        except ValueError:
            minutes = 0
        hours = f"{minutes / 60:g}"
        said = ngettext("{hours} hour a day", "{hours} hours a day", 2 if minutes != 60 else 1)
        self.set_note(said.format(hours=hours) if minutes > 0 else "")


class FolderEditor(QWidget):
    """A folder, typed or chosen by the system's dialog; empty means none."""

    committed = Signal()
    error_changed = Signal(str)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line = LineEditor(name=name, hint=_("None yet"))
        self.choose = Button(_("Choose…"), icon="folder-open")
        self.choose.clicked.connect(self._ask)
        self.line.committed.connect(self.committed)
        self.line.error_changed.connect(self.error_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        self.setFocusProxy(self.line)

    def value(self) -> str:
        """The path as typed."""
        return self.line.value()

    def set_value(self, value: Any) -> None:
        """Show a path."""
        self.line.set_value(value)

    def set_error(self, sentence: str | None) -> None:
        """Mark as wrong and say why."""
        self.line.set_error(sentence)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), self.line.accessibleName(), self.value())
        if chosen and chosen != self.value():
            self.line.setText(chosen)
            self.line.editingFinished.emit()


class GreetingEditor(QWidget):
    """What is said first, with the line under it as it stands on the call form."""

    committed = Signal()
    error_changed = Signal(str)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.line = LineEditor(name=name)
        self.line.committed.connect(self.committed)
        self.line.error_changed.connect(self.error_changed)
        self._company = ""
        self.preview = label("", "body", tone="accent", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.preview)
        self.line.textChanged.connect(lambda: self._show())
        self.setFocusProxy(self.line)

    def set_company(self, company: str) -> None:
        """Whose name stands for {company}."""
        self._company = company
        self._show()

    def value(self) -> str:
        """The greeting as typed."""
        return self.line.value()

    def set_value(self, value: Any) -> None:
        """Show a greeting."""
        self.line.set_value(value)
        self._show()

    def set_error(self, sentence: str | None) -> None:
        """Mark as wrong and say why."""
        self.line.set_error(sentence)

    def _show(self) -> None:
        self.preview.setText(self.value().replace("{company}", self._company or _("our company")))
