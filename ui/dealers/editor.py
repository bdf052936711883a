"""A dealer being entered or changed: the form, the line to paste, who it may be already, its draft, and saving it."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, Qt

from app.china import pasted
from app.dealers import doubles, finding, rules, service, words
from app.dealers.doubles import Double
from app.dealers.finding import DealerDetail
from app.dealers.rules import NewDealer, Problem
from app.store.errors import Conflict, FieldError, Unavailable, UserError
from app.words import _, ngettext, pgettext
from ui.dealers import typed
from ui.dealers.doubles_strip import DoublesStrip
from ui.dealers.facts import Facts
from ui.dealers.form import DealerForm
from ui.dealers.opened import OpenDealer
from ui.dealers.paste_line import PasteLine
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.dialogs import ConflictDialog, Difference
from ui.kit.drafts import Draft
from ui.kit.jobs import Job
from ui.kit.labels import Line, label
from ui.kit.panes import Pane, scrolled
from ui.kit.seat import Seat

QUIET = 150  # ms without a letter after which doubles are looked for
_FORM_KEYS = {"province": "place", "city": "place", "county": "place", "salesman": "salesman_id"}


class DealerEditor(Pane):
    """saved(id) -- it is in the archive. left(kept) -- Esc: put aside as a draft, or nothing was typed.
    dealer_wanted(id) -- one of the doubles shall be looked at. list_wanted() -- open the drawer.
    """

    saved = Signal(int)
    left = Signal(bool)
    dealer_wanted = Signal(int)
    list_wanted = Signal()

    def __init__(self, seat: Seat, facts: Facts, opened: OpenDealer) -> None:
        super().__init__(name=_("New dealer") if opened.dealer_id is None else _("Change of a dealer"))
        self.opened, self._seat, self._facts = opened, seat, facts
        self._saving: Job | None = None
        self._looking: Job | None = None
        self._sure: tuple[Double, ...] = ()
        self._told_sure = False
        self._lay()
        touched = opened.values != opened.before
        self.form.set_values(opened.before)
        opened.before = self.form.values()  # as the form tells it, so that showing alone is no change
        if touched:
            self.form.set_values(opened.values)
        opened.values = self.form.values()
        self.draft = Draft(seat.drafts, opened.draft, self.opened.kept, parent=self)
        self.draft.failed.connect(seat.tell)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._look)
        self.form.changed.connect(self._changed)
        if opened.touched() and opened.dealer_id is None:
            self._quiet.start()

    # Parts

    def _lay(self) -> None:
        made = self.opened.dealer_id is None
        title = _("New dealer") if made else _("Change {name}").format(name=self.opened.title)
        self.drawer = IconButton("panel-left", _("The list"))
        self.drawer.clicked.connect(self.list_wanted)
        self.drawer.hide()
        head = self.add_head(self.drawer, label(title, "pane"), None)
        head.setContentsMargins(theme.px(24), 0, theme.px(16), 0)  # level with the fields
        self.form = DealerForm(self._seat, self._facts)
        holder = Pane(name=_("Fields of the dealer"))
        self.paste = PasteLine()
        self.paste.pasted.connect(self._take_pasted)
        self.strip = DoublesStrip()
        self.strip.opened.connect(self.dealer_wanted)
        holder.body.addWidget(self.paste)
        holder.body.addWidget(self.form, 1)
        self.paste.setVisible(made)
        if made:
            self.form.field("name").installEventFilter(self)
        self.body.addWidget(self.strip)
        self.body.addWidget(scrolled(holder), 1)
        self._note = Line("", size=12, tone="text3")
        self.aside = Button(_("Set aside"), kind="ghost", key="Esc", tall=True)
        self.aside.clicked.connect(self.leave)
        self.keep = Button(_("Save dealer"), kind="primary", key="Ctrl ↵", tall=True)
        self.keep.clicked.connect(self.save)
        row = self.add_foot(self._note, self.aside, self.keep)
        row.setContentsMargins(theme.px(24), 0, theme.px(16), 0)
        row.setStretchFactor(self._note, 1)

    def start(self) -> None:
        """The caret where one begins."""
        first = self.form.field("name")
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.end(False)

    def set_facts(self, facts: Facts) -> None:
        """Staff or products may be others now."""
        self._facts = facts
        self.form.set_staff(facts.staff)
        self.form.field("products").set_choices(facts.products)

    # Typing

    def _changed(self) -> None:
        before = self.opened.values
        self.opened.values = self.form.values()
        self._suggest_salesman(before)
        self.draft.touch()
        self._quiet.start()

    def _suggest_salesman(self, before: dict[str, Any]) -> None:
        """The owner of the province is the salesperson, unless somebody chose one."""
        province = (self.opened.values.get("place") or ("",))[0]
        usual = self._facts.owners.get(province)
        chosen = self.form.field("salesman_id")
        earlier = self._facts.owners.get((before.get("place") or ("",))[0])
        if usual is not None and not chosen.isModified() and chosen.value() in (None, earlier):
            chosen.set_value(usual)
            self.opened.values["salesman_id"] = usual

    def _take_pasted(self, values: dict[str, Any]) -> None:
        """Fill what is empty with what a pasted line tells; nothing typed is overwritten."""
        now = self.form.values()
        fresh = {key: value for key, value in values.items() if value and not _given(now.get(key))}
        self.form.set_values({**now, **fresh})
        self._changed()
        dealer, _wrong = typed.dealer_of(self.opened.values, uuid=self._uuid())
        asked = next(iter(rules.demanded(dealer)), None)
        self.form.go_to(_FORM_KEYS.get(asked.field, asked.field) if asked is not None else "name")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V in the empty name of a new dealer: a line with a number in it goes over all fields."""
        if event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).matches(
            QKeySequence.StandardKey.Paste
        ):
            text = QGuiApplication.clipboard().text()
            if not self.form.field("name").value() and pasted.read(text).phones:
                self.paste.line.set_value(" ".join(text.split()))
                self.paste.take()
                return True
        return super().eventFilter(watched, event)

    # Doubles

    def _look(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        desk, values, but = self._seat.desk, self.opened.values, self.opened.dealer_id
        people = [each["phone"] for each in values.get("contacts") or ()]
        numbers = "、".join(each for each in (values["mobile"], values["landline"], *people) if each)
        self._looking = self._seat.jobs.read(
            lambda _progress: doubles.find(desk, name=values["name"], numbers=numbers, uscc=values["uscc"], but=but),
            done=self._found, failed=self._seat.tell, owner=self,
        )  # fmt: skip

    def _found(self, found: list[Double]) -> None:
        self.strip.show_doubles(found)
        self._sure = tuple(each for each in found if each.sure)
        self._told_sure = self._told_sure and bool(self._sure)

    # Saving

    def save(self) -> None:
        """Save; what is missing or wrong gets the caret. A firm that is in the archive already is asked about once."""
        if self._saving is not None and not self._saving.finished:
            return
        dealer, wrong = typed.dealer_of(self.opened.values, uuid=self._uuid())
        found = [Problem(key, said) for key, said in wrong.items()]
        found += rules.errors(rules.problems(dealer)) + rules.demanded(dealer)
        found += [each for each in rules.problems(dealer) if each.weight == "missing"]
        if found:
            self._show_problems(found)
            return
        self.form.show_errors({})
        if self._sure and not self._told_sure:
            self._told_sure = True
            self.strip.press(self._sure[0])
            return
        self._write(dealer)

    def _uuid(self) -> str | None:
        return self.opened.key if self.opened.dealer_id is None else None

    def _show_problems(self, found: list[Problem]) -> None:
        errors: dict[str, str] = {}
        for each in found:
            errors.setdefault(_FORM_KEYS.get(each.field, each.field), each.sentence)
        self.form.show_errors(errors)
        said = next(iter(errors.values()))
        if len(errors) > 1:
            said = ngettext(
                "{n} field to fill in or put right", "{n} fields to fill in or put right", len(errors)
            )
            said = said.format(n=len(errors))
        self._note.set_text(said, tone="red")

    def _write(self, dealer: NewDealer, *, row_version: int | None = None) -> None:
        desk, opened = self._seat.desk, self.opened
        version = opened.row_version if row_version is None else row_version
        self.keep.set_working(_("Saving…"))
        self._note.set_text("")

        def work(_progress: Any) -> int:
            if opened.dealer_id is None:
                return service.add(desk, dealer, demand=True).id
            service.change(desk, opened.dealer_id, dealer, row_version=version, demand=True)
            return opened.dealer_id

        def done(dealer_id: int) -> None:
            self.keep.set_working(None)
            self.draft.drop()
            self.saved.emit(dealer_id)

        said = _("{name} is in the archive") if opened.dealer_id is None else _("{name} is changed")
        self._saving = self._seat.save(
            work, said=said.format(name=dealer.name), done=done, failed=self._refused, owner=self
        )

    def _refused(self, error: Exception) -> None:
        self.keep.set_working(None)
        if isinstance(error, FieldError):
            self._show_problems([Problem(error.field, error.sentence)])
        elif isinstance(error, Conflict) and self.opened.dealer_id is not None:
            self._read_theirs(self.opened.dealer_id)
        elif isinstance(error, UserError):
            self._note.set_text(error.sentence, tone="red")
            self._seat.tell(error, again=self.save if isinstance(error, Unavailable) else None)

    # Two at one dealer

    def _read_theirs(self, dealer_id: int) -> None:
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: finding.detail(desk, dealer_id), done=self._compare, failed=self._seat.tell, owner=self
        )  # fmt: skip

    def _compare(self, theirs: DealerDetail) -> None:
        other = typed.values_of(theirs.typed)
        ours, before = self.opened.values, self.opened.before
        differ = [key for key in ours if ours[key] != other.get(key) and key != "grade_by_hand"]
        if not differ:
            self.opened.row_version = theirs.row.row_version
            self.save()
            return
        lines = [
            Difference(key, _label(key), self._said(key, ours[key]), self._said(key, other[key]),
                       ours[key] != before.get(key))
            for key in differ
        ]  # fmt: skip
        dialog = ConflictDialog(
            self.window(), lines, title=_("Somebody else changed {name} meanwhile").format(name=theirs.row.name),
            who=_("Theirs"),
        )  # fmt: skip

        def merged(choice: dict[str, str]) -> None:
            values = {**other, **{key: ours[key] for key, side in choice.items() if side == "ours"}}
            if choice.get("grade") == "ours":
                values["grade_by_hand"] = ours["grade_by_hand"]
            self.opened.row_version, self.opened.before = theirs.row.row_version, other
            self.form.set_values(values)
            self.opened.values = self.form.values()
            self.save()

        dialog.saved.connect(merged)
        dialog.dropped.connect(self._give_up)
        dialog.open()

    def _said(self, key: str, value: Any) -> str:
        if key == "salesman_id":
            return next((row.name for row in self._facts.staff if row.id == value), "")
        if key == "place":
            return " ".join(part for part in value if part)
        if key == "products":
            return _(", ").join(self._facts.product(each) for each in value)
        if isinstance(value, list):
            return "\n".join(_row_said(each) for each in value)
        if isinstance(value, bool):
            return pgettext("flag", "yes") if value else pgettext("flag", "no")
        labels = {"status": words.status_label, "tier": words.tier_label, "source": words.source_label}
        return labels[key](value) if key in labels and value else str(value or "")

    def _give_up(self) -> None:
        self.draft.drop()
        self.left.emit(False)

    # Leaving

    def leave(self) -> None:
        """Esc: keep what was typed as a draft."""
        if self._saving is not None and not self._saving.finished:
            return
        kept = self.opened.touched()
        if kept:
            self.draft.touch()
            self.draft.save_now()
        else:
            self.draft.drop()
        self.left.emit(kept)

    def put_aside(self) -> None:
        """The window closes: keep what was typed."""
        if self.opened.touched():
            self.draft.touch()
            self.draft.save_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _given(value: Any) -> bool:
    return any(value) if isinstance(value, tuple) else bool(value)


def _label(key: str) -> str:
    special = {"place": pgettext("dealer.form", "Place"), "salesman_id": words.field_label("salesman")}
    return special.get(key) or words.field_label(key)


def _row_said(told: dict[str, Any]) -> str:
    parts = []
    for key, value in told.items():
        if key in ("id", "remark") or value in (None, "", False):
            continue
        said = " ".join(part for part in value if part) if isinstance(value, tuple) else value
        parts.append(words.field_label(key) if said is True else str(said))
    return " ".join(part for part in parts if part)
