"""Whose complaint it is and of which product: as told, else found by the number, the name, the product's words."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.complaints.model import Complaint
from app.complaints.rules import NewComplaint
from app.dealers import doubles
from app.dealers.model import Dealer
from app.products.model import Product

Named = dict[int, tuple[str, str]]
"""Code and name by id."""


def linked(
    session: Session, new: NewComplaint, columns: dict[str, Any], *, before: Complaint | None = None
) -> dict[str, Any]:
    """`columns` with the dealer and the product that `new` names, or that its number and words point to.

    What is chosen by its record fills the words that were left empty: company, product (its code is written as it is
    called) and packing. `before` is the complaint that is changed: what it was linked with stays while the words are
    the same, though a product may be called otherwise by now.
    """
    told = dict(columns)
    with session.no_autoflush:  # the row is not whole yet
        told["dealer_id"] = new.dealer_id
        if new.dealer_id is None:
            told["dealer_id"] = doubles.dealer_of(session, told["phone_norm"], told["company"])
        dealer = session.get(Dealer, told["dealer_id"]) if told["dealer_id"] is not None else None
        if dealer is not None and not told["company"]:
            told["company"] = dealer.name
        words = (told["product"], told["spec"])
        kept = before is not None and words == (before.product, before.spec)
        told["product_id"] = new.product_id
        if new.product_id is None and words[0]:
            told["product_id"] = before.product_id if kept and before else product_of(session, *words)
        product = session.get(Product, told["product_id"]) if told["product_id"] is not None else None
        if product is not None and told["product"] in ("", product.code):
            told["product"] = product.name
        if product is not None and not told["spec"]:
            told["spec"] = product.spec
    return told


def product_of(session: Session, text: str, spec: str = "") -> int | None:
    """The one product that `text` names by its code, name or another name; of several the one packed as `spec`."""
    here = Product.deleted_at.is_(None)
    by_code = session.scalar(select(Product.id).where(here, Product.code == text))
    if by_code is not None:
        return by_code
    rows = list(session.scalars(select(Product).where(here, Product.name == text)))
    if not rows:
        like = select(Product).where(here, Product.aliases.contains(text, autoescape=True))
        rows = [row for row in session.scalars(like) if text in row.aliases.split("、")]
    if len(rows) > 1 and spec:
        rows = [row for row in rows if row.spec == spec]
    return rows[0].id if len(rows) == 1 else None


def spoken(session: Session, text: str) -> str:
    """A product told by its code as it is called; any other text as it is."""
    name = session.scalar(select(Product.name).where(Product.code == text, Product.deleted_at.is_(None)))
    return name or text


def dealers(session: Session, ids: Iterable[int | None]) -> Named:
    """Code and name of dealers by id, also of those in the bin."""
    return _named(session, Dealer, ids)


def products(session: Session, ids: Iterable[int | None]) -> Named:
    """Code and name of products by id, also of those in the bin."""
    return _named(session, Product, ids)


def _named(session: Session, model: type[Dealer] | type[Product], ids: Iterable[int | None]) -> Named:
    wanted = {each for each in ids if each is not None}
    if not wanted:  # most complaints are no dealer's
        return {}
    found = session.execute(select(model.id, model.code, model.name).where(model.id.in_(wanted)))
    return {number: (code, name) for number, code, name in found}
