"""Trains the intent head on this project's own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from safetensors.numpy import load_file, save_file
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from emotion.encoder import MODEL_DIR, model_file
from emotion.text.backbone import EMBEDDING_SIZE, Backbone
from emotion.text.network import BATCH, INTENT_WEIGHTS, WEIGHTS
from emotion.text.ngrams import ngram_counts, weighted
from emotion.text.normalise import normalise
from emotion.types import INTENTS

SENTENCES = Path(__file__).with_name("intent_sentences.csv")
NO_WISH = len(INTENTS)
"""The ninth class: a comment that says nothing of what comes next."""
INVERSE_REGULARISATION = 3.0
NGRAM_SCALE = 2.0
"""Length of the vector of n-grams, beside 1 for the sentence embedding."""
FOLDS = 5


def train(out: Path = MODEL_DIR, seed: int = 0) -> None:
    """Writes text_intent.safetensors into `out`, to go with the text.safetensors there, else with the shipped one."""
    weights = out / WEIGHTS if (out / WEIGHTS).is_file() else model_file(WEIGHTS)
    table = sentences()
    features = intent_features(Backbone(), table.text, load_file(weights)["idf"])
    fitted, offset = fit_intent(features, table["class"].to_numpy(), seed)
    head = {
        "intent": fitted[:EMBEDDING_SIZE],
        "intent_ngrams": NGRAM_SCALE * fitted[EMBEDDING_SIZE:],
        "intent_offset": offset,
    }
    save_file({name: np.ascontiguousarray(array, np.float16) for name, array in head.items()}, out / INTENT_WEIGHTS)


def sentences() -> pd.DataFrame:
    """The sentences with columns intent, family, text, and class: an index into INTENTS, or NO_WISH."""
    table = pd.read_csv(SENTENCES)
    index = {str(intent): place for place, intent in enumerate(INTENTS)} | {"none": NO_WISH}
    return table.assign(**{"class": table.intent.map(index)})


def intent_features(backbone: Backbone, texts: Sequence[str], idf: np.ndarray) -> sparse.csr_matrix:
    """Unit sentence embeddings, then hashed n-grams weighted by idf, of N comments: (N, 384 + 2 * BUCKETS)."""
    plain = [normalise(text) for text in texts]
    tokens = [backbone.tokenise(plain[at : at + BATCH]) for at in range(0, len(plain), BATCH)]
    with torch.inference_mode():
        embeddings = np.concatenate([backbone(*map(torch.from_numpy, pair))[1].numpy() for pair in tokens])
    ngrams = weighted(ngram_counts(plain), idf.astype(np.float32))
    return sparse.hstack([sparse.csr_matrix(embeddings), NGRAM_SCALE * ngrams], format="csr")


def fit_intent(features: sparse.csr_matrix, classes: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Multinomial logistic regression on intent_features, on one thread: weights (F, K) and offset (K,), for K > 2."""
    # Most buckets of n-grams are empty in so few sentences; their weights are 0 without being fitted.
    counts = features.getnnz(axis=0)
    used = np.flatnonzero(counts)
    with threadpool_limits(1):
        model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=2000, tol=1e-3, random_state=seed)
        model.fit(features[:, used], classes)
    weights = np.zeros((len(counts), len(model.classes_)), np.float32)
    weights[used] = model.coef_.T
    return weights, model.intercept_


def held_out_scores(features: sparse.csr_matrix, classes: np.ndarray, families: np.ndarray, seed: int) -> np.ndarray:
    """Scores (N, K) of each sentence by a head that saw no sentence of its family; each fold leaves out a fifth."""
    scores = np.empty((len(classes), len(np.unique(classes))), np.float32)
    for fit, held_out in GroupKFold(FOLDS, shuffle=True, random_state=seed).split(features, classes, families):
        weights, offset = fit_intent(features[fit], classes[fit], seed)
        scores[held_out] = features[held_out] @ weights + offset
    return scores
