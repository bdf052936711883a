"""The first receiver and the register stay, whoever writes: on SQLite and on PostgreSQL (R49, R52)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.complaints import finding, handling, service
from app.complaints.dues import dues
from app.complaints.finding import ComplaintQuery
from app.complaints.handling import Answer
from app.complaints.model import Complaint
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from app.people import service as people
from app.people.rules import NewStaff
from app.store.store import update_where


def taken_in(desk: Desk) -> tuple[int, int]:
    """A complaint, and somebody else than its first receiver."""
    other = people.add(desk, NewStaff(code="002", name="赵明"))
    new = NewComplaint(complainant="王建国", content="外箱压瘪2箱", lenient=True)
    return service.register(desk, new).id, other


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaint SET first_owner_id = :other WHERE id = :id",
        "UPDATE complaint SET first_owner_id = first_owner_id + 1, content = 'x'",
        "DELETE FROM complaint WHERE id = :id",
        "DELETE FROM complaint",
    ],
)
def test_no_statement_changes_the_first_receiver_or_takes_a_complaint_out(
    either: Desk, statement: str
) -> None:
    complaint, other = taken_in(either)
    kept: list[object] = []
    with pytest.raises(DBAPIError), either.store.write("test", recorded=False) as session:
        try:
            session.connection().execute(text(statement), {"id": complaint, "other": other})
        except DBAPIError as refused:
            kept.append(refused)
            raise
    assert kept, "the database itself refuses, not something before it"
    with either.store.read() as session:
        row = session.get_one(Complaint, complaint)
        assert (row.first_owner_id, row.content) == (either.person.id, "外箱压瘪2箱")


def test_the_mapped_class_and_update_where_are_refused_too(either: Desk) -> None:
    complaint, other = taken_in(either)
    with pytest.raises(DBAPIError), either.store.write("test") as session:
        session.get_one(Complaint, complaint).first_owner_id = other
    with pytest.raises(DBAPIError), either.store.write("test") as session:
        update_where(session, Complaint, Complaint.id == complaint, values={"first_owner_id": other})
    with either.store.read() as session:
        assert session.get_one(Complaint, complaint).first_owner_id == either.person.id


def test_other_fields_may_change_and_undo_goes_back(either: Desk) -> None:
    complaint, other = taken_in(either)
    with either.store.write("test") as session:
        session.get_one(Complaint, complaint).owner_id = other
    either.store.undo()
    with either.store.read() as session:
        assert session.get_one(Complaint, complaint).owner_id == either.person.id


def test_insert_or_replace_puts_no_other_complaint_in_its_place(desk: Desk) -> None:
    complaint = service.register(
        desk, NewComplaint(complainant="王建国", content="外箱压瘪", lenient=True)
    ).id
    with pytest.raises(DBAPIError), desk.store.write("test", recorded=False) as session:
        session.connection().execute(
            text("INSERT OR REPLACE INTO complaint SELECT * FROM complaint WHERE id = :id"), {"id": complaint}
        )


def test_the_whole_way_and_the_search_on_each_database(either: Desk) -> None:
    complaint, _other = taken_in(either)

    def version() -> int:
        row = finding.rows(either, [complaint])[0]
        assert row is not None
        return row.row_version

    handling.notify(either, complaint, either.person.id, by="wechat", row_version=version())
    handling.handled(either, complaint, measure="换货", result="已签收", row_version=version())
    handling.unreached(either, complaint, row_version=version())
    assert handling.asked(either, complaint, Answer(5, "好"), row_version=version()) == "closed"
    for query in (
        ComplaintQuery(text="压瘪"), ComplaintQuery(text="wjg"), ComplaintQuery(statuses=("closed",)),
        ComplaintQuery(filters={"score": [5]}), ComplaintQuery(sort="status"), ComplaintQuery(sort="grade"),
        ComplaintQuery(filters={"who": "建国", "received_at": {"span": "today"}}),
    ):  # fmt: skip
        assert list(finding.find(either, query)) == [complaint], query
    assert finding.choice_counts(either, ComplaintQuery(), "status") == {"closed": 1}
    assert dues(either) == []
    assert [step.action for step in finding.detail(either, complaint).steps] == [
        "opened", "notified", "handled", "unreached", "asked", "closed",
    ]  # fmt: skip
