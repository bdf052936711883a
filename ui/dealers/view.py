"""One dealer, read-only: who, what is known, what went to and fro, what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.dealers.completing import KIND
from app.dealers.finding import DealerDetail
from app.dealers.sheets import covered, shown_numbers
from app.dealers.words import field_label, source_label
from app.office import privacy
from app.overview.timeline import CHANGE, Timeline
from app.words import _, ngettext, pgettext
from ui.dealers.aside import Aside
from ui.dealers.facts import Facts
from ui.dealers.rows import STATUS_TONES, place
from ui.dealers.timeline_view import TimelineView
from ui.kit import theme
from ui.kit.attachments_strip import AttachmentsStrip
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import ChipRow, Tag
from ui.kit.history import Step, steps_column
from ui.kit.labels import Line, hairline, label
from ui.kit.panes import Pane, scrolled
from ui.kit.saying import joined
from ui.kit.seat import Seat
from ui.kit.tab_strip import TabStrip

LONG = 17
"""A fact of more letters, a hanzi being two, takes the whole width, and as many lines as it needs."""
FEW, BEFORE, LINE = 8, 430, 45
"""So many events stand on the first tab at least, more where the window is high: px above them, px of each."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything the page shows of one dealer, read by one job."""

    detail: DealerDetail
    timeline: Timeline
    steps: Sequence[Step]
    facts: Facts
    now: datetime


