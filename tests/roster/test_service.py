"""Making, locking, swapping, standing in, ticking; what is refused, and that nothing of it is half done."""

from datetime import date
from pathlib import Path

import pytest

from app.office.desk import Desk
from app.office.model import CalendarDay
from app.people import service as people
from app.people.rules import NewStaff
from app.roster import calendars, checks, finding, making, pool, reasons, service
from app.roster.rules import Task
from app.roster.shown import Cell, Month
from app.store.errors import Conflict, UserError
from tests.conftest import Clock
from tests.roster.conftest import NOVEMBER, OCTOBER, Ids

FRIDAY = date(2026, 10, 16)
NEXT_FRIDAY = date(2026, 10, 23)


def cells(desk: Desk, on: date) -> tuple[Cell, ...]:
    return finding.on_duty(desk, on).cells


def people_of(month: Month) -> list[tuple[date, str]]:
    return [(day.on, cell.name) for day in month.days for cell in day.cells]


def swappable(desk: Desk, one: date = FRIDAY, other: date = NEXT_FRIDAY) -> tuple[Cell, Cell]:
    """A turn of each day whose people may change places."""
    a, b = cells(desk, one), cells(desk, other)
    return next(
        (x, y) for x in a for y in b
        if x.staff_id not in {c.staff_id for c in b} and y.staff_id not in {c.staff_id for c in a}
    )  # fmt: skip


def test_a_month_is_made_in_one_write_and_taken_back_in_one(desk: Desk, ids: Ids) -> None:
    assert making.make(desk, OCTOBER, reason="补录") == 36, "18 working days, two a day"
    month = finding.month(desk, OCTOBER)
    assert (month.made, month.seed, month.warnings) == (True, 1, ())
    assert [day.on.day for day in month.days if day.kind == "makeup"] == [10]
    assert month.day(date(2026, 10, 10)).cells  # type: ignore[union-attr]
    assert [day.holiday for day in month.days[:8]] == ["国庆节"] * 7 + [""]
    assert month.days[17].festival == "重阳节"
    desk.store.undo()
    assert not finding.month(desk, OCTOBER).made
    making.make(desk, OCTOBER, reason="补录")
    assert people_of(finding.month(desk, OCTOBER)) == people_of(month), "the same seed, the same month"


def test_another_seed_is_another_month_and_the_last_seed_stays(desk: Desk, ids: Ids) -> None:
    making.make(desk, NOVEMBER)
    first = people_of(finding.month(desk, NOVEMBER))
    making.make(desk, NOVEMBER, seed=2)
    other = people_of(finding.month(desk, NOVEMBER))
    assert first != other
    making.make(desk, NOVEMBER)
    assert people_of(finding.month(desk, NOVEMBER)) == other
    assert finding.month(desk, NOVEMBER).seed == 2


def test_a_month_that_is_over_is_read_but_made_only_with_a_reason(desk: Desk, ids: Ids) -> None:
    with pytest.raises(UserError, match="请写明原因"):
        making.make(desk, date(2026, 9, 1))
    assert not finding.month(desk, date(2026, 9, 1)).made
    making.make(desk, date(2026, 9, 1), reason="补录上月")
    assert finding.month(desk, date(2026, 9, 1)).made


def test_the_running_month_is_made_from_today_on_and_what_is_over_only_with_a_reason(
    desk: Desk, ids: Ids
) -> None:
    assert making.make(desk, OCTOBER) == 24, "from the 15th on: twelve working days"
    month = finding.month(desk, OCTOBER)
    assert min(on for on, _name in people_of(month)) == date(2026, 10, 15)
    told = finding.document(month)["warnings"]
    assert month.warnings == () and len(told) == 1
    assert told[0].startswith("10月8日、10月9日、10月10日、10月12日、10月13日、10月14日 已过，没有排人")
    before = people_of(month)
    assert making.make(desk, OCTOBER, reason="补录", only_gaps=True) == 12
    whole = finding.month(desk, OCTOBER)
    assert [turn for turn in people_of(whole) if turn[0].day >= 15] == before, "what there was stays"
    assert finding.document(whole)["warnings"] == [] and whole.spread <= 1


