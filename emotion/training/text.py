"""Trains the text model: tower, n-grams, how the experts are mixed, and thresholds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from threadpoolctl import threadpool_limits

from emotion.encoder import MODEL_DIR
from emotion.text.backbone import AffectTower, Backbone
from emotion.text.heads import AFFECT, FELT, MIXED, OUTPUTS, SEVERAL, side_by_side
from emotion.text.network import TOWER_PREFIX, WEIGHTS
from emotion.text.ngrams import ngram_counts, weighted
from emotion.training import intent
from emotion.training.text_corpora import Corpora
from emotion.training.text_lessons import all_lessons, first_lessons
from emotion.training.text_tower import SharedStates, fit_tower, tower_evidence
from emotion.types import EMOTIONS

KEPT = 0.55
"""The share of the first stage's weights in the tower that is shipped: averaged with the second's, they keep what
was learnt of reactions (Wortsman et al. 2022, Robust fine-tuning of zero-shot models)."""

FELT_INVERSE_REGULARISATION = 0.03

_RATED = range(OUTPUTS)[AFFECT]


def train(data: Path, out: Path = MODEL_DIR, epochs: int = 3, seed: int = 0) -> None:
    """Reproduces text.safetensors and text_intent.safetensors in the folder `out`, on one thread.

    data: the folder that holds text with the corpora of Corpora; only their split "train" is used. `epochs` go over
    GoEmotions and EmoBank, then one over all. Raises CorpusError when a corpus is missing.
    """
    corpora, backbone = Corpora.read(data, seed), Backbone()
    states = SharedStates(backbone, corpora.texts)
    torch.manual_seed(seed)
    tower = AffectTower(backbone, len(EMOTIONS))
    fit_tower(tower, states, first_lessons(corpora), epochs, seed)
    first = {name: weights.clone() for name, weights in tower.state_dict().items()}
    fit_tower(tower, states, all_lessons(corpora, seed), 1, seed + epochs)
    tower.load_state_dict({name: KEPT * first[name] + (1 - KEPT) * last for name, last in tower.state_dict().items()})
    export(tower, states, corpora, out)
    intent.train(out, seed)


def export(tower: AffectTower, states: SharedStates, corpora: Corpora, out: Path) -> None:
    """Fits all that follows the tower and writes text.safetensors into the folder `out`."""
    tensors = {TOWER_PREFIX + name: weights.numpy() for name, weights in tower.state_dict().items()}
    with threadpool_limits(1):
        experts = fit_ngrams(corpora) | fit_sentence(states.embeddings, corpora)
        mixed = fit_mix(corpora, lambda places: _evidence(tower, states, corpora, experts, places))
    save_file({name: half(weights) for name, weights in (tensors | experts | mixed).items()}, out / WEIGHTS)


def _evidence(
    tower: AffectTower, states: SharedStates, corpora: Corpora, experts: dict[str, np.ndarray], places: np.ndarray
) -> np.ndarray:
    """What each of the three experts says of the texts at some places: (3, N, 16)."""
    texts = corpora.texts
    counts = ngram_counts([texts[place] for place in places])
    return np.stack(
        [
            tower_evidence(tower, states, places),
            weighted(counts, experts["idf"]) @ experts["ngrams"] + experts["ngram_offset"],
            states.embeddings[places] @ experts["sentence"] + experts["sentence_offset"],
        ]
    )


def fit_mix(corpora: Corpora, evidence: Callable[[np.ndarray], np.ndarray]) -> dict[str, np.ndarray]:
    """How the experts are mixed, cut into chosen emotions, and made a distribution, on the rows to tune.

    evidence gives (3, N, 16) for the places (N,) of texts.
    """
    mix, offset = np.empty((3, MIXED), np.float32), np.empty(MIXED, np.float32)
    several, chosen = evidence(corpora.several.tune), corpora.several.targets[corpora.several.tune, SEVERAL]
    for column, target in enumerate(chosen.T):
        mix[:, column], offset[column] = _chance_mix(several[:, :, column].T, target)
    rated = evidence(corpora.rated.tune + corpora.start(corpora.rated))
    for column, target in enumerate(corpora.rated.targets[corpora.rated.tune].T, start=AFFECT.start):
        mix[:, column], offset[column] = _affect_mix(rated[:, :, column].T, target)
    thresholds = best_thresholds(_mixed(several, mix, offset)[:, SEVERAL], chosen)
    places, felt, weights = corpora.felt("tune")
    features = side_by_side(evidence(places))
    stack, stack_offset = fit_felt(features, felt, weights)
    alone = ~corpora.in_dialogue(places)
    sharper = fit_sharpness((features @ stack + stack_offset)[alone], felt[alone])
    stack, stack_offset = sharper * stack, sharper * stack_offset
    return {"mix": mix, "offset": offset, "thresholds": thresholds, "felt": stack, "felt_offset": stack_offset}


def fit_felt(evidence: np.ndarray, felt: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (F, 7) and offset (7,) of the logits of the emotion felt, from what the experts say (N, F).

    felt (N, 7) is 0 or 1; a text with several emotions counts for each in part. weights (N,) says how much each counts.
    """
    rows, classes = np.nonzero(felt)
    counts = weights[rows] / felt[rows].sum(axis=1)
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
    model = LogisticRegression(C=FELT_INVERSE_REGULARISATION, max_iter=500)
    model.fit((evidence[rows] - mean) / spread, classes, counts * len(counts) / counts.sum())
    stack = (model.coef_ / spread).T
    return stack, model.intercept_ - mean @ stack


