"""What is owed done in place: the row that is open, what is typed into it, saving it, and what others did meanwhile."""

from datetime import datetime
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.calls import promises
from app.calls import service as calls
from app.calls.promises import PromiseRow
from app.calls.rules import OPEN_RESULTS, result_label
from app.china import phones
from app.complaints import finding, telling
from app.complaints import service as complaints
from app.complaints.dues import Due
from app.complaints.service import FOLLOWUP
from app.office import privacy
from app.overview import alarms
from app.people import service as people
from app.store.errors import Conflict, FieldError
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat
from ui.kit.uncovering import tell_number, uncover
from ui.overview import acting
from ui.overview.board_table import BoardTable
from ui.overview.due_editor import NOTIFY, DueEditor
from ui.overview.editor import PromiseEditor
from ui.overview.opened_row import Typed

Editor = PromiseEditor | DueEditor


def behind(one: PromiseRow | Due) -> tuple[str, int]:
    """The record that a row of the board stands for: the call of a promise, or the complaint."""
    return (calls.KIND, one.call_id) if isinstance(one, PromiseRow) else (complaints.KIND, one.id)


def number_of(one: PromiseRow | Due) -> str:
    """Whom a row of the board is about, whole, in groups; "" for a complaint that waits for the salesperson."""
    if isinstance(one, PromiseRow):
        return phones.told(one.number, one.number_norm)
    return one.complaint.phone if one.kind == FOLLOWUP else ""


