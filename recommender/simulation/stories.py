"""Twenty written trajectories: how a feeling could go, scene by scene, to see what the list makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from emotion.types import Intent
from recommender.types import Action, Goal


@dataclass(frozen=True)
class Scene:
    """A stretch of a story.

    The feeling (valence, arousal) glides from where it was to `feeling` in `glide` s and stays; None is not knowing.
    noise is the standard deviation of the reading per state. intent is what the person seems to want, with a
    probability of about one half. told: the person says it themselves, so there is no glide. acts happen at the start,
    each on the first listed item of the genre, or on the first item when the genre is empty.
    """

    note: str
    seconds: float
    feeling: tuple[float, float] | None
    glide: float = 2.0
    noise: float = 0.05
    uncertainty: float = 0.3
    intent: Intent | None = None
    told: bool = False
    goal: Goal | None = None
    acts: tuple[tuple[Action, str], ...] = ()


@dataclass(frozen=True)
class Story:
    """One written trajectory, with the goal the person starts with."""

    name: str
    goal: Goal
    scenes: tuple[Scene, ...]


GRIEF, LOW, ANXIOUS, ANGRY = (-0.75, -0.35), (-0.4, -0.3), (-0.5, 0.55), (-0.6, 0.65)
EVEN, CALM, CONTENT, CHEERFUL, THRILLED = (0.0, 0.0), (0.35, -0.4), (0.4, 0.0), (0.65, 0.4), (0.7, 0.75)
BORED, RESTLESS = (-0.2, -0.5), (-0.1, 0.5)

STORIES: tuple[Story, ...] = (
    Story(
        "Frustration builds slowly, then relief",
        Goal.MATCH,
        (
            Scene("an even start", 20, EVEN),
            Scene("frustration builds over a minute", 70, ANGRY, glide=60),
            Scene("it lasts", 40, ANGRY),
            Scene("relief", 20, CONTENT, glide=5),
        ),
    ),
    Story("Steady calm", Goal.MATCH, (Scene("calm", 30, CALM), Scene("still calm", 120, CALM))),
    Story(
        "Grief, and the wish to be lifted",
        Goal.LIFT,
        (
            Scene("grief, just now", 10, GRIEF),
            Scene("grief has lasted a minute and a half", 90, GRIEF),
            Scene("it eases", 40, LOW, glide=20),
            Scene("a small smile", 30, (0.1, 0.0), glide=10),
            Scene("brighter", 30, CHEERFUL, glide=10),
        ),
    ),
    Story(
        "Anxious, and the wish to calm down",
        Goal.CALM,
        (
            Scene("anxious", 15, ANXIOUS),
            Scene("still anxious", 60, ANXIOUS),
            Scene("breathing slows", 30, (-0.1, 0.1), glide=15),
            Scene("calm at last", 30, CALM, glide=10),
        ),
    ),
    Story(
        "Nothing is known throughout",
        Goal.MATCH,
        (Scene("no camera, no words", 30, None), Scene("the goal is set to lift", 30, None, goal=Goal.LIFT)),
    ),
    Story(
        "Likes only comedies",
        Goal.MATCH,
        (
            Scene("content", 15, CONTENT),
            Scene("likes a comedy", 15, CONTENT, acts=((Action.LIKE, "comedy"),)),
            Scene("likes two more", 15, CONTENT, acts=((Action.LIKE, "comedy"), (Action.LIKE, "comedy"))),
            Scene("gets sad for a moment", 30, LOW),
        ),
    ),
    Story(
        "A correction",
        Goal.MATCH,
        (
            Scene("read as angry", 20, ANGRY),
            Scene("says: I am calm", 2, CALM, told=True, uncertainty=0.1),
            Scene("the correction holds", 60, CALM, told=True, uncertainty=0.1),
        ),
    ),
    Story(
        "A flickering sensor around an even mood",
        Goal.MATCH,
        (
            Scene("even, noisy", 20, (0.1, 0.0), noise=0.3, uncertainty=0.5),
            Scene("even, noisy, a minute on", 60, (0.1, 0.0), noise=0.3, uncertainty=0.5),
        ),
    ),
    Story(
        "A mood that swings to and fro",
        Goal.STEADY,
        (
            *(Scene(note, 6, feeling) for note, feeling in (("up", CHEERFUL), ("down", LOW)) * 5),
            Scene("it calms down", 40, CONTENT),
        ),
    ),
    Story(
        "A party mood that wants to keep going",
        Goal.MATCH,
        (
            Scene("thrilled", 20, THRILLED),
            Scene("keep going", 30, THRILLED, intent=Intent.KEEP_GOING),
            Scene("tired out", 30, CALM, glide=15, intent=Intent.RELAX),
        ),
    ),
    Story(
        "Sad, and wants to be moved",
        Goal.MATCH,
        (Scene("sad", 15, LOW), Scene("wants to be moved", 30, LOW, intent=Intent.BE_MOVED)),
    ),
    Story(
        "Sad, and wants to be distracted",
        Goal.LIFT,
        (Scene("sad", 15, LOW), Scene("wants to be distracted", 30, LOW, intent=Intent.BE_DISTRACTED)),
    ),
    Story(
        "Bored, and curious",
        Goal.LIFT,
        (Scene("bored", 15, BORED), Scene("wants something new", 30, BORED, intent=Intent.EXPLORE)),
    ),
    Story(
        "An even mood, and work to do",
        Goal.STEADY,
        (Scene("even", 15, EVEN), Scene("wants to focus", 30, EVEN, intent=Intent.FOCUS)),
    ),
    Story(
        "Angry, lifted",
        Goal.LIFT,
        (
            Scene("angry", 15, ANGRY),
            Scene("angry for over a minute", 70, ANGRY),
            Scene("laughs", 15, CHEERFUL, glide=3),
        ),
    ),
    Story(
        "Refuses what is dark",
        Goal.MATCH,
        (
            Scene("low", 15, LOW),
            Scene("says no to two", 15, LOW, acts=((Action.NO, "drama"), (Action.NO, ""))),
            Scene("says no to two more", 15, LOW, acts=((Action.NO, "drama"), (Action.NO, ""))),
        ),
    ),
    Story(
        "The same low mood under each goal",
        Goal.MATCH,
        (
            Scene("match", 10, LOW),
            Scene("lift", 3, LOW, goal=Goal.LIFT),
            Scene("calm", 3, LOW, goal=Goal.CALM),
            Scene("steady", 3, LOW, goal=Goal.STEADY),
        ),
    ),
    Story(
        "A face read with little certainty",
        Goal.MATCH,
        (
            Scene("perhaps cheerful", 20, CHEERFUL, uncertainty=0.9, noise=0.15),
            Scene("surely cheerful", 20, CHEERFUL, uncertainty=0.15),
        ),
    ),
    Story(
        "The person goes away and comes back",
        Goal.MATCH,
        (
            Scene("cheerful", 20, CHEERFUL),
            Scene("gone for ten seconds", 10, None),
            Scene("gone for a minute", 50, None),
            Scene("back, and restless", 15, RESTLESS),
        ),
    ),
    Story(
        "Reads, opens and finishes",
        Goal.CALM,
        (
            Scene("restless", 15, RESTLESS),
            Scene("opens the first", 10, RESTLESS, acts=((Action.OPEN, ""),)),
            Scene("finishes it, calmer", 20, (0.2, 0.0), glide=10, acts=((Action.FINISH, ""),)),
            Scene("likes the next one", 15, CALM, glide=5, acts=((Action.LIKE, ""),)),
        ),
    ),
)
