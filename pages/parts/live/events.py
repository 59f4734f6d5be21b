"""What happened in a sitting, from its journey: the marks of the timeline and the lines of the list. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd

from emotion.feelings import feeling, nearest
from emotion.message import Message
from pages.parts.live.switches import Switch
from pages.texts import Texts
from session.record.journey import Journey

LONGEST = 160
"""Characters of a comment that are shown."""

COLUMNS = ["time", "what", "text"]


class Happened(NamedTuple):
    """One event: minutes and seconds since the sitting began, what it was (see `of`), and in words."""

    clock: str
    what: str
    text: str


def of(journey: Journey, t: Texts, switches: Sequence[Switch] = ()) -> pd.DataFrame:
    """Everything the person did, and each change of the list, oldest first.

    time is in s; what is an action's value, "comment", "correction", "stay" (an item was left), "list" or "switch"
    (another strategy took over); text says more in the language of t.
    """
    lists = journey.items[journey.items["rank"] == 1]
    parts = [
        _frame(journey.actions, lambda row: row["action"], lambda row: row["title"]),
        _frame(journey.comments, lambda row: "comment", lambda row: _short(row["text"])),
        _frame(journey.corrections, lambda row: "correction", lambda row: _correction(row, t)),
        _frame(journey.stays, lambda row: "stay", lambda row: _stay(row, t)),
        _frame(lists, lambda row: "list", lambda row: t.say(row["change"])),
        pd.DataFrame([(one.time, "switch", one.text) for one in switches], columns=COLUMNS),
    ]
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(filled, ignore_index=True).sort_values("time", kind="stable", ignore_index=True)


def newest(happened: pd.DataFrame, count: int) -> list[Happened]:
    """The last events, the newest first."""
    last = happened.iloc[::-1].head(count)
    return [
        Happened(f"{int(one.time) // 60}:{int(one.time) % 60:02d}", one.what, one.text) for one in last.itertuples()
    ]


def _frame(rows: pd.DataFrame, what: Callable[[dict], str], text: Callable[[dict], str]) -> pd.DataFrame:
    listed = rows.to_dict("records")
    return pd.DataFrame([(row["time"], what(row), text(row)) for row in listed], columns=COLUMNS)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}\u2026"


def _stay(row: dict, t: Texts) -> str:
    told = {"title": row["title"], "seconds": round(row["seconds"])}
    if pd.isna(row["before_valence"]):
        return t(f"journey-{row['ending']}", **told)
    before, after = (nearest(row[f"{when}_valence"], row[f"{when}_arousal"]) for when in ("before", "after"))
    moved = Message(
        "journey-same" if before == after else "journey-moved", {"before": feeling(before), "after": feeling(after)}
    )
    return t(f"journey-{row['ending']}-and", **told, moved=moved)


def _correction(row: dict, t: Texts) -> str:
    told = t.say(feeling(nearest(row["told_valence"], row["told_arousal"])))
    if pd.isna(row["sensed_valence"]):
        return told
    sensed = t.say(feeling(nearest(row["sensed_valence"], row["sensed_arousal"])))
    return t("journey-correction", told=told, sensed=sensed)
