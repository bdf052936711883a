"""Settings, number series and what one seat remembers."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.china.workdays import WorkCalendar
from app.office import days, settings
from app.office.chosen import UNSET
from app.office.desk import Desk
from app.office.memory import Memory
from app.office.model import Setting as SettingRow
from app.office.seat import WindowLock, deliver, folder_of
from app.office.series import next_code, take
from app.overview.opening import open_desk
from app.store.errors import UserError
from app.words import use
from tests.conftest import Clock


def test_every_default_passes_its_own_check() -> None:
    for each in settings.ALL:
        assert each.check(each.default) is None or each is settings.DEMO, each.key
    assert len({each.key for each in settings.ALL}) == len(settings.ALL)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (settings.LANGUAGE, "fr"),
        (settings.HOURS, [["12:00", "08:30"]]),
        (settings.HOURS, [["08:30", "12:00"], ["11:00", "17:00"]]),
        (settings.HOURS, "always"),
        (settings.QUIET, [["12:00+08:00", "13:30+08:00"]]),
        (settings.ROSTER_REMIND, "08:00Z"),
        (settings.HOLD_LIMIT, True),
        (settings.HOLD_LIMIT, 4),
        (settings.OWN_CATEGORIES, [{"label": "退款"}]),
        (settings.OWN_CATEGORIES, [{"word": "a"}, {"word": "a"}]),
        (settings.SCRIPTS, {"order": 1}),
        (settings.COMPANY, 7),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing(
    desk: Desk, setting: settings.Declared, value: object
) -> None:  # type: ignore[type-arg]
    before = desk.settings.all()
    with pytest.raises(UserError) as refused:
        desk.settings.set_many({settings.COMPANY: "别的公司", setting: value})
    assert setting.key in refused.value.sentence
    assert desk.settings.all() == before


def test_a_spoken_default_follows_the_language_until_the_office_writes_its_own(desk: Desk) -> None:
    chinese = desk.settings.get(settings.CLOSING)
    use("en")
    assert desk.settings.get(settings.CLOSING) != chinese
    desk.settings.set(settings.CLOSING, "轻放")
    assert desk.settings.get(settings.CLOSING) == "轻放"


def test_a_setting_changed_by_another_process_is_heard(desk: Desk, office: Path, clock: Clock) -> None:
    with open_desk(office, clock=clock) as other:
        other.settings.set(settings.HOURS, [["09:00", "18:00"]])
    desk.store.poll()
    assert desk.settings.get(settings.HOURS) == [["09:00", "18:00"]]
    afternoon = desk.now().replace(hour=12, minute=30)
    assert desk.calendar.add(afternoon, desk.calendar.between(afternoon, afternoon)).hour == 12


def test_a_calendar_that_is_changed_while_it_is_read_is_not_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = [[["09:00", "18:00"]]]
    load = days.load

    def meanwhile(*read: Any) -> WorkCalendar:
        made = load(*read)
        if changes:
            desk.settings.set(settings.HOURS, changes.pop())
        return made

    monkeypatch.setattr(days, "load", meanwhile)
    noon = desk.now().replace(hour=12, minute=0), desk.now().replace(hour=13, minute=0)
    assert desk.calendar.between(*noon) == timedelta()
    assert desk.calendar.between(*noon) == timedelta(hours=1)


def test_a_write_that_fails_gives_its_number_back(desk: Desk) -> None:
    october = date(2026, 10, 1)
    with desk.store.write("test") as session:
        assert next_code(session, "XX", october) == "XX-202610-0001"
    with pytest.raises(RuntimeError), desk.store.write("test") as session:
        assert next_code(session, "XX", october) == "XX-202610-0002"
        raise RuntimeError
    with desk.store.write("test") as session:
        assert take(session, "XX-202610", 5) == 6
        assert next_code(session, "XX", date(2026, 11, 1)) == "XX-202611-0001"


@pytest.mark.parametrize("broken", [b"\x00\xff{", b"[1, 2]", b'{"theme": "da'])
def test_a_damaged_memory_starts_anew_and_is_set_aside(tmp_path: Path, broken: bytes) -> None:
    memory = Memory(tmp_path)
    memory.keep(tab=2, theme="dark")
    assert Memory(tmp_path).get("theme") == "dark"
    (tmp_path / "seat.json").write_bytes(broken)
    anew = Memory(tmp_path)
    assert anew.get("theme", "light") == "light"
    assert (tmp_path / "seat-damaged.json").read_bytes() == broken
    assert "seat-damaged.json" in anew.damaged
    anew.keep(theme="dark")
    assert Memory(tmp_path).damaged == ""


def test_what_is_remembered_as_another_kind_is_not_believed(tmp_path: Path) -> None:
    Memory(tmp_path).keep(pages=[1], theme=7, hints="no")
    memory = Memory(tmp_path)
    assert memory.get("pages", {}) == {}
    assert memory.get("theme", "light") == "light"
    assert memory.get("hints", True) is True


@pytest.mark.parametrize(
    ("key", "stored"),
    [
        ("calls.hold_limit", "{broken"),
        ("calls.hold_limit", '"soon"'),
        ("office.hours", '[["9", "12"]]'),
        ("office.zone", '"Asia/Nowhere"'),
        ("office.zone", "7"),
        ("language", '"fr"'),
        ("calls.categories", '[{"word": 1}]'),
        ("backup.second_folder", "null"),
    ],
)
def test_a_damaged_value_is_told_its_default_used_and_nothing_lost(
    desk: Desk, office: Path, clock: Clock, key: str, stored: str
) -> None:
    setting = settings.declared(key)
    desk.settings.set(setting, setting.default if setting.default != "" else "x")
    with desk.store.write("test.damage") as session:
        session.scalars(select(SettingRow).where(SettingRow.key == key)).one().value = stored
    desk.close()
    with open_desk(office, clock=clock) as again:
        assert again.settings.get(setting) == setting.default
        assert [key in sentence for sentence in again.settings.damaged()] == [True]
        assert again.settings.get(settings.COMPANY) == "京乐坊酒业有限公司"
        assert again.calendar.published(2026)
        with again.store.read() as session:
            assert session.scalars(select(SettingRow.value).where(SettingRow.key == key)).one() == stored
        again.settings.reset(setting)
        assert again.settings.damaged() == []


def test_a_setting_of_a_newer_version_is_kept_and_not_judged(desk: Desk) -> None:
    with desk.store.write("test.newer") as session:
        session.add(SettingRow(key="robots.polite", value="true"))
    assert desk.settings.damaged() == []


def test_a_setting_goes_back_to_its_default(desk: Desk) -> None:
    desk.settings.set_many({settings.RINGS: 3, settings.HOLD_LIMIT: 60})
    assert desk.settings.stored(settings.RINGS) == 3
    desk.settings.reset(settings.RINGS)
    assert desk.settings.stored(settings.RINGS) is UNSET
    assert (desk.settings.get(settings.RINGS), desk.settings.get(settings.HOLD_LIMIT)) == (2, 60)


def test_every_setting_has_a_page_and_an_editor() -> None:
    for each in settings.ALL:
        assert each.page
        assert settings.editor_of(each)
    assert settings.editor_of(settings.HOLD_LIMIT) == "whole"
    assert settings.editor_of(settings.LANGUAGE) == "choice"


def test_one_window_an_office_and_a_dead_one_leaves_no_question(tmp_path: Path) -> None:
    first, second = WindowLock(tmp_path), WindowLock(tmp_path)
    assert first.take() is None
    holder = second.take()
    assert holder is not None
    assert holder.pid > 0
    first.release()
    assert second.take() is None
    second.release()
    assert not deliver(tmp_path, {"number": "95588"})


def test_folders(tmp_path: Path) -> None:
    assert folder_of(tmp_path, None) == tmp_path
    server = folder_of(None, "postgresql://a@b/c")
    assert server.name.startswith("seat-")
    assert server != folder_of(None, "postgresql://a@b/d")
