"""Headings as people write them: field names, labels of both languages, usual variants, anything that ends in 电话."""

import re
import unicodedata
from collections.abc import Iterable

from app import words
from app.transfer.fields import Field, Table
from app.words import NP_, pgettext

IDENTITY = ("id", "uuid", "row_version")
"""Hidden columns of our own exports, for the way back."""
REASON = NP_("table", "Why")
"""The column of a workbook of errors; left out without a word when it comes back."""
_PHONE = re.compile(
    r"(?:电话|手机|座机|固话|联系方式|电话号码|手机号码?|电话[0-9一二三]?|手机[0-9一二三]?|phone|mobile|tel|telephone|cell)$"
)
_BRACKETS = re.compile(r"[(\[【〔<《{].*?[)\]】〕>》}]")
_NOISE = re.compile(r"[\s*:;,.。、·'\"“”_\-/\\|#&]+")


def key(heading: str) -> str:
    """What is left of a heading to compare it by: folded, without blanks, stars, colons and brackets' content."""
    text = unicodedata.normalize("NFKC", heading).lower()
    bare = _NOISE.sub("", _BRACKETS.sub("", text))
    return bare or _NOISE.sub("", text)


def labels(pair: tuple[str, str]) -> set[str]:
    """A label in every language: files come from Chinese and from English screens."""
    return {words.pgettext_in(language, *pair) for language in words.LANGUAGES}


class Headings:
    """Which field of one table a heading means."""

    def __init__(self, table: Table) -> None:
        self._known: dict[str, str] = {key(name): name for name in IDENTITY}
        self._any_phone = next((each.name for each in table.fields if each.any_phone), "")
        fields = [each for each in table.fields if each.imported]
        for told in (
            _names,
            lambda field: labels(field.label),
            lambda field: field.aliases,
        ):  # stronger first
            for field in fields:
                for heading in told(field):
                    self._known.setdefault(key(heading), field.name)
        self._shared = {each.name for each in table.fields if each.kind in ("phones", "list")}
        self._left_out = {key(heading) for heading in labels(REASON)}
        for field in table.fields:
            if not field.imported:
                self._left_out |= {key(heading) for heading in (*_names(field), *labels(field.label))}

    def field(self, heading: str) -> str:
        """The name of the field that `heading` means, or ""."""
        asked = key(heading)
        if not asked:
            return ""
        if found := self._known.get(asked):
            return found
        if asked in self._left_out:
            return ""
        return self._any_phone if _PHONE.search(asked) else ""

    def shared(self, field: str) -> bool:
        """Whether several columns may fill one field, as 销售电话 and 服务电话 do."""
        return field in self._shared

    def silent(self, heading: str) -> bool:
        """Whether a column is left out without being named: what we worked out ourselves, and the reasons."""
        return key(heading) in self._left_out and not self._known.get(key(heading))


def _names(field: Field) -> Iterable[str]:
    return (field.name, field.name.removesuffix("_id"))


def reason() -> str:
    """The heading of the reasons in the language in use."""
    return pgettext(*REASON)
