"""What a personal baseline does to recognition: some neutral clips of each person set it, the others judge it."""

from __future__ import annotations

import numpy as np

from emotion.baseline import Baseline
from emotion.errors import CorpusError
from emotion.evaluation import intervals
from emotion.evaluation.corpus import Corpus
from emotion.labels import expected_affect
from emotion.types import EMOTIONS, Emotion, Modality, Observation, Prediction

CLIPS = 4
"""Neutral clips that make a person's baseline: about 8 s of speech."""

DRAWS = 10
"""The clips are drawn so many times, so that the figures do not hang on which ones they are."""

_NEUTRAL = EMOTIONS.index(Emotion.NEUTRAL)
_COMPARED = ("accuracy", "uar", "macro_f1", "ece")


def judge_baseline(modality: Modality, corpus: Corpus, prediction: Prediction) -> dict:
    """Figures of the same rows `without` and `with` a baseline, and `gain`, with less without, with 95 % intervals.

    `people` counts those with more than CLIPS neutral rows; all others are left out. `neutral_off` is how far a
    person's mean neutral reading lies from neutral, the larger of valence and arousal, averaged over people.
    Raises CorpusError when the corpus names no people or nobody has enough neutral rows.
    """
    if corpus.classes is None or len(np.unique(corpus.people)) == len(corpus.people):
        raise CorpusError("a baseline needs a corpus with emotion labels and a column speaker or subject")
    rng = np.random.default_rng(0)
    rows, corrected = [], []
    for _ in range(DRAWS):
        for person in np.unique(corpus.people):
            own = np.flatnonzero((corpus.people == person) & (corpus.classes >= 0))
            neutral = own[corpus.classes[own] == _NEUTRAL]
            if len(neutral) > CLIPS:
                resting = rng.choice(neutral, CLIPS, replace=False)
                rest = np.setdiff1d(own, resting)
                rows.append(rest)
                corrected.append(_baseline(modality, prediction, resting).corrected(prediction.probabilities[rest]))
    if not rows:
        raise CorpusError(f"nobody has more than {CLIPS} neutral rows, as a baseline and its judgement need")
    judged = np.concatenate(rows)
    labels, people = corpus.classes[judged], corpus.people[judged]
    without, given = prediction.probabilities[judged], np.concatenate(corrected)
    tallies = [_tally(probabilities, labels) for probabilities in (without, given)]
    gain = _gain(*tallies)
    return {
        "people": len(np.unique(people)),
        "clips": CLIPS,
        "n": len(judged) // DRAWS,
        "without": _figures(tallies[0], without, labels, people),
        "with": _figures(tallies[1], given, labels, people),
        "gain": gain.values(),
        "intervals": gain.by_people(people, judged),
    }


def _baseline(modality: Modality, prediction: Prediction, rows: np.ndarray) -> Baseline:
    return Baseline.of([Observation(modality, 0.0, 1.0, prediction.probabilities[row]) for row in rows])


def _tally(probabilities: np.ndarray, labels: np.ndarray) -> intervals.Tally:
    one_hot = np.eye(len(EMOTIONS), dtype=bool)
    return intervals.classification(probabilities, one_hot[probabilities.argmax(axis=1)], one_hot[labels])


def _gain(without: intervals.Tally, given: intervals.Tally) -> intervals.Tally:
    """The tally of the differences, so that every replicate draws the same people for both."""
    width = without.rows.shape[1]

    def figures(sums: np.ndarray) -> intervals.Figures:
        before, after = without.figures(sums[..., :width]), given.figures(sums[..., width:])
        return {name: after[name] - before[name] for name in _COMPARED}

    return intervals.Tally(np.concatenate([without.rows, given.rows], axis=1), figures)


def _figures(tally: intervals.Tally, probabilities: np.ndarray, labels: np.ndarray, people: np.ndarray) -> dict:
    values = tally.values()
    neutral = labels == _NEUTRAL
    affect = np.stack(expected_affect(probabilities[neutral]), axis=1)
    off = [np.abs(affect[people[neutral] == person].mean(axis=0)).max() for person in np.unique(people[neutral])]
    return {name: values[name] for name in _COMPARED} | {
        "neutral_valence": float(affect[:, 0].mean()),
        "neutral_arousal": float(affect[:, 1].mean()),
        "neutral_off": float(np.mean(off)),
    }
