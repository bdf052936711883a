"""Where, which pages, how often: what is asked before a paper is printed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.store.errors import UserError
from app.words import _
from ui.kit import printers
from ui.kit.buttons import Button
from ui.kit.fields import ComboField
from ui.kit.forms import Form
from ui.kit.jobs import Jobs
from ui.kit.labels import label, set_tone
from ui.kit.line_field import LineField
from ui.kit.options import Option, Segment
from ui.kit.overlay import Overlay
from ui.kit.printers import Installed, Wanted

ALL, THIS, SOME = "all", "this", "some"


class PrintPanel(Overlay):
    """wanted(Wanted) -- print this. instead() -- save the PDF, as no printer is there. own(str) -- the system's own
    dialog for that printer, for trays and the like.

    pages -- how many the paper has; at -- the page that is looked at, from 1; kept -- the printer used last here.
    """

    wanted = Signal(object)
    instead = Signal()
    own = Signal(str)

    def __init__(
        self, host: QWidget, *, jobs: Jobs, title: str, pages: int, at: int, kept: str, copies: int = 1,
        installed: Callable[[], list[Installed]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(host, name=_("Print"), width=520)
        self._pages, self._at, self._kept, self._usual = pages, max(1, at), kept, copies
        self._known: list[Installed] = []
        self.add_title(_("Print"), icon="printer", sub=title)
        self._make_form()
        self._told = label(_("Looking for printers…"), "meta", wrap=True)
        self.body.addWidget(self._told)
        self._make_foot()
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self._print)
        ask = installed or printers.installed
        self._jobs = jobs
        jobs.network(lambda _progress: ask(), done=self._found, failed=self._lost, owner=self)

    def _make_form(self) -> None:
        self.form = Form()
        self.printer = ComboField(name=_("Printer"))
        self.form.add_field("printer", _("Printer"), self.printer)
        self.which = Segment(
            [
                Option(ALL, _("All {n}").format(n=self._pages)),
                Option(THIS, _("Page {n}").format(n=self._at)),
                Option(SOME, _("Chosen")),
            ],
            name=_("Which pages"),
        )  # fmt: skip
        self.range = LineField(name=_("Page numbers"), hint="1-3, 5")
        self.form.add_row(_("Pages"), self.which, self.range)
        self.form.join("range", self.range)
        self.copies = LineField(name=_("Copies"))
        self.copies.set_value(str(self._usual))
        self.form.add_field("copies", _("Copies"), self.copies)
        self.sides = Segment(
            [
                Option(printers.ONE, _("One side")),
                Option(printers.LONG, _("Both, like a book")),
                Option(printers.SHORT, _("Both, like a block")),
            ],
            name=_("Sides"),
        )  # fmt: skip
        self._sides_words = self.form.add_row(_("Sides"), self.sides)
        self._sides_words.hide()
        self.sides.hide()
        self.which.set_value(ALL)
        self.sides.set_value(printers.ONE)
        self.which.picked.connect(self._which)
        self.range.textEdited.connect(lambda _text: self.which.set_value(SOME))
        self.printer.changed.connect(self._chosen)
        self.body.addWidget(self.form)

    def _make_foot(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.own_button = Button(_("Printer's own settings…"), kind="ghost")
        self.own_button.clicked.connect(self._own)
        self.save_button = Button(_("Save the PDF instead"), icon="download")
        self.save_button.clicked.connect(self._instead)
        self.save_button.hide()
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.print_button = Button(_("Print"), kind="primary", key="Ctrl ↵")
        self.print_button.clicked.connect(self._print)
        row.addWidget(self.own_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.print_button)
        self.body.addLayout(row)
        self._allow(False, _("Looking for printers…"))

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the copies focused: what is changed most."""
        super().open(focus=focus or self.copies)
        self.copies.selectAll()

    # Printers

    def _found(self, found: list[Installed]) -> None:
        self._known = found
        if not found:
            self._none(_("No printer is set up on this computer. Save the PDF and print it elsewhere."))
            return
        self._told.hide()
        self.printer.set_choices([(one.name, one.words, _("usual") if one.usual else "") for one in found])
        self.printer.set_value(printers.usual_of(found, self._kept))
        self._allow(True)
        self._chosen()

    def _lost(self, error: Exception) -> None:
        self._none(_("The printers can't be asked: {reason}.").format(reason=error))

    def _none(self, words: str) -> None:
        self._told.setText(words)
        set_tone(self._told, "amber")
        self.printer.setPlaceholderText(_("No printer"))
        for part in (self.printer, self.which, self.range, self.copies):
            part.setEnabled(False)
        self._told.show()
        self.own_button.hide()  # a printer that is not there has none, and its room is needed
        self.save_button.show()
        self._allow(False, words)
        self.save_button.setFocus()
        self.relay()

    def _allow(self, allowed: bool, why: str = "") -> None:
        for button in (self.print_button, self.own_button):
            button.set_available(allowed, why)

    def _chosen(self) -> None:
        one = next((each for each in self._known if each.name == self.printer.value()), None)
        for part in (self._sides_words, self.sides):
            part.setVisible(one is not None and one.duplex)
        self.relay()

    def _which(self, value: object) -> None:
        if value == SOME:
            self.range.setFocus()

    # What was chosen

    def choice(self) -> Wanted | None:
        """What is to be printed; None when something is wrong, which its field says then."""
        errors: dict[str, str] = {}
        pages: tuple[int, ...] = tuple(range(self._pages))
        if self.which.value() == THIS:
            pages = (self._at - 1,)
        elif self.which.value() == SOME:
            try:
                pages = printers.pages_of(self.range.value(), self._pages)
            except UserError as problem:
                errors["range"] = problem.sentence
        copies = self.copies.value().strip()
        if not (copies.isdecimal() and 1 <= int(copies) <= printers.MOST_COPIES):
            errors["copies"] = _("Copies are a number from 1 to {most}.").format(most=printers.MOST_COPIES)
        self.form.show_errors(errors)
        self.relay()
        if errors:
            return None
        one = next((each for each in self._known if each.name == self.printer.value()), None)
        sides = str(self.sides.value()) if one is not None and one.duplex else printers.ONE
        return Wanted(str(self.printer.value()), pages, int(copies), sides)

    def _print(self) -> None:
        if not self.print_button.isEnabled():
            return
        choice = self.choice()
        if choice is not None:
            self.close_up()
            self.wanted.emit(choice)

    def _own(self) -> None:
        name = str(self.printer.value())
        self.close_up()
        self.own.emit(name)

    def _instead(self) -> None:
        self.close_up()
        self.instead.emit()
