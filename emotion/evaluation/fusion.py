"""Judges fusion on composed sequences, beside the baselines and by variant."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.evaluation import metrics
from emotion.evaluation.baselines import alone, product_of_experts, weighted_average
from emotion.evaluation.corpus import read_frame
from emotion.evaluation.evaluate import TIMED_ITEMS, predictions_frame
from emotion.fusion import Fusion
from emotion.fusion.tokens import SENSED
from emotion.training.compose import Sequence, from_frame
from emotion.types import EmotionState, Prediction

BATCH = 256


def evaluate_fusion(file: Path, split: str | None = None) -> tuple[dict, pd.DataFrame]:
    """Judge the shipped fusion on composed sequences.

    Besides the usual keys the report holds `variants` (accuracy of every method by variant), `baselines` (each method's
    metrics) and `attention` (mean attention to the affected modality of corrupted, stale and contradicting sequences,
    beside its mean attention in clean ones).
    """
    frame = read_frame(file, split)
    sequences = from_frame(frame)
    labels = np.array([s.label for s in sequences])
    fusion = Fusion.load()
    states = fuse_all(fusion, sequences)
    fused = Prediction(
        np.stack([s.probabilities for s in states]),
        np.zeros((len(states), 0), np.float32),
        np.array([s.valence for s in states], np.float32),
        np.array([s.arousal for s in states], np.float32),
    )
    others = {name: _baseline(method, sequences) for name, method in _baselines().items()}
    truth = frame["valence"].to_numpy(np.float32), frame["arousal"].to_numpy(np.float32)
    report = metrics.single_label(fused.probabilities, labels)
    report |= metrics.affect(fused.valence, fused.arousal, *truth)
    report |= {
        "latency_ms": _median_latency_ms(fusion, sequences),
        "baselines": {name: _short(metrics.single_label(p, labels)) for name, p in others.items()},
        "variants": _by_variant(sequences, labels, {"attune": fused.probabilities} | others),
        "attention": _attention_to_affected(sequences, states),
    }
    return report, predictions_frame(frame.index.to_numpy(), fused)


def fuse_all(fusion: Fusion, sequences: list[Sequence]) -> list[EmotionState]:
    """The sensed states of many sequences, in batches."""
    states: list[EmotionState] = []
    for i in range(0, len(sequences), BATCH):
        part = sequences[i : i + BATCH]
        states += fusion.fuse_sensed([s.observations for s in part], [s.now for s in part])
    return states


def _baselines() -> dict[str, Callable]:
    singles = {f"{m} alone": partial(alone, m) for m in SENSED}
    return {"product of experts": product_of_experts, "weighted average": weighted_average, **singles}


def _baseline(method: Callable, sequences: list[Sequence]) -> np.ndarray:
    return np.stack([method(s.observations, s.now) for s in sequences])


def _short(report: dict) -> dict:
    return {key: report[key] for key in ("n", "accuracy", "uar", "macro_f1", "weighted_f1", "ece")}


def _by_variant(sequences: list[Sequence], labels: np.ndarray, methods: dict[str, np.ndarray]) -> dict:
    variants = np.array([s.variant for s in sequences])
    return {
        variant: {"n": int((variants == variant).sum())}
        | {name: float((p.argmax(axis=1) == labels)[variants == variant].mean()) for name, p in methods.items()}
        for variant in dict.fromkeys(variants.tolist())
    }


def _attention_to_affected(sequences: list[Sequence], states: list[EmotionState]) -> dict:
    clean = [st.attention for s, st in zip(sequences, states, strict=True) if s.variant == "clean"]
    usual = {str(m): float(np.mean([a[m] for a in clean])) if clean else None for m in SENSED}
    found: dict[str, dict] = {"clean": usual}
    for variant in dict.fromkeys(s.variant for s in sequences if s.affected):
        found[variant] = {
            str(m): float(np.mean(paid))
            for m in SENSED
            if (
                paid := [
                    st.attention[m]
                    for s, st in zip(sequences, states, strict=True)
                    if s.variant == variant and s.affected == m
                ]
            )
        }
    return found


def _median_latency_ms(fusion: Fusion, sequences: list[Sequence]) -> float:
    spent = []
    for s in sequences[:TIMED_ITEMS]:
        start = time.perf_counter()
        fusion.fuse(s.observations, s.now)
        spent.append(time.perf_counter() - start)
    return 1000 * float(np.median(spent))
