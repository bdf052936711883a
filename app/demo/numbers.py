"""Telephone numbers for people who do not exist.

China sets no range aside for fiction, so no demo number can be proven to be nobody's. What can be done is
done: the first digits are a real segment or area code, so that the place shown is right, and the last four
begin with 0, by which demo numbers are told. Foreign ones are of the ranges that Ofcom (UK) and NANPA (US)
keep for fiction.
"""

from collections.abc import Callable, Sequence

from app.demo.dice import Dice

EIGHT_DIGITS = {
    "010", "020", "021", "022", "023", "024", "025", "027", "028", "029", "0311", "0371",
    "0411", "0431", "0451", "0512", "0531", "0532", "0551", "0571", "0574", "0577", "0591", "0595",
    "0731", "0755", "0769", "0771", "0791", "0851", "0871", "0898",
}  # fmt: skip
"""Area codes whose local numbers have eight digits, not seven."""
UNPLACED = ("1700", "1702", "1705", "1710", "1718", "1650", "1670")
"""Beginnings that virtual operators sell: nuisance callers like them."""
FICTION = (("+442079460", 3), ("+120255501", 2))
"""+44 20 7946 0xxx and +1 202 555 01xx belong to nobody, by their regulators' word."""


class Numbers:
    """Hands out each number once."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._used: set[str] = set()

    def mobile(self, segments: Sequence[str]) -> str:
        """A mobile number of one of these seven-digit segments: 139 5310 0688."""
        return self._fresh(lambda: f"{self._dice.one(segments)}{self._end()}")

    def landline(self, code: str) -> str:
        """A number of the area `code`, digits only: 0531 8266 0123."""
        digits = 3 if code in EIGHT_DIGITS else 2
        return self._fresh(lambda: f"{code}8{self._digits(digits)}{self._end()}")

    def unplaced(self) -> str:
        """A mobile number that tells no place."""
        return self._fresh(lambda: f"{self._dice.one(UNPLACED)}{self._digits(3)}{self._end()}")

    def service(self) -> str:
        """A 400 number, such as call centres have."""
        return self._fresh(lambda: f"400{self._digits(3)}{self._end()}")

    def foreign(self) -> str:
        """A British or American number out of the ranges for fiction."""
        start, missing = self._dice.one(FICTION)
        return self._fresh(lambda: f"{start}{self._digits(missing)}")

    def _end(self) -> str:
        return f"0{self._digits(3)}"

    def _digits(self, count: int) -> str:
        return f"{int(self._dice.random() * 10**count):0{count}d}"

    def _fresh(self, make: Callable[[], str]) -> str:
        while (number := make()) in self._used:
            continue
        self._used.add(number)
        return number
