"""PROVISIONAL until the real one lands: readings."""

from itertools import islice, product


def _readings(text: str) -> list[list[str]]:
    from pypinyin import Style, pinyin

    return [list(dict.fromkeys(each)) for each in pinyin(text, style=Style.NORMAL, heteronym=True)]


def initials(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            "".join(r[:1] if len(r) < 9 else r for r in p) for p in islice(product(*_readings(text)), 32)
        )
    )


def full(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys("".join(p) for p in islice(product(*_readings(text)), 32)))


def sort_key(text: str) -> str:
    return " ".join(r[0] for r in _readings(text)).lower()
