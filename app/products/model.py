"""Products as they lie in the database (records.md 产品)."""

from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.directory.model import KEY
from app.store.indexes import partial_index
from app.store.models import Base, Record
from app.store.types import Money, Quantity


class Product(Record, Base):
    """A product. `pack_factor` base units make a pack; `aliases` are other names it is called by, parted by 、."""

    __tablename__ = "product"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    sort_key: Mapped[str] = mapped_column(KEY)
    series: Mapped[str] = mapped_column(String(50), default="")
    spec: Mapped[str] = mapped_column(String(50), default="")
    abv: Mapped[Decimal | None] = mapped_column(Quantity)
    unit: Mapped[str] = mapped_column(String(10), default="")
    pack_unit: Mapped[str] = mapped_column(String(10), default="")
    pack_factor: Mapped[int] = mapped_column(default=1)
    price: Mapped[Decimal | None] = mapped_column(Money)
    barcode: Mapped[str] = mapped_column(String(13), default="")
    aliases: Mapped[str] = mapped_column(String(200), default="")
    discontinued: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (partial_index("ix_product_sort_key", "sort_key", where="deleted_at IS NULL"),)
