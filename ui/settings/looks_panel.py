"""How the window suits the person at this seat: theme, text size, scale, key hints, and the office's language."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from app import words
from app.office import settings
from app.words import N_, _
from ui.kit.fields import CheckField
from ui.kit.jobs import Progress
from ui.kit.looks import SCALES, SMALLEST
from ui.kit.options import Option, Segment
from ui.kit.seat import Seat
from ui.settings.rows import Rows, SettingsBody

THEMES = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))
SIZES = (("standard", N_("Standard")), ("large", N_("Large")))


class LooksPanel(SettingsBody):
    """looks_changed(dict) -- theme or hints, worn at once; made_anew(dict) -- the pages must be made anew in these
    looks, as text size or language changed.
    """

    looks_changed = Signal(dict)
    made_anew = Signal(dict)

    def __init__(self, seat: Seat, looks: dict[str, Any]) -> None:
        super().__init__()
        self._seat = seat
        self.rows = Rows()
        self.theme = Segment([Option(key, _(said)) for key, said in THEMES], name=_("Theme"))
        self.size = Segment([Option(key, _(said)) for key, said in SIZES], name=_("Text size"))
        self.language = Segment([Option("zh", "中文"), Option("en", "English")], name=_("Language"))
        fitting = [
            Option("", _("As the system")),
            *(Option(s, f"{float(s):.0%}") for s in SCALES if _fits(float(s))),
        ]
        self.scale = Segment(fitting, name=_("Scale"))
        self.hints = CheckField(_("Show keys on buttons"))
        self.rows.add("language", _("Language"), self.language, note=_("Of the screen and of the papers."))
        self.rows.add("theme", _("Theme"), self.theme)
        self.rows.add("size", _("Text size"), self.size)
        self.rows.add(
            "scale",
            _("Scale"),
            self.scale,
            note=_("On top of the system's; from the next start on.")
            if len(fitting) > 1
            else _("This screen is too small for a larger one."),
        )
        self.rows.add("hints", _("Key hints"), self.hints)
        self.by_part = self.rows.by_part
        self.column.addWidget(self.rows)
        self.show_looks(looks)
        self.theme.picked.connect(lambda value: self.looks_changed.emit({"theme": value}))
        self.size.picked.connect(lambda value: self.made_anew.emit({"size": value}))
        self.hints.changed.connect(lambda: self.looks_changed.emit({"hints": self.hints.value()}))
        self.scale.picked.connect(self._scaled)
        self.language.picked.connect(self._spoken)

    def show_looks(self, looks: dict[str, Any]) -> None:
        """Show `looks` as they are worn."""
        self.theme.set_value(looks["theme"] if looks["theme"] in dict(THEMES) else "system")
        self.size.set_value(looks["size"] if looks["size"] in dict(SIZES) else "standard")
        self.language.set_value(words.language())
        kept = self._seat.desk.memory.get("scale", "")
        self.scale.set_value(kept if kept in SCALES and _fits(float(kept)) else "")
        self.hints.set_value(bool(looks["hints"]))

    def refresh(self) -> None:
        """Nothing of it is changed by others while it is shown."""

    def _scaled(self, value: Any) -> None:
        self._seat.keep(scale=value)
        self._seat.toasts.note(_("The scale changes when the window is opened again."))

    def _spoken(self, value: Any) -> None:
        desk = self._seat.desk

        def spoken(_done: object) -> None:
            words.use(str(value))
            self.made_anew.emit({})

        def keep(_progress: Progress) -> None:
            desk.settings.set(settings.LANGUAGE, value)

        def failed(error: Exception) -> None:
            self.language.set_value(words.language())
            self._seat.tell(error)

        self._seat.jobs.write(keep, done=spoken, failed=failed, owner=self)


def _fits(scale: float) -> bool:
    """Whether the smallest window still fits the screen at `scale`."""
    screen = QGuiApplication.primaryScreen()
    if screen is None:
        return scale == 1
    room = screen.availableGeometry()
    ratio = screen.devicePixelRatio()
    wide, high = SMALLEST
    return room.width() * ratio >= wide * scale and room.height() * ratio >= high * scale
