"""Conditions of the command line: taken apart, or refused with what can be written."""

import pytest

from app.store.errors import UserError
from app.transfer.conditions import taken_apart


def test_each_condition_is_a_name_and_a_value() -> None:
    where = ["month=2026-10", " text = a=b ", "number="]
    told = [("month", "2026-10"), ("text", "a=b"), ("number", "")]
    assert list(taken_apart(where, ("month", "number", "text"))) == told


@pytest.mark.parametrize("condition", ["month", "=x", "colour=red", ""])
def test_what_is_no_condition_is_refused_with_those_that_are(condition: str) -> None:
    with pytest.raises(UserError, match="month, text"):
        list(taken_apart([condition], ("month", "text")))
