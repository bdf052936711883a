"""The categories of calls in one table: order and key, label, script line, retired or not (R3, R5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calls import rules
from app.calls.rules import CATEGORIES, Categories
from app.china import pinyin
from app.office import settings
from app.office.chosen import UNSET
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import KeyCap, Tag
from ui.kit.labels import label
from ui.kit.seat import Seat
from ui.settings.keeping import Keeper
from ui.settings.line_editors import LineEditor

LONGEST_LABEL = 12
PRESSED = 50  # ms after which it is looked whether a button of the mouse is still down


@dataclass(frozen=True, slots=True)
class Line:
    """One category as the table shows it."""

    word: str
    label: str
    script: str
    retired: bool = False


def lines(own: list[dict[str, Any]], scripts: dict[str, str]) -> list[Line]:
    """The table that the two settings make."""
    known = Categories(own)
    return [
        Line(word, known.label(word), scripts.get(word, shipped_script(word)), known.retired(word))
        for word in known.words
    ]


def shipped_script(word: str) -> str:
    """The program's own line for a category, "" when it has none."""
    return _(rules.SCRIPTS[word]) if word in rules.SCRIPTS else ""


def settings_of(table: list[Line]) -> dict[settings.Declared[Any], Any]:
    """The two settings that make `table`; what is as shipped is not kept, so that it follows the language."""
    own: list[dict[str, Any]] = []
    for line in table:
        entry: dict[str, Any] = {"word": line.word}
        if line.word not in CATEGORIES or line.label != pgettext(*CATEGORIES[line.word]):
            entry["label"] = line.label
        if line.retired:
            entry["retired"] = True
        own.append(entry)
    usual = [{"word": word} for word in CATEGORIES]
    if own[: len(usual)] == usual:
        own = own[len(usual) :]
    scripts = {line.word: line.script for line in table if line.script != shipped_script(line.word)}
    return {settings.OWN_CATEGORIES: own or UNSET, settings.SCRIPTS: scripts or UNSET}


def new_word(text: str, taken: set[str]) -> str:
    """A stable word for a category called `text`: its pinyin, with a number when that is taken."""
    spelled = next(iter(pinyin.full(text, person=False)), "")
    stem = "".join(mark for mark in spelled.lower() if mark.isascii() and mark.isalnum())[:24] or "own"
    return next(word for word in (stem, *(f"{stem}{n}" for n in range(2, 1000))) if word not in taken)


