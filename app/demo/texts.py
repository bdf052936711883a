"""The words the demo office is made from, as they lie in data/demo/."""

import json
from dataclasses import dataclass
from typing import Any

from app import shipped

CATEGORIES = ("inquiry", "order", "shipment", "complaint", "transfer", "supplier", "nuisance", "other")
OUTGOING = "outgoing"


def load(name: str) -> Any:
    """The file data/demo/`name`.json."""
    return json.loads((shipped.data() / "demo" / f"{name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Template:
    """A matter and what can be answered to it, with slots in braces; one line of a category's file.

    `later` is what the call-back tells when the answer has to be found out first; without `answer` it always
    has to. `duty` is who finds it out, `senders` are the kinds of callers it fits, `sort` narrows a supplier
    or an institution, `seasons` when it is said (empty: all year), `after` = "missed" for calling back.
    An outgoing one names its category, since its file holds all.
    """

    say: str
    answer: tuple[str, ...]
    later: str
    duty: str
    senders: tuple[str, ...]
    sort: str
    seasons: frozenset[str]
    often: bool
    after: str
    category: str

    @property
    def asked(self) -> bool:
        """Whether everybody asks it in the same words: it makes the month's list of frequent questions."""
        return self.often and "{" not in self.say

    @property
    def copies(self) -> int:
        """How many cards of a deck it is."""
        return (5 if self.asked else 3 if self.often else 1) * (2 if self.seasons else 1)


def templates(name: str) -> list[Template]:
    """The templates of a category, or of outgoing calls."""
    return [
        Template(
            say=row["say"],
            answer=tuple(row.get("answer", ())),
            later=row.get("later", ""),
            duty=row.get("who", ""),
            senders=tuple(row["from"]),
            sort=row.get("as", ""),
            seasons=frozenset(row.get("season", ())),
            often=row.get("often", False),
            after=row.get("after", ""),
            category=row.get("category", name),
        )
        for row in load(name)
    ]


def tails() -> dict[str, dict[str, list[str]]]:
    """What is added to a matter or an answer now and then, so that no two calls read alike.

    By category: "say" and "answer" fit everybody, a kind of caller has further ones of its own for the matter.
    """
    found: dict[str, dict[str, list[str]]] = load("tails")
    return found


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the demo company: its code and name, packing and price in whole yuan a bottle."""

    code: str
    name: str
    spec: str
    price: int
    often: int


def products() -> list[Product]:
    """What the demo company sells."""
    return [Product(**row) for row in load("products")]
