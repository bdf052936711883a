"""The words that look something up: who a number is, anything, who changed what."""

import argparse

from app.commands.answering import open_office, print_json, tell
from app.words import _


def who(args: argparse.Namespace) -> int:
    """Who a number is, what is owed, what was said last."""
    from app.overview import answers

    with open_office(args) as desk:
        document = answers.who(desk, args.number)
    last = [f"{call['at']}  {call['category']}  {call['matter']}" for call in document["last_calls"]]
    place = " ".join(str(document[key]) for key in ("province", "city", "carrier") if document[key])
    place = place or _("unknown")
    people = [" ".join(filter(None, (each["company"], each["name"]))) for each in document["matches"]]
    owed = _("Promises owed: {count}").format(count=document["open"]["promises"])
    return tell(args, document, [f"{document['number']}  {place}", *people, owed, *last])


def search(args: argparse.Namespace) -> int:
    """Hits over everything."""
    from app.overview import answers

    with open_office(args) as desk:
        document = answers.search(desk, args.text, limit=args.limit)
    found = _("{total} found").format(total=document["total"])
    lines = [f"{hit['kind']}:{hit['id']}  {hit['title']}  {hit['detail']}" for hit in document["hits"]]
    return tell(args, document, [found, *lines])


def audit(args: argparse.Namespace) -> int:
    """The audit trail, a line for each field."""
    from app.overview import answers

    with open_office(args) as desk:
        lines = (
            answers.exports(desk, since=args.since)
            if args.exports
            else answers.audit(desk, record=args.record, since=args.since)
        )
        for line in lines:
            if args.json:
                print_json(line)
            else:
                print(*(str(value) for value in line.values()), sep="\t")
    return 0
