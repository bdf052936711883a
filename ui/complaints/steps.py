"""The fields of each step: what it asks for, and what it hands on; one small form a step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.complaints import rules, words
from app.complaints.finding import ComplaintDetail
from app.words import NP_, _, language, pgettext
from ui.complaints.facts import Facts
from ui.kit import theme
from ui.kit.fields import ComboField, LineField, TextField
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.options import Option, OptionGroup, Segment
from ui.kit.person_field import PersonField
from ui.kit.saying import joined

Values = dict[str, Any]
STEPS = {
    "notify": NP_("complaint.step", "Tell the salesperson"), "acked": NP_("complaint.step", "Confirmed"),
    "note": NP_("complaint.step", "Note"), "handled": NP_("complaint.step", "Handled"),
    "assign": NP_("complaint.step", "Hand over"), "escalate": NP_("complaint.step", "Escalate"),
    "withdraw": NP_("complaint.step", "Withdraw"), "ask": NP_("complaint.step", "Satisfaction call"),
    "close": NP_("complaint.step", "Close"), "reopen": NP_("complaint.step", "Reopen"),
}  # fmt: skip
"""What the steps are called on their buttons."""


def offered(detail: ComplaintDetail) -> tuple[str, ...]:
    """The steps that make sense now, the likeliest first."""
    row = detail.row
    steps = []
    for step in rules.STEPS.get(row.status, ()):
        if step == "acked" and (row.notified_at is None or row.acked_at is not None):
            continue
        if rules.step_problem(step, status=row.status, attempts=row.attempts) is None:
            steps.append(step)
    if "close" in steps:
        steps.sort(key=lambda step: step != "close")
    return tuple(steps)


class ScoreField(OptionGroup):
    """The five grades of satisfaction, or nobody reached."""

    error_changed = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        options = [Option(score, pgettext(*words.SCORES[score]), str(score)) for score in (5, 4, 3, 2, 1)]
        options.append(Option(0, _("Not reached"), "0"))
        super().__init__(options, name=pgettext("complaint", "Satisfaction"), columns=6 if language() == "zh" else 3,
                         sunken=True)  # fmt: skip
        self.picked.connect(lambda _value: self.changed.emit())

    def set_error(self, sentence: str | None) -> None:
        """Say what is wrong, or take it back."""
        self.error_changed.emit(sentence or "")


@dataclass(slots=True)
class StepFields:
    """The small form of one step. `start` is where the caret begins; `errors` maps a service's field to ours."""

    form: Form
    start: QWidget | None = None
    errors: dict[str, str] = field(default_factory=dict)
    problem: Callable[[], tuple[str, str] | None] = lambda: None

    def values(self) -> Values:
        """What stands in the fields."""
        return self.form.values()

    def stops(self) -> list[QWidget]:
        """The fields in the order in which Tab goes through them."""
        return self.form.fields()

    def refuse(self, name: str, sentence: str) -> bool:
        """Say what is wrong under its field; False when the form has no such field."""
        key = self.errors.get(name, name)
        if key not in self.form.values():
            return False
        self.form.show_errors({key: sentence})
        return True


def reason_fields(name: str) -> StepFields:
    """A reason and nothing else."""
    form = Form()
    reason = form.add_field("reason", _("Reason"), LineField(name=_("Reason"), hint=name))
    return StepFields(form, reason)


def notify_fields(detail: ComplaintDetail, facts: Facts) -> StepFields:
    """Who is told, and how (R14)."""
    form = Form()
    whom = PersonField(name=pgettext("complaint", "Salesperson"), hint=_("Name or initials"))
    whom.set_staff(facts.staff)
    salesman = detail.salesman
    whom.set_value(salesman.id if salesman else None, name=salesman.name if salesman else "")
    way = Segment(
        [Option(word, pgettext(*words.WAYS[word])) for word in words.WAYS],
        name=pgettext("complaint", "Told by"),
    )
    way.set_value("wechat")
    form.join("salesman", whom)
    form.join("by", way)
    form.add_row(pgettext("complaint.form", "Whom"), whom, way, stretch=(1, 0))

    def problem() -> tuple[str, str] | None:
        if whom.problem():
            return "salesman", whom.problem()
        if whom.value() is None:
            return "salesman", _("Nobody answers for this province yet. Who is told? Type a name.")
        return None

    return StepFields(form, whom, {"person": "salesman"}, problem)


def acked_fields(detail: ComplaintDetail) -> StepFields:
    """Nothing to type: who was told, and when."""
    form, row = Form(), detail.row
    told = f"{row.notified_at:%m-%d %H:%M}" if row.notified_at is not None else ""
    said = joined(row.salesman, told, words.way_label(row.notify_by))
    form.add_row(pgettext("complaint.form", "Whom"), label(said))
    return StepFields(form)


def note_fields() -> StepFields:
    """What was done, and what came of it."""
    form = Form()
    action = Segment(
        [Option(word, pgettext(*words.ACTIONS[word])) for word in words.BY_HAND], name=_("What was done")
    )
    action.set_value("contacted")
    text = LineField(name=pgettext("complaint", "Note"), hint=_("What was said or seen"))
    form.join("action", action)
    form.join("text", text)
    form.add_row(_("What"), action)
    form.add_row(pgettext("complaint", "Note"), text)
    return StepFields(form, text)


