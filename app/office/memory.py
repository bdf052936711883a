"""What one seat remembers from day to day: who sat there last, theme, sizes, open tab. Machine-local, one JSON file."""

import json
import logging
from pathlib import Path
from typing import Any

from app.files import atomic_write

log = logging.getLogger("frontdesk.office")


class Memory:
    """A small dictionary kept in `seat.json` of the seat's folder.

    It holds nothing that is missed: a damaged file is set aside and a new one begun.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "seat.json"
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as problem:
            log.info("seat.json is not readable and starts anew: %s", problem)
            return {}
        return known if isinstance(known, dict) else {}

    def get(self, key: str, default: Any = None) -> Any:
        """What was kept under `key`, else `default`."""
        return self._values.get(key, default)

    def keep(self, **values: Any) -> None:
        """Keep JSON values; nothing is written when nothing differs. OSError when the disk refuses."""
        changed = {**self._values, **values}
        if changed == self._values:
            return
        with atomic_write(self._path) as part:
            part.write_text(json.dumps(changed, ensure_ascii=False, indent=1), "utf-8")
        self._values = changed
