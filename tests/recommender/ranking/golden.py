"""The lists of the shipped demo in forty contexts, kept beside this file. `python -m tests.recommender.ranking.golden`
writes them anew, which is right only after a change that was meant to move them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from emotion.trajectory import TrajectorySummary
from emotion.types import INTENTS
from recommender.catalogue.items import load_catalogue
from recommender.policy.iso import strategy_for
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker
from recommender.types import EXPLICIT, Action, Context, Controls, Event, Loaded
from tests.recommender.made import feels

FILE = Path(__file__).with_name("golden.json")
CONTEXTS = 40


def contexts(item_ids: Sequence[str]) -> list[Context]:
    """Feelings, goals, histories, sliders and lists shown before, drawn by seed from a catalogue's ids."""
    random = np.random.default_rng(7)
    return [_context(number, item_ids, random) for number in range(CONTEXTS)]


def _context(number: int, item_ids: Sequence[str], random: np.random.Generator) -> Context:
    valence, arousal = random.uniform(-0.8, 0.8, 2)
    intent = INTENTS[random.integers(len(INTENTS))] if number % 3 else None
    summary = feels(float(valence), float(arousal), intent=intent, negative_for=float(random.choice([0, 90, 240])))
    acts = random.choice(list(Action), int(random.integers(0, 12)))
    ids = [item_ids[row] for row in random.permutation(len(item_ids))]
    history = tuple(Event(ids.pop(), Action(act), float(20 * time)) for time, act in enumerate(acts))
    context = Context(
        trajectory=TrajectorySummary(time=100.0) if number % 8 == 0 else summary,
        goal=EXPLICIT[number % 4],
        controls=Controls(*random.choice([0.0, 1.0, 1.0, 2.0], 4).tolist()),
        history=history,
        shown=tuple(ids.pop() for _ in range(int(random.integers(0, 20)))),
    )
    brought = Loaded(tuple(ids[:6]), tuple(ids[6:8])) if number % 5 == 0 else Loaded()
    return replace(context, loaded=brought)


def lists(ranker: Ranker) -> list[list[dict]]:
    """The ten best of each context, with the terms of their scores."""
    given = contexts([item.id for item in ranker.catalogue.items])
    return [
        [{"item": one.item.id, "terms": one.terms} for one in ranker.rank(each, strategy_for(each))] for each in given
    ]


def main() -> None:
    """Write FILE from the shipped catalogue, engines and feelings."""
    found = [
        [one | {"terms": {k: round(v, 7) for k, v in one["terms"].items()}} for one in row] for row in lists(shipped())
    ]
    FILE.write_text("[\n" + ",\n".join(json.dumps(row) for row in found) + "\n]\n", encoding="utf-8")


def shipped() -> Ranker:
    """The demo's own."""
    return shipped_ranker(load_catalogue())


if __name__ == "__main__":
    main()
