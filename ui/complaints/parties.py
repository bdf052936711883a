"""Who and what a complaint's form offers while one types: dealers with their people, and the company's products."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.complaints import choosing
from app.complaints.choosing import Party
from app.office import privacy
from app.products.service import ProductRow
from app.words import _
from ui.kit.completion import Candidate
from ui.kit.jobs import Jobs
from ui.kit.rows import lit
from ui.kit.saying import joined

if TYPE_CHECKING:
    from app.office.desk import Desk

MOST = 7


class Parties:
    """Asks the archive, off the window's thread."""

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        self._desk, self.jobs = desk, jobs

    def find(self, text: str) -> list[Candidate]:
        """Dealers and their people that `text` may mean. Reads the database: for a job."""
        desk = self._desk
        return [
            candidate(party, text, phone=privacy.shown(desk, party.phone))
            for party in choosing.parties(desk, text, limit=MOST)
        ]

    def whose(self, number: str, done: Callable[[Party | None], object], *, owner: QObject) -> None:
        """Whose number it is, told later."""
        self.jobs.read(
            lambda _progress: choosing.whose(self._desk, number), done=done, owner=owner, latest="whose"
        )


def candidate(party: Party, text: str, *, phone: str) -> Candidate:
    """A dealer, or somebody there, on two lines; `phone` as it may be seen at this desk."""
    who = " ".join(part for part in (party.name, party.title, phone) if part)
    place = " ".join(dict.fromkeys(part for part in (party.province, party.city) if part))
    sales = _("sales {name}").format(name=party.salesman) if party.salesman else ""
    sub = joined(who, place, sales)
    return Candidate(party, party.company, sub, "store", note=party.code, found=lit(party.company, text))


def goods(products: Sequence[ProductRow], text: str) -> list[Candidate]:
    """The products that `text` may mean: by characters, pinyin, initials or code."""
    wanted = text.strip().lower()
    fitting = [
        row for row in products
        if wanted in row.name.lower() or any(key.startswith(wanted) for key in row.keys)
    ]  # fmt: skip
    fitting.sort(key=lambda row: (row.discontinued, row.name.lower() != wanted))
    return [
        Candidate(row, row.name, joined(row.spec, row.series, _("discontinued") if row.discontinued else ""),
                  "package", note=row.code, found=lit(row.name, text))
        for row in fitting[:MOST]
    ]  # fmt: skip
