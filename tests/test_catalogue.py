"""The words: Chinese is complete, the compiled catalogue is fresh, and placeholders agree."""

import ast
import gettext
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
    words.use("zh")
    said = {(message.context, message.id): message.string for message in catalogue if message.id}
    for (context, message), string in said.items():
        if isinstance(message, tuple):
            assert words.ngettext(*message, 2) == string[0], HINT
        elif context:
            assert words.pgettext(context, message) == string, HINT
        else:
            assert words._catalogue("zh").text(message) == string, HINT
    assert len(said) == words._catalogue("zh")._count - 1, HINT  # and the header


def test_the_catalogue_is_read_as_gettext_reads_it() -> None:
    theirs = gettext.translation("frontdesk", localedir=str(PO.parent.parent.parent), languages=["zh_CN"])
    ours = words.Catalogue(PO.with_suffix(".mo").read_bytes())
    for message, text in theirs._catalog.items():  # type: ignore[attr-defined]
        if isinstance(message, str):
            assert ours.text(message) == text
    assert all(ours.text(unknown) is None for unknown in ("\0", "Nobody says this", "\U0010ffff"))
    assert words.Catalogue(b"").text("Calls") is None
    with pytest.raises(ValueError, match="catalogue"):
        words.Catalogue(b"no catalogue at all, but long enough")


def test_what_is_not_translated_stays_english() -> None:
    words.use("zh")
    assert words._("Nobody says this") == "Nobody says this"
    assert [words.ngettext("one thing", "many things", n) for n in (1, 2)] == ["one thing", "many things"]


def test_no_words_stand_in_the_braces_of_a_text() -> None:
    """There they are not collected."""
    found = []
    for file in sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        for call in (each for text in nodes if isinstance(text, ast.JoinedStr) for each in ast.walk(text)):
            match call:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(), *_]) if name in TOOL["KEYWORDS"]:
                    found.append(f"{file.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)}")
    assert found == []


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
