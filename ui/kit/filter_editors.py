"""The small panels in which a filter is set: the list of fields, and one editor for each kind of field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.office import filters
from app.office.filters import Choice, Field
from app.words import _
from ui.kit import icons, paint, theme, when
from ui.kit.buttons import Button
from ui.kit.fields import CheckField
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.options import Option, OptionGroup
from ui.kit.panes import scrolled
from ui.kit.popover import Popover

SEARCHED = 9
"""So many choices and more get a search line above them."""
_MOST_HIGH = 300


class _Lines(QObject):
    """Up and down go from one control to the next of a column; letters typed go into `search`, if there is one."""

    def __init__(
        self, panel: QWidget, controls: Callable[[], Sequence[QWidget]], search: LineField | None
    ) -> None:
        super().__init__(panel)
        self._controls, self._search = controls, search

    def watch(self, *widgets: QWidget) -> None:
        """Take the keys of `widgets`."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        shown = list(self._controls())
        if step is not None and shown:
            at = shown.index(watched) if watched in shown else (-1 if step > 0 else 0)
            to = at + step
            if to < 0 and self._search is not None:
                self._search.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                shown[to % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        typed = event.text().strip()
        if self._search is None or watched is self._search or held or not typed or not typed.isprintable():
            return False
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.insert(typed)
        return True


class FieldsPopover(Popover):
    """The fields a list can be narrowed by. `picked` carries the key of one."""

    picked = Signal(str)

    def __init__(self, anchor: QWidget, fields: Sequence[Field], *, active: Mapping[str, Any]) -> None:
        super().__init__(anchor, name=_("Filter by"), width=220)
        self.body.setContentsMargins(6, 6, 6, 6)
        self.body.setSpacing(2)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.buttons: list[MenuLine] = []
        for field in fields:
            line = MenuLine(field.label, on=field.key in active)
            line.clicked.connect(lambda _on=False, key=field.key: self._pick(key))
            column.addWidget(line)
            self.buttons.append(line)
        area = scrolled(holder)
        area.setFixedHeight(min(holder.sizeHint().height(), theme.px(500)))
        self.body.addWidget(area)
        _Lines(self, lambda: self.buttons, None).watch(*self.buttons)

    def _pick(self, key: str) -> None:
        self.close_up()
        self.picked.emit(key)


class MenuLine(Button):
    """One line of a popover over its whole width, its words at the left, a tick before them when `on`."""

    def __init__(self, words: str, *, on: bool = False, note: str = "") -> None:
        super().__init__(words, kind="ghost")
        self._on, self._note = on, note
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(
            ", ".join(part for part in (_("narrows already") if on else "", note) if part)
        )

    def sizeHint(self) -> QSize:
        note = paint.width_of(self._note, theme.font(12)) + theme.px(12) if self._note else 0
        return QSize(paint.width_of(self.text(), theme.font(14)) + note + theme.px(48), theme.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            if self.isDown() or self.underMouse() or self.hasFocus():
                paint.box(painter, rect, fill=t.press if self.isDown() else t.hover)
            if self.hasFocus():
                paint.ring(painter, rect)
            if self._on:
                icons.paint(
                    painter, "check", theme.px(8), rect.height() / 2 - theme.px(8), colour=t.accent_text
                )
            ink = t.accent_text if self._on else t.text
            room = rect.adjusted(theme.px(32), 0, -theme.px(10), 0)
            if self._note:
                wide = paint.width_of(self._note, theme.font(12))
                note = QRectF(room.right() - wide, room.y(), wide + 1, room.height())
                paint.text(painter, note, self._note, colour=t.text3, font=theme.font(12))
                room.setRight(note.x() - theme.px(8))
            paint.text(
                painter,
                room,
                self.text(),
                colour=ink if self.isEnabled() else t.disabled,
                font=theme.font(14),
            )


class Editor(Popover):
    """Sets one filter. done(value) carries the value, None for none; Esc changes nothing."""

    done = Signal(object)

    def __init__(self, anchor: QWidget, field: Field, *, width: int = 280) -> None:
        super().__init__(anchor, name=field.label, width=width)
        self.field = field
        self.body.addWidget(label(field.label, "strong"))

    def _foot(self, *, finish: Callable[[], None]) -> None:
        row = QHBoxLayout()
        drop = Button(_("Drop"), kind="ghost")
        drop.clicked.connect(lambda: self._finish(None))
        show = Button(_("Filter"), kind="primary", key="↵")
        show.clicked.connect(finish)
        row.addWidget(drop)
        row.addStretch(1)
        row.addWidget(show)
        self.body.addLayout(row)
        self.bind(("Return", "Enter", "Ctrl+Return", "Ctrl+Enter"), finish)

    def _finish(self, value: Any) -> None:
        self.close_up()
        self.done.emit(value)


class ChoiceEditor(Editor):
    """Ticks for every choice; many of them are narrowed by typing (hanzi, pinyin, initials)."""

    def __init__(self, anchor: QWidget, field: Field, value: Any) -> None:
        super().__init__(anchor, field)
        self.search: LineField | None = None
        if len(field.choices) >= SEARCHED:
            self.search = LineField(
                name=_("Look for a choice"), hint=_("Initials, words"), icon="search", quiet=True
            )
            self.search.textChanged.connect(self._narrow)
            self.body.addWidget(self.search)
        chosen = set(value or ())
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(2, 0, 0, 0)
        column.setSpacing(0)
        self.ticks: dict[Any, CheckField] = {}
        gone = tuple(Choice(each, field.label_of(each)) for each in value or () if each not in
                     {choice.value for choice in field.choices})  # fmt: skip
        self._choices = (*field.choices, *gone)
        for choice in self._choices:
            tick = CheckField(choice.label)
            tick.set_note(choice.note)
            tick.set_value(choice.value in chosen)
            column.addWidget(tick)
            self.ticks[choice.value] = tick
        column.addStretch(1)
        area = scrolled(holder)
        area.setFixedHeight(min(holder.sizeHint().height() + 4, theme.px(_MOST_HIGH)))
        self.body.addWidget(area)
        self._foot(finish=self.finish)
        lines = _Lines(self, self._shown, self.search)
        lines.watch(*self.ticks.values(), *([self.search] if self.search else []))
        self._area = area

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the search line, or the first choice, focused."""
        first = next(
            (tick for tick in self.ticks.values() if tick.value()), next(iter(self.ticks.values()), None)
        )
        super().open(focus=focus or self.search or first)

    def show_counts(self, counts: Mapping[Any, int]) -> None:
        """How many records each choice has, behind its words."""
        for choice in self._choices:
            count = f"{counts.get(choice.value, 0):,}"
            self.ticks[choice.value].set_note(f"{choice.note}  {count}" if choice.note else count)

    def finish(self) -> None:
        """Take what is ticked; nothing ticked narrows nothing. With a search and no tick the only hit is taken."""
        value = [each for each, tick in self.ticks.items() if tick.value()]
        shown = self._shown()
        if not value and len(shown) == 1 and self.search is not None and self.search.value():
            value = [each for each, tick in self.ticks.items() if tick is shown[0]]
        self._finish(value or None)

    def _shown(self) -> list[CheckField]:
        return [tick for tick in self.ticks.values() if not tick.isHidden()]

    def _narrow(self) -> None:
        wanted = self.search.value().lower() if self.search is not None else ""
        for choice in self._choices:
            held = wanted in choice.label.lower() or wanted in choice.note.lower()
            self.ticks[choice.value].setVisible(held or any(key.startswith(wanted) for key in choice.keys))


class DaysEditor(Editor):
    """Spans that are asked for again and again, by one press; any two days below them."""

    def __init__(self, anchor: QWidget, field: Field, value: Any, *, now: Callable[[], datetime]) -> None:
        super().__init__(anchor, field, width=360)
        self._now = now
        self.spans = OptionGroup(
            [Option(word, filters.span_label(word)) for word in filters.SPANS], name=field.label, columns=3
        )
        value = value or {}
        if value.get("span") in filters.SPANS:
            self.spans.set_value(value["span"])
        self.spans.picked.connect(lambda word: self._finish({"span": word}))
        self.body.addWidget(self.spans)
        self.first = LineField(name=_("First day"), hint=_("From: 10-1, mon"))
        self.last = LineField(name=_("Last day"), hint=_("Until: empty is open"))
        for line, end in ((self.first, "first"), (self.last, "last")):
            line.set_value(value.get(end) or "")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(self.last)
        self.body.addLayout(row)
        self._wrong = label("", "meta", tone="red", wrap=True)
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self._foot(finish=self.finish)

    def finish(self) -> None:
        """Take the days typed; what is not understood is said and nothing is closed."""
        ends: list[date | None] = []
        for line in (self.first, self.last):
            moment = when.parse(line.value(), self._now(), past=True) if line.value() else None
            if line.value() and moment is None:
                line.set_error(_("This is no day. Type 10-1, 2026-09-30 or yesterday."))
                self._wrong.setText(_("This is no day. Type 10-1, 2026-09-30 or yesterday."))
                self._wrong.show()
                line.setFocus()
                self.relay()
                return
            ends.append(moment.date() if moment else None)
        if ends == [None, None]:
            self._finish({"span": self.spans.value()} if self.spans.value() else None)
        else:
            self._finish(filters.between(*ends))


class TextEditor(Editor):
    """One line of text."""

    def __init__(self, anchor: QWidget, field: Field, value: Any) -> None:
        super().__init__(anchor, field)
        self.line = LineField(name=field.label, hint=field.hint)
        self.line.set_value(value or "")
        self.body.addWidget(self.line)
        self._foot(finish=self.finish)
        self.line.selectAll()

    def finish(self) -> None:
        """Take what is typed; nothing narrows nothing."""
        self._finish(self.line.value() or None)


class FlagEditor(Editor):
    """Yes or no, by one press."""

    def __init__(self, anchor: QWidget, field: Field, value: Any) -> None:
        super().__init__(anchor, field)
        yes, no = field.yes or field.label, field.no or _("not {name}").format(name=field.label)
        self.options = OptionGroup([Option(True, yes), Option(False, no)], name=field.label)
        if value is not None:
            self.options.set_value(bool(value))
        self.options.picked.connect(self._finish)
        self.body.addWidget(self.options)
        self._foot(finish=lambda: self._finish(self.options.value()))


def editor_for(anchor: QWidget, field: Field, value: Any, *, now: Callable[[], datetime]) -> Editor:
    """The editor of `field`, holding `value`; not open yet."""
    if field.kind in ("choice", "person"):
        return ChoiceEditor(anchor, field, value)
    if field.kind == "days":
        return DaysEditor(anchor, field, value, now=now)
    return TextEditor(anchor, field, value) if field.kind == "text" else FlagEditor(anchor, field, value)
