"""Multimodal sequences composed from unimodal corpora: stills, clips and texts that share a label, timed as in life.

Paired recordings of face, voice and typed comments are few, so fusion learns from these. What they lack: how the three
go together within one person beyond sharing an emotion.

An embedding betrays the corpus it comes from, and corpora lack emotions (nEMO has no disgust, CREMA-D no surprise). So
that a corpus says nothing of the label, the corpora of a sequence are drawn first, then a label, evenly among those
that all of them have; a sequence holds these candidates, and only they may be compared in training.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from emotion.errors import CorpusError
from emotion.evaluation.sequences import VARIANTS, Sequence, to_frame
from emotion.fusion.tokens import SENSED
from emotion.modalities import FACE, TEXT, modality_named
from emotion.training.takes import Takes, build_takes
from emotion.types import EMOTIONS, Modality, Observation

NOW = 60.0
NEUTRAL = len(EMOTIONS) - 1


class Composer:
    """Draws sequences from takes. weights (N,) per modality, where given, are the chances of takes within a label."""

    def __init__(self, takes: dict[Modality, Takes], rng: np.random.Generator, weights: dict | None = None) -> None:
        """Raises CorpusError when the fullest corpora have fewer than two emotions in common."""
        self._takes = takes
        self._rng = rng
        self._pools = {m: _pools(t, None if weights is None else weights[m]) for m, t in takes.items()}
        self._complete = {m: _complete(pools) for m, pools in self._pools.items()}
        if len(self._candidates({m: names[0] for m, names in self._complete.items()})) < 2:
            raise CorpusError("fewer than two emotions have takes in every modality")

    def draw(self, variant: str) -> Sequence:
        """One sequence of a variant; its label is uniform over the emotions that every corpus drawn from has."""
        rng = self._rng
        corpora = self._corpora()
        candidates = self._candidates(corpora)
        label = _pick(candidates, rng)
        present, affected = list(SENSED), ""
        if variant == "missing":
            present = list(rng.permutation(SENSED)[: rng.integers(1, 3)])
        elif variant != "clean":
            affected = str(_pick(SENSED, rng))
        observations = []
        for modality in present:
            hit = variant if modality == affected else "clean"
            pools = self._pools[modality_named(modality)][corpora[modality_named(modality)]]
            observations += self._stream(modality_named(modality), pools, candidates, label, hit)
        ordered = tuple(sorted(observations, key=lambda o: o.time))
        return Sequence(label, variant, affected, NOW, ordered, candidates)

    def _corpora(self) -> dict[Modality, str]:
        """A corpus per modality, together with at least two candidates; half of the time the fullest, else any."""
        while True:
            picked = {
                m: _pick(self._complete[m] if self._rng.random() < 0.5 else list(pools), self._rng)
                for m, pools in self._pools.items()
            }
            if len(self._candidates(picked)) >= 2:
                return picked

    def _candidates(self, corpora: dict[Modality, str]) -> tuple[int, ...]:
        return tuple(sorted(set.intersection(*(set(self._pools[m][name]) for m, name in corpora.items()))))

    def _stream(
        self, modality: Modality, pools: dict[int, _Pool], candidates: tuple[int, ...], label: int, variant: str
    ) -> list[Observation]:
        moved_on = variant == "stale" and self._rng.random() < 0.5
        if variant == "contradicting" or moved_on:
            label = self._other(label, candidates)
        take = pools[label].draw(self._rng)
        blind = variant == "corrupted" and self._rng.random() < 0.5
        low, high = (0.1, 0.5) if variant == "corrupted" and not blind else (0.55, 0.98)
        quality = self._rng.uniform(low, high)
        views = self._takes[modality].corrupted if variant == "corrupted" else self._takes[modality].clean
        stream = moments(modality, views, take, times(modality, variant, self._rng), quality, self._rng)
        if modality == TEXT and self._rng.random() < 0.3:
            earlier = self._other(label, candidates) if self._rng.random() < 0.5 else label
            stream.append(self._earlier_comment(pools[earlier].draw(self._rng), stream[0].time))
        return stream

    def _other(self, label: int, candidates: tuple[int, ...]) -> int:
        if label != NEUTRAL and NEUTRAL in candidates and self._rng.random() < 0.3:
            return NEUTRAL
        return _pick([k for k in candidates if k != label], self._rng)

    def _earlier_comment(self, take: int, before: float) -> Observation:
        time = before - self._rng.uniform(3.0, 40.0)
        return moments(TEXT, self._takes[TEXT].clean, take, [time], self._rng.uniform(0.55, 0.98), self._rng)[0]


def times(modality: Modality, variant: str, rng: np.random.Generator) -> np.ndarray:
    """When a modality is observed up to NOW, in s, newest first: as often as it is live, the newest stale or not."""
    starts, gone = modality.fades
    newest = rng.uniform(starts, gone - 0.05) if variant == "stale" else rng.uniform(0.0, starts * 0.8)
    if modality == TEXT:
        return NOW - np.array([newest])
    step, most = (rng.uniform(0.08, 0.5), 8) if modality == FACE else (1.0, 3)
    return NOW - newest - step * np.arange(rng.integers(1, most + 1))


def moments(
    modality: Modality, views: dict, take: int, when: Iterable[float], quality: float, rng: np.random.Generator
) -> list[Observation]:
    """What is observed of a take at each time: one of its views, (N, K, ...) by name, at about this quality."""
    found = []
    for time in when:
        view = int(rng.integers(views["probabilities"].shape[1]))
        seen = {name: values[take, view] for name, values in views.items()}
        affect = {name: float(seen.pop(name)) for name in ("valence", "arousal")}
        jitter = min(max(quality + rng.normal(0, 0.03), 0.05), 1.0)
        found.append(Observation(modality, float(time), jitter, **affect, **seen))
    return found


@dataclass(frozen=True, eq=False)
class _Pool:
    """The takes of one corpus and label, with the cumulative chances of each."""

    indices: np.ndarray
    cumulative: np.ndarray

    def draw(self, rng: np.random.Generator) -> int:
        return int(self.indices[np.searchsorted(self.cumulative, rng.random() * self.cumulative[-1], side="right")])


def _pick(choices: tuple | list, rng: np.random.Generator) -> Any:
    """One of a few choices; rng.choice would first turn them into an array."""
    return choices[int(rng.integers(len(choices)))]


def _pools(takes: Takes, weights: np.ndarray | None) -> dict[str, dict[int, _Pool]]:
    """By corpus and label."""
    chances = np.ones(len(takes.labels)) if weights is None else weights
    found: dict[str, dict[int, _Pool]] = {}
    for corpus, label in sorted(set(zip(takes.corpora.tolist(), takes.labels.tolist(), strict=True))):
        own = np.flatnonzero((takes.corpora == corpus) & (takes.labels == label))
        found.setdefault(corpus, {})[label] = _Pool(own, chances[own].cumsum())
    return found


def _complete(pools: dict[str, dict[int, _Pool]]) -> list[str]:
    """The corpora with the most emotions."""
    most = max(map(len, pools.values()))
    return [corpus for corpus, labels in pools.items() if len(labels) == most]


def write_sequences(data: Path, split: str, seed: int, count: int, out: Path) -> None:
    """Compose `count` sequences of a split, the variants in equal shares, and write them to a Parquet file.

    Only corpora with all the emotions of their modality are used: what is compared on the file are seven classes.
    """
    rng = np.random.default_rng(seed)
    composer = Composer(build_takes(data, split, per_class=300, seed=seed, complete=True), rng)
    to_frame([composer.draw(VARIANTS[i % len(VARIANTS)]) for i in range(count)]).to_parquet(out, index=False)
