"""The papers of the archive, read back."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.dealers import handing_over
from app.dealers.rules import NewContact, NewShipAddress
from app.office.desk import Desk
from app.overview import record_papers
from app.overview.record_papers import Asked
from app.people import service as people
from app.sheets.form import Printed
from app.sheets.label_pdf import write_labels
from app.sheets.labels import LAYOUTS, Label, Layout
from app.store.errors import UserError
from tests.conftest import MORNING, Clock, LogCall
from tests.dealers.conftest import AddDealer


def text_of(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()


def pages(path: Path) -> int:
    return text_of(path).count("\f")


def test_a_card_holds_everything_on_one_page(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall, clock: Clock, tmp_path: Path
) -> None:
    saved = add_dealer(
        contacts=tuple(NewContact(name=f"联系人{n}", phone=f"1860000000{n}") for n in range(9)),
        ship_addresses=tuple(NewShipAddress(receiver=f"收货{n}", address=f"物流园{n}号库" * 4) for n in range(6)),
        notes="\n".join(f"第{n}条：{'喜好' * 30}" for n in range(9)), invoice_info="开户行" * 40,
    )  # fmt: skip
    for _n in range(12):
        log_call(matter="很长的事由" * 12)
        clock.now += timedelta(minutes=10)
    written = record_papers.write(desk, "dealer-card", Asked((saved.id,)), folder=tmp_path)
    pdf, book = written.files
    assert pages(pdf) == 1
    told = text_of(pdf)
    for wanted in ("济南京源酒业有限公司", "JX-0001", "139 5310 6688", "0531 8295 7710", "91350100M000100Y43", "刘洋",
                   "山东省济南市历下区工业南路68号", "联系人0", "收货0", "2026-10-15"):  # fmt: skip
        assert wanted in told, wanted
    sheet = load_workbook(book).worksheets[0]
    assert "济南京源酒业有限公司" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_an_empty_card_leaves_room_to_write(desk: Desk, add_dealer: AddDealer, tmp_path: Path) -> None:
    saved = add_dealer(name="只有名字", contacts=(), ship_addresses=(), products=(), regions=(), notes="")
    written = record_papers.write(desk, "dealer-card", Asked((saved.id,)), formats=["pdf"], folder=tmp_path)
    assert pages(written.files[0]) == 1 and "开票信息" in text_of(written.files[0])


def test_no_number_of_a_card_is_broken_over_two_lines(
    desk: Desk, add_dealer: AddDealer, tmp_path: Path
) -> None:
    numbers = [f"130 1234 {n:04d}" for n in range(12)]
    saved = add_dealer(mobile="、".join(numbers), landline="0470 822 1234、0470 822 1235、0470 822 1236")
    written = record_papers.write(desk, "dealer-card", Asked((saved.id,)), formats=["pdf"], folder=tmp_path)
    told = text_of(written.files[0])
    assert [each for each in (*numbers, "0470 822 1236") if each not in told] == []


def test_a_list_has_every_dealer_once(desk: Desk, add_dealer: AddDealer, tmp_path: Path) -> None:
    for number in range(40):
        add_dealer(name=f"第{number:02d}家酒行", mobile=f"139531{number:05d}", landline="")
    written = record_papers.write(desk, "dealer-list", Asked(), folder=tmp_path)
    assert written.totals == {"rows": 40} and pages(written.files[0]) == 2
    told = text_of(written.files[0])
    assert all(told.count(f"第{number:02d}家酒行") == 1 for number in range(40))


def test_labels_go_where_the_stickers_are(desk: Desk, add_dealer: AddDealer, tmp_path: Path) -> None:
    for number in range(24):
        add_dealer(name=f"第{number:02d}家酒行")
    written = record_papers.write(desk, "dealer-labels", Asked(skip=3), folder=tmp_path)
    pdf = written.files[0]
    assert pages(pdf) == 2  # three stickers of the first sheet were used before
    told = text_of(pdf)
    assert "山东省济南市历下区工业南路68号3库" in told.replace("\n", "") and told.count("150 5317 7777") == 24
    with pytest.raises(UserError):
        record_papers.write(desk, "dealer-labels", Asked(layout="9x9"), folder=tmp_path)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda each: each.key)
def test_every_layout_fits_its_sheet_and_no_text_leaves_it(layout: Layout, tmp_path: Path) -> None:
    assert layout.left + layout.columns * layout.width + (layout.columns - 1) * layout.across <= 210.1
    assert layout.top + layout.rows * layout.height + (layout.rows - 1) * layout.down <= 297.1
    label = Label(
        "收货人很长很长的名字和单位名称有限公司" * 2,
        ("139 5310 6688", "山东省济南市历下区工业南路68号" * 6),
        "JX-0001",
    )

    path = tmp_path / "labels.pdf"
    assert write_labels([label] * layout.count, path, layout=layout, printed=Printed(MORNING)) == 1
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    tops = [float(part.split('"')[1]) for part in boxes.split("yMax=")[1:] if '"' in part]
    assert all(top <= 842 for top in tops)


def test_the_hand_over_list_tells_the_last_one(desk: Desk, add_dealer: AddDealer, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        record_papers.write(desk, "hand-over", Asked(), folder=tmp_path)
    add_dealer()
    add_dealer(name="另一家")
    staff = {row.name: row.id for row in people.find(desk)}
    done = handing_over.hand_over(desk, staff["刘洋"], staff["何芳"])
    assert handing_over.last(desk) == done
    told = text_of(record_papers.write(desk, "hand-over", Asked(), formats=["pdf"], folder=tmp_path).files[0])
    assert "刘洋" in told and "何芳" in told and "济南京源酒业有限公司" in told and "另一家" in told
    desk.store.undo()
    assert handing_over.last(desk) is None


def test_a_dealer_has_to_be_named_for_its_card(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--dealer"):
        record_papers.write(desk, "dealer-card", Asked(), folder=tmp_path)
    with pytest.raises(UserError, match="没有这家"):
        record_papers.asked_for(desk, ["没有这家"])
