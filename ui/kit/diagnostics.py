"""What is written down of a fault: where in the program, in what surroundings; nothing of what people typed.

Messages of exceptions and arguments of log records may carry names, numbers and matters, so they are left out; paths
carry the user's name, so only the program's own part of a path is told.
"""

import linecache
import os
import re
import sys
import traceback
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent.parent
_LONGEST = 30  # causes of causes: enough for anybody
_CODES = ("errno", "winerror", "sqlite_errorname", "sqlstate", "kind")
_NAMES = (AttributeError, NameError, ImportError)  # their `name` is a name in the program
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,60}")


def place(error: BaseException) -> str:
    """Where `error` was raised: its type and the innermost line of the program. Two faults of one place are one."""
    inner = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = _file(frame.f_code.co_filename)
        if not inner or _ours(name):
            inner = f"{name}:{line}"
    return f"{type(error).__name__} {inner}"


def fault(error: BaseException) -> str:
    """Types and places of `error` and of its causes, as text; without their messages."""
    lines: list[str] = []
    told: set[int] = set()
    now: BaseException | None = error
    words = ""
    while now is not None and id(now) not in told and len(told) < _LONGEST:
        told.add(id(now))
        lines += [words] if words else []
        lines += [*_frames(now.__traceback__), _kind(now)]
        words, now = (
            ("caused by", now.__cause__)
            if now.__cause__ is not None
            else ("while handling", None if now.__suppress_context__ else now.__context__)
        )
    return "\n".join(lines)


def report(what: str, *, facts: Mapping[str, str], log: Iterable[str], writes: Iterable[str]) -> str:
    """The whole diagnostics text: `what` as `fault` gives it, facts of the surroundings, the last records of the
    log as `record` gives them, and the labels of the last writes of this seat.
    """
    parts = [
        "FrontDesk diagnostics. It holds no names, numbers or texts of the office.",
        what,
        "\n".join(f"{name}: {value}" for name, value in facts.items()),
        "last writes: " + (", ".join(writes) or "none"),
        "\n".join(("log:", *log)),
    ]
    return "\n\n".join(parts) + "\n"


def surroundings(*, now: datetime) -> dict[str, str]:
    """Facts that need neither the window nor the office."""
    import platform

    from PySide6.QtCore import qVersion

    from app.shipped import version

    sqlite = sys.modules.get("sqlcipher3.dbapi2")
    return {
        "time": now.isoformat(timespec="seconds"),
        "program": version() + (" frozen" if getattr(sys, "frozen", False) else ""),
        "python": platform.python_version(),
        "qt": qVersion(),
        "sqlite": getattr(sqlite, "sqlite_version", "not loaded"),
        "system": platform.platform(),
        "processors": str(os.cpu_count()),
    }


def record(name: str, level: str, when: float, template: object, where: str) -> str:
    """One record of the log without its arguments. What can't be a template of the program is left out too."""
    told = (
        isinstance(template, str) and template.isascii() and not any(letter.isdigit() for letter in template)
    )
    moment = datetime.fromtimestamp(when).astimezone()
    return f"{moment:%H:%M:%S} {level} {name} {where}: {template if told else '…'}"


def _frames(trace: TracebackType | None) -> list[str]:
    lines = []
    for frame, number in traceback.walk_tb(trace):
        name = _file(frame.f_code.co_filename)
        lines.append(f"  {name}:{number} {frame.f_code.co_name}")
        source = linecache.getline(frame.f_code.co_filename, number).strip() if _ours(name) else ""
        if source:
            lines.append(f"      {source}")
    return lines


def _kind(error: BaseException) -> str:
    codes = [f"{name}={value}" for name in _CODES if _code(value := getattr(error, name, None))]
    named = getattr(error, "name", None) if isinstance(error, _NAMES) else None
    if isinstance(named, str) and _WORD.fullmatch(named):
        codes.append(f"name={named}")
    module = type(error).__module__
    return (
        f"{'' if module == 'builtins' else module + '.'}{type(error).__qualname__} {' '.join(codes)}".rstrip()
    )


def _code(value: object) -> bool:
    return isinstance(value, int) or (
        isinstance(value, str) and value.isascii() and bool(re.fullmatch(r"\w+", value))
    )


def _file(path: str) -> str:
    """A path without what lies before the program or before the library."""
    file = Path(path)
    if file.is_relative_to(ROOT / "app") or file.is_relative_to(ROOT / "ui"):
        return file.relative_to(ROOT).as_posix()
    parts = file.parts
    if "site-packages" in parts:
        return Path(*parts[parts.index("site-packages") + 1 :]).as_posix()
    return file.as_posix() if not file.is_absolute() else file.name


def _ours(name: str) -> bool:
    return name.startswith(("app/", "ui/"))
