"""Make the three fonts that the program ships, from the two that it takes them from.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    apt-get install fonts-lxgw-wenkai
    uv run python resources/fonts/make.py package /usr/share/fonts/truetype/lxgw-wenkai

reportlab takes no OpenType/CFF outlines, so the fonts must be TrueType. Hinting and layout tables go
(PDF uses neither). The third font is what Noto lacks, so that names such as 𠮷 print; it may not carry
the reserved names of the font that it is a part of (OFL 1.1, 3), so it has its own.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
DROPPED = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "DSIG", "VORG", "vhea", "vmtx", "meta", "kern", "gasp"]
STAMP = 3_850_000_000  # seconds since 1904; fixed, so that the same sources make the same bytes


def cut(source: Path, target: Path, *, keep: set[int] | None = None, family: str = "") -> TTFont:
    """Write `target`: `source` without hinting and layout, with the characters of `keep` (None: all)."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += DROPPED
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(set(font.getBestCmap()) if keep is None else keep))
    subsetter.subset(font)
    if family:
        rename(font, family)
    font["head"].created = font["head"].modified = STAMP
    font.save(target)
    return font


def rename(font: TTFont, family: str) -> None:
    """Give `font` the name `family` wherever a name stands, and keep its copyright and licence."""
    postscript = family.replace(" ", "") + "-Regular"
    said = {1: family, 2: "Regular", 3: postscript, 4: family, 6: postscript}
    font["name"].names = [record for record in font["name"].names if record.nameID not in (16, 17, 21, 22)]
    for record in font["name"].names:
        if record.nameID in said:
            record.string = said[record.nameID]


def gbk_and_rare(characters: set[int]) -> set[int]:
    """Of `characters`, those that bold print needs: GBK, all that is no hanzi, hanzi beyond plane 0."""

    def wanted(code: int) -> bool:
        hanzi = 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7FF
        if not hanzi:
            return True
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            return False
        return True

    return {code for code in characters if wanted(code)}


def hanzi(code: int) -> bool:
    """Whether a code point is a Chinese character, of whatever plane."""
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x323AF


def main(noto: Path, wenkai: Path) -> None:
    """Write the fonts beside this file from the unpacked npm package and the folder of LXGW WenKai."""
    regular = noto / "400Regular" / "NotoSansSC_400Regular.ttf"
    bold = noto / "700Bold" / "NotoSansSC_700Bold.ttf"
    rare = wenkai / "LXGWWenKai-Regular.ttf"
    cut(regular, HERE / "NotoSansSC-Regular.ttf")
    had = set(TTFont(regular).getBestCmap())
    cut(bold, HERE / "NotoSansSC-Bold.ttf", keep=gbk_and_rare(set(TTFont(bold).getBestCmap())))
    missing = {code for code in TTFont(rare).getBestCmap() if hanzi(code) and code not in had}
    cut(rare, HERE / "FrontDeskRare.ttf", keep=missing, family="FrontDesk Rare")
    for path in sorted(HERE.glob("*.ttf")):
        count, size = len(TTFont(path).getBestCmap()), path.stat().st_size
        print(f"{path.name}: {count} characters, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
