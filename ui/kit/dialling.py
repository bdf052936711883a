"""Dialling by a tel: link (RFC 3966): the system hands it to the softphone, or it is said that there is none."""

import os
import shutil
import subprocess
import sys

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.china import phones
from app.china.dialling import tel_uri
from app.office import privacy, settings
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat

PATIENCE = 5.0  # s that the desktop may take to say who opens such links


def dial(seat: Seat, number: str, *, extension: str = "", owner: QObject | None = None) -> bool:
    """Dial a number in normal form; False when there is none. Who can't be reached that way is told as a toast."""
    get = seat.desk.settings.get
    uri = tel_uri(
        number, extension=extension, national=get(settings.DIAL_NATIONAL), prefix=get(settings.DIAL_PREFIX)
    )
    if not uri:
        return False

    def asked(known: bool) -> None:
        if not (known and QDesktopServices.openUrl(QUrl(uri))):
            _nobody_dials(seat, number)

    seat.jobs.network(handled, done=asked, owner=owner)
    return True


def handled(_progress: Progress | None = None) -> bool:
    """Whether the desktop knows a program for tel: links, as far as it can be asked; True where it can't be."""
    if sys.platform == "win32":
        return _in_registry()
    if os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen") or shutil.which("xdg-mime") is None:
        return True  # Qt itself says whether it went
    asking = ["xdg-mime", "query", "default", "x-scheme-handler/tel"]
    try:
        done = subprocess.run(asking, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return True
    return bool(done.stdout.strip())


def _in_registry() -> bool:
    import winreg

    choice = r"Software\Microsoft\Windows\Shell\Associations\UrlAssociations\tel\UserChoice"
    for root, key in (
        (winreg.HKEY_CURRENT_USER, choice),
        (winreg.HKEY_CLASSES_ROOT, r"tel\shell\open\command"),
    ):  # type: ignore[attr-defined]
        try:
            winreg.CloseKey(winreg.OpenKey(root, key))  # type: ignore[attr-defined]
        except OSError:
            continue
        return True
    return False


def _nobody_dials(seat: Seat, number: str) -> None:
    shown = privacy.shown(seat.desk, phones.display(number) or number)

    def copy() -> None:
        QGuiApplication.clipboard().setText(number)
        seat.toasts.show(_("{number} is on the clipboard.").format(number=shown))

    seat.toasts.show(
        _("No program here dials {number}").format(number=shown),
        sub=_("Make the softphone the default for TEL links."),
        action=_("Copy number"), run=copy, error=True,
    )  # fmt: skip