def handled_fields(detail: ComplaintDetail) -> StepFields:
    """Measure, result, compensation, justified or not."""
    form, row = Form(), detail.row
    again = row.score is not None  # it was reopened: what was done before did not help
    measure = TextField(name=pgettext("complaint", "Measure"), hint=_("What was done"), lines=2)
    measure.set_value("" if again else row.measure)
    result = TextField(name=pgettext("complaint", "Result"), hint=_("What came of it"), lines=2)
    result.set_value("" if again else row.result)
    paid = LineField(name=pgettext("complaint", "Compensation"), hint="0.00")
    paid.set_note(_("yuan"))
    paid.set_value("" if row.compensation is None else f"{row.compensation}")
    valid = Segment([Option(True, _("Justified")), Option(False, _("Not justified"))],
                    name=pgettext("complaint", "Justified"))  # fmt: skip
    valid.set_value(row.valid if row.valid is not None else True)
    form.add_field("measure", pgettext("complaint", "Measure"), measure)
    form.add_field("result", pgettext("complaint", "Result"), result)
    form.join("compensation", paid)
    form.join("valid", valid)
    form.add_row(pgettext("complaint", "Paid"), paid, valid, stretch=(1, 0))

    def problem() -> tuple[str, str] | None:
        try:
            money(paid.value())
        except InvalidOperation:
            return "compensation", _("This is no amount. Write it as 1280.50.")
        return None

    return StepFields(form, measure, {}, problem)


def money(text: str) -> Decimal | None:
    """An amount as typed, to the cent; None for nothing. InvalidOperation when it is none."""
    text = text.replace(",", "").replace("，", "").replace("¥", "").strip()
    if not text:
        return None
    amount = Decimal(text)
    if not amount.is_finite() or abs(amount) >= Decimal("1e11"):
        raise InvalidOperation
    return amount.quantize(Decimal("0.01"))


def assign_fields(facts: Facts) -> StepFields:
    """Who goes on with it, and why (R49)."""
    form = Form()
    whom = PersonField(name=pgettext("complaint", "Owner"), hint=_("Name or initials"))
    whom.set_staff(facts.staff)
    reason = LineField(name=_("Reason"), hint=_("Why somebody else takes it"))
    form.join("owner", whom)
    form.join("reason", reason)
    form.add_row(pgettext("complaint", "New owner"), whom, reason, stretch=(2, 3))

    def problem() -> tuple[str, str] | None:
        if whom.value() is None:
            return "owner", whom.problem() or _("Who goes on with it? Type a name.")
        return None

    return StepFields(form, whom, {"person": "owner"}, problem)


def ask_fields(detail: ComplaintDetail) -> StepFields:
    """The satisfaction call: five grades or nobody reached, and what they said (R15)."""
    form = Form()
    score = ScoreField()
    feedback = LineField(name=_("Feedback"), hint=_("What they said, in their words"))
    way = ComboField(
        [(word, pgettext(*said)) for word, said in words.FOLLOWUP_WAYS.items()], name=_("Asked by")
    )
    way.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    way.set_value("phone")
    score.keyed.connect(lambda _value: feedback.setFocus())
    score.returned.connect(feedback.setFocus)
    form.add_field("score", pgettext("complaint.form", "Score"), score)
    form.join("feedback", feedback)
    form.join("way", way)
    form.add_row(_("Feedback"), feedback, way, stretch=(1, 0))

    def problem() -> tuple[str, str] | None:
        return None if score.value() is not None else (
            "score", _("How satisfied are they? Press 5 to 1, or 0 when nobody answered."))  # fmt: skip

    return StepFields(form, score, {}, problem)


def close_fields(detail: ComplaintDetail) -> StepFields:
    """Nothing to type: three calls reached nobody."""
    form = Form()
    said = _("{n} calls reached nobody: it may be closed without a result.").format(n=detail.row.attempts)
    form.add_row("", label(said, wrap=True))
    return StepFields(form)


def fields_of(step: str, detail: ComplaintDetail, facts: Facts) -> StepFields:
    """The small form of `step` for a complaint."""
    hints = {
        "escalate": _("Why those above have to know"), "withdraw": _("Why it is taken back"),
        "reopen": _("Why it is taken up again"),
    }  # fmt: skip
    if step in hints:
        return reason_fields(hints[step])
    made: dict[str, Callable[[], StepFields]] = {
        "notify": lambda: notify_fields(detail, facts), "acked": lambda: acked_fields(detail),
        "note": note_fields, "handled": lambda: handled_fields(detail), "assign": lambda: assign_fields(facts),
        "ask": lambda: ask_fields(detail), "close": lambda: close_fields(detail),
    }  # fmt: skip
    return made[step]()


def holder(form: Form) -> QWidget:
    """`form` with its room, for a stack."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, theme.px(4), 0, 0)
    column.addWidget(form)
    column.addStretch(1)
    return made
