"""The filters of a list as chips: what narrows, each with its cross, and + Filter to narrow by more."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.office import filters
from app.office.filters import Field
from app.words import _
from ui.kit.chips import Chip
from ui.kit.filter_editors import ChoiceEditor, Editor, FieldsPopover, editor_for
from ui.kit.filter_words import said, whole
from ui.kit.flow import FlowLayout

Answer = Callable[[Mapping[Any, int]], None]


class FilterBar(QWidget):
    """Chips that wrap. `changed` carries the values by field key whenever the person changed them.

    now -- the present in the office's zone. counting -- asked for how many records each choice of a field has:
    counting(key, answer); without it no counts are shown. Left and right go from chip to chip, Del removes one,
    Enter opens its editor, Esc is `left`.
    """

    changed = Signal(object)
    lead_removed = Signal(str)  # the cross of a chip put in by set_lead
    lead_pressed = Signal(str)
    left = Signal()

    def __init__(
        self, *, name: str, now: Callable[[], datetime], counting: Callable[[str, Answer], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self._now, self._counting = now, counting
        self._fields: tuple[Field, ...] = ()
        self._values: dict[str, Any] = {}
        self._lead: tuple[tuple[str, str, str], ...] = ()
        self._chips: list[Chip] = []
        self.editor: Editor | None = None
        self._flow = FlowLayout(self)
        self.more = _MoreChip(_("Filter"), icon="plus")
        self.more.setAccessibleName(_("Add a filter"))
        self.more.clicked.connect(lambda: self.offer())
        self.more.setEnabled(False)
        self._flow.addWidget(self.more)

    # What pages say

    def set_fields(self, fields: Sequence[Field]) -> None:
        """What can be narrowed by; values that no longer fit go."""
        self._fields = tuple(fields)
        self.more.setEnabled(bool(self._fields))
        self.set_values(self._values)

    def fields(self) -> tuple[Field, ...]:
        """What can be narrowed by."""
        return self._fields

    def values(self) -> dict[str, Any]:
        """What narrows now, by field key."""
        return dict(self._values)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Narrow by `values`, without `changed`."""
        tidy = filters.tidy(self._fields, values) if self._fields else dict(values)
        self._values = tidy
        self._show()

    def set_lead(self, chips: Sequence[tuple[str, str, str]]) -> None:
        """Chips before the filters: (key, words, icon), each with a cross (a saved view, the bin)."""
        if tuple(chips) != self._lead:
            self._lead = tuple(chips)
            self._show()

    def set_count(self, count: int | None) -> None:
        """How many records there are: behind the word of the one chip that narrows, if it is one."""
        only = [chip for chip in self._chips if chip.field_key]
        for chip in self._chips:
            chip.set_count(count if only == [chip] and not self._lead else None)

    def clear(self) -> None:
        """Narrow by nothing, with `changed`."""
        if self._values:
            self._set({})

    def empty(self) -> bool:
        """Whether no chip but + Filter is there."""
        return not self._chips

    def offer(self, anchor: QWidget | None = None) -> None:
        """Open the list of fields, under `anchor` when + Filter is not in sight."""
        if not self._fields:
            return
        at = self.more if self.more.isVisible() or anchor is None else anchor
        popover = FieldsPopover(at, self._fields, active=self._values)
        popover.picked.connect(lambda key: self.edit(key, at))
        popover.open()

    def edit(self, key: str, anchor: QWidget | None = None) -> None:
        """Open the editor of field `key`."""
        field = next((each for each in self._fields if each.key == key), None)
        if field is None:
            return
        editor = editor_for(
            anchor or self._chip_of(key) or self.more, field, self._values.get(key), now=self._now
        )
        editor.done.connect(lambda value: self._edited(key, value))
        self.editor = editor
        editor.closed.connect(lambda: setattr(self, "editor", None))
        editor.open()
        if self._counting is not None and isinstance(editor, ChoiceEditor):

            def answered(counts: Mapping[Any, int]) -> None:
                if self.editor is editor and counts:
                    editor.show_counts(counts)

            self._counting(key, answered)

    # Within

    def _edited(self, key: str, value: Any) -> None:
        values = {name: held for name, held in self._values.items() if name != key}
        if value is not None:
            values[key] = value
        self._set(filters.tidy(self._fields, values))
        (self._chip_of(key) or self.more).setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, values: dict[str, Any]) -> None:
        if values != self._values:
            self._values = values
            self._show()
            self.changed.emit(dict(values))

    def _remove(self, chip: "_ValueChip") -> None:
        at = self._chips.index(chip)
        if chip.field_key:
            self._set({name: held for name, held in self._values.items() if name != chip.field_key})
        else:
            self.lead_removed.emit(chip.lead_key)
        near = [*self._chips[at : at + 1], self.more]
        if near[0].isVisible():
            near[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        today = self._now().date()
        self._chips = []
        for key, words, icon in self._lead:
            self._add(_ValueChip(words, lead_key=key, icon=icon))
        for field in self._fields:
            if field.key in self._values:
                value = self._values[field.key]
                chip = _ValueChip(said(field, value, today), field_key=field.key)
                told = whole(field, value, today)
                chip.setToolTip(told)
                chip.setAccessibleName(told)
                self._add(chip)
        self.updateGeometry()

    def _add(self, chip: "_ValueChip") -> None:
        chip.removed.connect(lambda: self._remove(chip))
        chip.moved.connect(lambda step: self._move(chip, step))
        chip.left.connect(self.left)
        if chip.field_key:
            chip.clicked.connect(lambda: self.edit(chip.field_key))
        else:
            chip.clicked.connect(lambda: self.lead_pressed.emit(chip.lead_key))
        self._flow.insert(len(self._chips), chip)
        chip.show()  # at once, not with the next turn of the event loop: it may be given the focus
        self._chips.append(chip)
        QWidget.setTabOrder(chip, self.more)

    def _move(self, chip: Chip, step: int) -> None:
        row = [*self._chips, self.more]
        row[(row.index(chip) + step) % len(row)].setFocus(Qt.FocusReason.TabFocusReason)

    def _chip_of(self, key: str) -> Chip | None:
        return next((chip for chip in self._chips if chip.field_key == key), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.more.hasFocus():
            self._move(self.more, step)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _MoreChip(Chip):
    """+ Filter. Enter opens it, as Space does."""

    field_key = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore() if event.key() in (*_STEPS, Qt.Key.Key_Escape) else super().keyPressEvent(event)


class _ValueChip(Chip):
    """One filter that narrows. The cross removes it, the rest of it opens its editor."""

    moved = Signal(int)
    left = Signal()

    def __init__(self, words: str, *, field_key: str = "", lead_key: str = "", icon: str = "") -> None:
        super().__init__(words, icon=icon, removable=True)
        self.field_key, self.lead_key = field_key, lead_key
        self.setAccessibleDescription(_("Enter changes it, Del removes it"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
