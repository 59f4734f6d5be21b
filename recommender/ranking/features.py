"""What is computed once for a catalogue, so that each term of a ranking is one quick array operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from threadpoolctl import threadpool_limits

from emotion.types import EMOTIONS, Emotion
from recommender.arrays import unit_rows
from recommender.catalogue.items import Catalogue
from recommender.engines.contract import Engine
from recommender.engines.emotion_graph.served import FilmFeelings, PredictedFeelings
from recommender.engines.opinion import KnownAs, Opinion, opinions
from recommender.policy.trees import Trees
from recommender.ranking.arcs import Arcs
from recommender.ranking.groups import Groups
from recommender.ranking.predicates import CRUEL
from recommender.ranking.rulebook import Rulebook, Stated
from recommender.ranking.serves import serves
from recommender.understanding.tones import SIGNS
from recommender.understanding.understood import Tone

TOPIC_DIMENSIONS = 64
GENRE_SHARE = 0.35
FIT_ROWS = 20_000
CHUNK = 8_192

HARSH_VALENCE = -0.4
HARSH_EMOTIONS = (Emotion.ANGER, Emotion.DISGUST, Emotion.FEAR)
HARSH_SHARE = 0.45

LIVELY = 0.25
"""Arousal above which an item is no company in grief."""

MOURNING = frozenset({"grief", "mourning", "loss"})
"""Themes of what deals with a death rather than uses it."""

SAMPLE = 1024
"""So many items stand for all of a catalogue where only candidates are judged."""


@dataclass(frozen=True, eq=False)
class Features:
    """Arrays over the N items of a catalogue, in its order.

    likeness (N, D) float32, rows of length 1 (0 for an item nothing is known of): the product of two rows is how alike
    two items are, about 0 for two items drawn at random. affect (N, 2) float32: valence, arousal. serves (N, 8) float32
    in [-1, 1], mean about 0: how well an item serves each intent. popularity (N,) float32 in [0, 1]. exposure (N,)
    float32 in [-1, 1]: how readily lists hold an item. kinds (N,) int8: number among the catalogue's kinds. harsh (N,)
    bool: strongly negative or distressing. cruel (N,) bool: it shows people harmed, as its content notes say.
    deadly (N,) bool: with deaths that nobody mourns. boisterous (N,) bool: lively or said to be funny. grim (N,) bool:
    said to be violent, dark or scary. emotions (N, 7) float32, rows sum to 1: how an item tends to leave people. arcs:
    the items in which the feeling turns. opinions: what learnt engines say, by the term they stand behind. predicted:
    how one person will feel about films, where there is a network for that. stated: the rules of a file, as true as
    they are of each item. trees: the model of what is opened, where there is one.
    """

    catalogue: Catalogue
    likeness: np.ndarray
    affect: np.ndarray
    serves: np.ndarray
    popularity: np.ndarray
    exposure: np.ndarray
    kinds: np.ndarray
    harsh: np.ndarray
    cruel: np.ndarray
    deadly: np.ndarray
    boisterous: np.ndarray
    grim: np.ndarray
    emotions: np.ndarray
    arcs: Arcs
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    predicted: PredictedFeelings | None = None
    stated: Stated = field(default_factory=Stated)
    trees: Trees | None = None

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        engines: Mapping[str, Sequence[Engine]] | None = None,
        feelings: FilmFeelings | None = None,
        known_as: KnownAs | None = None,
        rulebook: Rulebook = (),
        trees: Trees | None = None,
    ) -> Features:
        """The features of a catalogue; a minute or less for a million items. known_as: see `Opinion`."""
        return cls(
            catalogue=catalogue,
            likeness=_likeness(catalogue),
            affect=np.column_stack([catalogue.valence, catalogue.arousal]).astype(np.float32),
            serves=serves(catalogue),
            popularity=np.asarray(catalogue.popularity, np.float32),
            exposure=np.asarray(catalogue.exposure, np.float32),
            kinds=catalogue.kinds,
            harsh=_harsh(catalogue),
            cruel=np.fromiter(
                (bool(CRUEL.intersection(i.content or ())) for i in catalogue.items), bool, len(catalogue)
            ),
            deadly=_deadly(catalogue),
            boisterous=_boisterous(catalogue),
            grim=_grim(catalogue),
            emotions=np.asarray(catalogue.emotions, np.float32),
            arcs=Arcs.of(catalogue),
            opinions=opinions(catalogue, engines or {}, known_as),
            predicted=PredictedFeelings(feelings, catalogue) if feelings else None,
            stated=Stated(rulebook, catalogue),
            trees=trees,
        )

    def __len__(self) -> int:
        return len(self.affect)

    @cached_property
    def every(self) -> np.ndarray:
        """(N,) the number of every row."""
        return np.arange(len(self))

    @cached_property
    def sample(self) -> np.ndarray:
        """(at most SAMPLE,) rows drawn once for all rankings, ascending."""
        return np.sort(np.random.default_rng(0).permutation(len(self))[:SAMPLE])

    @cached_property
    def groups(self) -> Groups:
        """The items in groups of like ones; made when first asked for, by large catalogues alone."""
        return Groups.of(self.affect, self.likeness)

    @cached_property
    def median_popularity(self) -> np.float32:
        return np.median(self.popularity)

    @cached_property
    def popularity_spread(self) -> float:
        """The standard deviation of popularity; of a catalogue in which all are as popular, no less than a little."""
        return max(float(self.popularity.std()), 1e-6)


def _harsh(catalogue: Catalogue) -> np.ndarray:
    """(N,) bool: strongly unpleasant, or mostly anger, disgust and fear without being pleasant."""
    columns = [EMOTIONS.index(emotion) for emotion in HARSH_EMOTIONS]
    distress = catalogue.emotions[:, columns].sum(axis=1)
    return (catalogue.valence < HARSH_VALENCE) | ((distress > HARSH_SHARE) & (catalogue.valence < 0))


def _deadly(catalogue: Catalogue) -> np.ndarray:
    """(N,) bool: with deaths in it that nobody mourns."""
    found = ("death" in (item.content or ()) and not MOURNING.intersection(item.themes) for item in catalogue.items)
    return np.fromiter(found, bool, len(catalogue))


def _boisterous(catalogue: Catalogue) -> np.ndarray:
    """(N,) bool: lively, or said to be funny."""
    return np.fromiter(map(SIGNS[Tone.FUNNY].named, catalogue.items), bool, len(catalogue)) | (
        catalogue.arousal > LIVELY
    )


def _grim(catalogue: Catalogue) -> np.ndarray:
    """(N,) bool: said to be violent, dark or scary."""
    signs = [SIGNS[tone] for tone in (Tone.VIOLENT, Tone.DARK, Tone.SCARY)]
    return np.fromiter((any(one.named(item) for one in signs) for item in catalogue.items), bool, len(catalogue))


def _likeness(catalogue: Catalogue) -> np.ndarray:
    """Topics and genres side by side, weighted so that genres make GENRE_SHARE of two items' likeness."""
    axes, shift = _topic_axes(catalogue.embeddings)
    rarity, usual = _genre_weights(catalogue.genres)
    found = np.empty((len(catalogue), axes.shape[1] + len(rarity)), np.float32)
    for start in range(0, len(catalogue), CHUNK):
        rows = slice(start, start + CHUNK)
        topics = unit_rows(catalogue.embeddings[rows] @ axes - shift)
        genres = unit_rows(catalogue.genres[rows] * rarity - usual)
        parts = [np.sqrt(1 - GENRE_SHARE) * topics, np.sqrt(GENRE_SHARE) * genres]
        found[rows] = unit_rows(np.hstack(parts).astype(np.float32))
    return found


def _topic_axes(embeddings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(D, <= TOPIC_DIMENSIONS) the leading principal components of the centred embeddings, and where the centre lies.

    Centring makes unrelated items unlike (sentence embeddings share a common direction); few dimensions drop noise, as
    in latent semantic analysis (Deerwester et al. 1990), and let one thread go through a million items in time.
    """
    step = max(1, len(embeddings) // FIT_ROWS)
    sample = np.asarray(embeddings[::step], np.float64)
    mean = sample.mean(axis=0)
    with threadpool_limits(1):  # so small a problem only waits for further threads
        _, vectors = np.linalg.eigh((sample - mean).T @ (sample - mean))
    axes = np.ascontiguousarray(vectors[:, ::-1][:, :TOPIC_DIMENSIONS], np.float32)
    return axes, mean.astype(np.float32) @ axes


def _genre_weights(genres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(G,) float32 how much each genre counts, a rare one for more (inverse document frequency), and its mean (G,)."""
    share = genres.mean(axis=0)
    rarity = np.log(1 / np.maximum(share, 1 / len(genres))).astype(np.float32)
    return rarity, (share * rarity).astype(np.float32)
