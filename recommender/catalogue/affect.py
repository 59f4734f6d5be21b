"""The feeling an item tends to leave, from the words that an editor who knows it chose for it.

1. The mean of where its mood words lie (recommender.catalogue.moods), times REACH: an average of words is drawn to the
   middle of the plane by every word that speaks of something else.
2. An item without mood words lies where its genres lie on average, moved by a ridge regression, fitted on the items
   that have words, of the difference between words and genres on the embedding of title, description and tags.
3. Its uncertainty is the standard error of that mean or, without words, the error of the regression on items that it
   was not fitted on.

Measured audio features and people's tags of films are left out on purpose: they are what all this is checked against,
and their terms keep them out of a product.

Emotions pool two opinions of equal weight, what the words name (of an item without any, its genres) and what its affect
speaks for (a Gaussian around the norms of the emotion words), by a normalised product (logarithmic opinion pool: Genest
& Zidek 1986, Combining probability distributions, Statistical Science 1, 114-135).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotion.labels import emotions_near
from emotion.types import EMOTIONS
from recommender.catalogue.moods import MOODS
from recommender.catalogue.vocabulary import GENRES
from recommender.errors import CatalogueError

REACH = 1.4
WORD_ERROR = 0.3  # how far apart two editors' words for one feeling lie: n words are no surer than this / sqrt(n)
SHRINKAGE = 1.0  # of the regression on embeddings
FOLDS = 10
_LEADING = 0.5  # share of a genre's emotion distribution on its leading emotion; the rest is spread over all seven


@dataclass(frozen=True, eq=False)
class ItemAffect:
    """Affect of N items, all float32: valence, arousal (N,) in [-1, 1]; emotions (N, 7), rows sum to 1.

    uncertainty (N,) is the standard error of valence and arousal, as a root mean square of the two.
    """

    valence: np.ndarray
    arousal: np.ndarray
    emotions: np.ndarray
    uncertainty: np.ndarray


def item_affect(genres: Sequence[Sequence[str]], moods: Sequence[Sequence[str]], embeddings: np.ndarray) -> ItemAffect:
    """The affect of N items from their genres, their mood words and the embeddings (N, D) of what is written of them.

    Raises CatalogueError for a genre that has no prior.
    """
    affect, emotions = genre_affect(genres)
    uncertainty = np.zeros(len(affect))
    worded = np.array([bool(words) for words in moods])
    spoken = [mood_affect(words) for words in moods if words]
    if spoken:
        means, named, errors = (np.stack(part) for part in zip(*spoken, strict=True))
        emotions[worded], uncertainty[worded] = named, errors
        affect[~worded], uncertainty[~worded] = _predicted(affect, means, worded, embeddings)
        affect[worded] = means
    else:
        uncertainty[:] = 1.0
    valence, arousal = np.ascontiguousarray(np.clip(affect.T, -1, 1), np.float32)
    pooled = emotions * emotions_near(valence, arousal)
    pooled = np.sqrt(pooled / pooled.sum(axis=1, keepdims=True))
    return ItemAffect(
        valence,
        arousal,
        (pooled / pooled.sum(axis=1, keepdims=True)).astype(np.float32),
        uncertainty.astype(np.float32),
    )


def mood_affect(words: Sequence[str]) -> tuple[np.ndarray, np.ndarray, float]:
    """Of at least one mood word: valence and arousal (2,), shares of the emotions (7,), and the standard error."""
    points = REACH * np.array([(MOODS[word].valence, MOODS[word].arousal) for word in words])
    spread = max(float(np.sqrt(points.var(axis=0).mean())), WORD_ERROR)
    shares = np.full(len(EMOTIONS), 1 / len(EMOTIONS))
    for word in words:
        shares[EMOTIONS.index(MOODS[word].emotion)] += 1
    return points.mean(axis=0), shares / shares.sum(), spread / np.sqrt(len(words))


def _predicted(
    prior: np.ndarray, means: np.ndarray, worded: np.ndarray, embeddings: np.ndarray
) -> tuple[np.ndarray, float]:
    """Affect (M, 2) of the items without words, and the error of such predictions, found by cross-validation."""
    from sklearn.linear_model import Ridge  # only building needs it
    from sklearn.model_selection import cross_val_predict

    known, beyond = embeddings[worded], means - prior[worded]
    model = Ridge(alpha=SHRINKAGE)
    if worded.all() or len(known) < 2 * FOLDS:
        return prior[~worded], 1.0
    missed = beyond - cross_val_predict(model, known, beyond, cv=FOLDS)
    moved = model.fit(known, beyond).predict(embeddings[~worded])
    return prior[~worded] + moved, float(np.sqrt((missed**2).mean()))


def genre_affect(genres: Sequence[Sequence[str]]) -> tuple[np.ndarray, np.ndarray]:
    """The mean prior of each item's genres: valence and arousal (N, 2), emotions (N, 7).

    Raises CatalogueError for a genre that has no prior.
    """
    unknown = sorted({genre for names in genres for genre in names} - set(GENRES))
    if unknown:
        raise CatalogueError(f"no affect is stated for the genre {unknown[0]!r}; known are {', '.join(GENRES)}")
    affect = np.zeros((len(genres), 2))
    emotions = np.full((len(genres), len(EMOTIONS)), (1 - _LEADING) / len(EMOTIONS))
    for row, names in enumerate(genres):
        for prior in (GENRES[name] for name in names):
            affect[row] += np.array([prior.valence, prior.arousal]) / len(names)
            emotions[row, EMOTIONS.index(prior.emotion)] += _LEADING / len(names)
    return affect, emotions
