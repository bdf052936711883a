"""The staff: listed, found by initials, added, changed, left with a hand-over, taken off the list (records.md 人员)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.china import phones
from app.overview.tables import export
from app.people import editing, lists
from app.people import service as people
from app.people.editing import StaffCard
from app.people.rules import NewStaff, role_label
from app.people.rules import label as field_label
from app.people.service import StaffRow
from app.words import _, language, ngettext, pgettext
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.keys import ActionMap
from ui.kit.list_spec import Asked, BulkSpec, ListSpec, Told
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.seat import Seat
from ui.settings.actions import STAFF
from ui.settings.edited_list import EditedList
from ui.settings.side_by_side import ListSource
from ui.settings.staff_form import StaffForm


def people_in_words(count: int) -> str:
    """So many people in words."""
    return ngettext("{n} person", "{n} people", count).format(n=f"{count:,}")


def spec(seat: Seat) -> ListSpec:
    """What the staff list is made of."""
    desk = seat.desk

    def written(path: Path, ids: list[int], told: Told) -> int:
        return export(desk, "staff", path, ids=ids, progress=told)

    return ListSpec(
        key="staff", name=_("Staff"), hint=_("Name or initials"), columns=_columns(),
        source=lambda asked: _source(seat, asked), usual=Sort("code", False), fields=lambda: lists.fields(desk),
        counts=lambda asked, key: lists.counts(desk, asked.values, key, which=asked.preset),
        presets=((lists.HERE, _("Works here")), (lists.LEFT, _("Left")), (lists.ALL, _("All"))),
        words=people_in_words,
        bulk=BulkSpec(
            fields=lambda: lists.bulk_fields(desk),
            preview=lambda ids, key, value, told: lists.preview(desk, ids, key, value, told=told),
            change=lambda ids, key, value, told: lists.change(desk, ids, key, value, told=told),
        ),
        remove=lambda ids: editing.remove(desk, *ids), restore=lambda ids: editing.restore(desk, ids),
        export=written, imports="staff",
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    code, title, role, where = (58, 90, 70, 68) if language() == "zh" else (66, 84, 102, 78)
    return (
        Column("code", field_label("code"), code), Column("name", field_label("name"), 66),
        Column("department", field_label("department"), 90, stretch=1),
        Column("title", field_label("title"), title, stretch=1), Column("mobile", field_label("mobile"), 118),
        Column("extension", pgettext("column", "Ext."), 52), Column("role", field_label("role"), role),
        Column("provinces", _("Provinces"), where, stretch=2),
    )  # fmt: skip


def _source(seat: Seat, asked: Asked) -> ListSource:
    desk = seat.desk
    return ListSource(
        lambda: lists.listed(desk, asked.values, which=asked.preset, binned=asked.in_bin), fits=_fits, draw=_draw,
        text=asked.text,
        by={
            "code": lambda row: row.code, "name": lambda row: row.keys[:1] or (row.name,),
            "department": lambda row: row.department, "title": lambda row: row.title,
            "mobile": lambda row: row.mobile, "extension": lambda row: row.extension,
            "role": lambda row: row.role, "provinces": lambda row: -len(row.provinces),
        },
    )  # fmt: skip


class StaffPanel(EditedList):
    """List and editor of the staff."""

    TABLES = ("staff", "province_owner")
    form: StaffForm

    def __init__(self, seat: Seat) -> None:
        add = Button(_("Add somebody"), icon="user-plus", key="Ctrl N")
        super().__init__(seat, spec(seat), StaffForm(seat), add=add)
        self.added = _("{name} is on the staff list.")
        self.by_part: dict[str, QWidget] = {"staff": self.table, "new": add}
        self.form.leaving.connect(self._leave)
        self.form.back.connect(self._come_back)
        self.form.removing.connect(lambda: self.list.put_away([self._card.id] if self._card else []))
        self.keys = ActionMap(self)
        self.keys.bind(STAFF, {"new": self.begin_new, "save": self.form.save, **self.list.runs()})
        self.list.start()

    def begin_new(self) -> None:
        """Ctrl+N: an empty form with the next free code; to what is typed and not saved yet."""
        if self.form.dirty():
            self.form.start()
            return
        self._begun = True
        desk = self._seat.desk

        def begin(code: str) -> None:
            self._card, self._wanted = None, 0
            self.form.show_new(code)

        self._seat.jobs.read(
            lambda _progress: people.next_code(desk),
            done=begin,
            failed=self._seat.tell,
            owner=self,
            latest="card",
        )

    def _heard(self, burst: Burst) -> None:
        super()._heard(burst)
        if burst.touches(*self.TABLES):
            self.form.staff_changed()

    def _everything(self) -> Asked:
        return replace(self.list.spec.first(), preset=lists.ALL)

    def _read(self, staff_id: int) -> StaffCard:
        return editing.card(self._seat.desk, staff_id)

    def _write(self, card: StaffCard | None, new: NewStaff) -> int:
        if card is None:
            return people.add(self._seat.desk, new)
        editing.change(self._seat.desk, card.id, new, row_version=card.row_version)
        return card.id

    def _show(self, card: StaffCard) -> None:
        self.form.show_card(card, today=self._seat.desk.today())

    # Leaving

    def _leave(self, on: Any, heir: int | None) -> None:
        card, desk = self._card, self._seat.desk
        if card is None:
            return

        def said(handed: int) -> str:
            told = _("{name} leaves on {day}.").format(name=card.fields.name, day=on.isoformat())
            more = ngettext("{n} province is handed on.", "{n} provinces are handed on.", handed).format(
                n=handed
            )
            return f"{told} {more}" if handed else told

        self._seat.save(
            lambda _progress: editing.leave(desk, card.id, on, heir_id=heir), owner=self, said=said,
            done=lambda _handed: self._saved(card.id, card.fields), failed=self._refused,
        )  # fmt: skip

    def _come_back(self) -> None:
        card, desk = self._card, self._seat.desk
        if card is not None:
            said = _("{name} works here again.").format(name=card.fields.name)
            self._seat.save(lambda _progress: editing.come_back(desk, card.id), owner=self, said=said,
                            done=lambda _done: self._saved(card.id, card.fields))  # fmt: skip


def _fits(row: StaffRow, text: str) -> bool:
    wanted = text.strip().lower()
    texts = (row.name, row.code, row.department, row.title, row.mobile, row.extension, *row.provinces)
    return (
        not wanted
        or any(wanted in each.lower() for each in texts)
        or any(key.startswith(wanted) for key in row.keys)
    )


def _number(text: str) -> str:
    """A number as it is read, 139 5310 6688; what is none as it was typed."""
    return "、".join(phones.display(each.number) for each in phones.parse_all(text) if each.number) or text


def _draw(row: StaffRow) -> Row:
    gone = "" if row.active else "text3"
    name = Cell(row.name, tone=gone, bold=row.active)
    left = Cell(_("left"), tone="text2", tag=True) if not row.active else Cell(role_label(row.role))
    provinces = _(", ").join(row.provinces)
    return Row(row.id, (
        Cell(row.code, tone=gone), name, Cell(row.department, tone=gone), Cell(row.title, tone=gone),
        Cell(_number(row.mobile), tone=gone), Cell(row.extension, tone=gone), left, Cell(provinces, tip=provinces),
    ))  # fmt: skip
