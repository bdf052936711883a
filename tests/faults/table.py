"""The table of faults: what is injected and what must hold for T1 to T14, and the figures that the tests hand in."""

from dataclasses import dataclass, field

import pytest

PROPERTY = "fault"
FAULTS = {
    "T1": ("kill -9 while calls are logged", "every answered call is there, none is half"),
    "T2": ("kill -9 of the window while somebody types", "the draft is offered, no question about locks"),
    "T3": ("power loss: file and log copied, log cut at any byte", "opens with a prefix of the commits"),
    "T4": ("power loss: every write since the last flush is lost", "no acknowledged commit is lost"),
    "T5": (
        "disk full, file size limited",
        "nothing committed is lost, one sentence, goes on without restart",
    ),
    "T6": (
        "disk full for backup, export, paper, file of a record, new office",
        "no half file, the old one untouched",
    ),
    "T7": ("folder or file read-only", "one sentence, nothing changed, a copy can be looked at"),
    "T8": ("another program holds the database", "one sentence, reading goes on, then writing"),
    "T9": ("read, then write, from four threads", "no lock is ever shown"),
    "T10": ("flipped bytes in copies of an office", "never a traceback, start says it, backup proposed"),
    "T11": ("empty, cut, foreign, newer file, strange log", "a sentence, not a byte changed"),
    "T12": ("kill -9 at every step of every migration", "the old schema or the new one, a backup is there"),
    "T13": ("60 days of backups, thinned, put back", "rows and checksums equal, what is replaced is kept"),
    "T14": (
        "clock back a day, on two years, DST, zone changed",
        "order by number, no name twice, no age below 0",
    ),
}
"""Number: what is injected, what must hold."""


@dataclass(slots=True)
class Line:
    """What was seen of one fault."""

    times: int = 0
    figures: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


class Table:
    """A pytest plugin that gathers what `fault(...)` was told, and which tests of a fault failed or were skipped."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {number: Line() for number in FAULTS}
        self._of: dict[str, str] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note which fault a test is about; the others are not run."""
        for item in items:
            marker = item.get_closest_marker("fault")
            if marker is not None:
                self._of[item.nodeid] = marker.args[0]
        items[:] = [item for item in items if item.nodeid in self._of]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the figures of a test that has ended, or that it failed."""
        line = self.lines[self._of[report.nodeid]]
        name = report.nodeid.split("::")[-1]
        if report.failed:
            line.failed.append(name)
        elif report.skipped:
            line.skipped.append(str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else name)
        elif report.when == "call":
            for key, value in report.user_properties:
                if key == PROPERTY:
                    times, figure = str(value).split("\n", 1)
                    line.times += int(times)
                    line.figures.append(figure)

    def text(self) -> str:
        """One line a fault."""
        wide = max(len(injected) for injected, _hold in FAULTS.values())
        made = []
        for number, (injected, hold) in FAULTS.items():
            line = self.lines[number]
            state = "FAILED" if line.failed else "held" if line.figures else "not tried"
            told = "; ".join([*line.failed, *line.figures, *line.skipped])
            made.append(f"{number:4}{injected:{wide}}  {line.times:>6} ×  {state}: {hold} | {told}")
        return "\n".join(made)
