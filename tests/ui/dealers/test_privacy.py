"""Hidden numbers on the dealers page: covered, shown by a key, and written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.dealers import finding
from app.office import privacy, settings
from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui.dealers.conftest import HELD, Hands, Known
from tests.ui.hands import KEY
from tests.ui.program import opened
from ui.kit.labels import Line
from ui.main import Program
from ui.transfer.log_panel import LogPanel


@pytest.fixture
def program(known: Known, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    """A window at which 前台 does not see whole numbers."""
    desk.settings.set(settings.MASKED, "others")
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


def shown(hands: Hands) -> str:
    """All that the view says."""
    view = hands.page.view
    return " ".join(
        [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
        + [one.text() for one in view.findChildren(Line) if one.isVisible()]
    )


def test_numbers_are_covered_until_somebody_asks_and_that_is_kept(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    hands.settle()
    assert "139****6688" in shown(hands) and "186****2245" in shown(hands) and "6688" in shown(hands)
    assert "5310" not in shown(hands)
    assert privacy.log(hands.desk) == []
    hands.press(KEY.Key_V, HELD.AltModifier)
    hands.settle()
    assert "139 5310 6688" in shown(hands).replace("\u00a0", " ") and "186 6010 2245" in shown(hands)
    [line] = privacy.log(hands.desk)
    assert (line.what, line.kind, line.record_id, line.by) == ("shown", "dealer", known.jyf, "前台")
    hands.page.open_dealer(known.lu)
    hands.settle()
    hands.page.open_dealer(known.jyf)
    hands.settle()
    assert "139 5310 6688" not in shown(hands).replace("\u00a0", " ")


def test_the_form_is_whole_and_opening_it_is_kept(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    hands.settle()
    hands.press(KEY.Key_F4)
    hands.settle()
    assert hands.editor.opened.values["mobile"] == "139 5310 6688"
    assert [line.record_id for line in privacy.log(hands.desk)] == [known.jyf]
    hands.write("address", "工业南路70号")
    hands.save()
    assert finding.detail(hands.desk, known.jyf).typed.mobile == "139 5310 6688"


def test_the_log_is_a_panel(hands: Hands, known: Known) -> None:
    privacy.uncover(hands.desk, "dealer", known.jyf)
    privacy.record_export(hands.desk, "dealers", rows=3, file="名册.xlsx")
    hands.program.window.show_exports()
    hands.settle()
    panel = hands.program.window.findChild(LogPanel)
    assert panel is not None
    model = panel.table.model()
    hands.qtbot.waitUntil(lambda: model.rowCount() == 2 and model.row_at(1) is not None)
    told = [[cell.text for cell in model.row_at(at).cells] for at in range(2)]  # type: ignore[union-attr]
    assert told[0][1:] == ["前台", "Exported", "Dealers", "3", "masked", "名册.xlsx"]
    assert told[1][1:] == ["前台", "Numbers shown", f"Dealer {known.jyf}", "", "whole", ""]
    hands.press(KEY.Key_Escape)
    hands.settle()
