"""What may stand in a setting: each check takes the JSON value and says what is wrong with it, or None."""

from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from app.words import _


@dataclass(frozen=True, slots=True)
class Whole:
    """A check: a whole number from `low` to `high`."""

    low: int
    high: int

    def __call__(self, value: Any) -> str | None:
        """None, or what is wrong with `value`."""
        if isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high:
            return None
        return _("It has to be a whole number from {low} to {high}.").format(low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A check: one of `words`."""

    words: tuple[str, ...]

    def __call__(self, value: Any) -> str | None:
        """None, or what is wrong with `value`."""
        if isinstance(value, str) and value in self.words:
            return None
        return _("It has to be one of: {words}.").format(words=", ".join(self.words))


def text(value: Any) -> str | None:
    """A text, also an empty one."""
    return None if isinstance(value, str) else _("It has to be text.")


def zone(value: Any) -> str | None:
    """The name of a time zone."""
    try:
        ZoneInfo(value)
    except (TypeError, ValueError, OSError, KeyError):  # no such zone, a folder of zones, no name at all
        return _("It has to be the name of a time zone such as Asia/Shanghai.")
    return None


def _at(text: str) -> time:
    """A time of day as it is on the wall. ValueError for any other text, one with a zone too."""
    at = time.fromisoformat(text)
    if at.tzinfo is not None:
        raise ValueError(text)
    return at


def hours(value: Any) -> str | None:
    """Spans of a day, in order: at least one."""
    wrong = _('It has to be a list of pairs such as [["08:30", "12:00"], ["13:30", "17:30"]], in order.')
    try:
        spans = [(_at(a), _at(b)) for a, b in value]
    except (TypeError, ValueError):
        return wrong
    ends = [moment for span in spans for moment in span]
    return None if spans and ends == sorted(ends) and len(set(ends)) == len(ends) else wrong


def spans(value: Any) -> str | None:
    """Spans of a day that may cross midnight, or none."""
    wrong = _('It has to be a list of pairs such as [["12:00", "13:30"], ["18:00", "08:00"]]; [] for never.')
    try:
        spans = [(_at(a), _at(b)) for a, b in value]
    except (TypeError, ValueError):
        return wrong
    return wrong if any(start == end for start, end in spans) else None


def flag(value: Any) -> str | None:
    """True or false."""
    return None if isinstance(value, bool) else _("It has to be true or false.")


def digits(value: Any) -> str | None:
    """Digits to be dialled, or none."""
    ok = isinstance(value, str) and len(value) <= 6 and (not value or value.isdecimal())
    return None if ok else _("It has to be digits, 6 at most, or empty.")


def clock(value: Any) -> str | None:
    """A time of day."""
    try:
        _at(value)
    except (TypeError, ValueError):
        return _("It has to be a time such as 08:00.")
    return None


def categories(value: Any) -> str | None:
    """Categories of one's own."""
    keys = {"word": str, "label": str, "retired": bool}
    ok = isinstance(value, list) and all(
        isinstance(each, dict)
        and each.get("word")
        and all(isinstance(each[key], keys.get(key, ())) for key in each)
        for each in value
    )
    if not ok:
        return _('It has to be a list such as [{"word": "refund", "label": "退款"}].')
    words = [each["word"] for each in value]
    return None if len(set(words)) == len(words) else _("The same word stands in it twice.")


def demo(value: Any) -> str | None:
    """What a demo office was made from."""
    ok = isinstance(value, dict) and set(value) == {"size", "seed", "until"}
    return None if ok else _("Only `frontdesk demo` sets this.")


def mapping(value: Any) -> str | None:
    """Texts by word."""
    ok = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    return None if ok else _("It has to be an object of texts.")


def required(value: Any) -> str | None:
    """Weights of fields by kind of record."""
    ok = isinstance(value, dict) and all(
        isinstance(told, dict) and all(isinstance(w, int) and 0 <= w <= 100 for w in told.values())
        for told in value.values()
    )
    return None if ok else _('It has to be an object such as {"dealer": {"name": 6, "phone": 10}}.')
