"""python -m session replay SITTING: the lists of a sitting made again, beside those of its record."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from typing import Any

from emotion.modalities import MODALITIES, modality_named
from recommender.catalogue.items import load_catalogue
from recommender.shipped import shipped_ranker
from session.condition import Condition
from session.record import schema
from session.record.errors import LogError
from session.record.log import EventLog
from session.record.plain import plain
from session.record.provenance import catalogue_digest
from session.record.replay import Moment, ReplayedSitting
from session.record.restore import condition_of
from session.sitting.policies import POLICIES
from session.sitting.shared import Shared

SHOWN = 3
"""So many items at the head of each list are printed."""


def add_to(commands: Any) -> None:
    """Add the command to a parser's commands."""
    command = commands.add_parser("replay", help="make a sitting's lists again, and compare them with its record")
    command.add_argument("sitting", help="its number, as it stands on the page About")
    command.add_argument("--without", choices=list(map(str, MODALITIES)), help="as if this had never been sensed")
    command.add_argument("--policy", choices=list(POLICIES), help="as if this policy had decided")
    command.add_argument("--weights", type=weights, default={}, metavar="TERM=1.2,...", help="multiply these weights")
    command.add_argument("--json", action="store_true", help="one JSON object on stdout")


def weights(text: str) -> dict[str, float]:
    """Weights by term, from "affect=1.2,taste=0". Raises ValueError for anything else."""
    pairs = [part.split("=") for part in text.split(",")]
    return {name.strip(): float(value) for name, value in pairs}


def run(chosen: argparse.Namespace, shared: Shared | None = None) -> int:
    """Replay and print; the exit code is 0 when every list is the recorded one or a what-if was asked for."""
    shared = shared or Shared(models=None, ranker=shipped_ranker(load_catalogue()), log=EventLog())
    try:
        condition = _condition(condition_of(shared.log, chosen.sitting), chosen)
        without = modality_named(chosen.without) if chosen.without else None
        replayed = ReplayedSitting(shared.log, chosen.sitting, shared, condition, without)
        found = _found(replayed, shared)
    except LogError as error:
        print(f"the record cannot be read: {error.message.key}", file=sys.stderr)
        return 1
    if not replayed.moments:
        print("the record holds no steps of this sitting", file=sys.stderr)
        return 1
    print(json.dumps(found)) if chosen.json else _print(found)
    return 0 if found["differing"] == 0 or _asks_what_if(chosen) else 1


def _condition(own: Condition, chosen: argparse.Namespace) -> Condition:
    own = own.decided_by(chosen.policy) if chosen.policy else own
    return replace(own, weights={**own.weights, **chosen.weights}) if chosen.weights else own


def _asks_what_if(chosen: argparse.Namespace) -> bool:
    return bool(chosen.without or chosen.policy or chosen.weights)


def _found(replayed: ReplayedSitting, shared: Shared) -> dict[str, Any]:
    lists = [_list(moment) for moment in replayed.lists]
    begun = shared.log.rows(schema.sittings, replayed.id, last=1)
    return {
        "sitting": replayed.id,
        "condition": replayed.condition.as_json(),
        "seconds": round(replayed.moments[-1].time, 3) if replayed.moments else 0.0,
        "looks": len(replayed.moments),
        "lists": lists,
        "differing": sum(not moment.equal for moment in replayed.moments),
        "forgotten": replayed.forgotten,
        "same_catalogue": not begun or begun[0]["catalogue"] in (None, catalogue_digest(shared.catalogue)),
        "bytes": kept_bytes(shared.log, replayed.id),
    }


def _list(moment: Moment) -> dict[str, Any]:
    return {
        "time": round(moment.time, 3),
        "version": moment.shown.version,
        "equal": moment.equal,
        "items": list(moment.shown.item_ids),
        "recorded": [item["id"] for item in moment.logged["items"]] if moment.logged else [],
        "terms": [plain(recommendation.terms) for recommendation in moment.shown.recommendations],
    }


def kept_bytes(log: EventLog, sitting_id: str) -> int:
    """What the record keeps of a sitting for its replay, before the database's own overhead."""
    steps = sum(len(row["packed"]) for row in log.rows(schema.steps, sitting_id))
    rest = [row["value"] for row in log.rows(schema.choices, sitting_id)]
    parts = ("change", "strategy", "trajectory", "items")
    rest += [row[part] for row in log.rows(schema.lists, sitting_id) for part in parts]
    return steps + sum(len(json.dumps(value)) for value in rest)


def _print(found: dict[str, Any]) -> None:
    for one in found["lists"]:
        mark = "same" if one["equal"] else "differs"
        here, then = (", ".join(one[name][:SHOWN]) for name in ("items", "recorded"))
        beside = "" if one["equal"] else f"  | {then}"
        print(f"{one['time']:9.2f} s  list {one['version']:4d}  {mark:7s}  {here}{beside}")
    print(
        f"{found['looks']} looks in {found['seconds']:.0f} s, {found['differing']} of them differ from the record; "
        f"{found['bytes'] / 1e6:.2f} MB are kept for this"
    )
    if not found["same_catalogue"]:
        print("the catalogue is not the one of then")
    if found["forgotten"]:
        print("lists rested on a history that the person has taken away since")
