"""Plays written trajectories through trajectory, policy and ranker, and prints what the list becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from emotion.labels import NORM_MATRIX
from emotion.message import Message
from emotion.modalities import FACE, MODALITIES, TOLD
from emotion.trajectory import Trajectory
from emotion.types import INTENTS, EmotionState, Intent
from recommender.policy.iso import IsoPolicy
from recommender.ranking.ranker import Ranker
from recommender.simulation.stories import Scene, Story
from recommender.types import Action, Context, Event, Recommendation, Strategy

STATES_PER_SECOND = 2


@dataclass(frozen=True, eq=False)
class Point:
    """The list at one moment of a story."""

    scene: Scene
    context: Context
    strategy: Strategy
    recommendations: tuple[Recommendation, ...]


def play(story: Story, ranker: Ranker, k: int = 10, seed: int = 0) -> Iterator[Point]:
    """Every state of a story in turn, with the list that follows it; ranked again when there is anything new."""
    random = np.random.default_rng(seed)
    trajectory, policy = Trajectory(), IsoPolicy()
    context = Context(trajectory.summary, goal=story.goal)
    listed: tuple[Recommendation, ...] = ()
    ranked_for: tuple[Strategy, tuple[Event, ...]] | None = None
    time, feeling = 0.0, None
    for scene in story.scenes:
        context = replace(context, goal=scene.goal or context.goal)
        context = replace(context, history=context.history + _events(scene, listed, time))
        start, began = feeling, time
        for _ in range(round(scene.seconds * STATES_PER_SECOND)):
            feeling = _glide(scene, start, time - began)
            says = time == began and (scene.intent is not None or (scene.told and scene.feeling != start))
            context = replace(context, trajectory=trajectory.add(_state(scene, feeling, time, random), says))
            strategy = policy.decide(context)
            if ranked_for is None or ranked_for[0] != strategy or ranked_for[1] is not context.history:
                listed = ranker.rank(context, strategy, k, previous=listed)
                ranked_for = (strategy, context.history)
            yield Point(scene, context, strategy, listed)
            time += 1 / STATES_PER_SECOND


def trace(story: Story, ranker: Ranker, say: Callable[[Message], str] = str, top: int = 5) -> Iterator[str]:
    """A story as lines of text: at the end of each scene the feeling, what the list is for, and its first items.

    say puts messages into words; without it a developer reads their keys.
    """
    yield f"== {story.name} (goal: {story.goal}) =="
    points = list(play(story, ranker))
    for number, point in enumerate(points):
        if number + 1 < len(points) and points[number + 1].scene is point.scene:
            continue
        summary = point.context.trajectory
        feels = "unknown" if summary.unknown else f"pleasant {summary.valence:+.2f}, energy {summary.arousal:+.2f}"
        yield f"\n{summary.time:4.0f} s  {point.scene.note} [{feels}]"
        pleasant, energy = point.strategy.target
        yield f"        {say(point.strategy.why)} [aims at {pleasant:+.2f}, {energy:+.2f}]"
        for listed in point.recommendations[:top]:
            item = listed.item
            yield (
                f"     {listed.rank}. {item.title} ({item.kind}, {item.year}; {', '.join(item.genres[:2])}; "
                f"{item.valence:+.2f} {item.arousal:+.2f})  {say(listed.reason)}"
            )
    yield ""


def _glide(scene: Scene, start: tuple[float, float] | None, elapsed: float) -> tuple[float, float] | None:
    if scene.feeling is None or start is None or scene.told:
        return scene.feeling
    share = min(1.0, elapsed / scene.glide)
    return tuple(old + share * (new - old) for old, new in zip(start, scene.feeling, strict=True))


def _state(scene: Scene, feeling: tuple[float, float] | None, time: float, random: np.random.Generator) -> EmotionState:
    if feeling is None:
        return EmotionState.unknown_at(time)
    valence, arousal = np.clip(random.normal(feeling, scene.noise), -1, 1)
    weights = np.exp(-4 * ((NORM_MATRIX - (valence, arousal)) ** 2).sum(axis=1))
    leading = TOLD if scene.told else FACE
    return EmotionState(
        time=time,
        probabilities=(weights / weights.sum()).astype(np.float32),
        valence=float(valence),
        arousal=float(arousal),
        uncertainty=scene.uncertainty,
        intent=_intent(scene.intent),
        attention={modality: float(modality is leading) for modality in MODALITIES},
        led=float(scene.told),
    )


def _intent(intent: Intent | None) -> np.ndarray:
    probabilities = np.full(len(INTENTS), 1 / len(INTENTS), np.float32)
    if intent is not None:
        probabilities = (probabilities + (np.arange(len(INTENTS)) == INTENTS.index(intent))) / 2
    return probabilities.astype(np.float32)


def _events(scene: Scene, listed: tuple[Recommendation, ...], time: float) -> tuple[Event, ...]:
    """The scene's acts on the list as it stands, no item twice."""
    events: dict[str, Action] = {}
    for action, genre in scene.acts:
        fits = (r.item.id for r in listed if r.item.id not in events and (not genre or genre in r.item.genres))
        item_id = next(fits, None)
        if item_id is not None:
            events[item_id] = action
    return tuple(Event(item_id, action, time) for item_id, action in events.items())
