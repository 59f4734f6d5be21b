"""What a failing event log says to a person."""

from __future__ import annotations


class LogError(Exception):
    """The event log cannot be read or changed. The message is plain and says what to do next."""


_KNOWN: tuple[tuple[str, str], ...] = (
    ("readonly", "The record's file may not be written to. Allow writing to {place}, or set ATTUNE_DATABASE_URL."),
    ("read-only", "The record's folder may not be written to. Allow writing to {place}, or set ATTUNE_DATABASE_URL."),
    ("permission", "The record's folder may not be written to. Allow writing to {place}, or set ATTUNE_DATABASE_URL."),
    ("full", "The disk is full, so nothing can be recorded. Free some space beside {place}."),
    ("no space", "The disk is full, so nothing can be recorded. Free some space beside {place}."),
    ("locked", "Another program holds the record's file. Close what has {place} open."),
    ("unable to open", "The record's file cannot be opened. Check that the folder of {place} exists and is a folder."),
    ("not a directory", "The record's folder cannot be made. Check that every part of {place} is a folder."),
    ("file exists", "The record's folder cannot be made. Check that every part of {place} is a folder."),
    ("not a database", "The record's file is damaged. Move {place} away; a new one is made by itself."),
    ("malformed", "The record's file is damaged. Move {place} away; a new one is made by itself."),
    ("could not parse", "The record's address is wrong. Give ATTUNE_DATABASE_URL the form sqlite:////folder/file.db."),
)


def in_plain_words(error: BaseException, place: str) -> str:
    """What is wrong with the log at a place, and the next step."""
    told = str(error).lower()
    for sign, advice in _KNOWN:
        if sign in told:
            return advice.format(place=place)
    return f"The record at {place} cannot be used ({type(error).__name__}). See the server's log for the cause."