class Doing(QObject):
    """The one row that is open on the board. settled(row id) -- it was saved; closed() -- it was left.
    dialled(), behind_wanted() -- as the row says.
    """

    settled = Signal(int)
    closed = Signal()
    dialled = Signal()
    behind_wanted = Signal()

    def __init__(self, seat: Seat, table: BoardTable) -> None:
        super().__init__(table)
        self._seat, self._table = seat, table
        self.editor: Editor | None = None
        self._typed: dict[int, Typed] = {}

    def open(self, one: PromiseRow | Due, *, group: str, now: datetime, act: str = "") -> None:
        """Open a row in its place on the board, with what was typed into it before; `act` is chosen then."""
        self.close()
        editor: Editor
        if isinstance(one, PromiseRow):
            editor = PromiseEditor(one, group=group, now=now, table=self._table)
        else:
            seen = partial(privacy.shown, self._seat.desk)
            editor = DueEditor(one, group=group, now=now, table=self._table, seen=seen)
        editor.finished.connect(self._save)
        editor.left.connect(self._leave)
        editor.dialled.connect(self.dialled)
        editor.behind_wanted.connect(self.behind_wanted)
        editor.whole_wanted.connect(lambda: self.uncover(one))
        self._table.set_current(editor.row_id)
        if not self._table.open_row(editor.row_id, editor, height=editor.height_wanted()):
            return
        self.editor = editor
        editor.destroyed.connect(self._gone)
        if editor.row_id in self._typed:
            editor.take(self._typed[editor.row_id])
        if act in editor.acts:
            editor.picked(act)
        editor.start()
        self._inform(editor)

    def _inform(self, editor: Editor) -> None:
        """What the fields propose is read while somebody types already."""
        desk = self._seat.desk

        def read(_progress: Progress) -> tuple[Any, ...]:
            times = alarms.later(desk)
            if isinstance(editor, PromiseEditor):
                return times, promises.usual_due(desk, desk.now())
            return times, finding.detail(desk, editor.due.id), people.find(desk)

        def told(answer: tuple[Any, ...]) -> None:
            times, *rest = answer
            editor.later.offer(times)
            if isinstance(editor, PromiseEditor):
                editor.suggest(*rest)
            else:
                editor.know(*rest)

        self._seat.jobs.read(read, done=told, failed=self._seat.tell, owner=editor)

    def uncover(self, one: PromiseRow | Due | None) -> None:
        """The hidden number of `one` whole: in the row when it is open, else in a toast; the log keeps who looked."""
        if one is None:
            return
        editor = self.editor
        if editor is None:
            tell_number(self._seat, *behind(one), number_of(one), owner=self)
        elif not editor.cover.isHidden():
            uncover(self._seat, *behind(one), owner=editor, done=lambda: editor.show_number(editor.whole))

    def close(self) -> None:
        """Close the open row; what was typed into it waits there."""
        editor, self.editor = self.editor, None
        if editor is not None:
            self._remember(editor)
            self._table.close_row()

    def _gone(self) -> None:
        """The list was read anew under the open row and took it along, such as when it was opened in mid search."""
        if self.editor is None or shiboken6.isValid(self.editor):
            return
        self.editor = None
        if shiboken6.isValid(self._table):  # else the whole page goes
            self._table.setFocus()
            self.closed.emit()

    def typed(self) -> list[list[Any]]:
        """What was typed and not saved, as JSON, for `take`."""
        if self.editor is not None:
            self._remember(self.editor)
        return [
            [id, typed.result, typed.text, typed.due_at.isoformat() if typed.due_at else None]
            for id, typed in self._typed.items()
        ]

    def take(self, kept: list[list[Any]]) -> None:
        """Take back what `typed` gave."""
        for id, result, text, due in kept:
            self._typed[id] = Typed(result, text, datetime.fromisoformat(due) if due else None)

    def _remember(self, editor: Editor) -> None:
        if editor.worth_keeping():
            self._typed[editor.row_id] = editor.typed()
        else:
            self._typed.pop(editor.row_id, None)

    def _leave(self) -> None:
        self.close()
        self._table.setFocus()
        self.closed.emit()

    def _save(self, typed: Typed) -> None:
        editor = self.editor
        if editor is None:
            return
        if isinstance(editor, DueEditor) and typed.result == NOTIFY and typed.way == "wechat":
            self._copy(editor)
        one = editor.row if isinstance(editor, PromiseEditor) else editor.due
        self._carry_out(one, editor.row_id, typed)

    def _carry_out(self, one: PromiseRow | Due, row_id: int, typed: Typed) -> None:
        """Save what was typed into the row of `one`, whatever row is open by now."""
        desk, editor = self._seat.desk, self._editor_of(row_id)
        if editor is not None:
            editor.set_working(True)
        self._seat.save(
            lambda _progress: acting.carry_out(desk, one, typed), owner=self,
            said=lambda result: acting.said_of(one, typed, result, now=desk.now()),
            done=lambda _result: self._saved(row_id), failed=lambda error: self._refused(error, one, row_id, typed),
        )  # fmt: skip

    def _editor_of(self, row_id: int) -> Editor | None:
        return self.editor if self.editor is not None and self.editor.row_id == row_id else None

    def _copy(self, editor: DueEditor) -> None:
        """The text for the salesperson into the clipboard, as on the complaint's page."""
        if editor.detail is not None:
            QGuiApplication.clipboard().setText(telling.message(self._seat.desk, editor.detail))

    def _saved(self, row_id: int) -> None:
        self._typed.pop(row_id, None)
        if self.editor is not None and self.editor.row_id == row_id:
            self.editor = None
            self._table.close_row()
            self._table.setFocus()
        self.settled.emit(row_id)

    def _refused(self, error: Exception, one: PromiseRow | Due, row_id: int, typed: Typed) -> None:
        editor = self._editor_of(row_id)
        if editor is not None:
            editor.set_working(False)
        if isinstance(error, FieldError) and editor is not None:
            editor.refuse(error.sentence)
        elif isinstance(error, Conflict):
            self._moved_on(editor, error)
        else:
            self._seat.tell(error, again=lambda: self._carry_out(one, row_id, typed))

    def _moved_on(self, editor: Editor | None, error: Conflict) -> None:
        """Somebody else was first: a promise that still stands can be saved over, anything else is told."""
        if not isinstance(editor, PromiseEditor):
            self._seat.tell(error)
            if editor is self.editor:  # tried again later, another row may be open by now
                self._leave()
            return
        desk, promise_id = self._seat.desk, editor.row.id

        def told(row: PromiseRow) -> None:
            result = result_label(row.result)
            if row.result not in OPEN_RESULTS:
                said = _("{who}: somebody has settled it meanwhile, {result}.").format(
                    who=row.who, result=result
                )
                self._seat.toasts.show(said, sub=row.answer)
                self._typed.pop(row.id, None)
                self.editor = None
                self._table.close_row()
                self._table.setFocus()
                self.closed.emit()
            elif self.editor is editor:
                editor.moved_on(
                    row, _("Changed meanwhile: {result}. Once more saves yours.").format(result=result)
                )

        self._seat.jobs.read(
            lambda _progress: promises.one(desk, promise_id), done=told, failed=self._seat.tell, owner=self
        )
