"""Printing: the number of forms, and the printer and copies that this seat usually takes."""

from typing import Any

from PySide6.QtPrintSupport import QPrinterInfo

from app.office.setting_checks import Whole
from app.words import _
from ui.kit.fields import ComboField
from ui.kit.jobs import Progress
from ui.kit.labels import hairline, label
from ui.kit.seat import Seat
from ui.settings.keeping import Keeper
from ui.settings.line_editors import WholeEditor
from ui.settings.rows import Rows, SettingRows, SettingsBody

COPIES = Whole(1, 99)


class PrintingPanel(SettingsBody):
    """The seat keeps `printer` ("" is the system's own) and `copies`; the print dialog begins with them."""

    def __init__(self, seat: Seat, keeper: Keeper, declared: Any) -> None:
        super().__init__()
        self._seat = seat
        self.rows = SettingRows(seat, keeper, declared)
        self.seat_rows = Rows()
        self.printer = ComboField(name=_("Printer"))
        self.printer.setMinimumWidth(240)
        self.copies = WholeEditor(name=_("Copies"), check=COPIES, unit="")
        self.seat_rows.add("printer", _("Printer"), self.printer)
        self.seat_rows.add(
            "copies", _("Copies"), self.copies, note=_("How many the print dialog begins with.")
        )
        self.missing = label("", "meta", tone="amber", wrap=True)
        self.missing.hide()
        for part in (
            self.rows,
            hairline(),
            label(_("At this seat"), "section"),
            self.seat_rows,
            self.missing,
        ):
            self.column.addWidget(part)
        self.by_part = {**self.rows.by_part, **self.seat_rows.by_part}
        self.printer.changed.connect(lambda: self._keep(printer=self.printer.value() or ""))
        self.copies.committed.connect(self._copies)
        self._kept = {
            name: seat.desk.memory.get(name, usual) for name, usual in (("printer", ""), ("copies", 1))
        }
        self.copies.set_value(self._kept["copies"])
        self._know([])
        seat.jobs.read(_printers, done=self._know, failed=seat.tell, owner=self)

    def refresh(self) -> None:
        """Show the settings as they hold now."""
        self.rows.refresh()

    def flush(self) -> None:
        """Keep what stands under the caret."""
        self.rows.flush()

    def _know(self, names: list[str]) -> None:
        kept = str(self._kept["printer"])
        choices = [("", _("The system's printer")), *((name, name) for name in names)]
        gone = bool(kept) and kept not in names
        if gone:
            choices.append((kept, kept))
        self.printer.set_choices(choices)
        self.printer.set_value(kept)
        self.missing.setText(
            _("{name} is not there just now; the print dialog asks for another one.").format(name=kept)
        )
        self.missing.setVisible(gone and bool(names))

    def _keep(self, **values: Any) -> None:
        before = {name: self._kept[name] for name in values}
        self._kept |= values
        self._seat.keep(**values)
        self._seat.toasts.undo(_("Kept for this seat."), lambda: self._put_back(before))

    def _put_back(self, before: dict[str, Any]) -> None:
        self._kept |= before
        self._seat.keep(**before)
        self.printer.set_value(self._kept["printer"])
        self.copies.set_value(self._kept["copies"])

    def _copies(self) -> None:
        value = self.copies.value()
        wrong = COPIES(value)
        self.copies.set_error(wrong)
        if wrong is None:
            self._keep(copies=value)


def _printers(_progress: Progress) -> list[str]:
    return list(QPrinterInfo.availablePrinterNames())
