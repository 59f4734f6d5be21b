"""How each modality stands, read off its signal: pure functions of what is known and the time."""

from __future__ import annotations

from emotion.modality import Modality
from emotion.types import EmotionState, Observation
from session.sitting.choices import Choices
from session.sitting.sensing import Signal
from session.types import Meter, MeterStatus

LOST_AFTER = 1.4
"""A stream that sends nothing for so many seconds is stated as lost."""


def meter(
    modality: Modality, signal: Signal, state: EmotionState, choices: Choices, sensing: bool, now: float
) -> Meter:
    """The meter of a modality now, with the attention it has in the fused state."""
    off = not choices.allows(modality) or (modality.streamed and not sensing)
    status = MeterStatus.OFF if off else _status(modality, signal, now)
    seen, reading = signal.observation, signal.reading
    fresh = seen if seen is not None and _age(seen, now) < modality.fades[1] else None
    return Meter(
        modality=modality,
        status=status,
        condition=reading.condition if reading and status != MeterStatus.OFF else None,
        attention=state.attention[modality],
        confidence=signal.says.confidence if fresh and signal.says else 0.0,
        quality=fresh.quality if fresh else 0.0,
        emotion=signal.says.emotion if fresh and signal.says else None,
        place=_place(fresh) if fresh and modality.leads else None,
        own=fresh is not None and fresh.leading > 0,
        age=None if seen is None else _age(seen, now),
        level=reading.level if reading else None,
        brightness=reading.brightness if reading else None,
    )


def is_lost(modality: Modality, signal: Signal, now: float) -> bool:
    """Whether a stream that once sent something has stopped."""
    return modality.streamed and signal.arrived is not None and now - signal.arrived > LOST_AFTER


def _status(modality: Modality, signal: Signal, now: float) -> MeterStatus:
    if signal.arrived is None:
        return MeterStatus.WAITING
    if is_lost(modality, signal, now):
        return MeterStatus.LOST
    if signal.reading is None:
        return MeterStatus.WAITING
    starts, gone = modality.fades
    age = gone if signal.observation is None else _age(signal.observation, now)
    if age <= starts:
        return MeterStatus.ON
    if signal.reading.observation is None or age >= gone:
        return MeterStatus.NOTHING
    return MeterStatus.STALE


def _age(seen: Observation, now: float) -> float:
    return max(now - seen.time, 0.0)


def _place(seen: Observation) -> tuple[float, float] | None:
    return None if seen.valence is None or seen.arousal is None else (seen.valence, seen.arousal)
