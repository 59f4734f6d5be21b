"""What the record knows of a sitting, put on this process's clock. What this version no longer knows is left out."""

from __future__ import annotations

import math
import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from emotion.modalities import TOLD, asked_for
from recommender.types import Action, Controls, Event, Goal, Loaded, Reaction
from recommender.understanding.wishes import Wishes
from session.condition import DECIDERS, DEMO, Condition
from session.record import schema
from session.record.chosen import (
    ALOUD,
    GAVE,
    ONLY_ME,
    POLICY,
    STAYED,
    TOGETHER,
    TOWARDS,
    WISHES,
    reaction_of,
    wishes_of,
)
from session.record.log import EventLog
from session.sitting.choices import HISTORY_LIMIT, REACTIONS_LIMIT, Choices
from session.types import Consent

HISTORY = "history"

LISTS = 60
"""So many of the last lists say which items were listed before."""


@dataclass(frozen=True)
class Restored:
    """A sitting as the log knows it.

    earlier: the ids of items that its lists held, oldest first. told: (valence, arousal, time) of a correction that
    still counts, or None. gave: something of it was given already to how all are read.
    """

    choices: Choices
    list_version: int
    earlier: tuple[str, ...]
    told: tuple[float, float, float] | None
    gave: bool = False


def restore(log: EventLog, sitting_id: str, known: Container[str]) -> Restored | None:
    """What the log knows of a sitting; None for an unknown one. known: the ids of the items there are.

    A goal, control, action, sense or item of the record that this version lacks is passed over. Raises LogError when
    the log cannot be read.
    """
    agreed = log.rows(schema.consents, sitting_id, last=1)
    if not agreed:
        return None
    offset = time.monotonic() - time.time()
    rows = log.rows(schema.settings, sitting_id)
    settings = {row["name"]: row["value"] for row in rows}
    lists = log.rows(schema.lists, sitting_id, last=LISTS)
    choices = Choices(
        consent=_consent(agreed[0]),
        goal=_goal(settings.get("goal")),
        controls=_controls(settings.get("controls")),
        history=_events(log.rows(schema.actions, sitting_id, last=HISTORY_LIMIT), known, offset),
        loaded=_loaded(settings.get(HISTORY), known),
        language=settings.get("language"),
        wishes=_wishes(settings.get(WISHES)),
        policy=_policy(settings.get(POLICY)),
        towards=_towards(settings.get(TOWARDS)),
        reactions=_reactions([row for row in rows if row["name"] == STAYED], known, offset),
    )
    earlier = dict.fromkeys(item["id"] for row in lists for item in row["items"] if item["id"] in known)
    return Restored(
        choices=choices,
        list_version=lists[-1]["version"] if lists else 0,
        earlier=tuple(earlier),
        told=_told(log, sitting_id, offset),
        gave=GAVE in settings,
    )


def condition_of(log: EventLog, sitting_id: str) -> Condition:
    """What a sitting is held under; the demo's condition where the record does not say or says what nobody knows."""
    begun = log.rows(schema.sittings, sitting_id, last=1)
    try:
        return Condition.from_json(begun[0]["condition"] or {}) if begun else DEMO
    except ValueError:
        return DEMO


def _consent(row: Mapping[str, Any]) -> Consent:
    agreed = frozenset(modality for modality in asked_for() if str(modality) in row["modalities"])
    given = row["modalities"]
    return Consent(
        agreed, row["keep_comments"], aloud=ALOUD in given, only_me=ONLY_ME in given, together=TOGETHER in given
    )


def _goal(value: Any) -> Goal:
    return Goal(value) if value in tuple(Goal) else Goal.FOR_YOU


def _policy(value: Any) -> str:
    return value if value in DECIDERS else ""


def _towards(value: Any) -> tuple[float, float] | None:
    return (float(value[0]), float(value[1])) if isinstance(value, list) and len(value) == 2 else None


def _controls(value: Any) -> Controls:
    names = {field.name for field in fields(Controls)}
    given = value.items() if isinstance(value, Mapping) else ()
    return Controls(**{n: v for n, v in given if n in names and isinstance(v, (int, float)) and math.isfinite(v)})


def _events(rows: Sequence[Mapping[str, Any]], known: Container[str], offset: float) -> tuple[Event, ...]:
    return tuple(
        Event(row["item_id"], Action(row["action"]), row["wall"] + offset)
        for row in rows
        if row["action"] in tuple(Action) and row["item_id"] in known
    )


def _loaded(value: Any, known: Container[str]) -> Loaded:
    given = value if isinstance(value, Mapping) else {}
    return Loaded(
        **{f.name: tuple(item_id for item_id in given.get(f.name, ()) if item_id in known) for f in fields(Loaded)}
    )


def _reactions(rows: Sequence[Mapping[str, Any]], known: Container[str], offset: float) -> tuple[Reaction, ...]:
    told = [(row["value"].get("reaction"), row["wall"] + offset) for row in rows]
    found = [replace(reaction_of(value), time=time) for value, time in told if value and value["item_id"] in known]
    return tuple(found[-REACTIONS_LIMIT:])


def _wishes(value: Any) -> Wishes:
    try:
        return wishes_of(value) if value else Wishes()
    except (TypeError, KeyError):
        return Wishes()


def _told(log: EventLog, sitting_id: str, offset: float) -> tuple[float, float, float] | None:
    for row in log.rows(schema.corrections, sitting_id, last=1):
        at = row["wall"] + offset
        if time.monotonic() - at < TOLD.fades[1]:
            return row["told_valence"], row["told_arousal"], at
    return None
