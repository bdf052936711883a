"""A dealer that is being entered or changed and is not saved yet: what its form and its draft hold. Qt-free."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from app.dealers.finding import DealerDetail
from app.dealers.rules import NewDealer
from ui.dealers import typed

DRAFT = "dealer-"


@dataclass(slots=True)
class OpenDealer:
    """A dealer that is not saved: a new one (`dealer_id` None) or the change of one."""

    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    dealer_id: int | None = None
    row_version: int = 0
    title: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def draft(self) -> str:
        """The name of its draft."""
        return DRAFT + self.key

    def touched(self) -> bool:
        """Whether anything was typed that would be missed."""
        return any(value != self.before.get(name) for name, value in self.values.items())

    def kept(self) -> dict[str, Any]:
        """What its draft holds."""
        return {
            "dealer_id": self.dealer_id, "row_version": self.row_version, "title": self.title,
            "before": self.before, "values": self.values,
        }  # fmt: skip


def new(values: dict[str, Any] | None = None) -> OpenDealer:
    """A new dealer, with what is known of it already."""
    before = typed.values_of(NewDealer(name=""))
    return OpenDealer(before=before, values={**before, **(values or {})})


def of(detail: DealerDetail) -> OpenDealer:
    """The change of a stored dealer."""
    before = typed.values_of(detail.typed)
    return OpenDealer(
        dealer_id=detail.row.id, row_version=detail.row.row_version, title=detail.row.name, before=before,
        values=dict(before),
    )  # fmt: skip


def from_draft(name: str, kept: dict[str, Any]) -> OpenDealer | None:
    """The dealer that a draft tells; None when the draft is none of ours."""
    try:
        return OpenDealer(
            key=name.removeprefix(DRAFT), dealer_id=kept["dealer_id"], row_version=int(kept["row_version"]),
            title=str(kept["title"]), before=typed.from_draft(kept["before"]),
            values=typed.from_draft(kept["values"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None
