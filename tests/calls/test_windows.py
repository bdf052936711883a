"""The quick first step of a search: found among the newest calls, it is what the whole list begins with."""

from datetime import timedelta

import pytest

from app.calls import finding, service
from app.calls.finding import CallQuery
from app.office.desk import Desk
from tests.conftest import Clock, LogCall


@pytest.fixture
def archive(desk: Desk, log_call: LogCall, clock: Clock) -> Desk:
    """Forty calls of four callers, some logged late, one out of the bin again, one nobody named."""
    names = (("王建国", "济南京源酒业有限公司"), ("李娜", "青岛海悦商贸"), ("张伟", ""), ("", ""))
    ids = []
    for n in range(40):
        name, company = names[n % 4]
        late = timedelta(days=60) if n % 9 == 0 else timedelta()
        logged = log_call(
            started_at=clock.now - timedelta(hours=90 - n) - late, caller_name=name, company=company,
            number=f"1395310668{n % 4}", matter=f"青花{n}箱到没到" if n % 3 else "问价",
        )  # fmt: skip
        ids.append(logged.id)
    service.remove(desk, ids[5:7])
    service.restore(desk, ids[5:6])
    return desk


@pytest.mark.parametrize("windows", [(3, 12), (1, 40), (100,)])
@pytest.mark.parametrize(
    "text", ["青花", "问价", "王", "wjg", "qdhy", "139", "0682", "没有这个", "箱", "13953106680"]
)
def test_the_first_ones_are_those_of_the_whole(
    archive: Desk, monkeypatch: pytest.MonkeyPatch, windows: tuple[int, ...], text: str
) -> None:
    monkeypatch.setattr(finding, "WINDOWS", windows)
    for query in (
        CallQuery(text=text),
        CallQuery(text=text, outcome="answered"),
        CallQuery(text=text, in_bin=True),
    ):
        whole = finding.find(archive, query)
        assert len(set(whole)) == len(whole) == finding.count(archive, query)
        for limit in (1, 5, 30):
            assert finding.find(archive, query, limit=limit) == whole[:limit]


def test_who_is_found_by_number_however_it_is_typed(archive: Desk) -> None:
    for text in ("13953106680", "+86 139 5310 6680", "6680", "1395310"):
        assert len(finding.find(archive, CallQuery(text=text))) >= 10, text
