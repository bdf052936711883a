"""The staff list changed: saved whole, refused by field, left with provinces handed on, removed and taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.directory import service as directory
from app.office import privacy, settings
from app.office.desk import Desk
from app.people import editing, territory
from app.people import lists as people_lists
from app.people import service as people
from app.people.rules import NewStaff
from app.store.errors import Conflict, FieldError, UserError


def who(desk: Desk, name: str) -> int:
    return next(row.id for row in people.find(desk, left_too=True) if row.name == name)


def test_a_record_is_changed_whole_and_found_by_its_new_name(desk: Desk) -> None:
    known = editing.card(desk, who(desk, "刘洋"))
    assert known.provinces == ("山东",)
    new = replace(
        known.fields, name="刘海洋", mobile=" 13853100002 ", superior_id=who(desk, "赵明"), resident=False
    )
    editing.change(desk, known.id, new, row_version=known.row_version)
    again = editing.card(desk, known.id).fields
    assert (again.name, again.mobile, again.resident) == ("刘海洋", "13853100002", False)
    with desk.store.read() as session:
        assert directory.find(session, people.KIND, "lhy", limit=5).ids == (known.id,)
        assert directory.find(session, people.KIND, "13853100001", limit=5).ids == ()
    desk.store.undo()
    assert editing.card(desk, known.id).fields == known.fields
    with desk.store.read() as session:
        assert directory.find(session, people.KIND, "13853100001", limit=5).ids == (known.id,)


def test_two_who_change_one_record_hear_of_each_other(desk: Desk) -> None:
    known = editing.card(desk, who(desk, "何芳"))
    editing.change(desk, known.id, replace(known.fields, extension="807"), row_version=known.row_version)
    with pytest.raises(Conflict):
        editing.change(desk, known.id, replace(known.fields, title="经理"), row_version=known.row_version)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("code", "002"),
        ("code", "x" * 21),
        ("mobile", "1385310000"),
        ("extension", "eight"),
        ("email", "no mail"),
        ("wechat", "w" * 51),
        ("role", "emperor"),
    ],
)
def test_a_field_that_does_not_fit_is_named(desk: Desk, field: str, value: str) -> None:
    known = editing.card(desk, who(desk, "何芳"))
    with pytest.raises(FieldError) as refused:
        editing.change(desk, known.id, replace(known.fields, **{field: value}), row_version=known.row_version)
    assert refused.value.field == field
    assert editing.card(desk, known.id) == known


def test_nobody_is_their_own_superior_around_a_corner(desk: Desk) -> None:
    zhao, liu = editing.card(desk, who(desk, "赵明")), editing.card(desk, who(desk, "刘洋"))
    editing.change(desk, liu.id, replace(liu.fields, superior_id=zhao.id), row_version=liu.row_version)
    with pytest.raises(FieldError) as refused:
        editing.change(desk, zhao.id, replace(zhao.fields, superior_id=liu.id), row_version=zhao.row_version)
    assert refused.value.field == "superior_id"


def test_who_leaves_hands_the_provinces_on_and_undo_brings_all_back(desk: Desk) -> None:
    liu, he, zhao = who(desk, "刘洋"), who(desk, "何芳"), who(desk, "赵明")
    territory.assign(desk, ["河南"], he, deputy_id=liu)
    assert editing.leave(desk, liu, desk.today() - timedelta(days=1), heir_id=zhao) == 1
    table = {row.province: row for row in territory.table(desk)}
    assert (table["山东"].owner, table["山东"].deputy) == ("赵明", "何芳")
    assert (table["河南"].owner, table["河南"].deputy) == ("何芳", "赵明")
    assert "刘洋" not in [row.name for row in people.find(desk)]
    desk.store.undo()
    assert territory.table(desk)[14].owner == "刘洋"
    assert "刘洋" in [row.name for row in people.find(desk)]


def test_somebody_has_to_stay(desk: Desk) -> None:
    yesterday = desk.today() - timedelta(days=1)
    names = [row.id for row in people.find(desk)]
    for each in names[1:]:
        editing.leave(desk, each, yesterday)
    with pytest.raises(UserError):
        editing.leave(desk, names[0], yesterday)
    editing.come_back(desk, names[1])
    editing.leave(desk, names[0], yesterday)


def test_a_record_goes_only_when_nothing_hangs_on_it(desk: Desk) -> None:
    with pytest.raises(UserError, match="山东"):
        editing.remove(desk, who(desk, "刘洋"))
    with pytest.raises(UserError, match="前台"):
        editing.remove(desk, who(desk, "前台"))
    zhao = who(desk, "赵明")
    editing.remove(desk, zhao)
    with desk.store.read() as session:
        assert directory.find(session, people.KIND, "赵明", limit=5).ids == ()
    with pytest.raises(FieldError):  # its code stays taken
        people.add(desk, NewStaff(code="002", name="新人"))
    desk.store.undo()
    with desk.store.read() as session:
        assert directory.find(session, people.KIND, "赵明", limit=5).ids == (zhao,)


def test_all_provinces_stand_in_one_table(desk: Desk) -> None:
    table = territory.table(desk)
    assert len(table) == 34
    assert [row.province for row in table if not row.warning] == ["山东"]
    assert table[14].keys[0] == "sd"
    liu, he = who(desk, "刘洋"), who(desk, "何芳")
    assert territory.assign(desk, ["山东", "河南", "河北"], liu, deputy_id=he) == 2
    desk.store.undo()
    assert [row.province for row in territory.table(desk) if row.owner] == ["山东"]
    assert territory.assign(desk, ["山东"], None) == 1
    assert territory.table(desk)[14].owner_id is None
    assert territory.assign(desk, ["山东"], liu, since=date(2026, 1, 1)) == 1
    assert territory.table(desk)[14].since == date(2026, 1, 1)


def test_who_has_left_is_warned_about_and_cannot_be_chosen(desk: Desk) -> None:
    liu, he = who(desk, "刘洋"), who(desk, "何芳")
    editing.leave(desk, liu, desk.today() - timedelta(days=1))
    assert "何芳" in territory.table(desk)[14].warning
    for owner, deputy, field in (
        (liu, None, "owner"),
        (he, he, "deputy"),
        (he, liu, "deputy"),
        (None, he, "owner"),
    ):
        with pytest.raises(FieldError) as refused:
            territory.assign(desk, ["河南"], owner, deputy_id=deputy)
        assert refused.value.field == field
    with pytest.raises(UserError, match="江湖"):
        territory.assign(desk, ["江湖"], he)


def test_who_sits_at_the_desk_has_the_rights_of_the_staff_list_at_once(desk: Desk) -> None:
    desk.settings.set(settings.MASKED, "others")
    me = editing.card(desk, desk.person.id)
    editing.change(desk, me.id, replace(me.fields, role="manager", name="李经理"), row_version=me.row_version)
    assert (desk.person.name, privacy.masks(desk)) == ("李经理", False)
    desk.store.undo()
    assert (desk.person.name, privacy.masks(desk)) == ("前台", True)
    people_lists.change(desk, [me.id], "role", "sales")
    desk.settings.set(settings.MASKED, "sales")
    me = editing.card(desk, desk.person.id)
    editing.change(desk, me.id, replace(me.fields, title="业务员"), row_version=me.row_version)
    assert privacy.masks(desk), "a word changed in one's own record uncovers nothing"
