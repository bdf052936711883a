"""Phrases on the call form: typed out by abbreviation in the texts, or picked from a list."""

from array import array
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.calls import situations
from app.calls.rules import Categories
from app.office import abbreviations, phrases
from app.office.abbreviations import Typed
from app.office.phrases import PhraseRow
from app.words import _
from ui.kit import theme
from ui.kit.buttons import LinkButton
from ui.kit.completion import Candidate
from ui.kit.empty import Empty
from ui.kit.expansion import Expansion
from ui.kit.fields import TextField
from ui.kit.labels import label
from ui.kit.overlay import Overlay
from ui.kit.pick_list import LINE, PickList
from ui.kit.rows import Cell, Row, Sort
from ui.kit.saying import joined
from ui.kit.search import SearchBox
from ui.kit.seat import Seat

SHOWN = 6
Values = Callable[[], Mapping[str, str]]


class Phrases:
    """The phrases a form offers in its texts.

    known -- the office's phrases, as of now. values -- what the slots of a phrase stand for in this moment.
    """

    def __init__(self, fields: Sequence[TextField], known: Sequence[PhraseRow], *, values: Values) -> None:
        self.known, self._values = known, values
        self.last = fields[0]
        self.expansions = {field: Expansion(field, self._found, self._said) for field in fields}

    def used_in(self, field: QWidget | None) -> None:
        """The text that has the caret: what is picked goes there."""
        if isinstance(field, TextField) and field in self.expansions:
            self.last = field

    def insert(self, phrase: PhraseRow) -> None:
        """Type a phrase out where the caret was last."""
        self.expansions[self.last].insert(self._said(phrase))
        self.last.setFocus()

    def _found(self, typed: Typed) -> list[tuple[Candidate, bool]]:
        by_key = {phrase.key: phrase for phrase in self.known}
        keys = abbreviations.meant(typed, by_key)
        return [
            (_candidate(by_key[key], self._said(by_key[key])), abbreviations.sure(typed, key)) for key in keys
        ]

    def _said(self, phrase: PhraseRow) -> str:
        return abbreviations.fill(phrase.text, self._values())


def _candidate(phrase: PhraseRow, text: str) -> Candidate:
    return Candidate(phrase, phrase.title, text, "message-square-text", note=f"/{phrase.key}")


class PhraseSource:
    """The phrases that a text leads to, those of the call's category first."""

    def __init__(
        self, known: Sequence[PhraseRow], text: str, *, occasion: str, categories: Categories
    ) -> None:
        self.found = {row.id: row for row in phrases.fitting(known, text, occasion=occasion)}
        self._categories = categories

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in order."""
        return array("q", self.found)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Title over text, with its key and occasion."""
        return [self._row(self.found[id]) if id in self.found else None for id in ids]

    def _row(self, row: PhraseRow) -> Row:
        known = row.occasion in self._categories.words
        occasion = self._categories.label(row.occasion) if known else situations.label(row.occasion)
        title = joined(row.title, occasion)
        return Row(
            row.id,
            title=Cell(title),
            sub=Cell(row.text, tip=row.text),
            mark=Cell(f"/{row.key}", tone="text3"),
        )

    def interrupt(self, token: object) -> None:
        """They are in memory: nothing has to be stopped."""


class PhrasePicker(Overlay):
    """picked(PhraseRow) -- Enter on it. edit_wanted() -- the phrases shall be changed."""

    picked = Signal(object)
    edit_wanted = Signal()

    def __init__(
        self, host: QWidget, seat: Seat, known: Sequence[PhraseRow], *, occasion: str, categories: Categories
    ) -> None:
        super().__init__(host, name=_("Phrases"), width=560)
        self._known, self._occasion, self._categories = known, occasion, categories
        self.add_title(_("Phrases"), sub=_("Quicker while typing: / and the letters, then Enter."))
        self.box = SearchBox(name=_("Find a phrase"), hint=_("Letters, title or words of it"), key="")
        self.table = PickList(self.box, jobs=seat.jobs, name=_("Phrases"))
        self.table.setFixedHeight(theme.px(LINE * SHOWN))
        self.table.set_empty(
            Empty(icon="search", title=_("Nothing fits"), text=_("Fewer letters find more."))
        )
        self.body.addWidget(self.box)
        self.body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(label(_("↵ types it out where the caret was"), "meta"))
        foot.addStretch(1)
        edit = LinkButton(_("Change phrases…"), icon="pencil")
        edit.clicked.connect(self._edit)
        foot.addWidget(edit)
        self.body.addLayout(foot)
        self.box.asked.connect(self._ask)
        self.box.left.connect(self.dismiss)
        self.table.picked.connect(self._take)
        self.table.searched.connect(self.table.go_first)
        self._ask("")

    def _ask(self, text: str) -> None:
        self._source = PhraseSource(self._known, text, occasion=self._occasion, categories=self._categories)
        self.table.show_source(self._source)

    def _take(self, id: int) -> None:
        phrase = self._source.found.get(id)
        if phrase is not None:
            self.close_up()
            self.picked.emit(phrase)

    def _edit(self) -> None:
        self.close_up()
        self.edit_wanted.emit()
