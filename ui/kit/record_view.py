"""One record read-only, as the middle pane of its page shows it: a head of buttons, what is known, its files."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.attachments_strip import AttachmentsStrip, clip
from ui.kit.buttons import Button, IconButton
from ui.kit.labels import Line, hairline, label
from ui.kit.panes import Pane, scrolled
from ui.kit.seat import Seat


class RecordView(Pane):
    """edit, history, restore, dial -- pressed, about the record on screen. list_wanted -- open the drawer."""

    edit_wanted = Signal()
    history_wanted = Signal()
    restore_wanted = Signal()
    dial_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, seat: Seat, *, name: str, kind: str, beside: Sequence[Button] = ()) -> None:
        """`kind` as files are kept of it; `beside` are buttons of its own, for what is not in the bin."""
        super().__init__(name=name)
        self._kind = kind
        self._code = Line("", size=12, tone="text3")
        self.drawer = IconButton("panel-left", _("The list"))
        self.history = Button(_("History"), icon="history", kind="ghost")
        self.edit = Button(_("Edit"), icon="pencil", key="F4")
        self.restore = Button(_("Restore"), icon="undo-2")
        self._of_living = (*beside, self.edit)
        for button, wanted in (
            (self.drawer, self.list_wanted), (self.history, self.history_wanted), (self.edit, self.edit_wanted),
            (self.restore, self.restore_wanted),
        ):  # fmt: skip
            button.clicked.connect(wanted)
        self.drawer.hide()
        self.files = AttachmentsStrip(seat)
        self._area = scrolled(QWidget())
        self.clip = clip(self.files, self._area)
        self.add_head(
            self.drawer, self._code, None, self.clip, self.history, *beside, self.restore, self.edit
        )
        self.body.addWidget(self._area, 1)

    def put(
        self, id: int, parts: Sequence[QWidget | QLayout], *, code: str, deleted: bool, said: str
    ) -> None:
        """Show `parts` of record `id` and its files under a line. `said` is what is read out of all of it."""
        self._code.set_text(code)
        for button in self._of_living:
            button.setVisible(not deleted)
        self.restore.setVisible(deleted)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        for part in parts:
            column.addLayout(part) if isinstance(part, QLayout) else column.addWidget(part)
        column.addWidget(hairline())
        self.files.show_record(self._kind, id, closed=deleted)
        column.addWidget(self.files)
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.setAccessibleDescription(said)

    def dial_button(self, words: str) -> Button:
        """A button that dials, beside whom it calls."""
        made = Button(words, icon="phone", key="Alt D")
        made.clicked.connect(self.dial_wanted)
        return made


class FactsGrid(QGridLayout):
    """What is known, a line a fact: its caption at the right end of a narrow column, the fact in the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(theme.px(14))
        self.setVerticalSpacing(theme.px(9))
        self.setColumnStretch(1, 1)
        self.setColumnMinimumWidth(0, theme.label_width())
        self._lines = 0

    def add(self, caption: str, fact: str | QWidget | QLayout) -> None:
        """Add a line; a text that is "" has none."""
        if fact == "":
            return
        shown = paragraph(fact) if isinstance(fact, str) else fact
        across = Qt.AlignmentFlag.AlignTop if isinstance(fact, str) else Qt.AlignmentFlag.AlignVCenter
        named = label(caption, "label")
        if isinstance(shown, QWidget):
            named.setBuddy(shown)
        self.addWidget(named, self._lines, 0, Qt.AlignmentFlag.AlignRight | across)
        self.add_under(shown)

    def add_under(self, shown: QWidget | QLayout) -> None:
        """Add something without a caption under the facts."""
        if isinstance(shown, QLayout):
            self.addLayout(shown, self._lines, 1)
        else:
            self.addWidget(shown, self._lines, 1)
        self._lines += 1


def paragraph(text: str) -> QLabel:
    """A text that wraps and can be copied."""
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(text)
    return made
