"""What a person's own past says of their next answer, as numbers; for many people at once, answer after answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.forecast.kalman import Dynamics, Kalman

RECENT = 8
"""So many answers are seen one by one; what lies before, as averages."""

SHARES = (0.1, 0.2, 0.3, 0.5)
"""Shares of the newest answer in the exponential averages."""

OF_ANSWER = ("valence", "arousal", "prompts_ago", "days_ago", "hour")
OF_TIME = ("gap", "days_gap", "beep", "hour")
SUMMARY = (
    *(f"average_{share}" for share in SHARES),
    "arousal_average",
    "expected",
    "expected_sd",
    "expected_mean",
    "expected_deviation",
    "expected_arousal",
    "expected_arousal_sd",
    "mean",
    "deviation",
    "rmssd",
    "lowest",
    "highest",
    "answers",
    "same_time",
    "negative_share",
    "extreme_share",
    "grain",
)
NAMES: Sequence[str] = (
    *(f"{name}_{place}" for place in range(RECENT) for name in OF_ANSWER),
    *OF_TIME,
    *SUMMARY,
)
"""The columns of `Past.table`."""

DAYPARTS = 4


class Past:
    """The answers of many people so far, summed up so that each takes the same time to take in.

    Times are in prompts (as missed ones count too), days and hours of the day; what is not known is NaN.
    """

    def __init__(self, people: int, valence: Dynamics, arousal: Dynamics) -> None:
        self.count = np.zeros(people)
        self._recent = np.full((people, RECENT, 5), np.nan)  # valence, arousal, prompt, day, hour
        self._averages = np.full((people, len(SHARES)), np.nan)
        self._arousal_average = np.full(people, np.nan)
        self._sum, self._squares, self._moves = np.zeros(people), np.zeros(people), np.zeros(people)
        self._negative, self._extreme, self._grain = np.zeros(people), np.zeros(people), np.full(people, np.nan)
        self._low, self._high = np.full(people, np.inf), np.full(people, -np.inf)
        self._by_time = np.zeros((people, DAYPARTS, 2))
        self._valence, self._arousal = Kalman(valence, people), Kalman(arousal, people)
        self._arousal_at = np.full(people, np.nan)

    @property
    def usual(self) -> np.ndarray:
        """(P,) the mean of each one's valence as the filter estimates it."""
        return self._valence.mean

    @property
    def spread(self) -> np.ndarray:
        """(P,) the standard deviation of each one's valence, counted beside four answers with the common one."""
        dynamics = self._valence.dynamics
        mean = self._sum / np.maximum(self.count, 1)
        variance = np.maximum(self._squares / np.maximum(self.count, 1) - mean**2, 0)
        usual = dynamics.within**2 + dynamics.noise**2
        return np.sqrt((self.count * variance + 4 * usual) / (self.count + 4))

    def take_in(
        self,
        who: np.ndarray,
        valence: np.ndarray,
        arousal: np.ndarray,
        prompt: np.ndarray,
        day: np.ndarray,
        hour: np.ndarray,
    ) -> None:
        """(n,) answers of different people, valence and arousal in [-1, 1], arousal NaN where nobody asked."""
        last = self._recent[who, 0]
        known = self.count[who] > 0
        gap = np.where(known, prompt - last[:, 2], 0.0)
        self._valence.take_in(who, gap, valence)
        felt = ~np.isnan(arousal)
        at = self._arousal_at[who]
        self._arousal.take_in(who[felt], np.where(np.isnan(at), 0.0, prompt - at)[felt], arousal[felt])
        self._arousal_at[who[felt]] = prompt[felt]
        move = np.where(known, valence - last[:, 0], 0.0)
        self._moves[who] += move**2
        smallest = np.where(np.abs(move) > 1e-4, np.abs(move), np.nan)
        self._grain[who] = np.fmin(self._grain[who], smallest)
        old = np.where(known[:, None], self._averages[who], valence[:, None])
        self._averages[who] = old + np.array(SHARES) * (valence[:, None] - old)
        before = np.where(np.isnan(self._arousal_average[who]), arousal, self._arousal_average[who])
        self._arousal_average[who] = np.where(felt, before + 0.3 * (arousal - before), before)
        self._sum[who] += valence
        self._squares[who] += valence**2
        self._negative[who] += valence < 0
        self._extreme[who] += np.abs(valence) > 0.95
        self._low[who], self._high[who] = np.minimum(self._low[who], valence), np.maximum(self._high[who], valence)
        part = _daypart(hour)
        self._by_time[who, part] += np.stack([valence, np.ones(len(who))], axis=1) * ~np.isnan(hour)[:, None]
        self._recent[who, 1:] = self._recent[who, :-1]
        self._recent[who, 0] = np.stack([valence, arousal, prompt, day, hour], axis=1)
        self.count[who] += 1

    def table(
        self, who: np.ndarray, prompt: np.ndarray, day: np.ndarray, beep: np.ndarray, hour: np.ndarray
    ) -> np.ndarray:
        """(n, len(NAMES)) float32 for the answers of `who`, who have answered before, at this prompt; NaN: unknown."""
        recent = self._recent[who].copy()
        gap, days = prompt - recent[:, 0, 2], day - recent[:, 0, 3]
        recent[:, :, 2] = prompt[:, None] - recent[:, :, 2]
        recent[:, :, 3] = day[:, None] - recent[:, :, 3]
        count = self.count[who]
        mean = self._sum[who] / count
        deviation = np.sqrt(np.maximum(self._squares[who] / count - mean**2, 0))
        times = self._by_time[who, _daypart(hour)]
        same_time = np.where(np.isnan(hour), np.nan, (times[:, 0] + 2 * mean) / (times[:, 1] + 2))
        expected, spread = self._valence.predict(who, gap)
        at = self._arousal_at[who]
        of_arousal, arousal_spread = self._arousal.predict(who, np.where(np.isnan(at), 0.0, prompt - at))
        summary = [
            *self._averages[who].T,
            self._arousal_average[who],
            expected,
            spread,
            self._valence.mean[who],
            self._valence.deviation[who],
            np.where(np.isnan(at), np.nan, of_arousal),
            np.where(np.isnan(at), np.nan, arousal_spread),
            mean,
            deviation,
            np.sqrt(self._moves[who] / np.maximum(count - 1, 1)),
            self._low[who],
            self._high[who],
            np.log1p(count),
            same_time,
            self._negative[who] / count,
            self._extreme[who] / count,
            self._grain[who],
        ]
        columns = [recent.reshape(len(who), -1), np.stack([gap, days, beep, hour, *summary], axis=1)]
        return np.concatenate(columns, axis=1).astype(np.float32)


def _daypart(hour: np.ndarray) -> np.ndarray:
    """(n,) which of DAYPARTS an hour lies in; 0 where it is not known."""
    return (np.nan_to_num(hour) // (24 / DAYPARTS)).astype(np.int64) % DAYPARTS
