"""About: versions, places, what the office is, and the licences of everything shipped; all of it can be copied."""

import PySide6
from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.office import settings
from app.overview import about
from app.overview.about import Fact, Licence
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.jobs import Progress
from ui.kit.labels import label
from ui.kit.rows import Cell, Column, Row
from ui.kit.seat import Seat
from ui.kit.table import RecordTable
from ui.settings.rows import label_width
from ui.settings.side_by_side import ListSource

SHORT = 26
"""A fact of more letters takes the whole width."""
LEAST = 62
"""px that the licences keep on a low screen: a head and a row."""


class AboutPanel(QWidget):
    """guide_wanted() -- go through the first-start guide again."""

    guide_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._facts: list[Fact] = []
        self._licences: dict[int, Licence] = {}
        self.facts = QGridLayout()
        self.facts.setVerticalSpacing(6)
        self.facts.setHorizontalSpacing(16)
        for at in (1, 3):
            self.facts.setColumnStretch(at, 1)
        self.copy = Button(_("Copy"), icon="copy")
        self.copy.clicked.connect(self._copy)
        self.guide = Button(_("Go through the guide again"), icon="sparkles")
        self.guide.clicked.connect(self.guide_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.setContentsMargins(label_width() + 16, 0, 0, 0)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.guide)
        buttons.addStretch(1)
        columns = (
            Column("name", pgettext("thing", "Name"), 150, stretch=1, sorts=False),
            Column("version", _("Version"), 80, sorts=False),
            Column("licence", _("Licence"), 130, stretch=1, sorts=False, tone="text2", size=12),
        )  # fmt: skip
        self.table = RecordTable(columns, jobs=seat.jobs, name=_("Licences"), row_height=30)
        self.table.current_changed.connect(self._show_text)
        self.table.told.connect(seat.toasts.show)
        self.table.failed.connect(seat.tell)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setStyleSheet(
            f"font-size: {theme.px(11)}px"
        )  # licences are broken by hand at 80 characters
        self.text.setAccessibleName(_("Licence text"))
        self.text.setTabChangesFocus(True)
        for part in (self.table, self.text):
            part.setMinimumHeight(theme.px(LEAST))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(self.facts)
        column.addLayout(buttons)
        column.addWidget(label(_("Licences of what is shipped"), "section"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.table, 5)
        row.addWidget(self.text, 6)
        column.addLayout(row, 1)
        self.demo = label("", "body")
        self.by_part: dict[str, QWidget] = {
            "licences": self.table, "versions": self.copy, settings.GUIDED.key: self.guide,
            settings.DEMO.key: self.demo,
        }  # fmt: skip
        desk = seat.desk

        def read(_progress: Progress) -> tuple[list[Fact], list[Licence]]:
            return about.facts(desk, qt=qVersion(), pyside=PySide6.__version__), about.licences()

        seat.jobs.read(read, done=self._show, failed=seat.tell, owner=self)

    def refresh(self) -> None:
        """Nothing of it changes while the program runs."""

    def flush(self) -> None:
        """Nothing is typed here."""

    def focus_first(self) -> None:
        """Begin with the button that copies."""
        self.copy.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, found: tuple[list[Fact], list[Licence]]) -> None:
        self._facts, licences = found
        told = [(fact.label, label(fact.value, wrap=True)) for fact in self._facts]
        made = self._seat.desk.settings.get(settings.DEMO)
        sizes = {"small": pgettext("demo", "small"), "large": pgettext("demo", "large")}
        said = (
            _("yes: {size}, seed {seed}, until {until}").format(
                **made | {"size": sizes.get(str(made.get("size")), "")}
            )
            if made
            else _("no")
        )
        self.demo.setText(said)
        self._place([*told, (_(settings.DEMO.label), self.demo)])
        self._licences = dict(enumerate(licences, 1))
        lines = [_Line(n, each) for n, each in self._licences.items()]
        self.table.show_source(ListSource(lambda: lines, fits=lambda *_: True, draw=_draw, by={}))
        self.table.searched.connect(self.table.go_first)

    def _place(self, told: list[tuple[str, QLabel]]) -> None:
        """Two facts a line, so that a low screen holds them; a long one, such as a folder, has its own."""
        at = 0  # in halves of a line
        for caption, value in told:
            wide = len(value.text()) > SHORT
            at += wide and at % 2
            name = label(caption, "label")
            name.setFixedWidth(label_width())
            name.setBuddy(value)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setAccessibleName(f"{caption}: {value.text()}")
            self.facts.addWidget(name, at // 2, 2 * (at % 2), Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(value, at // 2, 2 * (at % 2) + 1, 1, 3 if wide else 1)
            at += 1 + wide

    def _show_text(self, row: int) -> None:
        licence = self._licences.get(row)
        self.text.setPlainText(licence.text if licence is not None else "")

    def _copy(self) -> None:
        told = "\n".join(f"{fact.label}: {fact.value}" for fact in self._facts)
        QGuiApplication.clipboard().setText(told)
        self._seat.toasts.show(_("Copied: versions and places."))


class _Line:
    """A licence with a number, as lists want one."""

    def __init__(self, id: int, licence: Licence) -> None:
        self.id, self.licence = id, licence


def _draw(line: _Line) -> Row:
    each = line.licence
    return Row(
        line.id, (Cell(each.name, tip=each.name), Cell(each.version), Cell(each.licence, tip=each.licence))
    )
