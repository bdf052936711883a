"""Names beside grids and bars: as much room as the longest takes, up to ten characters, whole at the mouse beyond."""

from collections.abc import Iterable

from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.kit import paint, theme

LONGEST = "阿" * 10
"""A name that is longer is cut off with its whole self at the mouse."""
BEHIND = 14
"""px between the longest name and what follows."""


def room_for(names: Iterable[str], *, least: int) -> int:
    """px for the column of `names`: at least `least` (at 100 %), at most ten characters."""
    font = theme.font(14)
    wide = max((paint.width_of(name, font) for name in names), default=0)
    return max(theme.px(least), min(wide, paint.width_of(LONGEST, font)) + theme.px(BEHIND))


def tell_whole(widget: QWidget, event: QHelpEvent, name: str, room: float) -> bool:
    """Show `name` at the mouse when it is longer than `room`; True, so that no other tip comes."""
    if name and paint.width_of(name, theme.font(14)) > room:
        QToolTip.showText(event.globalPos(), name, widget)
    else:
        QToolTip.hideText()
    return True