def fit_sharpness(logits: np.ndarray, felt: np.ndarray) -> float:
    """The inverse temperature (Guo et al. 2017) at which softmax of logits (N, 7) is likeliest for felt (N, 7), 0 or 1.

    Several emotions of a text share it.
    """
    shares = felt / felt.sum(axis=1, keepdims=True)

    def loss(sharpness: float) -> float:
        return -float((shares * log_softmax(sharpness * logits, axis=1)).sum(axis=1).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def _mixed(evidence: np.ndarray, mix: np.ndarray, offset: np.ndarray) -> np.ndarray:
    return (mix[:, None] * evidence[:, :, :MIXED]).sum(axis=0) + offset


def _chance_mix(evidence: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights (3,) and offset of the logit of a target (N,) of zeros and ones, from evidence (N, 3)."""
    model = LogisticRegression(C=10.0).fit(evidence, target)
    return model.coef_[0], model.intercept_[0]


def fit_sentence(embeddings: np.ndarray, corpora: Corpora) -> dict[str, np.ndarray]:
    """Linear models on sentence embeddings (N, 384) of all texts: sentence (384, 16) and sentence_offset (16,)."""
    weights, offset = np.empty((embeddings.shape[1], OUTPUTS), np.float32), np.empty(OUTPUTS, np.float32)
    for column, rows, target in _columns(corpora):
        model = Ridge(1.0) if column in _RATED else LogisticRegression(C=3.0, tol=1e-3)
        model.fit(embeddings[rows], target)
        weights[:, column], offset[column] = model.coef_.ravel(), np.ravel(model.intercept_)[0]
    return {"sentence": weights, "sentence_offset": offset}


def fit_ngrams(corpora: Corpora) -> dict[str, np.ndarray]:
    """Linear models on hashed n-grams: idf (B,), ngrams (B, 16) and ngram_offset (16,).

    Buckets that fewer than two texts use get the weight 0.
    """
    counts = ngram_counts(corpora.texts)
    fitted = counts[corpora.several.fit]
    document_frequency = fitted.getnnz(axis=0)
    idf = np.log((1 + fitted.getnnz(axis=1).size) / (1 + document_frequency)) + 1
    idf = half(np.where(document_frequency >= 2, idf, 0)).astype(np.float32)
    features = weighted(counts, idf)
    weights, offset = np.empty((len(idf), OUTPUTS), np.float32), np.empty(OUTPUTS, np.float32)
    for column, rows, target in _columns(corpora):
        chance = LogisticRegression(C=3.0, solver="liblinear", tol=1e-3, random_state=0)
        model = Ridge(3.0) if column in _RATED else chance
        model.fit(features[rows], target)
        weights[:, column], offset[column] = model.coef_.ravel(), np.ravel(model.intercept_)[0]
    return {"idf": idf, "ngrams": weights, "ngram_offset": offset}


def _columns(corpora: Corpora) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """For every column of evidence the places of the texts to fit on, and the target of each."""
    rows, several = corpora.several.fit, corpora.several.targets[corpora.several.fit, SEVERAL]
    yield from ((column, rows, target) for column, target in enumerate(several.T))
    rated = corpora.rated.fit + corpora.start(corpora.rated)
    targets = corpora.rated.targets[corpora.rated.fit]
    yield from ((column, rated, target) for column, target in enumerate(targets.T, start=AFFECT.start))
    places, felt, _ = corpora.felt("fit")
    yield from ((column, places, target) for column, target in enumerate(felt.T, start=FELT.start))


def best_thresholds(logits: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Per column of logits (N, C), the cut with the best F1 against targets (N, C), from a smoothed curve: (C,)."""
    cuts = np.linspace(0.08, 0.7, 63)
    grid = np.log(cuts / (1 - cuts))
    best = np.empty(logits.shape[1], np.float32)
    for column, (scores, wanted) in enumerate(zip(logits.T, targets.T, strict=True)):
        chosen = scores[None] > grid[:, None]
        f1 = 2 * (chosen @ wanted) / (chosen.sum(axis=1) + wanted.sum())
        best[column] = grid[np.argmax(np.convolve(np.pad(f1, 4, mode="edge"), np.ones(9) / 9, mode="valid"))]
    return best


def half(weights: np.ndarray) -> np.ndarray:
    """As stored: float16, contiguous."""
    return np.ascontiguousarray(weights, np.float16)


def _affect_mix(evidence: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights (3,) and offset of the least-squares mix, stretched to the spread of the target.

    Least squares alone shrinks towards the mean; equal spread gives the best concordance at the same correlation
    (Lin 1989).
    """
    model = LinearRegression().fit(evidence, target)
    stretch = target.std() / model.predict(evidence).std()
    return model.coef_ * stretch, target.mean() + stretch * (model.intercept_ - target.mean())
