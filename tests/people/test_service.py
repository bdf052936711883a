"""Staff: added, found by name and code, seated, responsible for provinces with somebody standing in."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.office.desk import Desk
from app.overview.opening import open_desk
from app.people import service as people
from app.people.rules import NewStaff
from app.store.errors import UserError
from tests.conftest import Clock


def test_a_new_office_has_one_person_and_knows_the_published_holidays(tmp_path: Path, clock: Clock) -> None:
    with open_desk(tmp_path / "new", clock=clock) as desk:
        assert [(row.code, row.name) for row in people.find(desk)] == [("001", "前台")]
        assert desk.person.name == "前台"
        assert not desk.calendar.is_working(date(2026, 10, 1))
        assert desk.calendar.is_working(date(2026, 10, 10))  # a Saturday, worked for the holiday
        assert desk.calendar.published(2026)
        assert not desk.calendar.published(2027)


def test_names_and_codes_lead_to_one_person_or_to_a_sentence(desk: Desk) -> None:
    people.add(desk, NewStaff(code="010", name="刘洋"))
    with desk.store.read() as session:
        assert people.named(session, "004").name == "何芳"
        assert people.named(session, "何芳").code == "004"
        with pytest.raises(UserError, match="003, 010"):
            people.named(session, "刘洋")
        with pytest.raises(UserError, match="无名氏"):
            people.named(session, "无名氏")


@pytest.mark.parametrize(
    "new",
    [
        NewStaff(code="003", name="重号"),
        NewStaff(code="", name="没号"),
        NewStaff(code="9", name=" "),
        NewStaff(code="9", name="王", role="emperor"),
        NewStaff(code="9", name="王", from_on=date(2026, 2, 1), to_on=date(2026, 1, 1)),
    ],
)
def test_what_does_not_fit_is_refused(desk: Desk, new: NewStaff) -> None:
    before = people.find(desk, left_too=True)
    with pytest.raises(UserError):
        people.add(desk, new)
    assert people.find(desk, left_too=True) == before


def test_the_deputy_answers_once_the_owner_has_left(desk: Desk, clock: Clock) -> None:
    with desk.store.write("test") as session:
        liu = people.named(session, "刘洋")
        assert people.responsible(session, "山东", desk.today()) is liu
        liu.to_on = desk.today() - timedelta(days=1)
        session.flush()
        deputy = people.responsible(session, "山东", desk.today())
        assert deputy is not None
        assert deputy.name == "何芳"
        assert people.responsible(session, "河南", desk.today()) is None
        assert people.responsible(session, None, desk.today()) is None
    assert "刘洋" not in [row.name for row in people.find(desk)]


def test_who_sat_last_sits_again(desk: Desk, office: Path, clock: Clock) -> None:
    chosen = next(row for row in people.find(desk) if row.name == "赵明")
    people.sit(desk, chosen.id)
    desk.close()
    with open_desk(office, clock=clock) as again:
        assert again.person.name == "赵明"
    with open_desk(office, by="何芳", clock=clock) as again:
        assert again.person.name == "何芳"
    with pytest.raises(UserError):
        open_desk(office, by="无名氏", clock=clock)
