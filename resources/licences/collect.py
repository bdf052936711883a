"""Gathers the licences of everything a frozen program ships: run by build.spec, writes licences/ and its INDEX.txt."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORDS = ("licen", "copying", "notice", "authors")
NOTES = {
    "PySide6_Essentials": "Qt and PySide6 are used under the LGPL 3 (LGPL-3.0.txt, GPL-3.0.txt). Their libraries are "
    "separate files beside the program and may be replaced. Sources: https://download.qt.io/official_releases/; "
    "what Qt itself contains: https://doc.qt.io/qt-6/licenses-used-in-qt.html",
    "shiboken6": "as PySide6_Essentials",
    "psycopg": "LGPL 3, separate files that may be replaced",
    "psycopg-binary": "LGPL 3, separate files that may be replaced; libpq: PostgreSQL licence",
    "phone": "BSD, as its author says on https://pypi.org/project/phone/; it ships no text",
    "sqlcipher3": "zlib; with SQLite (public domain), SQLCipher (BSD) and OpenSSL (Apache 2.0)",
}


def collect(modules: Iterable[str], files: Iterable[Path], target: Path) -> list[str]:
    """Write the licences of the distributions that `modules` belong to, and of the system's libraries among
    `files`, into folder `target`; the names of distributions and packages that ship no text of their own.
    """
    target.mkdir(parents=True, exist_ok=True)
    lines, without = [], []
    python = _pythons()
    if python is not None:
        shutil.copyfile(python, target / "Python.txt")
    where = "Python.txt" if python else "https://docs.python.org/3/license.html"
    lines.append(f"Python {sys.version.split()[0]}: PSF licence ({where})")
    for text in HERE.glob("*.txt"):
        shutil.copyfile(text, target / text.name)
    for name in _distributions(modules):
        found = metadata.distribution(name)
        texts = [
            each
            for each in found.files or ()
            if ".dist-info" in each.parts[0] and _is_licence(each.parts[1:])
        ]
        for each in texts:
            place = target.joinpath(name, *each.parts[1:])
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found.locate_file(each), place)
        told = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
        if not texts and name not in NOTES:
            without.append(name)
        told = NOTES.get(name) or (told.splitlines() or ["see its folder"])[0]
        lines.append(f"{name} {found.version}: {told}")
    for package, text in _packages(files):
        shutil.copyfile(text, target / f"system-{package}.txt")
        lines.append(f"{package} (library of the build machine): system-{package}.txt")
    lines.append("Icons: lucide, ISC (resources/icons). Fonts: SIL Open Font License (resources/fonts).")
    (target / "INDEX.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return without


def _is_licence(parts: tuple[str, ...]) -> bool:
    return any(word in part.lower() for part in parts for word in WORDS)


def _distributions(modules: Iterable[str]) -> list[str]:
    owners = metadata.packages_distributions()
    tops = {module.split(".")[0] for module in modules}
    return sorted({name for top in tops for name in owners.get(top, ())} - {"frontdesk"}, key=str.lower)


def _pythons() -> Path | None:
    places = (
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "LICENSE.txt",
        Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright"),
    )
    return next((place for place in places if place.exists()), None)


def _packages(files: Iterable[Path]) -> list[tuple[str, Path]]:
    """Debian's packages of the files that are the system's own, with their copyright texts."""
    own = [file for file in files if file.is_relative_to("/usr/lib") or file.is_relative_to("/lib")]
    if not own or shutil.which("dpkg") is None:
        return []
    # dpkg knows a merged /usr under either name
    names = {str(file.resolve()) for file in own}
    names |= {name.removeprefix("/usr") for name in names}
    told = subprocess.run(["dpkg", "-S", *sorted(names)], capture_output=True, text=True, check=False).stdout
    packages = {line.split(":")[0] for line in told.splitlines() if not line.startswith("diversion")}
    texts = [(package, Path(f"/usr/share/doc/{package}/copyright")) for package in sorted(packages)]
    return [(package, text) for package, text in texts if text.exists()]
