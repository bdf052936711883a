"""Writing complaints by the hundred, with the rows that app.complaints would leave after the same steps."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.calls import complaints as from_calls
from app.calls.model import Call
from app.complaints import linking, rules, service, words
from app.complaints.model import Complaint, ComplaintLog, Followup
from app.complaints.rules import NewComplaint
from app.demo import texts
from app.demo.courses import Courses, Step
from app.demo.invented import Office
from app.demo.lines import CallLine
from app.directory import service as directory
from app.office import settings
from app.office.series import take
from app.words import _

Row = dict[str, Any]
RecordOf = Callable[..., Row]


class Ledger:
    """Complaints of calls for an office without any: `add` each in the order of time, `write` them in batches."""

    def __init__(self, office: Office, ids: dict[str, int], *, record: RecordOf) -> None:
        """`ids` are those of the staff by name; `record` gives the fields that every record has."""
        self._ids, self._record = ids, record
        self._names = {number: name for name, number in ids.items()}
        self._owners = office.staff.owners
        self._area = office.settings[settings.AREA_CODE.key] or None
        self._courses = Courses(office.days, office.staff, now=office.now)
        self._products = {(each.name, each.spec): at for at, each in enumerate(texts.products(), 1)}
        self._complaints: list[Row] = []
        self._logs: list[Row] = []
        self._calls: list[Row] = []
        self._counted = {Complaint: 0, ComplaintLog: 0, Followup: 0}

    def add(self, call: Row, line: CallLine) -> None:
        """Take in the complaint that `call` became, and let it go its way."""
        keys = cast(dict[str, Any], dict(line.get("complaint", {})))
        told = NewComplaint(**keys) if keys else None
        new = from_calls.filled_from(cast(Call, SimpleNamespace(**call)), told)
        columns = service.columns_of(new, area=self._area)
        by, at = call["agent_id"], call["started_at"]
        owner = self._owners.get(new.province or "")
        row: Row = {
            "id": self._next(Complaint), "received_at": at, "first_owner_id": by, "owner_id": by,
            "salesman_id": self._ids[owner] if owner else None, "notify_by": "", "notified_at": None,
            "acked_at": None, "responded_at": None, "investigation": "", "measure": "", "result": "",
            "compensation": None, "valid": None, "closed_at": None, "status": "new", "rounds": 0, "last_at": at,
            "source_kind": from_calls.SOURCE, "source_id": call["id"], "dealer_id": new.dealer_id, **columns,
            "product_id": self._products.get((new.product, new.spec)),
        }  # fmt: skip
        self._log(row, "opened", at)
        if new.solved_on_call:
            row |= {
                "measure": row["offered"], "result": _("Solved on the telephone"), "responded_at": at,
                "status": "followup", "rounds": 1,
            }  # fmt: skip
            self._log(row, "handled", at, row["offered"])
            self._plan(row, at, 1)
        for step in self._courses.steps(line):
            self._do(row, step)
        row |= self._record(
            by, made=call["created_at"], changed=row["last_at"] if row["last_at"] > at else None
        )
        self._complaints.append(row)

    def write(self, session: Session) -> None:
        """Write what was added since the last time, and what finds it."""
        if not self._complaints:
            return
        for row in self._complaints:
            name = f"TS-{row['received_at']:%Y%m}"
            row["code"] = f"{name}-{take(session, name):03d}"
        connection = session.connection()
        connection.execute(insert(Complaint), self._complaints)
        connection.execute(insert(ComplaintLog), self._logs)
        if self._calls:
            connection.execute(insert(Followup), self._calls)
        dealers = linking.dealers(session, (row["dealer_id"] for row in self._complaints))
        products = linking.products(session, (row["product_id"] for row in self._complaints))
        told = []
        for row in self._complaints:
            made = cast(Complaint, SimpleNamespace(**row))
            dealer, product = dealers.get(row["dealer_id"], ()), products.get(row["product_id"], ())
            words_ = [*service.complaint_words(made), *dealer, *product]
            told.append((row["id"], service.complaint_names(made, dealer), [row["phone_norm"]], words_))
        directory.bulk_put(session, service.KIND, told)
        self._complaints, self._logs, self._calls = [], [], []

    # What app.complaints.handling does

    def _do(self, row: Row, step: Step) -> None:
        told, at = step.told, step.at
        if step.what == "notify":
            row |= {"salesman_id": self._ids[told["salesman"]], "notify_by": told["by"], "notified_at": at}
            row["status"] = "working" if row["status"] == "new" else row["status"]
            self._log(row, "notified", at, f"{told['salesman']} {words.way_label(told['by'])}")
        elif step.what == "acked":
            row["acked_at"] = at
            self._log(row, "acked", at, self._names[row["salesman_id"]])
        elif step.what == "note":
            if told["action"] == "replied" and row["responded_at"] is None:
                row["responded_at"] = at
            self._log(row, told["action"], at, told["text"])
        elif step.what == "assign":
            before, row["owner_id"] = self._names[row["owner_id"]], self._ids[told["owner"]]
            said = _("{before} → {after}: {reason}").format(
                before=before, after=told["owner"], reason=told["reason"]
            )
            self._log(row, "owner", at, said)
        elif step.what == "escalate":
            row["status"] = "escalated"
            self._log(row, "escalated", at, told["reason"])
        elif step.what == "handled":
            paid = told["compensation"]
            row |= {"measure": told["measure"], "result": told["result"], "valid": told["valid"]}
            row |= {"compensation": Decimal(paid) if paid else None, "status": "followup"}
            row["rounds"] += 1
            self._log(row, "handled", at, words.joined(told["measure"], told["result"]))
            self._plan(row, at, 1)
        elif step.what == "asked":
            self._asked(row, at, told)
        elif step.what == "unreached":
            call = self._calls[-1]
            call |= {
                "done_at": at,
                "reached": False,
                "by_id": row["first_owner_id"],
                "feedback": told["remark"],
            }
            self._log(row, "unreached", at, told["remark"])
            self._plan(row, at, call["attempt"] + 1)
        elif step.what == "close":
            row |= {"status": "closed", "closed_at": at}
            self._log(row, "closed", at, _("Nobody reached in three calls"))
            self._calls[-1]["deleted_at"] = at
        elif step.what == "withdraw":
            row["status"] = "withdrawn"
            self._log(row, "withdrawn", at, told["reason"])

    def _asked(self, row: Row, at: datetime, told: Row) -> None:
        score, feedback = told["score"], told["feedback"]
        self._calls[-1] |= {
            "done_at": at, "reached": True, "by_id": row["first_owner_id"], "score": score, "feedback": feedback,
        }  # fmt: skip
        self._log(row, "asked", at, words.joined(words.score_label(score), feedback))
        row["status"] = rules.after_score(score)
        if row["status"] == "closed":
            row["closed_at"] = at
            self._log(row, "closed", at)
        else:
            self._log(row, "reopened", at, _("The answer was not satisfied"))

    def _log(self, row: Row, action: str, at: datetime, text: str = "") -> None:
        row["last_at"] = at
        by = row["first_owner_id"]
        self._logs.append(
            {"id": self._next(ComplaintLog), "complaint_id": row["id"], "at": at, "by_id": by, "action": action,
             "text": text, **self._record(by, made=at)}
        )  # fmt: skip

    def _plan(self, row: Row, at: datetime, attempt: int) -> None:
        self._calls.append(
            {"id": self._next(Followup), "subject_type": service.KIND, "subject_id": row["id"],
             "round": row["rounds"], "planned_on": self._courses.planned(at, attempt), "by_id": row["owner_id"],
             "way": "phone", "done_at": None, "reached": None, "attempt": attempt, "score": None,
             "score_speed": None, "score_attitude": None, "score_result": None, "feedback": "",
             **self._record(row["first_owner_id"], made=at)}
        )  # fmt: skip

    def _next(self, model: type[Complaint] | type[ComplaintLog] | type[Followup]) -> int:
        self._counted[model] += 1
        return self._counted[model]
