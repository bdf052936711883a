"""The pages of the settings, and which declared setting stands on which: a new setting appears by its declaration."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.office.settings import ALL, Declared
from app.words import N_, _
from ui.kit.offers import matches


@dataclass(frozen=True, slots=True)
class Group:
    """A page of the settings. `always` -- also shown while no declared setting stands on it."""

    key: str
    title: str
    icon: str
    always: bool = False
    note: str = ""


GROUPS = (
    Group("company", N_("Company and greeting"), "building-2"),
    Group("calls", N_("Taking calls"), "phone"),
    Group("scripts", N_("Categories and scripts"), "message-square-text"),
    Group("complaints", N_("Complaints"), "flag"),
    Group("dealers", N_("Dealers"), "store"),
    Group("alarms", N_("Reminders"), "bell"),
    Group("roster", N_("Cleaning roster"), "sparkles"),
    Group("calendar", N_("Working calendar"), "calendar-days", always=True),
    Group("staff", N_("Staff"), "users", always=True),
    Group("products", N_("Products"), "package", always=True),
    Group("provinces", N_("Provinces and owners"), "map-pin", always=True),
    Group("privacy", N_("Numbers and exports"), "eye-off"),
    Group("papers", N_("Printing and numbers"), "printer", always=True),
    Group("looks", N_("Looks"), "eye", always=True),
    Group("backup", N_("Backup"), "database-backup", always=True),
    Group("more", N_("More"), "ellipsis"),
    Group("about", N_("About"), "info", always=True),
)
SPECIAL = {
    "looks": (
        (N_("Theme"), "theme"),
        (N_("Text size"), "size"),
        (N_("Scale"), "scale"),
        (N_("Key hints"), "hints"),
    ),
    "papers": ((N_("Printer"), "printer"), (N_("Copies"), "copies")),
    "backup": ((N_("Back up now"), "now"),),
    "scripts": ((N_("Phrases…"), "phrases"), (N_("Lines for situations…"), "lines")),
    "staff": ((N_("Add somebody"), "new"),),
    "products": ((N_("New product"), "new product"),),
    "provinces": ((N_("Give to the owner"), "give"),),
    "calendar": ((N_("Import days off"), "import"),),
    "about": ((N_("Licences"), "licences"), (N_("Versions"), "versions")),
}
"""What else can be found on a page by typing: words and the part to go to."""
DONE = frozenset({"now", "phrases", "lines", "import", "new", "new product"})
"""Parts that are done when they are chosen by F3, not only gone to."""


def home(setting: Declared[object]) -> str:
    """The key of the page that `setting` stands on."""
    return setting.page if any(group.key == setting.page for group in GROUPS) else "more"


def settings_on(page: str) -> list[Declared[object]]:
    """The declared settings of a page, in the order they are declared."""
    return [each for each in ALL if home(each) == page]


def shown() -> list[Group]:
    """The pages that have something on them."""
    return [group for group in GROUPS if group.always or settings_on(group.key)]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of the settings that can be found by typing: its words, its page, and the part of the page."""

    words: str
    page: str
    part: str = ""
    done: bool = False
    """Whether it is done when chosen by F3, not only gone to."""
    more: str = ""
    """Further words it is found by: the stable key, the page's title."""

    def fits(self, text: str) -> bool:
        """Whether `text` is in the words, begins their initials or pinyin, or is in `more`."""
        return matches(text, self.words, self.more)


def entries() -> Iterator[Entry]:
    """Every page, every declared setting and every special part."""
    for group in shown():
        title = _(group.title)
        yield Entry(title, group.key)
        for each in settings_on(group.key):
            yield Entry(_(each.label), group.key, each.key, more=each.key)
        for words, part in SPECIAL.get(group.key, ()):
            yield Entry(_(words), group.key, part, done=part in DONE)
