"""`python -m tests.bench`: the speed table of the design, measured here and now."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from app import words
from tests.bench import dealing, finding, keeping, papers, roster, starting, writing
from tests.bench.measure import Figure, Row
from tests.bench.office import Bench

ROWS = (
    Row("search box: first 200 rows, p95", finding.first_rows, most=100),
    Row("whole list of ids", finding.whole_list, ratio=1.5),
    Row("whole ids of phrases", finding.whole_phrase, ratio=1.5),
    Row("whole ids of pinyin", finding.whole_pinyin, ratio=1.5),
    Row("whole ids of numbers", finding.whole_number, ratio=1.5),
    Row("indexed sort: first 200 rows, p95", finding.sorted_first, most=100),
    Row("indexed sort: whole ids", finding.sorted_whole, ratio=1.5),
    Row("table: typed text, rows drawn", starting.table_typed, most=100),
    Row("table: jump anywhere", starting.table_jump, most=100),
    Row("table: select all", starting.table_select, most=100),
    Row("table: deaf beyond an empty window", starting.table_gap, most=50),
    Row("save a call, p95", writing.save_call, ratio=12, most=15),
    Row("caller card, p95", finding.caller_card, most=50),
    Row("who, p95", finding.who, most=50),
    Row("search everything, p95", finding.search_all, most=100),
    Row("today board, p95", finding.today_board, most=100),
    Row("month figures", papers.month, ratio=2),
    Row("register as PDF", papers.register_pdf, ratio=2, unit="s"),
    Row("export 100,000 rows", papers.export_rows, ratio=1 / 3, unit="s"),
    Row("dealer found by what is typed, p95", dealing.found_first, most=50),
    Row("import of 5,000 dealers", dealing.brought_in, most=10, unit="s"),
    Row("roster: a year of 23 people made", roster.year_made, most=1, unit="s"),
    Row("roster: a month shown, p95", roster.month_read, most=50),
    Row("a file kept with its record", keeping.file_kept, ratio=3),
    Row("files of a record, p95", keeping.files_listed, most=50),
    Row("2,000 files in a backup again", keeping.files_backed_up, most=500),
    Row("export, from ids to file", papers.export_command, unit="s"),
    Row("growth: list", finding.growth_list, ratio=1.5),
    Row("growth: search", finding.growth_search, ratio=1.5),
    Row("growth: card", finding.growth_card, ratio=1.5),
    Row("growth: save", writing.growth_save, ratio=1.5),
    Row("start of `frontdesk who`", starting.command, ratio=2),
    Row("memory of an opened desk", starting.desk_memory, ratio=1.5, unit="MB"),
    Row("memory of the window", starting.window_memory, ratio=1.5, unit="MB"),
    Row("memory with all calls listed", starting.window_memory_all, unit="MB"),
    Row("window painted", starting.window_painted, ratio=1.5),
    Row("window with first rows", starting.window_rows, ratio=2),
    Row("window with nothing left to fetch", starting.window_quiet),
    Row("disk a call", writing.disk, unit="B"),
    Row("filling a million calls", writing.building, most=300, unit="s"),
)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 when a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument(
        "--rows", type=int, default=1_000_000, help="calls of the office; 100000 for a quick look"
    )
    parser.add_argument("--office", type=Path, default=Path(tempfile.gettempdir()) / "frontdesk-bench")
    parser.add_argument("--only", default="", metavar="NAME", help="only the rows whose name holds this")
    args = parser.parse_args(arguments)
    words.use("zh")
    documents = []
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(args.office.absolute(), args.rows, Path(scratch))
        try:
            for row in ROWS:
                if args.only in row.name:
                    documents.append(_measured(bench, row, quiet=args.json))
        finally:
            bench.close()
    if args.json:
        print(json.dumps(documents, ensure_ascii=False))
    return int(any(document["verdict"] == "over" for document in documents))


def _measured(bench: Bench, row: Row, *, quiet: bool) -> dict[str, object]:
    bench.folder  # noqa: B018 - made before anything is timed
    figure = row.run(bench)
    document = {
        "name": row.name, "unit": row.unit, "ours": figure and figure.ours, "bare": figure and figure.bare,
        "ratio": figure and figure.times, "ratio_limit": row.ratio, "limit": row.most,
        "verdict": "not there yet" if figure is None else row.verdict(figure), "note": figure.note if figure else "",
    }  # fmt: skip
    if not quiet:
        print(_line(row, figure, str(document["verdict"])), flush=True)
    return document


def _line(row: Row, figure: Figure | None, verdict: str) -> str:
    if figure is None:
        return f"{row.name:<36}{verdict}"
    limits = [f"≤ {row.ratio:.3g} ×"] if row.ratio else []
    limits += [f"≤ {row.most:g} {row.unit}"] if row.most else []
    bare = "" if figure.bare is None else f"{figure.bare:,.1f}"
    times = "" if figure.times is None else f"{figure.times:.2f} ×"
    told = f"{row.name:<36}{figure.ours:>10,.1f} {row.unit:<3}{bare:>10}{times:>9}  {', '.join(limits):<18}{verdict:<5}"
    return f"{told}{figure.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
