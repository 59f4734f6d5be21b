"""What is wrong with a record that cannot be read or changed, told by the kind of error and never by its words."""

from __future__ import annotations

import errno
from collections.abc import Iterator

import sqlalchemy as sa

from emotion.message import Message


class LogError(Exception):
    """The record cannot be read or changed. Its one argument is a message that says why and what to do.

    No place of the server and nothing of a person is named in it.
    """

    @property
    def message(self) -> Message:
        """What to say."""
        return self.args[0]


_OF_CODE = {
    "SQLITE_BUSY": "record-locked",
    "SQLITE_LOCKED": "record-locked",
    "SQLITE_READONLY": "record-read-only",
    "SQLITE_PERM": "record-read-only",
    "SQLITE_FULL": "record-full",
    "SQLITE_CANTOPEN": "record-no-file",
    "SQLITE_NOTADB": "record-damaged",
    "SQLITE_CORRUPT": "record-damaged",
    "SQLITE_ERROR": "record-foreign",
    errno.ENOSPC: "record-full",
    errno.EDQUOT: "record-full",
    errno.EACCES: "record-read-only",
    errno.EPERM: "record-read-only",
    errno.EROFS: "record-read-only",
    errno.ENOTDIR: "record-no-folder",
    errno.EEXIST: "record-no-folder",
}
"""The key of what is said, by SQLite's result code or the operating system's error number."""

_OF_SQLSTATE = {
    "53100": "record-full",
    "53300": "record-busy",
    "55P03": "record-locked",
    "57014": "record-slow",
    "25006": "record-read-only",
    "42501": "record-read-only",
    "42": "record-foreign",
    "08": "record-unreachable",
    "57": "record-unreachable",
    "XX": "record-damaged",
}
"""The same by PostgreSQL's SQLSTATE, or by its first two characters, which name its class."""


def stated(error: BaseException) -> Message:
    """What is wrong, in a message that holds nothing of the error's own words: they may quote a row."""
    if isinstance(error, LogError):
        return error.message
    if isinstance(error, (sa.exc.ArgumentError, sa.exc.NoSuchModuleError)):
        return Message("record-no-address")
    for cause in _causes(error):
        key = _OF_CODE.get(_code(cause)) or _of_sqlstate(getattr(cause, "sqlstate", None))
        if key:
            return Message(key)
        if isinstance(cause, TimeoutError):
            return Message("record-locked")
    return Message("record-unreachable" if _never_connected(error) else "record-unusable")


def named(error: BaseException) -> str:
    """An error for the server's log: its class and code, and nothing that it quotes."""
    codes = [str(_code(cause) or getattr(cause, "sqlstate", None) or "") for cause in _causes(error)]
    return " ".join([type(error).__name__, *filter(None, codes)])


def is_of_one_row(error: BaseException) -> bool:
    """Whether the database refused a value, rather than to work at all."""
    if isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated:
        return False
    if isinstance(error, sa.exc.ProgrammingError):  # a value that cannot be bound never reaches the server
        return getattr(error.orig, "sqlstate", None) is None
    refusals = (sa.exc.IntegrityError, sa.exc.DataError, UnicodeError)
    return isinstance(error, refusals) or type(error) is sa.exc.StatementError


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps."""
    yield error
    if isinstance(error, sa.exc.StatementError) and error.orig is not None:
        yield error.orig


def _code(error: BaseException) -> str | int | None:
    """SQLite's primary result code by name, or the operating system's error number."""
    name = getattr(error, "sqlite_errorname", None)
    return "_".join(name.split("_")[:2]) if name else getattr(error, "errno", None)


def _of_sqlstate(sqlstate: str | None) -> str | None:
    return _OF_SQLSTATE.get(sqlstate, _OF_SQLSTATE.get(sqlstate[:2])) if sqlstate else None


def _never_connected(error: BaseException) -> bool:
    """Whether a server could not be reached or let nobody in: such an error has no code at all."""
    return isinstance(error, sa.exc.OperationalError) and not any(
        _code(cause) or getattr(cause, "sqlstate", None) for cause in _causes(error)
    )
