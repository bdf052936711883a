"""The first-start guide: six short steps, each can be skipped; Esc leaves a usable office (look, picture 08)."""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QProcess, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.office import settings
from app.overview import first_start
from app.overview.first_start import Facts
from app.store.errors import UserError
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.jobs import Progress
from ui.kit.keys import ActionMap
from ui.kit.labels import label
from ui.kit.options import Option, Segment
from ui.kit.panes import Pane, Panes, scrolled
from ui.kit.seat import Seat
from ui.settings.guide_later import STEPS, CallStep, ProvincesStep
from ui.settings.guide_mark import StepMark
from ui.settings.guide_steps import PeopleStep, Step

LIST = 276


class GuidePage(QWidget):
    """left() -- the guide is over, gone through or skipped. call_wanted() -- take a call to try. made_anew(dict) -- the
    language changed.
    """

    left = Signal()
    call_wanted = Signal()
    made_anew = Signal(dict)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._done: set[str] = set()
        self._over = False
        self.steps: dict[str, Step] = {}
        self._at = 0
        self._make_list()
        self._make_work()
        self.panes = Panes(
            list=self._list, work=self._work, sizes=(theme.px(LIST), 0), wide_sizes=(theme.px(LIST + 40), 0)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self.keys = ActionMap(self, section=_("First-start guide"))
        self.keys.add("next", "Ctrl+Return", _("Next"), self.go_on)
        self.keys.note("↵", _("Next"))
        self.keys.note("Esc", _("Leave the guide"))
        self._show_step(0)
        self.read_facts()

    def _make_list(self) -> None:
        self._list = Pane("sunken", name=_("Steps"))
        column = QVBoxLayout()
        column.setContentsMargins(18, 22, 18, 16)
        column.setSpacing(4)
        column.addWidget(label(_("FrontDesk"), "page"))
        column.addWidget(label(_("Six steps, three minutes, each can be skipped"), "meta", wrap=True))
        column.addSpacing(12)
        self._marks: list[StepMark] = []
        for at, (_key, name, _sub, _step) in enumerate(STEPS):
            mark = StepMark(at + 1, _said(name))
            mark.clicked.connect(lambda *_args, at=at: self._jump(at))
            self._marks.append(mark)
            column.addWidget(mark)
        column.addStretch(1)
        self.language = Segment([Option("zh", "中文"), Option("en", "English")], name=_("Language"))
        self.language.set_value(words.language())
        self.language.picked.connect(self._spoken)
        column.addWidget(self.language, 0, Qt.AlignmentFlag.AlignLeft)
        self._list.body.addLayout(column, 1)

    def _make_work(self) -> None:
        self._work = Pane(name=_("First-start guide"))
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(32, 28, 32, 16)
        self._column.setSpacing(6)
        self._title = label("", "page", wrap=True)
        self._sub = label("", "body", tone="text2", wrap=True)
        self.stack = QStackedWidget()
        for part in (self._title, self._sub):
            part.setMaximumWidth(theme.px(760))
            self._column.addWidget(part)
        self._column.addSpacing(10)
        self.stack.setMaximumWidth(theme.px(760))
        self._column.addWidget(self.stack, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addStretch(1)
        for key, _name, _line, made in STEPS:
            step = made(self._seat)
            step.returned.connect(self.go_on)
            step.changed.connect(self._mark)
            step.column.addStretch(1)
            self.steps[key] = step
            self.stack.addWidget(step)
        call, people, provinces = self.steps["call"], self.steps["people"], self.steps["provinces"]
        assert (
            isinstance(call, CallStep)
            and isinstance(people, PeopleStep)
            and isinstance(provinces, ProvincesStep)
        )
        call.call_wanted.connect(self._take_call)
        people.added.connect(self._add_colleague)
        provinces.given.connect(self._give)
        self._work.body.addWidget(scrolled(holder), 1)
        self.demo = Button(_("Look around in made-up data first"), kind="ghost", icon="sparkles")
        self.demo.clicked.connect(self._open_demo)
        self.leave = Button(_("Leave the guide"), kind="ghost", key="Esc")
        self.leave.clicked.connect(lambda: self.finish(first_start.SKIPPED))
        self.skip = Button(_("Skip"), kind="ghost")
        self.skip.clicked.connect(lambda: self._show_step(self._at + 1))
        self.back = Button(pgettext("guide", "Back"))
        self.back.clicked.connect(lambda: self._show_step(self._at - 1))
        self.next = Button(_("Next"), kind="primary", key="↵", tall=True)
        self.next.clicked.connect(self.go_on)
        self._work.add_foot(self.demo, None, self.leave, self.skip, self.back, self.next)

    # Steps

    def step(self) -> Step:
        """The step in front."""
        return self.steps[STEPS[self._at][0]]

    def _show_step(self, at: int) -> None:
        self._at = max(0, min(at, len(STEPS) - 1))
        step = self.step()
        self._title.setText(_said(step.title))
        self._sub.setText(_said(step.sub))
        self.stack.setCurrentWidget(step)
        last = self._at == len(STEPS) - 1
        self.back.setEnabled(self._at > 0)
        self.skip.setVisible(not last)
        self.demo.setVisible(self._at in (0, len(STEPS) - 1))
        self.next.set_words(_("Ready") if last else _("Next"))
        self._mark()
        if self.isVisible():
            step.start()

    def _mark(self) -> None:
        if len(self.steps) < len(STEPS):
            return
        for at, (key, _name, usual, _step) in enumerate(STEPS):
            told = self.steps[key].told() if key in self._done or at == self._at else ""
            self._marks[at].show_state(now=at == self._at, done=key in self._done, sub=told or _said(usual))

    def _jump(self, at: int) -> None:
        """Straight to a step: what is typed here is kept first."""
        self._save(lambda: self._show_step(at))

    def go_on(self) -> None:
        """Keep what is typed and go on; from the last step into the program."""
        if not self.next.isEnabled():
            return
        last = self._at == len(STEPS) - 1
        self._save(lambda: self.finish(first_start.DONE) if last else self._show_step(self._at + 1))

    def _save(self, then: Any, *, done: bool = True) -> None:
        key, step = STEPS[self._at][0], self.step()
        work = step.work()

        def saved(_result: object) -> None:
            self.next.set_working(None)
            if done:
                self._done.add(key)
            if work is not None:
                self.read_facts()
            then()

        if work is None:
            saved(None)
            return
        self.next.set_working(_("Saving…"))
        self._seat.jobs.write(lambda _progress: work(), done=saved, failed=self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        self.next.set_working(None)
        self.language.set_value(words.language())
        if not (isinstance(error, UserError) and self.step().refuse(error)):
            self._seat.tell(error)

    def read_facts(self) -> None:
        """Read staff and provinces anew, for the steps that show them."""
        desk = self._seat.desk

        def known(facts: Facts) -> None:
            for step in self.steps.values():
                step.show_facts(facts)

        self._seat.jobs.read(
            lambda _progress: first_start.facts(desk), done=known, failed=self._seat.tell, owner=self
        )

    def _add_colleague(self, name: str, extension: str) -> None:
        desk, step = self._seat.desk, self.steps["people"]
        assert isinstance(step, PeopleStep)

        def added(_id: object) -> None:
            step.colleague_added()
            self.read_facts()

        self._seat.save(
            lambda _progress: first_start.add_colleague(desk, name, extension), owner=self, done=added,
            said=_("{name} is on the staff list.").format(name=name), failed=self._refused,
        )  # fmt: skip

    def _give(self, provinces: list[str], owner: int | str) -> None:
        desk, step = self._seat.desk, self.steps["provinces"]
        assert isinstance(step, ProvincesStep)

        def given(_count: object) -> None:
            step.new.set_value("")
            step.owner.set_value(None)
            self.read_facts()
            step.start()

        said = _("{provinces} have an owner.").format(provinces=_(", ").join(provinces))
        self._seat.save(
            lambda _progress: first_start.own_provinces(desk, provinces, owner), owner=self, done=given, said=said,
            failed=self._refused,
        )  # fmt: skip

    # Out

    def finish(self, how: str) -> None:
        """The guide is over; the office is usable however far one came."""
        desk, self._over = self._seat.desk, True
        self._seat.jobs.write(lambda _progress: first_start.finish(desk, how), failed=self._seat.tell)
        self.left.emit()

    def _take_call(self) -> None:
        self.finish(first_start.DONE)
        self.call_wanted.emit()

    def _open_demo(self) -> None:
        """The demo office, beside this one, in a window of its own."""
        folder = str(Path(self._seat.desk.folder).parent / "demo-office")
        frozen = getattr(sys, "frozen", False)
        arguments = ["demo", folder] if frozen else ["-m", "app.cli", "demo", folder]
        started = QProcess.startDetached(sys.executable, arguments)
        said = _("The demo office is being made; its window opens in about twenty seconds.")
        if started and (not isinstance(started, tuple) or started[0]):
            self._seat.toasts.show(said)
        else:
            self._seat.toasts.error(_("The demo office could not be started. Run `frontdesk demo` instead."))

    def _spoken(self, value: Any) -> None:
        """Another language: every page is made anew, so what is typed here is kept first."""
        self._save(lambda: self._speak(value), done=False)

    def _speak(self, value: Any) -> None:
        desk = self._seat.desk

        def keep(_progress: Progress) -> None:
            desk.settings.set(settings.LANGUAGE, value)

        def spoken(_done: object) -> None:
            words.use(str(value))
            self.made_anew.emit({})

        self._seat.jobs.write(keep, done=spoken, failed=self._refused, owner=self)

    # What the window expects of a page

    def focus_start(self) -> None:
        """Begin with the step in front."""
        self.step().start()

    def state(self) -> dict[str, Any]:
        """The step in front and those that are done; a guide that is over begins anew."""
        return {} if self._over else {"at": self._at, "done": sorted(self._done)}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self._done = self.steps.keys() & state.get("done", ())
        self._show_step(int(state.get("at", 0)))

    def put_aside(self) -> None:
        """What is typed of a step is kept by going on."""

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.step().start()

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finish(first_start.SKIPPED)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not isinstance(QApplication.focusWidget(), QLineEdit):  # a line has said so itself
                self.go_on()
        else:
            super().keyPressEvent(event)


def _said(message: str) -> str:
    """A message of the catalogue in the language in use."""
    return _(message)
