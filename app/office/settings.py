"""Every setting of an office, declared once: key, default, label and what may stand in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.office import setting_checks as checks
from app.office.setting_checks import OneOf, Whole
from app.store.errors import UserError
from app.words import LANGUAGES, N_, _

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)  # by identity: a default may be a dict
class Declared(Generic[T]):
    """A setting: its stable key, what it is when nobody changed it, its label and its check.

    `check` takes the JSON value and returns a sentence that says what is wrong, or None. A `spoken` default is a
    message of the catalogue: it follows the language until the office writes its own.
    `group` -- the page of the settings it stands on (default: the first part of the key). `editor` -- how it is
    typed there (default: what its check and default suggest; see `editor_of`). `unit` stands behind the field,
    `note` explains it; `choices` are the labels of the words it may be. All of them are messages of the catalogue.
    """

    key: str
    default: T
    label: str
    check: Callable[[Any], str | None]
    spoken: bool = False
    group: str = ""
    editor: str = ""
    unit: str = ""
    note: str = ""
    choices: Mapping[str, str] | None = None

    @property
    def page(self) -> str:
        """The page of the settings on which it stands."""
        return self.group or self.key.split(".")[0]


def editor_of(setting: "Declared[Any]") -> str:
    """How a setting is typed: its own `editor`, else choice, tick, whole, line or json by its check and default."""
    if setting.editor:
        return setting.editor
    if setting.choices or isinstance(setting.check, OneOf):
        return "choice"
    if isinstance(setting.check, Whole):
        return "whole"
    if setting.check in (checks.digits, checks.clock):
        return "short"
    by_type = {bool: "tick", int: "whole", str: "line"}
    return by_type.get(type(setting.default), "json")


LANGUAGE = Declared(
    "language", "zh", N_("Language"), OneOf(tuple(LANGUAGES)), group="looks",
    choices={"zh": "中文", "en": "English"},
)  # fmt: skip
COMPANY = Declared("company.name", "", N_("Company name"), checks.text, note=N_("Stands on every paper."))
DEPARTMENT = Declared(
    "company.department",
    N_("Customer Service"),
    N_("Department on the papers"),
    checks.text,
    spoken=True,
    note=N_("Stands at the top left of every paper."),
)
FORM_PREFIX = Declared(
    "papers.form_prefix",
    "KF",
    N_("Prefix of form numbers"),
    checks.text,
    editor="short",
    note=N_("KF gives KF-03 in the corner."),
)
ZONE = Declared("office.zone", "Asia/Shanghai", N_("Time zone"), checks.zone, editor="zone", group="calendar")
AREA_CODE = Declared(
    "office.area_code", "", N_("Own area code"), checks.text, group="calls", editor="short",
    note=N_("For local numbers typed without one, such as 0371."),
)  # fmt: skip
HOURS = Declared(
    "office.hours", [["08:30", "12:00"], ["13:30", "17:30"]], N_("Office hours"), checks.hours,
    editor="hours", group="calendar", note=N_("Call backs are due within these hours."),
)  # fmt: skip
GREETING = Declared(
    "calls.greeting", N_("Hello, {company}. What can I do for you?"), N_("Greeting"), checks.text, spoken=True,
    group="company", editor="greeting",
)  # fmt: skip
CLOSING = Declared(
    "calls.closing", N_("Let the other side hang up first, then put down gently"), N_("Closing reminder"), checks.text,
    spoken=True, group="company", note=N_("Stands under the form while a call runs."),
)  # fmt: skip
HARD_CALLER = Declared(
    "calls.hard_caller", N_("Hear them out, keep calm, explain, and give an exact time."),
    N_("Script for a difficult caller"), checks.text, spoken=True, group="scripts", editor="text",
)  # fmt: skip
OWN_CATEGORIES: Declared[list[dict[str, Any]]] = Declared(
    "calls.categories", [], N_("Own categories"), checks.categories, group="scripts", editor="categories"
)
SCRIPTS: Declared[dict[str, str]] = Declared(
    "calls.scripts", {}, N_("Script line by category"), checks.mapping, group="scripts", editor="scripts"
)
SITUATIONS: Declared[dict[str, str]] = Declared(
    "calls.situations",
    {},
    N_("Script line by situation"),
    checks.mapping,
    group="scripts",
    editor="situations",
)
RINGS = Declared(
    "calls.rings", 2, N_("Rings taken for granted"), Whole(1, 4), editor="rings",
    note=N_("A softphone measures them instead."),
)  # fmt: skip
HOLD_LIMIT = Declared(
    "calls.hold_limit", 45, N_("Longest wait"), Whole(5, 600), unit=N_("seconds"),
    note=N_("Then the form reminds you to promise a call back."),
)  # fmt: skip
PROMISE_HOURS = Declared(
    "calls.promise_hours", 2, N_("Call back within"), Whole(1, 80), unit=N_("working hours"),
    note=N_("The noon break does not count."),
)  # fmt: skip
HOTLINE = Declared(
    "calls.hotline",
    "",
    N_("Service hotline"),
    checks.text,
    note=N_("Shown over the call form, with who answers it."),
)
HOTLINE_SEAT = Declared("calls.hotline_seat", "", N_("Who answers the hotline"), checks.text, editor="staff")
DIAL_NATIONAL = Declared(
    "calls.dial_national", False, N_("Dial without country code"), checks.flag,
    note=N_("When the softphone does not understand +86."),
)  # fmt: skip
DIAL_PREFIX = Declared(
    "calls.dial_prefix", "", N_("Digits dialled first, to get a line"), checks.digits,
    note=N_("Such as 0 or 9; empty where none is needed."),
)  # fmt: skip
QUIET = Declared(
    "alarms.quiet", [["12:00", "13:30"], ["18:00", "08:00"]], N_("Quiet hours"), checks.spans, editor="hours",
    note=N_("No message pops up then; what came due is told afterwards."),
)  # fmt: skip
TRAY = Declared("alarms.tray", True, N_("A message pops up when something is late"), checks.flag)
NOTIFY_HOURS = Declared(
    "complaints.notify_hours", 1, N_("Salesperson told within"), Whole(1, 40),
    unit=N_("working hours"), note=N_("Then it is late on the today page."),
)  # fmt: skip
ACK_HOURS = Declared(
    "complaints.ack_hours", 4, N_("Salesperson confirms within"), Whole(1, 80), unit=N_("working hours"),
    note=N_("Counted from when they were told."),
)  # fmt: skip
FOLLOWUP_DAYS = Declared(
    "complaints.followup_days", 3, N_("Satisfaction call after"), Whole(0, 60), unit=N_("days"),
    note=N_("Moved to the next working day."),
)  # fmt: skip
REQUIRED_FIELDS: Declared[dict[str, dict[str, int]]] = Declared(
    "records.required", {}, N_("Wanted fields and their weights"), checks.required, group="dealers", editor="weights",
    note=N_("What counts towards the completeness of a record; empty: as delivered."),
)  # fmt: skip
MASKED = Declared(
    "privacy.masked", "nobody", N_("Whole phone numbers are hidden from"), OneOf(("nobody", "sales", "others")),
    choices={"nobody": N_("nobody"), "sales": N_("salespeople"), "others": N_("all but managers and administrators")},
    note=N_(
        "In lists, records, papers and exports; Alt+V shows one record's numbers, and the log keeps who looked."
        " What is typed in a form stays whole."
    ),
)  # fmt: skip
ROSTER_RULES = Declared(
    "roster.rules",
    N_("8:00 to 8:15 and before closing. Who can't come swaps with a colleague and tells the front desk."),
    N_("Rules under the roster"), checks.text, spoken=True,
)  # fmt: skip
ROSTER_START = Declared(
    "roster.starts_at", "08:00", N_("Cleaning begins at"), checks.clock,
    note=N_("Stands in the calendar files of the roster."),
)  # fmt: skip
ROSTER_MINUTES = Declared("roster.minutes", 15, N_("Cleaning takes"), Whole(5, 240), unit=N_("minutes"))
ROSTER_REMIND = Declared(
    "roster.remind_at", "08:00", N_("Reminder of who is on duty"), checks.clock,
    note=N_("Shown once a day, at this time or when the window opens later."),
)  # fmt: skip
DEMO: Declared[dict[str, Any]] = Declared(
    "office.demo", {}, N_("Made as a demo office"), checks.demo, group="about", editor="told"
)
GUIDED = Declared(
    "office.guided",
    "",
    N_("First-start guide"),
    OneOf(("", "done", "skipped")),
    group="about",
    editor="guide",
)
BACKUP_SECOND = Declared(
    "backup.second_folder", "", N_("Second backup folder"), checks.text, editor="folder",
    note=N_("Another disk or a USB stick: one fire must not take both."),
)  # fmt: skip

ALL: tuple[Declared[Any], ...] = (
    LANGUAGE, COMPANY, DEPARTMENT, FORM_PREFIX, HOURS, ZONE, AREA_CODE, GREETING, CLOSING, HARD_CALLER,
    OWN_CATEGORIES, SCRIPTS, SITUATIONS, RINGS, HOLD_LIMIT, PROMISE_HOURS, HOTLINE, HOTLINE_SEAT, DIAL_NATIONAL,
    DIAL_PREFIX, QUIET, TRAY, NOTIFY_HOURS, ACK_HOURS, FOLLOWUP_DAYS, BACKUP_SECOND, GUIDED,
    REQUIRED_FIELDS, DEMO, MASKED,
    ROSTER_RULES, ROSTER_START, ROSTER_MINUTES, ROSTER_REMIND,
)  # fmt: skip
_BY_KEY = {each.key: each for each in ALL}


def declared(key: str) -> Declared[Any]:
    """The setting called `key`; UserError naming the nearest keys when there is none."""
    if key not in _BY_KEY:
        from difflib import get_close_matches  # late: for a word that was mistyped

        near = get_close_matches(key, _BY_KEY, n=3) or [each for each in _BY_KEY if key and key in each][:3]
        if near:
            said = _("There is no setting {key}. Did you mean {near}?")
            raise UserError(said.format(key=key, near=", ".join(near)))
        raise UserError(_("There is no setting {key}. `frontdesk settings get` lists them.").format(key=key))
    return _BY_KEY[key]
