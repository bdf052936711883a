"""A call read-only: what was asked and answered, what became of it, and who changed what."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calls.exporting import FIELDS
from app.calls.finding import CallDetail
from app.calls.rules import direction_label, result_label, tone_label
from app.words import NP_, _, ngettext, pgettext
from ui.kit import theme
from ui.kit.chips import Tag
from ui.kit.labels import Line, hairline, label
from ui.kit.panes import scrolled

_LABELS = {name: label for name, label, _kind in FIELDS} | {
    "transfer_to_id": NP_("call", "Transferred to"),
    "transfer_reached": NP_("call", "Reached"),
    "due_at": NP_("call", "Promised for"),
    "result": NP_("call", "Promise"),
    "attempts": NP_("call", "Attempts"),
    "called_at": NP_("call", "Called back"),
    "deleted_at": NP_("call", "Bin"),
}
_SILENT = {"number_norm", "who_key", "area_province", "area_city", "call_id", "first_due_at", "contact_name"}
"""Worked out by the program or said by another field: nobody changed them by hand."""
_ACTIONS = {
    "call.log": NP_("history", "logged"),
    "call.change": NP_("history", "changed"),
    "call.remove": NP_("history", "put into the bin"),
    "call.restore": NP_("history", "taken out of the bin"),
    "promise.called": NP_("history", "called back"),
    "promise.unreached": NP_("history", "reached nobody"),
    "promise.postpone": NP_("history", "postponed"),
    "promise.cancel": NP_("history", "cancelled"),
    "undo": NP_("history", "undid"),
}


class CallView(QWidget):
    """What is known of one call. history_asked: show or hide who changed what."""

    history_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(QWidget())
        column.addWidget(self._area)

    def show_call(self, detail: CallDetail, history: Sequence[Any] | None) -> None:
        """Show `detail`, with its history beneath when given."""
        row, inner = detail.row, QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        column.setSpacing(theme.px(10))
        tags = QHBoxLayout()
        tags.setSpacing(6)
        tags.addWidget(
            Tag(direction_label(row.direction), tone="red" if row.direction == "missed" else "text2")
        )
        tags.addWidget(Tag(row.category_label))
        tags.addWidget(Tag(row.outcome_label, tone="green" if row.outcome == "answered" else "text2"))
        if row.tone != "normal":
            tags.addWidget(Tag(tone_label(row.tone), tone="amber"))
        if row.deleted:
            tags.addWidget(Tag(_("in the bin"), tone="red"))
        tags.addStretch(1)
        column.addLayout(tags)
        for words, text in ((_("Matter"), row.matter), (pgettext("call", "Answer"), row.answer)):
            if text:
                column.addWidget(label(words, "section"))
                said = label(text, wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(said)
        column.addLayout(_facts(detail))
        if history is not None:
            column.addWidget(hairline())
            column.addWidget(label(_("History"), "section"))
            column.addLayout(_history(history))
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)


def _facts(detail: CallDetail) -> QGridLayout:
    row = detail.row
    place = " ".join(part for part in (row.province, row.city) if part)
    lines: list[tuple[str, str]] = [
        (_("Phone"), "·".join(part for part in (row.number, place) if part)),
        (_("Caller"), " ".join(part for part in (row.company, row.caller_name) if part)),
        (_("Time"), f"{row.started_at:%Y-%m-%d %H:%M}"),
        (_("Taken by"), row.agent),
    ]
    if row.rings is not None:
        lines.append((_("Rings"), str(row.rings) if row.rings < 4 else ">3"))
    if row.talk_seconds is not None:
        lines.append((_("Talk"), f"{row.talk_seconds // 60}:{row.talk_seconds % 60:02d}"))
    if row.transfer_to:
        reached = {True: _("reached"), False: _("not reached"), None: ""}[row.transfer_reached]
        lines.append((_("To whom"), " ".join(part for part in (row.transfer_to, reached) if part)))
    promise = detail.typed.promise
    if promise is not None and row.promise_due_at is not None:
        state = result_label(promise.result)
        if promise.attempts:
            state += ngettext(" ({n} attempt)", " ({n} attempts)", promise.attempts).format(
                n=promise.attempts
            )
        lines.append((_("Promised for"), f"{row.promise_due_at:%m-%d %H:%M}·{state}"))
        if promise.answer:
            lines.append((_("Answer found"), promise.answer))
    lines.append((_("Number"), row.code))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(6))
    grid.setColumnStretch(1, 1)
    for at, (words, value) in enumerate(line for line in lines if line[1]):
        grid.addWidget(Line(words, size=12, tone="text2"), at, 0)
        grid.addWidget(Line(value), at, 1)
    return grid


def _history(entries: Sequence[Any]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(4))
    grid.setColumnStretch(2, 1)
    at, last = 0, None
    for entry in entries:
        if entry.write_id != last:
            last = entry.write_id
            action = pgettext(*_ACTIONS[entry.label]) if entry.label in _ACTIONS else entry.label
            grid.addWidget(Line(f"{entry.at:%m-%d %H:%M}", size=12, tone="text2"), at, 0)
            grid.addWidget(Line(entry.by, size=12, tone="text2"), at, 1)
            grid.addWidget(Line(action, size=12, bold=True), at, 2)
            at += 1
        if entry.field in _SILENT or entry.label in ("call.log", "call.remove", "call.restore"):
            continue
        name = pgettext(*_LABELS[entry.field]) if entry.field in _LABELS else entry.field
        grid.addWidget(Line(f"{name}: {_said(entry.old)} → {_said(entry.new)}", size=12, tone="text2"), at, 2)
        at += 1
    return grid


def _said(value: Any) -> str:
    if value in (None, ""):
        return _("(empty)")
    return str(value)
