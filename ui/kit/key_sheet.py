"""F1: the keys that work here, gathered from the actions and lists on screen; printed on one page."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.chips import KeyCap
from ui.kit.keys import ActionMap, Shown
from ui.kit.labels import label
from ui.kit.options import Option, OptionGroup, Segment
from ui.kit.overlay import Overlay
from ui.kit.panes import scrolled
from ui.kit.table import RecordTable
from ui.kit.table_keys import sheet as keys_of_list

COLUMNS = 3
KEYS = 84
"""px of the column of keys, when none needs more."""


def gathered(window_keys: ActionMap, page: QWidget | None) -> list[Shown]:
    """What works now: everywhere, on `page`, in the parts of it that are on screen, in its lists and forms."""
    lines = list(window_keys.sheet())
    if page is None:
        return lines
    parts = [page, *(each for each in page.findChildren(QWidget) if each.isVisible())]
    for part in parts:
        own = getattr(part, "keys", None)
        if isinstance(own, ActionMap):
            lines += own.sheet()
    lists = [part for part in parts if isinstance(part, RecordTable)]
    focused = [each for each in lists if each.hasFocus()] or lists
    for one in focused[:1]:
        lines += keys_of_list(one)
    lines += _of_forms(parts)
    return _once(lines)


def _of_forms(parts: Iterable[QWidget]) -> list[Shown]:
    """Keys that fields handle themselves, when a form is on screen."""
    section = _("Forms")
    groups = [part for part in parts if isinstance(part, OptionGroup)]
    if not groups:
        return []
    lines = [Shown(section, "Tab", _("Next field")), Shown(section, "Shift Tab", _("Field before"))]
    for group in groups:
        keys = [key for key in group.caps() if key]
        if keys:
            caps = f"{keys[0]}…{keys[-1]}" if len(keys) > 1 else keys[0]
            lines.append(Shown(section, caps, group.accessibleName()))
    return lines


def _once(lines: Sequence[Shown]) -> list[Shown]:
    """Each key of a section once, the first words for it."""
    known: dict[tuple[str, str], Shown] = {}
    for line in lines:
        known.setdefault((line.section, line.caps), line)
    return list(known.values())


class KeySheet(Overlay):
    """The keys by section in up to three columns. F1 or Esc closes it. print_wanted(lines) -- put them on paper.

    lines -- the keys that work here; whole() -- those of the whole program, when asked for.
    """

    print_wanted = Signal(object)

    def __init__(
        self, host: QWidget, lines: Sequence[Shown], *, whole: Callable[[], Sequence[Shown]] | None = None
    ) -> None:
        super().__init__(host, name=_("Keys"), width=980)
        self.lines = list(lines)
        self._here, self._whole, self._host = list(lines), whole, host
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(_("Keyboard"), "pane"))
        head.addSpacing(8)
        self.which = Segment(
            [Option("here", pgettext("keys", "Here")), Option("whole", _("The whole program"))],
            name=_("Which keys"),
        )
        self.which.set_value("here")
        if whole is None:
            self.which.hide()
        self.which.picked.connect(self._show)
        head.addWidget(self.which)
        head.addStretch(1)
        self.print = Button(_("Print"), icon="printer", key="Ctrl P")
        self.print.clicked.connect(self._print)
        head.addWidget(self.print)
        head.addSpacing(8)
        head.addWidget(KeyCap("F1"))
        head.addWidget(label(_("closes this"), "meta"))
        self.body.addLayout(head)
        self._area = scrolled(QWidget())
        self._show("here")
        self.body.addWidget(self._area)
        self.bind(("F1",), self.close_up)
        self.bind(("Ctrl+P",), self._print)

    def _show(self, which: object) -> None:
        self.lines = list(self._whole()) if which == "whole" and self._whole is not None else self._here
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(28)
        for column in _columns(self.lines):
            box = QVBoxLayout()
            box.setSpacing(14)
            for section, keys in column:
                box.addLayout(_section(section, keys))
            box.addStretch(1)
            row.addLayout(box, 1)
        self._area.setWidget(content)  # the one of before goes
        content.setAutoFillBackground(False)
        room = max(240, self._host.window().height() - theme.px(150))
        self._area.setFixedHeight(min(content.sizeHint().height() + 4, room))
        if self.isVisible():
            self.relay()

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it; nothing is chosen, so that Space and Enter do nothing."""
        super().open(focus=focus or self.print)

    def _print(self) -> None:
        self.close_up()
        self.print_wanted.emit(self.lines)


def _columns(lines: Sequence[Shown]) -> list[list[tuple[str, list[Shown]]]]:
    """Sections shared among the columns so that none is much longer; their order is kept."""
    sections: dict[str, list[Shown]] = {}
    for line in lines:
        sections.setdefault(line.section, []).append(line)
    columns: list[list[tuple[str, list[Shown]]]] = [[] for _n in range(min(COLUMNS, len(sections)))]
    high = [0] * len(columns)
    for name, keys in sections.items():
        at = high.index(min(high))
        columns[at].append((name, keys))
        high[at] += len(keys) + 2
    return columns


def _section(name: str, keys: Sequence[Shown]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    grid.addWidget(label(name, "section"), 0, 0, 1, 2)
    for at, line in enumerate(keys, start=1):
        caps = QHBoxLayout()
        caps.setSpacing(4)
        for cap in line.caps.split(" "):
            caps.addWidget(KeyCap(cap))
        caps.addStretch(1)
        caps.setContentsMargins(0, theme.px(1), 0, 0)
        grid.addLayout(caps, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(line.words, wrap=True), at, 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.px(KEYS))
    return grid
