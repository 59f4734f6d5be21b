"""The feeling followed in time, and beside it how it would stand had one modality never been sensed.

All are followed on one clock: each state that is fused goes to every trajectory at its own moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from emotion.modalities import MODALITIES
from emotion.support import resting_on, supported
from emotion.trajectory import Trajectory, TrajectorySummary
from emotion.types import Emotion, EmotionState, Modality


@dataclass(frozen=True, eq=False)
class Fused:
    """What is believed at one moment, from all that was sensed and from all but one modality that takes part.

    said: through which modalities something was said just now, in the order in which it was said; unsaid: what is
    believed from all but each of these.
    """

    state: EmotionState
    without: Mapping[Modality, EmotionState] = field(default_factory=dict)
    unsaid: Sequence[EmotionState] = ()
    said: Sequence[Modality] = ()


@dataclass(frozen=True, eq=False)
class Feelings:
    """How the feeling stands, and how it would stand.

    without: had one modality never been sensed, for every modality; present: those that take part at this moment.
    unsaid: had one thing that was said just now not been said, in the order in which it was said.
    """

    now: TrajectorySummary
    without: Mapping[Modality, TrajectorySummary]
    present: frozenset[Modality] = frozenset()
    unsaid: tuple[TrajectorySummary, ...] = ()


class Follower:
    """Follows one sitting's states, oldest first. Used by one thread."""

    def __init__(self, time: float, modalities: Sequence[Modality] = MODALITIES) -> None:
        self._trajectory = Trajectory()
        self._without = {modality: Trajectory() for modality in modalities}
        unknown = TrajectorySummary(time=time)
        self._supported: frozenset[Emotion] = frozenset()
        self.feelings = Feelings(unknown, dict.fromkeys(modalities, unknown))

    def forget(self, modality: Modality) -> None:
        """Go on as if a modality had never been sensed; how it would be without the others is followed anew."""
        unknown = TrajectorySummary(time=self.feelings.now.time)
        self._trajectory = self._without[modality]
        self._without = {other: Trajectory() for other in self._without}
        self._supported = frozenset()
        self.feelings = Feelings(self.feelings.without[modality], dict.fromkeys(self._without, unknown))

    def add(self, fused: Fused, named: Mapping[Modality, Emotion] | None = None) -> Feelings:
        """Take in what was fused; a modality that takes no part leaves its alternative the same state.

        named: the emotion that each sense names by itself; only such a one is then the likeliest of all.

        Raises ValueError when the state is older than the last one.
        """
        unsaid = tuple(self._trajectory.peek(state, len(fused.said) > 1) for state in fused.unsaid)
        self._supported = supported(named or {}, fused.state.attention) or self._supported
        now = resting_on(
            self._trajectory.add(fused.state, bool(fused.said)), self._supported, self.feelings.now.emotion
        )
        self.feelings = Feelings(
            now=now,
            without={
                m: own.add(fused.without.get(m, fused.state), any(said != m for said in fused.said))
                for m, own in self._without.items()
            },
            present=frozenset(fused.without),
            unsaid=unsaid,
        )
        return self.feelings
