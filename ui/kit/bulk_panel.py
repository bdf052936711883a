"""Changing one field of many records: which field, which value, what would happen, then progress and the result."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.office.bulk import BulkField, Outlook, Refused
from app.store.errors import UserError
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.fields import ComboField
from ui.kit.forms import Form
from ui.kit.jobs import Job, Progress
from ui.kit.labels import label, set_tone
from ui.kit.line_field import LineField
from ui.kit.list_spec import BulkSpec, ListSpec
from ui.kit.overlay import Overlay
from ui.kit.panes import scrolled
from ui.kit.seat import Seat

SOON = 120  # ms of quiet before a value typed is looked through
TICK = 100


class Stopped(UserError):  # noqa: N818 - told to people
    """The person stopped the change; the write was rolled back."""


class BulkPanel(Overlay):
    """Asks, previews ("12 calls: Category → Order"), changes in one write. Nothing is changed before its button.

    changed(Outlook) -- it was done; what refused is listed in the panel first when there is any.
    """

    changed = Signal(object)

    def __init__(
        self, host: QWidget, seat: Seat, spec: ListSpec, ids: Sequence[int], fields: Sequence[BulkField]
    ) -> None:
        super().__init__(host, name=_("Change many"), width=520)
        assert spec.bulk is not None
        self._seat, self._spec, self._bulk, self._ids = seat, spec, spec.bulk, list(ids)
        self._fields = {field.key: field for field in fields}
        self._looking: Job | None = None
        self._changing: Job | None = None
        self._outlook: Outlook | None = None
        self._stopping = False
        words = spec.words(len(self._ids))
        self.add_title(_("Change {records} at once").format(records=words),
                       sub=_("One step: it is undone as a whole."))  # fmt: skip
        self.field = ComboField(
            [(field.key, field.label) for field in fields], name=_("Field"), hint=_("Which field")
        )
        self._values: dict[str, ComboField | LineField] = {
            key: _value_field(f) for key, f in self._fields.items()
        }
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for at, value in enumerate(self._values.values()):
            column.addWidget(value)
            if at:  # the first one stands, so that its label knows how high it is
                value.hide()
            value.changed.connect(lambda: self._soon.start())
        self._form = Form()
        self._form.add_row(_("Field"), self.field)
        self._form.add_row(_("Becomes"), self._holder)
        self.body.addWidget(self._form)
        self._told = label("", wrap=True)
        self._told.setMinimumHeight(theme.px(44))
        self.body.addWidget(self._told)
        self._refusals = _Refusals()
        self.body.addWidget(self._refusals)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(_("Progress"))
        self._bar.hide()
        self.body.addWidget(self._bar)
        self._make_foot()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._look)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._show_progress)
        self.field.changed.connect(self._field_chosen)
        self.field.set_value(fields[0].key if fields else None)
        self._field_chosen()

    def _make_foot(self) -> None:
        row = QHBoxLayout()
        self.cancel = Button(_("Cancel"), kind="ghost", key="Esc")
        self.cancel.clicked.connect(self.dismiss)
        self.go = Button(_("Change"), kind="primary", key="Ctrl ↵")
        self.go.set_available(False, _("Choose a value first."))
        self.go.clicked.connect(self.start)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.start)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        self.body.addLayout(row)

    def chosen(self) -> tuple[BulkField | None, Any]:
        """The field chosen and its value, None for one that is missing."""
        key = self.field.value()
        field = self._fields.get(str(key)) if key is not None else None
        if field is None:
            return None, None
        value = self._values[field.key].value()
        return field, None if value == "" else value

    def value_field(self) -> ComboField | LineField:
        """Where the value is chosen or typed."""
        return self._values[str(self.field.value())]

    # Looking what would happen

    def _field_chosen(self) -> None:
        for key, value in self._values.items():
            value.setVisible(key == self.field.value())
        self._look()

    def _look(self) -> None:
        field, value = self.chosen()
        if self._looking is not None:
            self._looking.cancel()
        self._outlook = None
        self._refusals.show_refused(())
        self.go.set_available(False, _("Choose a value first."))
        if field is None or value is None:
            self._say(
                _("Choose what they become; what would change is said here before it is done."), "text2"
            )
            return
        self._say(_("Looking through {records}…").format(records=self._spec.words(len(self._ids))), "text2")
        ids, bulk = self._ids, self._bulk
        self._looking = self._seat.jobs.read(
            lambda progress: bulk.preview(ids, field.key, value, _told(progress)),
            done=lambda outlook: self._looked(field, value, outlook), failed=self._failed, owner=self,
        )  # fmt: skip

    def _looked(self, field: BulkField, value: Any, outlook: Outlook) -> None:
        self._outlook = outlook
        to = _shown(field, value)
        if outlook.changing:
            line = _("{records}: {field} → {value}").format(
                records=self._spec.words(outlook.changing), field=field.label, value=to
            )
        else:
            line = _("Nothing would change.")
        parts = [line]
        if outlook.changing and outlook.before:
            nothing = _("(empty)")
            before = _(", ").join(f"{words or nothing} {count:,}" for words, count in outlook.before[:4])
            parts.append(_("until now: {before}").format(before=before))
        if outlook.same:
            parts.append(_("{records} are so already.").format(records=self._spec.words(outlook.same)))
        if outlook.refused:
            parts.append(
                _("{records} stay as they are:").format(records=self._spec.words(len(outlook.refused)))
            )
        self._say("\n".join(parts), "text")
        self._refusals.show_refused(outlook.refused)
        self.go.set_words(_("Change {records}").format(records=self._spec.words(outlook.changing)))
        self.go.set_available(bool(outlook.changing), _("Nothing would change."))
        self.relay()

    # Doing

    def start(self) -> None:
        """Change them: one write, with progress, stopped by Cancel without a trace."""
        field, value = self.chosen()
        if field is None or self._outlook is None or not self._outlook.changing or self._changing is not None:
            return
        ids, bulk, words = self._ids, self._bulk, self._spec.words
        self._stopping = False
        to = _shown(field, value)
        for part in (self.go, self._form):
            part.setEnabled(False)
        self._bar.setRange(0, len(ids))
        self._bar.show()
        self._tick.start()
        self.relay()
        self.cancel.setFocus()
        self._changing = self._seat.save(
            lambda progress: bulk.change(ids, field.key, value, self._watched(progress)), owner=self,
            said=lambda done: _("{records}: {field} → {value}").format(
                records=words(done.changing), field=field.label, value=to),
            done=self._done, failed=self._failed,
        )  # fmt: skip

    def _watched(self, progress: Progress) -> Any:
        """Reports to `progress`, and raises once the person wants to stop: then nothing is committed."""

        def told(done: int, all: int) -> None:
            if self._stopping:
                raise Stopped(_("Stopped. Nothing was changed."))
            progress.set(done, all)

        return told

    def _done(self, outlook: Outlook) -> None:
        self._ended()
        self.changed.emit(outlook)
        seen = self._outlook.refused if self._outlook is not None else ()
        if (
            outlook.refused and outlook.refused != seen
        ):  # somebody else changed some meanwhile: it is said now
            count = len(outlook.refused)
            self._say(
                ngettext("{n} refused meanwhile:", "{n} refused meanwhile:", count).format(n=count), "amber"
            )
            self._refusals.show_refused(outlook.refused)
            self.cancel.set_words(_("Close"))
            self.relay()
        else:
            self.close_up()

    def _failed(self, error: Exception) -> None:
        self._ended()
        sentence = (
            error.sentence if isinstance(error, UserError) else _("It was not done; nothing was changed.")
        )
        self._say(sentence, "text2" if isinstance(error, Stopped) else "red")
        self.go.setEnabled(self._outlook is not None and bool(self._outlook.changing))
        self.relay()

    def _ended(self) -> None:
        self._changing = None
        self._tick.stop()
        self._bar.hide()
        self._form.setEnabled(True)

    def _show_progress(self) -> None:
        if self._changing is not None:
            self._bar.setValue(self._changing.progress.done)

    def dismiss(self) -> None:
        """Esc: a change that runs is stopped and leaves nothing behind, else the panel closes."""
        if self._changing is not None:
            self._stopping = True
            self._say(_("Stopping…"), "text2")
            return
        if self._looking is not None:
            self._looking.cancel()
        self.close_up()

    def _say(self, words: str, tone: str) -> None:
        self._told.setText(words)
        set_tone(self._told, tone)
        self._told.setAccessibleName(words)


class _Refusals(QWidget):
    """Who keeps what it has, and why, grouped by the reason."""

    SHOWN = 200

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._text = label("", "meta", wrap=True)
        self._area = scrolled(self._text)
        self._area.setFixedHeight(theme.px(120))
        column.addWidget(self._area)
        self.hide()

    def show_refused(self, refused: Sequence[Refused]) -> None:
        """List them; nothing is shown when there are none."""
        reasons: dict[str, list[str]] = {}
        for each in refused[: self.SHOWN]:
            reasons.setdefault(each.reason, []).append(each.title)
        lines = [f"{reason}\n  " + "\n  ".join(titles) for reason, titles in reasons.items()]
        if len(refused) > self.SHOWN:
            left = len(refused) - self.SHOWN
            lines.append(ngettext("and {n} more", "and {n} more", left).format(n=f"{left:,}"))
        self._text.setText("\n".join(lines))
        self._text.setAccessibleName(self._text.text())
        self.setVisible(bool(refused))


def _value_field(field: BulkField) -> ComboField | LineField:
    if field.kind == "flag":
        return ComboField([(True, field.yes), (False, field.no)], name=field.label, hint=_("Choose"))
    if field.kind == "text":
        return LineField(name=field.label)
    choices = [(each.value, each.label, each.note) for each in field.choices]
    return ComboField(choices, name=field.label, hint=_("Choose"))


def _shown(field: BulkField, value: Any) -> str:
    if field.kind == "flag":
        return field.yes if value else field.no
    return next((each.label for each in field.choices if each.value == value), str(value))


def _told(progress: Progress) -> Any:
    return lambda done, all: progress.set(done, all)


def ask(host: QWidget, seat: Seat, spec: ListSpec, ids: Sequence[int], *, then: Any = None) -> None:
    """Read what can be changed, then open the panel for `ids`. `then` hears of what was done."""
    bulk: BulkSpec | None = spec.bulk
    if bulk is None or not ids:
        return

    def opened(fields: Sequence[BulkField]) -> None:
        panel = BulkPanel(host, seat, spec, ids, fields)
        if then is not None:
            panel.changed.connect(then)
        panel.open(focus=panel.field)

    seat.jobs.read(lambda _progress: bulk.fields(), done=opened, failed=seat.tell, owner=host)
