"""A list of calls that was exported, mended in a spreadsheet, and brought back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from app.calls import finding, service
from app.calls.model import Call, Promise
from app.calls.rules import NewCall
from app.dealers import service as dealers
from app.dealers.rules import NewDealer
from app.directory.model import Entry
from app.office.desk import Desk
from app.overview.tables import KINDS, export
from app.products import service as products
from app.products.rules import NewProduct
from app.transfer import importing
from tests.conftest import Clock, LogCall

Mend = Callable[[Worksheet, dict[str, int]], None]


def brought_back(desk: Desk, kind: str, folder: Path, mend: Mend) -> importing.Applied:
    path = folder / f"{kind}.xlsx"
    export(desk, kind, path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    mend(sheet, {str(cell.value): at for at, cell in enumerate(sheet[1], 1)})
    book.save(path)
    return importing.apply(desk, importing.opened(desk, KINDS[kind], path))


def promised_and_taken_back(desk: Desk, call_id: int) -> None:
    promised(desk, call_id)
    desk.store.undo()


def promised(desk: Desk, call_id: int) -> None:
    found = finding.detail(desk, call_id)
    service.change(desk, call_id, replace(found.typed, outcome="promised"), row_version=found.row.row_version)


def remarked(sheet: Worksheet, at: dict[str, int]) -> None:
    sheet.cell(2, at["备注"], "改了")


def test_a_promise_that_was_taken_back_stays_so(desk: Desk, log_call: LogCall, tmp_path: Path) -> None:
    call_id = log_call().id
    promised_and_taken_back(desk, call_id)
    brought_back(desk, "calls", tmp_path, remarked)
    with desk.store.read() as session:
        assert session.scalars(select(Entry.id).where(Entry.kind == service.PROMISE)).all() == []
    promised(desk, call_id)
    assert brought_back(desk, "calls", tmp_path, lambda *_: None).changed == 0
    brought_back(desk, "calls", tmp_path, lambda sheet, at: sheet.cell(2, at["承诺事项"], "问到货"))
    with desk.store.read() as session:
        first, second = session.scalars(select(Promise).order_by(Promise.id))
        assert (first.deleted_at is None, second.deleted_at is None) == (False, True)
        assert second.matter == "问到货"


def test_a_row_added_to_our_own_list_is_a_call_like_any_other(
    desk: Desk, log_call: LogCall, clock: Clock, tmp_path: Path
) -> None:
    log_call(number="13811112222", caller_name="李强", company="")
    service.log(desk, NewCall(started_at=clock.now, direction="missed", number="13953106688"))
    dealer = dealers.add(desk, NewDealer(name="济南京源酒业有限公司", mobile="13953106688"))
    clock.forward(minutes=10)

    def add(sheet: Worksheet, at: dict[str, int]) -> None:
        told: dict[str, Any] = {"来电时间": clock.now.replace(tzinfo=None), "方向": "来电",
                                "电话号码": "13953106688", "事由": "问货"}  # fmt: skip
        row = sheet.max_row + 1
        for name, value in told.items():
            sheet.cell(row, at[name], value)

    assert brought_back(desk, "calls", tmp_path, add).created == 1
    with desk.store.read() as session:
        missed, added = session.scalars(
            select(Call).where(Call.number_norm == "13953106688").order_by(Call.id)
        )
        assert added.dealer_id == dealer.id
        assert missed.handled_at == added.started_at


@pytest.mark.parametrize("kind", ["calls", "staff", "products"])
def test_a_record_never_gets_the_code_of_another(
    desk: Desk, log_call: LogCall, tmp_path: Path, kind: str
) -> None:
    for n in (1, 2):
        log_call(matter=f"第{n}件事")
        products.add(desk, NewProduct(code=f"P{n}", name=f"第{n}种"))

    def mend(sheet: Worksheet, at: dict[str, int]) -> None:
        code = list(at).index("row_version") + 2
        sheet.cell(2, code, sheet.cell(3, code).value)

    with pytest.raises(importing.Unfit, match="已被占用"):
        brought_back(desk, kind, tmp_path, mend)
