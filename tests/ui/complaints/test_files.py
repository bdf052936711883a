"""Files of the complaint on screen: pasted, dropped, taken off and back, by keys, on the whole window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from app.directory import attachments
from tests.ui.complaints.conftest import HELD, KEY, Hands
from ui.kit import clipboard
from ui.kit.attachments_strip import AttachmentsStrip


def strip(hands: Hands) -> AttachmentsStrip:
    return hands.page.view.files


def names(hands: Hands) -> list[str]:
    return [tile.row.name for tile in strip(hands).tiles]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "外箱照片.pdf"
    path.write_bytes(b"%PDF-1.4 scan")
    return path


def test_a_picture_from_the_clipboard_is_kept_and_shown(hands: Hands) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    hands.press(KEY.Key_V, held=HELD.ControlModifier)
    hands.settle()
    (name,) = names(hands)
    assert name.startswith("截图") and name.endswith(".png")
    hands.settle()
    assert strip(hands).tiles[0]._picture is not None
    assert strip(hands).count.text() == "附件 1"


def test_copied_files_and_one_step_back(hands: Hands, scan: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    clipboard.put(mime)
    hands.press(KEY.Key_V, held=HELD.ControlModifier)
    hands.settle()
    assert names(hands) == ["外箱照片.pdf"]
    hands.press(KEY.Key_U, held=HELD.AltModifier)
    hands.settle()
    assert names(hands) == []


def test_nothing_fitting_in_the_clipboard_is_said(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("只是文字")
    hands.press(KEY.Key_V, held=HELD.ControlModifier)
    hands.settle()
    assert names(hands) == [] and any("剪贴板" in words for words in hands.said())


def test_dropped_files_are_kept_and_do_not_reach_the_import(hands: Hands, scan: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    drop = QDropEvent(
        QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, HELD.NoModifier
    )
    strip(hands).dropEvent(drop)
    hands.settle()
    assert names(hands) == ["外箱照片.pdf"] and drop.isAccepted()


def test_keys_on_a_tile_open_copy_and_take_off(
    hands: Hands, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) is None or True
    )
    other = scan.with_name("rechnung.exe")
    other.write_bytes(b"MZ")
    strip(hands).add_files([scan, other])
    hands.settle()
    assert names(hands) == ["rechnung.exe", "外箱照片.pdf"]
    strip(hands).tiles[0].setFocus()
    hands.press(KEY.Key_Right)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert [path.read_bytes() for path in opened] == [scan.read_bytes()]
    hands.press(KEY.Key_C, held=HELD.ControlModifier)
    hands.settle()
    copied = QGuiApplication.clipboard().mimeData().urls()
    assert [Path(url.toLocalFile()).name for url in copied] == ["外箱照片.pdf"]
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert names(hands) == ["rechnung.exe"]
    assert QApplication.focusWidget() is strip(hands).tiles[0]
    hands.press(KEY.Key_U, held=HELD.AltModifier)
    hands.settle()
    assert len(names(hands)) == 2
    strip(hands).doing.look(next(tile.row for tile in strip(hands).tiles if tile.row.name == "rechnung.exe"))
    hands.settle()
    assert len(opened) == 1 and any("rechnung.exe" in words for words in hands.said())


def test_each_complaint_has_its_own_and_another_seats_appear(hands: Hands, scan: Path) -> None:
    shown = hands.rows()[0].id
    attachments.add(hands.desk, "complaint", shown, scan)
    attachments.add(hands.desk, "complaint", shown + 1, scan, name="anderswo.pdf")
    hands.settle()
    assert names(hands) == ["外箱照片.pdf"]


def test_too_many_at_once_are_told_and_none_is_copied(hands: Hands, tmp_path: Path) -> None:
    strip(hands).add_files([tmp_path / f"{n}.pdf" for n in range(60)])
    hands.settle()
    assert names(hands) == [] and any("50" in words for words in hands.said())
