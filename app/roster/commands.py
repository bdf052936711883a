"""`frontdesk roster …`: what is typed becomes the same service calls as in the window, answered with the month."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from app.office.desk import Desk
from app.office.periods import month_of
from app.people import service as people
from app.roster import checks, finding, making, pool, reasons, service
from app.roster.rules import Task, signed
from app.roster.shown import Cell
from app.store.errors import UserError
from app.words import _

Answer = tuple[dict[str, Any], list[str]]
"""The JSON document, and the lines for people."""
NOBODY = "-"


def run(desk: Desk, args: argparse.Namespace) -> Answer:
    """Do what `args` say. UserError with one sentence when it can't be done."""
    return _COMMANDS[args.what](desk, args)


# Reading what was typed


def _is_day(text: str) -> bool:
    return text.count("-") == 2 and text.replace("-", "").isdecimal()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(_("{text} is no day. Write it as 2026-10-15.").format(text=text)) from None


def _words(args: argparse.Namespace, least: int, most: int, example: str) -> list[str]:
    if least <= len(args.words) <= most:
        return list(args.words)
    raise UserError(_("Write it as: frontdesk roster {example}").format(example=example))


def _person(desk: Desk, name: str) -> int:
    with desk.store.read() as session:
        return people.named(session, name, today=desk.today()).id


def _cells(desk: Desk, day: date, name: str | None) -> list[Cell]:
    """The turns of `day`: of `name` ("-": the first unfilled one), else all that are filled."""
    cells = finding.on_duty(desk, day).cells
    if not cells:
        raise UserError(_("Nobody is on duty on {day}.").format(day=service.say(day)))
    if name is None:
        return [cell for cell in cells if cell.staff_id is not None]
    wanted = None if name == NOBODY else _person(desk, name)
    found = [cell for cell in cells if cell.staff_id == wanted]
    if not found:
        raise UserError(_("{name} is not on duty on {day}.").format(name=name, day=service.say(day)))
    return found[:1]


def _the_cell(desk: Desk, day: date, name: str | None) -> Cell:
    found = _cells(desk, day, name)
    if len(found) != 1:
        names = ", ".join(cell.name for cell in found)
        raise UserError(_("Whose turn of {day}? {names}").format(day=service.say(day), names=names))
    return found[0]


# Answering


def _answer(desk: Desk, month: date) -> Answer:
    found = finding.month(desk, month)
    lines = [f"{found.month:%Y-%m}"]
    nobody = _("unfilled")
    for day in found.days:
        if day.kind == "rest" and not day.cells:
            continue
        marks = {"makeup": "*"}.get(day.kind, " ")
        told = [f"{cell.name or nobody} ({cell.task})" for cell in day.cells]
        lines.append(f"{day.on:%m-%d}{marks} {'  '.join(told) or '—'}")
    lines += [f"{share.name}\t{share.month}\t{share.year}\t{signed(share.ahead)}" for share in found.shares]
    document = finding.document(found)
    return document, [*lines, *document["warnings"]]


def _make(desk: Desk, args: argparse.Namespace) -> Answer:
    (text,) = _words(args, 1, 1, "make 2026-10")
    month = month_of(text)
    making.make(desk, month, seed=args.seed, reason=args.reason)
    return _answer(desk, month)


def _show(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 0, 1, "show 2026-10")
    return _answer(desk, month_of(words[0]) if words else desk.today())


def _swap(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 2, 4, "swap 2026-10-16 马丽 2026-10-23 吴强")
    if not any(_is_day(word) for word in words):
        if len(words) != 2 or not args.month:
            raise UserError(_("Write it as: frontdesk roster {example}").format(
                example="swap 马丽 吴强 --month 2026-10"))  # fmt: skip
        month = month_of(args.month)
        one, other = (_person(desk, word) for word in words)
        service.swap_people(desk, one, other, month, reason=args.reason)
        return _answer(desk, month)
    turns: list[tuple[date, str | None]] = []
    for word in words:
        if _is_day(word):
            turns.append((_day(word), None))
        elif turns and turns[-1][1] is None:
            turns[-1] = (turns[-1][0], word)
        else:
            raise UserError(_("Each name stands behind its day."))
    if len(turns) != 2:
        raise UserError(_("Two days are needed to swap."))
    a, b = (_the_cell(desk, *turn) for turn in turns)
    service.swap(desk, a.ref, b.ref, reason=args.reason)
    return _answer(desk, a.on)


def _done(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 1, 2, "done 2026-10-15 李雪")
    day = _day(words[0])
    refs = [cell.ref for cell in _cells(desk, day, words[1] if len(words) > 1 else None)]
    if args.score is not None:
        service.inspect(desk, refs, args.score)
    else:
        service.tick(desk, refs, "missed" if args.missed else "open" if args.open else "done")
    return _answer(desk, day)


def _lock(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 1, 2, f"{args.what} 2026-10-16 马丽")
    day = _day(words[0])
    refs = [cell.ref for cell in _cells(desk, day, words[1] if len(words) > 1 else None)]
    service.lock(desk, refs, args.what == "lock")
    return _answer(desk, day)


