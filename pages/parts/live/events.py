"""What happened in a sitting, from its journey: the marks of the timeline and the lines of the list. Pure."""

from __future__ import annotations

import pandas as pd

from pages.parts.shared import words
from pages.parts.shared.language import say
from session.record.journey import Journey

LONGEST = 160
"""Characters of a comment that are shown."""

_DONE = {"like": "Liked", "no": "Not for you", "open": "Opened", "finish": "Finished"}

COLUMNS = ["time", "what", "text"]


def of(journey: Journey) -> pd.DataFrame:
    """Everything the person did, and each change of the list: time in s, what it was, and in which words."""
    parts = [
        _frame(journey.actions, lambda row: _DONE.get(row["action"], row["action"]), lambda row: row["title"]),
        _frame(journey.comments, lambda row: "You wrote", lambda row: _short(row["text"])),
        _frame(journey.corrections, lambda row: "You corrected", _correction),
        _frame(journey.items[journey.items["rank"] == 1], lambda row: "List changed", lambda row: say(row["change"])),
    ]
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(filled, ignore_index=True).sort_values("time", kind="stable", ignore_index=True)


def newest(journey: Journey, count: int) -> list[tuple[str, str, str]]:
    """The last events, the newest first: minutes and seconds since the sitting began, what it was, and in words."""
    last = of(journey).iloc[::-1].head(count)
    return [(f"{int(row.time) // 60}:{int(row.time) % 60:02d}", row.what, row.text) for row in last.itertuples()]


def _frame(rows: pd.DataFrame, what, text) -> pd.DataFrame:
    listed = rows.to_dict("records")
    return pd.DataFrame([(row["time"], what(row), text(row)) for row in listed], columns=COLUMNS)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}\u2026"


def _correction(row: dict) -> str:
    told = f"pleasant {words.signed(row['told_valence'])}, energy {words.signed(row['told_arousal'])}"
    if pd.isna(row["sensed_valence"]):
        return told
    return (
        f"{told}; read was pleasant {words.signed(row['sensed_valence'])}, energy {words.signed(row['sensed_arousal'])}"
    )
