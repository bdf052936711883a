"""What one seat remembers from day to day: who sat there last, theme, sizes, open tab. Machine-local, one JSON file."""

import json
import logging
from pathlib import Path
from typing import Any

from app.files import atomic_write
from app.words import _

log = logging.getLogger("frontdesk.office")


class Memory:
    """A small dictionary kept in `seat.json` of the seat's folder.

    It holds nothing that is missed: a damaged file is set aside as seat-damaged.json and a new one begun; `damaged`
    says so then, in one sentence.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "seat.json"
        self._aside: Path | None = None
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as problem:
            return self._anew(problem)
        return known if isinstance(known, dict) else self._anew("no JSON object")

    def _anew(self, problem: object) -> dict[str, Any]:
        log.info("seat.json is not readable and starts anew: %s", problem)
        aside = self._path.with_name("seat-damaged.json")
        self._aside = aside
        try:
            self._path.replace(aside)
        except OSError as kept:  # a disk that can't be written: the file stays where it is
            log.info("seat.json could not be set aside: %s", kept)
        return {}

    @property
    def damaged(self) -> str:
        """That the file could not be read and where it lies now, as one sentence; "" when it could."""
        if self._aside is None:
            return ""
        said = _("How the window was left can't be read, so it looks as new; the file lies in {file}.")
        return said.format(file=self._aside)

    def get(self, key: str, default: Any = None) -> Any:
        """What was kept under `key`, else `default`; also when it is of another kind than `default`."""
        value = self._values.get(key, default)
        return value if default is None or isinstance(value, type(default)) else default

    def keep(self, **values: Any) -> None:
        """Keep JSON values; nothing is written when nothing differs. OSError when the disk refuses."""
        changed = {**self._values, **values}
        if changed == self._values:
            return
        with atomic_write(self._path) as part:
            part.write_text(json.dumps(changed, ensure_ascii=False, indent=1), "utf-8")
        self._values = changed
