"""The theme: contrast computed from the tokens, traps of style sheets, live switching, icons."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app import shipped
from ui.kit import icons, theme
from ui.kit.buttons import Button
from ui.kit.fields import LineField
from ui.kit.labels import label
from ui.kit.tokens import DARK, LIGHT, Tokens, colours, contrast

AA = 4.5
FRAME = 3.0  # WCAG 1.4.11: what is needed to see where one types


def test_the_formula_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_wherever_it_stands(t: Tokens):
    grounds = (t.surface, t.sunken, t.window, t.raised)
    pairs = [(ink, ground) for ink in (t.text, t.text2, t.text3) for ground in (t.surface, t.sunken)]
    pairs += [(t.text, ground) for ground in grounds]
    pairs += [(t.text, t.select), (t.text3, t.select), (t.text2, t.option), (t.text, t.match)]
    pairs += [
        (t.accent_text, t.accent_soft),
        (t.red, t.red_soft),
        (t.amber, t.amber_soft),
        (t.green, t.green_soft),
    ]
    pairs += [(t.white, fill) for fill in (t.accent, t.accent_hover, t.accent_press, t.live, t.alert)]
    pairs += [(t.toast_text, t.toast), (t.toast_link, t.toast)]
    low = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < AA}
    assert not low


GROUNDS = (
    "surface", "sunken", "window", "raised", "hover", "press", "option", "select", "select_off", "accent_soft",
    "red_soft", "amber_soft", "green_soft",
)  # fmt: skip
INKS = ("text", "text2", "text3", "accent_text", "red", "amber", "green")


@pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_is_readable_on_every_ground(t: Tokens):
    """A row under the mouse, a chosen one, one that another seat changed: whatever stands in it stays readable."""
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
    pairs += [(ink, "match") for ink in INKS if ink != "text3"]  # grey letters are never lit
    low = {pair: round(contrast(*(getattr(t, name) for name in pair)), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in low.items() if ratio < AA}


@pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
def test_frames_rings_and_charts_can_be_seen(t: Tokens):
    for colour in (t.field, t.accent, t.alert):
        assert contrast(colour, t.surface) >= FRAME
    for name in ("c1", "c2", "c3", "c4", "c5", "c6"):
        assert contrast(getattr(t, name), t.surface) >= 2.95, name


@pytest.mark.parametrize(
    ("ink", "ground", "light", "dark"),
    [
        ("text", "surface", 17.1, 14.0), ("text2", "surface", 7.2, 8.0), ("text3", "surface", 5.7, 6.2),
        ("white", "accent", 7.1, 5.3), ("accent_text", "accent_soft", 7.6, 7.4), ("red", "red_soft", 5.7, 6.9),
        ("amber", "amber_soft", 6.0, 7.6), ("green", "green_soft", 6.1, 7.6), ("toast_text", "toast", 13.3, 14.8),
    ],
)  # fmt: skip
def test_contrasts_are_those_of_the_design(ink, ground, light, dark):
    for tokens, wanted in ((LIGHT, light), (DARK, dark)):
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) == pytest.approx(wanted, abs=0.35)


def test_colours_are_written_one_way():
    for tokens in (LIGHT, DARK):
        assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in colours(tokens).values())


def test_the_sheet_has_no_starred_rule_and_leaves_no_gap():
    for tokens in (LIGHT, DARK):
        sheet = theme.sheet(tokens)
        assert not re.search(r"^\s*\*", sheet, re.M)
        assert "placeholder-text-color" in sheet
        assert "%(" not in sheet


def test_the_theme_changes_while_running(qapp: QApplication, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    words = label("meta", "meta")
    column.addWidget(words)
    page.show()
    theme.apply(qapp, theme="dark")
    assert theme.tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.surface
    assert page.grab().toImage().pixelColor(2, 2).name().upper() == DARK.surface
    theme.apply(qapp, theme="light")
    assert page.grab().toImage().pixelColor(2, 2).name().upper() == LIGHT.surface
    inactive = qapp.palette().color(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight)
    assert inactive.name().upper() == LIGHT.select_off


def test_large_text_makes_everything_grow(qapp: QApplication, qtbot):
    words, field = label("meta", "meta"), LineField(name="x")
    for widget in (words, field):
        qtbot.addWidget(widget)
        widget.show()
    small = words.sizeHint().height(), field.sizeHint().height()
    theme.apply(qapp, size="large")
    large = words.sizeHint().height(), field.sizeHint().height()
    assert field.sizeHint().height() == 39
    assert large > small
    assert theme.px(14) == 16


def test_what_was_shown_hidden_or_never_seen_wears_another_theme_like_what_is_made_in_it(
    qapp: QApplication, qtbot
):
    def made() -> QStackedWidget:
        pages = QStackedWidget()
        qtbot.addWidget(pages)
        for _page in range(3):
            page = QWidget()
            column = QVBoxLayout(page)
            field = LineField(name="Number")
            field.set_value("13953106688")
            for each in (
                label("来电", "page"),
                label("今天", "meta"),
                field,
                Button("保存", kind="primary", key="F9"),
            ):
                column.addWidget(each)
            pages.addWidget(page)
        pages.resize(400, 300)
        return pages

    def seen(pages: QStackedWidget, at: int) -> QImage:
        pages.setCurrentIndex(at)
        pages.show()
        qtbot.waitExposed(pages)
        pages.setFocus()
        return pages.grab().toImage()

    worn = made()
    light = [seen(worn, at) for at in (0, 1)]  # the third is never shown
    theme.apply(qapp, theme="dark", size="large")
    fresh = made()
    assert [seen(worn, at) for at in range(3)] == [seen(fresh, at) for at in range(3)]
    theme.apply(qapp, theme="light")
    worn.resize(400, 300)
    assert [seen(worn, at) for at in (0, 1)] == light


def test_english_labels_get_more_room_and_a_latin_face_first(qapp: QApplication):
    assert theme.label_width() == 60
    theme.apply(qapp, language="en")
    assert theme.label_width() == 76
    assert theme.font().families()[0] == "Segoe UI"


def test_focus_does_not_move_the_text(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    first, second = LineField(name="a"), QLineEdit()
    for field in (first, second):
        field.setText("139")
        column.addWidget(field)
    page.show()
    page.activateWindow()
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    before = first.cursorRect().topLeft(), first.size()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    assert (first.cursorRect().topLeft(), first.size()) == before
    first.set_error("wrong")
    second.setFocus()
    assert (first.cursorRect().topLeft(), first.size()) == before


def test_icons_are_sharp_at_any_ratio_and_take_the_colour(qapp: QApplication):
    made = icons.pixmap("phone", "#FF0000", size=16, ratio=2.0)
    assert (made.width(), made.devicePixelRatio()) == (32, 2.0)
    image = made.toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() > 250
    }
    assert seen == {"#ff0000"}
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#FF0000")


def test_every_icon_named_in_the_window_is_shipped_with_its_licence():
    folder = shipped.resources() / "icons"
    shipped_names = {file.stem for file in folder.glob("*.svg")}
    assert (folder / "LICENSE-lucide.txt").read_text("utf-8").startswith("ISC License")
    code = "\n".join(file.read_text("utf-8") for file in Path(theme.__file__).parent.parent.rglob("*.py"))
    named = set(re.findall(r"icon=\"([a-z0-9-]+)\"", code))
    named |= set(
        re.findall(
            r"(?:icons\.paint\(painter|icons\.icon\(|IconButton\(|Picture\(),?\s*\"([a-z0-9-]+)\"", code
        )
    )
    assert named - shipped_names == set()
