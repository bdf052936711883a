"""A promise opened in place: number, dial, answer or new time, what came of it, done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.calls.promises import PromiseRow
from app.china import phones
from app.words import _, pgettext
from ui.kit import paint, theme, when
from ui.kit.buttons import Button
from ui.kit.fields import DateTimeField, LineField
from ui.kit.keys import ActionMap
from ui.kit.labels import Line, label
from ui.kit.options import Option, OptionGroup
from ui.overview.board import row_of, tried
from ui.overview.board_table import ROW, BoardTable

HEIGHT = 172


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the result chosen, the text of each, and the new time."""

    result: str
    text: str
    due_at: datetime | None


class PromiseEditor(QWidget):
    """Covers the row it belongs to. finished(Typed) -- done was pressed; left() -- Esc; dialled() -- dial."""

    finished = Signal(object)
    left = Signal()
    dialled = Signal()

    def __init__(self, row: PromiseRow, *, group: str, now: datetime, table: BoardTable) -> None:
        super().__init__()
        self.row = row
        self._table = table
        self._shown = table.bold(row_of(row, group, now))
        self._now = now
        self.setAccessibleName(": ".join((_("Call back"), f"{row.who}, {row.matter}")))
        self.setAutoFillBackground(False)
        self._make_parts()
        self.keys = ActionMap(self, section=_("Opened promise"))
        self.keys.add("done", "Ctrl+Return", _("Done"), self.finish)
        self._lay()
        self._picked("called")

    def _make_parts(self) -> None:
        row = self.row
        self.number = Line(phones.display(row.number_norm) or row.number, size=16, bold=True)
        self.contact = Line(row.contact_name if row.contact_name != row.who else "", size=12, tone="text2")
        self.dial = Button(_("Dial"), icon="phone", key="Alt D")
        if not row.number_norm:
            self.dial.hide()
        self.dial.clicked.connect(self.dialled)
        said = _("promised for {moment}").format(moment=when.say(row.due_at, self._now))
        tries = tried(row.attempts) if row.attempts else _("not tried yet")
        self.told = Line(
            _(" · ").join((said, tries)), size=12, tone="text2", align=Qt.AlignmentFlag.AlignRight
        )
        self.what = label("", "label")
        self.text = LineField(name=_("Answer"))
        self.text.set_value(row.answer)
        self.due = DateTimeField(name=_("New time"), now=lambda: self._now)
        self.fields = QStackedWidget()
        for field in (self.text, self.due):
            self.fields.addWidget(field)
            field.error_changed.connect(self._wrong)
            field.returnPressed.connect(lambda: self.options.setFocus())
        self.options = OptionGroup(
            [
                Option("called", pgettext("promise.result", "Called back"), "1"),
                Option("unreached", pgettext("promise.result", "Not reached"), "2"),
                Option("postponed", pgettext("promise.result", "Postponed"), "3"),
                Option("cancelled", pgettext("promise.result", "Cancelled"), "4"),
            ],
            name=_("What came of it"), sunken=True,
        )  # fmt: skip
        self.options.picked.connect(self._picked)
        self.options.keyed.connect(lambda _value: self.fields.currentWidget().setFocus())
        self.options.returned.connect(self.finish)
        self.wrong = Line("", size=12, tone="red", align=Qt.AlignmentFlag.AlignRight)
        self.done = Button(_("Done"), kind="primary", key="Ctrl ↵")
        self.done.clicked.connect(self.finish)

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        left = self._table.column_left("who")
        column.setContentsMargins(left, theme.px(ROW), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(8))
        first = QHBoxLayout()
        first.setSpacing(theme.px(10))
        for part in (self.number, self.contact, self.dial):
            first.addWidget(part)
        first.addWidget(self.told, 1)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self.what)
        second.addWidget(self.fields, 1)
        column.addLayout(second)
        self.fields.setFixedHeight(theme.px(34))
        third = QHBoxLayout()
        third.setSpacing(12)
        third.addWidget(self.options)
        third.addWidget(self.wrong, 1)
        third.addWidget(self.done)
        column.addLayout(third)

    # What the page says and asks

    def start(self) -> None:
        """Put the caret where one begins."""
        self.fields.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.fields.currentWidget(), LineField):
            self.text.end(False)

    def typed(self) -> Typed:
        """What stands in the editor."""
        return Typed(str(self.options.value()), self.text.value(), self.due.value())

    def take(self, typed: Typed) -> None:
        """Put back what was typed before."""
        self._picked(typed.result)
        self.text.set_value(typed.text)
        if typed.due_at is not None:
            self.due.set_value(typed.due_at)

    def suggest(self, due_at: datetime) -> None:
        """The time that is usual from now, unless somebody typed one already."""
        if self.due.value() is None and not self.due.text():
            self.due.set_value(due_at)

    def moved_on(self, row: PromiseRow, sentence: str) -> None:
        """Somebody else changed the promise: say what, keep what was typed, and save over it the next time."""
        self.row = row
        self._say(sentence)

    def refuse(self, sentence: str) -> None:
        """What is wrong with the field shown; the caret goes there."""
        field = self.fields.currentWidget()
        field.set_error(sentence)  # type: ignore[attr-defined]
        field.setFocus()

    def set_working(self, working: bool) -> None:
        """While it is being saved nothing is pressed twice."""
        self.done.set_working(_("Saving…") if working else None)

    def finish(self) -> None:
        """Check what can be checked here, then let the page save it."""
        if not self.done.isEnabled():
            return
        if self.options.value() == "postponed" and (self.due.problem() or self.due.value() is None):
            self.refuse(self.due.problem() or _("When then? Type a time."))
            return
        self.finished.emit(self.typed())

    # Within

    def _picked(self, value: Any) -> None:
        self.options.set_value(value)
        put_off = value == "postponed"
        self.fields.setCurrentWidget(self.due if put_off else self.text)
        words = {
            "called": _("Answer"), "unreached": _("Note"), "postponed": _("New time"), "cancelled": _("Reason"),
        }[str(value)]  # fmt: skip
        self.what.setText(words)
        self.text.setAccessibleName(words)
        self.text.set_error(None)
        self.due.set_error(None)
        self._say("")

    def _wrong(self, sentence: str) -> None:
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.wrong.set_text(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event) -> None:
        event.accept()  # the row under the editor is not meant

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        painter.fillRect(self.rect(), t.surface)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        paint.box(painter, box, fill=t.sunken, edge=t.line2, radius=8)
        self._table.painter_of_rows().paint_row(painter, self._shown, theme.px(ROW))
