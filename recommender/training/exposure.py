"""How readily lists hold each item of a catalogue, found by making many lists.

Some items lie so that they suit many feelings and intents a little better than hundreds that suit them about as well,
and so come up again and again (hubs; Radovanovic et al. 2010). Whose exposure is known can be held back a little, for
those that hardly ever come up (equity of attention; Biega et al. 2018).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain

import numpy as np

from recommender.catalogue.items import Catalogue
from recommender.shipped import shipped_ranker
from recommender.simulation.coverage import lists

ROUNDS, STATES = 10, 350
"""So many times lists are made, each time with what was found before: for so many states of people who seem to want
something, and for as many who don't."""

STEP, LESS = 0.2, 0.85
"""How much of the logarithm of how often an item stood in the lists of the first round is added to its exposure, and
what share of that each further round adds of the one before."""


def exposure(catalogue: Catalogue, states: int = STATES) -> np.ndarray:
    """(N,) float32 in [-1, 1]: above 0 for an item that lists hold more readily than the usual one."""
    found = np.zeros(len(catalogue), np.float32)
    for number in range(ROUNDS):
        ranker = shipped_ranker(replace(catalogue, exposure=found))
        made = (lists(ranker, states, 1 + number, wanting) for wanting in (True, False))
        times = Counter(one.item.id for listed in chain(*made) for one in listed)
        often = np.log1p([times[item.id] for item in catalogue.items])
        found = np.clip(found + STEP * LESS**number * (often - often.mean()), -1, 1).astype(np.float32)
    return found
