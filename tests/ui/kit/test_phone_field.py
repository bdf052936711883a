"""The line for a telephone number: grouped when it is one, and never less than what was put in."""

import pytest
from pytestqt.qtbot import QtBot

from ui.kit.phone_field import PhoneField


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("13953106688", "139 5310 6688"), ("0531-88661234", "0531 8866 1234"), ("+86 139-5310-6688", "139 5310 6688"),
     ("0531-88661234转805", "0531 8866 1234 ext. 805"), ("13953106688 李总", "13953106688 李总"),
     ("微信同号13953106688", "微信同号13953106688"), ("0531-88661234转805 找王会计", "0531-88661234转805 找王会计"),
     ("13953106688 / 0531-88661234", "13953106688 / 0531-88661234"), ("", "")],
)  # fmt: skip
def test_one_number_is_shown_in_groups_and_words_beside_it_are_not_hidden(
    qtbot: QtBot, stored: str, shown: str
) -> None:
    field = PhoneField(name="Phone")
    qtbot.addWidget(field)
    field.set_value(stored)
    assert field.text() == shown
    assert field.value() == stored
