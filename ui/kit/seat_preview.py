"""A preview at a seat: what comes of saving and printing is said there, and its printer is remembered."""

from app.words import ngettext
from ui.kit.preview import PdfPreview
from ui.kit.seat import Seat


def seat_preview(seat: Seat, *, name: str) -> PdfPreview:
    """A preview called `name` that tells its outcomes in the toasts of `seat`, also when a panel around it has gone."""
    made = PdfPreview(jobs=seat.jobs, name=name)
    made.told.connect(lambda words: seat.toasts.show(words))
    made.lost.connect(lambda words: seat.toasts.error(words))
    made.failed.connect(lambda error: seat.tell(error))
    made.printed.connect(lambda pages: seat.toasts.show(_sent(pages)))
    made.remember_printer(
        lambda: seat.desk.memory.get("printer", ""), lambda name: seat.keep(printer=name),
        copies=lambda: seat.desk.memory.get("copies", 1),
    )  # fmt: skip
    return made


def _sent(pages: int) -> str:
    said = ngettext("{n} page sent to the printer.", "{n} pages sent to the printer.", pages)
    return said.format(n=pages)
