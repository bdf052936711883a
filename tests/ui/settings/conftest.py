"""The program on a small office with the settings in front, driven by keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui.program import opened, settled
from ui.kit import theme
from ui.main import Program
from ui.settings.page import SettingsPage


class Place:
    """The settings page, and the desk behind it."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.window = program.window

    @property
    def page(self) -> SettingsPage:
        """The page as it is now: it may have been made anew."""
        return self.window.pages["settings"]

    @property
    def desk(self) -> Desk:
        """The open office."""
        assert self.window.seat is not None
        return self.window.seat.desk

    def open(self, key: str, part: str = "") -> Any:
        """Go to a page of the settings; its panel."""
        self.window.show_settings(key, part)
        self.settle()
        return self.page.panel(key)

    def settle(self) -> None:
        """Wait until timers have run and every job was answered."""
        settled(self.program, self.qtbot)

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(true, timeout=10_000)

    def toast(self) -> str:
        """What the newest toast says."""
        shown = self.window.toasts.shown()
        return shown[-1].words if shown else ""


@pytest.fixture
def place(office: Path, desk: Desk, qtbot: QtBot, clock: Clock) -> Iterator[Place]:
    """The window on the template office, in English, the settings in front."""
    desk.close()
    with opened(office, qtbot, clock) as program:
        program.window.show_settings()
        at = Place(program, qtbot)
        at.settle()
        yield at
    theme.apply(QApplication.instance(), theme="light")
