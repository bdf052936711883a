"""The promises of the board as rows of a list: groups by urgency, folded groups, how late something is. Qt-free."""

from array import array
from collections.abc import Sequence
from datetime import datetime

from app.calls.promises import PromiseRow
from app.calls.service import PROMISE
from app.china import pinyin
from app.complaints.dues import Due
from app.complaints.service import KIND as COMPLAINT
from app.overview.today import Board, Group
from app.words import NP_, _, language, ngettext, pgettext
from ui.kit import when
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.saying import joined, late, short, whole_weekday

COLUMNS = {
    "icon": (40, 40, 14), "kind": (56, 100, 12), "who": (172, 172, 14), "matter": (160, 160, 14),
    "code": (140, 140, 12), "note": (96, 128, 12), "owner": (76, 76, 12), "due": (136, 136, 12),
}  # fmt: skip
"""Width in Chinese and in English, and the size of the text, in px."""
GROUPS = ("late", "soon", "today", "week", "later")
FOLDED = frozenset(("week", "later"))
"""Groups that begin as one line."""
NAMES = {
    "late": NP_("board", "Late"), "soon": NP_("board", "Next two hours"), "today": NP_("board", "Today"),
    "week": NP_("board", "This week"), "later": NP_("board", "Later"),
}  # fmt: skip
TONES = {"late": "red", "soon": "amber"}
KINDS = {
    "promise": NP_("board", "Call backs"), "complaint": NP_("board", "Complaints"),
    "followup": NP_("board", "Satisfaction"),
}  # fmt: skip
"""Kinds of what is owed, as the chips say them."""
COMPLAINTS = 1_000_000_000  # rows of complaints have ids from here on
_FOLD = 2_000_000_000  # ids travel through signals as C ints
_STEP = 10**6


def columns() -> tuple[Column, ...]:
    """The columns of the board; their titles are only spoken."""
    titles = {
        "icon": "", "kind": _("Kind"), "who": _("Who"), "matter": _("Matter"), "code": _("Number"),
        "note": _("Attempts"), "owner": _("Finds out"), "due": _("Due"),
    }  # fmt: skip
    at = 0 if language() == "zh" else 1
    return tuple(
        Column(
            key, titles[key], sizes[at], size=sizes[2], sorts=False, hidden=key == "code",
            stretch=1 if key == "matter" else 0, align="right" if key == "due" else "left",
            tone="text" if key == "who" else "text2",
        )
        for key, sizes in COLUMNS.items()
    )  # fmt: skip


def is_fold(id: int) -> bool:
    """Whether a row stands for a group that can be folded and not for a promise."""
    return id >= _FOLD


