"""What the dealers page needs to know of the office, read by one job: a form opens without a look at the disk."""

from dataclasses import dataclass
from datetime import date

from app.office.desk import Desk
from app.people import service as people
from app.people.service import StaffRow
from app.products import service as products
from ui.kit.many_field import Choosable


@dataclass(frozen=True, slots=True)
class Facts:
    """Staff, products and the day, as of one moment."""

    staff: tuple[StaffRow, ...]
    products: tuple[Choosable, ...]
    owners: dict[str, int]
    """Who answers for each province."""
    today: date

    def product(self, product_id: int) -> str:
        """What a product is called."""
        return next((each.words for each in self.products if each.value == product_id), f"#{product_id}")


def read(desk: Desk) -> Facts:
    """The facts as they are now. Reads the database: for a job."""
    today = desk.today()
    staff = tuple(people.find(desk))
    return Facts(
        staff=staff,
        products=tuple(
            Choosable(row.id, row.name, " ".join(part for part in (row.code, row.spec) if part), row.keys)
            for row in products.find(desk)
        ),
        owners={province: row.id for row in staff for province in row.provinces},
        today=today,
    )
