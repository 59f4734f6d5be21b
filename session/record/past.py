"""A sitting of the record at one moment of it, to be read as a live one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emotion.message import Message
from emotion.modalities import MODALITIES
from emotion.modality import Modality
from emotion.mood import mood_of
from emotion.trajectory import TrajectorySummary
from emotion.types import EmotionState
from recommender.catalogue.items import Catalogue
from recommender.types import Action, Recommendation
from session.condition import Condition
from session.protocol import Sitting
from session.record.journey import Journey
from session.record.replay import Moment, ReplayedSitting
from session.sitting.baselines import BaselineStatus
from session.sitting.explanations import Explanations
from session.sitting.otherwise import felt, without_feeling
from session.sitting.usual import Usual
from session.types import Consent, Health, Meter, MeterStatus, SittingExplanation, Snapshot, TrailPoint

TRAIL_FOR = 180.0
"""Seconds of the path that a snapshot holds."""


class PastSitting(Sitting):
    """A replayed sitting as it stood at a time in s since it began, see session.protocol.Sitting.

    What is handed in and what is done is ignored, as the protocol's own methods do: it is over. No picture was kept.
    """

    def __init__(self, replayed: ReplayedSitting, position: float) -> None:
        """Raises LookupError where the record holds no moment of the sitting."""
        position = min(position, replayed.end)
        self._replayed = replayed
        self._moment = replayed.at(position)
        self._explanations = Explanations(replayed.ranker)
        self._explanations.show(self._moment.shown)
        self._snapshot = _snapshot(replayed, self._moment, position)

    @property
    def sensing(self) -> bool:
        """Nothing arrives any more."""
        return False

    @property
    def closed(self) -> bool:
        """It is over."""
        return True

    @property
    def id(self) -> str:
        """Under which the sitting is recorded."""
        return self._replayed.id

    @property
    def condition(self) -> Condition:
        """What it is replayed under."""
        return self._replayed.condition

    @property
    def catalogue(self) -> Catalogue:
        """What can be recommended in it."""
        return self._replayed.ranker.catalogue

    @property
    def consent(self) -> Consent:
        """What the person agreed to then."""
        return self._moment.choices.consent

    @property
    def now(self) -> float:
        """The moment at which it is looked at, in s."""
        return self._snapshot.time

    def snapshot(self) -> Snapshot:
        """The sitting as it stood."""
        return self._snapshot

    def settle(self, timeout: float) -> Snapshot:
        """The same: nothing is on its way."""
        return self._snapshot

    def explain(self, item_id: str) -> SittingExplanation:
        """Why an item of the list of then stood where it did. Raises UnknownItemError for any other."""
        return self._explanations.of(item_id)

    def list_without_feeling(self) -> tuple[Recommendation, ...]:
        """The list of then as it would have been had no feeling been known to it."""
        return without_feeling(self._replayed.ranker, self._moment.shown)

    def list_if_felt(self, valence: float, arousal: float) -> tuple[Recommendation, ...]:
        """The list of then as it would have been had the person said that they feel so."""
        return felt(self._replayed.ranker, self._replayed.policy(), self._moment.shown, valence, arousal)

    def journey(self) -> Journey:
        """The whole sitting as tables over time. Raises LogError where the record can't be read."""
        return self._replayed.journey()

    def csv(self, say: Callable[[Message], str]) -> str:
        """The whole sitting as one CSV, messages put into words by say. Raises LogError."""
        return self._replayed.csv(say)

    def comment(self, text: str) -> bool:
        """Not taken."""
        return False

    def act(self, item_id: str, action: Action, rank: int | None = None, list_version: int | None = None) -> None:
        """Ignored. Raises UnknownItemError for an item that the catalogue does not hold."""
        self._replayed.ranker.catalogue.item(item_id)


def _snapshot(replayed: ReplayedSitting, moment: Moment, position: float) -> Snapshot:
    state = replayed.state_at(position)
    shown, choices = moment.shown, moment.choices
    summary = moment.feelings.now if moment.feelings else TrajectorySummary(time=state.time)
    return Snapshot(
        time=summary.time,
        state=state,
        summary=summary,
        meters={modality: _meter(modality, state, choices.consent) for modality in MODALITIES},
        trail=_trail(replayed, position),
        usual=_usual(replayed, position),
        recommendations=shown.recommendations,
        strategy=shown.strategy,
        list_version=shown.version,
        list_since=shown.since,
        change=shown.change,
        said=seemed(summary),
        choices=choices,
        box=None,
        health=Health(),
        baseline=BaselineStatus(),
    )


def seemed(summary: TrajectorySummary) -> Message:
    """What was read at that moment."""
    if summary.emotion is None:
        return Message("state-unknown")
    return Message("state-then", {"emotion": mood_of(summary.emotion)})


def _meter(modality: Modality, state: EmotionState, consent: Consent) -> Meter:
    """What the record tells of one modality: whether it might be sensed, and how much it counted."""
    attention = state.attention[modality]
    if not consent.allows(modality):
        return Meter(modality, MeterStatus.OFF)
    return Meter(modality, MeterStatus.ON if attention > 0 else MeterStatus.NOTHING, attention=attention)


def _trail(replayed: ReplayedSitting, position: float) -> tuple[TrailPoint, ...]:
    """Where the feeling stood at each second of the last TRAIL_FOR that are recorded."""
    return tuple(
        TrailPoint(position - time, summary.valence, summary.arousal, summary.uncertainty, state.attention)
        for time, summary, state in _felt(replayed, position - TRAIL_FOR, position)
    )


def _usual(replayed: ReplayedSitting, position: float) -> tuple[float, float] | None:
    """The mean of the feeling until then."""
    usual = Usual()
    for _, summary, _ in _felt(replayed, 0.0, position):
        usual.add(summary)
    return usual.place


def _felt(
    replayed: ReplayedSitting, first: float, last: float
) -> Iterator[tuple[float, TrajectorySummary, EmotionState]]:
    """What was known of the feeling from one time to another, with the recorded state, at each recorded second."""
    for time, state in replayed.states_between(first, last):
        feelings = replayed.at(time).feelings
        if feelings is not None and not feelings.now.unknown:
            yield time, feelings.now, state
