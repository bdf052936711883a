"""A complaint that is being taken in or changed: what was typed, and how it survives as a draft. Qt-free."""

import uuid
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from app.complaints.finding import ComplaintDetail
from app.complaints.rules import NewComplaint

Values = dict[str, Any]
DRAFT = "complaint-"
"""Drafts of complaints have names that begin so; those of steps go on with "step-"."""
TEXTS = (
    "complainant", "company", "phone", "address", "city", "product", "spec", "batch_no", "bought_at", "content",
    "demand", "explained", "offered",
)  # fmt: skip
KEYS = (
    *TEXTS, "province", "channel", "kind", "grade", "category", "made_on", "bought_on", "qty", "apologised",
    "thanked", "solved_on_call", "received_at", "remark", "dealer_id", "product_id",
)  # fmt: skip
LINKS = {"company": "dealer_id", "product": "product_id"}
"""Words, and which record they mean: they go together."""


@dataclass(slots=True)
class OpenComplaint:
    """A new complaint (`complaint_id` None), or the change of one that is in the register already."""

    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    values: Values = field(default_factory=dict)
    before: Values = field(default_factory=dict)
    base: ComplaintDetail | None = None
    complaint_id: int | None = None
    row_version: int = 0
    code: str = ""

    @property
    def draft(self) -> str:
        """The name of its draft."""
        return DRAFT + self.key

    def touched(self) -> bool:
        """Whether anything was typed that would be missed."""
        return any((value or None) != (self.before.get(name) or None) for name, value in self.values.items())

    def as_draft(self) -> Values:
        """All that is needed to go on after the window was closed, or the program killed."""
        return {
            "values": {**self.values, "qty": str(self.values.get("qty") or "")}, "before": self.before,
            "complaint_id": self.complaint_id, "row_version": self.row_version, "code": self.code,
        }  # fmt: skip


def of(detail: ComplaintDetail) -> OpenComplaint:
    """The change of a complaint, nothing changed yet."""
    values = values_of(detail.typed)
    return OpenComplaint(
        values=values, before=dict(values), base=detail, complaint_id=detail.row.id,
        row_version=detail.row.row_version, code=detail.row.code,
    )  # fmt: skip


def from_draft(name: str, kept: Values) -> OpenComplaint | None:
    """The complaint that a draft tells; None when the draft is none of ours."""
    try:
        return OpenComplaint(
            key=name.removeprefix(DRAFT), values=dict(kept["values"]), before=dict(kept["before"]),
            complaint_id=kept["complaint_id"], row_version=int(kept["row_version"]), code=str(kept["code"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):  # written by an older version: what can't be read is no draft
        return None


def values_of(typed: NewComplaint) -> Values:
    """What the form shows of a complaint."""
    found = {name: getattr(typed, name) for name in KEYS}
    found["qty"] = "" if typed.qty is None else f"{typed.qty.normalize():f}"
    found["remark"] = typed.remark or ""
    return found


def texts(values: Values) -> Values:
    """What only somebody at the keyboard writes."""
    return {name: values.get(name) or "" for name in ("content", "demand", "explained", "offered", "remark")}


def quantity(text: str) -> Decimal | None:
    """A quantity as typed; None for nothing. InvalidOperation when it is none."""
    text = text.replace(",", "").strip()
    if not text:
        return None
    found = Decimal(text)
    if not found.is_finite() or abs(found) >= Decimal("1e12"):
        raise InvalidOperation
    return found.quantize(Decimal("0.001"))


def complaint_of(opened: OpenComplaint) -> NewComplaint:
    """The complaint to be saved, made of what the form holds."""
    values = opened.values
    base = opened.base.typed if opened.base is not None else NewComplaint(channel="phone")
    told: Values = {name: values.get(name) or "" for name in TEXTS}
    told |= {
        name: values[name]
        for name in ("channel", "kind", "grade", "category")
        if values.get(name) is not None
    }
    told |= {name: bool(values.get(name)) for name in ("apologised", "thanked", "solved_on_call")}
    told |= {
        "province": values.get("province") or None, "made_on": values.get("made_on"),
        "bought_on": values.get("bought_on"), "qty": quantity(str(values.get("qty") or "")),
        "remark": values.get("remark") or None, "dealer_id": values.get("dealer_id"),
        "product_id": values.get("product_id"),
    }  # fmt: skip
    if opened.complaint_id is None:
        told["received_at"] = values.get("received_at")
        told["uuid"] = opened.key
    return replace(base, **told)
