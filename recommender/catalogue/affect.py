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
from emotion.types import EMOTIONS, Emotion
from recommender.catalogue.moods import MOODS
from recommender.errors import CatalogueError


@dataclass(frozen=True)
class GenrePrior:
    """What a genre promises: valence and arousal in [-1, 1], its leading emotion, and why."""

    valence: float
    arousal: float
    emotion: Emotion
    why: str


def _prior(valence: float, arousal: float, emotion: Emotion, why: str) -> GenrePrior:
    return GenrePrior(valence, arousal, emotion, why)


# Stated beforehand, not fitted. Music follows the four families of Rentfrow & Gosling (2003), The do re mi's of
# everyday life, J. Personality and Social Psychology 84, 1236-1256: reflective (blues, jazz, classical, folk) low in
# arousal, intense (rock, punk, metal) high, upbeat (pop, country) pleasant, energetic (hip hop, soul, funk, electronic)
# pleasant and high.
GENRE_AFFECT: dict[str, GenrePrior] = {
    # films and stories
    "action": _prior(0.10, 0.70, Emotion.SURPRISE, "fights and chases excite, won or lost"),
    "adventure": _prior(0.35, 0.50, Emotion.JOY, "danger that is a promise more than a threat"),
    "animation": _prior(0.30, 0.10, Emotion.JOY, "mostly made for children and to delight"),
    "children": _prior(0.40, 0.00, Emotion.JOY, "written to comfort and to please"),
    "comedy": _prior(0.60, 0.30, Emotion.JOY, "made for laughing"),
    "crime": _prior(-0.40, 0.30, Emotion.ANGER, "harm done by people to people"),
    "documentary": _prior(0.00, -0.20, Emotion.NEUTRAL, "shows and explains"),
    "drama": _prior(-0.25, -0.10, Emotion.SADNESS, "conflict and loss at the pace of life"),
    "family": _prior(0.40, 0.00, Emotion.JOY, "safe for all ages and mostly kind"),
    "fantasy": _prior(0.25, 0.25, Emotion.SURPRISE, "wonder"),
    "history": _prior(-0.15, -0.10, Emotion.NEUTRAL, "grave matters at a distance"),
    "horror": _prior(-0.70, 0.70, Emotion.FEAR, "made to frighten"),
    "music": _prior(0.40, 0.35, Emotion.JOY, "people playing and being heard"),
    "musical": _prior(0.50, 0.45, Emotion.JOY, "song and dance"),
    "mystery": _prior(-0.20, 0.20, Emotion.SURPRISE, "a riddle, often with a death in it"),
    "romance": _prior(0.30, -0.05, Emotion.JOY, "love, more often found than lost"),
    "science fiction": _prior(0.00, 0.30, Emotion.SURPRISE, "the unknown, promise and threat alike"),
    "sport": _prior(0.35, 0.50, Emotion.JOY, "effort and triumph"),
    "thriller": _prior(-0.40, 0.65, Emotion.FEAR, "made of suspense"),
    "war": _prior(-0.60, 0.35, Emotion.SADNESS, "killing and grief"),
    "western": _prior(-0.05, 0.30, Emotion.ANGER, "wide land, old scores"),
    # songs
    "ambient": _prior(0.15, -0.80, Emotion.NEUTRAL, "made to still"),
    "ballad": _prior(-0.30, -0.35, Emotion.SADNESS, "slow, and mostly of love gone"),
    "blues": _prior(-0.35, -0.15, Emotion.SADNESS, "trouble, sung out"),
    "bossa nova": _prior(0.35, -0.40, Emotion.JOY, "soft swaying ease"),
    "classical": _prior(0.10, -0.35, Emotion.NEUTRAL, "reflective family"),
    "country": _prior(0.05, -0.05, Emotion.NEUTRAL, "plain tales, glad and sad in equal parts"),
    "disco": _prior(0.60, 0.60, Emotion.JOY, "for dancing"),
    "electronic": _prior(0.20, 0.45, Emotion.JOY, "a steady beat, energetic family"),
    "folk": _prior(0.00, -0.35, Emotion.NEUTRAL, "a voice and few strings, reflective family"),
    "funk": _prior(0.55, 0.55, Emotion.JOY, "groove, for dancing"),
    "hip hop": _prior(0.10, 0.40, Emotion.ANGER, "drive and defiance, energetic family"),
    "indie": _prior(0.00, 0.10, Emotion.NEUTRAL, "rock with less force"),
    "jazz": _prior(0.25, -0.20, Emotion.NEUTRAL, "late hours, reflective family"),
    "latin": _prior(0.50, 0.40, Emotion.JOY, "rhythm for dancing"),
    "metal": _prior(-0.35, 0.80, Emotion.ANGER, "loud and dark, intense family"),
    "pop": _prior(0.40, 0.30, Emotion.JOY, "made to please, upbeat family"),
    "punk": _prior(-0.05, 0.75, Emotion.ANGER, "fast and defiant, intense family"),
    "reggae": _prior(0.50, 0.00, Emotion.JOY, "warm and unhurried"),
    "rock": _prior(0.10, 0.45, Emotion.NEUTRAL, "loud guitars, intense family"),
    "soul": _prior(0.30, 0.15, Emotion.JOY, "warm voices, energetic family"),
    # books and short reads
    "essay": _prior(0.05, -0.30, Emotion.NEUTRAL, "one mind thinking aloud"),
    "memoir": _prior(-0.05, -0.15, Emotion.NEUTRAL, "a life looked back on"),
    "nature": _prior(0.35, -0.45, Emotion.NEUTRAL, "attention to what grows and rests"),
    "philosophy": _prior(0.10, -0.40, Emotion.NEUTRAL, "distance from one's own troubles"),
    "poem": _prior(0.00, -0.30, Emotion.NEUTRAL, "few words, slowly read"),
    "science": _prior(0.20, -0.10, Emotion.SURPRISE, "the pleasure of finding out"),
    "short story": _prior(-0.05, 0.05, Emotion.NEUTRAL, "any feeling, in one sitting"),
}

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
    unknown = sorted({genre for names in genres for genre in names} - set(GENRE_AFFECT))
    if unknown:
        raise CatalogueError(f"no affect is stated for the genre {unknown[0]!r}; known are {', '.join(GENRE_AFFECT)}")
    affect = np.zeros((len(genres), 2))
    emotions = np.full((len(genres), len(EMOTIONS)), (1 - _LEADING) / len(EMOTIONS))
    for row, names in enumerate(genres):
        for prior in (GENRE_AFFECT[name] for name in names):
            affect[row] += np.array([prior.valence, prior.arousal]) / len(names)
            emotions[row, EMOTIONS.index(prior.emotion)] += _LEADING / len(names)
    return affect, emotions
