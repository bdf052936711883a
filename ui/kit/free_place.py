"""Where a bar may stand over a page so that it covers nothing one reads or works with."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QSplitterHandle,
    QWidget,
)

from ui.kit.labels import Line
from ui.kit.panes import TONES

GAP = 8
"""px that stay free around the bar."""
STEP = 4
WORKED, READ, GROUND = 4, 1, 0.05
"""What a covered px weighs: of a control or a list, of a text, of a panel where nothing stands."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A part of the page where something stands, in the coordinates of the host."""

    rect: QRect
    weight: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bar would stand, which of the areas that is in, and how much it would cover there; 0 is nothing."""

    rect: QRect
    area: int
    covered: float


def taken(page: QWidget, host: QWidget, *, but: Collection[QWidget] = ()) -> list[Taken]:
    """What stands on `page` and can be seen, in the coordinates of `host`; without the bars themselves."""
    return [
        Taken(QRect(each.mapTo(host, rect.topLeft()), rect.size()), weight)
        for each, rect, weight in _standing(page, but)
        if not rect.isEmpty()
    ]


def best(areas: Sequence[QRect], sizes: Sequence[QSize], busy: Sequence[Taken], *, foot: int) -> Place:
    """The place that covers least: in the first of the `areas` that has a free one, in its middle and low.

    sizes -- how large the bar is in each of the areas. foot -- px to keep free below it.
    """
    found = [
        _best_in(at, area, size, busy, foot) for at, (area, size) in enumerate(zip(areas, sizes, strict=True))
    ]
    return min(found, key=lambda place: (place.covered, place.area))


def covered(rect: QRect, busy: Sequence[Taken]) -> float:
    """How much of what is worked with a bar at `rect` would cover, in weighed px."""
    around = rect.adjusted(-GAP, -GAP, GAP, GAP)
    total = 0.0
    for each in busy:
        both = each.rect & around
        if not both.isEmpty():
            total += both.width() * both.height() * each.weight
    return total


def _best_in(at: int, area: QRect, size: QSize, busy: Sequence[Taken], foot: int) -> Place:
    x = area.x() + (area.width() - size.width()) // 2
    band = QRect(x - GAP, area.y(), size.width() + 2 * GAP, area.height())
    near = [each for each in busy if each.rect.intersects(band)]
    low = area.y() + area.height() - foot - size.height()
    found = None
    for y in range(low, area.y() + GAP, -STEP):
        rect = QRect(QPoint(x, y), size)
        much = covered(rect, near)
        if found is None or much < found.covered:
            found = Place(rect, at, much)
        if not much:
            break
    return found or Place(QRect(QPoint(x, low), size), at, covered(QRect(QPoint(x, low), size), near))


def _standing(holder: QWidget, but: Collection[QWidget]) -> Iterator[tuple[QWidget, QRect, float]]:
    """Widgets at the ends of the tree, each with the part of itself where something is."""
    for each in _parts(holder):
        if not each.isVisible() or each.isWindow() or each in but:
            continue
        if isinstance(each, QHeaderView):
            yield each, each.visibleRegion().boundingRect(), WORKED
        elif each.property("pane") not in (None, *TONES):  # a band of its own colour is one thing
            yield each, each.visibleRegion().boundingRect(), READ
            yield from _standing(each, but)
        elif isinstance(each, QAbstractItemView):
            yield each, _rows(each) & each.visibleRegion().boundingRect(), WORKED
            yield from _standing(each, but)
        elif not _input(each) and any(part.isVisible() for part in _parts(each)):
            yield from _standing(each, but)
        elif not _empty(each):
            yield each, _said(each) & each.visibleRegion().boundingRect(), WORKED if _works(each) else READ


def _parts(holder: QWidget) -> list[QWidget]:
    return holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _input(widget: QWidget) -> bool:
    """A field with parts of its own: a text, a line with a button in it."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and (
        not isinstance(widget, QAbstractScrollArea) or hasattr(widget, "toPlainText")
    )


def _rows(view: QAbstractItemView) -> QRect:
    """The rows of a list, without the empty ground below the last one."""
    port = view.viewport()
    shown = port.rect()
    model = view.model()
    count = model.rowCount() if model is not None else 0
    if not count:
        return QRect()
    last = view.visualRect(model.index(count - 1, 0))
    if last.isValid() and last.bottom() < shown.bottom():
        shown.setBottom(max(shown.top(), last.bottom()))
    return QRect(port.mapTo(view, shown.topLeft()), shown.size())


def _empty(widget: QWidget) -> bool:
    words = widget.text() if isinstance(widget, QLabel | Line) else None
    if words is not None:
        return not words and not (isinstance(widget, QLabel) and not widget.pixmap().isNull())
    if isinstance(widget, QSplitterHandle) or widget.property("rule") == "v" or widget.property("pane"):
        return True
    return type(widget) is QWidget


def _works(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _said(widget: QWidget) -> QRect:
    """A text takes as much of its line as it is long."""
    rect = widget.rect()
    wide = widget.sizeHint().width()
    if (isinstance(widget, QLabel) and widget.wordWrap()) or wide >= rect.width():
        return rect
    if isinstance(widget, QLabel):
        right = bool(widget.alignment() & Qt.AlignmentFlag.AlignRight)
    elif isinstance(widget, Line):
        right = widget.at_right()
    else:
        return rect
    return QRect(rect.right() - wide if right else rect.left(), rect.top(), wide, rect.height())
