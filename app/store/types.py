"""Column types: whole 分 and thousandths for money and quantities, UTC for moments, plain local dates."""

import operator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_SCALING = (operator.mul, operator.truediv, operator.floordiv, operator.mod)


class _Scaled(TypeDecorator[Decimal]):
    """A Decimal kept as a whole number of its smallest unit, since SQLite would make a float of a Numeric."""

    impl = BigInteger
    cache_ok = True
    places: int

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, Decimal | int):
            raise TypeError(f"{type(self).__name__} takes a Decimal, not {value!r}")
        units = Decimal(value).scaleb(self.places)
        whole = int(units)
        if whole != units:
            raise ValueError(f"{value} has more than {self.places} decimals")
        return whole

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.places)

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        # price * 3: the 3 is a plain number, not 3 yuan
        if getattr(op, "__name__", "") in {one.__name__ for one in _SCALING} and isinstance(value, int):
            return BigInteger()
        return self


class Money(_Scaled):
    """Yuan as Decimal with two decimals in Python, a whole number of 分 in the database."""

    places = 2
    cache_ok = True


class Quantity(_Scaled):
    """A quantity as Decimal with three decimals in Python, whole thousandths in the database."""

    places = 3
    cache_ok = True


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC in Python. SQLite keeps fixed-width text, so the order of text is that of
    time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(26))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its zone: {value!r}")
        return utc_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        moment: datetime = value.astimezone(UTC)
        return moment


def utc_text(moment: datetime) -> str:
    """`moment` (aware) as the fixed-width text SQLite keeps: 2026-11-24 07:13:34.000000, in UTC."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


class LocalDate(TypeDecorator[date]):
    """A day on the office's calendar. A datetime is refused: its day depends on the zone."""

    impl = Date
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | None:
        if isinstance(value, datetime):
            raise TypeError(f"a day is wanted, not a moment: {value!r}")
        return value
