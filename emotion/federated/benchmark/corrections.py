"""What a voice network gains, read of somebody new, once other people told how they felt: each speaker in turn is new.

Each of the others gives once, as in the demo: of MOMENTS clips at random, where the feeling acted stands for what is
told. Judged by the mean absolute error of valence and arousal over all clips of the one who gave nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from emotion.evaluation.bootstrap import mean_interval
from emotion.evaluation.corpus import read_corpus
from emotion.evaluation.leaks.signals import pictures_of
from emotion.federated.benchmark.corpora import CORPORA
from emotion.federated.contribution import DELTA, NOISE, RADIUS, Home, noise_for, pooled
from emotion.labels import NORM_MATRIX
from emotion.tilt import NONE, Tilt
from emotion.voice import VoiceNetwork

MOMENTS = 8
"""So many clips somebody tells of."""

DRAWS = 20
"""So many choices of MOMENTS clips each speaker has."""

TIMES = 50
"""So often all give anew, with other clips and other noise."""

CROWDS = (12, 100, 1000)
"""So many people give; where there are fewer speakers, some stand for several."""

NOISES = {"no noise": 0.0, "epsilon 8": noise_for(8.0, DELTA, 2 * RADIUS), "as in the demo": NOISE}


def measure(data: Path, seed: int) -> dict[str, Any]:
    """The object that `federated --task corrections --json` prints: {"task", "people", "clips", "moments", "mae",
    "gains": {crowd: {noise: [gain, low, high]}}}, gains in mean absolute error over speakers, more is better.

    Raises CorpusError.
    """
    people = read(data)
    rng = np.random.default_rng(seed)
    before = {name: _error(*clips, NONE) for name, clips in people.items()}
    own = {name: _own(*clips, rng) for name, clips in people.items()}
    gains: dict[str, dict[str, Any]] = {str(crowd): {} for crowd in CROWDS}
    for crowd in CROWDS:
        for said, noise in NOISES.items():
            found = []
            for name, clips in people.items():
                others = np.stack([given for other, given in own.items() if other != name])
                found.append(before[name] - _after(clips, others, crowd, noise, rng))
            gains[str(crowd)][said] = mean_interval(np.array(found))
    return {
        "task": "corrections",
        "people": list(people),
        "clips": [len(read) for read, _ in people.values()],
        "moments": MOMENTS,
        "mae": float(np.mean(list(before.values()))),
        "gains": gains,
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    yield f"{len(found['people'])} speakers, each new in turn; {found['moments']} clips told of by each who gives"
    yield f"mean absolute error of valence and arousal as shipped: {found['mae']:.4f}; lower by, once people gave:"
    yield f"{'people':>8}" + "".join(f"{said:>30}" for said in NOISES)
    for crowd, by_noise in found["gains"].items():
        told = (f"{gain:+.4f} [{low:+.4f}, {high:+.4f}]" for gain, low, high in by_noise.values())
        yield f"{crowd:>8}" + "".join(f"{one:>30}" for one in told)


def read(data: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Of each speaker whom the shipped network never heard: what it reads of each clip (N, 7) and the valence and
    arousal (N, 2) of the feeling acted. Raises CorpusError."""
    network, people = VoiceNetwork.load(), {}
    for name in CORPORA:
        corpus = read_corpus("voice", data / "speech" / f"{name}.parquet", "val")
        pictures = pictures_of(corpus.signals)
        probabilities, labels = network.predict(pictures).probabilities, np.asarray(corpus.classes)
        for person in sorted(set(corpus.people)):
            rows = np.flatnonzero((corpus.people == person) & (labels >= 0))
            if len(rows) >= MOMENTS:
                people[f"{name}:{person}"] = probabilities[rows], NORM_MATRIX[labels[rows]]
    return people


def _own(probabilities: np.ndarray, told: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(DRAWS, 2): what somebody would give without noise, of one choice of moments and another."""
    found = []
    for _ in range(DRAWS):
        rows = rng.choice(len(told), MOMENTS, replace=False)
        home = Home(list(probabilities[rows]), [(float(v), float(a)) for v, a in told[rows]])
        found.append(home.contribution(0.0, rng))
    return np.stack(found)


def _after(
    new: tuple[np.ndarray, np.ndarray], others: np.ndarray, crowd: int, noise: float, rng: np.random.Generator
) -> float:
    """The mean error on somebody new once a crowd of the others (P, DRAWS, 2) gave."""
    found = []
    for _ in range(TIMES):
        people = rng.permutation(np.resize(np.arange(len(others)), crowd))
        given = others[people, rng.integers(DRAWS, size=crowd)] + rng.normal(scale=noise, size=(crowd, 2))
        found.append(_error(*new, pooled(given, noise)))
    return float(np.mean(found))


def _error(probabilities: np.ndarray, told: np.ndarray, tilt: Tilt) -> float:
    return float(np.abs(tilt.tilted(probabilities) @ NORM_MATRIX - told).mean())
