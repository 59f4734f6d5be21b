"""Six strategies a list may follow, as places on the affect plane, and the rules that no choice among them may break.

For many people at once: valence and arousal are (P,) arrays in [-1, 1].
"""

from __future__ import annotations

import numpy as np

from recommender.policy.iso import CALMED, COMPANY, LIFTED, STEADIED, VERY_NEGATIVE

STRATEGIES = ("match", "lift", "calm", "steady", "explore", "company")

STEP = 0.35
"""So far does a lift or a calm lead at once."""

LEAST = 0.05
"""No strategy that the rules allow is less likely than this, so that logs can answer what another would have done."""

JUMP = 0.6
"""A list may not aim further than this above the energy somebody has."""


def targets(valence: np.ndarray, arousal: np.ndarray) -> np.ndarray:
    """(P, 6, 2) where each strategy aims, for each person; exploring aims nowhere and keeps the mood as it is."""
    now = np.stack([valence, arousal], axis=1)
    company = np.stack([np.maximum(valence, COMPANY), arousal], axis=1)
    aims = [now, _towards(now, LIFTED), _towards(now, CALMED), (now + STEADIED) / 2, now, company]
    found = np.stack(aims, axis=1)
    found[:, :, 1] = np.minimum(found[:, :, 1], (arousal + JUMP)[:, None])
    return np.clip(found, -1, 1)


def allowed(valence: np.ndarray, arousal: np.ndarray) -> np.ndarray:
    """(P, 6) bool. Despair is not fed: somebody very low is not matched. Nobody is made to jump: who is far down and
    still is not lifted at once, and calm is not for who has no energy to lose."""
    found = np.ones((len(valence), len(STRATEGIES)), bool)
    found[:, STRATEGIES.index("match")] = valence >= VERY_NEGATIVE
    found[:, STRATEGIES.index("lift")] = ~((valence < 2 * VERY_NEGATIVE) & (arousal < 0))
    found[:, STRATEGIES.index("calm")] = arousal > -0.5
    return found


def spread_out(probabilities: np.ndarray, may: np.ndarray) -> np.ndarray:
    """(P, 6) the same choice with at least LEAST for each strategy that may be, and none for the others."""
    kept = np.where(may, probabilities, 0.0)
    total = kept.sum(axis=1, keepdims=True)
    even = may / may.sum(axis=1, keepdims=True)
    kept = np.where(total > 1e-9, kept / np.maximum(total, 1e-9), even)
    return LEAST * may + (1 - LEAST * may.sum(axis=1, keepdims=True)) * kept


def _towards(now: np.ndarray, end: tuple[float, float]) -> np.ndarray:
    way = np.array(end) - now
    distance = np.linalg.norm(way, axis=1, keepdims=True)
    aim = now + way * np.minimum(STEP / np.maximum(distance, 1e-9), 1.0)
    aim[:, 0] = np.maximum(aim[:, 0], np.maximum(COMPANY, now[:, 0] - STEP))
    return aim
