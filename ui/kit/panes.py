"""Panes by tone: list | work | what we know, with hairlines between, widths remembered and a drawer when narrow."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)

from ui.kit import theme
from ui.kit.labels import hairline

NARROW = 1280  # below this window width the list becomes a drawer
WIDE = 1600  # from this on lists become tables
LEAST = (0.93, 0.75)  # what list and know pane keep of their widths, whatever the middle one would like
WORK = 640
"""px of a middle pane between two others at the design size."""
TONES = ("surface", "sunken", "window")


def narrow_below() -> int:
    """Below this window width, in px, the list is a drawer: 1280, more with larger text."""
    return theme.px(NARROW)


class Pane(QFrame):
    """A surface of one tone with a column of content; `body` is its layout."""

    def __init__(self, tone: str = "surface", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", tone)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    def add_head(self, *parts: QWidget | None, height: int = 56, line: bool = True) -> QHBoxLayout:
        """A head `height` px tall; None among the parts is the gap that stretches."""
        return self._bar(parts, height, line_above=False, line_below=line)

    def add_foot(self, *parts: QWidget | None, height: int = 56) -> QHBoxLayout:
        """The foot: 56 px for actions, 36 to 40 for hints."""
        return self._bar(parts, height, line_above=True, line_below=False)

    def _bar(
        self, parts: tuple[QWidget | None, ...], height: int, *, line_above: bool, line_below: bool
    ) -> QHBoxLayout:
        holder = QWidget()
        holder.setFixedHeight(theme.px(height))
        row = QHBoxLayout(holder)
        row.setContentsMargins(20 if self.property("pane") == "surface" else 16, 0, 16, 0)
        row.setSpacing(8)
        for part in parts:
            row.addStretch(1) if part is None else row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        if line_above:
            self.body.addWidget(hairline())
        self.body.addWidget(holder)
        if line_below:
            self.body.addWidget(hairline())
        return row


def scrolled(content: QWidget) -> QScrollArea:
    """`content` in a frameless area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


class _Grip(QSplitterHandle):
    """One hairline to see; Qt lets a handle this thin be gripped over 5 px."""

    def paintEvent(self, event) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.contentsRect(), QColor(theme.tokens().line))


class _Splitter(QSplitter):
    def createHandle(self) -> QSplitterHandle:
        return _Grip(self.orientation(), self)


