"""A chart in its frame: title, legend, and the switch that shows the same numbers as a table."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.words import _
from ui.kit import paint, theme
from ui.kit.buttons import LinkButton
from ui.kit.chart_base import Chart
from ui.kit.labels import Line, label

NUMBERS = 380
"""px: the numbers stay near what they are of."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChartBox(QWidget):
    """A chart with its title, legend, and the switch that shows the same numbers as a table."""

    def __init__(
        self, title: str, chart: Chart, *, legend: Sequence[tuple[str, str]] = (), note: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`legend` holds (token, words): a box in the token's colour, for c3 a stroke."""
        super().__init__(parent)
        self.chart = chart
        self._numbers = QTableWidget()
        self._switch = LinkButton(_("Show numbers"))
        self._switch.clicked.connect(self._turn)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        self._note = Line(note, size=12, tone="text2")
        self._note.setVisible(bool(note))
        head.addWidget(self._note)
        for token, words in legend:
            head.addWidget(_Legend(token, words))
        head.addWidget(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(chart)
        self._stack.addWidget(self._numbers)
        column.addWidget(holder)
        self._dress_table(title)
        self._make_room(numbers=False)

    def set_note(self, words: str) -> None:
        """The grey words at the right of the title."""
        self._note.set_text(words)
        self._note.setVisible(bool(words))

    def _dress_table(self, title: str) -> None:
        table = self._numbers
        table.setAccessibleName(title)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setFrameShape(QTableWidget.Shape.NoFrame)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setDefaultSectionSize(theme.px(26))
        table.setMaximumWidth(theme.px(NUMBERS))

    def _turn(self) -> None:
        showing = self._stack.currentIndex() == 1
        if not showing:
            self._fill()
        self._stack.setCurrentIndex(0 if showing else 1)
        self._make_room(numbers=not showing)
        words = _("Show numbers") if showing else _("Show chart")
        self._switch.setText(words)
        self._switch.setAccessibleName(words)
        self._switch.updateGeometry()

    def _make_room(self, *, numbers: bool) -> None:
        """As tall as the chart is, and only while numbers are shown as tall as a table wants to be."""
        tall = QSizePolicy.Policy.Preferred if numbers else QSizePolicy.Policy.Ignored
        self._numbers.setSizePolicy(QSizePolicy.Policy.Ignored, tall)
        self._numbers.updateGeometry()

    def _fill(self) -> None:
        bars = self.chart.bars
        heads = [_("What"), _("Value")]
        if any(b.before is not None for b in bars):
            heads.append(_("Last year"))
        self._numbers.setColumnCount(len(heads))
        self._numbers.setHorizontalHeaderLabels(heads)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._numbers.horizontalHeaderItem(0).setTextAlignment(left)
        for column in range(1, len(heads)):
            self._numbers.horizontalHeaderItem(column).setTextAlignment(RIGHT)
        self._numbers.setRowCount(len(bars))
        for row, bar in enumerate(bars):
            before = "" if bar.before is None else self.chart.say(bar.before)
            for column, words in enumerate((bar.label, self.chart.say(bar.value), before)[: len(heads)]):
                item = QTableWidgetItem(words)
                if column:
                    item.setTextAlignment(RIGHT)
                self._numbers.setItem(row, column, item)


class _Legend(QWidget):
    """A coloured box or stroke and what it stands for."""

    def __init__(self, token: str, words: str) -> None:
        super().__init__()
        self._token, self._words = token, words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18) + paint.width_of(self._words, theme.font(12)) + 1, theme.px(18))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            middle = self.height() / 2
            colour = getattr(t, self._token)
            if self._token == "c3":
                painter.fillRect(QRectF(0, middle - 1, theme.px(12), 2), QColor(colour))
            else:
                paint.box(
                    painter,
                    QRectF(0, middle - theme.px(5), theme.px(10), theme.px(10)),
                    fill=colour,
                    radius=2,
                )
            words = QRectF(theme.px(16), 0, self.width(), self.height())
            paint.text(painter, words, self._words, colour=t.text2, font=theme.font(12))
