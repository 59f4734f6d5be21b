"""A sitting as pages know it: live or replayed, they cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

from emotion.message import Message
from emotion.modalities.face import Frame
from recommender.catalogue.items import Catalogue
from recommender.studio.collection import Medium
from recommender.studio.making import Made
from recommender.types import Action, Controls, Goal, Item, Loaded, Reaction, Recommendation
from recommender.understanding.wishes import Wish
from session.condition import Condition
from session.record.journey import Journey
from session.sitting.baselines import BaselineWish
from session.sitting.timings import Pace
from session.types import Consent, Played, SittingExplanation, Snapshot


class Sitting(Protocol):
    """One person's sitting. Every method may be called from any thread, and none waits but those that say so.

    A sitting that is closed or replayed ignores what is handed in and what the person does.
    """

    id: str
    """Under which it is recorded; opens nothing."""

    condition: Condition

    @property
    def consent(self) -> Consent:
        """What the person agrees to at present."""

    @property
    def catalogue(self) -> Catalogue:
        """What can be recommended in it."""

    @property
    def sensing(self) -> bool:
        """Whether what arrives is sensed at present."""

    @property
    def closed(self) -> bool:
        """Whether the sitting has ended."""

    @property
    def now(self) -> float:
        """The time on its own clock in s, by which its snapshots and lists are dated."""

    def snapshot(self) -> Snapshot:
        """The sitting as it stands."""

    def paces(self) -> Mapping[str, Pace]:
        """How long each part of a reading took of late, by its name; nothing of a sitting that is not live."""
        return {}

    def settle(self, timeout: float) -> Snapshot:
        """The sitting once all that was handed in so far is worked in; waits for that up to timeout s."""

    def explain(self, item_id: str) -> SittingExplanation:
        """Why an item of a list shown of late stands where it does. Raises UnknownItemError for any other."""

    def list_without_feeling(self) -> tuple[Recommendation, ...]:
        """The list as it would be were no feeling known to it; nothing changes."""

    def list_if_led(self, valence: float, arousal: float) -> tuple[Recommendation, ...]:
        """The list as it would be if the person wished to get there, each in [-1, 1]; nothing changes."""

    def list_if_felt(self, valence: float, arousal: float) -> tuple[Recommendation, ...]:
        """The list as it would be if the person said that they feel so, each in [-1, 1]; nothing changes."""

    def journey(self) -> Journey:
        """The sitting so far, as tables over time. May wait for the record; raises LogError where it can't be read."""

    def csv(self, say: Callable[[Message], str]) -> str:
        """The journey as one CSV, messages put into words by say. May wait for the record; raises LogError."""

    def start(self) -> None:
        """Sense what arrives from now on, as far as the person agreed."""

    def pause(self) -> None:
        """Stop sensing and drop what was sensed; all else goes on."""

    def watch(self, alive: bool) -> None:
        """Whether the person's page is connected; sensing rests while it has not been for some seconds."""

    def put_frame(self, frame: Frame) -> None:
        """Hand in a camera's frame."""

    def put_audio(self, samples: np.ndarray, sample_rate: int) -> None:
        """Hand in a chunk of sound that ends now."""

    def comment(self, text: str) -> bool:
        """Hand in what the person wrote; False where it is not taken, for want of consent or for too many at once."""

    def take_back(self, wish: Wish) -> None:
        """Ask no longer for something that a comment asked for."""

    def tell(self, valence: float, arousal: float) -> None:
        """Hand in what the person says of themselves, each in [-1, 1]."""

    def reassure(self) -> None:
        """Hand in that the person is safe: what was taken for despair no longer bears on the list."""

    def ask_baseline(self, wish: BaselineWish) -> None:
        """Take a personal baseline, cancel the one being taken, or remove those set."""

    def speak(self, language: str) -> None:
        """Note in which language, by its code, the person wants to be spoken to."""

    def set_goal(self, goal: Goal) -> None:
        """Choose what the list should do with the feeling; it then leads where that does."""

    def set_policy(self, name: str) -> None:
        """Choose who decides, by the name of a policy. Raises ValueError where the condition offers no such choice."""

    def lead_to(self, place: tuple[float, float] | None) -> None:
        """Have the list lead to a place that the person pointed at, each in [-1, 1]; None: where their goal leads."""

    def set_controls(self, controls: Controls) -> None:
        """Move the sliders."""

    def hold(self, held: bool) -> None:
        """Freeze the list shown, or let it follow again."""

    def act(self, item_id: str, action: Action, rank: int | None = None, list_version: int | None = None) -> None:
        """Note what the person did with an item, with the rank and the list at which they saw it.

        Raises UnknownItemError for an item that the catalogue does not hold.
        """

    def close_item(self) -> None:
        """Note that no item is open any more."""

    def played(self, played: Played) -> None:
        """Note what the player of an item says; at the item's end it counts as finished.

        Raises UnknownItemError for an item that the catalogue does not hold.
        """

    def reaction(self, item_id: str) -> Reaction | None:
        """How the feeling moved while an item was open last; None where that cannot be said."""

    def next_to_play(self) -> Item | None:
        """What would sound best next, on the way that the list leads; None where nothing is left to be played."""
        return None

    def make(self, medium: Medium) -> Made | None:
        """Make music or a picture for the feeling now, kept as long as the sitting; takes a second or more.

        None where the sitting makes nothing.
        """

    def preview(self, medium: Medium, item_id: str) -> Made | None:
        """Make music or a picture in the mood of an item that is not here itself; as `make`."""

    def made(self) -> tuple[Made, ...]:
        """What was made so far, the oldest first."""
        return ()

    def drawn(self, list_version: int, item_ids: Sequence[str]) -> None:
        """Note that a page shows these items of a list now, from rank 1; called again while it goes on to."""

    def bring(self, loaded: Loaded) -> None:
        """Take a history the person brought along, in place of any before."""

    def drop_history(self) -> None:
        """Forget the history the person brought along. Waits for the record; raises LogError."""

    def set_consent(self, consent: Consent) -> None:
        """Replace what the person agrees to."""
