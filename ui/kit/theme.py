"""The look of the whole program: fonts, palette and style sheet made from the tokens, switched while running."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication, QStyleFactory

from app import shipped
from ui.kit.tokens import DARK, LIGHT, Tokens

CHINESE = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
LATIN = ("Segoe UI",)
STYLE = ("-style", "fusion")
"""Arguments for a QApplication, so that Qt makes the style: its factory would bring the hundreds of names of QStyle
into Python, a twentieth of the time to the first paint."""
STYLED = "styled"
"""The property of a QApplication that wears it."""
SIZES = {"standard": 14, "large": 16}  # body size in px; everything else follows in proportion


class _Worn:
    """The theme in force: one for a process, as the palette of the QApplication is."""

    tokens: Tokens = LIGHT
    body: int = 14
    hints: bool = True
    families: tuple[str, ...] = CHINESE
    bundled = False


def tokens() -> Tokens:
    """The colours of the theme in force. Ask while painting, never keep: the theme may change."""
    return _Worn.tokens


def px(length: float) -> int:
    """`length` of the 100 % design in pixels of the chosen text size (the larger one is 16/14)."""
    return round(length * _Worn.body / 14)


def font(size: float = 14, *, bold: bool = False, strike: bool = False) -> QFont:
    """The program's font at `size` px of the 100 % design; Regular or Bold, as the look has no other weight."""
    made = QFont()
    made.setFamilies(list(_Worn.families))
    made.setPixelSize(max(1, px(size)))
    made.setBold(bold)
    made.setStrikeOut(strike)
    return made


def hints() -> bool:
    """Whether key caps are shown on controls (a setting hides them)."""
    return _Worn.hints


def label_width(chinese: int = 60, english: int = 76) -> int:
    """Width of the right-aligned label column of forms: 60 px, in English 76, unless a form has longer labels."""
    return px(english if _Worn.families[0] in LATIN else chinese)


def dark_wanted(theme: str) -> bool:
    """Whether "light", "dark" or "system" means dark just now."""
    if theme == "system":
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return theme == "dark"


def apply(
    app: QApplication,
    *,
    theme: str = "light",
    size: str = "standard",
    language: str = "zh",
    hints: bool = True,
) -> None:
    """Dress `app`: `theme` light, dark or system; `size` standard or large; `language` zh or en.

    May be called again at any time: every widget follows. Needs the QApplication, touches no disk but the
    bundled fonts, and those only on a machine without a Chinese sans-serif.
    """
    _load_fonts()
    _Worn.tokens = DARK if dark_wanted(theme) else LIGHT
    _Worn.body = SIZES[size]
    _Worn.hints = hints
    _Worn.families = (*LATIN, *CHINESE) if language == "en" else CHINESE
    if not app.property(STYLED):  # not asked of the style: under a style sheet it has another name
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(STYLED, True)
    wanted = sheet(_Worn.tokens)
    anew = app.styleSheet() != wanted
    if anew:
        # A sheet put in the place of another is looked through once more for every widget there ever was, a third of
        # a millisecond each; without one in between only what has been shown is dressed, in a fifth of the time.
        app.setStyleSheet("")
    app.setFont(font())
    # In this order: a style sheet resolves palette roles when it is set, and cached pictures hold old colours.
    app.setPalette(palette(_Worn.tokens))
    if anew:
        app.setStyleSheet(wanted)
    QPixmapCache.clear()
    for widget in app.topLevelWidgets():
        widget.update()


def _load_fonts() -> None:
    if _Worn.bundled or set(CHINESE) & set(QFontDatabase.families()):
        return
    _Worn.bundled = True
    for file in sorted(_bundled()):
        QFontDatabase.addApplicationFont(str(file))


def _bundled() -> list[Path]:
    return list((shipped.resources() / "fonts").glob("*.ttf"))


def palette(t: Tokens) -> QPalette:
    """The QPalette of a theme, all three groups, for every widget that we do not paint ourselves."""
    p = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, t.surface), (role.WindowText, t.text), (role.Base, t.surface),
        (role.AlternateBase, t.sunken), (role.Text, t.text), (role.Button, t.option), (role.ButtonText, t.text),
        (role.BrightText, t.red), (role.Light, t.raised), (role.Midlight, t.hover), (role.Mid, t.line2),
        (role.Dark, t.field), (role.Shadow, t.field), (role.Highlight, t.accent),
        (role.HighlightedText, t.white), (role.Link, t.accent_text), (role.LinkVisited, t.accent_text),
        (role.ToolTipBase, t.toast), (role.ToolTipText, t.toast_text), (role.PlaceholderText, t.text3),
        (role.Accent, t.accent),
    ):  # fmt: skip
        p.setColor(which, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        p.setColor(off, which, QColor(t.disabled))
    p.setColor(off, role.Highlight, QColor(t.select_off))
    p.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor(t.select_off))
    p.setColor(QPalette.ColorGroup.Inactive, role.HighlightedText, QColor(t.text))
    return p


