"""Judges fusion on composed sequences, beside the baselines, by variant and by what is present."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.evaluation import metrics
from emotion.evaluation.baselines import load_baselines, predict
from emotion.evaluation.bootstrap import draws, interval
from emotion.evaluation.corpus import read_frame
from emotion.evaluation.evaluate import TIMED_ITEMS, predictions_frame
from emotion.evaluation.sequences import Sequence, from_frame
from emotion.fusion import Fusion
from emotion.fusion.fusion import to_tensors
from emotion.fusion.network import FusionConfig
from emotion.fusion.tokens import SENSED, tokenise
from emotion.types import EmotionState, Prediction

BATCH = 256
PRODUCT = "product of experts"


def evaluate_fusion(file: Path, split: str | None = None) -> tuple[dict, pd.DataFrame]:
    """Judge the shipped fusion on composed sequences.

    Besides the usual keys the report holds

    - `baselines`: each method's metrics;
    - `variants`: accuracy of every method by variant;
    - `present`: accuracy of the fusion and of the product of experts on the clean sequences with only some modalities;
    - `gains`: by variant, and for all, the fusion's accuracy less each other method's, with its 95 % interval;
    - `attention`: mean attention to the affected modality, beside its mean attention in clean sequences, and in what
      share of the sequences it is less than that;
    - `risk_coverage`: accuracy as the most uncertain states are left out.
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
    others = baseline_probabilities(fusion.config, sequences)
    truth = frame["valence"].to_numpy(np.float32), frame["arousal"].to_numpy(np.float32)
    right = {"attune": fused.probabilities, **others}
    right = {name: p.argmax(axis=1) == labels for name, p in right.items()}
    report = metrics.single_label(fused.probabilities, labels)
    report |= metrics.affect(fused.valence, fused.arousal, *truth)
    report |= {
        "latency_ms": _median_latency_ms(fusion, sequences),
        "risk_coverage": metrics.risk_coverage(-np.array([s.uncertainty for s in states]), right["attune"]),
        "baselines": {name: _short(metrics.single_label(p, labels)) for name, p in others.items()},
        "variants": _by_variant(sequences, right),
        "present": _by_present(fusion, sequences),
        "gains": _gains(sequences, right),
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


def baseline_probabilities(config: FusionConfig, sequences: list[Sequence]) -> dict[str, np.ndarray]:
    """Probabilities (N, 7) by each baseline's name."""
    sizes = {m: getattr(config, m) for m in SENSED}
    networks = load_baselines(config)
    parts: dict[str, list[np.ndarray]] = {name: [] for name in networks}
    for i in range(0, len(sequences), BATCH):
        part = sequences[i : i + BATCH]
        tokens = tokenise([s.observations for s in part], [s.now for s in part], sizes)
        tensors = to_tensors(tokens, np.arange(len(part)))
        for name, network in networks.items():
            parts[name].append(predict(network, tensors))
    return {name: np.concatenate(found) for name, found in parts.items()}


def _short(report: dict) -> dict:
    return {key: report[key] for key in ("n", "accuracy", "uar", "macro_f1", "weighted_f1", "ece")}


def _variants(sequences: list[Sequence]) -> dict[str, np.ndarray]:
    """Which sequences (N,) bool are of each variant."""
    variants = np.array([s.variant for s in sequences])
    return {variant: variants == variant for variant in dict.fromkeys(variants.tolist())}


def _by_variant(sequences: list[Sequence], right: dict[str, np.ndarray]) -> dict:
    return {
        variant: {"n": int(rows.sum())} | {name: float(hits[rows].mean()) for name, hits in right.items()}
        for variant, rows in _variants(sequences).items()
    }


def _by_present(fusion: Fusion, sequences: list[Sequence]) -> dict:
    """Every subset of the modalities, cut out of the clean sequences."""
    clean = [s for s in sequences if s.variant == "clean"]
    if not clean:
        return {}
    labels = np.array([s.label for s in clean])
    found = {}
    for size in range(1, len(SENSED) + 1):
        for some in combinations(SENSED, size):
            cut = [replace(s, observations=tuple(o for o in s.observations if o.modality in some)) for s in clean]
            fused = np.stack([s.probabilities for s in fuse_all(fusion, cut)])
            product = baseline_probabilities(fusion.config, cut)[PRODUCT]
            found[" + ".join(some)] = {
                "attune": float((fused.argmax(axis=1) == labels).mean()),
                PRODUCT: float((product.argmax(axis=1) == labels).mean()),
            }
    return found


def _gains(sequences: list[Sequence], right: dict[str, np.ndarray]) -> dict:
    """Paired differences of accuracy, each [gain, low, high], by a bootstrap over sequences (percentile, 95 %)."""
    rng = np.random.default_rng(0)
    every = {"all": np.ones(len(sequences), bool)} | _variants(sequences)
    found: dict[str, dict] = {}
    for variant, rows in every.items():
        drawn = draws(int(rows.sum()), seed=rng) / rows.sum()
        found[variant] = {}
        for name in right:
            if name != "attune":
                ahead = right["attune"][rows].astype(float) - right[name][rows]
                found[variant][name] = [float(ahead.mean()), *interval(drawn @ ahead).tolist()]
    return found


def _attention_to_affected(sequences: list[Sequence], states: list[EmotionState]) -> dict:
    """By variant and modality: mean attention and, but for clean ones, the share of sequences that pay it less."""
    clean = [st.attention for s, st in zip(sequences, states, strict=True) if s.variant == "clean"]
    usual = {m: float(np.mean([a[m] for a in clean])) if clean else None for m in SENSED}
    found: dict[str, dict] = {"clean": {str(m): {"mean": share} for m, share in usual.items()}}
    for variant in dict.fromkeys(s.variant for s in sequences if s.affected):
        found[variant] = {}
        for m in SENSED:
            struck = [s.variant == variant and s.affected == m for s in sequences]
            paid = np.array([st.attention[m] for st, hit in zip(states, struck, strict=True) if hit])
            if len(paid):
                lower = float((paid < usual[m]).mean()) if clean else None
                found[variant][str(m)] = {"mean": float(paid.mean()), "lowered": lower}
    return found


def _median_latency_ms(fusion: Fusion, sequences: list[Sequence]) -> float:
    spent = []
    for s in sequences[:TIMED_ITEMS]:
        start = time.perf_counter()
        fusion.fuse(s.observations, s.now)
        spent.append(time.perf_counter() - start)
    return 1000 * float(np.median(spent))
