"""What a complaint owes, opened in place: the salesperson told or confirmed, the satisfaction call by its digit."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.complaints import rules, words
from app.complaints.dues import Due
from app.complaints.finding import ComplaintDetail
from app.complaints.service import FOLLOWUP
from app.people.service import StaffRow
from app.words import _, pgettext
from ui.kit import theme, when
from ui.kit.fields import LineField
from ui.kit.options import Option, Segment
from ui.kit.person_field import PersonField
from ui.kit.saying import joined
from ui.overview.board import COMPLAINTS, due_row, tried
from ui.overview.board_table import BoardTable
from ui.overview.opened_row import LATER, Act, OpenedRow, Typed

NOTIFY, ACKED, CLOSE, UNREACHED = "notify", "acked", "close", "0"
_DIGITS = ("5", "4", "3", "2", "1")


class WhomField(QWidget):
    """Who is told, and how (R14)."""

    error_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.person = PersonField(name=pgettext("complaint", "Salesperson"), hint=_("Name or initials"))
        self.way = Segment(
            [Option(word, pgettext(*words.WAYS[word])) for word in words.WAYS],
            name=pgettext("complaint", "Told by"),
        )
        self.way.set_value("wechat")
        self.person.error_changed.connect(self.error_changed)
        self.setFocusProxy(self.person)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.person, 1)
        row.addWidget(self.way)

    def set_error(self, sentence: str | None) -> None:
        """Mark as wrong and say why."""
        self.person.set_error(sentence)


class DueEditor(OpenedRow):
    """The acts that a complaint's state offers; everything else is on its page (F4)."""

    def __init__(
        self, due: Due, *, group: str, now: datetime, table: BoardTable, seen: Callable[[str], str]
    ) -> None:
        self.due, self.detail = due, None
        row = due.complaint
        self.text = LineField(name=_("Feedback"), hint=_("What they said, in their words"))
        self.whom = WhomField()
        self.whom.person.set_value(row.salesman_id, name=row.salesman)
        self.nothing = QWidget()
        self.whole = row.phone if due.kind == FOLLOWUP else ""
        number = seen(self.whole)
        contact = row.complainant if row.complainant != row.who else ""
        asked = due.kind == FOLLOWUP
        about = (" ".join(dict.fromkeys(p for p in (row.province, row.city) if p)), row.product)
        told = joined(*about)
        if asked:
            told = _("handled {moment}").format(moment=when.within(row.last_at, now))
        if row.attempts:
            told = tried(row.attempts)
        super().__init__(
            due_row(due, group, now), acts=acts_of(due), name=f"{row.code}: {row.who}, {due.what}",
            number=number or row.code, contact=contact, told=told, table=table,
            fields={"text": self.text, "whom": self.whom, "none": self.nothing}, wide=asked,
            behind=pgettext("complaint", "Complaint"), hidden=number != self.whole,
        )  # fmt: skip
        if not (asked and row.phone_norm):
            self.dial.hide()
        if asked:
            self._begin_asking()
        else:
            self.picked(next(iter(self.acts)))

    def _begin_asking(self) -> None:
        """No grade is chosen beforehand: a satisfaction result is never there by mistake."""
        closing = self.due.complaint.attempts >= rules.ATTEMPTS_BEFORE_CLOSING
        self.fields.setCurrentWidget(self.text)
        self.what.setText(_("Feedback"))
        if closing:
            self.picked(CLOSE)

    @property
    def row_id(self) -> int:
        """The id of the row it covers."""
        return COMPLAINTS + self.due.id

    def know(self, detail: ComplaintDetail, staff: Sequence[StaffRow]) -> None:
        """What was read meanwhile: the complaint whole, and whom one may tell."""
        self.detail = detail
        self.whom.person.set_staff(staff)
        if self.whom.person.value() is None and not self.whom.person.text() and detail.salesman is not None:
            self.whom.person.set_value(detail.salesman.id, name=detail.salesman.name)

    def start(self) -> None:
        """A satisfaction call begins with its digit, everything else in its field."""
        if self.due.kind == FOLLOWUP and self.options.value() is None:
            self.options.setFocus()
        else:
            super().start()

    def entered(self) -> None:
        """Enter takes what has the focus, but a grade is never written down by Enter alone."""
        if self.due.kind == FOLLOWUP and self.options.value() not in (CLOSE, LATER):
            self.start()
        else:
            super().entered()

    def typed(self) -> Typed:
        result = str(self.options.value() or "")
        if result == LATER:
            return Typed(result, self.later.reason.value(), self.later.until())
        way = str(self.whom.way.value())
        return Typed(result, self.text.value(), None, person=self.whom.person.value(), way=way)

    def worth_keeping(self) -> bool:
        """Whether something was typed that would be missed."""
        return self.due.kind == FOLLOWUP and bool(self.text.value())

    def take(self, typed: Typed) -> None:
        """Put back what was typed before."""
        if typed.result in self.acts:
            self.picked(typed.result)
        self.text.set_value(typed.text)

    def problem(self) -> str:
        if self.options.value() is None:
            self._say(_("How satisfied are they? Press 5 to 1, or 0 when nobody answered."))
            return self.wrong.text()
        if self.options.value() == NOTIFY and self.whom.person.value() is None:
            return self.whom.person.problem() or _(
                "Nobody answers for this province yet. Who is told? Type a name."
            )
        return ""

    def refuse(self, sentence: str) -> None:
        """What is wrong; without a grade the caret goes to the grades."""
        if self.options.value() is None:
            self._say(sentence)
            self.options.setFocus()
        else:
            super().refuse(sentence)

    def picked(self, value: Any) -> None:
        super().picked(value)
        if self.acts[str(value)].field == "text":
            hints = {UNREACHED: _("Note: engaged, switched off, call again at four")}
            self.text.setPlaceholderText(hints.get(str(value), _("What they said, in their words")))


def acts_of(due: Due) -> tuple[Act, ...]:
    """What may be done about a due, the likeliest first."""
    row = due.complaint
    if due.kind == FOLLOWUP:
        grades = [
            Act(digit, words.score_label(int(digit)), digit, "text", _("Feedback")) for digit in _DIGITS
        ]
        grades.append(Act(UNREACHED, _("Not reached"), "0", "text", _("Note")))
        if row.attempts >= rules.ATTEMPTS_BEFORE_CLOSING:
            grades.append(Act(CLOSE, pgettext("complaint.step", "Close"), "9", "none", ""))
        return tuple(grades)
    told = Act(
        NOTIFY,
        pgettext("complaint.step", "Tell the salesperson"),
        "1",
        "whom",
        pgettext("complaint.form", "Whom"),
    )
    if row.notified_at is None:
        return (told,)
    again = Act(NOTIFY, _("Tell again, or somebody else"), "2", "whom", pgettext("complaint.form", "Whom"))
    return (Act(ACKED, pgettext("complaint.step", "Confirmed"), "1", "none", ""), again)
