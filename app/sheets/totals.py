"""The figures under a table: what the total row says."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from app.sheets.form import Column, Group, Row, Summary, Table, Value
from app.sheets.values import decimal, seconds
from app.words import pgettext


def closing(table: Table) -> list[Summary]:
    """The lines under a table's rows: the total, if there is one, and the foot."""
    sums = {column.key: total(table, column) for column in table.columns if column.total}
    if not sums and not table.totals:
        return list(table.foot)
    label = table.total_label or pgettext("paper", "Total")
    return [Summary(label, {**sums, **table.totals}, "total"), *table.foot]


def total(table: Table, column: Column) -> Value:
    """The exact sum of a column's numbers over all rows; summaries in between do not count."""
    at = list(table.columns).index(column)
    values = [cell_of(row, column.key, at) for row in plain_rows(table.rows)]
    if column.kind == "duration":
        lengths = [seconds(value) for value in values if isinstance(value, timedelta | int | float | Decimal)]
        return sum(lengths, start=0.0)
    exact = [decimal(value) for value in values if isinstance(value, int | float | Decimal)]
    result = sum((value for value in exact if value is not None), start=Decimal(0))
    return int(result) if column.kind == "int" else result


def plain_rows(entries: Sequence[Row | Group | Summary]) -> Iterator[Row]:
    """The rows of a table, those of groups too."""
    for entry in entries:
        if isinstance(entry, Group):
            yield from entry.rows
        elif not isinstance(entry, Summary):
            yield entry


def cell_of(row: Row, key: str, at: int) -> Value:
    """The value of column `key`, the `at`-th, in a row of either form; None when the row ends before it."""
    if isinstance(row, Mapping):
        return row.get(key)
    return row[at] if at < len(row) else None
