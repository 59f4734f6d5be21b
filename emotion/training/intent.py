"""Trains the intent head on this project's own sentences, and measures it on families of phrasing it never saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import torch
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from emotion.encoder import MODEL_DIR
from emotion.text.backbone import Backbone
from emotion.text.heads import intent_distribution
from emotion.text.network import BATCH, INTENT_WEIGHTS
from emotion.text.normalise import normalise
from emotion.types import INTENTS

SENTENCES = Path(__file__).with_name("intent_sentences.csv")
NO_WISH = len(INTENTS)
"""The ninth class: a comment that says nothing of what comes next."""
INVERSE_REGULARISATION = 30.0


def train(data: Path | None = None, out: Path = MODEL_DIR, seed: int = 0) -> None:
    """Writes text_intent.safetensors into the folder `out` and prints the macro-F1 on held-out families.

    The sentences lie beside this module; `data` is not read.
    """
    del data
    torch.set_num_threads(1)
    table = sentences()
    embeddings = embed(Backbone(), table.text)
    classes = table["class"].to_numpy()
    print(report(held_out_predictions(embeddings, classes, table.family.to_numpy(), seed), classes))
    model = _fit(embeddings, classes, seed)
    save_file(
        {
            "intent": np.ascontiguousarray(model.coef_.T, np.float16),
            "intent_offset": np.asarray(model.intercept_, np.float16),
        },
        out / INTENT_WEIGHTS,
    )


def sentences() -> pd.DataFrame:
    """The sentences with columns intent, family, text, and class: an index into INTENTS, or NO_WISH."""
    table = pd.read_csv(SENTENCES)
    index = {str(intent): place for place, intent in enumerate(INTENTS)} | {"none": NO_WISH}
    return table.assign(**{"class": table.intent.map(index)})


def embed(backbone: Backbone, texts: pd.Series) -> np.ndarray:
    """Unit sentence embeddings (N, 384) of comments."""
    plain = [normalise(text) for text in texts]
    with torch.inference_mode():
        tokens = [
            map(torch.from_numpy, backbone.tokenise(plain[at : at + BATCH])) for at in range(0, len(plain), BATCH)
        ]
        parts = [backbone(*part)[1].numpy() for part in tokens]
    return np.concatenate(parts)


def held_out_predictions(embeddings: np.ndarray, classes: np.ndarray, families: np.ndarray, seed: int) -> np.ndarray:
    """Scores (N, 9) of each sentence by a model that saw no sentence of its family."""
    scores = np.empty((len(classes), NO_WISH + 1), np.float32)
    folds = GroupKFold(5, shuffle=True, random_state=seed)
    for fit, held_out in folds.split(embeddings, classes, families):
        model = _fit(embeddings[fit], classes[fit], seed)
        scores[held_out] = model.decision_function(embeddings[held_out])
    return scores


def report(scores: np.ndarray, classes: np.ndarray) -> str:
    """Macro-F1 over the eight intents and over all nine classes, and how sure the model is without a wish."""
    wish = classes != NO_WISH
    intents = intent_distribution(scores)
    eight = f1_score(classes[wish], intents[wish].argmax(axis=1), average="macro")
    nine = f1_score(classes, scores.argmax(axis=1), average="macro")
    top = intents[~wish].max(axis=1)
    return (
        f"intent, held-out families: macro-F1 {eight:.3f} over eight intents (n={wish.sum()}), {nine:.3f} with "
        f"'no wish' as a ninth (n={len(classes)}); largest intent without a wish: mean {top.mean():.2f}, "
        f"above 0.5 in {np.mean(top > 0.5):.1%} (with one: mean {intents[wish].max(axis=1).mean():.2f})"
    )


def _fit(embeddings: np.ndarray, classes: np.ndarray, seed: int) -> LogisticRegression:
    with threadpool_limits(1):
        model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000, random_state=seed)
        return model.fit(embeddings, classes)
