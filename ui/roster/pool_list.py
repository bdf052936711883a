"""The pool as a list: who takes part, and how."""

from array import array
from collections.abc import Sequence

from app.roster.pool import PoolRow
from app.words import _
from ui.kit.rows import Cell, Row, Sort
from ui.roster.words import weekdays_words


class PoolSource:
    """The staff as a list, in memory."""

    def __init__(self, rows: Sequence[PoolRow]) -> None:
        self.by_id = {row.staff_id: row for row in rows}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Everybody, in order of their code."""
        return array("q", self.by_id)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Name, and how one takes part."""
        return [self._row(self.by_id.get(id)) for id in ids]

    def _row(self, row: PoolRow | None) -> Row | None:
        if row is None:
            return None
        icon = "check" if row.resident else ""
        return Row(
            row.staff_id,
            cells=(
                Cell("", icon=icon, tone="green"), Cell(row.name, tone="text" if row.resident else "text3"),
                Cell(summary(row), tone="text3"),
            ),
        )  # fmt: skip

    def interrupt(self, token: object) -> None:
        """All in memory."""


def summary(row: PoolRow) -> str:
    """How somebody takes part, in a few words."""
    if not row.resident:
        return _("takes no part")
    told = []
    if row.weekdays:
        told.append(weekdays_words(row.weekdays))
    if row.avoid:
        told.append(_("not on {days}").format(days=weekdays_words(row.avoid)))
    if row.share != 100:
        told.append(f"{row.share}%")
    if row.to_on is not None:
        told.append(_("until {day}").format(day=row.to_on.isoformat()))
    return _("; ").join(told) or row.department
