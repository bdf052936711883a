"""What a feature says of its table, once, for import and export: its fields, and where its records come from."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.words import pgettext

FieldKind = Literal[
    "text",
    "phone",
    "phones",
    "int",
    "number",
    "money",
    "percent",
    "date",
    "datetime",
    "flag",
    "choice",
    "link",
    "list",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """The words of a choice: labels() gives {word: label} in the language in use; `labels_in` every known label."""

    words: Callable[[Desk], Mapping[str, tuple[str, str] | str]]
    """{word: (context, message) of the catalogue, or the office's own label}."""

    @classmethod
    def of(cls, known: Mapping[str, tuple[str, str]]) -> "Choice":
        """Of words that are the same in every office."""

        def told(_desk: Desk) -> Mapping[str, tuple[str, str] | str]:
            return known

        return cls(told)


@dataclass(frozen=True, slots=True)
class Link:
    """How another record is named in a cell.

    resolve: text → id, UserError when nothing or more than one is meant. tell: ids → the texts that resolve again.
    `within` says that the other record may be an earlier or later row of the same file (a superior among staff).
    """

    resolve: Callable[[Session, Desk, str], int]
    tell: Callable[[Session, Iterable[int]], Mapping[int, str]]
    within: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    name: as in records.md, the key in JSON. label: NP_(context, message). Values by kind, None when empty:
    text, phone: str as typed · phones: tuple of str, a cell may hold several · int · number, money, percent: Decimal
    · date · datetime: aware · flag: bool · choice: its word · link: id · list: tuple of str, or of ids with `link`.
    aliases: further headings, any language. required: a row without it can't be stored (cli.md, the key fields).
    longest: characters that fit; 0 is any. imported false: worked out by the program, only exported; exported false:
    only understood, as a heading that the feature's `tidy` puts elsewhere.
    `any_phone` takes every heading that ends in 电话, 手机, 座机 or 联系方式. units: what may stand behind a number.
    """

    name: str
    label: tuple[str, str]
    kind: FieldKind = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    longest: int = 0
    choice: Choice | None = None
    link: Link | None = None
    imported: bool = True
    exported: bool = True
    any_phone: bool = False
    units: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The heading in the language in use."""
        return pgettext(*self.label)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is: values by the names of the fields. `binned`: it lies in the bin and comes back by import."""

    id: int
    uuid: str
    row_version: int
    values: Mapping[str, Any]
    binned: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that could not be understood, as it was written; never in a row that is stored."""

    text: str


@dataclass(frozen=True, slots=True)
class Within:
    """The value of a link that names another row of the same file, by its code or name; found in `finish`."""

    text: str


@dataclass(slots=True)
class Note:
    """A word about one cell: an error keeps the row out, a warning does not. `field` "" is the row as a whole.

    at: the column of the file, where the cell itself was looked at; -1 for what the field says as a whole.
    """

    level: Literal["error", "warning"]
    field: str
    message: str
    at: int = -1


@dataclass(slots=True)
class Incoming:
    """One row of a file, understood. `values` holds the fields that have a column; None is an empty cell there.

    number: the row in the file, from 1. `clears`: an empty cell empties the stored field (our own export came back).
    """

    number: int
    values: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    uuid: str = ""
    row_version: int | None = None
    clears: bool = False

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a field, `default` when the row tells none."""
        value = self.values.get(name)
        return default if value is None else value

    def warn(self, name: str, message: str) -> None:
        """Mark the cell of `name`; the row is taken all the same."""
        self.notes.append(Note("warning", name, message))

    def refuse(self, name: str, message: str) -> None:
        """Mark the cell of `name`; the row can't be stored."""
        self.notes.append(Note("error", name, message))


@dataclass(frozen=True, slots=True)
class Change:
    """A stored record and what a row of the file makes of it. `values`: the fields that differ, with new values."""

    stored: Stored
    values: Mapping[str, Any]
    row: Incoming


@dataclass(slots=True)
class Index:
    """The stored records that the rows of a file may be about. Records in the bin are in it too."""

    by_uuid: dict[str, int] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    by_key: dict[tuple[str, str], int] = field(default_factory=dict)
    """(name of a key, its value) → id, of records that are not in the bin."""
    codes: dict[int, str] = field(default_factory=dict)
    """id → code."""


def indexed(records: Iterable[tuple[int, str, str, bool, Mapping[str, str]]]) -> Index:
    """The index of (id, uuid, code, lies in the bin, keys) each: for tables that are small enough to be read whole."""
    index = Index()
    for record_id, uuid, code, binned, keys in records:
        index.by_uuid[uuid] = record_id
        if code:
            index.by_code[code] = record_id
            index.codes[record_id] = code
        if not binned:
            for name, key in keys.items():
                if key:
                    index.by_key.setdefault((name, key), record_id)
    return index


def folded(text: str) -> str:
    """A name to compare by: full-width forms folded, no blanks, no difference of case."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class Intake:
    """What a feature does with the rows of a file, in one session. One is made for each plan and each import."""

    code = "code"
    """The field whose value names one record; "" where no field does."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self.session, self.desk = session, desk

    def tidy(self, row: Incoming) -> None:
        """Put values where they belong and write them as they are stored; called before anything else."""

    def index(self, rows: Sequence[Incoming]) -> Index:
        """The records that `rows` may be about, read in one go."""
        raise NotImplementedError

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Records as they are, by id."""
        raise NotImplementedError

    def code_of(self, row: Incoming) -> str:
        """What `index().by_code` is asked by for `row`; "" when the row tells no code."""
        return str(row.get(self.code, "")) if self.code else ""

    def keys(self, row: Incoming) -> Mapping[str, str]:
        """Besides the code: what two rows that mean the same record have in common, {name of the field: key}."""
        return {}

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """Refuse or mark what does not fit, by row.refuse and row.warn. `stored` is None for a new record.

        A value that tells in other words what is stored may be put there as it is stored.
        """

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Store new records; their ids in order. The session is that of the recorded write."""
        raise NotImplementedError

    def change(self, changes: Sequence[Change]) -> None:
        """Bring stored records up to date; one that lies in the bin comes out of it."""
        raise NotImplementedError

    def finish(self) -> None:
        """After the last row: what could only be done when every record of the file is there."""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of record as a table.

    kind: the word of the command line ("dealers"). record: the word of changes and audit ("dealer").
    stored: records by id for export, at most some thousands at once. find: all ids that `--where FIELD=VALUE`
    conditions leave, in the order of the table. conditions: the fields that --where knows.
    parties: kinds of records whose numbers are compared with the phones of this table, for warnings.
    """

    kind: str
    record: str
    title: tuple[str, str]
    fields: tuple[Field, ...]
    find: Callable[[Desk, Sequence[str]], Sequence[int]]
    stored: Callable[[Session, Desk, Sequence[int]], Mapping[int, Stored]]
    intake: Callable[[Session, Desk], Intake] | None = None
    parties: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields that are exported, in order."""
        return tuple(each for each in self.fields if each.exported)

    def field(self, name: str) -> Field:
        """The field called `name`; KeyError when there is none."""
        return next(each for each in self.fields if each.name == name)
