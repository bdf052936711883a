"""Bringing lists in: choose a file, look at what would happen, import, mend what was not taken."""
