"""A year or ten of the demo office's calls, one after the other as the desk took them."""

from collections import deque
from collections.abc import Iterator
from datetime import date

from app.demo import complaints, rush, texts
from app.demo.callers import Caller
from app.demo.days import DAY, WorkClock, seasons
from app.demo.dice import Deck, Dice, Weighted
from app.demo.lines import CallLine, iso
from app.demo.promises import Fate, due, due_word
from app.demo.scene import Order, Scene, Today, World
from app.demo.staff import Staff
from app.demo.texts import Template

_LUNCH = (12 * 3600, 13 * 3600 + 1800)
_OPEN = (8 * 3600 + 1800, 17 * 3600 + 1800)
_CATEGORIES = Weighted(
    [("inquiry", 25.0), ("order", 19.0), ("shipment", 21.0), ("complaint", 2.6), ("transfer", 15.0),
     ("supplier", 6.0), ("nuisance", 5.2), ("other", 6.2)]
)  # fmt: skip
_BEFORE_FEAST = Weighted(
    [("inquiry", 20.0), ("order", 26.0), ("shipment", 25.0), ("complaint", 3.0), ("transfer", 12.5),
     ("supplier", 5.0), ("nuisance", 4.0), ("other", 4.5)]
)  # fmt: skip
_SENDERS: dict[str, Weighted[str]] = {
    "inquiry": Weighted([("dealer", 66.0), ("consumer", 27.0), ("other", 7.0)]),
    "order": Weighted([("dealer", 91.0), ("consumer", 9.0)]),
    "shipment": Weighted([("dealer", 90.0), ("consumer", 10.0)]),
    "complaint": Weighted([("dealer", 68.0), ("consumer", 32.0)]),
    "transfer": Weighted(
        [("dealer", 58.0), ("logistics", 14.0), ("supplier", 14.0), ("consumer", 7.0), ("other", 7.0)]
    ),
    "supplier": Weighted([("supplier", 1.0)]),
    "nuisance": Weighted([("nuisance", 1.0)]),
    "other": Weighted([("other", 62.0), ("dealer", 22.0), ("logistics", 13.0), ("consumer", 3.0)]),
    "outgoing": Weighted([("dealer", 55.0), ("logistics", 22.0), ("supplier", 13.0), ("consumer", 10.0)]),
}
_TALK = {
    "inquiry": 105, "order": 125, "shipment": 88, "complaint": 230, "transfer": 34, "supplier": 62,
    "nuisance": 13, "other": 55,
}  # fmt: skip
"""The middle length of a call in seconds."""
_ASKS_BACK = 0.25
"""Share of the calls that could be answered at once, but are promised an answer."""


