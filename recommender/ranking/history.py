"""What a person is known to have chosen, brought along or done here, as terms and engines read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from recommender.types import Action, Context, Event


class Strength(NamedTuple):
    """How much an act says: of what is like the item, and of the item as one that was chosen, 0 for one that was not.

    A look at an item says more of what is like it than of what comes next, which it must not turn over.
    """

    taste: float
    choice: float


STRENGTH = {
    Action.LIKE: Strength(1.0, 1.0),
    Action.FINISH: Strength(0.8, 0.8),
    Action.OPEN: Strength(0.4, 0.25),
    Action.NO: Strength(-0.8, 0.0),
}
BROUGHT = 0.5
"""The strength, as a choice, of an item that the person brought along."""

FIRM = 0.5
"""From this strength on an item counts as chosen; merely opening it is less."""

NEWEST = 200
"""So many of the last items are looked at."""


def verdicts(history: Sequence[Event]) -> dict[str, Action]:
    """Item id -> what the person last said of it, LIKE or NO; opening or finishing an item says neither."""
    return {event.item_id: event.action for event in history if event.action in (Action.LIKE, Action.NO)}


def chosen(context: Context) -> dict[str, float]:
    """Item id -> how much it counts, oldest first: what was brought along, then what was liked, finished, opened here.

    An item stands where it was last chosen and counts by the strongest sign; one that was refused since is left out.
    """
    found = dict.fromkeys(context.loaded.enjoyed, BROUGHT)
    for event in context.history:
        if event.action is Action.NO:
            found.pop(event.item_id, None)
        else:
            found[event.item_id] = max(STRENGTH[event.action].choice, found.pop(event.item_id, 0.0))
    return dict(list(found.items())[-NEWEST:])


def firmly_chosen(weights: Mapping[str, float]) -> tuple[str, ...]:
    """Of what `chosen` found, the items that were more than opened."""
    return tuple(item_id for item_id, weight in weights.items() if weight >= FIRM)
