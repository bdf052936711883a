"""The main window: its frame, its pages made on first use, the panels over them, and the keys that work everywhere."""

from ui.window.main_window import MainWindow
from ui.window.places import TABS

__all__ = ["TABS", "MainWindow"]
