"""Declared settings as rows of a page: label, editor, note; each change is kept at once."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app import words
from app.office import settings
from app.office.chosen import UNSET
from app.office.settings import Declared
from app.people import service as people
from app.people.service import StaffRow
from app.words import _
from ui.kit import paint, theme
from ui.kit.fields import CheckField
from ui.kit.labels import label
from ui.kit.seat import Seat
from ui.settings import editors
from ui.settings.keeping import Keeper

BESIDE, TOGETHER = 300, 600
"""px: a field that is wider, or wider together with its note, has the note under it, with room for a whole line."""


def label_width() -> int:
    """Width of the label column of the settings: their names are longer than those of a form."""
    return theme.px(132 if words.language() == "zh" else 208)


class Rows(QWidget):
    """A grid of labelled rows. `by_part` finds the widget of a row: the setting's key, or the part's name."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.by_part: dict[str, QWidget] = {}
        self._count = 0

    def add(self, part: str, caption: str, field: QWidget, *, note: str = "") -> None:
        """A row. The note stands beside a narrow field and under a wide one; an error under both."""
        wide = bool(field.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(field, 1 if wide else 0)
        said = label(note, "meta", wrap=True)
        if not note:
            said.hide()
        taken = field.sizeHint().width()
        together = taken + paint.width_of(note, theme.font(12))
        below = wide or taken > theme.px(BESIDE) or together > theme.px(TOGETHER)
        if not below:
            row.addWidget(said, 1)
        if not wide:
            row.addStretch(0 if note and not below else 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(row)
        if below:
            column.addWidget(said)
        if hasattr(field, "error_changed"):
            wrong = label("", "meta", tone="red", wrap=True)
            wrong.hide()
            field.error_changed.connect(partial(_say, wrong, field))
            column.addWidget(wrong)
        name = label("" if isinstance(field, CheckField) else caption, "label", wrap=True)
        name.setFixedWidth(label_width())
        field.ensurePolished()
        name.setContentsMargins(
            0, max(0, (min(field.sizeHint().height(), theme.px(34)) - theme.px(20)) // 2), 0, 0
        )
        self._grid.addWidget(name, self._count, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(column, self._count, 1)
        self.by_part[part] = field
        self._count += 1


def _say(place: Any, field: QWidget, sentence: str) -> None:
    place.setText(sentence)
    place.setVisible(bool(sentence))
    field.setAccessibleDescription(sentence)


class SettingRows(Rows):
    """The rows of declared settings, filled from the office, each change kept by the keeper."""

    def __init__(self, seat: Seat, keeper: Keeper, which: Iterable[Declared[Any]]) -> None:
        super().__init__()
        self._seat, self._keeper = seat, keeper
        self._editors: dict[str, tuple[Declared[Any], Any]] = {}
        self.prepare: dict[str, Callable[[Any], Any]] = {}
        """By key: looks at a value off the GUI thread before it is kept, and may refuse it."""
        for setting in which:
            editor = editors.make(setting)
            if editor is None:
                continue
            self._editors[setting.key] = (setting, editor)
            self.add(setting.key, _(setting.label), editor, note=_(setting.note) if setting.note else "")
            editor.committed.connect(partial(self._commit, setting, editor))
        self.refresh()
        self._read_staff()

    def _read_staff(self) -> None:
        who = [
            editor for _setting, editor in self._editors.values() if isinstance(editor, editors.StaffEditor)
        ]
        if not who:
            return
        desk = self._seat.desk

        def known(staff: list[StaffRow]) -> None:
            for editor in who:
                editor.set_staff([(row.name, row.department) for row in staff])

        self._seat.jobs.read(
            lambda _progress: people.find(desk),
            done=known,
            failed=self._seat.tell,
            owner=self,
            latest="staff",
        )

    def declared(self) -> list[Declared[Any]]:
        """The settings that have a row here."""
        return [setting for setting, _editor in self._editors.values()]

    def editor(self, setting: Declared[Any]) -> Any:
        """The editor of `setting`."""
        return self._editors[setting.key][1]

    def refresh(self) -> None:
        """Show what holds now; what is being typed, or is marked as wrong, is left alone."""
        desk = self._seat.desk
        for setting, editor in self._editors.values():
            if isinstance(editor, editors.GreetingEditor):
                editor.set_company(desk.settings.get(settings.COMPANY))
            value = desk.settings.get(setting)
            if not _typing(editor) and editor.value() != value:
                editor.set_value(value)

    def flush(self) -> None:
        """Keep what stands in the field under the caret: the page is about to go."""
        for setting, editor in self._editors.values():
            if _typing(editor) and editor.value() != self._seat.desk.settings.get(setting):
                self._commit(setting, editor)

    def _commit(self, setting: Declared[Any], editor: Any) -> None:
        value = editor.value()
        if value == self._seat.desk.settings.get(setting):
            editor.set_error(None)
            return
        if setting.spoken and not value:
            value = UNSET  # an emptied text is the program's own again
        wrong = setting.check(value) if value is not UNSET else None
        if wrong:
            editor.set_error(wrong)
            return
        self._keeper.keep(
            {setting: value}, _("{label} is changed.").format(label=_(setting.label)),
            refused=editor.set_error, prepare=self.prepare.get(setting.key),
        )  # fmt: skip


def _typing(editor: Any) -> bool:
    """Whether the caret is in the editor with something typed that is not kept yet."""
    line = getattr(editor, "line", editor)
    before = getattr(line, "_before", None)
    now = line.text() if hasattr(line, "text") else None
    if isinstance(line, editors.TextEditor):
        now = line.toPlainText()
    return before is not None and line.hasFocus() and now != before


class SettingsBody(QWidget):
    """What stands in the work pane: a column of blocks, not wider than one reads well."""

    def __init__(self, *, most: int = 860) -> None:
        super().__init__()
        self.column = QVBoxLayout()
        self.column.setSpacing(16)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(most))
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        holder.setLayout(self.column)
        self.column.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(holder, 100, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
