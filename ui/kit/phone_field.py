"""The line for a telephone number: what is stored is shown in groups, as lists show it, and stays as it was typed."""

from app.china import phones
from ui.kit.line_field import LineField

_BESIDE = ("", "转", "分机", "分机号", "内线", "ext", "extension", "x")
"""Letters that may stand beside the digits of a number: all of them are shown in its groups."""


def grouped(typed: str, *, area: str | None = None) -> str:
    """`typed` in groups when it is one number of a known form and nothing else, a name say; else as it is. `area` as in
    app.china.phones.
    """
    found = phones.parse_all(typed, area=area)
    one = len(found) == 1 and found[0].kind != "invalid"
    beside = "".join(filter(str.isalpha, typed)).lower()
    return phones.told(typed, found[0].number) if one and beside in _BESIDE else typed


class PhoneField(LineField):
    """Groups what is put in, when it is one number of a known form; what somebody types is never moved about."""

    def __init__(self, **how) -> None:
        self._put = self._shown = ""
        super().__init__(**how)

    def value(self) -> str:
        """What was put in while nobody has changed it, else the text without the spaces around it."""
        text = super().value()
        return self._put if text == self._shown else text

    def set_value(self, value: str | None) -> None:
        """Put `value` in, its beginning in sight."""
        self._put = (value or "").strip()
        self._shown = grouped(self._put)
        super().set_value(self._shown)
