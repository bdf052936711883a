"""The last resort: a fault nobody expected is told, written down without personal data, and the window goes on."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.files import atomic_write
from app.words import _, language
from ui.kit import diagnostics, theme
from ui.kit.buttons import Button
from ui.kit.jobs import Jobs, Progress
from ui.kit.labels import label
from ui.kit.overlay import Overlay

AGAIN = 60.0  # seconds in which one place of the program is told once: a painter may fail at every frame
KEPT = 10
NAME = "diagnostics"


class CrashDialog(Overlay):
    """What happened, where it is written down, the very text to copy, and on it goes."""

    def __init__(self, host: QWidget, text: str) -> None:
        from PySide6.QtWidgets import QPlainTextEdit  # late: the frame is painted without it

        super().__init__(host, name=_("Something went wrong in the program"), width=560)
        self._text = text
        self._folder: Path | None = None
        self.add_title(_("Something went wrong in the program"), icon="circle-alert")
        self.body.addWidget(
            label(_("What you typed is still there, and kept as a draft. You can go on working."), wrap=True)
        )
        self._written = label(
            _("Send the text below to whoever looks after the program. It tells where in the program it happened, "
              "and holds no names, numbers or texts of yours."), "meta", wrap=True,
        )  # fmt: skip
        self.body.addWidget(self._written)
        self.shown = QPlainTextEdit(text)
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(_("Diagnostics"))
        self.shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.shown.setTabChangesFocus(True)
        self.shown.setFont(theme.font(12))
        self.shown.setFixedHeight(theme.px(180))
        self.body.addWidget(self.shown)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy_button = Button(_("Copy"), icon="copy")
        self.copy_button.clicked.connect(self.copy)
        self.open_button = Button(_("Open the folder"), icon="folder-open")
        self.open_button.clicked.connect(self._open)
        self.open_button.hide()
        self.go_on = Button(_("Go on"), kind="primary")
        self.go_on.clicked.connect(self.close_up)
        row.addWidget(self.copy_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        row.addWidget(self.go_on)
        self.body.addLayout(row)

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the way on focused."""
        super().open(focus=focus or self.go_on)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)
        self.copy_button.set_words(_("Copied"))

    def written(self, file: Path) -> None:
        """The text lies in `file` now."""
        self._folder = file.parent
        self._written.setText(
            _("Written down in {file}. Send it to whoever looks after the program. It tells where in the program it "
              "happened, and holds no names, numbers or texts of yours.").format(file=file.name)
        )  # fmt: skip
        self.open_button.show()
        self.relay()

    def _open(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


class Crashes(QObject):
    """Tells faults, one dialog at a time. `tell` may be called from any thread.

    keep() -- keeps what is typed. facts() -- the window's surroundings. recent(), writes() -- the log's last records
    and the last writes' labels. Without `folder` (no office is open yet) nothing is written.
    """

    _came = Signal(str, str)  # place, and the fault as text: an exception would keep its frames alive

    def __init__(
        self, host: QWidget, jobs: Jobs, *, keep: Callable[[], object], facts: Callable[[], dict[str, str]]
    ) -> None:
        super().__init__(host)
        self._host, self._jobs, self._keep, self._facts = host, jobs, keep, facts
        self.folder: Path | None = None
        self.recent: Callable[[], Iterable[str]] = tuple
        self.writes: Callable[[], Iterable[str]] = tuple
        self.dialog: CrashDialog | None = None
        self._told: dict[str, float] = {}
        self._came.connect(self._tell)

    def tell(self, error: BaseException) -> None:
        """Say that `error` happened, unless just this was said a moment ago or is being said."""
        self._came.emit(diagnostics.place(error), diagnostics.fault(error))

    def _tell(self, place: str, fault: str) -> None:
        self._keep()
        now = time.monotonic()
        if self.dialog is not None or now - self._told.get(place, -AGAIN) < AGAIN:
            return
        self._told[place] = now
        facts = diagnostics.surroundings(now=datetime.now().astimezone()) | self._facts()
        text = diagnostics.report(fault, facts=facts, log=self.recent(), writes=self.writes())
        self.dialog = dialog = CrashDialog(self._host, text)
        dialog.setObjectName("crash")
        dialog.closed.connect(self._closed)
        dialog.open()  # over whatever panel is open: what is typed into that one stays too
        folder = self.folder
        if folder is None:
            return

        def written(_progress: Progress) -> Path | None:
            try:
                return write(folder, text)
            except OSError:  # the text is on screen, to be copied
                return None

        self._jobs.network(written, owner=dialog, done=lambda file: dialog.written(file) if file else None)

    def _closed(self) -> None:
        self.dialog = None


def write(folder: Path, text: str) -> Path:
    """Write a diagnostics file into `folder`, of which the last few are kept; its path. OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{NAME}-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.txt"
    with atomic_write(file) as part:
        part.write_text(text, "utf-8")
    for old in sorted(folder.glob(f"{NAME}-*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return file


def screen_facts(window: QWidget) -> dict[str, str]:
    """Facts of the window: its size, screens, language, and which kind of control has the focus."""
    screens = (
        f"{s.geometry().width()}x{s.geometry().height()}@{s.devicePixelRatio():g}"
        for s in QGuiApplication.screens()
    )
    focus = QApplication.focusWidget()
    return {
        "screens": ", ".join(screens),
        "platform": QGuiApplication.platformName(),
        "window": f"{window.width()}x{window.height()}",
        "language": language(),
        "focus": type(focus).__name__ if focus is not None else "none",
    }
