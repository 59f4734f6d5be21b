"""What a modality is: one object that holds all the rest of the product needs to know of a source of evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from emotion.message import Message

if TYPE_CHECKING:
    from emotion.encoder import Encoder
    from emotion.models import Models
    from emotion.types import Reading


class Arrival(NamedTuple):
    """A signal in its modality's own form, and the time in s on the session's clock at which it arrived."""

    signal: Any
    time: float


class Receiver(Protocol):
    """One sitting's end of a modality, which signals go into and readings come out of. Not shared by threads."""

    def read(self, arrived: Sequence[Arrival], now: float) -> list[Reading]:
        """Take in what arrived since the last call, oldest first; what is to be read of it now, possibly nothing."""


@runtime_checkable
class Spaced(Protocol):
    """A receiver that reads again once so many seconds of its signal have come."""

    every: float


class OneByOne:
    """The receiver of a modality whose every signal is read by itself."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, arrived: Sequence[Arrival], now: float) -> list[Reading]:
        """A reading of each signal."""
        return [self._encoder.encode(signal, time) for signal, time in arrived]


@dataclass(frozen=True, eq=False, repr=False)
class Modality(str):
    """A source of evidence about a feeling. It is a str, equal to its own name, so that it can be stored as it is.

    receiver makes a sitting's end of it from the loaded models. icon is a Material symbol's name. Words stand in the
    pages' tables under its key, `modality-NAME`.

    fades are the ages in s at which an observation starts to fade and is gone; reach is how far back, in s, older ones
    are still looked at while the newest is fresh (default: until gone). Of these `tokens` are looked at, spread evenly,
    the newest always among them; `kept` are kept at most, more than the reach holds at the highest rate. superseded is
    what is left of an observation's weight once a newer one was made; None: it counts by its place in the reach.

    streamed: its signal arrives by itself while sensing is on, and counts as lost when it stops. consent names what the
    person is asked for, None where nothing is (what they say of themselves). resting: so many readings at rest make a
    personal baseline, 0 where none is taken. leads: what it says outweighs all the others while it is fresh.
    """

    name: str
    receiver: Callable[[Models], Receiver]
    icon: str
    fades: tuple[float, float]
    kept: int
    reach: float = 0.0
    tokens: int = 1
    superseded: float | None = None
    streamed: bool = False
    consent: str | None = None
    resting: int = 0
    leads: bool = False

    def __new__(cls, name: str, *_: object, **__: object) -> Modality:
        return super().__new__(cls, name)

    def __post_init__(self) -> None:
        starts, gone = self.fades
        if not 0 <= starts < gone:
            raise ValueError(f"{self.name} fades from {starts} s to {gone} s; it must start before it is gone")
        if not self.reach:
            object.__setattr__(self, "reach", gone)

    def __deepcopy__(self, memo: object) -> Modality:
        return self

    @property
    def key(self) -> str:
        """Under which the tables of words name it."""
        return f"modality-{self.name}"

    @property
    def label(self) -> Message:
        """What it is called."""
        return Message(self.key)

    def freshness(self, age: float) -> float:
        """1 for a fresh observation, falling linearly to 0 for one that is gone; age in s, below 0 counts as 0."""
        starts, gone = self.fades
        return min(max((gone - age) / (gone - starts), 0.0), 1.0)
