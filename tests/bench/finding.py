"""Lists, searches, the caller card and the today board."""

import time
from array import array
from collections.abc import Callable
from functools import partial
from itertools import chain
from statistics import median

from sqlalchemy import select, text

from app.calls import finding
from app.calls.finding import CallQuery
from app.calls.model import Call, Caller
from app.china import pinyin
from app.directory.tokens import tokens
from app.office.desk import Desk
from app.overview import answers, card, search, today
from tests.bench.measure import Figure, by_turns, p95, took
from tests.bench.office import Bench

PEOPLE = 8
"""So many callers, from all parts of the archive, are looked for in every way."""
_BY_TEXT = (
    "SELECT id FROM call WHERE deleted_at IS NULL AND id IN (SELECT record_id FROM directory_text t"
    " JOIN directory_entry e ON e.id = t.rowid WHERE directory_text MATCH ?) ORDER BY started_at DESC, id DESC"
)
_BY_KEY = (
    "SELECT id FROM call WHERE deleted_at IS NULL AND number_norm IN (SELECT number_norm FROM caller"
    " JOIN directory_entry e ON e.kind = 'caller' AND e.record_id = caller.id"
    " JOIN directory_key k ON k.entry_id = e.id WHERE k.key >= ? AND k.key < ?)"
    " ORDER BY started_at DESC, id DESC"
)


