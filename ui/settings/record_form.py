"""The editor of one record of a list in the settings: shown, checked, saved, put back."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import _
from ui.kit.buttons import Button
from ui.kit.fields import LineField
from ui.kit.forms import Form
from ui.kit.labels import label


class RecordForm(QWidget):
    """saved(fields) -- Ctrl+Enter with fields that fit. left() -- Esc.

    An editor makes `form` and `name`, the field where one begins, and says what stands in them.
    """

    saved = Signal(object)
    left = Signal()
    form: Form
    name: LineField

    def __init__(self) -> None:
        super().__init__()
        self._shown: Any = None
        """The fields as they are kept; None while nothing is edited."""
        self._id = 0
        self.title = label("", "pane")
        self.done = Button(_("Save"), kind="primary", key="Ctrl ↵")
        self.done.clicked.connect(self.save)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.foot.addWidget(self.done)
        self.setEnabled(False)

    # What an editor says

    def typed(self) -> tuple[Any, dict[str, str]]:
        """The fields as they stand in the form, and what of them can't be read, as field → sentence."""
        raise NotImplementedError

    def problems(self, typed: Any) -> dict[str, str]:
        """What the rules have against `typed`, as field → sentence."""
        raise NotImplementedError

    def blank(self) -> Any:
        """The fields of a record that nothing is known of."""
        raise NotImplementedError

    def _fill(self, fields: Any) -> None:
        """Write `fields` into the form."""
        raise NotImplementedError

    # The same for every record

    def show_nothing(self) -> None:
        """There is nothing to be edited."""
        self._put(self.blank())
        self._shown, self._id = None, 0
        self.title.setText("")
        self.setEnabled(False)

    def _put(self, fields: Any) -> None:
        self._shown = fields
        self.setEnabled(True)
        self.form.show_errors({})
        self._fill(fields)

    def start(self) -> None:
        """Put the caret where one begins."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        if self._shown is None or not self.isEnabled():
            return False
        typed, wrong = self.typed()
        return bool(wrong) or typed != self._shown

    def settle(self, saved: Any) -> None:
        """These fields are saved; what was typed since then is not."""
        self.done.set_working(None)
        if self._shown is not None:
            self._shown = saved

    def unsettle(self) -> None:
        """It was not saved: it can be tried again."""
        self.done.set_working(None)

    def show_errors(self, errors: dict[str, str]) -> None:
        """Mark the fields that do not fit and put the caret into the first."""
        self.form.show_errors(errors)

    def save(self) -> None:
        """Check what can be checked here, then let the panel save it."""
        if self._shown is None or not self.done.isEnabled() or not self.isEnabled():
            return
        typed, wrong = self.typed()
        wrong = self.problems(typed) | wrong
        self.form.show_errors(wrong)
        if not wrong:
            self.done.set_working(_("Saving…"))
            self.saved.emit(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.dirty() and self.done.isEnabled():  # what is being saved is not taken away
            self._put(self._shown)  # one step back: as it was
        self.left.emit()
