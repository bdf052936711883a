"""The same list as other programs write it: WPS, LibreOffice, Excel 95 and earlier, in every encoding that has it."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from app.dealers.model import Dealer
from app.office.desk import Desk
from app.overview.tables import KINDS
from app.store.errors import UserError
from app.transfer import importing
from app.transfer.opening import open_file
from tests.transfer.conftest import MakeBook
from tests.transfer.old_books import biff5
from tests.transfer.test_formulas import office

HEADINGS = ["经销商名称", "经销商代码", "省份", "城市", "地址", "电话", "合作日期", "信用额度"]
LIST = [
    [
        "济南浐灞酒业有限公司",
        "0012",
        "山东省",
        "济南市",
        "中山路·7号",
        13800138000.0,
        date(2019, 3, 1),
        50000.5,
    ],
    ["仇氏商贸", "0013", "河南", "郑州", "金水区花园路2号", "0371-65551234 / 400-800-1234", None, None],
    ["單縣名酒行", "D-9", "山东", "菏泽", "“南门”外", "0530-4651234", "2024年5月1日", "1,200"],
]


def stored(desk: Desk) -> list[tuple[object, ...]]:
    with desk.store.read() as session:
        rows = session.scalars(select(Dealer).order_by(Dealer.code)).all()
        return [
            (row.name, row.code, row.city, row.mobile, row.landline, row.since, str(row.credit))
            for row in rows
        ]


def brought_in(desk: Desk, path: Path) -> list[tuple[object, ...]]:
    """Import `path` as dealers without a word about it, and take it back; what was stored meanwhile."""
    done = importing.apply(desk, importing.opened(desk, KINDS["dealers"], path))
    document = done.plan.document(applied=True)
    assert (document["new"], document["warnings"], document["ignored"]) == (3, [], [])
    found = stored(desk)
    desk.store.undo()
    return found


@pytest.fixture
def expected(desk: Desk, book: MakeBook) -> list[tuple[object, ...]]:
    """What the list is when it comes as .xlsx."""
    found = brought_in(desk, book([HEADINGS, *LIST], name="usual.xlsx"))
    assert found[0] == (
        "济南浐灞酒业有限公司",
        "0012",
        "济南",
        "13800138000",
        "",
        date(2019, 3, 1),
        "50000.50",
    )
    return found


def test_excel_95_in_gbk(desk: Desk, expected: list[tuple[object, ...]], tmp_path: Path) -> None:
    rows = [[cell.isoformat() if isinstance(cell, date) else cell or "" for cell in row] for row in LIST]
    assert brought_in(desk, biff5(tmp_path / "95.xls", [HEADINGS, *rows])) == expected


def test_hidden_rows_of_excel_95_are_told(tmp_path: Path) -> None:
    path = biff5(tmp_path / "95.xls", [HEADINGS, *([f"第{at}号酒业"] for at in range(8))], hidden=(2, 5))
    assert [(grid.name, set(grid.hidden)) for grid in open_file(path).grids] == [("名单", {2, 5})]


def test_excel_95_cut_off_anywhere(tmp_path: Path) -> None:
    raw = biff5(
        tmp_path / "95.xls", [HEADINGS, *([f"第{at}号酒业", "1", "", "", "", ""] for at in range(40))]
    ).read_bytes()
    path = tmp_path / "cut.xls"
    for cut in range(0, len(raw) - 1, len(raw) // 25):
        path.write_bytes(raw[:cut])
        with pytest.raises(UserError):
            open_file(path)


@pytest.mark.parametrize("kind", ["xls", "xlsx", "xlsx.et", "xls.et"])
def test_what_wps_calls_et(
    kind: str, desk: Desk, expected: list[tuple[object, ...]], book: MakeBook, tmp_path: Path
) -> None:
    """WPS saves .et as a compound file with the stream Workbook, as .xls is; newer ones as a zip of OOXML."""
    path = book([HEADINGS, *LIST], name="名单.xlsx")
    if kind.startswith("xls") and not kind.startswith("xlsx"):
        path = converted(tmp_path, path, "xls:MS Excel 97")
    if kind.endswith(".et"):
        path = path.rename(path.with_suffix(".et"))
    assert brought_in(desk, path) == expected


def converted(folder: Path, path: Path, form: str) -> Path:
    """`path` as LibreOffice saves it."""
    out = folder / "out"
    subprocess.run(
        [office(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return out / f"{path.stem}.{form.partition(':')[0]}"


def test_libreoffice(desk: Desk, expected: list[tuple[object, ...]], book: MakeBook, tmp_path: Path) -> None:
    path = book([HEADINGS, *LIST], [["填表须知"]], name="名单.xlsx")
    assert brought_in(desk, converted(tmp_path, path, "ods:calc8")) == expected
    page = converted(tmp_path, path, "html:HTML (StarCalc)")
    shutil.move(page, page.with_suffix(".xls"))
    assert brought_in(desk, page.with_suffix(".xls")) == expected
    with pytest.raises(UserError, match="XML"):
        open_file(converted(tmp_path, path, "fods:OpenDocument Spreadsheet Flat XML"))


@pytest.mark.parametrize("form", ["ods:calc8", "xls:MS Excel 97"])
def test_hidden_rows_are_told(form: str, desk: Desk, book: MakeBook, tmp_path: Path) -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        workbook["表2"].row_dimensions[3].hidden = True

    path = book([["填表须知"]], [HEADINGS, *LIST], change=hide, name="隐藏.xlsx")
    opened = importing.opened(desk, KINDS["dealers"], converted(tmp_path, path, form))
    assert [set(grid.hidden) for grid in opened.book.grids] == [set(), {2}]
    plan = importing.preview(desk, opened)
    assert plan.hidden == plan.document(applied=False)["hidden"] == 1


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8", "utf-8-sig"])
def test_hanzi_that_only_the_larger_sets_have(encoding: str, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    names = ["𠮷祥酒业", "䶮城酒行", "㐂来商贸", "喆镕酒业", "€店"]
    text = "经销商名称,电话\r\n" + "".join(f"{name},1380000000{at}\r\n" for at, name in enumerate(names))
    path.write_bytes(text.encode(encoding))
    importing.apply(desk, importing.opened(desk, KINDS["dealers"], path))
    with desk.store.read() as session:
        assert list(session.scalars(select(Dealer.name).order_by(Dealer.id))) == names


def test_a_formula_that_fails_leaves_its_cell_out(desk: Desk, book: MakeBook, tmp_path: Path) -> None:
    path = converted(
        tmp_path,
        book(
            [HEADINGS[:4], ["甲酒业", "A1", "=NA()", "=1/0"], ["=1/0", "A2", "山东", "济南"]],
            name="公式.xlsx",
        ),
        "xlsx:Calc MS Excel 2007 XML",
    )
    plan = importing.preview(desk, importing.opened(desk, KINDS["dealers"], path))
    document = plan.document(applied=False)
    assert [(each["row"], each["column"]) for each in document["warnings"]] == [
        (2, "省份"), (2, "城市"), (3, "经销商名称"),
    ]  # fmt: skip
    assert all("公式" in each["message"] for each in document["warnings"])
    assert [(each["row"], each["column"]) for each in document["errors"]] == [(3, "经销商名称")]


def test_the_wrong_file_says_what_is_missing(desk: Desk, book: MakeBook) -> None:
    """A list of something else: no heading is known, or the one that every row needs is not there."""
    with pytest.raises(UserError, match="表头"):
        importing.preview(
            desk, importing.opened(desk, KINDS["dealers"], book([["图号", "比例"], ["1", "1:2"]]))
        )
    plan = importing.preview(
        desk,
        importing.opened(desk, KINDS["dealers"], book([["电话", "地址"], ["138", "某路"]], name="b.xlsx")),
    )
    assert [plan.column_of(note.field) for note in plan.rows[0].errors] == ["公司名称"]
    assert not plan.fit


def test_a_shut_file_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有"):
        importing.opened(desk, KINDS["dealers"], tmp_path / "没有.xlsx")
    with pytest.raises(UserError, match="打不开"):
        importing.opened(desk, KINDS["dealers"], tmp_path)
    path = tmp_path / "leer.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(UserError, match="没有任何内容"):
        importing.opened(desk, KINDS["dealers"], path)