class Panes(QWidget):
    """Up to three panes side by side. The middle one takes what width is left.

    sizes -- widths of the list and of the know pane at the design size. keep -- px of the middle one that the usual
    widths of a wide window leave to it: what it has at the design size. Dragged widths are remembered for each size
    class of the window by state() and restore(). Under 1280 px the list folds into a drawer: toggle_list().
    """

    size_class_changed = Signal(str)  # "narrow", "design" or "wide"

    def __init__(
        self, *, work: QWidget, list: QWidget | None = None, know: QWidget | None = None,
        sizes: tuple[int, int] = (296, 352), wide_sizes: tuple[int, int] = (600, 460),
        keep: int = WORK, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._list, self._work, self._know = list, work, know
        self._dragged: dict[str, tuple[int, int]] = {}
        self._class, self._keep = "", keep
        self._open = False
        self._split = _Splitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for pane in (list, work, know):
            if pane is not None:
                self._split.addWidget(pane)
        sizes = theme.px(sizes[0]), theme.px(sizes[1])
        for pane, wide, least in zip((list, know), sizes, LEAST, strict=True):
            if pane is not None:
                pane.setMinimumWidth(max(pane.minimumWidth(), round(wide * least)))
        self._default = {"narrow": sizes, "design": sizes, "wide": wide_sizes}
        self._split.setStretchFactor(self._split.indexOf(work), 1)
        self._split.splitterMoved.connect(lambda *_: self._remember())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)
        self._slide: QPropertyAnimation | None = None

    def size_class(self) -> str:
        """ "narrow" (list is a drawer), "design" or "wide" (lists are tables), by the window's width."""
        return self._class

    def toggle_list(self) -> None:
        """Open or close the drawer that the list is while the window is narrow. Otherwise nothing happens."""
        if self._class == "narrow" and self._list is not None:
            self._close_drawer() if self._open else self._open_drawer()

    def state(self) -> dict[str, Any]:
        """Widths that were dragged, by size class."""
        return {name: list_ for name, pair in self._dragged.items() if (list_ := [*pair])}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self._dragged = {name: (int(p[0]), int(p[1])) for name, p in state.items() if name in self._default}
        self._arrange()

    def panes(self) -> list[QWidget]:
        """The panes that are shown, left to right, for F6."""
        return [
            pane for pane in (self._list, self._work, self._know) if pane is not None and pane.isVisible()
        ]

    def focus_next(self, step: int = 1) -> None:
        """F6 and Shift+F6: the focus goes to the next pane."""
        shown = self.panes()
        focus = QApplication.focusWidget()
        at = next(
            (n for n, p in enumerate(shown) if focus is not None and (p is focus or p.isAncestorOf(focus))), 0
        )
        _first_focus(shown[(at + step) % len(shown)])

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        name = "narrow" if width < narrow_below() else "wide" if width >= theme.px(WIDE) else "design"
        if name != self._class:
            self._class = name
            self._arrange()
            self.size_class_changed.emit(name)
        elif name == "wide" and name not in self._dragged:
            self._arrange()
        if self._open:
            self._place_drawer()

    def _usual(self) -> tuple[int, int]:
        """Widths of list and know pane: as dragged, else the usual ones, narrower where the middle one needs it."""
        left, right = self._dragged.get(self._class, self._default[self._class])
        if self._class != "wide" or self._class in self._dragged:
            return left, right
        over = left + right - (self.width() - theme.px(self._keep))
        first, last = (
            max(0, now - least) for now, least in zip((left, right), self._default["design"], strict=True)
        )
        if over <= 0 or not first + last:
            return left, right
        taken = min(over, first + last)
        return left - taken * first // (first + last), right - taken * last // (first + last)

    def _remember(self) -> None:
        sizes = dict(
            zip((self._split.widget(n) for n in range(self._split.count())), self._split.sizes(), strict=True)
        )
        before = self._dragged.get(self._class, self._default[self._class])
        self._dragged[self._class] = (
            sizes.get(self._list, before[0]) if self._list is not None else before[0],
            sizes.get(self._know, before[1]) if self._know is not None else before[1],
        )

    def _arrange(self) -> None:
        if not self._class:
            return
        left, right = self._usual()
        if self._list is not None:
            drawer = self._class == "narrow"
            if drawer and self._split.indexOf(self._list) >= 0:
                self._list.setParent(self)
                self._list.hide()
            elif not drawer and self._split.indexOf(self._list) < 0:
                self._open = False
                self._split.insertWidget(0, self._list)
                self._list.show()
        left = left if self._list is not None and self._class != "narrow" else 0
        right = right if self._know is not None else 0
        middle = max(1, self.width() - left - right)
        wanted = {self._list: left, self._work: middle, self._know: right}
        self._split.setSizes([wanted[self._split.widget(n)] for n in range(self._split.count())])
        for n in range(self._split.count()):
            self._split.setStretchFactor(n, 1 if self._split.widget(n) is self._work else 0)

    # The drawer

    def _place_drawer(self) -> None:
        if self._list is not None:
            wide = self._dragged.get("narrow", self._default["narrow"])[0]
            self._list.setGeometry(0, 0, wide, self.height())

    def _open_drawer(self) -> None:
        if self._list is None:
            return
        self._open = True
        self._place_drawer()
        self._list.raise_()
        self._list.show()
        _first_focus(self._list)
        self._list.installEventFilter(self)
        if motion():
            self._slide = QPropertyAnimation(self._list, b"pos", self)
            self._slide.setDuration(120)
            self._slide.setStartValue(QPoint(-self._list.width(), 0))
            self._slide.setEndValue(QPoint(0, 0))
            self._slide.start()

    def _close_drawer(self) -> None:
        self._open = False
        if self._list is not None:
            self._list.removeEventFilter(self)
            self._list.hide()

    def eventFilter(self, watched, event) -> bool:
        if self._open and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._close_drawer()
            return True
        return super().eventFilter(watched, event)


def motion() -> bool:
    """Whether things may move: off when the system's animations are off."""
    from PySide6.QtWidgets import QStyle  # late: its many names take 6 ms of the first frame

    return bool(QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration))


def _first_focus(pane: QWidget) -> None:
    inside = [w for w in pane.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
    for widget in inside:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
