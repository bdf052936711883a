"""The check digit of GB 32100-2015."""

from hypothesis import given
from hypothesis import strategies as st

from app.china import credit_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_codes_of_the_standard_and_of_life() -> None:
    assert credit_code.is_valid("91350100M000100Y43")
    assert not credit_code.is_valid("91350100M000100Y44")
    assert credit_code.tidy(" 91350100-m000100y43 ") == "91350100M000100Y43"
    assert not credit_code.is_valid("91350100M000100Y4")
    assert not credit_code.is_valid("91350100M000100YI3")


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(first: str, place: int, other: str) -> None:
    code = first + credit_code.check_digit(first)
    assert credit_code.is_valid(code)
    wrong = code[:place] + other + code[place + 1 :]
    assert credit_code.is_valid(wrong) == (wrong == code)
