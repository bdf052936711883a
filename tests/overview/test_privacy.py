"""R64: numbers that are hidden from who sits at the desk, and the log of what went out."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.calls import finding as calls
from app.china import phones
from app.cli import main
from app.dealers import finding, service
from app.dealers.finding import DealerQuery
from app.office import privacy, settings
from app.office.desk import Desk
from app.overview import record_papers, search
from app.overview.opening import open_desk
from app.overview.record_papers import Asked
from app.overview.tables import KINDS, export
from app.people import service as people
from app.store.errors import Unavailable
from app.transfer import importing
from tests.conftest import LogCall
from tests.dealers.conftest import new_dealer
from tests.dealers.test_sheets import text_of

WHOLE = ("139 5310 6688", "13953106688", "186 6010 2245", "18660102245", "0531 8295 7710", "82957710")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13800138000", "138****8000"), ("+86 138-0013-8000", "138****8000"), ("0531-82661234", "0531****1234"),
        ("010 6123 4567转801", "010****4567"), ("400-800-1234", "400 800 1234"), ("95588", "95588"),
        ("13800138000 / 0531-82661234", "138****8000 / 0531****1234"), ("1380013800", "******3800"),
        ("82661234", "****1234"), ("", ""), ("没有号码", "没有号码"), ("0085291234567", "*********4567"),
    ],
)  # fmt: skip
def test_a_masked_number_can_not_be_rung(text: str, masked: str) -> None:
    assert phones.masked(text) == masked
    assert phones.masked(masked) == masked or "*" not in masked


def test_running_text_keeps_what_is_no_number() -> None:
    told = "JX-0001 山东 济南 王建国 139 5310 6688 2026-10-13 0531 8295 7710"
    assert phones.masked_in(told) == "JX-0001 山东 济南 王建国 139****6688 2026-10-13 0531****7710"


@pytest.mark.parametrize(
    ("whom", "role", "hidden"),
    [("nobody", "sales", False), ("sales", "sales", True), ("sales", "receptionist", False),
     ("others", "receptionist", True), ("others", "sales", True), ("others", "manager", False),
     ("others", "admin", False)],
)  # fmt: skip
def test_who_sees_whole_numbers(whom: str, role: str, hidden: bool, desk: Desk) -> None:
    desk.settings.set(settings.MASKED, whom)
    person = people.add(desk, people.NewStaff(code="091", name="某人", role=role))
    people.sit(desk, person)
    assert privacy.masks(desk) is hidden


@pytest.fixture
def hidden(desk: Desk, log_call: LogCall) -> Desk:
    """An office with a dealer and a call, numbers hidden from 前台."""
    with desk.store.write("test.products") as session:
        from app.products import service as products
        from app.products.rules import NewProduct

        for number in (1, 2):
            products.add_in(session, NewProduct(code=f"P{number}", name=f"青花{number}号"))
    service.add(desk, new_dealer())
    log_call()
    desk.settings.set(settings.MASKED, "others")
    return desk


def test_lists_searches_papers_and_exports_hide_them(hidden: Desk, tmp_path: Path) -> None:
    desk = hidden
    rows = [
        *finding.rows(desk, list(finding.find(desk, DealerQuery(text="13953106688")))),
        *calls.rows(desk, list(calls.find(desk, calls.CallQuery()))),
        *search.search(desk, "王建国").hits, *search.search(desk, "李敏").hits,
    ]  # fmt: skip
    assert len(rows) >= 4
    for row in rows:
        shown = [
            getattr(row, name, "") for name in ("phone", "mobile", "landline", "number", "title", "detail")
        ]
        assert not [text for text in shown for whole in WHOLE if whole in text], row
    for paper in ("dealer-card", "dealer-list", "dealer-labels"):
        written = record_papers.write(desk, paper, Asked((1,)), formats=["pdf"], folder=tmp_path)
        text = text_of(written.files[0])
        assert "****" in text
        assert not [whole for whole in WHOLE if whole in text], paper
    for kind in ("dealers", "contacts", "calls"):
        path = tmp_path / f"{kind}.xlsx"
        export(desk, kind, path)
        cells = [
            str(cell)
            for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)
            for cell in row
        ]
        assert any("****" in cell for cell in cells)
        assert not [cell for cell in cells for whole in WHOLE if whole in cell]


def test_a_masked_list_that_comes_back_spoils_no_number(hidden: Desk, tmp_path: Path) -> None:
    desk = hidden
    export(desk, "dealers", tmp_path / "d.xlsx")
    desk.settings.set(settings.MASKED, "nobody")
    before = finding.detail(desk, 1).typed
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    page = book.active
    columns = {cell.value: cell.column for cell in page[1]}
    assert "uuid" not in columns  # it does not find back by itself
    page.cell(2, columns["简称"]).value = "新京源"
    book.save(tmp_path / "d.xlsx")
    plan = importing.apply(desk, importing.opened(desk, KINDS["dealers"], tmp_path / "d.xlsx")).plan
    assert [(row.state, set(row.changes)) for row in plan.rows] == [("changed", {"short_name"})]
    assert {"移动电话", "固定电话"} <= {plan.place_of(note) for note in plan.rows[0].row.notes}
    after = finding.detail(desk, 1).typed
    assert (after.mobile, after.landline, after.short_name) == (before.mobile, before.landline, "新京源")


def test_every_export_stands_in_the_log_and_in_the_trail(hidden: Desk, tmp_path: Path, office: Path) -> None:
    desk = hidden
    export(desk, "dealers", tmp_path / "客户.xlsx")
    desk.settings.set(settings.MASKED, "nobody")
    export(desk, "calls", tmp_path / "来电.csv")
    privacy.uncover(desk, "dealer", 1)
    told = [
        (each.by, each.what, each.kind, each.record_id, each.rows, each.masked, each.file)
        for each in privacy.log(desk)
    ]
    assert told == [
        ("前台", "shown", "dealer", 1, 1, False, ""),
        ("前台", "exported", "calls", None, 1, False, "来电.csv"),
        ("前台", "exported", "dealers", None, 1, True, "客户.xlsx"),
    ]
    assert privacy.log(desk, since=date(2027, 1, 1)) == []
    assert desk.store.undoable() not in ("export.calls", "numbers.show")  # no step back takes a line away
    desk.close()
    with open_desk(office) as again:
        from app.overview import answers

        labels = {line["label"] for line in answers.audit(again, record=None, since=None)}
        assert {"export.dealers", "export.calls", "numbers.show"} <= labels


def test_an_export_that_can_not_be_written_down_leaves_no_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_a: object, **_k: object) -> None:
        raise Unavailable("voll", kind="full")

    monkeypatch.setattr(privacy, "record_export", refuse)
    with pytest.raises(Unavailable):
        export(desk, "staff", tmp_path / "人员.xlsx")
    assert list(tmp_path.glob("人员*")) == []


def test_the_log_at_the_command_line(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(office), "export", "staff", str(tmp_path / "人员.xlsx")]) == 0
    capsys.readouterr()
    assert main(["--data", str(office), "audit", "--exports", "--json"]) == 0
    [line] = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert (line["by"], line["what"], line["kind"], line["rows"], line["masked"], line["file"]) == (
        "前台", "exported", "staff", 4, False, "人员.xlsx",
    )  # fmt: skip
