"""Choosing one of a few: option groups with keys, and small segments."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui.kit import icons, paint, theme
from ui.kit.font_sized import FontSized


class Option(NamedTuple):
    """One choice: what it stands for, its words, and its key: a digit (cap in front) or "F7" (cap behind).

    icon -- what a segment shows instead of the words, which are spoken then and stand in the tooltip.
    """

    value: Hashable
    words: str
    key: str = ""
    icon: str = ""


class _Choice(FontSized, QAbstractButton):
    """The part that options and segments share: an exclusive button that reports digits and Enter to its group."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = option
        self.setText(option.words)
        self.setCheckable(True)
        self.setAccessibleName(option.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.parent().take_key(event):  # type: ignore[attr-defined]
            super().keyPressEvent(event)


class _OptionButton(_Choice):
    """One soft-filled choice of an OptionGroup."""

    sunken = False

    def sizeHint(self) -> QSize:
        cap = paint.key_width(self.option.key)
        words = paint.width_of(self.text(), theme.font(14, bold=True))
        return QSize(words + theme.px(24) + (cap + theme.px(8) if cap else 0), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() - theme.px(14), self.sizeHint().height())

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            chosen, over = self.isChecked(), self.underMouse() and self.isEnabled()
            ink = t.accent_text if chosen else t.text
            if not self.isEnabled():
                ink = t.disabled
            if chosen:
                paint.box(painter, rect, fill=t.accent_soft, edge=t.accent, width=1.5)
            elif self.sunken:
                paint.box(painter, rect, fill=t.hover if over else t.surface, edge=t.line2)
            else:
                paint.box(painter, rect, fill=t.press if over else t.option)
            if self.hasFocus():
                paint.ring(painter, rect)
            font = theme.font(14, bold=chosen)
            cap, key = paint.key_width(self.option.key), self.option.key
            gap = theme.px(8) if cap else 0
            x = (rect.width() - cap - gap - paint.width_of(self.text(), font)) / 2
            middle = rect.height() / 2
            edge = t.accent_line if chosen else t.line2
            colour = t.accent_text if chosen else t.text3
            if cap and key.isdigit():
                x += paint.key(painter, x, middle, key, colour=colour, edge=edge) + gap
            x += paint.text(
                painter, QRectF(x, 0, rect.width() - x, rect.height()), self.text(), colour=ink, font=font
            )
            if cap and not key.isdigit():
                paint.key(painter, x + gap, middle, key, colour=colour, edge=edge)


class _Group(QWidget):
    """One exclusive choice; nothing chosen at first."""

    picked = Signal(object)  # the value, by mouse or key
    keyed = Signal(object)  # the value, when a digit chose it: the form moves on
    returned = Signal()  # Enter on the group
    button: type[_Choice] = _OptionButton

    def __init__(self, options: Iterable[Option], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda button: self.picked.emit(button.option.value))
        self._buttons: list[_Choice] = []
        for option in options:
            button = self.button(option, self)
            button.setAccessibleDescription(name)
            self._group.addButton(button)
            self._buttons.append(button)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._buttons:
            self.setFocusProxy(self._buttons[0])

    def value(self) -> object | None:
        """The value chosen, None when none is."""
        button = self._group.checkedButton()
        return button.option.value if isinstance(button, _Choice) else None

    def set_value(self, value: object | None) -> None:
        """Choose without a signal; None chooses nothing. ValueError for a value that is no option."""
        chosen = next((b for b in self._buttons if b.option.value == value), None)
        if value is not None and chosen is None:
            raise ValueError(f"{value!r} is no option of {self.accessibleName()}")
        if chosen is not None:
            chosen.setChecked(True)
        else:
            self._group.setExclusive(False)
            for button in self._buttons:
                button.setChecked(False)
            self._group.setExclusive(True)
        self.setFocusProxy(chosen or self._buttons[0])

    def caps(self) -> list[str]:
        """The keys of the options, in their order; "" for one without."""
        return [button.option.key for button in self._buttons]

    def pick(self, value: object) -> None:
        """Choose as a person would: with the signal."""
        self.set_value(value)
        self.picked.emit(value)

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a digit or Enter of one of the buttons; false leaves the key to Qt."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.value() is None:  # Enter on an unchosen group takes the option under focus
                focused = next((b for b in self._buttons if b.hasFocus()), self._buttons[0])
                self.pick(focused.option.value)
            self.returned.emit()
            return True
        chosen = next((b for b in self._buttons if b.option.key and b.option.key == event.text()), None)
        if chosen is None:
            return False
        self.pick(chosen.option.value)
        chosen.setFocus()
        self.keyed.emit(chosen.option.value)
        return True

    def bind_keys(self, scope: QWidget) -> None:
        """Let the F-keys of the options work from any field inside `scope`."""
        for button in self._buttons:
            if button.option.key.startswith("F"):
                shortcut = QShortcut(QKeySequence(button.option.key), scope)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda value=button.option.value: self._from_afar(value))

    def _from_afar(self, value: object) -> None:
        if self.isEnabled() and self.isVisible():
            self.pick(value)
            self.keyed.emit(value)


class OptionGroup(_Group):
    """Choices as soft boxes in a grid of `columns`; `sunken` when it lies on the sunken tone."""

    def __init__(
        self, options: Iterable[Option], *, name: str, columns: int = 0, sunken: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(options, name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        columns = columns or len(self._buttons)
        for at, button in enumerate(self._buttons):
            button.sunken = sunken  # type: ignore[attr-defined]
            grid.addWidget(button, at // columns, at % columns)
        if (
            len(self._buttons) > columns
        ):  # several rows share their columns; a single row keeps its own widths
            for column in range(columns):
                grid.setColumnStretch(column, 1)


class _SegmentButton(_Choice):
    """One part of a segment."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(option, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if option.icon:
            self.setToolTip(option.words)

    def sizeHint(self) -> QSize:
        if self.option.icon:
            return QSize(theme.px(30), theme.px(24))
        wide = paint.width_of(self.text(), theme.font(14, bold=True)) + theme.px(20)
        return QSize(max(wide, theme.px(30)), theme.px(24))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            ink = t.text if self.isChecked() else t.text2
            if self.isChecked():
                paint.box(painter, rect, fill=t.press if t.dark else t.surface, edge=t.line2, radius=5)
            elif self.underMouse():
                paint.box(painter, rect, fill=t.press, radius=5)
            if self.hasFocus():
                paint.ring(painter, rect, radius=5)
            font = theme.font(14, bold=self.isChecked())
            ink = ink if self.isEnabled() else t.disabled
            if self.option.icon:
                side = theme.px(16)
                left, top = (rect.width() - side) / 2, (rect.height() - side) / 2
                icons.paint(painter, self.option.icon, left, top, colour=ink)
                return
            paint.text(painter, rect, self.text(), colour=ink, font=font, align=Qt.AlignmentFlag.AlignHCenter)


class ChoiceField(OptionGroup):
    """An option group of a form: it can say what is wrong with it. error_changed(sentence or "")."""

    error_changed = Signal(str)

    def set_error(self, sentence: str | None) -> None:
        """Say why, or take it back."""
        self.error_changed.emit(sentence or "")


class Segment(_Group):
    """A small 28 px choice for what is rarely changed (rings, tone of voice)."""

    button = _SegmentButton

    def __init__(self, options: Iterable[Option], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(options, name=name, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for button in self._buttons:
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            paint.box(painter, self.rect(), fill=t.surface if t.dark else t.window, edge=t.line2, radius=6)
