"""The words of choices on a dealer's record, and their labels (cli.md; records.md 经销商)."""

from app.words import NP_, pgettext

STATUSES = {
    "prospect": NP_("dealer.status", "Prospect"),
    "active": NP_("dealer.status", "Active"),
    "suspended": NP_("dealer.status", "Suspended"),
    "ended": NP_("dealer.status", "Ended"),
}
TIERS = {
    "province": NP_("dealer.tier", "Province agent"),
    "city": NP_("dealer.tier", "City agent"),
    "county": NP_("dealer.tier", "County agent"),
    "reseller": NP_("dealer.tier", "Reseller"),
}
GRADES = ("A", "B", "C", "D")
SOURCES = {
    "show": NP_("dealer.source", "Trade show"),
    "referral": NP_("dealer.source", "Referral"),
    "call": NP_("dealer.source", "Called in"),
    "visit": NP_("dealer.source", "Visited"),
    "advert": NP_("dealer.source", "Advertisement"),
    "online": NP_("dealer.source", "Online"),
    "other": NP_("dealer.source", "Other"),
}
FIELDS = {
    "code": NP_("dealer", "Code"),
    "name": NP_("dealer", "Company name"),
    "short_name": NP_("dealer", "Short name"),
    "province": NP_("dealer", "Province"),
    "city": NP_("dealer", "City"),
    "county": NP_("dealer", "County"),
    "address": NP_("dealer", "Address"),
    "principal": NP_("dealer", "Principal"),
    "mobile": NP_("dealer", "Mobile"),
    "landline": NP_("dealer", "Landline"),
    "fax": NP_("dealer", "Fax"),
    "wechat_id": NP_("dealer", "WeChat ID"),
    "wechat_name": NP_("dealer", "WeChat name"),
    "qq": NP_("dealer", "QQ"),
    "email": NP_("dealer", "E-mail"),
    "products": NP_("dealer", "Products represented"),
    "regions": NP_("dealer", "Regions represented"),
    "tier": NP_("dealer", "Tier"),
    "grade": NP_("dealer", "Grade"),
    "grade_by_hand": NP_("dealer", "Grade set by hand"),
    "grade_reason": NP_("dealer", "Reason for the grade"),
    "salesman": NP_("dealer", "Salesperson"),
    "status": NP_("dealer", "Status"),
    "since": NP_("dealer", "Dealer since"),
    "uscc": NP_("dealer", "Credit code"),
    "licence_no": NP_("dealer", "Food licence"),
    "licence_to": NP_("dealer", "Licence valid to"),
    "invoice_info": NP_("dealer", "Invoice details"),
    "credit": NP_("dealer", "Credit limit"),
    "credit_days": NP_("dealer", "Days of credit"),
    "source": NP_("dealer", "Source"),
    "key_account": NP_("dealer", "Key account"),
    "notes": NP_("dealer", "Preferences"),
    "verified_on": NP_("dealer", "Last verified"),
    "completeness": NP_("dealer", "Completeness"),
    "remark": NP_("dealer", "Remark"),
    "phone": NP_("dealer", "Phone"),
    "contacts": NP_("dealer", "Contacts"),
    "ship_addresses": NP_("dealer", "Shipping addresses"),
    "receive_time": NP_("dealer", "Receiving time"),
    "receiver": NP_("dealer", "Receiver"),
    "is_default": NP_("dealer", "Default address"),
    "title": NP_("dealer", "Position"),
    "contact": NP_("dealer", "Contact"),
    "wechat": NP_("dealer", "WeChat"),
    "birthday": NP_("dealer", "Birthday"),
    "exclusive": NP_("dealer", "Exclusive"),
    "from_on": NP_("dealer", "From"),
    "to_on": NP_("dealer", "Until"),
}
"""What the fields are called on screen, on paper and in workbooks."""


def field_label(field: str) -> str:
    """What `field` is called in the language in use."""
    return pgettext(*FIELDS[field])


def status_label(word: str) -> str:
    """The status in the language in use; a word nobody knows as it is."""
    return pgettext(*STATUSES[word]) if word in STATUSES else word


def tier_label(word: str) -> str:
    """The tier in the language in use."""
    return pgettext(*TIERS[word]) if word in TIERS else word


def source_label(word: str) -> str:
    """How the company came by the dealer, in the language in use."""
    return pgettext(*SOURCES[word]) if word in SOURCES else word