def callers(desk: Desk) -> list[Caller]:
    """Callers with number, name and company, spread over the archive; the same at each run."""
    with desk.store.read() as session:
        known = session.scalars(
            select(Caller.id).where(Caller.company != "", Caller.name != "", Caller.number_norm != "")
        ).all()
        picked = known[:: max(1, len(known) // PEOPLE)][:PEOPLE]
        return list(session.scalars(select(Caller).where(Caller.id.in_(picked))))


def typed(desk: Desk) -> list[str]:
    """What people type on the way to those callers: the beginnings of names, pinyin, initials, numbers, matters."""
    found: dict[str, None] = {}
    with desk.store.read() as session:
        for one in callers(desk):
            call = session.get(Call, one.last_call_id)
            short, whole = pinyin.initials(one.name)[0], pinyin.full(one.company)[0]
            ways = (
                *(one.company[:n] for n in (1, 2, 3, 4)), one.name[:1], one.name,
                *(short[:n] for n in (2, 3)), *(whole[:n] for n in (3, 5, 8)),
                *(one.number_norm[:n] for n in (3, 5, 7, 11)), one.number_norm[-4:],
                *((call.matter[:1], call.matter[:2], call.matter[2:4]) if call else ()),
            )  # fmt: skip
            found |= dict.fromkeys(way for way in ways if way.strip())
    return list(found)


def first_rows(bench: Bench) -> Figure:
    """From a search text to the first 200 rows, ready to be drawn."""

    def shown(wanted: str) -> None:
        finding.rows(bench.desk, finding.find(bench.desk, CallQuery(text=wanted), limit=finding.FIRST))

    texts = typed(bench.desk)
    for wanted in texts[:5]:
        shown(wanted)
    times, work = [], []
    for wanted in texts:
        before = time.thread_time()
        times.append((took(partial(shown, wanted)), wanted))
        work.append((time.thread_time() - before) * 1000)
    worst, slowest = max(times)
    note = f"{len(times)} texts, middle {median(t for t, _ in times):.0f}, worst {slowest} {worst:.0f}"
    return Figure(p95([each for each, _ in times]), note=f"{note}; of work p95 {p95(work):.0f}")


def whole_list(bench: Bench) -> Figure:
    """All ids of the archive, newest first."""
    statement = "SELECT id FROM call WHERE deleted_at IS NULL ORDER BY started_at DESC, id DESC"
    return Figure(*by_turns(lambda: finding.find(bench.desk, CallQuery()), _bare(bench, statement), times=5))


def whole_phrase(bench: Bench) -> Figure:
    """All ids of phrases, together."""
    wanted = [text for text in typed(bench.desk) if not text.isascii()]
    phrases = [(f'0kindcall AND "{" ".join(tokens(text))}"',) for text in wanted if tokens(text)]
    return _whole(bench, wanted, [(_BY_TEXT, phrase) for phrase in phrases])


def whole_pinyin(bench: Bench) -> Figure:
    """All ids of what is typed in letters, together."""
    wanted = [text for text in typed(bench.desk) if text.isalpha() and text.isascii()]
    return _whole(bench, wanted, [(_BY_KEY, (text, text + "\x7f")) for text in wanted])


def whole_number(bench: Bench) -> Figure:
    """All ids of the beginnings of numbers, together."""
    wanted = [one.number_norm[:n] for one in callers(bench.desk) for n in (3, 5, 7, 11)]
    return _whole(bench, wanted, [(_BY_TEXT, (f'0kindcall AND "{text}"*',)) for text in wanted])


def _whole(bench: Bench, wanted: list[str], statements: list[tuple[str, tuple[str, ...]]]) -> Figure:
    bare = [_bare(bench, *each) for each in statements]
    return Figure(
        *by_turns(
            lambda: [finding.find(bench.desk, CallQuery(text=each)) for each in wanted],
            lambda: [each() for each in bare],
            times=3,
        ),
        note=f"{len(wanted)} texts",
    )


def _bare(bench: Bench, statement: str, values: tuple[str, ...] = ()) -> Callable[[], "array[int]"]:
    return lambda: array("q", chain.from_iterable(bench.bare.execute(statement, values)))


def sorted_first(bench: Bench) -> Figure:
    """The first 200 rows in each order, both ways."""

    def shown(query: CallQuery) -> None:
        finding.rows(bench.desk, finding.find(bench.desk, query, limit=finding.FIRST))

    orders = [CallQuery(sort=sort, descending=down) for sort in finding.SORTS for down in (True, False)]
    times = [took(partial(shown, query)) for _ in range(4) for query in orders][len(orders) :]
    return Figure(p95(times))


def sorted_whole(bench: Bench) -> Figure:
    """All ids by the caller's pinyin."""
    statement = "SELECT id FROM call WHERE deleted_at IS NULL ORDER BY who_key, id"
    query = CallQuery(sort="who", descending=False)
    return Figure(*by_turns(lambda: finding.find(bench.desk, query), _bare(bench, statement), times=5))


def caller_card(bench: Bench) -> Figure:
    """The card of those who call most and of others."""
    return Figure(p95(_cards(bench.desk)))


def _cards(desk: Desk) -> list[float]:
    with desk.store.read() as session:
        most = session.scalars(
            text(
                "SELECT number_norm FROM call WHERE number_norm != '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 5"
            )
        ).all()
    numbers = [*most, *(one.number_norm for one in callers(desk)), "13700000000"] * 4
    card.card(desk, numbers[0])
    return [took(partial(card.card, desk, number)) for number in numbers]


def search_all(bench: Bench) -> Figure:
    """The search over everything with its exact total."""
    work: list[float] = []
    return Figure(p95(_searches(bench.desk, work)), note=f"of work p95 {p95(work):.0f}")


def _searches(desk: Desk, work: list[float] | None = None) -> list[float]:
    """Milliseconds of each search; into `work` those that this thread worked, whatever else the machine did."""
    texts = typed(desk)
    search.search(desk, texts[0])
    times = []
    for wanted in texts:
        before = time.thread_time()
        times.append(took(partial(search.search, desk, wanted)))
        if work is not None:
            work.append((time.thread_time() - before) * 1000)
    return times


def who(bench: Bench) -> Figure:
    """The answer of `frontdesk who`, the office being open."""
    number = callers(bench.desk)[0].number_norm
    answers.who(bench.desk, number)
    return Figure(p95([took(lambda: answers.who(bench.desk, number)) for _ in range(20)]))


def today_board(bench: Bench) -> Figure:
    """Everything on the today page."""
    today.board(bench.desk)
    return Figure(p95([took(lambda: today.board(bench.desk)) for _ in range(20)]))


# Growth


def _growth(bench: Bench, measured: Callable[[Desk], list[float]]) -> Figure:
    large, small = measured(bench.desk), measured(bench.tenth)
    return Figure(median(large), median(small), note=f"p95 {p95(large):.1f} against {p95(small):.1f}")


def growth_list(bench: Bench) -> Figure:
    """The first rows of a list, against an office of a tenth."""

    def measured(desk: Desk) -> list[float]:
        def shown() -> None:
            finding.rows(desk, finding.find(desk, CallQuery(), limit=finding.FIRST))

        shown()
        return [took(shown) for _ in range(20)]

    return _growth(bench, measured)


def growth_search(bench: Bench) -> Figure:
    """The first rows of the same search texts, against an office of a tenth."""
    texts = typed(bench.tenth)

    def measured(desk: Desk) -> list[float]:
        def shown(wanted: str) -> None:
            finding.rows(desk, finding.find(desk, CallQuery(text=wanted), limit=finding.FIRST))

        shown(texts[0])
        return [took(partial(shown, wanted)) for wanted in texts]

    return _growth(bench, measured)


def growth_card(bench: Bench) -> Figure:
    """The caller card, against an office of a tenth."""
    return _growth(bench, _cards)
