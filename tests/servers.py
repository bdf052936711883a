"""What a test needs beyond Python: skipped with the install line where it is absent, failed where it must not be."""

import os

import pytest


def need(there: bool, install: str) -> None:
    """Go on when `there`; else skip, or fail when FRONTDESK_REQUIRE_SERVERS=1 says that nothing may be missing."""
    if there:
        return
    if os.environ.get("FRONTDESK_REQUIRE_SERVERS") == "1":
        pytest.fail(install)
    pytest.skip(install)
