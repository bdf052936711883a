"""The slim panel that shows long jobs after half a second, with a cancel button that works."""

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.jobs import Job, Jobs
from ui.kit.labels import Line

LATER = 0.5  # seconds before a job is shown
TICK = 100  # ms between two looks at it


class ProgressPanel(QWidget):
    """Shows the oldest titled job that has run for LATER seconds; takes no room while there is none."""

    def __init__(self, jobs: Jobs, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open: list[Job] = []
        self._words = Line("", size=12, tone="text2")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(theme.px(180))
        self._cancel = Button("", kind="ghost")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cancel)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self.look)
        jobs.started.connect(self._began)
        jobs.ended.connect(self._ended)
        self.speak()
        self.hide()

    def speak(self) -> None:
        """Its own words in the language in use."""
        self._bar.setAccessibleName(_("Progress"))
        self._cancel.set_words(_("Cancel"))

    def job(self) -> Job | None:
        """The job that is shown, None while none is."""
        now = time.monotonic()
        return next((j for j in self._open if not j.cancelled and now - j.since >= LATER), None)

    def look(self) -> None:
        """Show how far the job is."""
        for job in self._open:
            if job.reports is not None and not job.cancelled:
                job.reports(job.progress)
        job = self.job()
        self.setVisible(job is not None)
        if job is None:
            return
        self._cancel.setVisible(not job.whole)
        told = job.progress
        self._words.set_text(f"{job.title} · {told.text}" if told.text else job.title)
        self._bar.setRange(0, told.total)  # 0 to 0 is Qt's bar that only says "busy"
        self._bar.setValue(min(told.done, told.total))

    def _began(self, job: Job) -> None:
        self._open.append(job)
        self._tick.start()

    def _ended(self, job: Job) -> None:
        if job in self._open:
            self._open.remove(job)
        self.look()
        if not self._open:
            self._tick.stop()

    def _stop(self) -> None:
        job = self.job()
        if job is not None:
            job.cancel()
            self._open.remove(job)
            self.look()
