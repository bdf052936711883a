"""Turns what the two database drivers raise into the errors people read."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError, PendingRollbackError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from app.store.errors import Conflict, Damaged, ForeignDatabase, Interrupted, Unavailable, UserError
from app.words import _

# The driver forgets the name where it copies a database and where a text is no UTF-8: the fixed text is all there is.
_UNNAMED = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "Could not decode to UTF-8": "SQLITE_CORRUPT",
}


def translated_error(error: BaseException, *, where: str) -> Exception | None:
    """The error to raise instead of `error`, or None when it is a bug and should be seen as it is.

    `where`: the file or server, as a person knows it. SQLite is judged by its error name, never by the
    text, and
    PostgreSQL by SQLSTATE.
    """
    if isinstance(error, StaleDataError):
        return Conflict(
            _("Someone else has just changed this record. Open it again and look."), kind="", id=None
        )
    if isinstance(error, PoolTimeout):
        return _locked(where)
    driver: BaseException | None = error
    if isinstance(error, PendingRollbackError):
        driver = error.__cause__ or error.__context__
    if isinstance(driver, DBAPIError):
        driver = driver.orig
    if isinstance(driver, sqlite.OperationalError) and not hasattr(driver, "sqlite_errorname"):
        name = next((name for text, name in _UNNAMED.items() if str(driver).startswith(text)), None)
        return _of_sqlite(name, where=where) if name else None
    if isinstance(driver, UnicodeDecodeError) and _raised_in(driver, "sqlalchemy.", "app.store."):
        return damaged(where)  # such bytes in the message of another fault
    if isinstance(driver, ValueError) and _raised_in(driver, "sqlalchemy.", "app.store.types"):
        return damaged(where)  # no value that such a column can hold
    if isinstance(driver, OSError):
        return _of_system(driver, where=where)
    if driver is None or isinstance(driver, SQLAlchemyError):
        return None
    name = getattr(driver, "sqlite_errorname", None)
    if name is not None:
        return _of_sqlite(str(name), where=where)
    if type(driver).__module__.split(".")[0] == "psycopg":
        return _of_postgres(driver, where=where)
    return None


def _raised_in(error: BaseException, *modules: str) -> bool:
    """Whether the innermost frame stands in one of `modules`, which read what the driver gives."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = trace.tb_frame.f_globals.get("__name__", "") if trace is not None else ""
    return place.startswith(modules)


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Run the block; whatever the driver raises in it comes out as one of `errors`."""
    try:
        yield
    except (UserError, Interrupted):
        raise
    except Exception as error:
        better = translated_error(error, where=where)
        if better is None:
            raise
        raise better from error


def _of_system(error: OSError, *, where: str) -> Exception | None:
    path = str(error.filename or where)
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only(path)
    if error.errno in {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOENT, errno.ENOTDIR}:
        return gone(path)
    return None


def _of_sqlite(name: str, *, where: str) -> Exception | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _locked(where)
    if name == "SQLITE_FULL":
        return full(where)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return read_only(where)
    if name.startswith("SQLITE_INTERRUPT"):
        return Interrupted()
    if name.startswith("SQLITE_CORRUPT"):
        return damaged(where)
    if name.startswith("SQLITE_NOTADB"):
        return foreign(where)
    if name.startswith("SQLITE_IOERR") and Path(where).exists():
        return refused_by_disk(where)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return gone(where)
    return None


def _of_postgres(error: BaseException, *, where: str) -> Exception | None:
    import psycopg

    state = str(getattr(error, "sqlstate", None) or "")
    if state == "57014":  # query_canceled: by us, or by statement_timeout
        return Interrupted()
    if state in {"55P03", "40001", "40P01"}:  # lock_not_available, serialization_failure, deadlock_detected
        return _locked(where)
    if state == "53100":
        return full(where)
    if state in {"25006", "42501"}:  # read_only_sql_transaction, insufficient_privilege
        return read_only(where)
    if state.startswith("XX"):
        return damaged(where)
    # Without a state the connection itself failed; 08 connection, 57P shutdown, 53 out of resources.
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and (
        not state or state.startswith(("08", "57P", "53", "28", "3D"))
    ):
        return gone(where)
    return None


def _locked(where: str) -> Unavailable:
    return Unavailable(
        _("Another program is writing to {where} just now. Nothing is lost; try again in a moment.").format(
            where=where
        ),
        kind="locked",
    )


def full(where: str) -> Unavailable:
    """No room: says where and how many bytes are free, when that can be known."""
    return Unavailable(
        _("There is no room left for {where} ({free} free). Make room on that disk and save again.").format(
            where=where, free=_free(where)
        ),
        kind="full",
    )


def refused_by_disk(where: str) -> Unavailable:
    """The disk took no more: a quota, a limit on the size of files, or a fault. SQLite does not say which."""
    return Unavailable(
        _(
            "The disk did not take what was written to {where} ({free} free). Make room, or have the disk "
            "checked, and save again."
        ).format(where=where, free=_free(where)),
        kind="full",
    )


def read_only(where: str) -> Unavailable:
    """No right to write."""
    return Unavailable(
        _(
            "{where} may only be read, not written. Ask for the right to write there, or move the office."
        ).format(where=where),
        kind="readonly",
    )


def gone(where: str) -> Unavailable:
    """The file or server can't be reached."""
    return Unavailable(
        _("{where} can't be reached. Check the disk or the network and try again.").format(where=where),
        kind="gone",
    )


def damaged(where: str) -> Damaged:
    """A broken file."""
    return Damaged(_("The database {where} is damaged. Restore the newest good backup.").format(where=where))


def foreign(where: str) -> ForeignDatabase:
    """Not a database of this program."""
    return ForeignDatabase(
        _("{where} is not an office of this program; it was left as it is.").format(where=where)
    )


def _free(where: str) -> str:
    folder = Path(where)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return _("an unknown amount")
    if free < 10 * 1024:
        return _("{count} bytes").format(count=free)
    return _("{count:.1f} MB").format(count=free / 1024 / 1024)
