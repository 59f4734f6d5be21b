"""Choices as the record keeps them for a replay: only what differs from the step before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from emotion.modalities import asked_for
from recommender.types import Action, Controls, Event, Goal, Loaded, Reaction
from recommender.understanding.wishes import Wish, Wishes
from session.record.plain import plain
from session.sitting.choices import HISTORY_LIMIT, REACTIONS_LIMIT, Choices
from session.types import Consent

HISTORY, LOADED, WISHES, OPENED = "history", "loaded", "wishes", "opened"
CONSENT, TOWARDS, REACTIONS, POLICY = "consent", "towards", "reactions", "policy"
MOURNS, CONSOLED, SPARED = "mourns", "consoled", "spared"

FORMERLY = {"quiet": MOURNS}
"""Names of choices in records of old, and their names now."""

Felt = TypeVar("Felt", Event, Reaction)

ALOUD, ONLY_ME, TOGETHER = "aloud", "only me", "together"
"""What stands among the senses agreed to where what is said aloud may be turned into words, a voice learnt, and what a
person tells given to how all are read."""

HEALTH = "health"
"""The name of a setting that says how the machinery did of late."""

GAVE = "gave"
"""The name of a setting that says of which senses something was given."""

STAYED = "stayed"
"""The name of a setting that says what became of an item that was open."""

START, FORGOTTEN = "start", "forgotten"
"""Names beside those of choices: lists begin to be made; a history brought along was erased from what is above."""

NOTHING_CHOSEN = Choices(Consent(), goal=Goal.MATCH)
"""What the first changes of a sitting are told against; sittings of old matched unless they say otherwise."""


def changes(before: Choices, now: Choices) -> Iterator[tuple[str, Any]]:
    """Each choice that ranking depends on and that differs, by its name; of the history only the actions added."""
    if now.opened != before.opened:
        yield OPENED, now.opened or ""
    if now.consent.agreed != before.consent.agreed:
        yield CONSENT, sorted(str(modality) for modality in now.consent.agreed)
    if now.towards != before.towards:
        yield TOWARDS, list(now.towards or ())
    for name in ("goal", "controls", "held", LOADED, WISHES, POLICY, MOURNS, CONSOLED, SPARED):
        if getattr(now, name) != getattr(before, name):
            yield name, plain(getattr(now, name))
    added = _added(before.history, now.history)
    if added:
        yield HISTORY, [[event.item_id, str(event.action), event.time] for event in added]
    felt = _added(before.reactions, now.reactions)
    if felt:
        yield REACTIONS, [plain(reaction) for reaction in felt]


def applied(choices: Choices, name: str, value: Any) -> Choices:
    """The choices after a change that `changes` gave."""
    if name == HISTORY:
        added = tuple(Event(item_id, Action(action), time) for item_id, action, time in value)
        return replace(choices, history=(*choices.history, *added)[-HISTORY_LIMIT:])
    if name == REACTIONS:
        return replace(choices, reactions=(*choices.reactions, *map(reaction_of, value))[-REACTIONS_LIMIT:])
    name = FORMERLY.get(name, name)
    return replace(choices, **{name: _READ[name](value)})


def reaction_of(value: Mapping[str, Any]) -> Reaction:
    """The reaction that was written down in plain values. Raises TypeError and KeyError for anything else."""
    return Reaction(value["item_id"], tuple(value["before"]), tuple(value["after"]), value["seconds"], value["time"])


def _added(before: Sequence[Felt], now: Sequence[Felt]) -> Sequence[Felt]:
    """The actions or reactions that follow the last one of before; the oldest may have gone since."""
    if not before:
        return now
    last = next((place for place in range(len(now), 0, -1) if now[place - 1] == before[-1]), 0)
    return now[last:]


def _loaded(value: Mapping[str, Sequence[str]]) -> Loaded:
    return Loaded(**{field.name: tuple(value[field.name]) for field in fields(Loaded)})


def wishes_of(value: Mapping[str, Any]) -> Wishes:
    """The wishes that were written down in plain values. Raises TypeError and KeyError for anything else."""
    return Wishes(tuple(Wish(**one) for one in value["wishes"]), value["comments"])


_READ: dict[str, Callable[[Any], Any]] = {
    "goal": Goal,
    TOWARDS: lambda value: tuple(value) or None,
    CONSENT: lambda names: Consent(frozenset(modality for modality in asked_for() if str(modality) in names)),
    "controls": lambda value: Controls(**value),
    "held": bool,
    OPENED: lambda value: value or None,
    LOADED: _loaded,
    WISHES: wishes_of,
    POLICY: str,
    MOURNS: bool,
    CONSOLED: bool,
    SPARED: bool,
}
