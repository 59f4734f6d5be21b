"""What policies did to moods and to engagement, with intervals over people and seeds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

HARM = 0.05
"""Somebody whose mean valence is lower by more than this than with nothing recommended is worse off."""

FOLLOWED = 12
DRAWS = 300


@dataclass(frozen=True, eq=False)
class Played:
    """What happened under one policy: valence (P, T), opened (P, T) counts, listed (P,) different items shown;
    usual and spread (P,) are the moods' own."""

    valence: np.ndarray
    opened: np.ndarray
    listed: np.ndarray
    usual: np.ndarray
    spread: np.ndarray

    @classmethod
    def joined(cls, parts: list[Played]) -> Played:
        """The people of several seeds together."""
        return cls(*(np.concatenate([getattr(one, name) for one in parts]) for name in cls.__dataclass_fields__))


def recoveries(played: Played) -> tuple[np.ndarray, np.ndarray]:
    """(P, FOLLOWED) falls at risk, and over, so many prompts after they began.

    A fall begins below the usual mood less one deviation and is over at the usual mood, both the mood's own.
    """
    people, length = played.valence.shape
    at_risk, over = np.zeros((people, FOLLOWED)), np.zeros((people, FOLLOWED))
    since = np.full(people, -1)
    low = played.valence < (played.usual - played.spread)[:, None]
    back = played.valence >= played.usual[:, None]
    who = np.arange(people)
    for step in range(length):
        since = np.where(since >= 0, since + 1, since)
        followed = (since >= 1) & (since <= FOLLOWED)
        rows = who[followed]
        at_risk[rows, since[followed] - 1] += 1
        ends = followed & back[:, step]
        over[who[ends], since[ends] - 1] += 1
        since = np.where(ends | (since >= FOLLOWED), -1, since)
        since = np.where((since < 0) & low[:, step] & ~ends, 0, since)
    return at_risk, over


def hazard_ratio(ours: tuple[np.ndarray, np.ndarray], others: tuple[np.ndarray, np.ndarray]) -> float:
    """How much likelier a fall is over at each prompt under ours, by Mantel & Haenszel (1959) over the prompts since.

    Each is (at risk, over), (FOLLOWED,) sums over people. 1 where nobody fell.
    """
    (n1, d1), (n0, d0) = ours, others
    total = np.maximum(n1 + n0, 1)
    below = (d0 * n1 / total).sum()
    return float((d1 * n0 / total).sum() / below) if below > 0 else 1.0


def compared(played: dict[str, Played], against: str = "engagement", none: str = "none", seed: int = 0) -> dict:
    """{policy: figures}; intervals by bootstrap over people, the same ones for all policies."""
    random = np.random.default_rng(seed)
    people = len(played[none].usual)
    draws = [np.arange(people), *(random.integers(people, size=people) for _ in range(DRAWS))]
    falls = {name: recoveries(one) for name, one in played.items()}
    sums = {
        name: [(risk[rows].sum(axis=0), over[rows].sum(axis=0)) for rows in draws]
        for name, (risk, over) in falls.items()
    }
    rmssd = {name: np.sqrt((np.diff(one.valence, axis=1) ** 2).mean(axis=1)) for name, one in played.items()}
    found = {}
    for name, one in played.items():
        change = one.valence.mean(axis=1) - played[none].valence.mean(axis=1)
        found[name] = {
            "hazard_vs_engagement": _interval(
                [hazard_ratio(*pair) for pair in zip(sums[name], sums[against], strict=True)]
            ),
            "hazard_vs_none": _interval([hazard_ratio(*pair) for pair in zip(sums[name], sums[none], strict=True)]),
            "rmssd": _mean_interval(rmssd[name], draws),
            "negative_share": float((one.valence < 0).mean()),
            "engagement": _mean_interval(one.opened.mean(axis=1), draws),
            "diversity": float(one.listed.mean()),
            "harmed_share": float((change < -HARM).mean()),
            "valence_change": _mean_interval(change, draws),
        }
    return found


def _mean_interval(values: np.ndarray, draws: list[np.ndarray]) -> list[float]:
    return _interval([float(values[rows].mean()) for rows in draws])


def _interval(values: list[float]) -> list[float]:
    """The first value with the 95 % interval of the others."""
    low, high = np.quantile(values[1:], [0.025, 0.975])
    return [float(values[0]), float(low), float(high)]
