"""What the complaints page needs to know of the office, read by one job."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.complaints import finding
from app.complaints.finding import Colleague
from app.office import settings
from app.office.desk import Desk
from app.people import service as people
from app.people.service import StaffRow
from app.products import service as products
from app.products.service import ProductRow


@dataclass(frozen=True, slots=True)
class Facts:
    """Staff, products, who answers for which province, and who sits at the desk, as of one moment."""

    staff: tuple[StaffRow, ...]
    products: tuple[ProductRow, ...]
    salesmen: Mapping[str, Colleague]
    zone: ZoneInfo
    me: int
    area: str | None = None
    """The office's own area code, for local numbers typed without one."""


def read(desk: Desk) -> Facts:
    """The facts as they are now. Reads the database: for a job."""
    staff = tuple(people.find(desk))
    # also those of somebody who has left: whoever stands in is told then
    owned = {province for row in people.find(desk, left_too=True) for province in row.provinces}
    told = {province: finding.salesman_for(desk, province) for province in sorted(owned)}
    return Facts(
        staff, tuple(products.find(desk)),
        {province: one for province, one in told.items() if one is not None},
        desk.zone, desk.person.id, desk.settings.get(settings.AREA_CODE) or None,
    )  # fmt: skip
