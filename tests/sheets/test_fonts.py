"""Fonts: every name prints, in both weights, and a missing font is told in a sentence."""

from pathlib import Path

import pytest

from app import shipped
from app.sheets import FontMissing, fonts


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("mark", "𠮷㐂镕堃䶮喆昇·—－−〇①✓□¥￥“”（）：×")
def test_names_and_marks_of_the_trade_can_be_written(mark: str, bold: bool) -> None:
    face = fonts.face(bold=bold)
    assert face.plain(mark) == mark
    assert [piece for _font, piece in face.runs(mark)] == [mark]


def test_runs_join_what_one_font_has_and_keep_the_order() -> None:
    assert fonts.face().runs("𠮷野家 㐂") == [("Rare", "𠮷"), ("N", "野家 㐂")]
    assert fonts.face(bold=True).runs("朱镕基㐂𠮷") == [("NB", "朱镕基"), ("N", "㐂"), ("Rare", "𠮷")]
    assert fonts.face().runs("") == []


def test_an_unknown_character_is_marked() -> None:
    assert fonts.face().plain("甲😀乙\n") == "甲〓乙\n"


def test_all_gbk_hanzi_are_there_in_both_weights() -> None:
    gbk = [
        bytes([high, low]).decode("gbk", "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF)
    ]
    hanzi = {mark for mark in gbk if len(mark) == 1 and "\u4e00" <= mark <= "\u9fa5"}
    assert len(hanzi) > 20_000
    assert hanzi <= fonts.face().first
    assert hanzi <= fonts.face(bold=True).first


def test_widths_are_those_of_the_font() -> None:
    assert fonts.face().width("京乐", 8) == pytest.approx(16)
    assert fonts.face().width("𠮷", 10) == pytest.approx(10)


def test_licences_stand_beside_the_fonts_and_the_reserved_name_is_not_used() -> None:
    folder = shipped.resources() / "fonts"
    assert {path.name for path in folder.glob("*.ttf")} == set(fonts.FILES.values())
    for licence in ("OFL-NotoSansSC.txt", "OFL-FrontDeskRare.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / licence).read_text(encoding="utf-8")
    font = fonts._Font("x", str(folder / fonts.FILES[fonts.RARE]))
    assert b"LXGW" not in font.face.name
    assert sum(path.stat().st_size for path in folder.glob("*.ttf")) < 20_000_000


@pytest.mark.parametrize("damage", ["gone", "cut short", "cut late", "no font"])
def test_a_missing_or_damaged_font_is_told_in_a_sentence(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (shipped.resources() / "fonts" / fonts.FILES[fonts.REGULAR]).read_bytes()
    left = {"cut short": whole[:5000], "cut late": whole[:-5000], "no font": b"<html>" * 100}
    if damage in left:
        (tmp_path / "fonts").mkdir()
        (tmp_path / "fonts" / fonts.FILES[fonts.REGULAR]).write_bytes(left[damage])
    monkeypatch.setattr(fonts._Loaded, "faces", None)
    monkeypatch.setattr(shipped, "resources", lambda: tmp_path)
    with pytest.raises(FontMissing, match=r"NotoSansSC-Regular\.ttf"):
        fonts.face()
