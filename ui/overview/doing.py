"""A promise done in place: the row that is open, what is typed into it, saving it, and what others did meanwhile."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.calls import promises
from app.calls.promises import PromiseRow
from app.calls.rules import OPEN_RESULTS, result_label
from app.store.errors import Conflict, FieldError
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat
from ui.overview.board_table import BoardTable
from ui.overview.editor import HEIGHT, PromiseEditor, Typed


class Doing(QObject):
    """The one promise that is open on the board. settled(id) -- it was saved; closed() -- it was left."""

    settled = Signal(int)
    closed = Signal()
    dialled = Signal()

    def __init__(self, seat: Seat, table: BoardTable) -> None:
        super().__init__(table)
        self._seat, self._table = seat, table
        self.editor: PromiseEditor | None = None
        self._typed: dict[int, Typed] = {}

    def open(self, row: PromiseRow, *, group: str, now: datetime) -> None:
        """Open `row` in its place on the board, with what was typed into it before."""
        self.close()
        editor = PromiseEditor(row, group=group, now=now, table=self._table)
        editor.finished.connect(self._save)
        editor.left.connect(self._leave)
        editor.dialled.connect(self.dialled)
        self._table.set_current(row.id)
        if not self._table.open_row(row.id, editor, height=HEIGHT):
            return
        self.editor = editor
        if row.id in self._typed:
            editor.take(self._typed[row.id])
        editor.start()
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: promises.usual_due(desk, desk.now()), done=editor.suggest, failed=self._seat.tell,
            owner=editor,
        )  # fmt: skip

    def close(self) -> None:
        """Close the open row; what was typed into it waits there."""
        editor, self.editor = self.editor, None
        if editor is not None:
            self._remember(editor)
            self._table.close_row()

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

    def _remember(self, editor: PromiseEditor) -> None:
        typed = editor.typed()
        if typed.text != editor.row.answer or typed.result != "called":
            self._typed[editor.row.id] = typed

    def _leave(self) -> None:
        self.close()
        self._table.setFocus()
        self.closed.emit()

    def _save(self, typed: Typed) -> None:
        editor = self.editor
        if editor is None:
            return
        editor.set_working(True)
        row = editor.row
        self._seat.save(
            self._work_of(row, typed), owner=self, said=said_of(row, typed),
            done=lambda _result: self._saved(row), failed=lambda error: self._refused(error, row, typed),
        )  # fmt: skip

    def _work_of(self, row: PromiseRow, typed: Typed) -> Callable[[Progress], Any]:
        desk, version = self._seat.desk, row.row_version

        def work(_progress: Progress) -> Any:
            if typed.result == "called":
                return promises.called(desk, row.id, answer=typed.text, row_version=version)
            if typed.result == "unreached":
                return promises.unreached(desk, row.id, note=typed.text, row_version=version)
            if typed.result == "cancelled":
                return promises.cancel(desk, row.id, reason=typed.text, row_version=version)
            assert typed.due_at is not None
            return promises.postpone(desk, row.id, typed.due_at, row_version=version)

        return work

    def _saved(self, row: PromiseRow) -> None:
        self._typed.pop(row.id, None)
        if self.editor is not None and self.editor.row.id == row.id:
            self.editor = None
            self._table.close_row()
            self._table.setFocus()
        self.settled.emit(row.id)

    def _refused(self, error: Exception, row: PromiseRow, typed: Typed) -> None:
        editor = self.editor if self.editor is not None and self.editor.row.id == row.id else None
        if editor is not None:
            editor.set_working(False)
        if isinstance(error, FieldError) and editor is not None:
            editor.refuse(error.sentence)
        elif isinstance(error, Conflict):
            desk = self._seat.desk
            self._seat.jobs.read(
                lambda _progress: promises.one(desk, row.id),
                done=self._moved_on,
                failed=self._seat.tell,
                owner=self,
            )
        else:
            self._seat.tell(error, again=lambda: self._save(typed))

    def _moved_on(self, row: PromiseRow) -> None:
        """Somebody else saved the promise first: settled ones are told, others can be saved over."""
        editor = self.editor
        result = result_label(row.result)
        if row.result not in OPEN_RESULTS:
            said = _("{who}: somebody has settled it meanwhile, {result}.").format(who=row.who, result=result)
            self._seat.toasts.show(said, sub=row.answer)
            self._typed.pop(row.id, None)
            self.editor = None
            self._table.close_row()
            self._table.setFocus()
            self.closed.emit()
        elif editor is not None and editor.row.id == row.id:
            editor.moved_on(
                row, _("Changed meanwhile: {result}. Once more saves yours.").format(result=result)
            )


def said_of(row: PromiseRow, typed: Typed) -> str:
    """What was done, for the toast."""
    if typed.due_at is not None and typed.result == "postponed":
        clock = f"{typed.due_at.month}-{typed.due_at.day} {typed.due_at.hour}:{typed.due_at:%M}"
        return _("{who}: put off to {moment}").format(who=row.who, moment=clock)
    words = {
        "called": _("{who}: called back"), "unreached": _("{who}: not reached, stays on the list"),
        "cancelled": _("{who}: cancelled"),
    }  # fmt: skip
    return words[typed.result].format(who=row.who)
