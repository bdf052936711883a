"""What a record of staff must hold (records.md 人员)."""

import re
from dataclasses import dataclass, fields
from datetime import date

from app.china import phones
from app.words import N_, NP_, _, pgettext

ROLES = {
    "receptionist": NP_("staff.role", "Receptionist"),
    "manager": NP_("staff.role", "Manager"),
    "admin": NP_("staff.role", "Administrator"),
    "sales": NP_("staff.role", "Sales"),
}
LABELS = {
    "code": NP_("staff", "Code"), "name": NP_("staff", "Name"), "department": NP_("staff", "Dept"),
    "title": NP_("staff", "Title"), "mobile": NP_("staff", "Mobile"), "extension": NP_("staff", "Extension"),
    "email": NP_("staff", "Mail"), "wechat": NP_("staff", "WeChat"), "superior_id": NP_("staff", "Superior"),
    "resident": NP_("staff", "Resident in the office"), "from_on": NP_("staff", "Joined"),
    "to_on": NP_("staff", "Left on"), "role": NP_("staff", "Role"),
}  # fmt: skip
LONGEST = {
    "code": 20, "name": 50, "department": 50, "title": 50, "mobile": 20, "extension": 10, "email": 100, "wechat": 50,
}  # fmt: skip
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_TOO_LONG = N_("Longer than {most} characters: shorten it.")


def role_label(word: str) -> str:
    """The role in the language in use."""
    return pgettext(*ROLES[word])


def label(name: str) -> str:
    """The label of a field of staff in the language in use."""
    return pgettext(*LABELS[name])


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
    superior_id: int | None = None
    role: str = "receptionist"
    resident: bool = True
    from_on: date | None = None
    to_on: date | None = None


FIELDS = tuple(each.name for each in fields(NewStaff))


def problems(new: NewStaff) -> dict[str, str]:
    """What does not fit, a sentence a field, in the order of the form; empty when it may be saved."""
    wrong: dict[str, str] = {}
    if not new.name.strip():
        wrong["name"] = _("The name is missing.")
    if not new.code.strip() or len(new.code) > LONGEST["code"]:
        wrong["code"] = _("The code has to have 1 to 20 characters.")
    for name, most in LONGEST.items():
        if len(getattr(new, name)) > most:
            wrong.setdefault(name, _(_TOO_LONG).format(most=most))
    mobile = phones.parse(new.mobile) if new.mobile.strip() else None
    if mobile is not None and mobile.kind == "invalid":
        wrong.setdefault("mobile", phones.problem(new.mobile) or _("This is no phone number."))
    if new.extension.strip() and not re.fullmatch(r"[0-9*#-]{1,10}", new.extension.strip()):
        wrong["extension"] = _("An extension has digits only, such as 806.")
    if new.email.strip() and not _MAIL.fullmatch(new.email.strip()):
        wrong["email"] = _("This is no mail address. It looks like name@company.com.")
    if new.role not in ROLES:
        wrong["role"] = _("{word} is no role. Roles are: {words}.").format(
            word=new.role, words=", ".join(ROLES)
        )
    if new.from_on and new.to_on and new.to_on < new.from_on:
        wrong["to_on"] = _("The last day at work lies before the first.")
    return wrong
