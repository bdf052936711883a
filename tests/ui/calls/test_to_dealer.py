"""A caller that nobody knows becomes a dealer's contact, or a dealer, from the call (R27)."""

from typing import Any

import pytest

from app.dealers import finding, service
from app.dealers.finding import DealerQuery
from app.dealers.rules import NewDealer
from app.office.desk import Desk
from app.overview import answers
from tests.ui.calls.conftest import HELD, KEY, Hands
from ui.kit.pick_panel import PickPanel

NUMBER = "13811112222"


@pytest.fixture
def dealer(desk: Desk) -> int:
    """京乐坊, before the window opens."""
    return service.add(
        desk, NewDealer(name="济南京乐坊酒业有限公司", short_name="京乐坊", mobile="13953100000")
    ).id


@pytest.fixture
def at_desk(dealer: int, hands: Hands) -> Hands:
    """Somebody at the keyboard of that office."""
    return hands


def contacts(hands: Hands, dealer: int) -> list[tuple[str, str]]:
    typed = finding.detail(hands.desk, dealer).typed
    return [(each.name, each.phone) for each in typed.contacts or ()]


def test_one_key_when_the_company_was_named(at_desk: Hands, dealer: int) -> None:
    hands = at_desk
    hands.take(NUMBER)
    hands.type("孙会计")
    hands.press(KEY.Key_Tab)
    hands.type("济南京乐坊酒业")
    hands.settle()
    before = hands.keys
    hands.press(KEY.Key_X, HELD.AltModifier)
    hands.settle()
    assert hands.keys - before == 1
    assert hands.keys == 4  # F2, Enter, Tab, Alt+X beside the texts
    assert contacts(hands, dealer) == [("孙会计", "138 1111 2222")]
    assert hands.form.look.card is not None and hands.form.look.card.dealer is not None
    assert hands.form.look.card.dealer.id == dealer
    [match] = answers.who(hands.desk, NUMBER)["matches"]
    assert (match["kind"], match["name"]) == ("contact", "孙会计")
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert contacts(hands, dealer) == []


def chosen(hands: Hands, text: str) -> Any:
    """The panel that asks whose contact it is, with `text` typed into it."""
    hands.take(NUMBER)
    hands.type("孙会计")
    hands.settle()
    hands.press(KEY.Key_X, HELD.AltModifier)
    hands.settle()
    panel = hands.program.window.findChild(PickPanel)
    assert panel is not None
    hands.type(text)
    hands.qtbot.waitUntil(panel.completion.visible, timeout=5000)
    hands.settle()
    return panel


def test_else_the_dealer_is_chosen_by_its_initials(at_desk: Hands, dealer: int) -> None:
    hands = at_desk
    chosen(hands, "jyf")
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.keys == 4  # F2, Enter, Alt+X, Enter
    assert contacts(hands, dealer) == [("孙会计", "138 1111 2222")]


def test_or_becomes_a_dealer_of_its_own(at_desk: Hands) -> None:
    hands = at_desk
    chosen(hands, "shunhe")
    hands.press(KEY.Key_Return)
    hands.settle()
    [found] = finding.rows(hands.desk, list(finding.find(hands.desk, DealerQuery(text=NUMBER))))
    assert found is not None
    assert (found.name, found.principal, found.status) == ("shunhe", "孙会计", "prospect")
