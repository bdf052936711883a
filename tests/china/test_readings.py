"""The tables of readings: as pypinyin tells them, found as pypinyin finds them, at a fraction of its memory."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from app import shipped
from app.china import readings
from app.demo import texts

HANZI = st.text(
    alphabet="京乐坊重庆长春单县曾国藩银行朝阳区会计都江堰大厦数据解放六安蚌埠石家庄", min_size=1, max_size=12
)


def library(run: str) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, pinyin(run, style=Style.TONE3, heteronym=True)))


def test_every_line_is_found_and_none_is_out_of_order() -> None:
    for name in ("characters.txt", "phrases.txt"):
        lines = (shipped.data() / "pinyin" / name).read_text("utf-8").splitlines()
        assert lines == sorted(lines) and len({line.split(" ")[0] for line in lines}) == len(lines)
        for line in lines[::97]:
            text, *told = line.split(" ")
            assert readings._found(name, text) == told
    assert max(len(line.split(" ")[0]) for line in lines) == readings.LONGEST


def test_firms_and_places_are_read_as_pypinyin_reads_them() -> None:
    firms = texts.load("firms")
    runs = [*firms["brands"], *(each["name"] for each in texts.load("places"))]
    runs += [
        f"{city['name']}{town}"
        for row in texts.load("places")
        for city in row["cities"]
        for town in city["towns"]
    ]
    assert len(runs) > 300
    assert [run for run in runs if readings.of_run(run) != library(run)] == []


@given(HANZI)
def test_each_hanzi_has_a_reading(run: str) -> None:
    told = readings.of_run(run)
    assert len(told) == len(run)
    for hanzi, each in zip(run, told, strict=True):
        assert each and set(each) <= {*readings.of_hanzi(hanzi), *(r for word in library(run) for r in word)}


def test_unknown_and_rare_hanzi() -> None:
    assert readings.of_run("𠮷镕堃") == (("ji2",), ("rong2",), ("kun1",))
    assert readings.of_hanzi("\U0002ffff") == ()


def test_the_tables_are_all_that_a_process_holds() -> None:
    code = (
        "import sys; from app.china import pinyin; pinyin.initials('重庆啤酒');"
        "print({'pypinyin'} & set(sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "set()\n"
    )
