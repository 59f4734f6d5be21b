"""Trains what reads comments beside the text model: what they tell of oneself, and whose feeling it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression, Ridge
from threadpoolctl import threadpool_limits

from emotion.encoder import MODEL_DIR
from emotion.text import TextNetwork
from emotion.text.comments import WEIGHTS, comment_features
from emotion.text.multilingual import MultilingualEncoder
from emotion.text.network import BATCH
from emotion.text.normalise import normalise
from emotion.text.whose import Whose
from emotion.training.text import half
from emotion.training.text_corpora import comments
from emotion.types import EMOTIONS

Encode = Callable[[Sequence[str]], np.ndarray]

LANGUAGES = ("en", "de", "es", "fr")

TEACH_FEELING = (Whose.OWN, Whose.CRISIS, Whose.SMALL)
"""Comments whose feeling is the writer's own, or plainly none; what others feel would teach what words name."""

ENGLISH_COUNTS = 0.3
"""How much an English comment counts where other languages are learnt beside it; there are more than of all others."""

INVERSE_REGULARISATION = 5.0
ITERATIONS = 300


def train(out: Path = MODEL_DIR) -> None:
    """Writes text_comments.safetensors into `out`, to go with the shipped text.safetensors."""
    network, encoder = TextNetwork.load(), MultilingualEncoder()
    spaces = {
        "minilm": (lambda texts: network.predict(texts).features, ("en",)),
        "e5": (lambda texts: encoder([normalise(text) for text in texts]), LANGUAGES),
    }
    heads: dict[str, np.ndarray] = {}
    for space, (encode, languages) in spaces.items():
        fitted = fit_heads(in_batches(encode), languages)
        heads |= {f"{space}.{name}": half(weights) for name, weights in fitted.items()}
    save_file(heads, out / WEIGHTS)


def fit_heads(encode: Encode, languages: Sequence[str]) -> dict[str, np.ndarray]:
    """The weights of a CommentHead and of a WhoseHead, from this project's comments in some languages.

    encode gives the features (N, F) of comments.
    """
    own = comments(languages)
    features = encode(list(own.text))
    mean = features.mean(axis=0)
    found = comment_features(own.text, features, mean)
    plain = own.whose.isin(TEACH_FEELING).to_numpy()
    counts = np.where((own.language == "en") & (len(languages) > 1), ENGLISH_COUNTS, 1.0)
    with threadpool_limits(1):
        felt = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=ITERATIONS)
        felt.fit(found[plain], own.emotion[plain].map(list(EMOTIONS).index), counts[plain])
        affect = Ridge(1.0, solver="lsqr").fit(found[plain], own[["valence", "arousal"]][plain], counts[plain])
        whose = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=ITERATIONS, class_weight="balanced")
        whose.fit(found, own.whose.map(list(Whose).index), counts)
    return {
        "mean": mean,
        "felt": felt.coef_.T,
        "felt_offset": felt.intercept_,
        "affect": affect.coef_.T,
        "affect_offset": affect.intercept_,
        "whose_mean": mean,
        "whose": whose.coef_.T,
        "whose_offset": whose.intercept_,
    }


def in_batches(encode: Encode) -> Encode:
    """The encoder on BATCH texts at a time, which bounds its memory."""
    return lambda texts: np.concatenate([encode(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)])
