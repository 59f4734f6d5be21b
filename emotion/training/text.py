"""Trains the text model: tower, n-grams, how the two are mixed, thresholds and calibration."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from threadpoolctl import threadpool_limits

from emotion.encoder import MODEL_DIR
from emotion.text.backbone import AffectTower, Backbone
from emotion.text.heads import OUTPUTS
from emotion.text.network import TOWER_PREFIX, WEIGHTS
from emotion.text.ngrams import ngram_counts, weighted
from emotion.training import intent
from emotion.training.text_corpora import Corpus, emobank, goemotions
from emotion.training.text_tower import SharedStates, fit_tower, tower_evidence
from emotion.types import EMOTIONS


def train(data: Path, out: Path = MODEL_DIR, epochs: int = 3, seed: int = 0) -> None:
    """Reproduces text.safetensors and text_intent.safetensors in the folder `out`, on one thread.

    data: the folder that holds text/goemotions.parquet and text/emobank.parquet; only their split "train" is used.
    Raises CorpusError when they are missing.
    """
    emotions, affect = goemotions(data, seed), emobank(data, seed)
    backbone = Backbone()
    states = SharedStates(backbone, emotions.texts + affect.texts)
    tower = fit_tower(backbone, states, emotions, affect, epochs, seed)
    export(tower, states, emotions, affect, out)
    intent.train(out, seed)


def export(tower: AffectTower, states: SharedStates, emotions: Corpus, affect: Corpus, out: Path) -> None:
    """Fits all that follows the tower and writes text.safetensors into the folder `out`."""
    tuned = np.concatenate([emotions.tune, affect.tune + len(emotions.texts)])
    tensors = {TOWER_PREFIX + name: weights.numpy() for name, weights in tower.state_dict().items()}
    with threadpool_limits(1):
        experts = fit_ngrams(emotions, affect) | fit_sentence(states.embeddings, emotions, affect)
        texts = [emotions.texts[row] for row in emotions.tune] + [affect.texts[row] for row in affect.tune]
        evidence = np.stack(
            [
                tower_evidence(tower, states, tuned),
                weighted(ngram_counts(texts), experts["idf"]) @ experts["ngrams"] + experts["ngram_offset"],
                states.embeddings[tuned] @ experts["sentence"] + experts["sentence_offset"],
            ]
        )
        mixed = fit_mix(evidence, emotions.targets[emotions.tune, : len(EMOTIONS)], affect.targets[affect.tune])
    save_file({name: half(weights) for name, weights in (tensors | experts | mixed).items()}, out / WEIGHTS)


def fit_mix(evidence: np.ndarray, emotions: np.ndarray, affect: np.ndarray) -> dict[str, np.ndarray]:
    """How the experts are mixed, cut into chosen emotions, and made a distribution.

    evidence (3, N + M, 9) of the rows to tune: N of GoEmotions with targets (N, 7), then M of EmoBank with (M, 2).
    """
    mix, offset = np.empty(evidence.shape[::2], np.float32), np.empty(OUTPUTS, np.float32)
    split = len(emotions)
    for column, target in enumerate(emotions.T):
        model = LogisticRegression(C=10.0).fit(evidence[:, :split, column].T, target)
        mix[:, column], offset[column] = model.coef_[0], model.intercept_[0]
    for column, target in enumerate(affect.T, start=len(EMOTIONS)):
        mix[:, column], offset[column] = _affect_mix(evidence[:, split:, column].T, target)
    logits = ((mix[:, None] * evidence[:, :split]).sum(axis=0) + offset)[:, : len(EMOTIONS)]
    thresholds = best_thresholds(logits, emotions)
    sharpness, prior = calibrate(logits, emotions)
    return {"mix": mix, "offset": offset, "thresholds": thresholds, "sharpness": sharpness, "prior": prior}


def fit_sentence(embeddings: np.ndarray, emotions: Corpus, affect: Corpus) -> dict[str, np.ndarray]:
    """Linear models on sentence embeddings (N, 384) of both corpora: sentence (384, 9) and sentence_offset (9,)."""
    weights, offset = np.empty((embeddings.shape[1], OUTPUTS), np.float32), np.empty(OUTPUTS, np.float32)
    for column in range(len(EMOTIONS)):
        model = LogisticRegression(C=3.0, tol=1e-3)
        model.fit(embeddings[emotions.fit], emotions.targets[emotions.fit, column])
        weights[:, column], offset[column] = model.coef_[0], model.intercept_[0]
    for column, target in enumerate(affect.targets[affect.fit].T, start=len(EMOTIONS)):
        model = Ridge(1.0).fit(embeddings[affect.fit + len(emotions.texts)], target)
        weights[:, column], offset[column] = model.coef_, model.intercept_
    return {"sentence": weights, "sentence_offset": offset}


def fit_ngrams(emotions: Corpus, affect: Corpus) -> dict[str, np.ndarray]:
    """Linear models on hashed n-grams: idf (B,), ngrams (B, 9) and ngram_offset (9,).

    Buckets that fewer than two texts use get the weight 0.
    """
    counts = ngram_counts([emotions.texts[row] for row in emotions.fit])
    document_frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + len(emotions.fit)) / (1 + document_frequency)) + 1
    idf = half(np.where(document_frequency >= 2, idf, 0)).astype(np.float32)
    features = weighted(counts, idf)
    weights, offset = np.empty((counts.shape[1], OUTPUTS), np.float32), np.empty(OUTPUTS, np.float32)
    for column in range(len(EMOTIONS)):
        model = LogisticRegression(C=3.0, solver="liblinear", tol=1e-3, random_state=0)
        model.fit(features, emotions.targets[emotions.fit, column])
        weights[:, column], offset[column] = model.coef_[0], model.intercept_[0]
    features = weighted(ngram_counts([affect.texts[row] for row in affect.fit]), idf)
    for column, target in enumerate(affect.targets[affect.fit].T, start=len(EMOTIONS)):
        model = Ridge(3.0).fit(features, target)
        weights[:, column], offset[column] = model.coef_, model.intercept_
    return {"idf": idf, "ngrams": weights, "ngram_offset": offset}


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


def calibrate(logits: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """sharpness and prior, each (C,), of the softmax nearest in cross-entropy to targets (N, C) scaled to sum to 1."""
    wanted = targets / targets.sum(axis=1, keepdims=True)
    classes = logits.shape[1]

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        scores = logits * parameters[:classes] + parameters[classes:]
        scores = scores - scores.max(axis=1, keepdims=True)
        log_probabilities = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        gradient = (np.exp(log_probabilities) - wanted) / len(wanted)
        return -(wanted * log_probabilities).sum() / len(wanted), np.r_[(gradient * logits).sum(0), gradient.sum(0)]

    found = minimize(loss, np.r_[np.ones(classes), np.zeros(classes)], jac=True, method="L-BFGS-B").x
    return found[:classes], found[classes:]


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