def test_a_month_with_no_day_left_is_refused(desk: Desk, ids: Ids, clock: Clock) -> None:
    clock.now = clock.now.replace(day=31)
    with pytest.raises(UserError, match="没有工作日了"):
        making.make(desk, OCTOBER)
    assert making.make(desk, OCTOBER, reason="补录") == 36


def test_what_is_over_locked_or_ticked_stays_when_the_rest_is_made_again(desk: Desk, october: date) -> None:
    before = finding.month(desk, october)
    locked = before.day(FRIDAY).cells[0]  # type: ignore[union-attr]
    service.lock(desk, [locked.ref], True)
    making.make(desk, october, seed=5)
    after = finding.month(desk, october)
    past = [(on, name) for on, name in people_of(before) if on < date(2026, 10, 15)]
    assert [(on, name) for on, name in people_of(after) if on < date(2026, 10, 15)] == past
    again = after.cell(locked.id)
    assert again is not None and (again.name, again.locked) == (locked.name, True)
    assert people_of(before) != people_of(after)


def test_leave_is_kept_clear_when_the_rest_is_made_again(desk: Desk, october: date, ids: Ids) -> None:
    pool.add_leave(desk, ids["吴强"], date(2026, 10, 19), date(2026, 10, 30), "出差")
    warned = finding.month(desk, october).warnings
    assert len(warned) == 1 and warned[0].startswith("吴强（出差）还排在")
    making.make(desk, october)
    month = finding.month(desk, october)
    assert month.warnings == ()
    assert all(on < date(2026, 10, 19) for on, name in people_of(month) if name == "吴强")
    assert month.spread <= 1


def test_leaving_in_the_middle_of_the_month_is_said_and_mended(desk: Desk, october: date, ids: Ids) -> None:
    pool.save_member(desk, ids["李雪"], to_on=date(2026, 10, 20))
    assert any("李雪（已离开）还排在" in sentence for sentence in finding.month(desk, october).warnings)
    making.make(desk, october)
    month = finding.month(desk, october)
    assert month.warnings == ()
    assert max(on for on, name in people_of(month) if name == "李雪") <= date(2026, 10, 20)


def test_a_day_off_for_everybody_leaves_a_place_that_is_shown(desk: Desk, ids: Ids) -> None:
    for staff_id in ids.values():
        pool.add_leave(desk, staff_id, FRIDAY, FRIDAY, "团建")
    making.make(desk, OCTOBER)
    month = finding.month(desk, OCTOBER)
    assert [cell.staff_id for cell in month.day(FRIDAY).cells] == [None, None]  # type: ignore[union-attr]
    assert month.warnings == ("有 1 天没排满：10月16日。缺人的格在表上写明。",)
    told = finding.document(month)["days"][15]
    assert (told["people"], len(told["unfilled"])) == ([], 2)


def test_a_pool_of_nobody_is_refused_and_one_of_one_is_warned_of(desk: Desk, ids: Ids) -> None:
    for staff_id in ids.values():
        pool.save_member(desk, staff_id, resident=False)
    with pytest.raises(UserError, match="没有人参加值日"):
        making.make(desk, OCTOBER)
    assert finding.month(desk, OCTOBER).warnings == ("没有人参加值日。先把常驻办公室的人放进值日人员里。",)
    pool.save_member(desk, ids["李雪"])
    making.make(desk, OCTOBER)
    month = finding.month(desk, OCTOBER)
    assert any("只有李雪一人" in sentence for sentence in month.warnings)
    assert any("没排满" in sentence for sentence in month.warnings)
    assert {name for _on, name in people_of(month)} == {"李雪", ""}


def test_more_places_than_people_is_said(desk: Desk, ids: Ids) -> None:
    pool.save_tasks(desk, [Task("地面", 3, people=5), Task("窗台", 1, people=4)])
    making.make(desk, OCTOBER)
    month = finding.month(desk, OCTOBER)
    assert "一天要 9 人，最多只有 7 人能排。" in month.warnings
    assert all(len([c for c in d.cells if c.staff_id is not None]) == 7 for d in month.days if d.cells)


