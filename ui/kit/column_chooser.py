"""The column chooser: a tick for each column in its order, moved by Alt and the arrows; and back to the start."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import KeyCap
from ui.kit.fields import CheckField
from ui.kit.labels import label
from ui.kit.panes import scrolled
from ui.kit.popover import Popover
from ui.kit.table_columns import ColumnView

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnChooser(Popover):
    """Every change is seen in the list at once and remembered with it."""

    def __init__(self, anchor: QWidget, table: ColumnView) -> None:
        super().__init__(anchor, name=_("Columns"), width=300)
        self._table = table
        head = QHBoxLayout()
        head.addWidget(label(_("Columns"), "strong"), 1)
        head.addWidget(KeyCap("Alt ↑↓"))
        head.addWidget(label(_("moves"), "meta"))
        self.body.addLayout(head)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(2, 0, 0, 0)
        self._column.setSpacing(0)
        self.ticks: dict[str, CheckField] = {}
        self._area = scrolled(self._holder)
        self.body.addWidget(self._area)
        foot = QHBoxLayout()
        reset = Button(_("As at first"), kind="ghost")
        reset.clicked.connect(self._reset)
        done = Button(_("Done"), kind="primary", key="↵")
        done.clicked.connect(self.close_up)
        foot.addWidget(reset)
        foot.addStretch(1)
        foot.addWidget(done)
        self.body.addLayout(foot)
        self.bind(("Return", "Enter"), self.close_up)
        self._fill()

    def _fill(self, focus: str = "") -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.ticks = {}
        columns = self._table.choosable()
        for at, (column, shown) in enumerate(columns):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            tick = CheckField(column.title)
            tick.set_value(shown)
            tick.setEnabled(self._table.can_toggle(column.key))
            tick.changed.connect(lambda key=column.key: self._toggled(key))
            tick.installEventFilter(self)
            row.addWidget(tick)
            row.addStretch(1)
            for icon, words, step, possible in (
                ("chevron-up", _("Move {name} to the left"), -1, at > 0),
                ("chevron-down", _("Move {name} to the right"), 1, at < len(columns) - 1),
            ):
                move = IconButton(icon, words.format(name=column.title))
                move.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by keys it is Alt with an arrow on the tick
                move.setEnabled(possible)
                move.clicked.connect(lambda _on=False, key=column.key, step=step: self._move(key, step))
                row.addWidget(move)
            self._column.addWidget(line)
            self.ticks[column.key] = tick
        self._column.addStretch(1)
        self._area.setFixedHeight(min(self._holder.sizeHint().height() + 4, theme.px(380)))
        if focus:
            self.ticks[focus].setFocus(Qt.FocusReason.TabFocusReason)

    def _toggled(self, key: str) -> None:
        self._table.show_column(key, self.ticks[key].value())
        for name, tick in self.ticks.items():
            tick.setEnabled(self._table.can_toggle(name))

    def _move(self, key: str, step: int) -> None:
        self._table.move_column(key, step)
        self._fill(focus=key)

    def _reset(self) -> None:
        self._table.reset_columns()
        self._fill(focus=next(iter(self.ticks)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and watched in self.ticks.values()
        ):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                keys = list(self.ticks)
                key = keys[list(self.ticks.values()).index(watched)]
                if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                    self._move(key, step)
                else:
                    to = keys[(keys.index(key) + step) % len(keys)]
                    self.ticks[to].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
