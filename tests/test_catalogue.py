"""The words: Chinese is complete, the compiled catalogue is fresh, and placeholders agree."""

import re
import runpy
from pathlib import Path

import pytest

from app import words

ROOT = Path(__file__).resolve().parent.parent
TOOL = runpy.run_path(str(ROOT / "resources" / "locale" / "update.py"))
PO = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES" / "frontdesk.po"
HINT = "run: uv run python resources/locale/update.py"


@pytest.fixture(scope="module")
def catalogue():  # type: ignore[no-untyped-def]
    return TOOL["updated"]([])


def test_every_string_has_its_chinese(catalogue) -> None:  # type: ignore[no-untyped-def]
    assert TOOL["missing"](catalogue) == [], HINT


def test_the_compiled_catalogue_is_fresh(catalogue) -> None:  # type: ignore[no-untyped-def]
    said = {(message.context, message.id): message.string for message in catalogue if message.id}
    for (context, message), string in said.items():
        if isinstance(message, tuple):
            assert words._catalogue("zh").ngettext(*message, 2) == string[0], HINT
        elif context:
            assert words._catalogue("zh").pgettext(context, message) == string, HINT
        else:
            assert words._catalogue("zh").gettext(message) == string, HINT


def test_placeholders_agree(catalogue) -> None:  # type: ignore[no-untyped-def]
    for message in catalogue:
        if not message.id:
            continue
        source = message.id[-1] if isinstance(message.id, tuple) else message.id
        target = message.string[0] if isinstance(message.string, tuple | list) else message.string
        assert set(re.findall(r"{(\w*)", target)) <= set(re.findall(r"{(\w*)", source)), source


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no language"):
        words.use("fr")
