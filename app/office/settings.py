"""Every setting of an office, declared once: key, default, label and what may stand in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import select

from app.office.model import Setting as SettingRow
from app.store.changes import Changes
from app.store.errors import UserError
from app.store.store import Store
from app.words import LANGUAGES, N_, _

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)  # by identity: a default may be a dict
class Declared(Generic[T]):
    """A setting: its stable key, what it is when nobody changed it, its label and its check.

    `check` takes the JSON value and returns a sentence that says what is wrong, or None. A `spoken` default is a
    message of the catalogue: it follows the language until the office writes its own.
    """

    key: str
    default: T
    label: str
    check: Callable[[Any], str | None]
    spoken: bool = False


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) else _("It has to be text.")


def _whole(low: int, high: int) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return None
        return _("It has to be a whole number from {low} to {high}.").format(low=low, high=high)

    return check


def _one_of(*words: str) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        return None if value in words else _("It has to be one of: {words}.").format(words=", ".join(words))

    return check


def _hours(value: Any) -> str | None:
    wrong = _('It has to be a list of pairs such as [["08:30", "12:00"], ["13:30", "17:30"]], in order.')
    try:
        spans = [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in value]
    except (TypeError, ValueError):
        return wrong
    ends = [moment for span in spans for moment in span]
    return None if spans and ends == sorted(ends) and len(set(ends)) == len(ends) else wrong


def _categories(value: Any) -> str | None:
    ok = isinstance(value, list) and all(
        isinstance(each, dict) and each.get("word") and set(each) <= {"word", "label"} for each in value
    )
    if not ok:
        return _('It has to be a list such as [{"word": "refund", "label": "退款"}].')
    words = [each["word"] for each in value]
    return None if len(set(words)) == len(words) else _("The same word stands in it twice.")


def _demo(value: Any) -> str | None:
    ok = isinstance(value, dict) and set(value) == {"size", "seed", "until"}
    return None if ok else _("Only `frontdesk demo` sets this.")


def _mapping(value: Any) -> str | None:
    ok = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    return None if ok else _("It has to be an object of texts.")


LANGUAGE = Declared("language", "zh", N_("Language"), _one_of(*LANGUAGES))
COMPANY = Declared("company.name", "", N_("Company name"), _text)
DEPARTMENT = Declared(
    "company.department", N_("Customer Service"), N_("Department on the papers"), _text, spoken=True
)
FORM_PREFIX = Declared("papers.form_prefix", "KF", N_("Prefix of form numbers"), _text)
ZONE = Declared("office.zone", "Asia/Shanghai", N_("Time zone"), _text)
AREA_CODE = Declared("office.area_code", "", N_("Own area code"), _text)
HOURS = Declared("office.hours", [["08:30", "12:00"], ["13:30", "17:30"]], N_("Office hours"), _hours)
GREETING = Declared(
    "calls.greeting", N_("Hello, {company}. What can I do for you?"), N_("Greeting"), _text, spoken=True
)
CLOSING = Declared(
    "calls.closing", N_("Let the other side hang up first, then put down gently"), N_("Closing reminder"), _text,
    spoken=True,
)  # fmt: skip
HARD_CALLER = Declared(
    "calls.hard_caller", N_("Hear them out, keep calm, explain, and give an exact time."),
    N_("Script for a difficult caller"), _text, spoken=True,
)  # fmt: skip
OWN_CATEGORIES: Declared[list[dict[str, str]]] = Declared(
    "calls.categories", [], N_("Own categories"), _categories
)
SCRIPTS: Declared[dict[str, str]] = Declared("calls.scripts", {}, N_("Script line by category"), _mapping)
RINGS = Declared("calls.rings", 2, N_("Rings taken for granted"), _whole(1, 4))
HOLD_LIMIT = Declared("calls.hold_limit", 45, N_("Longest wait, in seconds"), _whole(5, 600))
PROMISE_HOURS = Declared("calls.promise_hours", 2, N_("Call back within, in working hours"), _whole(1, 80))
DEMO: Declared[dict[str, Any]] = Declared("office.demo", {}, N_("Made as a demo office"), _demo)
BACKUP_SECOND = Declared("backup.second_folder", "", N_("Second backup folder"), _text)

ALL: tuple[Declared[Any], ...] = (
    LANGUAGE, COMPANY, DEPARTMENT, FORM_PREFIX, ZONE, AREA_CODE, HOURS, GREETING, CLOSING, HARD_CALLER,
    OWN_CATEGORIES, SCRIPTS, RINGS, HOLD_LIMIT, PROMISE_HOURS, BACKUP_SECOND, DEMO,
)  # fmt: skip
_BY_KEY = {each.key: each for each in ALL}


def declared(key: str) -> Declared[Any]:
    """The setting called `key`; UserError naming the nearest keys when there is none."""
    if key not in _BY_KEY:
        raise UserError(_("There is no setting {key}. `frontdesk settings get` lists them.").format(key=key))
    return _BY_KEY[key]


class Settings:
    """The settings of one office, read once and again whenever somebody changed one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values: dict[str, Any] = {}
        self.reload()
        store.hub.subscribe(self._hear)

    def _hear(self, changes: Changes) -> None:
        if any(each.kind == SettingRow.__tablename__ for each in changes.touched):
            self.reload()

    def reload(self) -> None:
        """Read all changed settings anew."""
        with self._store.read() as session:
            rows = session.execute(select(SettingRow.key, SettingRow.value)).all()
        self._values = {key: json.loads(value) for key, value in rows}

    def get(self, setting: Declared[T]) -> T:
        """The value of `setting`: what the office set, else its default."""
        value: T = self._values.get(setting.key, setting.default)
        if setting.spoken and setting.key not in self._values:
            return cast(T, _(cast(str, value)))
        return value

    def all(self) -> dict[str, Any]:
        """Every key with its value, in the order they are declared."""
        return {each.key: self.get(each) for each in ALL}

    def set(self, setting: Declared[Any], value: Any) -> None:
        """Keep `value` for `setting`. UserError when it does not fit; nothing is changed then."""
        self.set_many({setting: value})

    def set_many(self, values: dict[Declared[Any], Any]) -> None:
        """Keep several values in one write: all or none."""
        for setting, value in values.items():
            if wrong := setting.check(value):
                raise UserError(f"{_(setting.label)} ({setting.key}): {wrong}")
        with self._store.write("settings.set") as session:
            for setting, value in values.items():
                row = session.scalar(select(SettingRow).where(SettingRow.key == setting.key))
                if row is None:
                    session.add(SettingRow(key=setting.key, value=json.dumps(value, ensure_ascii=False)))
                else:
                    row.value = json.dumps(value, ensure_ascii=False)
        self.reload()
