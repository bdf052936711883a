"""The history of a record: who changed what and when, in the words of its form; the latest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.words import _
from ui.kit import theme, when
from ui.kit.labels import Line, hairline, label
from ui.kit.overlay import Overlay
from ui.kit.panes import scrolled


class Step(NamedTuple):
    """One write: when, by whom, what it was, and the fields as (label, before, after)."""

    at: datetime
    by: str
    action: str
    fields: tuple[tuple[str, str, str], ...]


def steps_column(steps: Sequence[Step], now: datetime) -> QWidget:
    """The steps one under the other, a hairline between; a sentence when there is none."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, theme.px(8), 0)
    column.setSpacing(theme.px(10))
    for at, step in enumerate(steps):
        if at:
            column.addWidget(hairline())
        column.addLayout(_step(step, now))
    if not steps:
        column.addWidget(label(_("Nothing was changed since it was written down."), "meta"))
    column.addStretch(1)
    return inner


class HistoryPanel(Overlay):
    """The steps of one record, the latest first."""

    def __init__(self, host: QWidget, steps: Sequence[Step], *, code: str, now: datetime) -> None:
        super().__init__(host, name=_("History"), width=560)
        self.add_title(_("History of {code}").format(code=code))
        inner = steps_column(steps, now)
        area = scrolled(inner)
        high = min(inner.sizeHint().height() + theme.px(8), theme.px(440))
        area.setFixedHeight(max(high, theme.px(28)))
        self.body.addWidget(area)
        self.add_close()


def _step(step: Step, now: datetime) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(2))
    grid.setColumnStretch(2, 1)
    grid.setColumnMinimumWidth(0, theme.px(96))
    grid.addWidget(Line(when.say(step.at, now), size=12, tone="text2"), 0, 0)
    grid.addWidget(Line(f"{step.by} {step.action}".strip(), bold=True), 0, 1, 1, 2)
    for at, (words, old, new) in enumerate(step.fields, start=1):
        grid.addWidget(label(words, "meta"), at, 1)
        change = label(_("{old} → {new}").format(old=old or _("(empty)"), new=new or _("(empty)")), wrap=True)
        change.setAccessibleName(f"{words}: {change.text()}")
        grid.addWidget(change, at, 2)
    return grid
