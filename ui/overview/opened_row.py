"""A row of the board opened in place: who to ring, the field of what is chosen, what came of it, done; or later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.overview.alarms import Later
from app.words import _
from ui.kit import paint, theme
from ui.kit.buttons import Button
from ui.kit.fields import ComboField, LineField
from ui.kit.keys import ActionMap
from ui.kit.labels import Line, label
from ui.kit.options import Option, OptionGroup
from ui.kit.rows import Row
from ui.overview.board_table import ROW, BoardTable

HEIGHT = 172
LINE = 36
"""px that a further line of options takes."""
LATER = "later"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that may be done: its word, its name, its key, the field it needs and what that is called."""

    word: str
    words: str
    key: str
    field: str
    caption: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the act chosen, the text of each, a new time, and somebody chosen with the way they were told."""

    result: str
    text: str
    due_at: datetime | None
    person: int | None = None
    way: str = ""


class LaterField(QWidget):
    """Until when, and why: the reminder is silent until then, what is owed stays owed."""

    def __init__(self) -> None:
        super().__init__()
        self._times: dict[str, datetime] = {}
        self.when: ComboField | None = None
        self.reason = LineField(name=_("Reason"), hint=_("Why later? A word is enough"))
        self.setFocusProxy(self.reason)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(self.reason, 1)

    def offer(self, times: Sequence[Later]) -> None:
        """The usual times until when."""
        if self.when is not None or not times:
            return
        self._times = {one.key: one.moment for one in times}
        self.when = ComboField([(one.key, one.label) for one in times], name=_("Until when"))
        self.when.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.when.set_value(times[min(1, len(times) - 1)].key)
        self._row.insertWidget(0, self.when)

    def until(self) -> datetime | None:
        """The time chosen."""
        return self._times.get(str(self.when.value())) if self.when is not None else None


class OpenedRow(QWidget):
    """Covers the row it belongs to. finished(Typed) -- done was pressed; left() -- Esc; dialled() -- dial;
    behind_wanted() -- the whole record; whole_wanted() -- the number that is hidden.

    number -- as it may be seen; hidden -- whether a part of it is covered, until `show_number`.
    wide -- the options take the whole width, and Done stands beside the field.
    """

    finished = Signal(object)
    behind_wanted = Signal()
    left = Signal()
    dialled = Signal()
    whole_wanted = Signal()

    def __init__(
        self, shown: Row, *, acts: Sequence[Act], name: str, number: str, contact: str, told: str, table: BoardTable,
        fields: dict[str, QWidget], wide: bool = False, behind: str = "", hidden: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._table, self._shown, self._wide = table, table.bold(shown), wide
        self.acts = {act.word: act for act in acts}
        self.acts[LATER] = Act(LATER, _("Later"), "F8", LATER, _("Later"))
        self.setAccessibleName(name)
        self.setAutoFillBackground(False)
        self.number = Line(number, size=16, bold=True)
        self.cover = Button(_("Whole"), kind="ghost", icon="eye", key="Alt V")
        self.cover.setToolTip(_("Show the whole number"))
        self.cover.clicked.connect(self.whole_wanted)
        if not hidden:
            self.cover.hide()
        self.contact = Line(contact, size=12, tone="text2")
        if not contact:
            self.contact.hide()
        self.dial = Button(_("Dial"), icon="phone", key="Alt D")
        self.dial.clicked.connect(self.dialled)
        self.behind = Button(behind, kind="ghost", key="F4")
        self.behind.clicked.connect(self.behind_wanted)
        if not behind:
            self.behind.hide()
        self.told = Line(told, size=12, tone="text2", align=Qt.AlignmentFlag.AlignRight)
        self.what = label("", "label")
        self.later = LaterField()
        self.shown_fields = {**fields, LATER: self.later}
        self.fields = QStackedWidget()
        for field in self.shown_fields.values():
            self.fields.addWidget(field)
        for field in (*fields.values(), self.later.reason):
            if hasattr(field, "error_changed"):
                field.error_changed.connect(self._say)
            if isinstance(field, LineField):
                field.returnPressed.connect(lambda: self.options.setFocus())
        self.done = Button(_("Done"), kind="primary", key="Ctrl ↵")
        self.done.clicked.connect(self.finish)
        self.columns = self._columns()
        self.options = OptionGroup(
            [Option(act.word, act.words, act.key) for act in self.acts.values()], name=_("What came of it"),
            sunken=True, columns=self.columns,
        )  # fmt: skip
        self.options.picked.connect(self.picked)
        self.options.keyed.connect(lambda _value: self.start())
        self.options.returned.connect(self.entered)
        self.options.bind_keys(self)
        self.wrong = Line("", size=12, tone="red", align=Qt.AlignmentFlag.AlignRight)
        self.keys = ActionMap(self, section=_("Opened row"))
        self.keys.add("done", "Ctrl+Return", _("Done"), self.finish)
        self._lay()

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        left = self._table.column_left("who")
        column.setContentsMargins(left, theme.px(ROW), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(8))
        first = QHBoxLayout()
        first.setSpacing(theme.px(10))
        for part in (self.number, self.cover, self.contact, self.dial, self.behind):
            first.addWidget(part)
        if self._wide:
            first.addWidget(self.wrong, 1)
        first.addWidget(self.told, 0 if self._wide else 1)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self.what)
        second.addWidget(self.fields, 1)
        column.addLayout(second)
        self.fields.setFixedHeight(theme.px(34))
        third = QHBoxLayout()
        third.setSpacing(12)
        third.addWidget(self.options, 1 if self._wide else 0)
        if self._wide:
            second.addWidget(self.done)
        else:
            third.addWidget(self.wrong, 1)
            third.addWidget(self.done)
        column.addLayout(third)

    def _columns(self) -> int:
        """How many options stand in a line: all of them, or half where words and text are long."""
        font = theme.font(14, bold=True)
        wide = [
            paint.width_of(act.words, font) + paint.key_width(act.key) + theme.px(32)
            for act in self.acts.values()
        ]
        room = self._table.viewport().width() - self._table.column_left("who") - theme.px(14)
        if not self._wide:
            room -= self.done.sizeHint().width() + 12
        return len(wide) if sum(wide) + 6 * (len(wide) - 1) <= room else -(-len(wide) // 2)

    def height_wanted(self) -> int:
        """How high it is, in px of the design."""
        return HEIGHT + LINE * (-(-len(self.acts) // self.columns) - 1)

    # What the page says and asks

    def show_number(self, number: str) -> None:
        """The whole number, once it is written down that it is looked at."""
        self.number.set_text(number)
        self.cover.hide()

    def start(self) -> None:
        """Put the caret where one begins."""
        field = self.fields.currentWidget()
        if field.focusPolicy() == Qt.FocusPolicy.NoFocus and field.focusProxy() is None:
            self.options.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, LineField):
            field.end(False)

    def refuse(self, sentence: str) -> None:
        """What is wrong with the field shown; the caret goes there."""
        field = self.fields.currentWidget()
        field = field.reason if isinstance(field, LaterField) else field
        if hasattr(field, "set_error"):
            field.set_error(sentence)
        else:
            self._say(sentence)
        field.setFocus()

    def entered(self) -> None:
        """Enter on what is chosen saves it: one hand is enough."""
        self.finish()

    def set_working(self, working: bool) -> None:
        """While it is being saved nothing is pressed twice."""
        self.done.set_working(_("Saving…") if working else None)

    def typed(self) -> Typed:
        """What stands in the fields."""
        raise NotImplementedError

    def problem(self) -> str:
        """What keeps it from being saved, as far as can be told here; the caret goes to the field shown."""
        return ""

    def finish(self) -> None:
        """Check what can be checked here, then let the page save it."""
        if not self.done.isEnabled():
            return
        wrong = ""
        if self.options.value() == LATER:
            wrong = "" if self.later.reason.value() else _("Why later? A word is enough; it is kept.")
            if not wrong and self.later.until() is None:
                wrong = _("The times to choose from are still being read. Once more in a moment.")
        else:
            wrong = self.problem()
        if wrong:
            self.refuse(wrong)
            return
        self.finished.emit(self.typed())

    def picked(self, value: Any) -> None:
        """Show the field of what was chosen."""
        self.options.set_value(value)
        act = self.acts[str(value)]
        field = self.shown_fields[act.field]
        self.fields.setCurrentWidget(field)
        self.what.setText(act.caption)
        if isinstance(field, LineField):
            field.setAccessibleName(act.caption or field.accessibleName())
            field.set_error(None)
        self._say("")

    def _say(self, sentence: str) -> None:
        self.wrong.set_text(sentence)
        if self._wide:
            self.told.setVisible(not sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event) -> None:
        event.accept()  # the row under the editor is not meant

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            painter.fillRect(self.rect(), t.surface)
            box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
            paint.box(painter, box, fill=t.sunken, edge=t.line2, radius=8)
            self._table.painter_of_rows().paint_row(painter, self._shown, theme.px(ROW))
