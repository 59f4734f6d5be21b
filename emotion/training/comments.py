"""Trains what reads comments beside the text model: what they tell of oneself, and whose feeling it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression, Ridge
from threadpoolctl import threadpool_limits

from emotion.encoder import MODEL_DIR
from emotion.labels import NORM_MATRIX
from emotion.text.backbone import Backbone
from emotion.text.comments import WEIGHTS, centred
from emotion.text.multilingual import MultilingualEncoder
from emotion.text.network import BATCH
from emotion.text.normalise import normalise
from emotion.text.whose import Whose, whose_features
from emotion.training.text import half
from emotion.training.text_corpora import SITUATIONS, Corpus, comments, emobank, goemotions, situations
from emotion.types import EMOTIONS

Encode = Callable[[Sequence[str]], np.ndarray]

DRAWN = {"empatheticdialogues": 1500, "isear": 1200, "goemotions": 1000, "emobank": 600, "meld_text": 400}
"""How many texts of each English corpus teach the multilingual heads; they are linear and soon have enough."""

LANGUAGES = ("en", "de", "es", "fr")

INVERSE_REGULARISATION = 200.0

COMMENT_WEIGHT = 6.0
"""Weight of one of this project's own comments beside a text of a corpus."""


def train(data: Path, out: Path = MODEL_DIR, seed: int = 0) -> None:
    """Writes text_comments.safetensors into `out`.

    data: the folder that holds text. Raises CorpusError when a corpus is missing.
    """
    spaces = {"minilm": (minilm, ("en",)), "e5": (in_batches(MultilingualEncoder()), tuple(LANGUAGES))}
    heads: dict[str, np.ndarray] = {}
    for space, (encode, languages) in spaces.items():
        fitted = fit_felt(data, encode, languages, seed) | fit_whose(encode, languages)
        heads |= {f"{space}.{name}": half(weights) for name, weights in fitted.items()}
    save_file(heads, out / WEIGHTS)


def fit_felt(data: Path, encode: Encode, languages: Sequence[str], seed: int) -> dict[str, np.ndarray]:
    """A CommentHead, from DRAWN texts and this project's comments in some languages."""
    texts, felt, affect, weights = _taught(data, languages, seed)
    embeddings = encode(texts)
    mean = embeddings.mean(axis=0)
    features = centred(embeddings, mean)
    with threadpool_limits(1):
        stated, rated = felt >= 0, np.isfinite(affect[:, 0])
        chance = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=500)
        chance.fit(features[stated], felt[stated], weights[stated])
        line = Ridge(0.3).fit(features[rated], affect[rated], weights[rated])
    return {
        "mean": mean,
        "felt": chance.coef_.T,
        "felt_offset": chance.intercept_,
        "affect": line.coef_.T,
        "affect_offset": line.intercept_,
    }


def _taught(data: Path, languages: Sequence[str], seed: int) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Texts (N), the emotion felt (N,) or -1, valence and arousal (N, 2) or NaN, and weights (N,).

    A text of a corpus that names an emotion has the emotion's norms for its affect.
    """
    rng = np.random.default_rng(seed)
    texts: list[str] = []
    felt, affect, weights = [], [], []
    for name, count in DRAWN.items():
        corpus, rated = _corpus(data, name, seed), name == "emobank"
        known = corpus.fit if rated else corpus.fit[corpus.targets[corpus.fit, : len(EMOTIONS)].sum(axis=1) == 1]
        rows = rng.choice(known, min(count, len(known)), replace=False)
        texts += [corpus.texts[row] for row in rows]
        targets = corpus.targets[rows]
        classes = np.full(len(rows), -1) if rated else targets[:, : len(EMOTIONS)].argmax(axis=1)
        felt.append(classes)
        affect.append(targets if rated else NORM_MATRIX[classes])
        weights.append(np.ones(len(rows)))
    own = comments(languages)
    texts += [normalise(text) for text in own.text]
    felt.append(own.emotion.map(list(EMOTIONS).index).to_numpy())
    affect.append(own[["valence", "arousal"]].to_numpy())
    weights.append(np.full(len(own), COMMENT_WEIGHT))
    return texts, np.concatenate(felt), np.concatenate(affect).astype(np.float32), np.concatenate(weights)


def _corpus(data: Path, name: str, seed: int) -> Corpus:
    if name in SITUATIONS:
        return situations(data, name, seed)
    return goemotions(data, seed) if name == "goemotions" else emobank(data, seed)


def fit_whose(encode: Encode, languages: Sequence[str]) -> dict[str, np.ndarray]:
    """The weights of a WhoseHead, from this project's comments in some languages."""
    own = comments(languages)
    embeddings = encode([normalise(text) for text in own.text])
    mean = embeddings.mean(axis=0)
    features = whose_features(own.text, embeddings, mean)
    classes = own.whose.map(list(Whose).index).to_numpy()
    with threadpool_limits(1):
        model = LogisticRegression(C=10.0, max_iter=1000, class_weight="balanced").fit(features, classes)
    return {"whose_mean": mean, "whose": model.coef_.T, "whose_offset": model.intercept_}


def minilm(texts: Sequence[str]) -> np.ndarray:
    """Embeddings (N, 384) of the unmodified all-MiniLM-L6-v2."""
    backbone = Backbone()
    parts = [backbone.tokenise(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    with torch.inference_mode():
        return np.concatenate([backbone(*map(torch.from_numpy, part))[1].numpy() for part in parts])


def in_batches(encode: Encode) -> Encode:
    """The encoder on BATCH texts at a time, which bounds its memory."""
    return lambda texts: np.concatenate([encode(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)])
