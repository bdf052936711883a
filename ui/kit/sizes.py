"""Sizes of files in words."""


def size_words(size: int) -> str:
    """Bytes as people read them: 1.2 MB."""
    amount = float(size)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
