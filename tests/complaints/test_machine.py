"""The state machine of a complaint under every order of steps, with undo and direct SQL in between."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.calls import service as calls
from app.calls.rules import NewCall
from app.complaints import finding, handling, rules, service, words
from app.complaints.handling import Answer
from app.complaints.model import Complaint, ComplaintLog, Followup
from app.complaints.rules import NewComplaint
from app.dealers import handing_over
from app.office.desk import Person
from app.overview.opening import open_desk
from app.people import service as people
from app.store.errors import UserError
from tests.complaints.conftest import FULL
from tests.conftest import MORNING, Clock

PEOPLE = st.integers(min_value=0, max_value=3)
REASON = st.sampled_from(["", "说得清", "换人"])
BACK = st.one_of(st.none(), st.integers(min_value=-90, max_value=3))
"""Minutes from now at which a step was done; None: not said."""


class Steps(RuleBasedStateMachine):
    """A few complaints, to which everything is done that the program can do."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fd-machine-"))
        shutil.copytree(self.template, self.folder / "office")
        self.clock = Clock(MORNING)
        self.desk = open_desk(self.folder / "office", clock=self.clock)
        self.staff = [row.id for row in people.find(self.desk)]
        self.first: dict[int, int] = {}

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.folder)

    # What is done

    @initialize(solved=st.booleans())
    def first_one(self, solved: bool) -> None:
        self.take_in(solved=solved, by_call=False)

    @rule(solved=st.booleans(), by_call=st.booleans())
    def take_in(self, solved: bool, by_call: bool) -> None:
        if len(self.first) >= 3:
            return
        told = NewComplaint(**(FULL | {"solved_on_call": solved, "offered": "补发"}))  # type: ignore[arg-type]
        if by_call:
            call = NewCall(started_at=self.clock.now, number="13953106688", matter="破了", outcome="complaint",
                           category="complaint", complaint=told)  # fmt: skip
            complaint = calls.log(self.desk, call).complaint_id
        else:
            complaint = service.register(self.desk, told).id
        assert complaint is not None
        self.first[complaint] = self.desk.person.id

    def tried(self, step: str, which: int, **how: object) -> None:
        complaint = sorted(self.first)[which % len(self.first)]
        row = finding.rows(self.desk, [complaint])[0]
        assert row is not None
        if step != "note":
            how["row_version"] = row.row_version
        try:
            getattr(handling, step)(self.desk, complaint, **how)
        except UserError as refused:
            assert refused.sentence

    def at(self, back: int | None) -> object:
        return None if back is None else self.clock.now + timedelta(minutes=back)

    @rule(which=PEOPLE, who=PEOPLE, back=BACK)
    def notify(self, which: int, who: int, back: int | None) -> None:
        self.tried("notify", which, salesman_id=self.staff[who], by="wechat", at=self.at(back))

    @rule(which=PEOPLE, back=BACK)
    def acked(self, which: int, back: int | None) -> None:
        self.tried("acked", which, at=self.at(back))

    @rule(which=PEOPLE, action=st.sampled_from(words.BY_HAND), said=REASON, back=BACK)
    def note(self, which: int, action: str, said: str, back: int | None) -> None:
        self.tried("note", which, action=action, text=said, at=self.at(back))

    @rule(which=PEOPLE, who=PEOPLE, reason=REASON)
    def assign(self, which: int, who: int, reason: str) -> None:
        self.tried("assign", which, owner_id=self.staff[who], reason=reason)

    @rule(which=PEOPLE, step=st.sampled_from(["escalate", "withdraw", "reopen"]), reason=REASON)
    def with_reason(self, which: int, step: str, reason: str) -> None:
        self.tried(step, which, reason=reason)

    @rule(which=PEOPLE, result=REASON, back=BACK)
    def handled(self, which: int, result: str, back: int | None) -> None:
        self.tried("handled", which, measure="换货", result=result, at=self.at(back))

    @rule(which=PEOPLE, score=st.integers(min_value=0, max_value=6), back=BACK)
    def asked(self, which: int, score: int, back: int | None) -> None:
        self.tried("asked", which, answer=Answer(score), at=self.at(back))

    @rule(which=PEOPLE, times=st.integers(min_value=1, max_value=3))
    def unreached(self, which: int, times: int) -> None:
        for _ in range(times):
            self.tried("unreached", which)

    @rule(which=PEOPLE)
    def close(self, which: int) -> None:
        self.tried("close", which)

    @rule(which=PEOPLE, status=st.sampled_from(sorted(words.STATUSES)), who=PEOPLE)
    def change(self, which: int, status: str, who: int) -> None:
        complaint = sorted(self.first)[which % len(self.first)]
        found = finding.detail(self.desk, complaint)
        told = NewComplaint(**(FULL | {"owner_id": self.staff[who], "demand": status}))  # type: ignore[arg-type]
        try:
            service.change(self.desk, complaint, told, row_version=found.row.row_version)
        except UserError as refused:
            assert refused.sentence

    @rule(giver=PEOPLE, taker=PEOPLE)
    def hand_over(self, giver: int, taker: int) -> None:
        try:
            handing_over.hand_over(self.desk, self.staff[giver], self.staff[taker])
        except UserError as refused:
            assert refused.sentence

    @rule(minutes=st.integers(min_value=-30, max_value=3000))
    def wait(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @rule(who=PEOPLE)
    def sit(self, who: int) -> None:
        self.desk.sit(Person(self.staff[who], f"人{who}"))

    @rule()
    def undo(self) -> None:
        if self.desk.store.undoable() is not None:
            self.desk.store.undo()

    @rule(which=PEOPLE)
    def restore(self, which: int) -> None:
        service.restore(self.desk, [sorted(self.first)[which % len(self.first)]])

    @rule(which=PEOPLE, who=PEOPLE, verb=st.sampled_from(["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"]))
    def update_directly(self, which: int, who: int, verb: str) -> None:
        complaint = sorted(self.first)[which % len(self.first)]
        if self.staff[who] == self.first[complaint]:
            return
        with pytest.raises(DBAPIError), self.desk.store.write("direct", recorded=False) as session:
            session.connection().execute(
                text(f"{verb} complaint SET first_owner_id = :who WHERE id = :id"),
                {"who": self.staff[who], "id": complaint},
            )

    # What always holds

    @invariant()
    def first_receivers_stay(self) -> None:
        with self.desk.store.read() as session:
            kept = {row.id: row.first_owner_id for row in session.scalars(select(Complaint))}
        assert kept == self.first

    @invariant()
    def closed_means_answered_or_three_attempts(self) -> None:
        with self.desk.store.read() as session:
            for row in session.scalars(select(Complaint).where(Complaint.status == "closed")):
                made = session.scalars(
                    select(Followup).where(
                        Followup.subject_id == row.id, Followup.round == row.rounds,
                        Followup.deleted_at.is_(None), Followup.done_at.is_not(None),
                    )
                ).all()  # fmt: skip
                satisfied = any(call.score is not None and call.score > rules.REOPENS_AT for call in made)
                tried = sum(1 for call in made if call.reached is False)
                assert satisfied or tried >= rules.ATTEMPTS_BEFORE_CLOSING
                assert row.closed_at is not None

    @invariant()
    def times_ascend(self) -> None:
        with self.desk.store.read() as session:
            for complaint in self.first:
                moments = session.scalars(
                    select(ComplaintLog.at)
                    .where(ComplaintLog.complaint_id == complaint, ComplaintLog.deleted_at.is_(None))
                    .order_by(ComplaintLog.id)
                ).all()
                assert list(moments) == sorted(moments)

    @invariant()
    def one_call_at_most_is_planned(self) -> None:
        with self.desk.store.read() as session:
            for row in session.scalars(select(Complaint).where(Complaint.deleted_at.is_(None))):
                planned = session.scalars(
                    select(Followup.id).where(
                        Followup.subject_id == row.id, Followup.done_at.is_(None), Followup.deleted_at.is_(None)
                    )
                ).all()  # fmt: skip
                assert len(planned) == (row.status == "followup"), row.status


def run(template: Path, *, examples: int, steps: int, smaller: bool = False) -> None:
    Steps.template = template
    # making a failing order smaller opens hundreds of offices: the long run does that
    phases = (Phase.generate, Phase.shrink) if smaller else (Phase.generate,)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Steps,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, derandomize=True, phases=phases,
            database=None, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_no_order_of_steps_breaks_the_rules(office_template: Path) -> None:
    run(office_template, examples=20, steps=25)


@pytest.mark.long
def test_no_long_order_of_steps_breaks_the_rules(office_template: Path) -> None:
    run(office_template, examples=400, steps=60, smaller=True)
