"""The words of complaints: what may stand in their choices, and what those are called (records.md 投诉台账, 回访)."""

from app.words import NP_, pgettext

CHANNELS = {
    "phone": NP_("complaint.channel", "Telephone"),
    "mail": NP_("complaint.channel", "Mail"),
    "visit": NP_("complaint.channel", "Visit"),
    "wechat": NP_("complaint.channel", "WeChat"),
    "web": NP_("complaint.channel", "Internet"),
    "letter": NP_("complaint.channel", "Letter"),
}
KINDS = {
    "complaint": NP_("complaint.kind", "Complaint"),
    "opinion": NP_("complaint.kind", "Opinion"),
    "suggestion": NP_("complaint.kind", "Suggestion"),
}
GRADES = {
    "normal": NP_("complaint.grade", "Normal"),
    "major": NP_("complaint.grade", "Major"),
    "urgent": NP_("complaint.grade", "Urgent"),
}
CATEGORIES = {
    "quality": NP_("complaint.category", "Quality"),
    "packing": NP_("complaint.category", "Packing"),
    "transport": NP_("complaint.category", "Transport"),
    "shortage": NP_("complaint.category", "Shortage"),
    "price": NP_("complaint.category", "Price"),
    "service": NP_("complaint.category", "Service"),
    "genuine": NP_("complaint.category", "Real or fake"),
    "diversion": NP_("complaint.category", "Cross-selling"),
    "payout": NP_("complaint.category", "Expenses"),
    "other": NP_("complaint.category", "Other"),
}
STATUSES = {
    "new": NP_("complaint.status", "To be notified"),
    "working": NP_("complaint.status", "Being handled"),
    "followup": NP_("complaint.status", "To be asked"),
    "closed": NP_("complaint.status", "Closed"),
    "withdrawn": NP_("complaint.status", "Withdrawn"),
    "escalated": NP_("complaint.status", "Escalated"),
}
WAYS = {
    "wechat": NP_("complaint.notify_by", "WeChat"),
    "phone": NP_("complaint.notify_by", "Telephone"),
    "mail": NP_("complaint.notify_by", "Mail"),
    "slip": NP_("complaint.notify_by", "Slip"),
}
"""How the salesperson is told."""
FOLLOWUP_WAYS = {
    "phone": NP_("followup.way", "Telephone"),
    "wechat": NP_("followup.way", "WeChat"),
    "sms": NP_("followup.way", "Text message"),
    "mail": NP_("followup.way", "Mail"),
    "visit": NP_("followup.way", "Visit"),
}
SCORES = {
    5: NP_("followup.score", "Very satisfied"),
    4: NP_("followup.score", "Satisfied"),
    3: NP_("followup.score", "So-so"),
    2: NP_("followup.score", "Dissatisfied"),
    1: NP_("followup.score", "Very dissatisfied"),
}
ACTIONS = {
    "opened": NP_("complaint.action", "Taken in"),
    "notified": NP_("complaint.action", "Salesperson told"),
    "acked": NP_("complaint.action", "Received by the salesperson"),
    "contacted": NP_("complaint.action", "Contacted"),
    "visited": NP_("complaint.action", "On the spot"),
    "replied": NP_("complaint.action", "Answered"),
    "noted": NP_("complaint.action", "Note"),
    "owner": NP_("complaint.action", "Handed over"),
    "escalated": NP_("complaint.action", "Escalated"),
    "handled": NP_("complaint.action", "Handled"),
    "asked": NP_("complaint.action", "Asked how satisfied"),
    "unreached": NP_("complaint.action", "Asked, not reached"),
    "closed": NP_("complaint.action", "Closed"),
    "reopened": NP_("complaint.action", "Reopened"),
    "withdrawn": NP_("complaint.action", "Withdrawn"),
}
"""What a step of the handling log was."""
BY_HAND = ("contacted", "visited", "replied", "noted")
"""Steps that are written down as such; the others come from what is done."""


def joined(*parts: str) -> str:
    """The parts that there are, one after the other, as sentences are strung in the language in use."""
    return pgettext("complaint", "; ").join(part for part in parts if part)


def channel_label(word: str) -> str:
    """The channel in the language in use."""
    return pgettext(*CHANNELS[word])


def kind_label(word: str) -> str:
    """Complaint, opinion or suggestion, in the language in use."""
    return pgettext(*KINDS[word])


def grade_label(word: str) -> str:
    """The grade in the language in use."""
    return pgettext(*GRADES[word])


def category_label(word: str) -> str:
    """The category in the language in use."""
    return pgettext(*CATEGORIES[word])


def status_label(word: str) -> str:
    """The status in the language in use."""
    return pgettext(*STATUSES[word])


def way_label(word: str) -> str:
    """How the salesperson was told, in the language in use; "" for not yet."""
    return pgettext(*WAYS[word]) if word in WAYS else ""


def score_label(score: int) -> str:
    """The grade of satisfaction in the language in use."""
    return pgettext(*SCORES[score])


def action_label(word: str) -> str:
    """A step of the handling log in the language in use."""
    return pgettext(*ACTIONS[word])
