"""T29: what begins like a formula stays text on the whole way: out, through LibreOffice, and in again."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.dealers import service
from app.dealers.rules import NewDealer
from app.office.desk import Desk
from app.overview.tables import KINDS, export
from app.transfer import importing

EVIL = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "|cmd", "=cmd|' /C calc'!A0", "DDE(\"cmd\";\"/C calc\")",
    '=HYPERLINK("http://x.cn","点我")', "＝1＋1", "'=1+1", "''-2", "=\"a\"&\"b\"", "-", "+86 531-8266-1234",
    "0531-82661234", "1e5", "007", "2026-10-13", "TRUE", "#N/A", "_x0041_", "京乐坊\n第二行",
)  # fmt: skip


def office() -> str:
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("FRONTDESK_REQUIRE_SERVERS") == "1":
            pytest.fail("LibreOffice is not installed: apt-get install libreoffice-calc")
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc")
    return found


@pytest.fixture
def desk_with_names(desk: Desk) -> Desk:
    for at, name in enumerate(EVIL):
        service.add(
            desk,
            NewDealer(name=f"{name}酒业{at}" if at % 2 else f"{name} {at}", code=f"Z{at:03d}", short_name=name,
                      notes=name, mobile="13953106688", landline="+86 531-8266-1234", remark=name),
        )  # fmt: skip
    return desk


def same_again(desk: Desk, path: Path) -> None:
    done = importing.apply(desk, importing.opened(desk, KINDS["dealers"], path))
    plan = done.plan
    changed = [(row.row.number, dict(row.changes)) for row in plan.rows if row.state != "same"]
    assert not changed, (path.name, changed[:3])
    assert len(plan.rows) == len(EVIL)


def formulas(path: Path) -> list[Any]:
    page = openpyxl.load_workbook(path).active
    return [cell.value for row in page.iter_rows() for cell in row if cell.data_type in ("f", "e")]


def through_office(folder: Path, name: str, *options: str) -> None:
    """Let LibreOffice open a file and save it as a workbook."""
    subprocess.run(
        [office(), f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", *options, "--outdir", str(folder / "back"), str(folder / name)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def test_no_formula_and_no_changed_value(desk_with_names: Desk, tmp_path: Path) -> None:
    desk = desk_with_names
    for suffix in ("xlsx", "csv"):
        export(desk, "dealers", tmp_path / f"out.{suffix}")
        same_again(desk, tmp_path / f"out.{suffix}")
    assert not formulas(tmp_path / "out.xlsx")
    raw = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert not [
        cell for line in raw.splitlines() for cell in line.split(",") if cell[:1] in ("=", "@", "-", "+")
    ]


def test_no_formula_after_libreoffice(desk_with_names: Desk, tmp_path: Path) -> None:
    desk = desk_with_names
    export(desk, "dealers", tmp_path / "out.xlsx")
    export(desk, "dealers", tmp_path / "list.csv")
    through_office(tmp_path, "list.csv", "--infilter=CSV:44,34,76,1,,0,false,true,false")
    through_office(tmp_path, "out.xlsx")
    for name in ("out.xlsx", "list.xlsx"):
        assert not formulas(tmp_path / "back" / name)
    same_again(desk, tmp_path / "back" / "out.xlsx")
    opened = importing.opened(desk, KINDS["dealers"], tmp_path / "back" / "list.xlsx")
    touched = {
        str(row.row.get("code")) for row in importing.preview(desk, opened).rows if row.state != "same"
    }
    # what any spreadsheet takes for a number of a .csv is its own doing; our apostrophes are not left behind
    assert touched <= {f"Z{EVIL.index(text):03d}" for text in ("1e5", "007", "2026-10-13", "TRUE")}
