"""Plain words for items and moods, each of them a reading of numbers or of the item's own facts."""

from __future__ import annotations

import math
from bisect import bisect

from emotion.types import Emotion, Intent
from recommender.types import Goal, Item, Kind, Strategy

SERVES: dict[Intent, str] = {
    Intent.RELAX: "good for winding down",
    Intent.CHEER_UP: "likely to cheer you up",
    Intent.ENERGISE: "good for getting going",
    Intent.FOCUS: "easy to keep your mind on",
    Intent.EXPLORE: "good for looking further afield",
    Intent.BE_MOVED: "likely to move you",
    Intent.BE_DISTRACTED: "good for taking your mind elsewhere",
    Intent.KEEP_GOING: "more of the mood you are in",
}

LEAVES: dict[Emotion, str] = {
    Emotion.ANGER: "apt to stir {whom} up",
    Emotion.DISGUST: "apt to leave {whom} ill at ease",
    Emotion.FEAR: "apt to keep {whom} on edge",
    Emotion.JOY: "apt to leave {whom} cheerful",
    Emotion.SADNESS: "apt to leave {whom} wistful",
    Emotion.SURPRISE: "apt to astonish {whom}",
    Emotion.NEUTRAL: "apt to leave {whom} at ease",
}
"""How an item is expected to leave somebody, by the feeling that sets it apart; whom: people, or you."""

KINDS = {Kind.FILM: "film", Kind.SONG: "song", Kind.BOOK: "book", Kind.READ: "short read"}

# What an item of a genre is called where "GENRE KIND" is not how people say it.
_NOUNS: dict[Kind, dict[str, str]] = {
    Kind.FILM: {
        "adventure": "adventure",
        "comedy": "comedy",
        "documentary": "documentary",
        "drama": "drama",
        "musical": "musical",
        "mystery": "mystery",
        "romance": "romance",
        "thriller": "thriller",
        "western": "western",
        "animation": "animated film",
        "history": "historical film",
        "sport": "sports film",
    },
    Kind.SONG: {"ambient": "ambient piece", "ballad": "ballad", "classical": "classical piece"},
    Kind.BOOK: {
        "children": "children's book",
        "comedy": "funny book",
        "drama": "book",
        "essay": "book of essays",
        "memoir": "memoir",
        "mystery": "mystery",
        "nature": "book on nature",
        "philosophy": "book of philosophy",
        "poem": "book of poems",
        "romance": "romance",
        "short story": "book of short stories",
        "thriller": "thriller",
    },
    Kind.READ: {"comedy": "funny short read", "essay": "essay", "poem": "poem", "short story": "short story"},
}

STEP_WORDS = 0.6
"""Up to this distance on the affect plane something is only a step away."""


def noun(item: Item) -> str:
    """What the item is, by its first genre: "comedy", "folk song", "short story"."""
    if not item.genres:
        return KINDS[item.kind]
    nouns = _NOUNS[item.kind]
    named = next((genre for genre in item.genres if genre in nouns), None) if item.kind is Kind.READ else None
    genre = named or item.genres[0]
    name = nouns.get(genre, f"{genre.replace(' ', '-')} {KINDS[item.kind]}")
    return f"{item.minutes}-minute {name}" if item.kind is Kind.READ and item.minutes else name


def described(item: Item) -> str:
    """The item in words, with its mood and an article: "a warm comedy"."""
    text = f"{mood(item.valence, item.arousal)} {noun(item)}".strip()
    return f"{'an' if text.startswith(_TAKES_AN) else 'a'} {text}"


_TAKES_AN = (*"aeiou", "8", "11-", "18-")

_MOODS = (
    ("sombre", "dark", "fierce"),
    ("wistful", "bittersweet", "tense"),
    ("quiet", "", "gripping"),
    ("gentle", "warm", "spirited"),
    ("serene", "cheerful", "exuberant"),
)


def mood(valence: float, arousal: float) -> str:
    """One word for a point of the affect plane; none for its middle."""
    pleasant = bisect((-0.35, -0.12, 0.12, 0.35), valence)
    return _MOODS[pleasant][bisect((-0.25, 0.25), arousal)]


def place(item: Item, strategy: Strategy) -> str:
    """Where the item lies from the person's mood, in the direction of the goal."""
    if not strategy.path:
        return _place_unknown(item, strategy)
    now = strategy.path[0]
    pleasant, energy = item.valence - now[0], item.arousal - now[1]
    distance = math.hypot(pleasant, energy)
    step = "" if distance > STEP_WORDS else "a step "
    if strategy.name == Goal.LIFT and pleasant > 0.15:
        return f"{step}brighter than your mood"
    if strategy.name == Goal.CALM and energy < -0.15:
        return f"{step}calmer than your mood"
    if strategy.name == Goal.CALM and pleasant > 0.15:
        return f"{step}lighter than your mood"
    if strategy.name == Goal.STEADY and max(abs(item.valence), abs(item.arousal)) < 0.45:
        return "on an even keel"
    if distance < 0.25:
        return "right where your mood is"
    if distance < 0.55:
        return "close to your mood"
    return "in the direction of your mood"


def _place_unknown(item: Item, strategy: Strategy) -> str:
    if item.valence > 0.2 and strategy.target[0] > 0.4:
        return "on the bright side"
    if item.arousal < -0.2 and strategy.target[1] < -0.2:
        return "on the quiet side"
    return "an easy place to start"
