"""An office whose people sit in the office, as the picture of the roster shows it."""

from collections.abc import Callable
from datetime import date

import pytest

from app.office.desk import Desk
from app.people import service as people
from app.people.rules import NewStaff
from app.roster import making, pool

SEVEN = ("李雪", "孙浩", "马丽", "周倩", "陈静", "王芳", "吴强")
OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)

Ids = dict[str, int]


@pytest.fixture
def ids(desk: Desk) -> Ids:
    """The seven who sit in the office; everybody else takes no part."""
    for row in pool.rows(desk):
        pool.save_member(desk, row.staff_id, resident=False)
    return {name: people.add(desk, NewStaff(code=people.next_code(desk), name=name)) for name in SEVEN}


MakeMonth = Callable[..., int]


@pytest.fixture
def october(desk: Desk, ids: Ids) -> date:
    """October 2026 made as a whole, today being its 15th."""
    making.make(desk, OCTOBER, reason="补录")
    return OCTOBER
