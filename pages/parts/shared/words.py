"""What a sitting's numbers are called in plain words. Pure: no page is drawn here."""

from __future__ import annotations

import re

from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.trajectory import TrajectorySummary
from emotion.types import Condition, Emotion
from recommender.types import Goal, Item, Kind, Recommendation
from session.types import Meter, MeterStatus

UNKNOWN = "Not sure"

_FEELS = {
    Emotion.ANGER: "angry",
    Emotion.DISGUST: "put off",
    Emotion.FEAR: "uneasy",
    Emotion.JOY: "cheerful",
    Emotion.SADNESS: "down",
    Emotion.SURPRISE: "surprised",
    Emotion.NEUTRAL: "even-tempered",
}

_SURENESS = ((0.3, "quite sure"), (0.55, "fairly sure"), (0.75, "not very sure"), (2.0, "more a guess than a reading"))
"""Uncertainty below which each phrase is used."""

GOALS = {
    Goal.MATCH: "Items that fit how you feel now.",
    Goal.LIFT: "Items that lead towards a better mood, step by step.",
    Goal.CALM: "Items that quieten things down.",
    Goal.STEADY: "Items that keep you where you are.",
}

KINDS = {Kind.FILM: "Film", Kind.SONG: "Song", Kind.BOOK: "Book", Kind.READ: "Short read"}

MODALITIES = {
    FACE: "Face",
    VOICE: "Voice",
    TEXT: "Words",
    TOLD: "Told",
}

ICONS = {
    FACE: ":material/face:",
    VOICE: ":material/mic:",
    TEXT: ":material/chat_bubble:",
    TOLD: ":material/touch_app:",
}

_NOTHING = {
    Condition.NO_FACE: "no face in view; look towards the camera",
    Condition.DARK: "too dark; turn to a lamp or a window",
    Condition.BLURRED: "blurred; hold still or wipe the lens",
    Condition.SILENT: "silent; it listens when you speak",
    Condition.NOISE: "sound, but no speech in it",
    Condition.TOO_SHORT: "too little to go by",
    Condition.EMPTY: "nothing written",
    Condition.INVALID: "the signal cannot be read",
}

_WAITING = {
    FACE: "waiting for the camera",
    VOICE: "waiting for the microphone",
    TEXT: "nothing written yet",
    TOLD: "nothing yet; see Correct me",
}

_FADED = {
    FACE: "nothing read just now",
    VOICE: "listening",
    TEXT: "your last comment has faded",
    TOLD: "what you told has faded",
}

_LOST = {
    FACE: "the camera's picture stopped arriving",
    VOICE: "the microphone's sound stopped arriving",
}


def statement(summary: TrajectorySummary) -> str:
    """The one leading sentence: what is read, and how sure that is."""
    if summary.emotion is None:
        return "Not sure how you feel yet."
    return f"You seem {_FEELS[summary.emotion]}, {sureness(summary.uncertainty)}."


def sureness(uncertainty: float) -> str:
    """How sure a reading with an uncertainty in [0, 1] is."""
    return next(phrase for limit, phrase in _SURENESS if uncertainty < limit)


def figures(summary: TrajectorySummary) -> str:
    """The reading in numbers, e.g. "Joy · pleasant +0.42 · energy -0.10"."""
    name = UNKNOWN if summary.emotion is None else emotion_name(summary.emotion)
    return f"{name} · pleasant {signed(summary.valence)} · energy {signed(summary.arousal)}"


def emotion_name(emotion: Emotion) -> str:
    """The emotion's name as a label."""
    return emotion.value.capitalize()


def signed(value: float) -> str:
    """Two decimals with a sign; a value that rounds to nothing is +0.00."""
    return f"{round(value, 2) + 0.0:+.2f}"


def ago(seconds: float) -> str:
    """How long ago, to the nearest useful unit."""
    if seconds < 1.5:
        return "now"
    if seconds < 90:
        return f"{seconds:.0f} s ago"
    return f"{seconds / 60:.0f} min ago"


def meter(meter: Meter, agreed: bool, streaming: bool) -> str:
    """How one modality stands, without its name: agreed to or not, and whether camera and microphone stream."""
    if not agreed:
        return "off, as you asked"
    if meter.modality in (FACE, VOICE) and not streaming:
        return "waits for Start"
    match meter.status:
        case MeterStatus.OFF:
            return "off"
        case MeterStatus.WAITING:
            return _WAITING[meter.modality]
        case MeterStatus.NOTHING:
            return _NOTHING.get(meter.condition, _FADED[meter.modality])
        case MeterStatus.LOST:
            return _LOST.get(meter.modality, "gone")
        case MeterStatus.STALE:
            return f"{_reading(meter)}, fading ({ago(meter.age or 0.0)})"
        case MeterStatus.ON:
            several = "; several faces, the largest is read" if meter.condition == Condition.SEVERAL_FACES else ""
            return _reading(meter) + several


def _reading(meter: Meter) -> str:
    if meter.emotion is None:
        return "leads the reading"
    return f"{_FEELS[meter.emotion]}, {meter.confidence:.0%} sure"


def facts(item: Item) -> str:
    """Kind and year, e.g. "Film · 1994"."""
    year = str(item.year) if item.year > 0 else f"{-item.year} BC"
    return f"{KINDS[item.kind]} · {year}"


def movement(recommendation: Recommendation, first_list: bool) -> str:
    """How an item moved against the list before: "up 2", "down 1", "new", or nothing."""
    if first_list:
        return ""
    if recommendation.previous_rank is None:
        return "new"
    steps = recommendation.previous_rank - recommendation.rank
    return f"up {steps}" if steps > 0 else f"down {-steps}" if steps < 0 else ""


def length(minutes: int | None) -> str:
    """A duration, e.g. "2 h 5 min", or nothing where it is not known."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def escaped(text: str) -> str:
    """Text that Markdown, its colour and icon directives, formulas and HTML leave as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=\"'@/])", r"\\\1", " ".join(text.split()))
