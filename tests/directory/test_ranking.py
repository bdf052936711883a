"""The best hits of many kinds at once are the same by each of the ways that are taken to them."""

from collections.abc import Sequence

import pytest

from app.directory import ranking
from app.directory import service as directory
from app.directory.ranking import Found
from app.office.desk import Desk

KINDS = ("dealer", "contact", "call")
NAMES = ("京乐坊酒业有限公司", "京福源商贸有限公司", "金龙福酒业有限公司", "王京", "红酒庄")
TYPED = ("京", "京乐", "jlf", "j", "jingle", "1380", "13", "80001", "有限公司", "京乐坊酒业有限公司",
         "京乐坊酒业有限责任公司", "酒", "0001", "问 价 13", "?", "订货 箱")  # fmt: skip


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Forty records of three kinds with names, numbers and texts."""
    with desk.store.write("test.fill") as session:
        for at in range(40):
            kind, name = KINDS[at % 3], NAMES[at % 5]
            directory.put(
                session,
                kind,
                at,
                names=[name] if kind != "call" else [],
                lesser_names=[NAMES[(at + 1) % 5]] if at % 4 == 0 else [],
                numbers=[f"1380000{at:04d}"] if kind != "call" else [],
                words=[f"{name}问价", f"订货{at}箱", f"1380000{at:04d}"],
            )
    return desk


def _plainly(desk: Desk, wanted: str, kind: str) -> set[int]:
    """All records of a kind by the query that lists are made of."""
    with desk.store.read() as session:
        query = directory.reached(session, kind, wanted)
        return set(session.scalars(query)) if query is not None else set()


def _found(desk: Desk, wanted: str, kinds: Sequence[str], limit: int) -> dict[str, Found]:
    with desk.store.read() as session:
        return directory.find_each(session, kinds, wanted, limit=limit)


@pytest.mark.parametrize(("few", "small"), [(0, 20_000), (3, 0), (600, 20_000)])
@pytest.mark.parametrize("limit", [2, 100])
def test_totals_and_order_do_not_depend_on_the_way(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, few: int, small: int, limit: int
) -> None:
    usual = {wanted: _found(filled, wanted, KINDS, 100) for wanted in TYPED}
    monkeypatch.setattr(ranking, "_FEW", few)
    monkeypatch.setattr(ranking, "_SMALL", small)
    for wanted in TYPED:
        found = _found(filled, wanted, KINDS, limit)
        for kind in KINDS:
            everybody = _plainly(filled, wanted, kind)
            assert found[kind].total == len(everybody), (wanted, kind)
            assert found[kind].ids == usual[wanted][kind].ids[:limit], (wanted, kind)
            assert _found(filled, wanted, [kind], limit)[kind] == found[kind], (wanted, kind)
            if limit == 100:
                assert set(found[kind].ids) == everybody, (wanted, kind)


def test_keys_come_before_texts_and_newer_before_older(filled: Desk) -> None:
    found = _found(filled, "京乐坊", KINDS, 3)
    assert found["call"].ids == (35, 20, 5)  # only by their texts: the newest first
    exact = _found(filled, "13800000012", KINDS, 5)
    assert exact["dealer"] == Found(1, (12,))
    assert _found(filled, "王京", KINDS, 1)["dealer"].ids[0] % 5 == 3


def test_kinds_that_were_not_asked_for_are_not_counted(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_FEW", 0)
    assert _found(filled, "问价", ["dealer", "call"], 5)["call"].total == 13
    assert _found(filled, "问价", ["call"], 5)["call"].total == 13
