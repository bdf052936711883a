"""The words of the program: one gettext catalogue, English source, Chinese complete.

The language is one for a whole process, as it is for the person in front of it, so it is kept here.
"""

import gettext as _gettext
from functools import cache

from app import shipped

DOMAIN = "frontdesk"
LANGUAGES = ("zh", "en")
_LOCALES = {"zh": "zh_CN", "en": "en"}


class _Current:
    language = "zh"


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":  # the source needs no catalogue
        return _gettext.NullTranslations()
    folder = shipped.resources() / "locale"
    return _gettext.translation(DOMAIN, localedir=str(folder), languages=[_LOCALES[language]], fallback=True)


def use(language: str) -> None:
    """Speak `language` ("zh" or "en") from now on, in the whole process. ValueError for any other word."""
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}: one of {', '.join(LANGUAGES)}")
    _Current.language = language


def language() -> str:
    """The language in use: "zh" or "en"."""
    return _Current.language


def _(message: str) -> str:
    """`message` in the language in use."""
    return _catalogue(_Current.language).gettext(message)


def pgettext(context: str, message: str) -> str:
    """`message` as it is said in `context`: 'complaint' is 投诉 as a category and 转投诉 as an outcome."""
    return _catalogue(_Current.language).pgettext(context, message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a counted sentence that fits `n`."""
    return _catalogue(_Current.language).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark `message` for the catalogue and return it as it is."""
    return message


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802
    """Mark `message` in `context` for the catalogue; `pgettext(*pair)` says it later."""
    return context, message


def pgettext_in(language: str, context: str, message: str) -> str:
    """`message` as it is said in `context`, in a language that need not be the one in use."""
    return _catalogue(language).pgettext(context, message)
