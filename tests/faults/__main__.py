"""`python -m tests.faults [--long] [T2 T10 …]`: try the faults and print the table; exit 1 when one did not hold."""

import argparse
import sys
from pathlib import Path

import pytest

from tests.faults.table import FAULTS, Table

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Run the tests of the faults and print what they saw."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="as often as faults are tried before a release")
    parser.add_argument("faults", nargs="*", choices=[[], *FAULTS], metavar="T1", help="only these")
    chosen = parser.parse_args()
    table = Table()
    # with --long both forms run: the long ones add to the short ones
    how = [
        "-m",
        "fault" if chosen.long else "fault and not long",
        "-q",
        "--no-header",
        "-p",
        "no:cacheprovider",
    ]
    only = _Only(chosen.faults)
    code = pytest.main([str(ROOT / "tests" / "faults"), *how], plugins=[only, table])
    print(table.text())
    return 0 if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else 1


class _Only:
    """Leaves out the tests of the faults that were not asked for."""

    def __init__(self, faults: list[str]) -> None:
        self._faults = faults

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what was asked for."""
        if self._faults:
            items[:] = [
                item for item in items
                if (marker := item.get_closest_marker("fault")) and marker.args[0] in self._faults
            ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
