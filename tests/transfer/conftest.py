"""Files to import, made on the spot."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

MakeBook = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> MakeBook:
    """Write rows to a workbook, a sheet for each list of rows given; its path."""

    def made(*sheets: Sequence[Sequence[Any]], name: str = "名单.xlsx", change: Any = None) -> Path:
        workbook = openpyxl.Workbook()
        for at, rows in enumerate(sheets):
            page = workbook.active if at == 0 else workbook.create_sheet(f"表{at + 1}")
            for row in rows:
                page.append(list(row))
        if change:
            change(workbook)
        path = tmp_path / name
        workbook.save(path)
        return path

    return made
