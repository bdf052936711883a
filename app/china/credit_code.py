"""The unified social credit code of a firm (统一社会信用代码, GB 32100-2015) and its check digit."""

import re
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""No I, O, S, V, Z: they look like digits and other letters."""
_LENGTH = 18


def tidy(text: str) -> str:
    """The code without blanks and hyphens, in capitals and half-width."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def check_digit(first: str) -> str:
    """The 18th character that belongs to 17 valid ones: 31 less the sum of values times 3^place, modulo 31."""
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first))
    return _ALPHABET[(31 - total % 31) % 31]


def is_valid(code: str) -> bool:
    """Whether `code` (tidied) is a code: 18 characters of its alphabet, the last one the check digit."""
    if len(code) != _LENGTH or any(character not in _ALPHABET for character in code):
        return False
    return code[-1] == check_digit(code[:-1])
