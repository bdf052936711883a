"""How products are named in tables: by a unique name, else by their code."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.products import service
from app.products.model import Product
from app.transfer.fields import Link


def _resolve(session: Session, _desk: Desk, text: str) -> int:
    return service.named(session, text).id


def told(session: Session, ids: Iterable[int]) -> Mapping[int, str]:
    """What names each of the products `ids` so that it is found again."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    here = Product.deleted_at.is_(None)
    shared = select(Product.name).where(here).group_by(Product.name).having(func.count() > 1)
    twice = set(session.scalars(shared))
    rows = session.execute(select(Product.id, Product.code, Product.name).where(Product.id.in_(wanted)))
    return {product_id: code if name in twice else name for product_id, code, name in rows}


PRODUCT = Link(_resolve, told)
