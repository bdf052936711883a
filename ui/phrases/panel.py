"""The office's phrases in one panel: the list at the left, the one that is changed at the right."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calls import service, situations
from app.office import phrases
from app.office.phrases import NewPhrase, PhraseRow
from app.store.errors import Conflict, FieldError
from app.words import _, ngettext, pgettext
from ui.kit import theme
from ui.kit.buttons import Button, LinkButton
from ui.kit.empty import Empty
from ui.kit.fields import ComboField, TextField
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.overlay import Overlay
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.seat import Seat
from ui.kit.table import RecordTable
from ui.phrases.lines import LinesPanel

HIGH = 404


class PhraseSource:
    """The phrases that a text leads to, in the order of their keys."""

    def __init__(self, known: Sequence[PhraseRow], text: str) -> None:
        found = [row for row in known if row in phrases.fitting(known, text)] if text else known
        self.found = {row.id: row for row in found}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in order."""
        return array("q", self.found)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Title over text, and the key."""
        return [self._row(self.found[id]) if id in self.found else None for id in ids]

    def _row(self, row: PhraseRow) -> Row:
        return Row(row.id, title=Cell(row.title), sub=Cell(row.text, tip=row.text),
                   mark=Cell(f"/{row.key}", tone="text3"))  # fmt: skip

    def interrupt(self, token: object) -> None:
        """They are in memory: nothing has to be stopped."""


class PhrasesPanel(Overlay):
    """Every phrase can be changed, put into the bin and made; a change is one step to undo."""

    def __init__(self, host: QWidget, seat: Seat) -> None:
        super().__init__(host, name=_("Phrases"), width=860)
        self._seat = seat
        self._known: list[PhraseRow] = []
        self._chosen: PhraseRow | None = None
        self._wanted = 0
        self.add_title(
            _("Phrases"), sub=_("Typed out in matter and answer: / and the letters, then Enter; or Alt+P.")
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addLayout(self._make_list(), 5)
        row.addLayout(self._make_form(), 6)
        self.body.addLayout(row)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.save)
        self.bind(("Ctrl+N",), self.begin)
        self._read()

    # Parts

    def _make_list(self) -> QVBoxLayout:
        self.box = SearchBox(name=_("Find a phrase"), hint=_("Letters, title or words of it"), key="")
        columns = (Column("record", _("Phrases"), stretch=1, sorts=False),)
        self.table = RecordTable(columns, jobs=self._seat.jobs, name=_("Phrases"), lines=True, line_height=52)
        self.table.setMinimumHeight(theme.px(HIGH - 46 - 44))
        TypeToFind(self.table, self.box)
        self.table.set_empty(Empty(icon="message-square-text", title=_("No phrase here"),
                                   text=_("Write one at the right, or add the ones we ship.")))  # fmt: skip
        self.new = Button(_("New"), icon="plus", key="Ctrl N")
        self.ours = Button(_("Add the usual ones"), kind="ghost")
        self.ours.setToolTip(_("Adds those of the shipped phrases whose letters are free"))
        self.new.clicked.connect(self.begin)
        self.ours.clicked.connect(self._add_ours)
        self.box.asked.connect(lambda _text: self._show())
        self.box.to_list.connect(self.table.setFocus)
        self.box.entered.connect(self.table.setFocus)
        self.box.left.connect(self.dismiss)
        self.table.left.connect(self.dismiss)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(lambda _id: self.text.setFocus())
        self.table.removed.connect(self._remove)
        self.table.undone.connect(lambda: self._seat.undo())
        self.table.searched.connect(self._searched)
        column = QVBoxLayout()
        column.setSpacing(theme.px(10))
        column.addWidget(self.box)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.new)
        foot.addWidget(self.ours)
        foot.addStretch(1)
        lines = LinkButton(_("Lines for situations…"), icon="message-square-quote")
        lines.clicked.connect(self._edit_lines)
        foot.addWidget(lines)
        column.addLayout(foot)
        return column

    def _make_form(self) -> QVBoxLayout:
        words = service.categories(self._seat.desk)
        occasions = [("", _("Any"))]
        occasions += [(word, words.label(word)) for word in words.words]
        occasions += [(word, situations.label(word)) for word in situations.LABELS]
        self.form = form = Form()
        self.key = LineField(name=pgettext("phrase", "Letters"), hint=_("a few that are quick to type"))
        self.title = LineField(name=_("Title"))
        self.occasion = ComboField(occasions, name=_("Occasion"))
        self.text = TextField(name=_("Text"), lines=6)
        form.add_field("key", pgettext("phrase", "Letters"), self.key)
        form.add_field("title", _("Title"), self.title)
        form.add_field("occasion", _("Occasion"), self.occasion)
        form.add_field("text", _("Text"), self.text, grow=1)
        form.setMinimumHeight(theme.px(HIGH - 88))
        slots = _("In braces: {slots} become the caller's name and number, our company, the person at the desk, "
                  "the greeting, today, the time, and when a call back is due.").format(
            slots="{name} {number} {us} {me} {greeting} {today} {time} {due}")  # fmt: skip
        note = label(slots, "meta", wrap=True)
        self.drop = Button(_("Delete"), kind="danger")
        self.keep = Button(_("Save"), kind="primary", key="Ctrl ↵")
        self.drop.clicked.connect(lambda: self._remove([self._chosen.id] if self._chosen else []))
        self.keep.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.addWidget(self.drop)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        column.addWidget(form, 1)
        column.addWidget(note)
        column.addLayout(foot)
        return column

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the search box focused."""
        super().open(focus=focus or self.box)

    # Showing

    def _read(self, then: int = 0) -> None:
        desk = self._seat.desk
        self._wanted = then or self._wanted
        self._seat.jobs.read(
            lambda _progress: phrases.rows(desk),
            done=self._got,
            failed=self._seat.tell,
            owner=self,
            latest="phrases",
        )

    def _got(self, known: list[PhraseRow]) -> None:
        self._known = known
        self._show()

    def _show(self) -> None:
        self._source = PhraseSource(self._known, self.box.value())
        self.table.show_source(self._source)

    def _searched(self) -> None:
        wanted, self._wanted = self._wanted, 0
        if not (wanted and self.table.set_current(wanted)):
            self.table.go_first()
        if not self._source.found:
            self._fill(None)

    def _choose(self, id: int) -> None:
        row = self._source.found.get(id)
        if row is not None:
            self._fill(row)

    def _fill(self, row: PhraseRow | None) -> None:
        self._chosen = row
        self.form.set_values(
            {"key": row.key, "title": row.title, "occasion": row.occasion, "text": row.text}
            if row is not None
            else {"key": "", "title": "", "occasion": "", "text": ""}
        )
        self.form.show_errors({})
        self.drop.setEnabled(row is not None)

    # Doing

    def begin(self) -> None:
        """An empty form for a phrase that there is not yet."""
        self._fill(None)
        self.key.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Keep what stands in the form."""
        values = self.form.values()
        new = NewPhrase(
            key=values["key"], title=values["title"], text=values["text"], occasion=values["occasion"] or ""
        )
        desk, chosen = self._seat.desk, self._chosen
        self.keep.set_working(_("Saving…"))
        self._seat.save(
            lambda _progress: phrases.save(
                desk, new, phrase_id=chosen.id if chosen else None, row_version=chosen.row_version if chosen else 0
            ),
            owner=self, said=_("“{title}” is kept").format(title=new.title), done=self._saved, failed=self._refused,
        )  # fmt: skip

    def _saved(self, id: int) -> None:
        self.keep.set_working(None)
        self._read(id)

    def _refused(self, error: Exception) -> None:
        self.keep.set_working(None)
        if isinstance(error, FieldError):
            self.form.show_errors({error.field: error.sentence})
            self.relay()
        elif isinstance(error, Conflict):
            self._seat.tell(error)
            self._read(self._chosen.id if self._chosen else 0)
        else:
            self._seat.tell(error, again=self.save)

    def _remove(self, ids: Sequence[int]) -> None:
        gone, desk = list(ids), self._seat.desk
        if gone:
            self._seat.save(
                lambda _progress: phrases.remove(desk, gone), owner=self, done=lambda _n: self._read(),
                said=lambda n: ngettext("{n} phrase is gone", "{n} phrases are gone", n).format(n=n),
            )  # fmt: skip

    def _edit_lines(self) -> None:
        host = self.parentWidget()
        self.close_up()
        LinesPanel(host, self._seat).open()

    def _add_ours(self) -> None:
        desk = self._seat.desk

        def said(count: int) -> str:
            if not count:
                return pgettext("phrases", "All of ours are there already")
            return ngettext("{n} phrase came", "{n} phrases came", count).format(n=count)

        self._seat.save(
            lambda _progress: phrases.add_ours(desk), owner=self, said=said, done=lambda _n: self._read()
        )
