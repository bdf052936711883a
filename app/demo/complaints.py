"""What a complaining caller of the demo office tells beyond the call: address, demand, batch; as JSON keys."""

from datetime import datetime, timedelta
from typing import Any

from app.china import phones
from app.demo import texts
from app.demo.callers import Caller
from app.demo.dice import Dice
from app.demo.lines import CallLine, ComplaintLine
from app.demo.scene import Scene

_GRADES = ("normal",) * 17 + ("major",) * 2 + ("urgent",)


def told() -> dict[str, Any]:
    """The texts of complaints."""
    found: dict[str, Any] = texts.load("complaints")
    return found


def sort_of(matter: str, known: dict[str, Any]) -> dict[str, Any]:
    """The sort of complaint that the words of `matter` point to."""
    fitting = (row for row in known["kinds"] if any(word in matter for word in row["words"]))
    found: dict[str, Any] = next(fitting, known["rest"])
    return found


def line_of(line: CallLine, caller: Caller, scene: Scene, known: dict[str, Any]) -> ComplaintLine | None:
    """The complaint that a call becomes. None when the caller left too little: then the call alone tells it."""
    dice = Dice("complaint", line["started_at"], line.get("number", ""))
    sort = sort_of(line["matter"], known)
    found: ComplaintLine = {
        "kind": "complaint" if dice.chance(0.86) else dice.one(("opinion", "suggestion")),
        "grade": dice.one(_GRADES),
        "category": sort["category"],
        "apologised": dice.chance(0.96),
        "thanked": dice.chance(0.9),
    }
    if dice.chance(0.8):
        found["product"], found["spec"] = scene.product.name, scene.product.spec
    if sort["category"] in ("packing", "quality", "genuine") and dice.chance(0.7):
        made = datetime.fromisoformat(line["started_at"]) - timedelta(days=dice.whole(20, 120))
        found["batch_no"] = f"{made:%Y%m%d}-{dice.whole(1, 3)}"
    number = line.get("number", "")
    province = caller.province or phones.place(phones.parse(number).number).province or ""
    if dice.chance(0.16) and (line.get("caller_name") or line.get("company")):
        found["solved_on_call"], found["offered"] = True, dice.one(known["offered"])
        if not line.get("caller_name"):
            found["complainant"] = line["company"]
        if province:
            found["province"] = province
        return found
    if not (number and line.get("caller_name") and province):
        return None
    found["province"], found["demand"] = province, dice.one(sort["demand"])
    if caller.city:
        found["city"] = caller.city
    found["address"] = f"{caller.town}{dice.one(known['streets'])}{dice.whole(1, 260)}号"
    return found
