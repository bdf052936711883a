"""Dealers as they lie in the database (records.md 经销商, 发货地址, 联系人)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.directory.model import KEY
from app.store.indexes import partial_index
from app.store.models import Base, Record
from app.store.types import Money


def _list_index(*columns: str, where: str = "deleted_at IS NULL", name: str | None = None) -> Index:
    """An index that a list is read from without a look at its rows: it knows which of them are in the bin."""
    return partial_index(name or f"ix_dealer_{'_'.join(columns)}", *columns, where=where)


class Dealer(Record, Base):
    """A dealer. Numbers stand as typed, several in one field; the directory knows their normal forms.

    Worked out on saving: `name_key` (names.key), `sort_key` (pinyin), `completeness` and `gaps` (",a,b,", the
    missing fields). `merged_into_id` names the dealer that took everything over.
    """

    __tablename__ = "dealer"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(100), index=True)
    short_name: Mapped[str] = mapped_column(String(50), default="")
    sort_key: Mapped[str] = mapped_column(KEY)
    province: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(40), default="")
    county: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    principal: Mapped[str] = mapped_column(String(50), default="")
    landline: Mapped[str] = mapped_column(String(300), default="")
    mobile: Mapped[str] = mapped_column(String(300), default="")
    fax: Mapped[str] = mapped_column(String(300), default="")
    wechat_id: Mapped[str] = mapped_column(String(50), default="")
    wechat_name: Mapped[str] = mapped_column(String(50), default="")
    qq: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    tier: Mapped[str] = mapped_column(String(12), default="")
    grade: Mapped[str] = mapped_column(String(2), default="")
    grade_by_hand: Mapped[bool] = mapped_column(default=False)
    grade_reason: Mapped[str] = mapped_column(String(200), default="")
    salesman_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), info={"handed_over": {}})
    status: Mapped[str] = mapped_column(String(12), default="active")
    since: Mapped[date | None]
    uscc: Mapped[str] = mapped_column(String(30), default="", index=True)
    licence_no: Mapped[str] = mapped_column(String(40), default="")
    licence_to: Mapped[date | None]
    invoice_info: Mapped[str] = mapped_column(Text, default="")
    credit: Mapped[Decimal | None] = mapped_column(Money())
    credit_days: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(12), default="")
    key_account: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(Text, default="")
    verified_on: Mapped[date | None]
    completeness: Mapped[int] = mapped_column(default=0)
    gaps: Mapped[str] = mapped_column(String(400), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("dealer.id"))

    __table_args__ = (
        _list_index("sort_key"),
        _list_index("province", "city", "county", "sort_key"),
        _list_index("status", "sort_key"),
        _list_index("tier", "sort_key"),
        _list_index("grade", "sort_key"),
        _list_index("salesman_id", "sort_key"),
        _list_index("completeness", "sort_key"),
        _list_index("verified_on", "sort_key"),
        _list_index("licence_to", "sort_key"),
        _list_index("since", "sort_key"),
        _list_index("updated_at"),
    )


class DealerRegion(Record, Base):
    """A region a dealer holds; "" in city or county is the whole above it."""

    __tablename__ = "dealer_region"

    dealer_id: Mapped[int] = mapped_column(ForeignKey("dealer.id"), index=True)
    province: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(40), default="")
    county: Mapped[str] = mapped_column(String(40), default="")
    exclusive: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    __table_args__ = (Index("ix_dealer_region_place", "province", "city", "county"),)


class DealerProduct(Base):
    """A product a dealer represents."""

    __tablename__ = "dealer_product"

    id: Mapped[int] = mapped_column(primary_key=True)
    dealer_id: Mapped[int] = mapped_column(ForeignKey("dealer.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)

    __table_args__ = (Index("uq_dealer_product_dealer_id", "dealer_id", "product_id", unique=True),)


class Contact(Record, Base):
    """Somebody at a dealer's. `phone` may hold several numbers."""

    __tablename__ = "contact"

    dealer_id: Mapped[int] = mapped_column(ForeignKey("dealer.id"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    title: Mapped[str] = mapped_column(String(50), default="")
    phone: Mapped[str] = mapped_column(String(200), default="")
    wechat: Mapped[str] = mapped_column(String(50), default="")
    birth_year: Mapped[int | None]
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    birth_lunar: Mapped[bool] = mapped_column(default=False)
    birth_leap: Mapped[bool] = mapped_column(default=False)


class ShipAddress(Record, Base):
    """Where a dealer's goods go. `phone` may hold several numbers; one address of a dealer is its default."""

    __tablename__ = "ship_addr"

    dealer_id: Mapped[int] = mapped_column(ForeignKey("dealer.id"), index=True)
    receiver: Mapped[str] = mapped_column(String(50), default="")
    phone: Mapped[str] = mapped_column(String(200), default="")
    province: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(40), default="")
    county: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    receive_time: Mapped[str] = mapped_column(String(100), default="")
    is_default: Mapped[bool] = mapped_column(default=False)
