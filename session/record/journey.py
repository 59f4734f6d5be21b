"""A sitting as tables over time, for the page's timeline and for export."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd
import sqlalchemy as sa

from emotion.message import Message
from emotion.modalities import MODALITIES
from emotion.types import EMOTIONS
from session.record import schema

Rows = Sequence[Mapping[str, Any]]

_ATTENTION = [f"attention_{modality}" for modality in MODALITIES]
_AFFECT = ["valence", "arousal", "uncertainty", "unknown", "smoothed_valence", "smoothed_arousal"]
_STATE = [*(emotion.value for emotion in EMOTIONS), *_AFFECT, *_ATTENTION]
_LISTED = ["version", "rank", "previous_rank", "item_id", "title", "kind", "score", "reason", "change"]
_ACTION = ["item_id", "title", "action", "rank"]
_CORRECTION = ["told_valence", "told_arousal", "sensed_valence", "sensed_arousal"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, eq=False)
class Journey:
    """Tables of one sitting, oldest first, each with `time` (s since it began) and `wall` (UTC).

    states: once a second, the probability of each emotion, valence, arousal, uncertainty, unknown, smoothed_valence,
    smoothed_arousal and attention_face, _voice, _text, _told. items: one row for each item of each list shown. actions:
    likes, refusals, openings. comments: text. corrections: told_ and sensed_ valence and arousal (NaN: not sensed).
    """

    states: pd.DataFrame
    items: pd.DataFrame
    actions: pd.DataFrame
    comments: pd.DataFrame
    corrections: pd.DataFrame

    def to_csv(self) -> str:
        """All tables as one CSV in the order of time; the column `record` names the table a row comes from."""
        tables = {f.name: getattr(self, f.name) for f in fields(self)}
        filled = [table.assign(record=name) for name, table in tables.items() if len(table)]
        if not filled:
            return "time,wall,record\n"
        rows = pd.concat(filled).sort_values("time", kind="stable")
        leading = ["time", "wall", "record"]
        rows = rows[leading + [column for column in rows.columns if column not in leading]]
        for column in ("text", "title", "reason", "change"):
            if column in rows:
                rows[column] = rows[column].map(_no_formula, na_action="ignore")
        return rows.to_csv(index=False)


def read_journey(rows_of: Callable[[sa.Table], Rows]) -> Journey:
    """The journey in a sitting's rows, given table by table."""
    begun = rows_of(schema.sittings)
    start = begun[0]["wall"] if begun else 0.0
    listed = [
        {
            **row,
            **item,
            "item_id": item["id"],
            "change": _message(row["change"]),
            "reason": _message(item["reason"]),
        }
        for row in rows_of(schema.lists)
        for item in row["items"]
    ]
    return Journey(
        states=_table(rows_of(schema.states), _STATE, start),
        items=_table(listed, _LISTED, start),
        actions=_table(rows_of(schema.actions), _ACTION, start),
        comments=_table(rows_of(schema.comments), ["text"], start),
        corrections=_table(rows_of(schema.corrections), _CORRECTION, start),
    )


def _table(rows: Rows, columns: list[str], start: float) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["wall", *columns])
    table.insert(0, "time", (table["wall"].astype(float) - start).clip(lower=0.0))  # clocks differ by microseconds
    table["wall"] = pd.to_datetime(table["wall"].astype(float), unit="s", utc=True)
    return table


def _message(stored: str | Mapping[str, Any]) -> Message | str:
    """A message as it was stored; sentences of older records stay as they are."""
    if isinstance(stored, Mapping):
        return Message.from_json(stored)
    return Message.from_json(json.loads(stored)) if stored.startswith("{") else stored


def _no_formula(text: str | Message) -> str:
    """A text that a spreadsheet shows instead of computing it."""
    if isinstance(text, Message):
        return json.dumps(text.as_json(), ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
