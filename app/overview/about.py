"""What this program is made of: versions, where the data lies, and the licences of everything that is shipped."""

import importlib.metadata as metadata
import platform
import re
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from app import shipped
from app.office.desk import Desk
from app.words import _

NAME = "frontdesk"
TOOLS = frozenset({"pip", "setuptools", "wheel", "uv"})
_LICENCE_FILE = re.compile(r"(?i)(^|/)(licen[cs]e|copying|notice|lgpl)[^/]*$")
LGPL = """Qt for Python (PySide6, Essentials modules only) and Qt are used under the GNU Lesser General Public License,
version 3, and linked dynamically: the libraries lie as files of their own beside this program and may be replaced by
other builds of the same version. The licence: https://www.gnu.org/licenses/lgpl-3.0.html
The source: https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/"""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the about page."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Licence:
    """Something shipped: its name, version, the licence's short name, and its whole text where the makers give one."""

    name: str
    version: str
    licence: str
    text: str


def version() -> str:
    """The program's own version."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:  # a checkout that was never installed
        return "0"


def facts(desk: Desk, *, qt: str = "", pyside: str = "") -> list[Fact]:
    """Versions and places; `qt` and `pyside` are told by the window, which alone knows them."""
    import sqlcipher3.dbapi2 as driver

    database = str(desk.store.file) if desk.store.file is not None else str(desk.store.where)
    told = [
        Fact(_("Program"), f"前台通 FrontDesk {version()}"),
        Fact("Python", platform.python_version()),
        Fact("SQLite", f"{driver.sqlite_version} (sqlcipher3 {_known('sqlcipher3')})"),
        Fact("SQLAlchemy", _known("SQLAlchemy")),
        Fact(_("System"), platform.platform(aliased=True)),
        Fact(_("Database"), database),
        Fact(_("Seat"), str(desk.folder)),
        Fact(_("Built as"), _("one folder (frozen)") if getattr(sys, "frozen", False) else _("source")),
    ]
    if qt:
        told[2:2] = [Fact("PySide6 (Essentials)", pyside), Fact("Qt", qt)]
    return told


def _known(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"


def licences() -> list[Licence]:
    """The fonts, icons and libraries that are shipped, each with its licence's text, in order of their names.

    Libraries are those that the program's own metadata asks for, and what they ask for.
    """
    found = [*_resources(), *(_library(dist) for dist in _needed().values())]
    return sorted(found, key=lambda each: each.name.lower())


def _resources() -> list[Licence]:
    folder = shipped.resources()
    told = [
        ("Python", "PSF-2.0", _python_licence()),
        ("Lucide icons", "ISC", folder / "icons" / "LICENSE-lucide.txt"),
        ("Noto Sans SC", "OFL-1.1", folder / "fonts" / "OFL-NotoSansSC.txt"),
        ("FrontDesk Rare (LXGW WenKai)", "OFL-1.1", folder / "fonts" / "OFL-FrontDeskRare.txt"),
    ]
    versions = {"Python": platform.python_version()}
    plain = "https://docs.python.org/3/license.html"
    return [
        Licence(name, versions.get(name, ""), short, _text_of(file) or plain) for name, short, file in told
    ]


def _python_licence() -> Path:
    """Where this Python's licence lies; a frozen program carries none of its own."""
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    return next((each for each in places if each.is_file()), places[0])


def _text_of(file: Path) -> str:
    return file.read_text("utf-8", "replace") if file.is_file() else ""


def _needed() -> dict[str, metadata.Distribution]:
    """The distributions that ours needs, directly or not, by normal name; those not installed are left out."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [NAME]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found or name in TOOLS:
            continue
        try:
            dist = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of another system, or of an extra that is not installed
            continue
        found[name] = dist
        for asked in dist.requires or ():
            if "extra ==" not in asked:
                waiting.append(re.split(r"[\s;<>=!~\[(]", asked, maxsplit=1)[0])
    found.pop(NAME, None)
    return found


def _library(dist: metadata.Distribution) -> Licence:
    told = dist.metadata.json
    short = str(told.get("license_expression") or "") or _first_line(str(told.get("license") or ""))
    short = short or _classified(told.get("classifier"))
    text = "\n\n".join(_texts(dist))
    if not text and dist.name.lower().startswith(("pyside6", "shiboken6")):
        text = LGPL
    if not text:
        said = _("The makers of {name} give no licence text with it; its metadata says: {licence}.")
        text = said.format(name=dist.name, licence=short or "?")
    return Licence(dist.name, dist.version, short, text)


def _first_line(text: str) -> str:
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line if len(line) <= 80 else f"{line[:79]}…"


def _classified(told: object) -> str:
    names = [str(each) for each in told] if isinstance(told, list) else []
    return ", ".join(each.rsplit("::", 1)[-1].strip() for each in names if each.startswith("License"))


def _texts(dist: metadata.Distribution) -> list[str]:
    """The licence files of a distribution that can be read as text, in their order."""
    texts = []
    for file in dist.files or ():
        name = file.as_posix()
        own = "/licenses/" in name or (name.count("/") == 1 and _LICENCE_FILE.search(name))
        if own and not name.endswith((".py", ".pyc", ".spdx")):
            try:
                text = file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError):  # a frozen build may not carry it
                continue
            if text and text not in texts:
                texts.append(text)
    return texts
