"""What one office has chosen: its settings as stored, read once and again whenever somebody changed one."""

import json
from typing import Any, Final, TypeVar, cast

from sqlalchemy import select

from app.office.model import Setting as SettingRow
from app.office.settings import ALL, Declared, declared
from app.store.changes import Changes
from app.store.errors import UserError
from app.store.store import Store
from app.words import _

T = TypeVar("T")


class _Unset:
    """The mark of a setting that the office never set."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = _Unset()
"""Given to `set_many` a setting goes back to its default; `stored` answers with it."""


class Settings:
    """The settings of one office.

    A stored value that can't be read or does not fit (written by hand, or by another version) is left as it is and
    its default used; `damaged` tells which, as sentences.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values: dict[str, Any] = {}
        self._wrong: dict[str, str] = {}
        self.reload()
        store.hub.subscribe(self._hear)

    def _hear(self, changes: Changes) -> None:
        if any(each.kind == SettingRow.__tablename__ for each in changes.touched):
            self.reload()

    def reload(self) -> None:
        """Read all changed settings anew."""
        with self._store.read() as session:
            rows = session.execute(select(SettingRow.key, SettingRow.value)).all()
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        known = {each.key: each for each in ALL}
        for key, text in rows:
            if key not in known:  # of a newer version: kept, not judged
                continue
            try:
                value = json.loads(text)
            except ValueError:
                wrong[key] = _("It can't be read.")
                continue
            if problem := known[key].check(value):
                wrong[key] = problem
            else:
                values[key] = value
        self._values, self._wrong = values, wrong

    def damaged(self) -> list[str]:
        """A sentence for each stored setting whose default is used because its value makes no sense."""
        said = _("The setting {label} ({key}) is damaged and its default is used; set it again. {problem}")
        return [
            said.format(label=_(declared(key).label), key=key, problem=problem)
            for key, problem in self._wrong.items()
        ]

    def get(self, setting: Declared[T]) -> T:
        """The value of `setting`: what the office set, else its default."""
        value: T = self._values.get(setting.key, setting.default)
        if setting.spoken and setting.key not in self._values:
            return cast(T, _(cast(str, value)))
        return value

    def stored(self, setting: Declared[Any]) -> Any:
        """What the office set, UNSET when it never did."""
        return self._values.get(setting.key, UNSET)

    def all(self) -> dict[str, Any]:
        """Every key with its value, in the order they are declared."""
        return {each.key: self.get(each) for each in ALL}

    def set(self, setting: Declared[Any], value: Any) -> None:
        """Keep `value` for `setting`. UserError when it does not fit; nothing is changed then."""
        self.set_many({setting: value})

    def reset(self, *which: Declared[Any]) -> None:
        """Let the defaults of `which` hold again."""
        self.set_many(dict.fromkeys(which, UNSET))

    def set_many(self, values: dict[Declared[Any], Any]) -> None:
        """Keep several values in one write: all or none. UNSET takes a setting back to its default."""
        for setting, value in values.items():
            if value is not UNSET and (wrong := setting.check(value)):
                raise UserError(f"{_(setting.label)} ({setting.key}): {wrong}")
        with self._store.write("settings.set") as session:
            for setting, value in values.items():
                row = session.scalar(select(SettingRow).where(SettingRow.key == setting.key))
                text = json.dumps(value, ensure_ascii=False) if value is not UNSET else ""
                if value is UNSET:
                    if row is not None:
                        session.delete(row)
                elif row is None:
                    session.add(SettingRow(key=setting.key, value=text))
                elif row.value != text:
                    row.value = text
        self.reload()