def _put(desk: Desk, args: argparse.Namespace) -> Answer:
    text, old, new = _words(args, 3, 3, "put 2026-10-16 马丽 周倩")
    day = _day(text)
    service.put(desk, _the_cell(desk, day, old).ref, None if new == NOBODY else _person(desk, new))
    return _answer(desk, day)


def _sick(desk: Desk, args: argparse.Namespace) -> Answer:
    text, name = _words(args, 2, 2, "sick 2026-10-15 李雪")
    day = _day(text)
    cell = _the_cell(desk, day, name)
    if args.substitute:
        instead = _person(desk, args.substitute)
    else:
        proposed = [one for one in reasons.candidates(desk, cell.id) if not one.obstacle]
        if not proposed:
            raise UserError(_("Nobody is free on {day}.").format(day=service.say(day)))
        instead = proposed[0].staff_id
    service.stand_in(desk, cell.ref, instead, reason=args.reason)
    return _answer(desk, day)


def _leave(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 2, 3, "leave 吴强 2026-10-20 2026-10-22 --reason 出差")
    person, first = _person(desk, words[0]), _day(words[1])
    last = _day(words[2]) if len(words) > 2 else first
    if args.remove:
        known = [
            row for row in pool.leaves(desk, first, last)
            if row.staff_id == person and (row.from_on, row.to_on) == (first, last)
        ]  # fmt: skip
        if not known:
            raise UserError(_("No such absence is noted."))
        pool.remove_leave(desk, known[0].id)
    else:
        pool.add_leave(desk, person, first, last, args.reason)
    return _answer(desk, first)


def _apart(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 2, 2, "apart 何芳 孙浩")
    one, other = sorted(_person(desk, word) for word in words)
    if args.remove:
        known = [row for row in pool.apart(desk) if (row.one_id, row.other_id) == (one, other)]
        if not known:
            raise UserError(_("These two are not kept apart."))
        pool.let_together(desk, known[0].id)
    else:
        pool.keep_apart(desk, one, other, args.reason)
    return _pool_answer(desk)


def _pool(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 0, 1, "pool 何芳 --avoid 5")
    if words:
        pool.save_member(
            desk, _person(desk, words[0]), resident=not args.outside,
            from_on=_day(args.first) if args.first else None, to_on=_day(args.last) if args.last else None,
            share=args.share, weekdays=args.weekdays, avoid=args.avoid, prefer=args.prefer, remark=args.reason,
        )  # fmt: skip
    return _pool_answer(desk)


def _pool_answer(desk: Desk) -> Answer:
    rows = pool.rows(desk)
    document = {
        "pool": [
            {
                "code": row.code, "name": row.name, "resident": row.resident,
                "from_on": row.from_on.isoformat() if row.from_on else None,
                "to_on": row.to_on.isoformat() if row.to_on else None,
                "share": row.share, "weekdays": row.weekdays, "avoid": row.avoid, "prefer": row.prefer,
            }
            for row in rows
        ],
        "apart": [[row.one, row.other] for row in pool.apart(desk)],
        "tasks": [
            {"name": t.name, "effort": t.effort, "people": t.people, "weekdays": t.weekdays}
            for t in pool.tasks(desk)
        ],
    }  # fmt: skip
    return document, [f"{row.code}\t{row.name}\t{'✓' if row.resident else ''}" for row in rows]


def _tasks(desk: Desk, args: argparse.Namespace) -> Answer:
    """Each word is NAME[:EFFORT[:PEOPLE[:WEEKDAYS]]]; none shows what there is."""
    if args.words:
        pool.save_tasks(desk, [_task(word) for word in args.words])
    return _pool_answer(desk)


def _task(word: str) -> Task:
    name, *rest = word.replace("：", ":").split(":")
    try:
        effort, people_ = (int(part) for part in (*rest[:2], *("1", "1")[len(rest[:2]) :]))
    except ValueError:
        raise UserError(_("{word}: write a task as NAME:EFFORT:PEOPLE:WEEKDAYS.").format(word=word)) from None
    return Task(name, effort, people_, rest[2] if len(rest) > 2 else "")


def _desk(desk: Desk, args: argparse.Namespace) -> Answer:
    words = _words(args, 0, 3, "desk 2026-10-15 李雪 9")
    day = _day(words[0]) if words else desk.today()
    if len(words) == 3:
        if not words[2].isdecimal():
            raise UserError(_("A score lies between 0 and {best}.").format(best=10))
        checks.check(desk, day, _person(desk, words[1]), int(words[2]), note=args.reason)
    found = checks.month(desk, checks.month_of_week(desk, day))
    document = {
        "month": f"{found.month:%Y-%m}",
        "weeks": [week.isoformat() for week in found.weeks],
        "scores": {row.name: [each.score if each else None for each in row.scores] for row in found.rows},
    }
    return document, [f"{name}\t{scores}" for name, scores in document["scores"].items()]  # type: ignore[attr-defined]


_COMMANDS: dict[str, Callable[[Desk, argparse.Namespace], Answer]] = {
    "make": _make, "show": _show, "swap": _swap, "done": _done, "lock": _lock, "unlock": _lock, "put": _put,
    "sick": _sick, "leave": _leave, "apart": _apart, "pool": _pool, "tasks": _tasks, "desk": _desk,
}  # fmt: skip
