"""The keys of the program on one sheet of paper, to lie beside the keyboard."""

from collections.abc import Sequence
from pathlib import Path

from app.files import system_reason
from app.office.desk import Desk
from app.office.letterhead import headed
from app.overview import papers
from app.sheets.form import Column, Group, Table
from app.store.errors import Unavailable
from app.words import _


def write(desk: Desk, keys: Sequence[tuple[str, str, str]], *, folder: Path | None = None) -> Path:
    """Write the keys, (section, caps, words) each, as a PDF into `folder` (default: the office's reports); its path.

    Unavailable when nothing can be written there, UserError when a font is missing.
    """
    sections: dict[str, list[dict[str, str]]] = {}
    for section, caps, words in keys:
        # the printing font has no sign for Enter
        sections.setdefault(section, []).append({"key": caps.replace("↵", "Enter"), "words": words})
    sheet = headed(
        desk,
        "",
        title=_("Keyboard"),
        blocks=[
            Table(
                [
                    Column("section", _("Where"), 30), Column("key", _("Key"), 40),
                    Column("words", _("What it does"), 100),
                ],
                [
                    Group(lines, head={"section": name})
                    for name, lines in sections.items()
                ],
            )
        ],
    )  # fmt: skip
    target = (folder or desk.folder / "reports") / (_("Keyboard") + ".pdf")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        papers.draw(desk, [sheet], target)
    except OSError as problem:
        raise Unavailable(
            _("The sheet could not be written to {folder}: {reason}.").format(
                folder=target.parent, reason=system_reason(problem)
            ),
            kind="readonly",
        ) from problem
    return target
