"""What a person is known to have chosen, brought along or done here, as terms and engines read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recommender.types import Action, Context, Event

CHOSE = {Action.LIKE: 1.0, Action.FINISH: 0.8, Action.OPEN: 0.25}
BROUGHT = 0.5
"""How much an item counts as a sign of an interest, by what the person did with it, and where they brought it along."""

FIRM = 0.5
"""From here on a sign counts as a choice; merely opening something is less."""

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
            found[event.item_id] = max(CHOSE[event.action], found.pop(event.item_id, 0.0))
    return dict(list(found.items())[-NEWEST:])


def firmly_chosen(weights: Mapping[str, float]) -> tuple[str, ...]:
    """Of what `chosen` found, the items that were more than opened."""
    return tuple(item_id for item_id, weight in weights.items() if weight >= FIRM)
