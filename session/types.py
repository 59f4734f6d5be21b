"""What a page sees of a sitting: one frozen snapshot, readable at any time from any thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from emotion.fusion.onlookers import Answer
from emotion.message import Message
from emotion.modalities import TEXT, VOICE
from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from emotion.types import Attention, Box, Condition, Emotion, EmotionState
from recommender.types import Controls, Explanation, Goal, Loaded, Reaction, Recommendation, Strategy
from session.sitting.baselines import BaselineStatus

if TYPE_CHECKING:
    from recommender.understanding.understood import Understood
    from session.sitting.choices import Choices


@dataclass(frozen=True)
class Consent:
    """What the person agreed to. keep_comments: whether the words of comments go into the log.

    aloud: whether what they say aloud is turned into words, which needs their voice and their words as well. only_me:
    whether their voice is learnt, in memory, so that nobody else's is taken for it. together: whether face and voice
    are read as what many people told teaches, and what they tell themselves is given to that, with noise, at the end.
    """

    agreed: frozenset[Modality] = frozenset()
    keep_comments: bool = True
    aloud: bool = False
    only_me: bool = False
    together: bool = False

    @classmethod
    def to(cls, *modalities: Modality, keep_comments: bool = True, aloud: bool = False) -> Consent:
        """Consent to these modalities."""
        return cls(frozenset(modalities), keep_comments, aloud)

    def changed(self, modality: Modality, agreed: bool) -> Consent:
        """The same with this modality agreed to or not."""
        return replace(self, agreed=self.agreed | {modality} if agreed else self.agreed - {modality})

    def allows(self, modality: Modality) -> bool:
        """Whether a modality may be sensed; what a person says of themselves is not asked for."""
        return modality.consent is None or modality in self.agreed

    @property
    def hears(self) -> bool:
        """Whether what is said aloud may be turned into words."""
        return self.aloud and self.agreed >= {VOICE, TEXT}


class MeterStatus(StrEnum):
    """How one modality stands right now."""

    OFF = "off"  # not agreed to, or sensing is paused
    WAITING = "waiting"  # agreed to, nothing has arrived yet
    ON = "on"  # read within the last moments
    NOTHING = "nothing to read"  # the signal arrives, but holds no face, no speech, no comment: see `condition`
    STALE = "stale"  # the last observation is fading
    LOST = "lost"  # the signal stopped arriving


@dataclass(frozen=True)
class Meter:
    """One modality's line on the page.

    attention in [0, 1] is the fused state's; emotion and confidence are what it says by itself, steadied, and the
    probability of that; age is the seconds since its last observation (None before the first); level is loudness in
    dBFS, brightness the mean grey in [0, 1]. place: the (valence, arousal) that the person told of themselves. own:
    whether it is the person's own word on how they feel.
    """

    modality: Modality
    status: MeterStatus
    condition: Condition | None = None
    attention: float = 0.0
    confidence: float = 0.0
    quality: float = 0.0
    emotion: Emotion | None = None
    age: float | None = None
    level: float | None = None
    brightness: float | None = None
    place: tuple[float, float] | None = None
    own: bool = False


@dataclass(frozen=True)
class TrailPoint:
    """One point of the recent path on the affect plane with the attention paid then; age is s before the snapshot."""

    age: float
    valence: float
    arousal: float
    uncertainty: float
    attention: Attention = field(default_factory=Attention)


@dataclass(frozen=True)
class Health:
    """How the machinery is doing. Errors say what to do, and are None when all is well."""

    frames_received: int = 0
    frames_dropped: int = 0
    audio_seconds_received: float = 0.0
    audio_seconds_dropped: float = 0.0
    rung: int = 0  # place on the ladder, from 0 for the top, where most is read
    face_rate: float = 0.0  # frames a second that went through the face path, over the last seconds
    cycle_ms: float = 0.0  # reading the last frame, fusing and ranking, together
    log_error: Message | None = None
    worker_error: Message | None = None


@dataclass(frozen=True)
class Heard:
    """What was said aloud last, as words, and whether it asks something of the list, which it gets if confirmed."""

    text: str
    asks: bool = False


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A sitting at one moment.

    box is the face in the camera's newest picture, which itself is nowhere kept. understood is the last comment as it
    was read, heard what was said aloud a moment ago, onlookers what people would answer where face and voice differ,
    likeliest first, crisis whether the person is taken to be in despair, usual the mean (valence, arousal) of the
    sitting so far, reply the change put as an answer to the person, where it is; none of these is recorded.
    """

    time: float
    state: EmotionState
    summary: TrajectorySummary
    meters: dict[Modality, Meter]
    trail: tuple[TrailPoint, ...]
    recommendations: tuple[Recommendation, ...]
    strategy: Strategy
    list_version: int  # grows by one whenever the list shown changes
    list_since: float  # when the list shown was made, in s on the session's clock
    change: Message  # what changed in the list last, and why
    said: Message  # the one sentence on how the person feels
    choices: Choices
    box: Box | None
    health: Health
    baseline: BaselineStatus
    understood: Understood | None = None
    heard: Heard | None = None
    onlookers: tuple[Answer, ...] = ()
    crisis: bool = False
    usual: tuple[float, float] | None = None
    reply: Message | None = None

    @property
    def held(self) -> bool:
        """Whether the list is frozen."""
        return self.choices.held

    @property
    def goal(self) -> Goal:
        """What the list is to do with the feeling."""
        return self.choices.goal

    @property
    def controls(self) -> Controls:
        """The sliders."""
        return self.choices.controls

    @property
    def loaded(self) -> Loaded:
        """The history the person brought along."""
        return self.choices.loaded

    @property
    def liked(self) -> frozenset[str]:
        """Items liked, and not refused since."""
        return self.choices.liked

    @property
    def refused(self) -> frozenset[str]:
        """Items refused, and not liked since."""
        return self.choices.refused


PLAYER_EVENTS = ("play", "pause", "seek", "speed", "at", "end")


@dataclass(frozen=True)
class Played:
    """What a player says: one of PLAYER_EVENTS, where in the item that was, in s, and at which speed (1: as made).

    Raises ValueError for anything else.
    """

    item_id: str
    what: str
    at: float
    speed: float = 1.0

    def __post_init__(self) -> None:
        if self.what not in PLAYER_EVENTS or not 0 <= self.at < 86_400 or not 0.1 <= self.speed <= 10:
            raise ValueError(f"no player says {self.what!r:.20} at {self.at} s and speed {self.speed}")


class Ending(StrEnum):
    """How an item that was open was left."""

    FINISHED = "finished"
    SKIPPED = "skipped"  # it had hardly begun
    LEFT = "left"


@dataclass(frozen=True)
class Stay:
    """What became of an item that was open for so many seconds; reaction: None where nothing was sensed of it."""

    item_id: str
    seconds: float
    ending: Ending
    reaction: Reaction | None = None


@dataclass(frozen=True)
class Without:
    """Where an item would stand had one modality not been sensed.

    rank counts from 1 over the whole catalogue; None: it could not be listed at all. text says the same.
    """

    modality: Modality
    rank: int | None
    text: Message


@dataclass(frozen=True, eq=False)
class SittingExplanation:
    """Why an item stands where it does in the list shown: the terms' causes, and what each modality did."""

    explanation: Explanation
    without: tuple[Without, ...]
