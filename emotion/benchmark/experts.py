"""One expert per modality: from what was said, heard or seen in an utterance to the log-odds that it is positive.

The published text and visual features were learnt on the labels of the training videos (logistic regression over them
reaches 0.98 and 0.91 in cross-validation over those very videos, 0.76 and 0.52 on others), so training shows nothing of
what they are worth. In training, stand-ins take their place: for the text, an expert on word and character n-grams of
the transcript that did not see the video; for the visual, for which there is none, the odds of other utterances.

A fusion is told the experts' odds alone: from so few utterances it learns from sentence embeddings and acoustic
features beside them what does not hold for others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import StandardScaler

from emotion.benchmark.mosi import PUBLISHED, Mosi
from emotion.text import TextNetwork

MODALITIES = ("transcript", *PUBLISHED)
FOLDS = 5
AFFECT_SCALE = 3.0
"""What the text model reads counts for more than one dimension of its sentence embedding."""
STRENGTH = 1e-3
"""Inverse regularisation of logistic regression on standardised features."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Of N utterances by modality: the log-odds (N,) float32 of a calibrated expert."""

    odds: dict[str, np.ndarray]


def read_transcripts(texts: np.ndarray, network: TextNetwork) -> np.ndarray:
    """(N, 393): sentence embedding, log-probabilities of the emotions, valence and arousal, by Attune's text model."""
    said = network.predict([text.lower() for text in texts])
    affect = np.column_stack([np.log(said.probabilities + 1e-4), said.valence, said.arousal])
    return np.hstack([said.embedding, AFFECT_SCALE * affect]).astype(np.float32)


def linear() -> Pipeline:
    """Logistic regression on standardised features."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=3000))


def ngrams() -> Pipeline:
    """Logistic regression on word and character n-grams of lower-case transcripts."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return make_pipeline(make_union(words, characters), LogisticRegression(C=1.0, max_iter=3000))


def gather(
    train: Mosi, read: np.ndarray, new: Mosi, new_read: np.ndarray, learnt: bool, seed: int
) -> tuple[Evidence, Evidence]:
    """Evidence on the training utterances, each from experts that did not see its video, and on new ones.

    read and new_read (N, D): see read_transcripts. learnt: the published features of the new utterances have seen their
    labels too (they come from the training videos); then stand-ins take their place there as well.
    """
    rng = np.random.default_rng(seed)
    plain, new_plain = _lower(train.transcripts), _lower(new.transcripts)
    text, new_text = _odds(ngrams(), plain, train, new_plain)
    visual, new_visual = _odds(linear(), train.features["visual"], train, new.features["visual"])
    if learnt:
        new_visual = rng.permutation(new_visual)
    else:
        model = linear().fit(train.features["text"], train.labels)
        new_text = _as_wide(model.decision_function(new.features["text"]), text)
    pairs = {
        "transcript": _odds(linear(), read, train, new_read),
        "text": (text, new_text),
        "audio": _odds(linear(), train.features["audio"], train, new.features["audio"]),
        "visual": (rng.permutation(visual), _as_wide(new_visual, visual)),
    }
    calibrated = {name: _calibrated(own, other, train.labels) for name, (own, other) in pairs.items()}
    return tuple(Evidence({name: pair[side] for name, pair in calibrated.items()}) for side in (0, 1))


def _lower(texts: np.ndarray) -> np.ndarray:
    return np.char.lower(texts)


def _odds(model: Pipeline, inputs: np.ndarray, train: Mosi, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds of the training utterances, out of fold by video, and of new ones."""
    folds = GroupKFold(min(FOLDS, len(np.unique(train.videos))))
    own = cross_val_predict(
        clone(model), inputs, train.labels, groups=train.videos, cv=folds, method="decision_function"
    )
    return own, model.fit(inputs, train.labels).decision_function(new)


def _as_wide(odds: np.ndarray, like: np.ndarray) -> np.ndarray:
    """Log-odds centred and scaled to the spread of others: an expert that saw its labels is too sure of itself."""
    return (odds - odds.mean()) / max(odds.std(), 1e-6) * like.std()


def _calibrated(odds: np.ndarray, new: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Platt scaling on the out-of-fold log-odds; an expert that knows nothing comes out near 0."""
    model = LogisticRegression(C=1.0).fit(odds[:, None], labels)
    slope, offset = max(model.coef_[0, 0], 0.0), model.intercept_[0]
    return tuple((slope * x + offset).astype(np.float32) for x in (odds, new))
