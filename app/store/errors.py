"""What can go wrong with the data, each as one sentence a person can act on. Imports no SQLAlchemy."""
# ruff: noqa: N818 - they are told to people, and "ConflictError" says no more than "Conflict"

from collections.abc import Mapping
from typing import Any, Literal

UnavailableKind = Literal["locked", "full", "readonly", "gone"]


class UserError(Exception):
    """Refused for a reason that the person can read and mend. `sentence` is already in the language in
    use.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FieldError(UserError):
    """Refused because of one field, which the form marks and puts the caret into."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Conflict(UserError):
    """The record has moved on since it was read.

    `ours` are the fields the caller wanted to write, `theirs` the record as it is now (None when it is gone);
    `kind` and `id` name the record as `Change` does.
    """

    def __init__(
        self,
        sentence: str,
        *,
        kind: str,
        id: int | None,
        ours: Mapping[str, Any] | None = None,
        theirs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.id = id
        self.ours = dict(ours or {})
        self.theirs = None if theirs is None else dict(theirs)


class Unavailable(UserError):
    """The data can't be reached or written just now; nothing is lost and the same call may be tried again.

    kind: "locked" another program is writing, "full" no room on the disk, "readonly" no right to write,
    "gone" the file or the server can't be reached.
    """

    def __init__(self, sentence: str, *, kind: UnavailableKind) -> None:
        super().__init__(sentence)
        self.kind: UnavailableKind = kind


class Damaged(UserError):
    """The database file is broken; a backup is the way out."""


class ForeignDatabase(UserError):
    """The file or folder is not an office of this program."""


class NewerSchema(UserError):
    """A newer version of the program has written this database."""


class OlderSchema(UserError):
    """The database must be migrated before this version of the program can use it."""


class Interrupted(Exception):
    """A reading was stopped by `store.interrupt`; whoever asked for it no longer wants the answer."""
