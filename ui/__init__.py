"""The window. PySide6 only; what the office knows and does is app's."""

import gc
import linecache
import sys

# While libraries are read there is next to no garbage, and to look for it takes a tenth of the start. kit/garbage.py
# goes back to what is usual.
gc.set_threshold(200_000)

import PySide6.QtCore  # noqa: E402, F401 - with it comes what the next lines are about

# From here on PySide6 reads the source of every module that is imported and keeps all of it, to see whether it
# switches Qt's names (`from __feature__ import …`). Nothing here does, and a frozen program, which has no sources,
# goes without: 25 MB and a quarter of the start.
if hasattr(_feature := sys.modules.get("shibokensupport.feature"), "_mod_uses_pyside"):
    _feature._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]
linecache.clearcache()
