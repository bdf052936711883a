"""Calls and promises as lines: the keys that `frontdesk calls log` takes (cli.md), moments as ISO 8601."""

from datetime import date
from functools import lru_cache
from typing import TypedDict

from app.demo.days import DAY


class PromiseLine(TypedDict, total=False):
    """A promise; what is not known is left out."""

    due_at: str
    finder: str
    matter: str
    answer: str
    called_at: str
    attempts: int
    result: str


class ComplaintLine(TypedDict, total=False):
    """What a complaining caller tells beyond the call."""

    kind: str
    grade: str
    category: str
    complainant: str
    product: str
    spec: str
    batch_no: str
    province: str
    city: str
    address: str
    demand: str
    offered: str
    apologised: bool
    thanked: bool
    solved_on_call: bool


class CallLine(TypedDict, total=False):
    """A call; what is not known is left out."""

    started_at: str
    direction: str
    number: str
    caller_name: str
    company: str
    category: str
    matter: str
    answer: str
    outcome: str
    transfer_to: str
    transfer_reached: bool
    rings: int
    hold_seconds: int
    talk_seconds: int
    tone: str
    agent: str
    confirmed: bool
    promise: PromiseLine
    complaint: ComplaintLine


@lru_cache(maxsize=512)
def _iso_day(day: int) -> str:
    return date.fromordinal(day).isoformat()


def iso(moment: int) -> str:
    """A moment (an ordinal day times 86400 plus its second, as in days.py) as ISO 8601 in the office's zone."""
    day, second = divmod(moment, DAY)
    return f"{_iso_day(day)}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}+08:00"
