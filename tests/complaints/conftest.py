"""Complaints for tests: a full one, taken in by the person at the desk; and each kind of database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from app.complaints import finding, service
from app.complaints.finding import ComplaintDetail
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from app.overview.opening import open_desk
from app.people import service as people
from tests.conftest import Clock
from tests.store import postgres

FULL = {
    "complainant": "王建国", "company": "济南京源酒业有限公司", "phone": "13953106688", "province": "山东",
    "city": "济南", "address": "历下区泺源大街2号", "product": "青花53度", "category": "packing",
    "content": "外箱压瘪2箱，里面碎3瓶", "demand": "换货", "apologised": True, "thanked": True,
}  # fmt: skip


Register = Callable[..., int]


@pytest.fixture
def register(desk: Desk) -> Register:
    """Take in a full complaint; any field may be given otherwise. Its id."""

    def made(**fields: object) -> int:
        return service.register(desk, NewComplaint(**(FULL | fields))).id  # type: ignore[arg-type]

    return made


@pytest.fixture
def staff(desk: Desk) -> dict[str, int]:
    """Ids of the staff by name."""
    return {row.name: row.id for row in people.find(desk)}


@pytest.fixture
def told(desk: Desk) -> Callable[[int], ComplaintDetail]:
    """Everything about a complaint, as the office has it now."""
    return lambda complaint_id: finding.detail(desk, complaint_id)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def either(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A new office on each database."""
    database = None
    if request.param == "postgresql":
        url: str = request.getfixturevalue("server")
        name = f"complaints_{uuid4().hex[:12]}"
        with psycopg.connect(url.format(database="template1"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")  # type: ignore[arg-type]
        database = url.format(database=name)
    with open_desk(tmp_path / "seat", database, clock=clock) as opened:
        yield opened
