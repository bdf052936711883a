"""Cells as values of fields: what is understood, what is put right, and the sentence for what can't be read."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy.orm import Session

from app import words as language
from app.china import phones
from app.office import settings
from app.office.desk import Desk
from app.sheets.values import storable
from app.store.errors import FieldError, UserError
from app.transfer import dates, numbers
from app.transfer.fields import Field, Incoming
from app.transfer.grid import Cell, text_of
from app.words import _, pgettext

_YES = frozenset({"yes", "y", "true", "1", "是", "有", "√", "✓", "✔", "对", "常驻", "on"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "×", "✗", "✘", "x", "错", "不", "off"})
_PARTS = re.compile(r"[/、,，;；|\n]+")
_MOST_WHOLE = 2**31  # what a database's whole number holds, and more than anything that is counted
_NOISE = Decimal("0.0000001")  # what a spreadsheet's reckoning leaves behind the decimals


class Reader:
    """Reads cells for one import: knows the office's words, zone and people, and asks the database once for a name."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self._session, self._desk = session, desk
        self._area = desk.settings.get(settings.AREA_CODE) or None
        self._words: dict[str, dict[str, str]] = {}
        self._links: dict[tuple[str, str], int | UserError] = {}
        self._readers: Mapping[str, Callable[[Field, Cell, Incoming], Any]] = {
            "text": self._text, "phone": self._phone, "phones": self._phones, "int": self._int,
            "number": self._number, "money": self._number, "percent": self._percent, "date": self._date,
            "datetime": self._datetime, "flag": self._flag, "choice": self._choice, "link": self._link,
            "list": self._list,
        }  # fmt: skip

    def read(self, field: Field, cell: Cell, row: Incoming) -> Any:
        """The value of `cell` for `field`, None when it is empty. FieldError says what is wrong; marks go to `row`."""
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        return self._readers[field.kind](field, cell, row)

    def _text(self, field: Field, cell: Cell, row: Incoming) -> str:
        text = storable(text_of(cell)).strip()
        if field.longest and len(text) > field.longest:
            raise FieldError(
                field.name,
                _("Longer than {most} characters ({count}): shorten it.").format(
                    most=field.longest, count=len(text)
                ),
            )
        return text

    def _phone(self, field: Field, cell: Cell, row: Incoming) -> str:
        text = phone_text(cell)
        found = phones.parse_all(text, area=self._area)
        if text and all(phone.kind == "invalid" for phone in found):
            why = phones.problem(text) or _("This is not a phone number.")
            row.warn(field.name, _("{why} Kept as typed: {text}").format(why=_bare(why), text=text))
        if field.longest and len(text) > field.longest:
            raise FieldError(
                field.name,
                _("Longer than {most} characters ({count}): shorten it.").format(
                    most=field.longest, count=len(text)
                ),
            )
        return text

    def _phones(self, field: Field, cell: Cell, row: Incoming) -> tuple[str, ...]:
        text = phone_text(cell)
        found = phones.parse_all(text, area=self._area)
        if not found:
            row.warn(field.name, _("There is no number in it. It is kept as typed: {text}").format(text=text))
            return (text,)
        wrong = [phone for phone in found if phone.kind == "invalid"]
        if wrong:
            why = phones.problem(wrong[0].number or text) or _("This is not a phone number.")
            row.warn(
                field.name,
                _("{why} Kept as typed: {text}").format(why=_bare(why), text=wrong[0].raw or text),
            )
        return numbers_of(text, area=self._area)

    def _int(self, field: Field, cell: Cell, row: Incoming) -> int:
        value = self._number(field, cell, row)
        if value != value.to_integral_value():
            raise FieldError(field.name, _("{text} is no whole number.").format(text=text_of(cell)))
        if abs(value) >= _MOST_WHOLE:
            raise FieldError(field.name, _("{text} is no number.").format(text=text_of(cell)))
        return int(value)

    def _number(self, field: Field, cell: Cell, row: Incoming) -> Decimal:
        if isinstance(cell, bool | date | datetime | time | timedelta):
            raise FieldError(field.name, _("{text} is no number.").format(text=text_of(cell)))
        value = numbers.read(text_of(cell), units=field.units, myriads=field.kind == "money")
        if value is None:
            raise FieldError(field.name, _("{text} is no number.").format(text=text_of(cell)))
        if field.kind != "money" and value == value.to_integral_value():
            return value
        kept = value.quantize(Decimal("0.01" if field.kind == "money" else "0.001"), ROUND_HALF_UP)
        if abs(kept - value) > _NOISE:
            row.warn(field.name, _("{text} was rounded to {value}.").format(text=text_of(cell), value=kept))
        return kept

    def _percent(self, field: Field, cell: Cell, row: Incoming) -> Decimal:
        text = text_of(cell)
        if text.endswith(("%", "％")):
            return self._number(field, text[:-1], row) / 100
        return self._number(field, cell, row)

    def _date(self, field: Field, cell: Cell, row: Incoming) -> date:
        moment = _moment(cell)
        if moment is None:
            raise FieldError(
                field.name, _("{text} is no date. Write it as 2026-10-13.").format(text=text_of(cell))
            )
        return moment.date()

    def _datetime(self, field: Field, cell: Cell, row: Incoming) -> datetime:
        moment = _moment(cell)
        if moment is None:
            raise FieldError(
                field.name, _("{text} is no time. Write it as 2026-10-13 10:42.").format(text=text_of(cell))
            )
        return self._desk.local(moment)

    def _flag(self, field: Field, cell: Cell, row: Incoming) -> bool:
        text = unicodedata.normalize("NFKC", text_of(cell)).lower()
        if isinstance(cell, bool):
            return cell
        if text in _YES or text in _NO:
            return text in _YES
        raise FieldError(field.name, _("{text} is neither yes nor no.").format(text=text_of(cell)))

    def _choice(self, field: Field, cell: Cell, row: Incoming) -> str:
        known = self.words(field)
        text = text_of(cell)
        found = known.get(text) or known.get(text.lower())
        if found is None:
            labels = dict.fromkeys(self.label(field, word) for word in dict.fromkeys(known.values()))
            raise FieldError(
                field.name,
                _("{text} is none of: {words}.").format(text=text, words=_(", ").join(labels)),
            )
        return found

    def words(self, field: Field) -> dict[str, str]:
        """Everything that a cell of a choice may say → its word: words and labels of every language."""
        known = self._words.get(field.name)
        if known is None:
            assert field.choice is not None
            told = field.choice.words(self._desk)
            known = {word: word for word in told}
            for word, label in told.items():
                for text in (label,) if isinstance(label, str) else _labels(label):
                    known.setdefault(text, word)
                    known.setdefault(text.lower(), word)
            self._words[field.name] = known
        return known

    def label(self, field: Field, word: str) -> str:
        """A choice's word as it is shown and exported."""
        assert field.choice is not None
        label = field.choice.words(self._desk).get(word, word)
        return label if isinstance(label, str) else pgettext(*label)

    def _link(self, field: Field, cell: Cell, row: Incoming) -> int:
        return self.linked(field, text_of(cell))

    def linked(self, field: Field, text: str) -> int:
        """The id that `text` names; asked once for each text."""
        assert field.link is not None
        known = self._links.get((field.name, text))
        if known is None:
            try:
                known = field.link.resolve(self._session, self._desk, text)
            except UserError as problem:
                known = problem
            self._links[field.name, text] = known
        if isinstance(known, UserError):
            raise FieldError(field.name, known.sentence)
        return known

    def _list(self, field: Field, cell: Cell, row: Incoming) -> tuple[Any, ...]:
        parts = [part.strip() for part in _PARTS.split(text_of(cell)) if part.strip()]
        if field.link is None:
            return tuple(dict.fromkeys(parts))
        return tuple(dict.fromkeys(self.linked(field, part) for part in parts))


