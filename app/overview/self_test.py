"""What the installed program proves about itself: a new office, a call, a paper, a backup and the window, all in
a temporary folder.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.calls import finding
from app.calls.rules import NewCall, NewPromise
from app.calls.service import log
from app.office import settings
from app.office.desk import Desk
from app.overview import care, papers
from app.overview.opening import open_desk
from app.store.errors import UserError
from app.words import _

STEPS = ("office", "call", "pdf", "backup", "window")
COMPANY, MATTER = "自检酒业有限公司", "自检：青花30箱到没到"
NUMBER, PLACE = "13953106688", ("山东", "济南")

Draw = Callable[[Desk, Path], str]
"""Draws the window of an office into a folder and says what was drawn; raises when that can't be done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried: its stable name, whether it held, how long it took, and what was seen."""

    name: str
    ok: bool
    seconds: float
    detail: str


@dataclass(slots=True)
class SelfTest:
    """The steps so far. The later ones need the earlier ones: after a failed one the rest is not tried."""

    steps: list[Step] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every step was tried and held."""
        return len(self.steps) == len(STEPS) and all(step.ok for step in self.steps)

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """Run the block as step `name`; what it puts into the list is the step's detail."""
        said: list[str] = []
        began = time.perf_counter()
        ok = True
        try:
            yield said
        except Exception as problem:  # noqa: BLE001 - whatever is wrong is what was asked for
            ok = False
            said[:] = [
                str(problem) if isinstance(problem, UserError) else f"{type(problem).__name__}: {problem}"
            ]
        self.steps.append(Step(name, ok, round(time.perf_counter() - began, 3), "; ".join(said)))

    def lost(self, name: str, detail: str) -> None:
        """Note that step `name` ended the process, or could not be tried."""
        self.steps.append(Step(name, False, 0.0, detail))


def run(draw: Draw, *, test: SelfTest | None = None) -> SelfTest:
    """Try every step in a folder that is removed at the end. Whatever fails is a step that is not ok, no exception."""
    test = test or SelfTest()
    with tempfile.TemporaryDirectory(prefix="frontdesk-self-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        opened: list[Desk] = []
        try:
            _try(test, folder, opened, draw)
        finally:
            for desk in opened:
                desk.close()
    for missing in STEPS[len(test.steps) :]:
        test.lost(missing, _("Not tried, since the step before it did not hold."))
    return test


def _try(test: SelfTest, folder: Path, opened: list[Desk], draw: Draw) -> None:
    steps: tuple[tuple[str, Callable[[list[str]], object]], ...] = (
        ("office", lambda said: _office(folder / "office", opened, said)),
        ("call", lambda said: _call(opened[0], said)),
        ("pdf", lambda said: _paper(opened[0], folder / "papers", said)),
        ("backup", lambda said: _backup(opened[0], said)),
        ("window", lambda said: said.append(draw(opened[0], folder / "screens"))),
    )
    for name, step in steps:
        with test.step(name) as said:
            step(said)
        if not test.steps[-1].ok:
            return


def _office(folder: Path, opened: list[Desk], said: list[str]) -> None:
    desk = open_desk(folder)
    opened.append(desk)
    desk.settings.set(settings.COMPANY, COMPANY)
    said.append(f"SQLite {sqlite.sqlite_version}")


def _call(desk: Desk, said: list[str]) -> None:
    now = desk.now()
    promise = NewPromise(due_at=now + timedelta(hours=2), matter=MATTER)
    call = NewCall(
        started_at=now, number=NUMBER, caller_name="王建国", category="shipment", matter=MATTER, outcome="promised",
        rings=1, promise=promise,
    )  # fmt: skip
    logged = log(desk, call)
    row = finding.rows(desk, list(finding.find(desk, finding.CallQuery(text="青花"))))[0]
    if row is None or row.id != logged.id or (row.province, row.city) != PLACE:
        raise AssertionError(f"the call was not found again as it was saved: {row}")
    said.append(f"{logged.code}, {''.join(PLACE)}")


def _paper(desk: Desk, folder: Path, said: list[str]) -> None:
    written = papers.write(desk, papers.MONTH, desk.today().replace(day=1), folder=folder)
    texts = [_read(file) for file in written.files if file.suffix == ".pdf"]
    for words in (COMPANY, MATTER):
        if not any(words in text.replace("\r\n", "") for text in texts):
            raise AssertionError(f"{words} does not stand in the papers")
    said.append(", ".join(f"{file.name} {file.stat().st_size:,}" for file in written.files))


def _read(file: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    finally:
        document.close()


def _backup(desk: Desk, said: list[str]) -> None:
    made = care.back_up(desk)
    found = care.check(desk.folder, None)
    if found["findings"]:
        raise AssertionError("; ".join(found["findings"]))
    said.append(f"{made['bytes']:,} bytes, {sum(made['rows'].values())} rows")
