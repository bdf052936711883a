"""What follows from settings: other wanted fields are other gaps, at once and by the command line too."""

from pathlib import Path

from app.cli import main
from app.dealers import finding
from app.dealers import service as dealers
from app.dealers.rules import NewDealer
from app.office import settings
from app.office.chosen import UNSET
from app.office.desk import Desk
from app.overview import settling
from app.people import service as people


def test_other_wanted_fields_are_other_gaps_and_the_default_brings_them_back(
    desk: Desk, office: Path
) -> None:
    seller = next(row.id for row in people.find(desk) if row.name == "刘洋")
    new = NewDealer(name="泉城酒业", province="山东", city="济南", principal="王军", mobile="13953106688",
                    address="泺源大街2号", salesman_id=seller, contacts=(), ship_addresses=())  # fmt: skip
    saved = dealers.add(desk, new).id

    def known() -> tuple[int, tuple[str, ...]]:
        row = finding.detail(desk, saved).row
        return row.completeness, row.gaps

    before = known()
    settling.keep(desk, {settings.REQUIRED_FIELDS: {"dealer": {"name": 1, "verified_on": 3}}})
    assert known() == (25, ("verified_on",))
    settling.keep(desk, {settings.REQUIRED_FIELDS: UNSET})
    assert known() == before
    told = ["settings", "set", settings.REQUIRED_FIELDS.key, '{"dealer": {"name": 1}}', "--data", str(office)]
    assert main(told) == 0
    assert known() == (100, ())
