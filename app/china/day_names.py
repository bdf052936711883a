"""What days off and adjusted work days are called in the language in use; a name somebody made up stays as it is."""

from app.words import N_, _, language

_NAMES = {
    "元旦": N_("New Year's Day"), "除夕": N_("New Year's Eve"), "春节": N_("Spring Festival"),
    "清明节": N_("Tomb-Sweeping Day"), "劳动节": N_("Labour Day"), "端午节": N_("Dragon Boat Festival"),
    "中秋节": N_("Mid-Autumn Festival"), "国庆节": N_("National Day"), "调休班": N_("working day (swapped)"),
    "春节延长假期": N_("Spring Festival (extended)"),
}  # fmt: skip
_TWO = "、"
"""Stands between the names of a day that is two holidays."""


def said(name: str) -> str:
    """`name` of the calendar (国庆节) in the language in use (National Day)."""
    if language() == "zh":
        return name
    return ", ".join(_(_NAMES[part]) if part in _NAMES else part for part in name.split(_TWO))