class BoardSource:
    """What a RecordTable lists: the board last set, filtered. All in memory, so both calls answer at once."""

    def __init__(self) -> None:
        self.board: Board | None = None
        self.finder_id: int | None = None
        self.text = ""
        self.kind = ""
        """Only what is of this kind; "" is all."""
        self.unfolded: set[str] = set(GROUPS) - FOLDED
        self._rows: dict[int, Row] = {}

    def promises(self, group: Group) -> list[PromiseRow]:
        """Those of `group` that the filter lets through."""
        wanted = self.text.strip().lower()
        return [
            row
            for row in group.promises
            if (self.finder_id is None or row.finder_id == self.finder_id)
            and (not wanted or matches(row, wanted))
        ]

    def dues(self, group: Group) -> list[Due]:
        """What complaints owe in `group`, as far as the filter lets it through."""
        wanted = self.text.strip().lower()
        return [
            due
            for due in group.complaints
            if (self.finder_id is None or due.complaint.owner_id == self.finder_id)
            and (not wanted or _due_matches(due, wanted))
        ]

    def due(self, id: int) -> Due | None:
        """What the complaint in row `id` owes."""
        groups = self.board.groups if self.board else ()
        return next((due for group in groups for due in group.complaints if complaint_id(id) == due.id), None)

    def promise(self, promise_id: int) -> PromiseRow | None:
        """The promise on the board, whatever the filter says."""
        groups = self.board.groups if self.board else ()
        return next((row for group in groups for row in group.promises if row.id == promise_id), None)

    def group_of(self, fold_id: int) -> str:
        """The group that a folding row stands for."""
        return GROUPS[(fold_id - _FOLD) // _STEP]

    def fold(self, key: str) -> None:
        """Fold a group, or unfold it."""
        self.unfolded ^= {key}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in the order shown. The id of a heading holds the count, so that a list whose groups changed is new."""
        board, ids, rows = self.board, array("q"), {}
        for number, group in enumerate(board.groups if board else ()):
            shown: list[PromiseRow | Due] = [*self._of_kind("promise", self.promises(group))]
            shown += [due for due in self.dues(group) if self.kind in ("", due.kind)]
            shown.sort(key=lambda one: one.due_at)
            if not shown:
                continue
            foldable = group.key in FOLDED
            opened = group.key in self.unfolded or bool(self.text.strip())
            head = number * _STEP + len(shown) * 2 + opened
            head = _FOLD + head if foldable else -head - 1
            ids.append(head)
            name = pgettext(*NAMES[group.key])
            rows[head] = Row(
                head, title=Cell(name, tone=TONES.get(group.key, "text2")), sub=Cell(str(len(shown))),
                cells=(Cell(), Cell(), Cell(name), Cell(str(len(shown)))),
                end=Cell(icon="chevron-down" if opened else "chevron-right") if foldable else Cell(),
            )  # fmt: skip
            if opened:
                for one in shown:
                    row = _row_of_any(one, group.key, board)  # type: ignore[arg-type]
                    ids.append(row.id)
                    rows[row.id] = row
        self._rows = rows
        return ids

    def _of_kind(self, kind: str, rows: list[PromiseRow]) -> list[PromiseRow]:
        return rows if self.kind in ("", kind) else []

    def counts(self) -> dict[str, int]:
        """How many there are of each kind, whatever the filter says; "" is all."""
        groups = self.board.groups if self.board else ()
        found = dict.fromkeys(KINDS, 0)
        for group in groups:
            found["promise"] += len(group.promises)
            for due in group.complaints:
                found[due.kind] += 1
        return {"": sum(found.values()), **found}

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """The rows of `ids`."""
        known = self._rows
        return [known.get(id) for id in ids]

    def interrupt(self, token: object) -> None:
        """Nothing here takes long enough to be stopped."""


def is_complaint(id: int) -> bool:
    """Whether a row stands for what a complaint owes."""
    return COMPLAINTS <= id < _FOLD


def complaint_id(id: int) -> int:
    """The complaint behind a row."""
    return id - COMPLAINTS


def _row_of_any(one: PromiseRow | Due, group: str, board: Board) -> Row:
    kind = PROMISE if isinstance(one, PromiseRow) else COMPLAINT
    row = row_of(one, group, board.now) if isinstance(one, PromiseRow) else due_row(one, group, board.now)
    off = board.put_off.get((kind, one.id))
    if off is None:
        return row
    at = list(COLUMNS).index("note")
    cells = list(row.cells)
    moment = when.within(off.until, board.now)
    said = _("later {moment}").format(moment=f"{off.until.hour}:{off.until:%M}" if off.until.date() == board.now.date()
                                      else moment)  # fmt: skip
    told = joined(off.by, off.reason)
    cells[at] = Cell(said, tone="amber", tag=True, tip=told)
    return row._replace(cells=tuple(cells))


def due_row(one: Due, group: str, now: datetime) -> Row:
    """What a complaint owes, as a row of the board."""
    tone = TONES.get(group, "text2")
    row = one.complaint
    icon, kind = (
        ("smile", pgettext("board", "Satisfaction"))
        if one.kind == "followup"
        else ("flag", pgettext("board", "Complaint"))
    )
    exact = _("Due {moment}").format(moment=when.within(one.due_at, now))
    note = Cell(tried(row.attempts), tone="text3") if row.attempts else Cell()
    return Row(
        COMPLAINTS + one.id,
        cells=(
            Cell(icon=icon, tone=tone), Cell(kind), Cell(short(row.who), tip=row.who), Cell(one.what),
            Cell(row.code, tone="text3"), note, Cell(one.owner),
            Cell(due(one.due_at, now, group), tone=tone, tip=exact),
        ),
    )  # fmt: skip


def _due_matches(one: Due, wanted: str) -> bool:
    row = one.complaint
    digits = "".join(c for c in wanted if c.isdigit())
    if len(digits) >= 3 and digits in row.phone_norm:
        return True
    if any(wanted in text.lower() for text in (row.who, row.complainant, one.what, one.owner, row.code)):
        return True
    keys = (
        key for text in (row.company, row.complainant) for key in (*pinyin.initials(text), *pinyin.full(text))
    )
    return wanted.isascii() and any(key.startswith(wanted) for key in keys)


def matches(row: PromiseRow, wanted: str) -> bool:
    """Whether `wanted` (lower case) stands in the texts of `row`, or is the pinyin or initials of who it is."""
    digits = "".join(c for c in wanted if c.isdigit())
    if len(digits) >= 3 and digits in row.number_norm:
        return True
    texts = (row.who, row.contact_name, row.matter, row.finder, row.code)
    if any(wanted in text.lower() for text in texts):
        return True
    if not wanted.isascii():
        return False
    return any(
        key.startswith(wanted)
        for text in (row.company, row.contact_name)
        for key in (*pinyin.initials(text), *pinyin.full(text))
    )


def row_of(row: PromiseRow, group: str, now: datetime) -> Row:
    """A promise as a row of the board."""
    tone = TONES.get(group, "text2")
    note = Cell()
    if row.for_manager:
        note = Cell(_("Ask manager"), tone="amber", tag=True, tip=_("Three attempts reached nobody."))
    elif row.attempts:
        note = Cell(tried(row.attempts), tone="text3")
    exact = _("Promised for {moment}").format(moment=when.within(row.first_due_at, now))
    if row.due_at != row.first_due_at:
        exact += _(" · ") + _("put off to {moment}").format(moment=when.within(row.due_at, now))
    return Row(
        row.id,
        cells=(
            Cell(icon="history", tone=tone), Cell(_("Call back")), Cell(short(row.who), tip=row.who), Cell(row.matter),
            Cell(row.code, tone="text3"), note, Cell(row.finder),
            Cell(due(row.due_at, now, group), tone=tone, tip=exact),
        ),
    )  # fmt: skip


def tried(attempts: int) -> str:
    """How often it was tried, in words."""
    return ngettext("tried once", "tried {n} times", attempts).format(n=attempts)


def due(moment: datetime, now: datetime, group: str) -> str:
    """When it is due: how late it is, a clock today, the weekday this week, else the date."""
    if group == "late":
        return late(now - moment)
    clock = f"{moment.hour}:{moment:%M}"
    if moment.date() == now.date():
        return clock
    if group == "week":
        return f"{whole_weekday(moment)} {clock}"
    return when.say(moment, now)