def sheet(t: Tokens) -> str:
    """The style sheet of a theme: text roles, pane tones, input frames, scroll bars, tooltips. Nothing else."""
    s = {name: getattr(t, name) for name in t._fields if name != "dark"}
    s |= {f"p{n}": f"{px(n)}px" for n in (4, 6, 8, 12, 16, 20, 28, 32, 40)}
    s |= {f"inner{n}": f"{px(n) - 2}px" for n in (32, 40)}  # what a border grown by 1 px leaves
    return _SHEET % s


# Sizes of labels go by role, never by `*`: a starred rule would beat every setFont of the program.
# The border grows from 1 to 2 px on focus and error while padding and height shrink, so that the text stays put.
_SHEET = """
QLabel[role="meta"] { font-size: %(p12)s; color: %(text3)s; }
QLabel[role="label"] { color: %(text2)s; }
QLabel[role="section"] { font-size: %(p12)s; font-weight: bold; color: %(text2)s; }
QLabel[role="pane"] { font-size: %(p16)s; font-weight: bold; }
QLabel[role="page"] { font-size: %(p20)s; font-weight: bold; }
QLabel[role="number"] { font-size: %(p20)s; }
QLabel[role="big"] { font-size: %(p28)s; font-weight: bold; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[tone="text2"] { color: %(text2)s; } QLabel[tone="text3"] { color: %(text3)s; }
QLabel[tone="text"] { color: %(text)s; }
QLabel[tone="accent"] { color: %(accent_text)s; } QLabel[tone="red"] { color: %(red)s; }
QLabel[tone="amber"] { color: %(amber)s; } QLabel[tone="green"] { color: %(green)s; }
QLabel:disabled { color: %(disabled)s; }

QFrame[pane="surface"] { background: %(surface)s; } QFrame[pane="sunken"] { background: %(sunken)s; }
QFrame[pane="window"] { background: %(window)s; }
QFrame[pane="amber"] { background: %(amber_soft)s; border-radius: %(p6)s; }
QFrame[pane="red"] { background: %(red_soft)s; }
QFrame[pane="accent"] { background: %(accent_soft)s; border-radius: %(p6)s; }
QFrame[pane="box"] { background: %(sunken)s; border-radius: %(p8)s; }
QFrame[rule="h"], QFrame[rule="v"] { background: %(line)s; border: 0; }

QLineEdit, QPlainTextEdit, QTextEdit {
  background: %(surface)s; color: %(text)s; border: 1px solid %(field)s; border-radius: %(p6)s;
  selection-background-color: %(accent)s; selection-color: %(white)s; placeholder-text-color: %(text3)s; }
QLineEdit { padding: 0 9px; min-height: %(p32)s; max-height: %(p32)s; }
QLineEdit:focus { border: 2px solid %(accent)s; padding: 0 8px; min-height: %(inner32)s; max-height: %(inner32)s; }
QLineEdit[error="true"] { border: 2px solid %(alert)s; padding: 0 8px;
  min-height: %(inner32)s; max-height: %(inner32)s; }
QLineEdit[big="true"] { font-size: %(p20)s; min-height: %(p40)s; max-height: %(p40)s; }
QLineEdit[big="true"]:focus, QLineEdit[big="true"][error="true"] {
  min-height: %(inner40)s; max-height: %(inner40)s; }
QLineEdit:read-only { background: %(sunken)s; border: 1px solid %(line2)s; color: %(text2)s; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: %(sunken)s; border: 1px solid %(line2)s;
  color: %(disabled)s; placeholder-text-color: %(disabled)s; selection-background-color: %(sunken)s;
  selection-color: %(disabled)s; }
QLineEdit[quiet="true"] { border: 1px solid %(line2)s; }
QLineEdit[quiet="true"]:focus { border: 2px solid %(accent)s; }
QLineEdit[quiet="true"][error="true"] { border: 2px solid %(alert)s; }
QPlainTextEdit, QTextEdit { padding: 5px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid %(accent)s; padding: 4px; }
QPlainTextEdit[error="true"] { border: 2px solid %(alert)s; padding: 4px; }

QAbstractItemView { background: transparent; border: 0; outline: 0; }
QComboBox QAbstractItemView { background: %(raised)s; border: 1px solid %(line2)s; border-radius: %(p6)s;
  selection-background-color: %(select)s; selection-color: %(text)s; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; border: 0; border-bottom: 1px solid %(line)s; color: %(text3)s;
  font-size: %(p12)s; padding: 3px 6px; }
QScrollArea { background: transparent; border: 0; } QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: transparent; }
QMenu { background: %(raised)s; border: 1px solid %(line2)s; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: %(p4)s; }
QMenu::item:selected { background: %(hover)s; color: %(text)s; }
QMenu::item:disabled { color: %(disabled)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 8px; }
QToolTip { background: %(toast)s; color: %(toast_text)s; border: 1px solid %(toast)s; padding: 4px 8px; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; } QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: %(line2)s; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 2px 2px 2px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px 2px 2px 2px; }
QScrollBar::handle:hover { background: %(field)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: %(line)s; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 2px; }
"""
