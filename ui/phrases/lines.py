"""The line shown on the call form in each situation: the office's own words, else ours."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.calls import service, situations
from app.office import settings
from app.words import _
from ui.kit.buttons import Button
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.overlay import Overlay
from ui.kit.seat import Seat

HARD = "hard"
"""This one is a setting of its own; the lines of categories stand with the categories."""


class LinesPanel(Overlay):
    """Ctrl+Enter keeps all of them; what is emptied is ours again."""

    def __init__(self, host: QWidget, seat: Seat) -> None:
        super().__init__(host, name=_("Lines for situations"), width=760)
        self._seat = seat
        self.add_title(
            _("Lines for situations"),
            sub=_("Shown under the greeting while it is so. An empty line is ours."),
        )
        self._said = {word: service.script(seat.desk, word) for word in situations.LABELS}
        self.fields: dict[str, LineField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for at, word in enumerate(situations.LABELS):
            ours = situations.ours(word) or _(settings.HARD_CALLER.default)
            field = LineField(name=situations.label(word), hint=ours)
            field.set_value(self._said[word])
            field.returnPressed.connect(lambda: self.focusNextPrevChild(True))
            caption = label(situations.label(word), "label")
            caption.setBuddy(field)
            grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, at, 1)
            self.fields[word] = field
        self.body.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(label(_("The lines of categories stand with the categories."), "meta"))
        row.addStretch(1)
        self.keep = Button(_("Save"), kind="primary", key="Ctrl ↵")
        self.keep.clicked.connect(self.save)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.save)

    def save(self) -> None:
        """Keep what differs from ours."""
        desk, values = self._seat.desk, {word: field.value() for word, field in self.fields.items()}
        own = {
            word: text
            for word, text in values.items()
            if text and word != HARD and text != situations.ours(word)
        }
        kept: dict[settings.Declared, object] = {settings.SITUATIONS: own}
        hard = values[HARD] or _(settings.HARD_CALLER.default)
        if hard != self._said[HARD]:
            kept[settings.HARD_CALLER] = hard
        self.keep.set_working(_("Saving…"))
        self._seat.jobs.write(
            lambda _progress: desk.settings.set_many(kept), done=lambda _none: self._kept(), failed=self._refused,
            owner=self,
        )  # fmt: skip

    def _kept(self) -> None:
        self._seat.toasts.show(_("The lines are kept."))
        self.close_up()

    def _refused(self, error: Exception) -> None:
        self.keep.set_working(None)
        self._seat.tell(error, again=self.save)
