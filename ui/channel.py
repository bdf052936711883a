"""The ear of the running window: numbers handed over by `frontdesk call`, and a second start that asks to be shown."""

import json
import logging
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger("frontdesk.channel")
LONGEST = 4096  # bytes of a message; a number and a name are short


class Channel(QObject):
    """Listens at an address for one JSON object a line and answers each with "ok".

    called(number, name) -- a call rings. told(message) -- an event of a softphone (app.hook). shown() -- the window
    shall come to the front.
    """

    called = Signal(str, str)
    told = Signal(object)
    shown = Signal()

    def __init__(self, address: str, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._arrived)
        # The caller holds the window's lock, so what lies at the address is left over from a killed window.
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            log.warning("nobody can hand over numbers: %s", self._server.errorString())

    def close(self) -> None:
        """Hear nothing more."""
        self._server.close()

    def _arrived(self) -> None:
        while (peer := self._server.nextPendingConnection()) is not None:
            peer.disconnected.connect(peer.deleteLater)
            peer.readyRead.connect(lambda peer=peer: self._read(peer))
            self._read(peer)

    def _read(self, peer: QLocalSocket) -> None:
        while peer.canReadLine():
            line = bytes(peer.readLine(LONGEST).data())
            try:
                message = json.loads(line)
            except ValueError:
                message = None
            answer = b"ok\n" if isinstance(message, dict) and self._heed(message) else b"no\n"
            peer.write(answer)
            peer.flush()
        if peer.bytesAvailable() > LONGEST:
            peer.abort()

    def _heed(self, message: dict[str, Any]) -> bool:
        number, name = message.get("number"), message.get("name", "")
        if "event" in message:
            from ui.kit.phone_events import event_of  # late: the frame is painted before

            event = event_of(message)
            if event is None:
                return False
            self.told.emit(event)
        elif isinstance(number, str) and number.strip() and isinstance(name, str):
            self.called.emit(number.strip(), name.strip())
        elif message.get("show") is True:
            self.shown.emit()
        else:
            return False
        return True