def test_a_year_that_is_not_published_counts_weekdays_and_says_so(desk: Desk, ids: Ids) -> None:
    making.make(desk, date(2027, 10, 1))
    month = finding.month(desk, date(2027, 10, 1))
    assert "国务院尚未公布 2027 年放假安排" in month.warnings[0]
    assert month.working_days == 21 and not month.published


def test_a_day_that_becomes_a_rest_day_is_told_and_emptied(desk: Desk, october: date) -> None:
    locked = cells(desk, FRIDAY)[0]
    service.lock(desk, [locked.ref], True)
    with desk.store.write("test.calendar") as session:
        session.add(CalendarDay(on=FRIDAY, off=True, name="停电"))
    assert any("10月16日 休息却排了人" in sentence for sentence in finding.month(desk, october).warnings)
    making.make(desk, october)
    assert cells(desk, FRIDAY) == ()
    assert finding.month(desk, october).warnings == ()


def test_two_swap_and_the_record_tells_whose_turn_it_was(desk: Desk, october: date) -> None:
    one, other = swappable(desk)
    counts = {share.name: share.year for share in finding.month(desk, october).shares}
    service.swap(desk, one.ref, other.ref, reason="家长会")
    month = finding.month(desk, october)
    a, b = month.cell(one.id), month.cell(other.id)
    assert a is not None and b is not None
    assert (a.name, a.swapped_from, a.how, a.remark) == (other.name, one.name, "swapped", "家长会")
    assert (b.name, b.swapped_from, b.how) == (one.name, other.name, "swapped")
    assert {share.name: share.year for share in month.shares} == counts
    service.swap(desk, a.ref, b.ref)
    back = finding.month(desk, october).cell(one.id)
    assert back is not None and (back.name, back.swapped_from, back.how) == (one.name, "", "made")


def test_a_cell_swapped_twice_keeps_whose_it_was_first(desk: Desk, october: date) -> None:
    one, other = swappable(desk)
    service.swap(desk, one.ref, other.ref)
    first = finding.month(desk, october).cell(one.id)
    assert first is not None
    third = next(
        cell for on in (19, 20, 21, 22, 26, 27, 28, 29)
        for cell in cells(desk, date(2026, 10, on))
        if cell.staff_id not in {c.staff_id for c in cells(desk, FRIDAY)}
        and first.staff_id not in {c.staff_id for c in cells(desk, cell.on)}
        and cell.name != one.name
    )  # fmt: skip
    service.swap(desk, first.ref, third.ref)
    again = finding.month(desk, october).cell(one.id)
    assert again is not None and (again.name, again.swapped_from) == (third.name, one.name)


def test_swaps_that_cannot_be_are_refused_whole(desk: Desk, october: date, ids: Ids) -> None:
    one, other = swappable(desk)
    with pytest.raises(UserError, match="同一格"):
        service.swap(desk, one.ref, one.ref)
    pool.add_leave(desk, other.staff_id or 0, FRIDAY, FRIDAY, "出差")
    with pytest.raises(UserError, match=f"{other.name} 10月16日不能值日：出差。"):
        service.swap(desk, one.ref, other.ref)
    with pytest.raises(Conflict):
        service.swap(desk, (one.id, one.row_version + 1), other.ref)
    month = finding.month(desk, october)
    assert month.cell(one.id).name == one.name and month.cell(other.id).name == other.name  # type: ignore[union-attr]


def test_two_people_swap_what_is_left_of_the_month(desk: Desk, october: date, ids: Ids) -> None:
    before = people_of(finding.month(desk, october))
    changed = service.swap_people(desk, ids["李雪"], ids["孙浩"], october)
    after = people_of(finding.month(desk, october))
    other = {"李雪": "孙浩", "孙浩": "李雪"}
    expected = []
    for on, name in before:
        both = {"李雪", "孙浩"} <= {n for o, n in before if o == on}
        expected.append((on, other.get(name, name) if on >= date(2026, 10, 15) and not both else name))
    assert changed and after == expected


