"""Papers of records, not of a month: dealer card, dealer list, address labels, hand-over list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.dealers import card_sheet, finding, handing_over, sheets
from app.dealers import service as dealers
from app.dealers.finding import DealerQuery
from app.files import safe_name, system_reason
from app.office.desk import Desk
from app.overview import papers, timeline
from app.products import service as products
from app.sheets.form import Column, FontMissing, Printed, Row, Sheet, Table
from app.sheets.labels import LAYOUTS, Label
from app.store.errors import UserError
from app.words import N_, _

HISTORY = 8
KINDS = ("call", "promise", "complaint")
"""What of the dealings stands on a card."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records a paper is about: dealers by id; of all others the whole archive. `layout`, `skip`: of labels."""

    dealers: tuple[int, ...] = ()
    about: str = ""
    handed: handing_over.Handed | None = None
    layout: str = "3x8"
    skip: int = 0


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """One paper: its name on the command line, its title, and the function that fills it."""

    name: str
    title: str
    build: Callable[[Desk, Asked], list[Sheet]]
    needs: str = ""
    """What has to be named: "dealer"."""


def _card(desk: Desk, asked: Asked) -> list[Sheet]:
    return [
        card_sheet.card(desk, each, products=product_names(desk), history=_history(desk, each))
        for each in asked.dealers
    ]


def _history(desk: Desk, dealer_id: int) -> list[Row]:
    told = timeline.timeline(desk, dealer_id, kinds=KINDS, limit=HISTORY)
    return [
        {
            "on": each.at.date(),
            "kind": each.word,
            "what": "　".join(filter(None, (each.title, each.note))),
        }
        for each in told.happenings
    ]


def product_names(desk: Desk) -> dict[int, str]:
    """The products by id."""
    return {each.id: each.name for each in products.find(desk)}


def _list(desk: Desk, asked: Asked) -> list[Sheet]:
    return [sheets.listed(desk, _chosen(desk, asked), about=asked.about)]


def _labels(desk: Desk, asked: Asked) -> list[Sheet]:
    """The same as a table, for a printer's own program."""
    rows = sheets.label_rows(desk, _chosen(desk, asked))
    columns = [
        Column("receiver", _("To"), 60), Column("phone", _("Phone"), 34, "phone"), Column("address", _("Address"), 110),
        Column("code", _("Code"), 22),
    ]  # fmt: skip
    return [Sheet(title=_("Address Labels"), blocks=[Table(columns, rows)], orientation="landscape")]


def _handed(desk: Desk, asked: Asked) -> list[Sheet]:
    handed = asked.handed or handing_over.last(desk)
    if handed is None:
        raise UserError(_("No dealers have been handed over yet."))
    return [sheets.handed_over(desk, handed)]


def _chosen(desk: Desk, asked: Asked) -> Sequence[int]:
    return asked.dealers or finding.find(desk, DealerQuery())


PAPERS = (
    RecordPaper("dealer-card", N_("Dealer Card"), _card, needs="dealer"),
    RecordPaper("dealer-list", N_("List of Dealers"), _list),
    RecordPaper("dealer-labels", N_("Address Labels"), _labels),
    RecordPaper("hand-over", N_("Hand-Over List of Dealers"), _handed),
)


@dataclass(frozen=True, slots=True)
class Written:
    """Papers as files."""

    name: str
    files: tuple[Path, ...]
    totals: dict[str, Any] = field(default_factory=dict)


def known(name: str) -> bool:
    """Whether there is a paper of records called `name`."""
    return any(each.name == name for each in PAPERS)


def asked_for(desk: Desk, named: Sequence[str], *, layout: str = "3x8", skip: int = 0) -> Asked:
    """The question for dealers named by code or unique name. UserError for one that is not there."""
    with desk.store.read() as session:
        ids = tuple(dealers.named(session, each).id for each in named)
    return Asked(ids, layout=layout, skip=skip)


def write(
    desk: Desk,
    name: str,
    asked: Asked,
    *,
    formats: Sequence[str] = papers.FORMATS,
    folder: Path | None = None,
) -> Written:
    """Write the paper `name` about `asked` into `folder` (default: this month's), each file whole or not at all.

    UserError for an unknown format, when no dealer is named where one is needed, for a missing font or a folder
    that can't be written.
    """
    paper = next(each for each in PAPERS if each.name == name)
    for each in formats:
        if each not in papers.FORMATS:
            raise UserError(
                _("{word} is no format. Formats are: {known}.").format(
                    word=each, known=", ".join(papers.FORMATS)
                )
            )
    if paper.needs == "dealer" and not asked.dealers:
        raise UserError(_("Which dealer? Add --dealer with its code or name."))
    if asked.layout not in LAYOUTS:
        raise UserError(
            _("{word} is no sheet of labels. There are: {known}.").format(
                word=asked.layout, known=", ".join(LAYOUTS)
            )
        )
    target = folder or papers.folder_of(desk, desk.today())
    built = paper.build(desk, asked)
    files = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for form in formats:
            path = target / file_name(desk, paper, asked, form, on=desk.today())
            if paper.name == "dealer-labels" and form == "pdf":
                draw_labels(desk, path, asked)
            else:
                papers.draw(desk, built, path)
            files.append(path)
    except OSError as problem:
        raise UserError(
            _("The papers could not be written to {folder}: {reason}. Free or choose another folder.").format(
                folder=target, reason=system_reason(problem)
            )
        ) from problem
    rows = sum(len(block.rows) for sheet in built for block in sheet.blocks if isinstance(block, Table))
    return Written(name, tuple(files), {"dealers": len(asked.dealers)} if asked.dealers else {"rows": rows})


def draw(desk: Desk, name: str, asked: Asked, path: Path) -> None:
    """Draw the paper `name` about `asked` to the PDF `path`, as for a preview. UserError as in `write`."""
    if name == "dealer-labels":
        draw_labels(desk, path, asked)
    else:
        paper = next(each for each in PAPERS if each.name == name)
        papers.draw(desk, paper.build(desk, asked), path)


def file_name(desk: Desk, paper: RecordPaper, asked: Asked, form: str, *, on: date) -> str:
    """What a paper is called on the disk: 2026-11-26 经销商档案卡 JX-0142 济南京源.pdf."""
    about = ""
    if len(asked.dealers) == 1 and paper.needs:
        row = finding.rows(desk, asked.dealers)[0]
        about = f" {row.code} {row.name}" if row is not None else ""
    return safe_name(f"{on:%Y-%m-%d} {_(paper.title)}{about}") + f".{form}"


def draw_labels(desk: Desk, path: Path, asked: Asked) -> int:
    """Draw the address labels of `asked` to the PDF `path`; the number of pages. UserError when a font is missing."""
    from app.sheets.label_pdf import write_labels  # late: the PDF library comes with it

    told = sheets.label_rows(desk, _chosen(desk, asked))
    labels = [Label(name, (phone, address), code) for name, phone, address, code in told]
    if not labels:
        raise UserError(_("None of these dealers has an address."))
    try:
        return write_labels(
            labels, path, layout=LAYOUTS[asked.layout], skip=asked.skip,
            printed=Printed(desk.now(), desk.person.name),
        )  # fmt: skip
    except FontMissing as problem:
        raise UserError(str(problem)) from problem