class _Field(LineEditor):
    """A cell of the table: Alt+up and Alt+down move its category."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)


class CategoriesTable(QWidget):
    """Edits settings.OWN_CATEGORIES and settings.SCRIPTS together."""

    def __init__(self, seat: Seat, keeper: Keeper) -> None:
        super().__init__()
        self._seat, self._keeper = seat, keeper
        self._table: list[Line] = []
        self._fields: dict[tuple[str, str], _Field] = {}
        self._soon = QTimer(self, singleShot=True, interval=PRESSED)
        self._soon.timeout.connect(self.refresh)
        self._grid_holder = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._column = column
        column.addWidget(self._grid_holder)
        self.new = _Field(name=_("New category"), hint=_("New category, such as Refund"))
        self.new.setFixedWidth(theme.px(240))
        self.new.returnPressed.connect(self._add)
        self._add_button = Button(_("Add"), icon="plus")
        self._add_button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.new)
        row.addWidget(self._add_button)
        row.addStretch(1)
        column.addLayout(row)
        self.wrong = label("", "meta", tone="red", wrap=True)
        self.wrong.hide()
        self.new.error_changed.connect(self._say)
        column.addWidget(self.wrong)
        column.addWidget(
            label(_("A retired category is offered no more; calls that carry it stay as they are. Alt ↑ ↓ moves one."),
                  "meta", wrap=True)
        )  # fmt: skip
        self.setFocusProxy(self.new)
        self.refresh()

    def table(self) -> list[Line]:
        """The table as shown."""
        return list(self._table)

    def field(self, word: str, part: str) -> _Field:
        """The field of category `word`: its "label" or its "script"."""
        return self._fields[word, part]

    def refresh(self) -> None:
        """Show what holds now."""
        if self.underMouse() and QGuiApplication.mouseButtons():
            self._soon.start()  # a button that is being pressed is not torn down
            return
        table = self._now()
        if table != self._table:
            focus = next((key for key, field in self._fields.items() if field.hasFocus()), None)
            self._table = table
            self._lay()
            if focus in self._fields:
                self._fields[focus].setFocus()

    def _now(self) -> list[Line]:
        get = self._seat.desk.settings.get
        return lines(get(settings.OWN_CATEGORIES), get(settings.SCRIPTS))

    def _lay(self) -> None:
        old, self._grid_holder = self._grid_holder, QWidget()
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for at, words in ((0, _("Key")), (1, pgettext("call", "Category")), (2, _("Line to say or do"))):
            grid.addWidget(label(words, "section"), 0, at)
        self._fields = {}
        digit = 0
        last = len(self._table) - 1
        for at, line in enumerate(self._table):
            offered = line.word == "other" or not line.retired
            digit += offered
            if offered and digit < 10:
                grid.addWidget(KeyCap(str(digit)), at + 1, 0, Qt.AlignmentFlag.AlignCenter)
            name = self._cell(line, "label", line.label, pgettext("call", "Category"))
            name.setFixedWidth(theme.px(132))
            grid.addWidget(name, at + 1, 1)
            grid.addWidget(self._cell(line, "script", line.script, _("Line to say or do")), at + 1, 2)
            tools = QHBoxLayout()
            tools.setSpacing(2)
            for step, icon, words in ((-1, "chevron-up", _("Up")), (1, "chevron-down", _("Down"))):
                arrow = IconButton(icon, f"{words}: {line.label}")
                arrow.setEnabled(0 <= at + step <= last)
                arrow.clicked.connect(partial(self._move, line.word, step))
                tools.addWidget(arrow)
            grid.addLayout(tools, at + 1, 3)
            if line.retired:
                grid.addWidget(Tag(_("retired"), tone="amber"), at + 1, 4, Qt.AlignmentFlag.AlignCenter)
            words = _("Offer again") if line.retired else _("Retire")
            turn = Button(words, kind="ghost")
            turn.setAccessibleName(f"{words}: {line.label}")
            turn.set_available(line.word != "other", _("Calls without a category are counted here."))
            turn.clicked.connect(partial(self._turn, line.word))
            grid.addWidget(turn, at + 1, 5)
        self._column.replaceWidget(old, self._grid_holder)
        self._grid_holder.show()
        old.hide()
        old.deleteLater()

    def _cell(self, line: Line, part: str, text: str, caption: str) -> _Field:
        field = _Field(name=f"{caption}: {line.label}")
        field.set_value(text)
        field.setEnabled(not line.retired or part == "label")
        field.committed.connect(partial(self._typed, line.word, part, field))
        field.moved.connect(partial(self._move, line.word))
        self._fields[line.word, part] = field
        return field

    # Changing

    def _typed(self, word: str, part: str, field: _Field) -> None:
        text = field.value()
        if part == "label" and (wrong := self._problem(text, word)):
            field.set_error(wrong)
            self._say(wrong)
            return
        self._say("")
        self._keep(
            lambda table: [replace(line, **{part: text}) if line.word == word else line for line in table],
            _("{name} is changed.").format(name=self._named(word)),
        )

    def _problem(self, text: str, word: str) -> str:
        if not text:
            return _("A category needs a name.")
        if len(text) > LONGEST_LABEL:
            return _("Longer than {most} characters: shorten it.").format(most=LONGEST_LABEL)
        if any(line.label == text and line.word != word for line in self._table):
            return _("{name} is there already. Choose another name.").format(name=text)
        return ""

    def _add(self) -> None:
        text = self.new.value()
        wrong = self._problem(text, "")
        if wrong:
            self.new.set_error(wrong)
            self.new.setFocus()
            return
        self.new.set_value("")
        self._keep(
            lambda table: [*table, Line(new_word(text, {line.word for line in table}), text, "")],
            _("{name} is added.").format(name=text),
        )

    def _move(self, word: str, step: int) -> None:
        def moved(table: list[Line]) -> list[Line]:
            at = next((n for n, line in enumerate(table) if line.word == word), -1)
            if at >= 0 and 0 <= at + step < len(table):
                table.insert(at + step, table.pop(at))
            return table

        self._keep(moved, _("{name} has another place.").format(name=self._named(word)))

    def _turn(self, word: str) -> None:
        retired = not next(line.retired for line in self._table if line.word == word)
        said = _("{name} is retired.") if retired else _("{name} is offered again.")
        self._keep(
            lambda table: [replace(line, retired=retired) if line.word == word else line for line in table],
            said.format(name=self._named(word)),
        )

    def _named(self, word: str) -> str:
        return next(line.label for line in self._table if line.word == word)

    def _keep(self, change: Callable[[list[Line]], list[Line]], said: str) -> None:
        """Change the table as it stands when it is written: what was changed just before is in it."""

        def wanted() -> dict[settings.Declared[Any], Any]:
            before = self._now()
            after = change(list(before))
            return settings_of(after) if after != before else {}

        # Later: the field that asks must not be torn down under its own signal.
        QTimer.singleShot(0, self, lambda: self._keeper.keep(wanted, said))

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
