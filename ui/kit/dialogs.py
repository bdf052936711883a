"""The few dialogs: a question or message, two versions side by side, the sheet of keys."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.words import _, ngettext
from ui.kit import paint, theme
from ui.kit.buttons import Button
from ui.kit.labels import Line, label
from ui.kit.overlay import Overlay


class Message(Overlay):
    """A fact, the way out, and verbs to choose from. `chosen` carries the key of the button, "" for Esc."""

    chosen = Signal(str)

    def __init__(
        self,
        host: QWidget,
        *,
        title: str,
        text: str,
        choices: Mapping[str, str] | None = None,
        icon: str = "",
    ) -> None:
        """`choices` maps keys to verbs, the one that goes on first; without any there is one that closes."""
        super().__init__(host, name=title, width=440)
        self.add_title(title, icon=icon)
        words = label(text, wrap=True)
        words.setMinimumHeight(theme.px(22))
        self.body.addWidget(words)
        row = QHBoxLayout()
        row.addStretch(1)
        made = []
        for key, verb in (choices or {"": _("Close")}).items():
            button = Button(verb, kind="plain" if made else "primary")
            button.clicked.connect(lambda *_, key=key: self._choose(key))
            made.append(button)
        for button in reversed(made):  # the one that goes on stands at the right edge
            row.addWidget(button)
        self._first = made[0]
        self.body.addLayout(row)

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the first choice focused."""
        super().open(focus=focus or self._first)

    def dismiss(self) -> None:
        """Esc chooses nothing."""
        self._choose("")

    def _choose(self, key: str) -> None:
        self.close_up()
        self.chosen.emit(key)


class Difference(NamedTuple):
    """One field that two people changed differently: its key and words, and both values as text.

    mine_changed -- whether the person at this seat changed it at all; else theirs is preselected.
    """

    key: str
    words: str
    ours: str
    theirs: str
    mine_changed: bool


class _Cell(QAbstractButton):
    """A value that can be chosen against the other one."""

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(32))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            on = self.isChecked()
            fill = t.accent_soft if on else t.hover if self.underMouse() else t.surface
            paint.box(painter, rect, fill=fill, edge=t.accent_line if on else t.line2)
            centre = QPointF(theme.px(18), rect.height() / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent if on else t.field))
            painter.drawEllipse(centre, theme.px(8), theme.px(8))
            painter.setBrush(QColor(t.white if on else t.surface))
            inner = theme.px(3) if on else theme.px(8) - 1.2
            painter.drawEllipse(centre, inner, inner)
            if self.hasFocus():
                paint.ring(painter, rect)
            room = rect.adjusted(theme.px(34), 0, -theme.px(8), 0)
            paint.text(painter, room, self.text() or _("(empty)"), colour=t.text if self.text() else t.text3,
                       font=theme.font(14))  # fmt: skip


class ConflictDialog(Overlay):
    """Somebody saved first: the fields that differ, both values, one to be chosen in each row.

    saved(choice) carries "ours" or "theirs" by field key; dropped() says that one's own changes are given up.
    mine, theirs -- headings of the two columns; drop, save, foot -- what the foot says. For two records that become
    one the same question is asked in other words.
    """

    saved = Signal(dict)
    dropped = Signal()

    def __init__(
        self, host: QWidget, differences: Sequence[Difference], *, title: str, who: str, mine: str = "",
        theirs: str = "", drop: str = "", save: str = "", foot: str = "",
    ) -> None:  # fmt: skip
        super().__init__(host, name=title)
        mine, theirs = mine or _("Yours"), theirs or _("{name}'s").format(name=who)
        count = len(differences)
        sub = ngettext("{n} field differs. Choose one value a row; the rest stays as it is.",
                       "{n} fields differ. Choose one value a row; the rest stays as it is.", count)  # fmt: skip
        self.add_title(title, icon="users", sub=sub.format(n=count))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, words in ((1, mine), (2, theirs)):
            grid.addWidget(Line(words, size=12, bold=True, tone="text2"), 0, column)
        self._groups: dict[str, QButtonGroup] = {}
        first = None
        for at, difference in enumerate(differences, start=1):
            grid.addWidget(label(difference.words), at, 0)
            group = QButtonGroup(self)
            for number, (value, side) in enumerate(((difference.ours, mine), (difference.theirs, who))):
                cell = _Cell(value, name=f"{difference.words}, {side}: {value}")
                group.addButton(cell, number)
                grid.addWidget(cell, at, 1 + number)
            group.button(0 if difference.mine_changed else 1).setChecked(True)
            self._groups[difference.key] = group
            first = first or group.checkedButton()
        self._first = first
        self.body.addLayout(grid)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(foot or _("What is not chosen stays in the history."), "meta", wrap=True), 1)
        dropping = Button(drop or _("Drop mine"), kind="ghost")
        dropping.clicked.connect(self._drop)
        saving = Button(save or _("Save as chosen"), kind="primary", key="Ctrl ↵")
        saving.clicked.connect(self._save)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self._save)
        row.addWidget(dropping)
        row.addWidget(saving)
        self.body.addLayout(row)

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the first choice focused. Esc closes it and leaves the form as it is."""
        super().open(focus=focus or self._first)

    def choice(self) -> dict[str, str]:
        """ "ours" or "theirs" for every field."""
        return {key: "ours" if group.checkedId() == 0 else "theirs" for key, group in self._groups.items()}

    def _save(self) -> None:
        chosen = self.choice()
        self.close_up()
        self.saved.emit(chosen)

    def _drop(self) -> None:
        self.close_up()
        self.dropped.emit()
