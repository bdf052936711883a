"""The colours of the two themes as data, and the arithmetic of their contrast (look: tokens)."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """One theme: every colour a widget may use, as #RRGGBB. `dark` tells which of the two it is."""

    dark: bool
    surface: str
    sunken: str
    window: str
    raised: str
    line: str
    line2: str
    field: str
    text: str
    text2: str
    text3: str
    disabled: str
    hover: str
    press: str
    option: str
    select: str
    select_off: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_text: str
    accent_soft: str
    accent_line: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    live: str
    alert: str
    c1: str
    c2: str
    c3: str
    c4: str
    c5: str
    c6: str
    toast: str
    toast_text: str
    toast_link: str
    match: str
    white: str = "#FFFFFF"

    def tone(self, name: str) -> str:
        """The text colour of a tone: text, text2, text3, accent, red, amber, green or disabled."""
        return self.accent_text if name == "accent" else str(getattr(self, name))

    def soft(self, name: str) -> str:
        """The soft ground that belongs to a tone: its own for accent, red, amber and green, else the window's."""
        return str(getattr(self, f"{name}_soft", self.window))


LIGHT = Tokens(
    dark=False,
    surface="#FFFFFF", sunken="#F8F7F5", window="#F0EFEC", raised="#FFFFFF",
    line="#E5E3DE", line2="#D2CFC8", field="#96928A",
    text="#1B1C1E", text2="#54575D", text3="#64676D", disabled="#A3A5A9",
    hover="#F2F1EE", press="#E7E5E0", option="#F3F2EF",
    select="#E6ECF8", select_off="#ECEAE6",
    accent="#2A53B0", accent_hover="#234797", accent_press="#1C3A7D",
    accent_text="#24489A", accent_soft="#EDF2FB", accent_line="#BCCBEC",
    red="#AF2F1C", red_soft="#FCEEEA", amber="#815200", amber_soft="#FBF3E0",
    green="#24663C", green_soft="#E8F3EC", live="#2C7A4B", alert="#BF3B25",
    c1="#2A53B0", c2="#7893D1", c3="#C4851A", c4="#3A8A59", c5="#98938A", c6="#C8432B",
    toast="#26282D", toast_text="#F4F3F1", toast_link="#A9C1F7", match="#FFE9A8",
)  # fmt: skip

DARK = Tokens(
    dark=True,
    surface="#1C1D20", sunken="#17181B", window="#131416", raised="#24262A",
    line="#2C2E32", line2="#3A3D42", field="#6A6E75",
    text="#EAEAE8", text2="#B0B3B8", text3="#9A9DA3", disabled="#5F6268",
    hover="#24262A", press="#2C2E33", option="#26282C",
    select="#22304F", select_off="#282A2E",
    accent="#3E67C6", accent_hover="#456ECC", accent_press="#3459B0",
    accent_text="#9AB6F6", accent_soft="#1D273E", accent_line="#344A7C",
    red="#F39885", red_soft="#37211D", amber="#E4B65E", amber_soft="#322917",
    green="#82CB9F", green_soft="#1A2D22", live="#2C7A4B", alert="#C4432D",
    c1="#6C92EA", c2="#4A67AC", c3="#CF9A33", c4="#4A9E6B", c5="#6E7177", c6="#D9604A",
    toast="#F0EFEC", toast_text="#1B1C1E", toast_link="#24489A", match="#4E400F",
)  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, 0 to 1 (WCAG 2.2, "relative luminance")."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(tokens: Tokens) -> dict[str, str]:
    """Every token of a theme by name, without the dark flag."""
    return {name: told for name, told in tokens._asdict().items() if name != "dark"}
