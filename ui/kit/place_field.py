"""A field for 省 市 县: typed by hanzi, pinyin or initials in one line, taken from the candidates below it."""

from PySide6.QtWidgets import QWidget

from app.china import divisions, place_search
from app.china.place_search import Place, said
from app.words import _
from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.jobs import Jobs
from ui.kit.line_field import LineField

NOWHERE: Place = ("", "", "")


class PlaceField(LineField):
    """value() is (province, city, county), "" for what is not told. What the tree lacks stays as typed."""

    def __init__(self, *, name: str, jobs: Jobs, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint=hint or _("Jinan Lixia, jnlx"), icon="map-pin", parent=parent)
        self._jobs = jobs
        self._place: Place = NOWHERE
        self.completion = Completion(self, self._ask)
        self.completion.taken.connect(self._taken)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._settle)

    def value(self) -> Place:  # type: ignore[override]
        """Province, city, county."""
        return self._place

    def set_value(self, value: Place | None) -> None:  # type: ignore[override]
        """Show a place."""
        self._place = value or NOWHERE
        self.setText(said(self._place))
        self.setCursorPosition(0)
        self.setModified(False)

    def problem(self) -> str:
        """What is wrong with the text, empty when nothing is."""
        if self._place[0] and self._place[0] not in divisions.tree():
            return _("{place} is no province. Type province, city and county.").format(place=self._place[0])
        return ""

    def _typed(self, text: str) -> None:
        parts = [*text.split(), "", "", ""][:3]
        if len(text.split()) == 2 and divisions.counties(parts[0], parts[0]):  # 北京 朝阳区
            parts = [parts[0], parts[0], parts[1]]
        self._place = divisions.tidy(*parts)

    def _settle(self) -> None:
        if self.isModified():
            if self.problem():
                self.set_error(self.problem())
            else:
                self.set_value(self._place)

    def _taken(self, candidate: Candidate) -> None:
        self.set_value(candidate.value)
        self.setModified(True)
        self.set_error(None)
        self.changed.emit()

    def _ask(self, text: str, answer: Answer) -> None:
        self._jobs.read(
            lambda _progress: [
                Candidate(place, said(place), _size(place), "map-pin") for place in place_search.find(text)
            ],
            done=answer, owner=self, latest="places",
        )  # fmt: skip


def _size(place: Place) -> str:
    if place[2]:
        return ""
    return _("all of the city") if place[1] else _("all of the province")
