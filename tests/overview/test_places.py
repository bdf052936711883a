"""Backup places: tried before they are used, listed, and told when they are gone."""

import os
from pathlib import Path

import pytest

from app.office import settings
from app.office.desk import Desk
from app.overview import care, places
from app.store import backup as backups
from app.store.errors import Unavailable, UserError
from tests.conftest import Clock


def test_backups_of_both_places_are_listed_newest_first(desk: Desk, tmp_path: Path, clock) -> None:  # type: ignore[no-untyped-def]
    second = tmp_path / "usb"
    second.mkdir()
    care.back_up(desk)
    desk.settings.set(settings.BACKUP_SECOND, str(places.try_folder(desk, str(second))))
    clock.forward(hours=1)
    care.back_up(desk)
    held = places.held(desk)
    assert [each.second for each in held] == [False, True, False]
    assert held[0].at > held[2].at
    assert held[0].bytes == held[1].bytes > 0
    assert held[0].rows > 5
    assert list(second.glob(".*")) == []


def test_a_second_place_that_is_gone_is_told_and_the_first_copy_is_good(desk: Desk, tmp_path: Path) -> None:
    gone = tmp_path / "usb"
    desk.settings.set(settings.BACKUP_SECOND, str(gone))
    assert str(gone) in places.second_problem(desk)
    with pytest.raises(Unavailable) as told:
        care.back_up(desk)
    assert str(gone) in told.value.sentence
    assert not gone.exists()
    assert len(places.held(desk)) == 1
    gone.mkdir()
    assert places.second_problem(desk) == ""


def test_a_second_place_that_is_gone_does_not_let_the_first_grow_for_ever(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    desk.settings.set(settings.BACKUP_SECOND, str(tmp_path / "usb"))
    for _day in range(18):
        with pytest.raises(Unavailable):
            care.back_up(desk)
        clock.forward(days=1)
    assert len(places.held(desk)) < 18


def test_what_can_not_be_removed_or_goes_while_it_is_listed_is_no_fault(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _hour in range(2):
        care.back_up(desk)
        clock.forward(hours=1)
    listed = backups.copies(places.folder(desk))
    (places.folder(desk) / f"{listed[0].name}.json").unlink()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(backups, "copies", lambda _folder: listed)
        assert [each.file.name for each in places.held(desk)] == [listed[1].name]
    clock.forward(days=30)
    monkeypatch.setattr(Path, "unlink", _refuse)
    assert backups.thin_out(places.folder(desk), clock.now) == []


def _refuse(path: Path, **_how: object) -> None:
    raise PermissionError(13, "open in another program", str(path))


def test_a_folder_is_tried_before_it_is_taken(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    inside = desk.folder / "backups"
    inside.mkdir(exist_ok=True)
    for wrong in ("usb", str(tmp_path / "none"), str(tmp_path / "file"), str(desk.folder), str(inside)):
        with pytest.raises(UserError):
            places.try_folder(desk, wrong)
    if os.geteuid():  # root may write anywhere
        shut = tmp_path / "shut"
        shut.mkdir(mode=0o500)
        with pytest.raises(UserError):
            places.try_folder(desk, str(shut))
