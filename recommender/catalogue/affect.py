"""The feeling an item tends to leave, computed from its description and its genres.

Plain descriptions all land near the middle of a text model's scales, and genres alone know nothing of the single item,
so both are standardised over the catalogue, averaged, and the result is stretched over the affect plane:

1. text: the mean of three readings, each standardised: the text model's valence/arousal head, the expectation of its
   emotion probabilities under the norms of emotion words (emotion.labels.NORMS), and how much closer the sentence
   embedding lies to one pole of ANCHORS than to the other (zero-shot likeness to sentences that name a mood);
2. genres: the mean of GENRE_AFFECT over the item's genres;
3. text and genres standardised to mean 0 and deviation 1 over the catalogue and averaged with equal weight;
4. the median moves to 0, the 95th percentile of the distance from it to 0.9, and what lies beyond 1 is clipped.

Emotions pool three opinions of equal weight, the text's, the genres' and that of the affect computed above, by a
normalised product (logarithmic opinion pool: Genest & Zidek 1986, Combining probability distributions, Statistical
Science 1, 114-135). The text's are divided by their mean over the catalogue first: to a model of comments nearly every
description is joy or neutral, and what tells items apart is which emotion one has more of than the others. Affect
speaks through a Gaussian around the norms of the emotion words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotion.labels import NORM_MATRIX, expected_affect
from emotion.types import EMOTIONS, Emotion, Prediction
from recommender.errors import CatalogueError

# For valence and for arousal: sentences at the high pole, sentences at the low one.
ANCHORS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (
            "It is cheerful, joyful, warm and uplifting.",
            "A happy, delightful, funny and feel-good work.",
            "It leaves you glad, hopeful and comforted.",
        ),
        (
            "It is sad, bleak, grim and disturbing.",
            "A painful, tragic, frightening and depressing work.",
            "It leaves you devastated, uneasy and hopeless.",
        ),
    ),
    (
        (
            "It is thrilling, fast, loud and explosive.",
            "An exciting, frantic, intense and energetic work.",
            "It leaves your pulse racing and your heart pounding.",
        ),
        (
            "It is calm, quiet, slow and peaceful.",
            "A gentle, still, meditative and soothing work.",
            "It leaves you relaxed, hushed and drowsy.",
        ),
    ),
)


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

NORM_SPREAD = 0.5  # how far from its norm an emotion is still felt, on scales from -1 to 1
_LEADING = 0.5  # share of a genre's emotion distribution on its leading emotion; the rest is spread over all seven


@dataclass(frozen=True, eq=False)
class ItemAffect:
    """Affect of N items: valence, arousal (N,) in [-1, 1] and emotions (N, 7), rows sum to 1, all float32."""

    valence: np.ndarray
    arousal: np.ndarray
    emotions: np.ndarray


def item_affect(genres: Sequence[Sequence[str]], text: Prediction, directions: np.ndarray) -> ItemAffect:
    """The affect of N items from their genres, the text model's prediction for their descriptions (with embeddings of
    D columns), and the directions (2, D) from the low to the high anchors of valence and arousal.

    Raises CatalogueError for a genre that has no prior.
    """
    prior, prior_emotions = genre_affect(genres)
    expected = expected_affect(text.probabilities)
    likeness = text.embedding @ directions.T
    affect = []
    for axis, head in enumerate((text.valence, text.arousal)):
        reading = _standard(head) + _standard(expected[axis]) + _standard(likeness[:, axis])
        affect.append(stretch(_standard(reading) + _standard(prior[:, axis])))
    distances = np.linalg.norm(np.stack(affect, axis=1)[:, None] - NORM_MATRIX, axis=2)
    opinions = (
        _distribution(text.probabilities / text.probabilities.mean(axis=0)),
        prior_emotions,
        _distribution(np.exp(-(distances**2) / (2 * NORM_SPREAD**2))),
    )
    pooled = _distribution(np.prod(opinions, axis=0) ** (1 / len(opinions)))
    return ItemAffect(affect[0], affect[1], pooled.astype(np.float32))


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


def stretch(scores: np.ndarray) -> np.ndarray:
    """Scores (N,) spread over [-1, 1]: the median at 0, the 95th percentile of the distance from it at 0.9."""
    centred = scores - np.median(scores)
    reach = np.percentile(np.abs(centred), 95)
    return np.clip(0.9 * centred / reach, -1, 1).astype(np.float32) if reach > 0 else np.zeros_like(centred, np.float32)


def _standard(scores: np.ndarray) -> np.ndarray:
    deviation = scores.std()
    return (scores - scores.mean()) / deviation if deviation > 0 else np.zeros_like(scores)


def _distribution(shares: np.ndarray) -> np.ndarray:
    return shares / shares.sum(axis=1, keepdims=True)
