"""Staff and the owners of provinces (records.md 人员, 省负责人)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models import Base, Record


class Staff(Record, Base):
    """A member of staff."""

    __tablename__ = "staff"
    __secret__ = frozenset({"password_hash"})

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    department: Mapped[str] = mapped_column(String(50), default="")
    title: Mapped[str] = mapped_column(String(50), default="")
    mobile: Mapped[str] = mapped_column(String(20), default="")
    extension: Mapped[str] = mapped_column(String(10), default="")
    email: Mapped[str] = mapped_column(String(100), default="")
    wechat: Mapped[str] = mapped_column(String(50), default="")
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    resident: Mapped[bool] = mapped_column(default=True)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    role: Mapped[str] = mapped_column(String(20), default="receptionist")
    password_hash: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (Index("ix_staff_name", "name"),)


class ProvinceOwner(Record, Base):
    """Who is responsible for a province, and who stands in."""

    __tablename__ = "province_owner"

    province: Mapped[str] = mapped_column(String(20), unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), info={"handed_over": {}})
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    from_on: Mapped[date | None]
