"""Keys declared once: bound to what they do, shown as caps on buttons, listed on the F1 sheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.words import _, pgettext
from ui.kit.buttons import Button
from ui.kit.offers import Offer

NEVER = (
    "Ctrl+Space",
    "Shift+Space",
    "Ctrl+.",
    "Alt+A",
    "F10",
    "Ctrl+D",
    "Ctrl+E",
    "Ctrl+K",
    "Ctrl+U",
    "Ctrl+Del",
)
_SIGNS = {
    "Return": "↵",
    "Enter": "↵",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Del": "Del",
    "PgDown": "PgDn",
}


def caption(sequence: str) -> str:
    """A key as its cap shows it: "Ctrl+Return" is "Ctrl ↵"."""
    parts = [_("Space") if part == "Space" else _SIGNS.get(part, part) for part in sequence.split("+")]
    return " ".join(parts)


Message = str | tuple[str, str]
"""A message of the catalogue (N_), or one with its context (NP_)."""


def said(message: Message) -> str:
    """`message` in the language in use."""
    return _(message) if isinstance(message, str) else pgettext(*message)


class Action(NamedTuple):
    """One action as a page declares it, in a module that reads little: it is offered before the page is made.

    keys -- "F2", several, or none. words -- what happens; "" for a key that needs none. shown -- on the F1 sheet.
    """

    name: str
    keys: str | Sequence[str]
    words: Message
    shown: bool = True

    def caps(self) -> str:
        """Its first key as a cap shows it, "" without one."""
        first = self.keys if isinstance(self.keys, str) else next(iter(self.keys), "")
        return caption(first) if first else ""

    def offer(self, run: Callable[[], object], *, where: str) -> Offer:
        """It as something to be found by typing, which does `run`; `where` names its page."""
        return Offer(said(self.words), run, where=where, caps=self.caps())


class Note(NamedTuple):
    """A line of the F1 sheet for a key that a control handles itself ("1…8", "↵")."""

    caps: Message
    words: Message


class Actions(NamedTuple):
    """What can be done on one page, in the order of the F1 sheet; `section` is its heading there."""

    section: Message
    lines: tuple[Action | Note, ...]

    def offered(self) -> Iterator[Action]:
        """The actions that have words: what F3 finds."""
        return (line for line in self.lines if isinstance(line, Action) and line.words)

    def sheet(self) -> list["Shown"]:
        """Its lines of the F1 sheet."""
        section = said(self.section)
        return [
            Shown(section, line.caps() if isinstance(line, Action) else said(line.caps), said(line.words))
            for line in self.lines if isinstance(line, Note) or (line.shown and line.caps() and line.words)
        ]  # fmt: skip


class Shown(NamedTuple):
    """One line of the key sheet."""

    section: str
    caps: str
    words: str


class ActionMap:
    """The actions of one page or of the window.

    scope -- the widget inside which the keys work. A page's keys work while the focus is in the page (so that two
    pages may use the same key); the window's keys work everywhere in the window. section -- the heading on the F1
    sheet, unless declared actions bring their own.
    """

    def __init__(self, scope: QWidget, *, section: str = "", everywhere: bool = False) -> None:
        self._scope = scope
        self._section = section
        context = Qt.ShortcutContext
        self._context = context.WindowShortcut if everywhere else context.WidgetWithChildrenShortcut
        self._actions: dict[str, QAction] = {}
        self._shown: list[Shown] = []

    def add(
        self,
        name: str,
        keys: str | Sequence[str],
        words: str,
        run: Callable[[], object],
        *,
        shown: bool = True,
    ) -> QAction:
        """Bind `keys` ("F2", "Ctrl+Return", or several) to `run`; `words` say what happens.

        Ctrl+Return also takes the numeric pad's Enter. ValueError for a key that belongs to input methods, to the
        text under the caret or to the system, or that this map already uses.
        """
        keys = [keys] if isinstance(keys, str) else list(keys)
        taken = {k.toString() for action in self._actions.values() for k in action.shortcuts()}
        for key in keys:
            if key in NEVER or QKeySequence(key).toString() in taken:
                raise ValueError(f"{key} can't be bound to {name}")
        action = QAction(words, self._scope)
        sequences = [QKeySequence(key) for key in keys]
        sequences += [QKeySequence(key.replace("Return", "Enter")) for key in keys if "Return" in key]
        action.setShortcuts(sequences)
        action.setShortcutContext(self._context)
        action.triggered.connect(lambda: run())
        self._scope.addAction(action)
        self._actions[name] = action
        if shown and keys:
            self._shown.append(Shown(self._section, caption(keys[0]), words))
        return action

    def bind(self, declared: Actions, runs: Mapping[str, Callable[[], object]]) -> None:
        """Bind every declared action to what `runs` has under its name, and take over the notes.

        ValueError when the names of the two differ: an action nobody does, or one nobody finds.
        """
        names = {line.name for line in declared.lines if isinstance(line, Action)}
        if differing := names ^ set(runs):
            raise ValueError(f"declared or done, but not both: {sorted(differing)}")
        self._section = said(declared.section)
        for line in declared.lines:
            if isinstance(line, Note):
                self.note(said(line.caps), said(line.words))
            else:
                words = said(line.words) if line.words else ""
                self.add(line.name, line.keys, words, runs[line.name], shown=line.shown)

    def note(self, caps: str, words: str) -> None:
        """A line of the key sheet for a key that a control handles itself ("1…8", "↵")."""
        self._shown.append(Shown(self._section, caps, words))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def button(
        self, name: str, *, words: str = "", kind: str = "plain", icon: str = "", tall: bool = False
    ) -> Button:
        """A button that does the action `name`, with its key as cap, and is dead when the action is."""
        action = self._actions[name]
        keys = action.shortcuts()
        key = caption(keys[0].toString()) if keys else ""
        made = Button(words or action.text(), kind=kind, icon=icon, key=key, tall=tall)
        made.clicked.connect(action.trigger)
        made.setEnabled(action.isEnabled())
        action.enabledChanged.connect(made.setEnabled)
        return made

    def offers(self, *, first: Callable[[], object] | None = None) -> list[Offer]:
        """Every action that has words, to be found by typing. `first` is done before, such as going to the page."""

        def run(action: QAction) -> Callable[[], object]:
            def do() -> None:
                if first is not None:
                    first()
                action.trigger()

            return do

        return [
            Offer(
                action.text(), run(action), where=self._section,
                caps=caption(action.shortcut().toString()) if not action.shortcut().isEmpty() else "",
            )
            for action in self._actions.values() if action.text()
        ]  # fmt: skip

    def sheet(self) -> list[Shown]:
        """What the F1 sheet says of this map, in the order declared."""
        return list(self._shown)
