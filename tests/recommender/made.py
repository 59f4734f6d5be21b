"""Small catalogues and contexts made by hand or by seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from emotion.message import Message
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, INTENTS, Emotion, Intent
from pages.texts import texts
from recommender.catalogue.items import Catalogue
from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions
from recommender.engines.linear import LinearSequence
from recommender.policy.iso import strategy_for
from recommender.ranking.features import Features
from recommender.ranking.situation import Situation
from recommender.types import Action, Context, Controls, Event, Goal, Item, Kind

Made = TypeVar("Made", bound=Engine)

GENRES = ("comedy", "drama", "action", "horror", "rock", "essay", "ambient", "romance")
KINDS = (Kind.FILM, Kind.SONG, Kind.BOOK, Kind.READ)


def item(
    item_id: str,
    valence: float = 0.0,
    arousal: float = 0.0,
    *,
    kind: Kind = Kind.FILM,
    title: str | None = None,
    genres: tuple[str, ...] = ("drama",),
    emotion: Emotion | None = None,
    popularity: float = 0.5,
    minutes: int | None = 100,
) -> Item:
    emotions = np.full(len(EMOTIONS), 1 / len(EMOTIONS), np.float32)
    if emotion is not None:
        emotions = (0.3 * emotions + 0.7 * (np.arange(len(EMOTIONS)) == EMOTIONS.index(emotion))).astype(np.float32)
    return Item(
        id=item_id,
        kind=kind,
        title=title or f"Title {item_id}",
        year=2000,
        creators=("Somebody",),
        genres=genres,
        description="Something happens.",
        tags=("made",),
        valence=valence,
        arousal=arousal,
        emotions=emotions,
        popularity=popularity,
        minutes=minutes,
    )


def catalogue_of(*items: Item, embeddings: np.ndarray | None = None) -> Catalogue:
    """These items; each its own direction among the embeddings where none are given."""
    return Catalogue.from_items(items, np.eye(len(items), max(len(items), 2)) if embeddings is None else embeddings)


def random_catalogue(size: int, seed: int = 0) -> Catalogue:
    random = np.random.default_rng(seed)
    items = [
        item(
            f"i{number}",
            float(random.uniform(-1, 1)),
            float(random.uniform(-1, 1)),
            kind=KINDS[number % len(KINDS)],
            genres=tuple(random.choice(GENRES, random.integers(1, 3), replace=False)),
            emotion=EMOTIONS[random.integers(len(EMOTIONS))],
            popularity=float(random.random()),
            minutes=int(random.integers(2, 180)),
        )
        for number in range(size)
    ]
    return Catalogue.from_items(items, random.standard_normal((size, 48)))


def said(message: Message) -> str:
    """A message in English."""
    return texts("en").say(message)


def situation(features: Features, given: Context) -> Situation:
    """All items, judged in a context with the strategy that fits it."""
    return Situation(features, given, strategy_for(given))


def permuted(catalogue: Catalogue, order: np.ndarray) -> Catalogue:
    return Catalogue.from_items([catalogue.items[row] for row in order], catalogue.embeddings[order])


def feels(
    valence: float,
    arousal: float,
    *,
    time: float = 100.0,
    uncertainty: float = 0.2,
    intent: Intent | None = None,
    negative_for: float = 0.0,
    told: bool = False,
) -> TrajectorySummary:
    """A known summary; an intent is given a probability of 0.65."""
    wanted = np.full(len(INTENTS), 1 / len(INTENTS), np.float32)
    if intent is not None:
        wanted = np.where(np.arange(len(INTENTS)) == INTENTS.index(intent), 0.65, 0.05).astype(np.float32)
    return TrajectorySummary(
        time=time,
        valence=valence,
        arousal=arousal,
        intent=wanted,
        uncertainty=uncertainty,
        negative_for=negative_for,
        unknown=False,
        told=told,
    )


def context(
    summary: TrajectorySummary | None = None,
    goal: Goal = Goal.MATCH,
    *,
    likes: tuple[str, ...] = (),
    refuses: tuple[str, ...] = (),
    opens: tuple[str, ...] = (),
    shown: tuple[str, ...] = (),
    controls: Controls | None = None,
) -> Context:
    """A context in which likes, refusals and openings happened one after the other; the feeling unknown by default."""
    acts = [(i, Action.LIKE) for i in likes] + [(i, Action.NO) for i in refuses] + [(i, Action.OPEN) for i in opens]
    return Context(
        trajectory=summary or TrajectorySummary(time=100.0),
        goal=goal,
        controls=controls or Controls(),
        history=tuple(Event(item_id, action, float(n)) for n, (item_id, action) in enumerate(acts)),
        shown=shown,
    )


def fitted(engine: Made, histories: Sequence[Sequence[int]], n_items: int) -> Made:
    """An engine that learnt from these histories of items i0, i1, ..."""
    data = Interactions(
        name="made",
        items=tuple(f"i{number}" for number in range(n_items)),
        users=tuple(map(str, range(len(histories)))),
        train=tuple(np.array(history, np.int32) for history in histories),
        val=(np.zeros(0, np.int32),) * len(histories),
    )
    with TemporaryDirectory() as work:
        engine.fit(data, Path(work), seed=0)
    return engine


def chain(n_items: int = 12) -> LinearSequence:
    """An engine that learnt that i1 comes after i0, i2 after i1, and so on round the circle."""
    turns = [[(start + step) % n_items for step in range(n_items)] for start in range(n_items)] * 5
    return fitted(LinearSequence(keeps=(0.3,), regularisation=1.0), turns, n_items)
