"""All provinces in one table: who answers for each and who stands in; one or many are given to somebody at once."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people import service as people
from app.people import territory
from app.people.service import StaffRow
from app.people.territory import ProvinceRow
from app.store.errors import FieldError
from app.words import _, ngettext, pgettext
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.chips import ChipRow
from ui.kit.date_field import DateField
from ui.kit.fields import ComboField
from ui.kit.forms import Form
from ui.kit.keys import ActionMap
from ui.kit.labels import label
from ui.kit.rows import Cell, Column, Row
from ui.kit.seat import Seat
from ui.settings.side_by_side import ListSource, SideBySide


class ProvincesPanel(QWidget):
    """The table and, beside it, who gets the provinces chosen in it."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        columns = (
            Column("province", _("Province"), 96, stretch=1), Column("owner", _("Owner"), 110, stretch=1),
            Column("deputy", _("Deputy"), 110, stretch=1), Column("since", _("Since"), 100),
            Column("warning", "", 200, stretch=3, sorts=False, size=12),
        )  # fmt: skip
        self.sides = SideBySide(
            columns, jobs=seat.jobs, name=_("Provinces and owners"), hint=_("Province or person")
        )
        self.chips = ChipRow(
            [("all", _("All")), ("none", pgettext("provinces", "Missing"))], name=_("Which provinces")
        )
        self.sides.head.insertWidget(1, self.chips, 0, Qt.AlignmentFlag.AlignVCenter)
        self.table = self.sides.table
        self._staff: list[StaffRow] = []
        self._make_editor()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self.by_part: dict[str, QWidget] = {"provinces": self.table}
        self._at = 0
        self.sides.asked.connect(lambda _text: self._show())
        self.chips.picked.connect(lambda _which: self._show())
        self.table.current_changed.connect(lambda _id: self._chosen())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.table.opened.connect(lambda _id: self.owner.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.edited.connect(lambda _id: self.owner.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.removed.connect(lambda _ids: self._give(None, None))
        self.table.undone.connect(lambda: seat.undo())
        self.table.searched.connect(self._searched)
        self.table.failed.connect(seat.tell)
        self.table.told.connect(seat.toasts.show)
        self.keys = ActionMap(self, section=_("Provinces and owners"))
        self.keys.add("give", "Ctrl+Return", _("Give to the owner"), self.give)
        self.keys.note("Shift ↑ ↓", _("Choose several"))
        self.keys.note("Del", _("Nobody answers for it any more"))
        seat.changes.changed.connect(self._heard)
        self._read_staff()
        self._show()

    def _make_editor(self) -> None:
        self.title = label("", "pane", wrap=True)
        self.told = label("", "meta", wrap=True)
        self.form = Form()
        self.owner = ComboField(name=_("Owner"), hint=_("Nobody"))
        self.deputy = ComboField(name=_("Deputy"), hint=_("Nobody"))
        self.since = DateField(name=_("Since"), today=self._seat.desk.today)
        self.form.add_field("owner", _("Owner"), self.owner)
        self.form.add_field("deputy", _("Deputy"), self.deputy)
        self.form.add_field("since", _("Since"), self.since)
        self.done = Button(_("Give"), kind="primary", key="Ctrl ↵")
        self.done.clicked.connect(self.give)
        self.free = Button(_("Take away"), kind="ghost")
        self.free.clicked.connect(lambda: self._give(None, None))
        foot = QHBoxLayout()
        foot.addWidget(self.free)
        foot.addStretch(1)
        foot.addWidget(self.done)
        self.sides.column.addWidget(self.title)
        self.sides.column.addWidget(self.told)
        self.sides.column.addWidget(self.form)
        self.sides.column.addLayout(foot)
        hint = _(
            "The owner gets the complaints and leads of the province; the deputy, when the owner has left."
        )
        self.sides.column.addWidget(label(hint, "meta", wrap=True))
        self.sides.column.addStretch(1)

    def refresh(self) -> None:
        """The list hears of changes by itself."""

    def flush(self) -> None:
        """Nothing is half saved here."""

    def focus_first(self) -> None:
        """Begin in the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The list

    def _show(self) -> None:
        desk, only = self._seat.desk, self.chips.value() == "none"
        self._source = ListSource(
            lambda: territory.table(desk), draw=_draw, text=self.sides.search.value(),
            fits=lambda row, text: (not only or bool(row.warning)) and _fits(row, text),
            by={
                "province": lambda row: row.id, "owner": lambda row: (not row.owner, row.owner, row.id),
                "deputy": lambda row: (not row.deputy, row.deputy, row.id),
                "since": lambda row: (row.since is None, row.since, row.id),
            },
        )  # fmt: skip
        self.table.show_source(self._source)
        self._seat.jobs.read(
            lambda _progress: sum(1 for row in territory.table(desk) if row.warning),
            done=lambda n: self.chips.set_counts({"none": n}, tones={"none": "amber"}), failed=self._seat.tell,
            owner=self,
        )  # fmt: skip

    def _searched(self) -> None:
        if not (self._at and self.table.set_current(self._at)):
            self.table.go_first()

    def _heard(self, burst: Burst) -> None:
        if burst.touches("staff"):
            self._read_staff()
        if burst.touches("staff", "province_owner"):
            self._at = self.table.current_id()
            self._show()

    def _read_staff(self) -> None:
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: people.find(desk),
            done=self._know,
            failed=self._seat.tell,
            owner=self,
            latest="staff",
        )

    def _know(self, staff: list[StaffRow]) -> None:
        self._staff = staff
        choices = [(None, _("Nobody"), ""), *((row.id, row.name, row.department) for row in staff)]
        for field in (self.owner, self.deputy):
            field.set_choices(choices)
        self._chosen()

    def _records(self) -> list[ProvinceRow]:
        records = self._source.records
        return [records[id] for id in self.table.selected_ids() if id in records]

    def _chosen(self) -> None:
        rows = self._records()
        self.done.setEnabled(bool(rows))
        self.free.setEnabled(any(row.owner_id for row in rows))
        if not rows:
            self.title.setText(_("Choose a province"))
            self.told.setText("")
            return
        if len(rows) == 1:
            self.title.setText(rows[0].province)
            self.told.setText(rows[0].warning)
        else:
            self.title.setText(ngettext("{n} province", "{n} provinces", len(rows)).format(n=len(rows)))
            self.told.setText(_(", ").join(row.province for row in rows))
        self.told.setVisible(bool(self.told.text()))
        for field, values in (
            (self.owner, {row.owner_id for row in rows}), (self.deputy, {row.deputy_id for row in rows}),
        ):  # fmt: skip
            field.set_value(values.pop() if len(values) == 1 else None)
            field.set_error(None)
        since = {row.since for row in rows}
        self.since.set_value(since.pop() if len(since) == 1 else None)
        self.since.set_error(None)

    # Changing

    def give(self) -> None:
        """Give the provinces chosen to the owner and the deputy chosen."""
        if self.since.problem():
            self.form.show_errors({"since": self.since.problem()})
            return
        owner, deputy = self.owner.value(), self.deputy.value()
        if owner is None:
            self.form.show_errors({"owner": _("Who answers for it? Choose somebody, or take it away.")})
            return
        self._give(_id(owner), _id(deputy))

    def _give(self, owner: int | None, deputy: int | None) -> None:
        desk, rows, since = self._seat.desk, self._records(), self.since.value()
        names = [row.province for row in rows]
        if not names:
            return
        told = names[0] if len(names) == 1 else ngettext("{n} province", "{n} provinces", len(names)).format(
            n=len(names))  # fmt: skip
        who = next((row.name for row in self._staff if row.id == owner), "")
        said = (
            _("{provinces}: {name} answers for it now.")
            if owner
            else _("{provinces}: nobody answers for it now.")
        )
        kept = since if len({row.since for row in rows}) != 1 or rows[0].since != since else None
        self._seat.save(
            lambda _progress: territory.assign(desk, names, owner, deputy_id=deputy, since=kept), owner=self,
            said=said.format(provinces=told, name=who), failed=self._refused,
            done=lambda _n: self.table.setFocus(Qt.FocusReason.OtherFocusReason),
        )  # fmt: skip

    def _refused(self, error: Exception) -> None:
        if isinstance(error, FieldError):
            self.form.show_errors({error.field: error.sentence})
        else:
            self._seat.tell(error)


def _id(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _fits(row: ProvinceRow, text: str) -> bool:
    wanted = text.strip().lower()
    texts = (row.province, row.owner.lower(), row.deputy.lower())
    return (
        not wanted or any(wanted in each for each in texts) or any(key.startswith(wanted) for key in row.keys)
    )


def _draw(row: ProvinceRow) -> Row:
    tone = "amber" if row.warning else ""
    return Row(row.id, (
        Cell(row.province, bold=True), Cell(row.owner or _("nobody"), tone=tone, tag=not row.owner),
        Cell(row.deputy), Cell(row.since.isoformat() if row.since else ""), Cell(row.warning, tone=tone),
    ))  # fmt: skip