def test_who_falls_ill_is_replaced_by_the_one_with_the_fewest_turns(
    desk: Desk, october: date, ids: Ids
) -> None:
    today = date(2026, 10, 15)
    ill = cells(desk, today)[0]
    proposed = reasons.candidates(desk, ill.id)
    rested = [one for one in proposed if not one.tired]
    assert proposed[0].ahead == min(one.ahead for one in rested)
    assert ill.name not in {one.name for one in proposed}
    service.stand_in(desk, ill.ref, proposed[0].staff_id)
    now = finding.month(desk, october).cell(ill.id)
    assert now is not None
    assert (now.name, now.swapped_from, now.how) == (proposed[0].name, ill.name, "substitute")
    assert [(row.name, row.reason) for row in pool.leaves(desk, today, today)] == [(ill.name, "病假")]
    desk.store.undo()
    assert pool.leaves(desk, today, today) == [], "one step takes both back"


def test_missed_and_extra_turns_are_carried_over(desk: Desk, october: date, ids: Ids) -> None:
    """Who missed turns is given more, who stood in is given fewer, until the year is even again."""
    for on in (8, 9, 10, 12, 13, 14):
        for cell in cells(desk, date(2026, 10, on)):
            if cell.name == "李雪":
                service.tick(desk, [cell.ref], "missed")
            elif cell.name == "孙浩":
                service.tick(desk, [cell.ref], "done")
    owed = {share.name: share.ahead for share in finding.month(desk, october).shares}
    assert owed["李雪"] == min(owed.values()) < -0.7
    making.make(desk, NOVEMBER)
    month = finding.month(desk, NOVEMBER)
    turns = {share.name: share.month for share in month.shares}
    assert turns["李雪"] == max(turns.values())
    assert month.spread <= 1


def test_who_joins_without_a_first_day_has_nothing_to_make_up_for(
    desk: Desk, october: date, ids: Ids, clock: Clock
) -> None:
    clock.now = clock.now.replace(month=10, day=30)
    people.add(desk, NewStaff(code="099", name="新来的"))
    making.make(desk, NOVEMBER)
    november = {share.name: share for share in finding.month(desk, NOVEMBER).shares}
    assert 4 <= november["新来的"].month <= 6, "42 turns among eight"
    assert abs(november["新来的"].ahead) <= 1
    assert november["新来的"].days == 21
    making.make(desk, date(2026, 12, 1))
    assert finding.month(desk, date(2026, 12, 1)).spread <= 1


def test_who_is_taken_into_the_pool_joins_today(desk: Desk, october: date, ids: Ids) -> None:
    liu = next(row for row in pool.rows(desk) if row.name == "刘洋")
    pool.save_member(desk, liu.staff_id)
    assert next(row for row in pool.rows(desk) if row.name == "刘洋").from_on == date(2026, 10, 15)
    pool.save_member(desk, liu.staff_id, resident=False)
    pool.save_member(desk, liu.staff_id, from_on=date(2026, 1, 1))
    assert next(row for row in pool.rows(desk) if row.name == "刘洋").from_on == date(2026, 1, 1), (
        "said is said"
    )
    pool.save_member(desk, ids["李雪"], resident=False)
    pool.save_member(desk, ids["李雪"])
    back = next(row for row in pool.rows(desk) if row.name == "李雪")
    assert back.from_on is None, "who was on duty this year keeps the account"


def test_ticks_and_scores(desk: Desk, october: date) -> None:
    day = date(2026, 10, 14)
    refs = [cell.ref for cell in cells(desk, day)]
    service.tick(desk, refs, "done")
    assert finding.on_duty(desk, day).state == "done"
    service.inspect(desk, [cells(desk, day)[0].ref], 9)
    cell = cells(desk, day)[0]
    assert (cell.score, cell.checker) == (9, "前台")
    with pytest.raises(UserError, match="0 到 10"):
        service.inspect(desk, [cell.ref], 11)
    with pytest.raises(UserError, match="还没到"):
        service.tick(desk, [cells(desk, FRIDAY)[0].ref], "done")
    with pytest.raises(UserError, match="先取消打勾"):
        service.put(desk, cell.ref, None)
    service.tick(desk, [cells(desk, day)[0].ref], "open")
    assert finding.on_duty(desk, day).state == "open"


