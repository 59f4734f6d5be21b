"""A sitting as tables over time, for the page's timeline and for export. Only what is new is ever read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd
import sqlalchemy as sa

from emotion.message import Message
from emotion.modalities import MODALITIES
from emotion.types import EMOTIONS
from session.record import schema
from session.record.chosen import HEALTH, STAYED
from session.record.export import Export
from session.sitting.timings import FRAME, FUSION, RANKING

Row = dict[str, Any]
RowsOf = Callable[[sa.Table, str, int], Sequence[Row]]
"""The rows of a table and a sitting with an id greater than a given one, oldest first."""

_ATTENTION = [f"attention_{modality}" for modality in MODALITIES]
_AFFECT = ["valence", "arousal", "uncertainty", "unknown", "smoothed_valence", "smoothed_arousal"]
_PARTS = [*MODALITIES, FUSION, RANKING, FRAME]
_RUNG = ["rung", "faces", "hop", "width", "height"]
_COLUMNS: dict[str, tuple[sa.Table, list[str]]] = {
    "states": (schema.states, [*(emotion.value for emotion in EMOTIONS), *_AFFECT, *_ATTENTION]),
    "items": (
        schema.lists,
        [
            *("version", "rank", "previous_rank", "item_id", "title", "kind", "score", "reason", "change"),
            *("policy", "strategy", "why"),
        ],
    ),
    "actions": (schema.actions, ["item_id", "title", "action", "rank"]),
    "comments": (schema.comments, ["text"]),
    "stays": (
        schema.settings,
        ["item_id", "title", "seconds", "ending", "before_valence", "before_arousal", "after_valence", "after_arousal"],
    ),
    "corrections": (schema.corrections, ["told_valence", "told_arousal", "sensed_valence", "sensed_arousal"]),
    "health": (
        schema.settings,
        [
            *_RUNG,
            *("face_rate", "frames_dropped", "sound_dropped", "waiting", "device"),
            *(f"{part}_{share}_ms" for part in _PARTS for share in ("p50", "p95")),
        ],
    ),
}
"""The table of the record behind each table of a journey, and its columns there besides time and wall."""


@dataclass(frozen=True, eq=False)
class Journey:
    """Tables of one sitting, oldest first, each with `time` (s since it began) and `wall` (UTC).

    states: once a second, the probability of each emotion, valence, arousal, uncertainty, unknown, smoothed_valence,
    smoothed_arousal and attention_face, _voice, _text, _told. items: one row for each item of each list shown, reason
    and change as messages, and by which strategy of which policy it was made, with why, a message. actions: likes,
    refusals, openings. comments: text. corrections: told_ and sensed_ valence and arousal (NaN: not sensed). stays:
    items that were open until then, for how many seconds, how that ended, and the feeling before and after (NaN: not
    sensed). health: once a minute while sensed, and where it changed, the rung of the ladder and what is read on it,
    faces read a second, shares dropped of what arrived (NaN: nothing did), people who waited for the processor, the
    device ("cpu" or "gpu"), and median and 95th percentile of each part in ms.
    """

    states: pd.DataFrame
    items: pd.DataFrame
    actions: pd.DataFrame
    comments: pd.DataFrame
    corrections: pd.DataFrame
    stays: pd.DataFrame
    health: pd.DataFrame


class JourneyReader:
    """Reads one sitting's journey on from where it was read last. Safe to use from any thread."""

    def __init__(self, rows_of: RowsOf, sitting_id: str) -> None:
        self._rows_of = rows_of
        self._id = sitting_id
        self._lock = threading.Lock()
        self._seen = {table: 0 for table, _ in _COLUMNS.values()}
        self._start: float | None = None
        self._journey = Journey(**{name: _table([], columns, 0.0) for name, (_, columns) in _COLUMNS.items()})
        self._export: Export | None = None

    def read(self) -> Journey:
        """The journey until now; the very same object while nothing is new. Raises what rows_of raises."""
        with self._lock:
            return self._read()

    def csv(self, say: Callable[[Message], str]) -> str:
        """The journey as one CSV in the order of time, messages put into words by say."""
        with self._lock:
            journey = self._read()
            if self._export is None or self._export.say != say:
                self._export = Export(say)
            return self._export.text({f.name: getattr(journey, f.name) for f in fields(journey)})

    def _read(self) -> Journey:
        if self._start is None:
            begun = self._rows_of(schema.sittings, self._id, 0)
            self._start = begun[0]["wall"] if begun else None
        new = {table: self._rows_of(table, self._id, after) for table, after in self._seen.items()}
        if any(new.values()):
            self._seen |= {table: rows[-1]["id"] for table, rows in new.items() if rows}
            added = {name: self._added(name, new[table]) for name, (table, _) in _COLUMNS.items() if new[table]}
            self._journey = Journey(**(vars(self._journey) | added))
        return self._journey

    def _added(self, name: str, rows: Sequence[Row]) -> pd.DataFrame:
        before, columns = getattr(self._journey, name), _COLUMNS[name][1]
        added = _table([part for row in rows for part in _parts(name, row)], columns, self._start or 0.0)
        if len(before) and len(added):
            return pd.concat([before, added], ignore_index=True)
        return added if len(added) else before


def _parts(name: str, row: Row) -> list[Row]:
    """The rows of a journey's table that one row of the record makes."""
    if name == "states":
        return [row | {f"attention_{modality}": share for modality, share in row["attention"].items()}]
    if name == "items":
        change, strategy = Message.from_json(row["change"]), row["strategy"]
        made = {
            "change": change,
            "strategy": strategy.get("chosen") or strategy.get("name"),
            "why": Message.from_json(strategy["why"]) if "why" in strategy else None,
        }
        own = [{"item_id": item["id"], "reason": Message.from_json(item["reason"])} for item in row["items"]]
        return [row | item | shown | made for item, shown in zip(row["items"], own, strict=True)]
    if name == "stays":
        return [row | _stay(row["value"])] if row["name"] == STAYED else []
    if name == "health":
        return [row | _health(row["value"])] if row["name"] == HEALTH else []
    return [row]


def _health(value: Mapping[str, Any]) -> Row:
    paces = {f"{part}_p50_ms": pace[0] for part, pace in value["paces"].items()}
    paces |= {f"{part}_p95_ms": pace[1] for part, pace in value["paces"].items()}
    return {**value, **paces, "device": "gpu" if value["accelerated"] else "cpu"}


def _stay(value: Mapping[str, Any]) -> Row:
    felt = value.get("reaction") or {}
    places = {when: felt.get(when, (None, None)) for when in ("before", "after")}
    named = {
        f"{when}_{axis}": place[n] for when, place in places.items() for n, axis in enumerate(("valence", "arousal"))
    }
    return {name: value.get(name) for name in ("item_id", "title", "seconds", "ending")} | named


def _table(rows: Sequence[Row], columns: Sequence[str], start: float) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["wall", *columns])
    table.insert(0, "time", (table["wall"].astype(float) - start).clip(lower=0.0))  # clocks differ by microseconds
    table["wall"] = pd.to_datetime(table["wall"].astype(float), unit="s", utc=True)
    return table
