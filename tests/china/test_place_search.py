"""Places found while they are typed: hanzi, initials, pinyin; what is larger first."""

import pytest

from app.china import place_search


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("济南", ("山东", "济南", "")),
        ("jn", ("山东", "济南", "")),
        ("jinan", ("山东", "济南", "")),
        ("jnlx", ("山东", "济南", "历下区")),
        ("济南历下", ("山东", "济南", "历下区")),
        ("山东省济南市", ("山东", "济南", "")),
        ("北京朝阳", ("北京", "北京", "朝阳区")),
        ("shandong", ("山东", "", "")),
    ],
)
def test_it_is_found(typed: str, first: tuple[str, str, str]) -> None:
    assert first in place_search.find(typed)[:3]


def test_nothing_is_nothing() -> None:
    assert (
        place_search.find("  ") == [] and place_search.find("qqqqq") == [] and place_search.find("龘") == []
    )


def test_a_name_that_several_have_offers_them_all() -> None:
    found = place_search.find("鼓楼区")
    assert len({place[1] for place in found}) >= 4


def test_nothing_is_said_twice() -> None:
    assert place_search.said(("北京", "北京", "朝阳区")) == "北京 朝阳区"
    assert place_search.said(("山东", "", "")) == "山东"