def phone_text(cell: Cell) -> str:
    """A cell with numbers as it was typed: a landline that lost its 0 to the spreadsheet has it again."""
    text = storable(text_of(cell)).strip()
    if isinstance(cell, int | float) or (text.isascii() and text.isdigit()):
        found = phones.parse(text)
        if found.kind == "landline" and found.number == f"0{text}":
            return found.number
    elif re.fullmatch(r"\d+\.0+|\d(?:\.\d+)?[eE]\+?\d+", text):
        found = phones.parse(text)
        if found.kind != "invalid":
            return found.number
    return text


def _bare(sentence: str) -> str:
    """A Chinese sentence without its end, to go on; an English one as it is."""
    return sentence.rstrip("。")


def numbers_of(text: str, *, area: str | None = None) -> tuple[str, ...]:
    """Every number of a text as it was typed, each once; the whole text where there is none."""
    found = phones.parse_all(text, area=area)
    if not found:
        return (text.strip(),) if text.strip() else ()
    return tuple(dict.fromkeys(_told(phone, found) for phone in found))


def number_key(text: str, *, area: str | None = None) -> str:
    """What two writings of one number have in common, its extension too; a text that is no number is itself."""
    phone = phones.parse(text, area=area)
    if phone.kind == "invalid":
        return storable(text).strip()
    return f"{phone.number}x{phone.extension}" if phone.extension else phone.number


def _told(phone: phones.Phone, found: list[phones.Phone]) -> str:
    """One number of a cell as text. Of several, a landline that borrowed its area code gets it written out."""
    if phone.kind == "invalid" or len(found) == 1:
        return phone.raw.strip(" /,;、，；")
    digits = re.sub(r"\D", "", phone.raw)
    if phone.kind == "landline" and phone.number.startswith("0") and not digits.startswith("0"):
        return f"{phone.number}-{phone.extension}" if phone.extension else phone.number
    return phone.raw.strip(" /,;、，；")


def _moment(cell: Cell) -> datetime | None:
    if isinstance(cell, datetime):
        return (cell + timedelta(microseconds=500_000)).replace(microsecond=0) if cell.microsecond else cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - the office's zone is put on later
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    if isinstance(cell, int | float):
        return dates.serial(cell) or (dates.read(text_of(cell)) if float(cell).is_integer() else None)
    return dates.read(cell)


def _labels(pair: tuple[str, str]) -> set[str]:
    return {language.pgettext_in(tongue, *pair) for tongue in language.LANGUAGES}
