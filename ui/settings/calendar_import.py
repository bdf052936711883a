"""Taking in the official table of days off: pasted or from a file, looked at first, gaps and clashes told."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.china import day_names
from app.files import system_reason
from app.office import rest_days
from app.office.rest_days import Change, Preview
from app.store.errors import UserError
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.fields import CheckField, TextField
from ui.kit.labels import label, set_tone
from ui.kit.overlay import Overlay
from ui.kit.rows import Cell, Column, Row
from ui.kit.saying import weekday
from ui.kit.seat import Seat
from ui.kit.table import RecordTable
from ui.settings.side_by_side import ListSource

QUIET = 200  # ms without a letter until the text is read
MOST_SAID = 4
LARGEST = 2_000_000


class ImportPanel(Overlay):
    """The text at the top, what it would change below; Ctrl+Enter takes it."""

    taken = Signal(int)  # the year it speaks of

    def __init__(self, host: QWidget, seat: Seat, *, year: int) -> None:
        super().__init__(host, name=_("Import days off"), width=720)
        self._seat, self._year = seat, year
        self._seen: Preview | None = None
        self.add_title(_("Import days off"), sub=_(
            "Paste the notice of the State Council as it stands on gov.cn, or a table with date, 休 or 班, and name; "
            "or open a .json (holiday-cn), .csv or .txt file."))  # fmt: skip
        self.text = TextField(
            name=_("The notice or table"),
            hint="一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。…",
            lines=7,
        )
        self.text.setFixedHeight(theme.px(150))
        self.text.changed.connect(lambda: self._quiet.start())
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._read)
        self.said = label("", "strong")
        self.problems = label("", "body", tone="red", wrap=True)
        columns = (
            Column("date", _("Day"), 130, sorts=False), Column("before", _("Now"), 120, stretch=1, sorts=False),
            Column("after", _("Then"), 120, stretch=1, sorts=False), Column("note", "", 120, stretch=1, sorts=False),
        )  # fmt: skip
        self.table = RecordTable(columns, jobs=seat.jobs, name=_("What changes"), row_height=30)
        self.table.setFixedHeight(theme.px(220))
        self.table.left.connect(self.dismiss)
        self.by_hand = CheckField("")
        self.by_hand.hide()
        self.open_file = Button(_("Open a file…"), icon="folder-open")
        self.take = Button(_("Import"), kind="primary", key="Ctrl ↵")
        cancel = Button(_("Cancel"), kind="ghost", key="Esc")
        self.open_file.clicked.connect(self._ask)
        self.take.clicked.connect(self._take)
        cancel.clicked.connect(self.dismiss)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self._take)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.open_file)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        for part in (self.text, self.said, self.problems, self.table, self.by_hand):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self._show(None)

    def load(self, file: Path) -> None:
        """Read `file` into the text."""

        def read(_progress: Any) -> str:
            try:
                if file.stat().st_size > LARGEST:
                    raise UserError(_("{file} is far larger than a year's table.").format(file=file.name))
                raw = file.read_bytes()
            except OSError as problem:
                raise UserError(
                    _("{file} can't be read: {reason}.").format(file=file, reason=system_reason(problem))
                ) from problem
            try:
                return raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                return raw.decode("gb18030", "replace")

        self._seat.jobs.read(read, done=self.text.set_value, failed=self._wrong, owner=self)

    def _ask(self) -> None:
        kinds = _("Tables of days off (*.json *.csv *.txt);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self.window(), _("Open a file…"), "", kinds)
        if chosen:
            self.load(Path(chosen))

    def _read(self) -> None:
        desk, text, year = self._seat.desk, self.text.value(), self._year
        if not text:
            self._show(None)
            return
        self._seat.jobs.read(
            lambda _progress: rest_days.preview(desk, text, which=year),
            done=lambda seen: self._show(seen if self.text.value() == text else None), failed=self._wrong,
            owner=self, latest="preview",
        )  # fmt: skip

    def _wrong(self, error: Exception) -> None:
        self._show(None)
        self.problems.setText(getattr(error, "sentence", str(error)))
        self.problems.show()
        self.relay()

    def _show(self, seen: Preview | None) -> None:
        self._seen = seen
        told: list[str] = []
        self.said.setText("")
        if seen is not None:
            notice = seen.notice
            years = _(", ").join(map(str, notice.years))
            changed = len(seen.changes) - seen.new
            self.said.setText(
                _("{years}: {new} new, {changed} changed, {same} as before").format(
                    years=years, new=seen.new, changed=changed, same=seen.same
                ) if notice.days else ""
            )  # fmt: skip
            told = [*notice.problems, *notice.warnings]
        set_tone(self.problems, "red" if seen is not None and seen.notice.problems else "amber")
        more = len(told) - MOST_SAID
        if more > 0:
            told = [*told[:MOST_SAID], ngettext("and {n} more", "and {n} more", more).format(n=more)]
        self.problems.setText("\n".join(told))
        self.problems.setVisible(bool(told))
        self.said.setVisible(bool(self.said.text()))
        changes = seen.changes if seen is not None else ()
        self.table.show_source(
            ListSource(
                lambda: [_Line(n, each) for n, each in enumerate(changes, 1)],
                fits=lambda *_: True,
                draw=_draw,
                by={},
            )
        )
        self.table.setVisible(bool(changes))
        clashes = len(seen.clashes) if seen is not None else 0
        self.by_hand.setText(
            ngettext("Also replace {n} day set by hand", "Also replace {n} days set by hand", clashes).format(
                n=clashes
            )
        )
        self.by_hand.setVisible(bool(clashes))
        refused = seen is None or bool(seen.notice.problems)
        self.take.set_available(not refused and bool(changes), _("There is nothing to take in yet."))
        count = len(changes)
        self.take.set_words(
            ngettext("Import {n} day", "Import {n} days", count).format(n=count)
            if count and not refused
            else _("Import")
        )
        self.relay()

    def _take(self) -> None:
        seen, desk = self._seen, self._seat.desk
        if (
            seen is None or not self.take.isEnabled() or self._quiet.isActive()
        ):  # what is seen is of another text
            return
        replace = self.by_hand.value()
        years = seen.notice.years

        def done(_count: int) -> None:
            self.taken.emit(years[0] if years else self._year)
            self.close_up()

        self._seat.save(
            lambda _progress: rest_days.take(desk, seen, replace_by_hand=replace), owner=self, done=done,
            failed=self._wrong,
            said=lambda n: ngettext("{n} day of the calendar is changed.", "{n} days of the calendar are changed.", n)
            .format(n=n),
        )  # fmt: skip


class _Line:
    """A change with a number, as lists want one."""

    def __init__(self, id: int, change: Change) -> None:
        self.id, self.change = id, change


def _said(day: Any) -> Cell:
    if day is None:
        return Cell(_("as its weekday"), tone="text3")
    words = " ".join((_("off") if day.off else _("work"), day_names.said(day.name)))
    return Cell(words.strip(), tone="red" if day.off else "amber")


def _draw(line: _Line) -> Row:
    each = line.change
    note = Cell(_("set by hand"), tone="amber", tag=True) if each.by_hand else Cell("")
    return Row(
        line.id,
        (Cell(f"{each.date.isoformat()} {weekday(each.date)}"), _said(each.before), _said(each.after), note),
    )
