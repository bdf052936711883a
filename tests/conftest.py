"""Offices for tests: a real SQLite file, made once and copied, and a clock that stands where it is put."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from app import words
from app.calls.rules import NewCall, NewPromise
from app.calls.service import Logged, log
from app.office import settings
from app.office.desk import Desk
from app.overview.opening import open_desk
from app.people import service as people
from app.people.rules import NewStaff

# The programs that tests start find byte code, as an installed one does; else each compiles itself anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What hypothesis finds must not hang on how quick the machine is just then.
hypothesis_settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("desk")

CHINA = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 10, 15, 10, 42, tzinfo=CHINA)
"""A Thursday, no holiday near."""


class Clock:
    """A clock for tests: it stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)

    def forward(self, **span: float) -> None:
        """Move on by timedelta(**span)."""
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese, whatever the one before it spoke."""
    words.use("zh")
    yield
    words.use("zh")


@pytest.fixture
def clock() -> Clock:
    """10:42 on Thursday 2026-10-15, in China."""
    return Clock(MORNING)


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office: the receptionist, a manager, two in the field who answer for provinces, a company name."""
    folder = tmp_path_factory.mktemp("template") / "office"
    with open_desk(folder, clock=Clock(MORNING)) as desk:
        desk.settings.set_many(
            {settings.COMPANY: "京乐坊酒业有限公司", settings.GREETING: "您好！京乐坊酒业"}
        )
        people.add(desk, NewStaff(code="002", name="赵明", department="客户管理部", role="manager"))
        liu = people.add(
            desk, NewStaff(code="003", name="刘洋", department="销售部", mobile="13853100001", role="sales")
        )
        he = people.add(desk, NewStaff(code="004", name="何芳", department="物流部", extension="806"))
        with desk.store.write("test.provinces") as session:
            people.own_province(session, "山东", liu, deputy_id=he)
    return folder


@pytest.fixture
def office(office_template: Path, tmp_path: Path) -> Path:
    """A copy of the template office, this test's own."""
    folder = tmp_path / "office"
    shutil.copytree(office_template, folder)
    return folder


@pytest.fixture
def desk(office: Path, clock: Clock) -> Iterator[Desk]:
    """The office opened, 前台 at the desk, at the clock's time."""
    with open_desk(office, clock=clock) as opened:
        yield opened


LogCall = Callable[..., Logged]


@pytest.fixture
def log_call(desk: Desk, clock: Clock) -> LogCall:
    """Log an ordinary call; any field may be given otherwise."""

    def logged(*, promise: NewPromise | None = None, **fields: object) -> Logged:
        usual: dict[str, object] = {
            "started_at": clock.now, "number": "13953106688", "caller_name": "王建国",
            "company": "济南京源酒业有限公司", "category": "shipment", "matter": "青花30箱到没到",
            "outcome": "answered", "answer": "已到济南转运场", "rings": 2, "talk_seconds": 84,
        }  # fmt: skip
        return log(desk, NewCall(**(usual | fields), promise=promise))  # type: ignore[arg-type]

    return logged
