"""A screen of our own for programs that are driven by real keys."""

from collections.abc import Iterator

import pytest

from tests.e2e.desktop import INSTALL, Desktop, desktop, missing
from tests.servers import need


@pytest.fixture
def screen() -> Iterator[Desktop]:
    """A desktop with a window manager; skipped where there is none."""
    need(not missing(), f"needs a screen: {INSTALL}")
    with desktop() as opened:
        yield opened
