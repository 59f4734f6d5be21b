"""The `evaluate` command: a network, a corpus, metrics."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.evaluation import intervals, metrics
from emotion.evaluation.batches import run_batches
from emotion.evaluation.conditions import by_condition
from emotion.evaluation.corpus import Clip, Corpus, read_corpus
from emotion.evaluation.leaks.apart import repeated
from emotion.evaluation.personal import judge_baseline
from emotion.modalities import modality_named
from emotion.types import EMOTIONS, Prediction

TIMED_ITEMS = 100
"""So many items, spread over the corpus, are run one by one for the median latency."""

ONE_HOT = np.eye(len(EMOTIONS), dtype=bool)


def evaluate(
    modality: str,
    file: Path,
    split: str | None = None,
    baseline: bool = False,
    run: Callable[[Sequence], Prediction] | None = None,
    apart: bool = False,
    conditions: bool = False,
) -> tuple[dict, pd.DataFrame]:
    """Evaluate the embedded model of face, voice or text, or what `run` gives for signals, on a corpus file.

    Returns the metrics, with intervals, figures by group and a risk-coverage curve, and the predictions: row (0-based
    in the file), a column of probability per emotion, valence and arousal where the model gives them, and for
    multi-label corpora `labels`, the names chosen. With baseline the report says what personal baselines change; with
    apart it holds the figures without the rows that have a near-duplicate in another split, too; with conditions, of
    faces, those by light and size.
    """
    corpus = read_corpus(modality, file, split)
    run = run or runner(modality)
    latency = _median_latency_ms(run, corpus.signals)
    prediction = run_batches(run, corpus.signals)
    report = _metrics(corpus, prediction, file)
    if baseline:
        report["baseline"] = judge_baseline(modality_named(modality), corpus, prediction)
    if apart:
        report["apart"] = _without_repeats(corpus, prediction, repeated(modality, file, split))
    if conditions and corpus.classes is not None:
        known = corpus.classes >= 0
        crops = [crop for crop, given in zip(corpus.signals, known, strict=True) if given]
        report["conditions"] = by_condition(run, crops, corpus.classes[known], prediction.probabilities[known])
    report |= {"latency_ms": latency, "unreadable": corpus.unreadable}
    return report, predictions_frame(corpus.rows, prediction, multi_label=corpus.several is not None)


def runner(modality: str) -> Callable[[Sequence], Prediction]:
    """From decoded signals to predictions, features included, for one modality's embedded network."""
    if modality == "face":
        from emotion.face import FaceNetwork

        network = FaceNetwork.load()
        return lambda crops: network.predict(np.stack(crops))
    if modality == "voice":
        from emotion.voice import VoiceNetwork
        from emotion.voice.features import decode_logmel, log_mel

        def features(clip: Clip) -> np.ndarray:
            return decode_logmel(clip.stored_logmel) if clip.samples is None else log_mel(clip.samples)

        network = VoiceNetwork.load()
        return lambda clips: network.predict([features(clip) for clip in clips])
    from emotion.text import TextNetwork

    network = TextNetwork.load()
    return lambda texts: network.predict(list(texts))


def predictions_frame(rows: np.ndarray, prediction: Prediction, multi_label: bool = False) -> pd.DataFrame:
    """Predictions as a table: row, seven probabilities, valence and arousal where given, labels when multi-label."""
    table = {"row": rows} | {str(e): prediction.probabilities[:, i] for i, e in enumerate(EMOTIONS)}
    if prediction.valence is not None:
        table |= {"valence": prediction.valence, "arousal": prediction.arousal}
    if multi_label:
        table["labels"] = [[str(EMOTIONS[i]) for i in np.flatnonzero(row)] for row in _chosen(prediction)]
    return pd.DataFrame(table)


def _median_latency_ms(run: Callable[[Sequence], Prediction], signals: Sequence) -> float:
    picked = [signals[i] for i in np.linspace(0, len(signals) - 1, min(TIMED_ITEMS, len(signals))).astype(int)]
    run(picked[:1])
    spent = []
    for signal in picked:
        start = time.perf_counter()
        run([signal])
        spent.append(time.perf_counter() - start)
    return 1000 * float(np.median(spent))


def _metrics(corpus: Corpus, prediction: Prediction, file: Path) -> dict:
    report: dict = {"n": len(corpus.rows)}
    if corpus.several is not None:
        known = corpus.several.any(axis=1)
        chosen, truth = _chosen(prediction)[known], corpus.several[known]
        report |= metrics.multi_label(prediction.probabilities[known], chosen, truth)
        report |= _evidence(corpus, prediction, chosen, truth, known)
    if corpus.classes is not None:
        known = corpus.classes >= 0
        if not known.any():
            raise CorpusError(f"{file}: none of its labels stands for one of {', '.join(EMOTIONS)}")
        chosen, truth = prediction.probabilities[known].argmax(axis=1), corpus.classes[known]
        report |= metrics.single_label(prediction.probabilities[known], truth)
        report |= _evidence(corpus, prediction, ONE_HOT[chosen], ONE_HOT[truth], known)
    if corpus.valence is not None and prediction.valence is not None:
        affect = prediction.valence, prediction.arousal, corpus.valence, corpus.arousal
        report |= metrics.affect(*affect)
        report["intervals"] = report.get("intervals", {}) | intervals.affect(*affect).by_people(corpus.people)
    return report


def _without_repeats(corpus: Corpus, prediction: Prediction, again: np.ndarray) -> dict:
    """How many rows, (N,) bool, repeat another split's, and the figures of the others."""
    if corpus.classes is None:
        raise CorpusError("figures without near-duplicates are there for corpora with one label a row")
    rows = ~again & (corpus.classes >= 0)
    single = metrics.single_label(prediction.probabilities[rows], corpus.classes[rows])
    return {"near_duplicates": int(again.sum())} | {k: single[k] for k in ("n", "accuracy", "uar", "macro_f1", "ece")}


def _evidence(corpus: Corpus, prediction: Prediction, chosen: np.ndarray, truth: np.ndarray, known: np.ndarray) -> dict:
    """Intervals, figures by group and the risk-coverage curve of the rows known (N,) bool."""
    probabilities, people = prediction.probabilities[known], corpus.people[known]
    hit = truth[np.arange(len(truth)), probabilities.argmax(axis=1)]
    tally = intervals.classification(probabilities, chosen, truth)
    groups: dict[str, dict] = {}
    for column, names in corpus.groups.items():
        inside = {str(name): names[known] == name for name in np.unique(names[known]) if name}
        groups[column] = {
            name: {"n": int(rows.sum())}
            | tally.of(rows).values()
            | {"intervals": tally.of(rows).by_people(people[rows])}
            for name, rows in inside.items()
        }
    return {
        "left_out": int((~known).sum()),
        "intervals": tally.by_people(people),
        "groups": groups,
        "risk_coverage": metrics.risk_coverage(probabilities.max(axis=1), hit),
    }


def _chosen(prediction: Prediction) -> np.ndarray:
    """The emotions a multi-label model named, or the most probable one of a single-label model."""
    if prediction.chosen is not None:
        return prediction.chosen
    return ONE_HOT[prediction.probabilities.argmax(axis=1)]
