"""Dealers: found by what one remembers of them, and brought in from a list."""

import random
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice, product
from pathlib import Path

from sqlalchemy import select

from app.china import pinyin
from app.dealers.model import Dealer
from app.office.desk import Desk
from app.overview import search
from app.overview.opening import open_desk
from app.overview.tables import KINDS
from app.transfer import importing
from tests.bench.measure import Figure, p95, took
from tests.bench.office import NOW, Bench

PEOPLE = 12
ROWS = 5_000
EVERY = 10  # each tenth row says a dealer again
_PLACES = (("山东省", "济南市", "历下区"), ("陕西省", "西安市", "雁塔区"), ("江苏省", "徐州市", "云龙区"),
           ("上海市", "上海市", "嘉定区"), ("河南省", "郑州市", "金水区"), ("湖北省", "襄阳市", "樊城区"))  # fmt: skip
_SYLLABLES = "京乐坊福源泰和兴盛瑞祥德隆昌永丰华茂安顺"


def _typed(desk: Desk) -> dict[str, int]:
    """What people type on the way to a dealer, and the dealer they mean."""
    with desk.store.read() as session:
        known = list(
            session.scalars(select(Dealer.id).where(Dealer.deleted_at.is_(None)).order_by(Dealer.id))
        )
        picked = session.scalars(select(Dealer).where(Dealer.id.in_(known[:: max(1, len(known) // PEOPLE)])))
        found = {}
        for one in picked:
            short = one.short_name or one.name
            digits = "".join(filter(str.isdigit, one.mobile.split(" / ")[0]))
            for way in (
                short, short[:2], pinyin.initials(short)[0], pinyin.full(short)[0], digits, digits[-4:], one.code,
            ):  # fmt: skip
                if way:
                    found.setdefault(way, one.id)
    return found


def found_first(bench: Bench) -> Figure:
    """From what is typed to the hits of everything, the dealer who is meant first among them."""
    texts = _typed(bench.desk)
    search.search(bench.desk, next(iter(texts)))
    times, work, first = [], [], 0
    for wanted, dealer in texts.items():
        before = time.thread_time()
        times.append(took(partial(search.search, bench.desk, wanted)))
        work.append((time.thread_time() - before) * 1000)
        hits = search.search(bench.desk, wanted).hits
        first += bool(hits) and (hits[0].kind, hits[0].id) == ("dealer", dealer)
    note = f"{len(times)} texts, {first} of them with just this dealer first; of work p95 {p95(work):.0f}"
    return Figure(p95(times), note=note)


def _list(path: Path) -> Path:
    """A list as a company has it: GB18030, each tenth row a dealer that was said before."""
    dice = random.Random(5)
    names = islice(("".join(each) for each in product(_SYLLABLES, repeat=3)), ROWS)
    lines = ["经销商名称,经销商代码,省份,城市,地址,销售电话,服务电话,邮箱"]
    lines += _lines(names, dice)
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


def _lines(names: Iterator[str], dice: random.Random) -> Iterator[str]:
    before = ""
    for at, name in enumerate(names):
        province, city, county = _PLACES[at % len(_PLACES)]
        whole = f"{city}{name}酒业有限公司"
        if at % EVERY == EVERY - 1:
            whole = before.replace("有限公司", "有限责任公司")
        before = whole
        yield (
            f"{whole},P{at:05d},{province},{city},{county}中山路{at}号,138{dice.randrange(10**8):08d},"
            f"0531-{82000000 + at}/{83000000 + at},p{at}@example.com"
        )


def brought_in(bench: Bench) -> Figure:
    """A list of 5,000 dealers, each tenth said twice: opened, looked through, written; and all of it undone."""
    path = _list(bench.scratch / "dealers.csv")
    with open_desk(bench.scratch / "dealers", clock=lambda: NOW) as desk:
        written: list[importing.Applied] = []

        def run() -> None:
            opened = importing.opened(desk, KINDS["dealers"], path)
            importing.preview(desk, opened)
            written.append(importing.apply(desk, opened))

        spent = took(run)
        [done] = written
        assert done.write_id is not None
        undone = took(partial(desk.store.undo, done.write_id))
    twice = len(done.plan.document(applied=True)["duplicates"])
    return Figure(
        spent / 1000, note=f"{done.created:,} new, {twice:,} doubles; undone in {undone / 1000:.1f} s"
    )
