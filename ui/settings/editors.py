"""How a setting is typed, by kind. Each editor has value(), set_value(), set_error() and says `committed`."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.office.setting_checks import OneOf, Whole
from app.office.settings import Declared, editor_of
from app.words import _
from ui.kit.fields import CheckField, ComboField
from ui.kit.options import Option, Segment
from ui.settings.line_editors import (
    FolderEditor,
    GreetingEditor,
    HoursEditor,
    JsonEditor,
    LineEditor,
    ShortEditor,
    TextEditor,
    WholeEditor,
)

ZONES = (
    "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Tokyo", "Asia/Singapore",
)  # fmt: skip


class TickEditor(CheckField):
    """On or off."""

    committed = Signal()
    error_changed = Signal(str)

    def __init__(self, *, name: str) -> None:
        super().__init__(name)
        self.changed.connect(self.committed)


class SegmentEditor(Segment):
    """One of a few words, all in sight."""

    committed = Signal()
    error_changed = Signal(str)

    def __init__(self, options: Iterable[Option], *, name: str) -> None:
        super().__init__(options, name=name)
        self.picked.connect(lambda _value: self.committed.emit())

    def set_error(self, sentence: str | None) -> None:
        """Say under the choice what is wrong."""
        self.error_changed.emit(sentence or "")


class ComboEditor(ComboField):
    """One of many words."""

    committed = Signal()

    def __init__(self, choices: Iterable[tuple[str, str]], *, name: str) -> None:
        super().__init__(choices, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.changed.connect(self.committed)

    def set_value(self, value: Any) -> None:
        if self.findData(value) < 0:
            self.addItem(str(value), value)
        super().set_value(value)


class StaffEditor(ComboEditor):
    """One of the staff, by name; "" is nobody."""

    def __init__(self, *, name: str) -> None:
        super().__init__([("", _("Nobody"))], name=name)

    def set_staff(self, staff: Iterable[tuple[str, str]]) -> None:
        """Who there is: name and department. Whoever is chosen stays chosen."""
        kept = self.value()
        self.set_choices([("", _("Nobody")), *((who, who, department) for who, department in staff)])
        self.set_value(kept)
        self.updateGeometry()


def make(setting: Declared[Any]) -> Any:
    """The editor of a declared setting; None for those that a page shows in its own way."""
    kind, name, check = editor_of(setting), _(setting.label), setting.check
    unit = _(setting.unit) if setting.unit else ""
    if kind == "choice":
        words = setting.choices or {word: word for word in check.words} if isinstance(check, OneOf) else {}
        words = setting.choices or words
        if len(words) <= 4:
            return SegmentEditor([Option(word, _(said)) for word, said in words.items()], name=name)
        return ComboEditor([(word, _(said)) for word, said in words.items()], name=name)
    if kind == "rings":
        told = {1: "1", 2: "2", 3: "3", 4: ">3"}
        return SegmentEditor([Option(n, said) for n, said in told.items()], name=name)
    made = {
        "tick": lambda: TickEditor(name=name), "line": lambda: LineEditor(name=name),
        "short": lambda: ShortEditor(name=name), "weights": lambda: None,
        "text": lambda: TextEditor(name=name), "hours": lambda: HoursEditor(name=name),
        "whole": lambda: WholeEditor(name=name, check=check if isinstance(check, Whole) else None, unit=unit),
        "staff": lambda: StaffEditor(name=name),
        "zone": lambda: ComboEditor([(zone, zone) for zone in ZONES], name=name),
        "folder": lambda: FolderEditor(name=name), "greeting": lambda: GreetingEditor(name=name),
        "categories": lambda: None, "situations": lambda: None, "scripts": lambda: None,
        "told": lambda: None, "guide": lambda: None,
    }  # fmt: skip
    return made.get(kind, lambda: JsonEditor(name=name))()
