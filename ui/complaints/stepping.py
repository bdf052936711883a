"""The next step of the complaint on screen: what is typed into it kept, done by its service, told and taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.complaints import handling
from app.complaints.finding import ComplaintDetail
from app.complaints.handling import Answer
from app.store.errors import Conflict, FieldError
from app.words import _, pgettext
from ui.complaints.facts import Facts
from ui.complaints.opened import DRAFT
from ui.complaints.step_panel import AT, StepPanel, Typed
from ui.complaints.steps import STEPS, Values, money
from ui.kit.jobs import Progress
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from app.office.desk import Desk

STEP_DRAFT = f"{DRAFT}step-"
KEEPING = 3000  # ms after the last key until what is typed becomes a draft


class Stepping(QObject):
    """done(id) -- a step of a complaint is written down. again(id) -- it moved on meanwhile: show it anew.

    found() -- the complaint on screen. before -- called before a step is done, with the complaint and its values.
    """

    done = Signal(int)
    again = Signal(int)

    def __init__(
        self, seat: Seat, panel: StepPanel, *, found: Callable[[], ComplaintDetail | None],
        before: Callable[[ComplaintDetail, str, Values], object],
    ) -> None:  # fmt: skip
        super().__init__(panel)
        self._seat, self.panel, self._found, self._before = seat, panel, found, before
        self._typed: dict[int, tuple[str, Typed]] = {}
        self._keep = QTimer(self, singleShot=True, interval=KEEPING)
        self._keep.timeout.connect(self.keep)
        panel.finished.connect(self._do)
        panel.typed.connect(self._keep.start)

    def offered(self, kept: dict[str, dict[str, Any]]) -> None:
        """Drafts of before: each waits for its complaint."""
        for name, draft in kept.items():
            id, step = name.removeprefix(STEP_DRAFT), str(draft.get("step"))
            typed = draft.get("typed", {step: draft.get("values")})  # older ones hold one step
            if name.startswith(STEP_DRAFT) and id.isdecimal() and all(_whole(one) for one in typed.values()):
                self._typed[int(id)] = (step, typed)

    def show_for(self, detail: ComplaintDetail, facts: Facts, *, wanted: str = "") -> None:
        """Offer the steps of a complaint: the one `wanted`, else the one that was begun, else the likeliest."""
        step, typed = self._typed.get(detail.row.id, ("", {}))
        self.panel.show_for(detail, facts, step=wanted or step, typed=typed)

    def keep(self) -> None:
        """What was typed into steps is kept for the complaint it belongs to."""
        self._keep.stop()
        found, begun = self._found(), self.panel.begun()
        if found is None or begun is None or self.panel.isHidden():
            return
        self._put(found.row.id, *begun)

    def _put(self, complaint_id: int, step: str, typed: Typed) -> None:
        self._typed[complaint_id] = (step, typed)
        plain = {
            name: {key: value for key, value in values.items() if isinstance(value, _KEPT)}
            for name, values in typed.items()
        }
        self._seat.drafts.save(
            f"{STEP_DRAFT}{complaint_id}", {"step": step, "typed": plain}, failed=self._seat.tell
        )

    def _forget(self, complaint_id: int, step: str) -> None:
        """`step` is written down; what was typed into others waits on."""
        self._keep.stop()
        _step, typed = self._typed.pop(complaint_id, ("", {}))
        left = {name: values for name, values in typed.items() if name != step}
        if left:
            self._put(complaint_id, "", left)
        elif typed:
            self._seat.drafts.drop(f"{STEP_DRAFT}{complaint_id}")

    def _do(self, step: str, values: Values, at: datetime | None) -> None:
        found = self._found()
        if found is None:
            return
        self._before(found, step, values)
        desk, id, version = self._seat.desk, found.row.id, found.row.row_version
        self.panel.set_working(True)

        def work(_progress: Progress) -> Any:
            return carry_out(desk, id, version, step, values, at)

        self._seat.save(
            work, owner=self, said=lambda result: said_of(found, step, values, result),
            done=lambda _result: self._done(id, step, values),
            failed=lambda error: self._refused(id, step, {**values, AT: at}, error),
        )  # fmt: skip

    def _done(self, complaint_id: int, step: str, values: Values) -> None:
        self.panel.set_working(False)
        found = self._found()
        shown = found is not None and found.row.id == complaint_id
        if shown:
            self.panel.settle(step, values)
        self._forget(complaint_id, step)
        if shown:
            self.keep()
        self.done.emit(complaint_id)

    def _refused(self, complaint_id: int, step: str, values: Values, error: Exception) -> None:
        self.panel.set_working(False)
        found = self._found()
        shown = found is not None and found.row.id == complaint_id
        if isinstance(error, FieldError) and shown:
            self.panel.refuse(error.field, error.sentence)
        elif isinstance(error, Conflict):
            # what was typed stays; the complaint as it is now is shown with it
            _step, typed = self._typed.get(complaint_id, ("", {}))
            self._typed[complaint_id] = (step, {**typed, step: values})
            self._seat.toasts.note(
                error.sentence, sub=_("What you typed is still there: look, then write it down again")
            )
            self.again.emit(complaint_id)
        else:
            self._seat.tell(error, again=self.panel.finish)


_KEPT = (str, int, bool, datetime, type(None))
"""What a draft of a step can hold."""


def _whole(values: object) -> bool:
    return isinstance(values, dict)


def carry_out(desk: "Desk", id: int, version: int, step: str, values: Values, at: datetime | None) -> Any:
    """Do a step by its service; what that gives back. Runs on the writer lane."""
    if step == "notify":
        return handling.notify(desk, id, values["salesman"], by=values["by"], row_version=version, at=at)
    if step == "acked":
        return handling.acked(desk, id, row_version=version, at=at)
    if step == "note":
        return handling.note(desk, id, values["action"], values["text"], at=at)
    if step == "handled":
        return handling.handled(
            desk, id, measure=values["measure"], result=values["result"], valid=values["valid"],
            compensation=money(values["compensation"]), row_version=version, at=at,
        )  # fmt: skip
    if step == "assign":
        return handling.assign(desk, id, values["owner"], reason=values["reason"], row_version=version, at=at)
    if step == "ask":
        if not values["score"]:
            return handling.unreached(desk, id, remark=values["feedback"], row_version=version, at=at)
        answer = Answer(values["score"], values["feedback"], values["way"])
        return handling.asked(desk, id, answer, row_version=version, at=at)
    if step == "close":
        return handling.close(desk, id, row_version=version, at=at)
    made = {"escalate": handling.escalate, "withdraw": handling.withdraw, "reopen": handling.reopen}[step]
    return made(desk, id, reason=values["reason"], row_version=version, at=at)


def said_of(found: ComplaintDetail, step: str, values: Values, result: Any) -> str:
    """What was done, for the toast."""
    code = found.row.code
    if step == "notify" and values["by"] == "wechat":
        return _("{code}: told by WeChat, the text is in the clipboard").format(code=code)
    if step == "ask" and result == "working":
        return _("{code}: not satisfied, it is open again").format(code=code)
    if step == "ask" and result == "closed":
        return _("{code}: satisfied, closed").format(code=code)
    if step == "ask":
        return _("{code}: nobody reached, attempt {n}").format(code=code, n=result)
    return _("{code}: {step}").format(code=code, step=pgettext(*STEPS[step]))
