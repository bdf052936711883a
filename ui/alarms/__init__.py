"""Alarms on the screen: the bar, the tray, the panel that puts them off, and the watch that keeps them."""
