"""What a record of staff must hold (records.md 人员)."""

from dataclasses import dataclass
from datetime import date

from app.words import NP_, _, pgettext

ROLES = {
    "receptionist": NP_("staff.role", "Receptionist"),
    "manager": NP_("staff.role", "Manager"),
    "admin": NP_("staff.role", "Administrator"),
    "sales": NP_("staff.role", "Sales"),
}


def role_label(word: str) -> str:
    """The role in the language in use."""
    return pgettext(*ROLES[word])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaff:
    """What is typed to put somebody on the staff list."""

    code: str
    name: str
    department: str = ""
    title: str = ""
    mobile: str = ""
    extension: str = ""
    email: str = ""
    wechat: str = ""
    role: str = "receptionist"
    resident: bool = True
    from_on: date | None = None
    to_on: date | None = None


def problem(new: NewStaff) -> str | None:
    """The first thing that does not fit, as a sentence, or None."""
    if not new.name.strip():
        return _("The name is missing.")
    if len(new.name) > 50:
        return _("The name is longer than 50 characters.")
    if not new.code.strip() or len(new.code) > 20:
        return _("The code has to have 1 to 20 characters.")
    if new.role not in ROLES:
        return _("{word} is no role. Roles are: {words}.").format(word=new.role, words=", ".join(ROLES))
    if new.from_on and new.to_on and new.to_on < new.from_on:
        return _("The last day at work lies before the first.")
    return None
