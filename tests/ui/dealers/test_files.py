"""Files of a dealer: a picture pasted anywhere on its page becomes one, and the tab of files comes to the front."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from tests.ui.dealers.conftest import HELD, Hands, Known


def test_a_pasted_picture_is_kept_with_the_dealer(hands: Hands, known: Known) -> None:
    hands.page.open_dealer(known.jyf)
    hands.settle()
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    hands.press(Qt.Key.Key_V, held=HELD.ControlModifier)
    hands.settle()
    view = hands.page.view
    assert view.tabs.chosen() == "files" and len(view.files.tiles) == 1
    hands.press(Qt.Key.Key_U, held=HELD.AltModifier)
    hands.settle()
    assert view.files.tiles == []
