"""Codes without gaps: one row a series, raised inside the write that uses the number."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

_RAISE = text(
    "INSERT INTO series (name, last) VALUES (:name, :step) "
    "ON CONFLICT (name) DO UPDATE SET last = series.last + :step RETURNING last"
)

_REACH = text(
    "INSERT INTO series (name, last) VALUES (:name, :last) "
    "ON CONFLICT (name) DO UPDATE SET last = CASE WHEN series.last < :last THEN :last ELSE series.last END"
)


def next_code(session: Session, prefix: str, month: date, *, digits: int = 4) -> str:
    """The next code of `prefix` in `month`, such as LD-202610-0007.

    The number is taken in the transaction of `session`: a write that fails gives it back, so no gap.
    """
    name = f"{prefix}-{month:%Y%m}"
    return f"{name}-{take(session, name):0{digits}d}"


def take(session: Session, name: str, count: int = 1) -> int:
    """Take `count` numbers of the series `name` at once and return the last of them."""
    return int(session.execute(_RAISE, {"name": name, "step": count}).scalar_one())


def reach(session: Session, name: str, last: int) -> None:
    """Let the series `name` go on behind `last`, as when records with codes of their own are brought in."""
    session.execute(_REACH, {"name": name, "last": last})
