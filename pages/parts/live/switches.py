"""Where another strategy took over in a sitting, in words, with what followed beside what was likely anyway. Pure."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from emotion.message import Message
from pages.parts.shared import words
from pages.texts import Texts
from recommender.forecast.minutes import followed
from session.record.journey import Journey

AGENT = "why-esmr-persists"
"""Why a list is so while the agent decides; ESMR goes by engagement otherwise, maybe with the same strategy."""


class Switch(NamedTuple):
    """At a time in s since the sitting began: which strategy took over, and why with what followed, in words."""

    time: float
    strategy: str
    text: str


def of(journey: Journey, t: Texts) -> list[Switch]:
    """Each list that another strategy, or another who decides, made than the one before it; oldest first."""
    lists = journey.items.loc[journey.items["rank"] == 1].dropna(subset=["strategy", "why"])
    states = journey.states
    time = states["time"].to_numpy(np.float64)
    valence = states["smoothed_valence"].mask(states["unknown"].astype(bool)).to_numpy(np.float64)
    decided = lists[["policy", "strategy"]].assign(agent=[why.key == AGENT for why in lists["why"]])
    turned = lists[decided.ne(decided.shift()).any(axis=1)].iloc[1:]
    ends = [*turned["time"].iloc[1:], math.inf][: len(turned)]
    return [
        Switch(one["time"], one["strategy"], t.say(_said(one, end, time, valence)))
        for one, end in zip(turned.to_dict("records"), ends, strict=True)
    ]


def _said(one: dict, end: float, time: np.ndarray, valence: np.ndarray) -> Message:
    told = {"strategy": words.strategy(one["strategy"]), "why": one["why"]}
    found = followed(time, valence, one["time"], end)
    if found is None:
        return Message("journey-switch", told)
    return Message("journey-switch-and", told | found._asdict() | {"seconds": round(found.seconds)})