class DealerView(Pane):
    """Pressed, about the dealer on screen: edit, dial, print, remove, restore, merge, hand over; a gap, an event.
    list_wanted -- open the drawer.
    """

    edit_wanted = Signal()
    dial_wanted = Signal()
    print_wanted = Signal()
    remove_wanted = Signal()
    restore_wanted = Signal()
    merge_wanted = Signal()
    hand_over_wanted = Signal()
    verified = Signal()
    gap_wanted = Signal(str)
    event_wanted = Signal(str, int)
    dealer_wanted = Signal(int)
    list_wanted = Signal()
    told = Signal(str)
    uncover_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__(name=_("Selected dealer"))
        self._seat = seat
        self._uncovered = False
        """Whether the numbers of this dealer were asked for, where they are hidden."""
        self.whole: Whole | None = None
        self._few = FEW
        self._make_head()
        self.tabs = TabStrip(
            (("overview", pgettext("dealer.tab", "Overview")), ("events", pgettext("dealer.tab", "To and fro")),
             ("files", pgettext("dealer.tab", "Files")), ("changes", pgettext("dealer.tab", "Changes"))),
            name=_("What is shown of the dealer"),
        )  # fmt: skip
        self.tabs.currentChanged.connect(lambda at: self.stack.setCurrentIndex(at))
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        strip.addWidget(self.tabs)
        strip.addStretch(1)
        self.body.addLayout(strip)
        self.body.addWidget(hairline())
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self._make_overview()
        self._make_events()
        self._make_files(seat)
        self._changes = scrolled(QWidget())
        self.stack.addWidget(self._changes)

    # Parts

    def _make_head(self) -> None:
        self.drawer = IconButton("panel-left", _("The list"))
        self.drawer.clicked.connect(self.list_wanted)
        self.drawer.hide()
        self._name = Line("", size=20, bold=True)
        self._tags = QHBoxLayout()
        self._tags.setSpacing(theme.px(6))
        self._sub = Line("", size=12, tone="text2")
        self.dial = Button(_("Dial"), icon="phone", key="Alt D")
        self.edit = Button(_("Edit"), icon="pencil", key="F4")
        self.restore = Button(_("Restore"), icon="undo-2")
        self.cover = IconButton("eye", _("Show whole numbers") + " (Alt+V)", kind="plain")
        self.cover.clicked.connect(self.uncover_wanted)
        self.cover.hide()
        self.printing = IconButton("printer", _("Print the dealer card"), kind="plain")
        self.more = IconButton("ellipsis", _("More to do with this dealer"), kind="plain")
        self.dial.clicked.connect(self.dial_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        self.printing.clicked.connect(self.print_wanted)
        self.more.clicked.connect(self._show_more)
        grid = QGridLayout()
        grid.setContentsMargins(theme.px(24), theme.px(14), theme.px(20), theme.px(6))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        grid.addWidget(self.drawer, 0, 0, 2, 1)
        title = QHBoxLayout()
        title.setSpacing(theme.px(10))
        title.addWidget(self._name)
        title.addLayout(self._tags)
        title.addStretch(1)
        grid.addLayout(title, 0, 1)
        grid.addWidget(self._sub, 1, 1)
        grid.setColumnStretch(1, 1)
        buttons = (self.cover, self.dial, self.edit, self.restore, self.printing, self.more)
        for at, button in enumerate(buttons, start=2):
            grid.addWidget(button, 0, at, 2, 1)
        self.body.addLayout(grid)

    def _make_overview(self) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(theme.px(24), theme.px(16), theme.px(20), theme.px(20))
        row.setSpacing(theme.px(28))
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.px(14))
        self._facts.setVerticalSpacing(theme.px(8))
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        left.addLayout(self._facts)
        left.addSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(label(_("To and fro"), "section"))
        head.addStretch(1)
        self.chips = ChipRow(
            (("", pgettext("dealer.events", "All")), ("call", pgettext("dealer.events", "Calls")),
             ("promise", pgettext("dealer.events", "Call backs")),
             ("complaint", pgettext("dealer.events", "Complaints"))),
            name=_("Which events"),
        )  # fmt: skip
        self.chips.picked.connect(lambda _kind: self._show_events())
        head.addWidget(self.chips)
        left.addLayout(head)
        self.recent = TimelineView()
        self.recent.event_wanted.connect(self.event_wanted)
        left.addWidget(self.recent)
        left.addStretch(1)
        row.addLayout(left, 1)
        self.aside = Aside()
        self.aside.setFixedWidth(theme.px(318))
        self.aside.gap_wanted.connect(self.gap_wanted)
        self.aside.dealer_wanted.connect(self.dealer_wanted)
        self.aside.told.connect(self.told)
        row.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignTop)
        self.stack.addWidget(scrolled(page))

    def _make_events(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(20))
        self.events = TimelineView()
        self.events.event_wanted.connect(self.event_wanted)
        column.addWidget(self.events)
        column.addStretch(1)
        self.stack.addWidget(scrolled(page))

    def _make_files(self, seat: Seat) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(20))
        self.files = AttachmentsStrip(seat)
        self.files.counted.connect(lambda _n: self._count())
        column.addWidget(self.files)
        column.addStretch(1)
        self.stack.addWidget(scrolled(page))

    # Showing

    def show_dealer(self, whole: Whole) -> None:
        """Show all of a dealer at once; the tab in front stays."""
        other = self.whole is None or self.whole.detail.row.id != whole.detail.row.id
        self.whole = whole
        row = whole.detail.row
        self._uncovered = self._uncovered and not other
        desk = self._seat.desk
        seen = whole.detail
        if not self._uncovered:
            seen = seen._replace(typed=covered(desk, seen.typed))
        self.cover.setVisible(privacy.masks(desk) and not self._uncovered and not row.deleted)
        self._name.set_text(row.name)
        self._show_tags(whole.detail)
        self._sub.set_text(_headline(whole.detail))
        for button in (self.edit, self.printing, self.more):
            button.setVisible(not row.deleted)
        self.dial.setVisible(bool(row.phone_norm) and not row.deleted)
        self.restore.setVisible(row.deleted)
        self._show_facts(seen)
        self._show_events()
        self.aside.show_dealer(seen, whole.facts)
        counts = whole.timeline.counts
        self.files.show_record(KIND, row.id, closed=row.deleted)
        self._count()
        self.chips.set_counts({kind: n for kind, n in counts.items() if kind != CHANGE and n})
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(20))
        column.addWidget(steps_column(whole.steps, whole.now))
        self._changes.setWidget(holder)
        holder.setAutoFillBackground(False)
        self.setAccessibleDescription(f"{row.name}, {row.code}")
        if other:
            self.tabs.choose("overview")
            for area in (self.stack.widget(0), self.stack.widget(1)):
                area.verticalScrollBar().setValue(0)  # type: ignore[attr-defined]

    def uncover(self) -> None:
        """Show the numbers of this dealer whole, until another one is shown."""
        if self.whole is not None:
            self._uncovered = True
            self.show_dealer(self.whole)

    def _show_tags(self, detail: DealerDetail) -> None:
        while self._tags.count():
            gone = self._tags.takeAt(0).widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        row = detail.row
        tags = [
            (row.tier_label, "text2"),
            (_("Grade {grade}").format(grade=row.grade) if row.grade else "", "text2"),
        ]
        tags.append((row.status_label, STATUS_TONES.get(row.status, "text2")))
        tags.append((field_label("key_account") if row.key_account else "", "accent"))
        tags.append((_("in the bin") if row.deleted else "", "red"))
        for words, tone in tags:
            if words:
                self._tags.addWidget(Tag(words, tone=tone))

    def _show_facts(self, detail: DealerDetail) -> None:
        while self._facts.count():
            gone = self._facts.takeAt(0).widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        at = 0
        for words, text, tone in _facts(detail, self.whole.now if self.whole else None):
            caption = label(words, "label")
            wide = sum(2 if mark > "\u2e7f" else 1 for mark in text) > LONG
            made: QWidget = label(text, "body", tone=tone, wrap=True) if wide else Line(text, tone=tone)
            caption.setBuddy(made)
            at += wide and at % 2
            top = Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag.AlignVCenter
            self._facts.addWidget(caption, at // 2, 2 * (at % 2), top)
            self._facts.addWidget(made, at // 2, 2 * (at % 2) + 1, 1, 3 if wide else 1)
            at += 1 + wide

    def _count(self) -> None:
        if self.whole is not None:
            counts = self.whole.timeline.counts
            told = {
                "events": sum(n for kind, n in counts.items() if kind != CHANGE), "files": len(self.files.tiles),
                "changes": counts.get(CHANGE, 0),
            }  # fmt: skip
            self.tabs.set_counts(told)

    def paste(self) -> None:
        """Ctrl+V: what was copied becomes a file of the dealer; they come to the front."""
        if self.whole is not None:
            self.tabs.choose("files")
            self.files.paste()

    def _show_events(self) -> None:
        if self.whole is None:
            return
        kind = str(self.chips.value() or "")
        told = [each for each in self.whole.timeline.happenings if each.kind != CHANGE]
        self.recent.show_events(
            [each for each in told if kind in ("", each.kind)][: self._few], now=self.whole.now
        )
        missing = sum(n for each, n in self.whole.timeline.counts.items() if each != CHANGE) - len(told)
        self.events.show_events(told, now=self.whole.now, missing=missing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        few = max(FEW, (self.height() - theme.px(BEFORE)) // theme.px(LINE))
        if few != self._few:
            self._few = few
            self._show_events()

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Verified today"), self.verified.emit)
        menu.addAction(_("Merge with another dealer…"), self.merge_wanted.emit)
        menu.addAction(_("Hand over to somebody else…"), self.hand_over_wanted.emit)
        menu.addSeparator()
        menu.addAction(_("Delete") + "\tDel", self.remove_wanted.emit)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _headline(detail: DealerDetail) -> str:
    row = detail.row
    since = _("dealer since {month}").format(month=f"{row.since:%Y-%m}") if row.since else ""
    seller = _("salesperson {name}").format(name=row.salesman) if row.salesman else _("no salesperson")
    checked = (
        _("verified {day}").format(day=f"{row.verified_on:%Y-%m-%d}")
        if row.verified_on
        else _("never verified")
    )
    return joined(row.code, since, seller, checked)


def _unbroken(numbers: str) -> str:
    """Numbers that a line breaks between, not within."""
    return numbers.replace(" ", "\u00a0")


def _facts(detail: DealerDetail, now: datetime | None) -> list[tuple[str, str, str]]:
    """What is known, two a line: label, text, tone; nothing that is not known."""
    row, typed = detail.row, detail.typed
    told = [
        (field_label("principal"), row.principal, "text"),
        (field_label("mobile"), _unbroken(shown_numbers(typed.mobile)), "text"),
        (field_label("landline"), _unbroken(shown_numbers(typed.landline)), "text"),
        (field_label("fax"), _unbroken(shown_numbers(typed.fax)), "text"),
        (field_label("address"), f"{place(row)} {row.address}".strip(), "text"),
        (field_label("wechat"), " ".join(part for part in (typed.wechat_name, typed.wechat_id) if part), "text"),
        ("QQ", typed.qq, "text"), (field_label("email"), typed.email, "text"),
        (field_label("uscc"), typed.uscc, "text"),
        (field_label("licence_no"), typed.licence_no, "text"),
    ]  # fmt: skip
    if row.licence_to is not None:
        expired = now is not None and row.licence_to < now.date()
        said = row.licence_to.isoformat()
        told.append((field_label("licence_to"), _("{day}, expired").format(day=said) if expired else said,
                     "red" if expired else "text"))  # fmt: skip
    if typed.credit is not None:
        told.append((field_label("credit"), f"¥{typed.credit:,.2f}", "text"))
    if typed.credit_days is not None:
        days = ngettext("{n} day", "{n} days", typed.credit_days).format(n=typed.credit_days)
        told.append((field_label("credit_days"), days, "text"))
    if typed.source:
        told.append((field_label("source"), source_label(typed.source), "text"))
    if typed.grade_by_hand and typed.grade_reason:
        told.append((field_label("grade_reason"), typed.grade_reason, "text"))
    return [each for each in told if each[1]]
