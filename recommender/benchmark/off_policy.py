"""What another policy would have earned, told from the logs of one that chose by known chances.

Inverse propensity scoring (Horvitz & Thompson 1952), its self-normalised form (Swaminathan & Joachims 2015) and the
doubly robust estimator (Dudik, Langford & Li 2011). The rows must be independent; intervals are normal.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from recommender.errors import InteractionError

LEAST_SIZE = 0.05
"""Below this share of the rows the effective sample (Kish 1965) is too small to say anything."""

Z = 1.96


def ips(weight: np.ndarray, reward: np.ndarray) -> tuple[float, float, float]:
    """(value, low, high) of a policy from (R,) weights, its chance over the logged one, and rewards."""
    _refuse(weight)
    return _interval(weight * reward)


def snips(weight: np.ndarray, reward: np.ndarray) -> tuple[float, float, float]:
    """The same with weights that are made to sum to the number of rows: less variance, a little bias."""
    _refuse(weight)
    value = float((weight * reward).sum() / weight.sum())
    _, low, high = _interval(weight / weight.mean() * (reward - value))
    return value, value + low, value + high


def doubly_robust(
    weight: np.ndarray, reward: np.ndarray, expected: np.ndarray, value: np.ndarray
) -> tuple[float, float, float]:
    """The same with a model of rewards, right where it or the chances are: expected (R,) for what was done, and value
    (R,) what it expects of the policy in each row's context."""
    _refuse(weight)
    return _interval(value + weight * (reward - expected))


def effective_size(weight: np.ndarray) -> float:
    """How many rows of equal weight say as much, as a share of the rows."""
    return float(weight.sum() ** 2 / np.maximum((weight**2).sum(), 1e-12) / len(weight))


def coverage(worlds: int = 200, rows: int = 1500, sampled: int = 200_000, seed: int = 0) -> dict[str, float]:
    """In how many known worlds each estimator's 95 % interval holds the truth, a share.

    A world: five actions, three contexts' features, Bernoulli rewards by a logistic model, a logging policy of chances
    of at least 0.05, and another policy whose value is known from so many
    contexts sampled.
    """
    hits = dict.fromkeys(("ips", "snips", "dr"), 0)
    for world in range(worlds):
        random = np.random.default_rng((seed, world))
        true = 0.7 * random.standard_normal((3, 5))
        logs, other = (0.6 * random.standard_normal((3, 5)) for _ in range(2))
        truth = _value(_contexts(random, sampled), true, other)
        context = _contexts(random, rows)
        chances, wanted = _chances(context, logs), _chances(context, other)
        action = (chances.cumsum(axis=1) > random.random((rows, 1))).argmax(axis=1)
        each = np.arange(rows)
        reward = (random.random(rows) < _reward(context, true)[each, action]).astype(float)
        weight = wanted[each, action] / chances[each, action]
        model = _fitted(context, action, reward)
        estimates: dict[str, Callable[[], tuple[float, float, float]]] = {
            "ips": lambda weight=weight, reward=reward: ips(weight, reward),
            "snips": lambda weight=weight, reward=reward: snips(weight, reward),
            "dr": lambda weight=weight, reward=reward, model=model, each=each, action=action, wanted=wanted: (
                doubly_robust(weight, reward, model[each, action], (wanted * model).sum(axis=1))
            ),
        }
        for name, estimate in estimates.items():
            _, low, high = estimate()
            hits[name] += low <= truth <= high
    return {name: count / worlds for name, count in hits.items()}


def _refuse(weight: np.ndarray) -> None:
    size = effective_size(weight)
    if size < LEAST_SIZE:
        raise InteractionError(
            f"the effective sample is {size:.1%} of the rows, below {LEAST_SIZE:.0%}: what was logged is too unlike "
            "the policy asked about; log with it, or ask about one closer to what was logged"
        )


def _interval(values: np.ndarray) -> tuple[float, float, float]:
    mean, half = float(values.mean()), float(Z * values.std(ddof=1) / np.sqrt(len(values)))
    return mean, mean - half, mean + half


def _contexts(random: np.random.Generator, rows: int) -> np.ndarray:
    return np.column_stack([random.standard_normal((rows, 2)), np.ones(rows)])


def _chances(context: np.ndarray, weights: np.ndarray) -> np.ndarray:
    likely = np.exp(context @ weights)
    return 0.05 + (1 - 0.05 * weights.shape[1]) * likely / likely.sum(axis=1, keepdims=True)


def _reward(context: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-context @ weights))


def _value(context: np.ndarray, true: np.ndarray, policy: np.ndarray) -> float:
    return float((_chances(context, policy) * _reward(context, true)).sum(axis=1).mean())


def _fitted(context: np.ndarray, action: np.ndarray, reward: np.ndarray) -> np.ndarray:
    """(R, 5) rewards expected by least squares, each half of the rows by a model of the other (cross-fitting)."""
    found = np.zeros((len(context), 5))
    half = np.arange(len(context)) % 2
    for part in range(2):
        for arm in range(5):
            rows = (half != part) & (action == arm)
            weights = np.linalg.lstsq(context[rows], reward[rows], rcond=None)[0]
            found[half == part, arm] = context[half == part] @ weights
    return found