class Desk:
    """The front desk through the years: `lines()` tells every call in its order."""

    def __init__(
        self, world: World, callers: tuple[Caller, ...], *, dice: Dice, days: list[date], ahead: list[date],
        total: int, until: date, now: int,
    ) -> None:  # fmt: skip
        self._world, self._dice, self._days = world, dice, days
        self._all_days = [*days, *ahead]
        self._total, self._until, self._now = total, until, now
        self._clock = WorkClock(self._all_days)
        self._misc = texts.load("misc")
        self._fate = Fate(dice, self._clock, now, self._misc)
        self._tails = texts.tails()
        self._complaints = complaints.told()
        self._templates = {name: texts.templates(name) for name in (*texts.CATEGORIES, texts.OUTGOING)}
        self._decks: dict[tuple[str, str, frozenset[str]], Deck[Template]] = {}
        self._callers = {
            kind: Weighted([(c, c.weight) for c in callers if c.kind == kind])
            for kind in ("dealer", "logistics", "nuisance")
        }
        sorts = {(c.kind, c.sort) for c in callers if c.kind in ("supplier", "other")}
        self._sorted = {key: [c for c in callers if (c.kind, c.sort) == key] for key in sorted(sorts)}
        self._suppliers = [c for c in callers if c.kind == "supplier"]
        self._strangers: deque[Caller] = deque(maxlen=80)
        self._waiting: deque[Caller] = deque(maxlen=60)
        self._staff: Staff = world.staff

    def lines(self) -> Iterator[CallLine]:
        """Every call of the period, the earliest first. To be asked once."""
        counts = rush.counts(self._days, self._total, until=self._until, now=self._now, dice=self._dice)
        for i, (on, count) in enumerate(zip(self._days, counts, strict=True)):
            today = Today.at(on, before=self._days[max(0, i - 5) : i], after=self._all_days[i + 1 : i + 4])
            yield from self._day(today, count)

    def _day(self, today: Today, count: int) -> Iterator[CallLine]:
        dice = self._dice
        at_desk = self._staff.desk
        if dice.chance(0.05):  # somebody is ill or on leave
            at_desk = at_desk[1:]
        free = dict.fromkeys((*at_desk, self._staff.by_duty["svc"][0]), 0)
        missed: deque[tuple[int, Caller]] = deque()
        active = seasons(today.on)
        waiting = (count // 3, count - 2) if today.on == self._until and count > 5 else ()
        for n, moment in enumerate(
            rush.moments(today.on, count, until=self._until, now=self._now, dice=dice)
        ):
            second = moment % DAY
            agent = self._agent(free, at_desk, moment, second)
            if n in waiting:  # missed on the last morning, and nobody has called back yet
                _caller, line = self._missed(active, moment)
            elif missed and moment - missed[0][0] > 900 and agent and dice.chance(0.7):
                line = self._outgoing(today, active, moment, back=missed.popleft()[1])
            elif self._unanswered(agent, second):
                caller, line = self._missed(active, moment)
                missed.append((moment, caller))
            elif agent and dice.chance(0.055):
                line = self._outgoing(today, active, moment)
            else:
                line = self._incoming(today, active, moment)
            line["agent"] = agent or at_desk[0]
            if agent:
                free[agent] = moment + line.get("talk_seconds", 0) + line.get("hold_seconds", 0) + 12
            yield line

    def _agent(self, free: dict[str, int], at_desk: tuple[str, ...], moment: int, second: int) -> str | None:
        """Who picks up; None when everybody talks or is out."""
        usual = list(free)
        if _LUNCH[0] <= second < _LUNCH[1]:
            usual = usual[1:]
        elif len(at_desk) > 2:
            usual = self._dice.shuffled(at_desk)
        return next((name for name in usual if free[name] <= moment), None)

    def _unanswered(self, agent: str | None, second: int) -> bool:
        if agent is None:
            return True
        closed = _LUNCH[0] <= second < _LUNCH[1] or not _OPEN[0] <= second < _OPEN[1]
        return self._dice.chance(0.22 if closed else 0.02)

    def _deck(self, name: str, sender: str, active: frozenset[str]) -> Deck[Template]:
        key = (name, sender, active)
        if key not in self._decks:
            cards = [
                template
                for template in self._templates[name]
                if sender in template.senders and (not template.seasons or template.seasons & active)
                for _ in range(template.copies)
            ]
            self._decks[key] = Deck(cards, self._dice)
        return self._decks[key]

    def _caller(self, sender: str, template: Template) -> Caller:
        dice = self._dice
        if sender == "supplier":
            return dice.one(self._sorted.get((sender, template.sort), self._suppliers))
        if sender in self._callers:
            return self._callers[sender].one(dice)
        if (sender, template.sort) in self._sorted:
            return dice.one(self._sorted[sender, template.sort])
        if sender == "consumer" and self._strangers and dice.chance(0.3):
            return dice.one(self._strangers)
        stranger = self._world.cast.stranger(sender)
        if sender == "consumer":
            self._strangers.append(stranger)
        return stranger

    def _start(self, moment: int, direction: str, caller: Caller) -> CallLine:
        line: CallLine = {"started_at": iso(moment), "direction": direction}
        if number := self._dice.one(caller.numbers):
            line["number"] = number
        if direction == "missed":
            return line
        if caller.name:
            line["caller_name"] = caller.name
        elif not number:
            line["caller_name"] = "不肯留姓名"
        if caller.company:
            line["company"] = caller.company
        return line

    def _missed(self, active: frozenset[str], moment: int) -> tuple[Caller, CallLine]:
        sender = _SENDERS[_CATEGORIES.one(self._dice)].one(self._dice)
        caller = self._caller(sender, self._templates["inquiry"][0])
        while not all(caller.numbers):
            caller = self._caller(sender, self._templates["inquiry"][0])
        line = self._start(moment, "missed", caller)
        line["rings"] = self._dice.whole(4, 9)
        return caller, line

    def _outgoing(
        self, today: Today, active: frozenset[str], moment: int, *, back: Caller | None = None
    ) -> CallLine:
        dice = self._dice
        sender = back.kind if back else _SENDERS[texts.OUTGOING].one(dice)
        sender = "consumer" if sender == "nuisance" else sender
        deck = self._deck(texts.OUTGOING, sender, active)
        template = deck.draw()
        while (template.after == "missed") != (back is not None):
            template = deck.draw()
        caller = back or self._caller(sender, template)
        scene = Scene(self._world, today, caller, hour=moment % DAY // 3600)
        line = self._start(moment, "out", caller)
        line["category"] = template.category
        line["matter"] = scene.say(template.say)
        line["answer"] = scene.say(dice.one(template.answer)) + self._tail(
            texts.OUTGOING, scene, 0.2, to="answer"
        )
        line["outcome"] = "answered"
        line["talk_seconds"] = self._seconds(60)
        return line

    def _incoming(self, today: Today, active: frozenset[str], moment: int) -> CallLine:
        dice = self._dice
        category = (_BEFORE_FEAST if active & {"autumn", "spring"} else _CATEGORIES).one(dice)
        sender = _SENDERS[category].one(dice)
        deck = self._deck(category, sender, active)
        template = deck.draw()
        if today.on == self._until and not template.later:  # the last morning leaves some promises open
            template = deck.draw()
        caller, order = self._caller(sender, template), None
        if sender == "dealer" and category in ("shipment", "complaint"):
            if self._waiting and dice.chance(0.6):
                caller = dice.one(self._waiting)
            order = self._world.orders.get(caller)
            if order and not 1 <= (today.on - order.sent).days <= 14:
                order = None
        scene = Scene(self._world, today, caller, hour=moment % DAY // 3600, duty=template.duty, order=order)
        line = self._start(moment, "in", caller)
        line["category"] = category
        line["rings"] = self._rings()
        if category == "nuisance":
            if dice.chance(0.75):
                line["matter"] = template.say
            line["outcome"] = "none"
            line["talk_seconds"] = self._seconds(_TALK[category])
            return line
        line["matter"] = scene.say(template.say) + self._tail(
            category, scene, 0.15 if template.asked else 0.4, sender=sender
        )
        self._settle(line, template, category, scene, moment, caller)
        self._manner(line, category, caller)
        if category == "order" and sender == "dealer" and "{n}" in template.say:
            self._remember(caller, scene, today, moment)
        return line

    def _remember(self, caller: Caller, scene: Scene, today: Today, moment: int) -> None:
        after = self._clock.day_after(today.on.toordinal(), 1)
        sent = today.on if moment % DAY < 15 * 3600 else date.fromordinal(after)
        carrier = scene["carrier"]
        self._world.orders[caller] = Order(scene.product, int(scene["n"]), sent, carrier, scene["waybill"])
        self._waiting.append(caller)

    def _settle(
        self, line: CallLine, template: Template, category: str, scene: Scene, moment: int, caller: Caller
    ) -> None:
        """What was answered, and whether the call was passed on or promised an answer."""
        dice, misc = self._dice, self._misc
        if category == "transfer":
            roll = dice.random()
            if roll < 0.18:
                self._promise(
                    line, template, scene, moment, misc["unreached_transfer"], misc["transfer_back"]
                )
                return
            line["outcome"], line["transfer_to"] = "transferred", scene["who"]
            line["transfer_reached"] = roll < 0.88
            line["answer"] = scene.say(dice.one(misc["transfer_ok" if roll < 0.88 else "transfer_no"]))
            return
        days_left = self._until.toordinal() - moment // DAY
        keen = _ASKS_BACK * (
            3.2 if days_left < 1 else 1.8 if days_left < 4 else 1.0
        )  # so that today's page lives
        if not template.answer or (template.later and dice.chance(keen)):
            self._promise(line, template, scene, moment, misc["hold"][template.duty or "svc"], ())
            return
        line["answer"] = scene.say(dice.one(template.answer)) + self._tail(
            category, scene, 0.05 if template.asked else 0.3, to="answer"
        )
        line["outcome"] = "answered"
        if category == "complaint" and dice.chance(0.75):
            line["outcome"] = "complaint"
            complaint = complaints.line_of(line, caller, scene, self._complaints)
            if complaint is not None:
                line["complaint"] = complaint
        elif template.duty and dice.chance(0.09):
            line["outcome"], line["transfer_to"] = "transferred", scene["who"]
            line["transfer_reached"] = True
            line["answer"] = scene.say(dice.one(misc["passed_on"]))
        elif category in ("other", "supplier") and not template.duty and dice.chance(0.4):
            line["outcome"] = "none"

    def _promise(
        self, line: CallLine, template: Template, scene: Scene, moment: int, hold: list[str],
        back: list[str] | tuple[str, ...],
    ) -> None:  # fmt: skip
        due_at = due(self._dice, self._clock, moment, today=moment // DAY == self._until.toordinal())
        scene["due"] = due_word(due_at, moment // DAY)
        line["outcome"] = "promised"
        line["answer"] = scene.say(self._dice.one(hold))
        line["promise"] = self._fate.line(
            scene, start=moment, due_at=due_at, matter=scene.say(template.say),
            later=template.later or (self._dice.one(back) if back else ""),
        )  # fmt: skip

    def _manner(self, line: CallLine, category: str, caller: Caller) -> None:
        dice = self._dice
        if dice.chance(
            {"order": 0.82, "complaint": 0.9, "inquiry": 0.55, "shipment": 0.5}.get(category, 0.2)
        ):
            line["confirmed"] = True
        line["talk_seconds"] = self._seconds(_TALK[category])
        if dice.chance(0.2):
            line["hold_seconds"] = min(240, 4 + int(dice.about(16, spread=0.8)))
        hard = 0.16 if category == "complaint" else 0.006
        if "很冲" in line["matter"] or dice.chance(min(0.6, hard + 0.35 * caller.temper)):
            line["tone"] = "rude" if dice.chance(0.22) else "tough"

    def _rings(self) -> int:
        roll = self._dice.random()
        if roll < 0.34:
            return 1
        if roll < 0.72:
            return 2
        return 3 if roll < 0.905 else self._dice.whole(4, 6)

    def _seconds(self, middle: int) -> int:
        return min(1200, max(4, int(self._dice.about(middle, spread=0.55))))

    def _tail(self, category: str, scene: Scene, share: float, *, to: str = "say", sender: str = "") -> str:
        if not self._dice.chance(share):
            return ""
        tails = self._tails[category]
        found = [*tails[to], *tails.get(sender, ())]
        return scene.say(self._dice.one(found)) if found else ""
