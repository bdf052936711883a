"""Data of our own on the clipboard: rows as a table, files; left behind as plain text when the program ends."""

import shiboken6
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


class _Put:
    """What lies on the clipboard by our hand: one for a process, as the clipboard is."""

    data: QMimeData | None = None
    leaving = False


def put(data: QMimeData) -> None:
    """Give `data` to the clipboard. Its text is what stays there when the program ends."""
    QGuiApplication.clipboard().setMimeData(data)
    _Put.data = data
    app = QGuiApplication.instance()
    if app is not None and not _Put.leaving:
        _Put.leaving = True
        app.aboutToQuit.connect(leave_text)


def leave_text() -> None:
    """Leave what was copied as plain text of Qt's own: data made in Python outlives Python on the clipboard, and its
    end would take the process down (seen in 6.11.3: a segmentation fault in exit()).
    """
    if _Put.data is not None and shiboken6.isValid(_Put.data):  # else somebody copied something since
        QGuiApplication.clipboard().setText(_Put.data.text())
    _Put.data = None
