"""A journey as a CSV for a spreadsheet, in which no cell is ever computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd

from emotion.message import Message

LEADING = ["time", "wall", "record"]

_COMPUTED = re.compile(r"(^|[;,\t\r\n])[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may compute: text that begins, at once or after a separator or a line's end, like a formula.

Full-width signs count as the plain ones in some. A separator splits a cell where another one is set.
"""


class Export:
    """Makes a journey's CSV longer as the journey grows."""

    def __init__(self, say: Callable[[Message], str]) -> None:
        """say puts a message into words; beside each column of words stands one with the messages' keys."""
        self.say = say
        self._text = ""
        self._written: dict[str, int] = {}
        self._until = 0.0

    def text(self, tables: Mapping[str, pd.DataFrame]) -> str:
        """All rows of all tables, in the order of time; the column `record` names the table a row comes from."""
        new = {name: table.iloc[self._written.get(name, 0) :] for name, table in tables.items()}
        if any(len(table) and table["time"].min() < self._until for table in new.values()):
            self._text, new = "", tables  # a row that came late belongs further up
        rows = self._rows(new)
        self._text += rows.to_csv(index=False, header=not self._text)
        self._written = {name: len(table) for name, table in tables.items()}
        self._until = max([self._until, *rows["time"]])
        return self._text

    def _rows(self, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        worded = [self._worded(table).assign(record=name) for name, table in tables.items()]
        columns = list(dict.fromkeys([*LEADING, *(column for table in worded for column in table.columns)]))
        rows = pd.concat([table.astype(object) for table in worded]).sort_values("time", kind="stable")
        return rows[columns].map(harmless)

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        for column in {"reason", "change", "why"} & set(table.columns):
            messages = table[column]
            said, keys = (messages.map(of, na_action="ignore").astype(object) for of in (self.say, lambda m: m.key))
            table = table.assign(**{column: said, f"{column}_key": keys})
        return table


def harmless(cell: object) -> object:
    """The same where it is no text; text that a spreadsheet might compute after an apostrophe, so that it shows it."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")  # a lone carriage return would end the row
    return f"'{text}" if _COMPUTED.search(text) else text
