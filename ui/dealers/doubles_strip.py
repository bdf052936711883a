"""The strip over the form that says which dealers it may be already (R29)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.dealers.doubles import Double
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import LinkButton
from ui.kit.labels import Line
from ui.kit.overlay import Picture
from ui.kit.panes import Pane
from ui.kit.saying import joined

MOST = 3


class DoublesStrip(QWidget):
    """opened(id) -- the dealer shall be looked at."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("May be in the archive already"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(10), theme.px(34), 0)  # level with the form's fields
        self._band = Pane("amber", name=_("May be in the archive already"))
        column.addWidget(self._band)
        self._lines: list[QWidget] = []
        self._links: dict[int, LinkButton] = {}
        self.hide()

    def show_doubles(self, found: Sequence[Double]) -> None:
        """Name the likeliest of them, the surest first; nothing hides the strip."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines, self._links = [], {}
        for each in found[:MOST]:
            self._add(each)
        if len(found) > MOST:
            more = ngettext("{n} more", "{n} more", len(found) - MOST).format(n=len(found) - MOST)
            self._put(Line(more, size=12, tone="text2"))
        self._band.body.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self.setVisible(bool(found))

    def press(self, double: Double) -> None:
        """Somebody saves although this is the same firm: the caret goes to it, saving again means it."""
        link = self._links.get(double.id)
        if link is not None:
            link.setFocus()
        self._put(Line(_("This firm is in the archive. Open it, or save once more to enter it all the same."),
                       bold=True, tone="red"))  # fmt: skip

    def names(self) -> list[str]:
        """What the strip says, line by line."""
        return [line.accessibleName() for line in self._lines]

    def _add(self, double: Double) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(Picture("triangle-alert", size=16, tone="red" if double.sure else "amber"))
        link = LinkButton(double.name, size=14)
        link.clicked.connect(lambda: self.opened.emit(double.id))
        self._links[double.id] = link
        line.addWidget(link)
        said = why(double)
        line.addWidget(Line(said, size=12, tone="text2"), 1)
        row.setAccessibleName(f"{double.name} {said}")
        self._put(row)

    def _put(self, line: QWidget) -> None:
        self._lines.append(line)
        self._band.body.addWidget(line)


def why(double: Double) -> str:
    """Why it may be the same one."""
    reason = {
        "uscc": _("the same credit code"),
        "name": _("the same name"),
        "number": _("has the number {number}").format(number=double.detail),
        "alike": _("a name much alike"),
    }[double.why]
    return joined(reason, double.code, double.place)
