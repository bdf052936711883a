"""How the window suits the person: theme, text size, key hints, language; and what the office says on the telephone."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import words
from app.office import settings
from app.words import _
from ui.kit.fields import CheckField, LineField
from ui.kit.forms import Form
from ui.kit.labels import hairline, label
from ui.kit.options import Option, Segment
from ui.kit.overlay import Overlay
from ui.kit.seat import Seat


class SettingsPanel(Overlay):
    """Every change counts at once. looks_changed(dict) -- theme or hints; made_anew(dict) -- the pages must be made
    anew in these looks, as text size or language changed.
    """

    looks_changed = Signal(dict)
    made_anew = Signal(dict)

    def __init__(self, host: QWidget, seat: Seat, *, looks: dict[str, Any]) -> None:
        super().__init__(host, name=_("Settings"), width=560)
        self._seat = seat
        self.add_title(_("Settings"), sub=_("A change counts at once."))
        self._make_looks(looks)
        self.body.addWidget(hairline())
        self._make_office()
        more = _("Everything else is set with `frontdesk settings`.")
        self.body.addWidget(label(more, "meta", wrap=True))

    def _make_looks(self, looks: dict[str, Any]) -> None:
        form = Form()
        self.theme = Segment(
            [Option("system", _("As the system")), Option("light", _("Light")), Option("dark", _("Dark"))],
            name=_("Theme"),
        )
        self.size = Segment(
            [Option("standard", _("Standard")), Option("large", _("Large"))], name=_("Text size")
        )
        self.language = Segment([Option("zh", "中文"), Option("en", "English")], name=_("Language"))
        self.hints = CheckField(_("Show keys on buttons"))
        for caption, field, value in (
            (_("Theme"), self.theme, looks["theme"]), (_("Text"), self.size, looks["size"]),
            (_("Language"), self.language, words.language()), ("", self.hints, looks["hints"]),
        ):  # fmt: skip
            form.add_row(caption, field)
            field.set_value(value)
        self.theme.picked.connect(lambda value: self.looks_changed.emit({"theme": value}))
        self.size.picked.connect(lambda value: self.made_anew.emit({"size": value}))
        self.hints.changed.connect(lambda: self.looks_changed.emit({"hints": self.hints.value()}))
        self.language.picked.connect(self._spoken)
        self.body.addWidget(form)

    def _spoken(self, value: str) -> None:
        def spoken(_done: object) -> None:
            words.use(value)
            self.made_anew.emit({})

        desk = self._seat.desk
        self._seat.jobs.write(
            lambda _progress: desk.settings.set(settings.LANGUAGE, value), done=spoken, failed=self._seat.tell
        )

    def _make_office(self) -> None:
        form = Form()
        self._fields: dict[str, LineField] = {}
        for caption, setting in (
            (_("Company"), settings.COMPANY), (_("Greeting"), settings.GREETING), (_("At the end"), settings.CLOSING),
        ):  # fmt: skip
            field = LineField(name=_(setting.label))
            field.set_value(self._seat.desk.settings.get(setting))
            field.editingFinished.connect(lambda field=field, setting=setting: self._keep(field, setting))
            form.add_row(caption, field)
            self._fields[setting.key] = field
        self.body.addWidget(form)

    def _keep(self, field: LineField, setting: settings.Declared[str]) -> None:
        desk, value = self._seat.desk, field.value()
        if value != desk.settings.get(setting):
            self._seat.jobs.write(
                lambda _progress: desk.settings.set(setting, value),
                failed=lambda error: field.set_error(getattr(error, "sentence", str(error))),
            )
