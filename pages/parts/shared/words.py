"""What a sitting's numbers are called, as messages, and people's text as plain text. Pure: no page is drawn here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from emotion.feelings import feeling, nearest
from emotion.fusion.onlookers import Answer
from emotion.message import Message
from emotion.modality import Modality
from emotion.mood import mood_of
from emotion.trajectory import TrajectorySummary
from emotion.types import Condition
from recommender.types import Item, Recommendation
from session.types import Meter, MeterStatus

_UNREADABLE = frozenset(Condition) - {Condition.OK, Condition.SEVERAL_FACES}


def figures(summary: TrajectorySummary) -> Message:
    """The reading in numbers, e.g. "Joy · pleasant +0.42 · energy -0.10"."""
    name = "emotion-unknown-name" if summary.emotion is None else f"emotion-{summary.emotion}-name"
    return Message("figures", {"emotion": Message(name)} | place(summary.valence, summary.arousal))


def strategy(label: str) -> Message:
    """What a list does, as the beginning of a line."""
    return Message("strategy-named", {"strategy": Message(f"strategy-{label}")})


def place(valence: float, arousal: float) -> dict[str, float]:
    """A place on the affect plane as parameters of a message."""
    return {"valence": float(valence), "arousal": float(arousal)}


def modality_name(modality: Modality) -> Message:
    """The modality's name as a label."""
    return Message(f"modality-{modality}")


def ago(seconds: float) -> Message:
    """How long ago, to the nearest useful unit."""
    if seconds < 1.5:
        return Message("ago-now")
    if seconds < 90:
        return Message("ago-seconds", {"seconds": round(seconds)})
    return Message("ago-minutes", {"minutes": round(seconds / 60)})


def meter(meter: Meter, agreed: bool, streaming: bool, trouble: str | None = None) -> Message:
    """How one modality stands, without its name: agreed to or not, and whether camera and microphone stream.

    trouble: "refused" or "missing" where its device cannot be had.
    """
    if not agreed:
        return Message("meter-refused")
    if trouble is not None:
        return Message(f"device-{trouble}-{meter.modality}")
    if meter.modality.streamed and not streaming:
        return Message("meter-waits")
    match meter.status:
        case MeterStatus.OFF:
            return Message("meter-off")
        case MeterStatus.NOTHING if meter.condition is not None and meter.condition in _UNREADABLE:
            return Message(f"condition-{meter.condition.replace(' ', '-')}")
        case MeterStatus.WAITING | MeterStatus.NOTHING | MeterStatus.LOST:
            return Message(f"meter-{meter.status.split()[0]}-{meter.modality}")
        case MeterStatus.STALE:
            return Message("meter-stale", {"reading": _reading(meter), "ago": ago(meter.age or 0.0)})
        case MeterStatus.ON if meter.condition == Condition.SEVERAL_FACES:
            return Message("meter-several-faces", {"reading": _reading(meter)})
    return _reading(meter)


def _reading(meter: Meter) -> Message:
    if meter.place is not None:
        return feeling(nearest(*meter.place))
    return Message("meter-reads", {"emotion": mood_of(meter.emotion), "confidence": float(meter.confidence)})


def onlookers(answers: Sequence[Answer]) -> Message:
    """How many of ten people would name the likeliest emotion, and the next where any would."""
    said = [
        Message(
            "why-onlookers-answer",
            {
                "count": round(answer.expected),
                "low": answer.low,
                "high": answer.high,
                "emotion": mood_of(answer.emotion),
            },
        )
        for answer in answers[:2]
        if answer.expected >= 0.5
    ]
    return Message(f"why-onlookers-{len(said)}", dict(zip(("first", "second"), said, strict=False)))


def facts(item: Item) -> Message:
    """Kind and year, e.g. "Film · 1994"."""
    key = "facts" if item.year > 0 else "facts-bc"
    return Message(key, {"kind": Message(f"kind-{item.kind}-label"), "year": str(abs(item.year))})


def movement(recommendation: Recommendation, first_list: bool) -> Message | None:
    """How an item moved against the list before: moved-up, moved-down, moved-in, or not at all."""
    if first_list or recommendation.previous_rank == recommendation.rank:
        return None
    if recommendation.previous_rank is None:
        return Message("moved-in")
    steps = recommendation.previous_rank - recommendation.rank
    return Message("moved-up" if steps > 0 else "moved-down", {"steps": abs(steps)})


def length(minutes: int | None) -> Message | None:
    """A duration, e.g. "2 h 5 min"; None where it is not known."""
    if not minutes:
        return None
    hours, rest = divmod(minutes, 60)
    key = "length" if hours and rest else "length-hours" if hours else "length-minutes"
    return Message(key, {"hours": hours, "minutes": rest})


def escaped(text: str) -> str:
    """Text that Markdown, its colour and icon directives, formulas and HTML leave as it is, on one line.

    An invisible joiner keeps addresses from turning into links.
    """
    apart = re.sub(r"(?<=\w)(?=://|@)|(?<=www)(?=\.)", "\u2060", " ".join(text.split()), flags=re.IGNORECASE)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=\"'@/])", r"\\\1", apart)
