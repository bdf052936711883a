"""Links and files of any record."""

import os
from pathlib import Path

import pytest

from app.directory import attachments, links
from app.office.desk import Desk
from app.store.errors import UserError


def test_a_link_is_seen_from_both_sides_and_comes_back(desk: Desk) -> None:
    made = links.link(desk, ("dealer", 1), ("complaint", 7), why="同一批货")
    assert links.link(desk, ("complaint", 7), ("dealer", 1)) == made
    (one,), (other,) = links.links_of(desk, "dealer", 1), links.links_of(desk, "complaint", 7)
    assert (one.kind, one.record_id, one.why) == ("complaint", 7, "同一批货")
    assert (other.kind, other.record_id, other.why) == ("dealer", 1, "同一批货")
    links.unlink(desk, made)
    assert links.links_of(desk, "dealer", 1) == []
    desk.store.undo()
    assert len(links.links_of(desk, "dealer", 1)) == 1
    with pytest.raises(UserError):
        links.link(desk, ("dealer", 1), ("dealer", 1))


def test_a_file_is_kept_once_and_comes_out_whole(desk: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "营业执照.pdf"
    scan.write_bytes(os.urandom(3_000_000))
    one = attachments.add(desk, "dealer", 1, scan)
    two = attachments.add(desk, "dealer", 2, scan, name="同一份:扫描.pdf")
    assert attachments.add(desk, "dealer", 1, scan) == one
    kept = [path for path in (desk.folder / "files").rglob("*") if path.is_file()]
    assert len(kept) == 1
    (row,) = attachments.find(desk, "dealer", 1)
    assert (row.name, row.size, row.mime, row.missing) == (
        "营业执照.pdf",
        3_000_000,
        "application/pdf",
        False,
    )
    assert attachments.find(desk, "dealer", 2)[0].name == "同一份_扫描.pdf"
    out = tmp_path / "out"
    out.mkdir()
    (out / "营业执照.pdf").write_text("别的文件")
    copy = attachments.copy_out(desk, one, out)
    assert copy.name == "营业执照 (2).pdf" and copy.read_bytes() == scan.read_bytes()
    assert (out / "营业执照.pdf").read_text() == "别的文件"
    assert attachments.remove(desk, [one, two]) == 2 and attachments.find(desk, "dealer", 1) == []
    desk.store.undo()
    assert attachments.find(desk, "dealer", 1)[0].id == one


def test_what_can_not_be_kept_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jpg"
    empty.touch()
    for source in (empty, tmp_path / "missing.jpg", tmp_path):
        with pytest.raises(UserError):
            attachments.add(desk, "dealer", 1, source)
    whole = tmp_path / "whole.jpg"
    whole.write_bytes(b"x")
    made = attachments.add(desk, "dealer", 1, whole)
    for path in (desk.folder / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert attachments.find(desk, "dealer", 1)[0].missing
    with pytest.raises(UserError, match=r"whole\.jpg"):
        attachments.copy_out(desk, made, tmp_path / "out")
