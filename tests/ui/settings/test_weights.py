"""Which fields of a dealer are wanted: a number each, kept at once, refused when it is none, and taken back."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.dealers import completing
from tests.ui.program import press, type_text
from tests.ui.settings.conftest import Place

KEY = Qt.Key


def test_a_weight_is_changed_refused_and_taken_back(place: Place) -> None:
    panel = place.open("dealers")
    before = dict(completing.weights(place.desk))
    one, other = completing.fields()[:2]
    editor = panel.weights.editors[one]
    editor.setFocus()
    editor.selectAll()
    type_text("101")
    press(KEY.Key_Return)
    assert panel.weights._wrong.isVisible() and "100" in panel.weights._wrong.text()
    assert completing.weights(place.desk) == before
    QApplication.focusWidget().selectAll()
    type_text("9")
    press(KEY.Key_Return)
    place.until(lambda: completing.weights(place.desk).get(one) == 9)
    place.settle()
    assert not panel.weights._wrong.isVisible()
    panel.weights.editors[other].set_value(0)
    panel.weights.editors[other].committed.emit()
    place.until(lambda: other not in completing.weights(place.desk))
    place.settle()
    assert place.page.take_back()
    place.until(lambda: completing.weights(place.desk).get(other) == before[other])


def test_the_next_one_is_typed_while_every_dealer_is_scored_anew(place: Place) -> None:
    panel = place.open("dealers")
    one, other = completing.fields()[:2]
    go = threading.Event()
    place.window.seat.jobs.write(lambda _progress: go.wait(5))
    for name, value in ((one, 11), (other, 12)):
        panel.weights.editors[name].set_value(value)
        panel.weights.editors[name].committed.emit()
    go.set()
    place.settle()
    held = completing.weights(place.desk)
    assert (held[one], held[other]) == (11, 12)
