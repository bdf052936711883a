"""A small panel that asks from which day to which."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import _
from ui.calls.filtering import Span
from ui.kit import when
from ui.kit.buttons import Button
from ui.kit.forms import Form
from ui.kit.line_field import LineField
from ui.kit.overlay import Overlay


class SpanPanel(Overlay):
    """picked(Span) -- two days were typed; the later one first is fine too."""

    picked = Signal(object)

    def __init__(self, host: QWidget, *, now: Callable[[], datetime], span: Span | None) -> None:
        super().__init__(host, name=_("Days"), width=420)
        self._now = now
        self.add_title(_("Calls of which days?"), sub=_("10-1, 2026-09-30, yesterday, mon"))
        self.first = LineField(name=_("First day"), hint=_("First day"))
        self.last = LineField(name=_("Last day"), hint=_("Last day; empty: today"))
        if span is not None:
            self.first.set_value(f"{span.first}")
            self.last.set_value(f"{span.last}")
        form = Form()
        form.add_field("first", _("First day"), self.first)
        form.add_field("last", _("Last day"), self.last)
        self.body.addWidget(form)
        row = QHBoxLayout()
        row.addStretch(1)
        show = Button(_("Show them"), kind="primary", key="↵")
        show.clicked.connect(self.finish)
        row.addWidget(show)
        self.body.addLayout(row)
        self.first.returnPressed.connect(self.last.setFocus)
        self.last.returnPressed.connect(self.finish)

    def finish(self) -> None:
        """Read both days and close; what is not understood is said under its field."""
        first = self._day(self.first)
        last = self._day(self.last) if self.last.value() else self._now().date()
        if first is None or last is None:
            return
        self.close_up()
        self.picked.emit(Span(min(first, last), max(first, last)))

    def _day(self, field: LineField) -> date | None:
        moment = when.parse(field.value(), self._now(), past=True)
        if moment is None:
            field.set_error(_("This is no day. Type 10-1, 2026-09-30 or yesterday."))
            field.setFocus()
            self.relay()
            return None
        return moment.date()
