"""How the salesperson is told: the block of text for WeChat, and the slip that is handed over (R14)."""

from app.complaints import words
from app.complaints.finding import ComplaintDetail
from app.office.desk import Desk
from app.office.letterhead import headed
from app.sheets.form import Column as PaperColumn
from app.sheets.form import Fact, Facts, Sheet, Table, Text
from app.words import _, pgettext


def place_of(detail: ComplaintDetail) -> str:
    """Province, city and address in one, each once."""
    row = detail.row
    return "".join(dict.fromkeys(part for part in (row.province or "", row.city, row.address) if part))


def message(desk: Desk, detail: ComplaintDetail) -> str:
    """The text that is pasted into WeChat: what happened to whom where, and what is asked of the salesperson."""
    row, typed = detail.row, detail.typed
    head = _("[{kind} {code}] {grade}").format(
        kind=words.kind_label(row.kind), code=row.code, grade=words.grade_label(row.grade)
    )
    who = " ".join(part for part in (row.dealer_code, row.company, row.complainant, row.phone) if part)
    goods = " ".join(
        part for part in (typed.product, typed.spec, typed.batch_no and _("batch {no}").format(no=typed.batch_no))
        if part
    )  # fmt: skip
    lines = [
        head,
        _("Customer: {text}").format(text=who),
        _("Address: {text}").format(text=place_of(detail)) if place_of(detail) else "",
        _("Product: {text}").format(text=goods) if goods else "",
        _("Matter: {text}").format(text=" ".join(row.content.split())),
        _("Wanted: {text}").format(text=" ".join(row.demand.split())) if row.demand else "",
        _("Told on the telephone: {text}").format(text=" ".join(typed.explained.split()))
        if typed.explained
        else "",
        _("Received {moment} by {name}. Please contact the customer at once, confirm here, and answer the front "
          "desk.").format(moment=f"{row.received_at:%m-%d %H:%M}", name=row.first_owner),
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def slip(desk: Desk, detail: ComplaintDetail) -> Sheet:
    """投诉处理通知单: one page for the salesperson, to be signed and brought back."""
    row, typed = detail.row, detail.typed
    salesman = row.salesman or (detail.salesman.name if detail.salesman else "")
    return headed(
        desk, "06",
        title=_("Complaint Slip"),
        center=_("No. {code}").format(code=row.code),
        right=_("Received: {moment}").format(moment=f"{row.received_at:%Y-%m-%d %H:%M}"),
        blocks=[
            Facts(
                title=_("1. From whom"),
                facts=[
                    Fact(pgettext("complaint", "Complainant"), row.complainant),
                    Fact(pgettext("complaint", "Phone"), row.phone),
                    Fact(pgettext("complaint", "Kind"), words.kind_label(row.kind)),
                    Fact(pgettext("complaint", "Grade"), words.grade_label(row.grade)),
                ],
            ),
            Table(
                [PaperColumn("name", _("Item"), 28), PaperColumn("text", _("Told"), 142)],
                [
                    {"name": name, "text": text}
                    for name, text in (
                        (pgettext("complaint", "Company"), row.company),
                        (pgettext("complaint", "Dealer"), " ".join(p for p in (row.dealer_code, row.dealer) if p)),
                        (pgettext("complaint", "Address"), place_of(detail)),
                        (pgettext("complaint", "Product"), " ".join(p for p in (typed.product, typed.spec) if p)),
                        (pgettext("complaint", "Batch number"), typed.batch_no),
                        (pgettext("complaint", "Matter"), row.content),
                        (pgettext("complaint", "Demand"), row.demand),
                        (pgettext("complaint", "Explanation"), typed.explained),
                        (pgettext("complaint", "Offered"), typed.offered),
                    )
                    if text
                ],
                title=_("2. What about"),
            ),
            Table(
                [
                    PaperColumn("what", _("Item"), 28),
                    PaperColumn("text", _("Written by the salesperson"), 112),
                    PaperColumn("on", _("Date"), 30),
                ],
                [
                    {"what": name, "text": "\n\n\n", "on": ""}
                    for name in (_("Looked into"), _("Measure"), _("Result"))
                ],
                title=_("3. How it was handled"),
            ),
            Text([
                _("First receiver: {name}. Who received it stays responsible until the customer has an answer.").format(
                    name=row.first_owner
                ),
                _("After handling, the front desk asks how satisfied the customer is."),
            ]),
        ],
        signatures=[
            _("Handed over by: {name}").format(name=desk.person.name),
            _("Salesperson: {name}").format(name=salesman),
            _("Received at:                "),
        ],
    )  # fmt: skip
