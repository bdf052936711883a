"""What is as large as its words: it asks for another size when the text size changes."""

from typing import Any

from PySide6.QtCore import QEvent


class FontSized:
    """Stands before the Qt class among the bases of a widget whose sizeHint hangs on the font."""

    def changeEvent(self: Any, event: QEvent) -> None:
        """As of QWidget."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