def test_somebody_is_put_by_hand_even_from_outside_the_pool(desk: Desk, october: date, ids: Ids) -> None:
    liu = next(row.id for row in people.find(desk) if row.name == "刘洋")
    cell = cells(desk, FRIDAY)[0]
    service.put(desk, cell.ref, liu)
    month = finding.month(desk, october)
    now = month.cell(cell.id)
    assert now is not None and (now.name, now.how) == ("刘洋", "hand")
    assert {share.name: share.year for share in month.shares}["刘洋"] == 1
    other = cells(desk, FRIDAY)[1]
    service.put(desk, other.ref, liu)  # somebody who has the other place changes places
    assert [c.name for c in cells(desk, FRIDAY)] == [other.name, "刘洋"]


def test_who_is_kept_apart_is_never_together(desk: Desk, ids: Ids) -> None:
    pool.keep_apart(desk, ids["李雪"], ids["孙浩"], "同桌")
    with pytest.raises(UserError, match="已经设过"):
        pool.keep_apart(desk, ids["孙浩"], ids["李雪"])
    making.make(desk, OCTOBER)
    month = finding.month(desk, OCTOBER)
    assert not any({"李雪", "孙浩"} <= {c.name for c in day.cells} for day in month.days)
    li = next(c for day in month.days if day.on > FRIDAY for c in day.cells if c.name == "李雪")
    beside = next(c for c in month.day(li.on).cells if c.name != "李雪")  # type: ignore[union-attr]
    with pytest.raises(UserError, match="要避开"):
        service.put(desk, beside.ref, ids["孙浩"])


def test_wishes_for_weekdays_are_met_where_it_costs_nothing(desk: Desk, ids: Ids) -> None:
    pool.save_member(desk, ids["李雪"], prefer="1")
    making.make(desk, NOVEMBER)
    month = finding.month(desk, NOVEMBER)
    mondays = [on for on, name in people_of(month) if name == "李雪" and on.weekday() == 0]
    assert len(mondays) >= 3 and month.spread <= 1


def test_why_somebody_is_on_duty_is_told_from_the_account(desk: Desk, october: date, ids: Ids) -> None:
    one, other = swappable(desk)
    service.swap(desk, one.ref, other.ref)
    said = "\n".join(reasons.why(desk, one.id))
    assert f"换班，原来是{one.name}" in said
    assert "今年此前" in said and "次" in said
    pool.add_leave(desk, ids["马丽"], FRIDAY, FRIDAY, "婚假")
    if "马丽" not in {c.name for c in cells(desk, FRIDAY)}:
        assert "马丽（婚假）" in "\n".join(reasons.why(desk, one.id))


def test_people_of_one_name_are_told_apart(desk: Desk, ids: Ids, tmp_path: Path) -> None:
    people.add(desk, NewStaff(code="099", name="李雪"))
    making.make(desk, OCTOBER)
    counts = finding.document(finding.month(desk, OCTOBER))["counts"]
    assert {name for name in counts if name.startswith("李雪")} == {"李雪 (005)", "李雪 (099)"}
    assert calendars.write_month(desk, OCTOBER, tmp_path) == 8
    assert len(list(tmp_path.glob("*李雪*.ics"))) == 2, "a calendar file for each"


def test_the_weekly_desk_check(desk: Desk, ids: Ids, clock: Clock) -> None:
    weeks = checks.weeks_of(desk, OCTOBER)
    assert [week.day for week in weeks] == [5, 12, 19, 26], "the week of 28 September belongs to September"
    checks.check(desk, date(2026, 10, 14), ids["李雪"], 9, note="文件乱")
    checks.check(desk, date(2026, 10, 12), ids["李雪"], 7)
    row = next(row for row in checks.month(desk, OCTOBER).rows if row.name == "李雪")
    assert [each.score if each else None for each in row.scores] == [None, 7, None, None]
    assert row.scores[1].note == "文件乱" and row.mean == 7  # type: ignore[union-attr]
    with pytest.raises(UserError, match="还没到"):
        checks.check(desk, date(2026, 10, 19), ids["李雪"], 9)
    checks.check(desk, date(2026, 10, 12), ids["李雪"], None)
    assert next(r for r in checks.month(desk, OCTOBER).rows if r.name == "李雪").mean is None
