"""Conditions of the command line, `--where FIELD=VALUE`, taken apart (cli.md, export)."""

from collections.abc import Iterator, Sequence

from app.store.errors import UserError
from app.words import _


def taken_apart(where: Sequence[str], known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and value of each condition, the name one of `known`. UserError for one that is not understood."""
    for condition in where:
        name, sign, value = (part.strip() for part in condition.partition("="))
        if not sign or name not in known:
            raise UserError(
                _("{condition} is no condition. Write FIELD=VALUE with one of: {fields}.").format(
                    condition=condition, fields=", ".join(known)
                )
            )
        yield name, value
