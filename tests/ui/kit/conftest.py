"""The kit's tests read the source language: what they say is what the code says; and have a table to try."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app import words
from tests.ui.kit.tables import COLUMNS
from ui.kit.jobs import Jobs
from ui.kit.table import RecordTable


@pytest.fixture(autouse=True)
def english(chinese: None) -> None:
    """English words before every test."""
    words.use("en")


@pytest.fixture
def long_table(qtbot, jobs: Jobs) -> RecordTable:
    view = RecordTable(COLUMNS, jobs=jobs, name="Calls")
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    return view


@pytest.fixture
def table(long_table: RecordTable) -> RecordTable:
    """The same under Qt's model tester, which visits every row that comes: for short lists."""
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(long_table.model(), mode, long_table)
    return long_table
