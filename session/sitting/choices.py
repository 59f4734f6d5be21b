"""What the person chose so far: agreed to, asked for and did."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from recommender.ranking.history import verdicts
from recommender.types import Action, Context, Controls, Event, Goal, Loaded, Reaction
from recommender.understanding.wishes import Wishes
from session.types import Consent

HISTORY_LIMIT = 1000
"""So many of a person's last actions are kept for ranking; the log keeps them all."""

ASKS = ("goal", "towards", "controls", "loaded", "wishes", "policy", "mourns", "consoled", "spared")
"""The choices that ask something of the list."""
REACTIONS_LIMIT = 50

LIKED_AT_HAND = 3
"""So many of the last liked items keep their place in the list."""


@dataclass(frozen=True)
class Choices:
    """All choices at one moment; replaced as a whole, so that threads always see one consistent set.

    opened is the id of the item that is open now, None where none is. towards: (valence, arousal) of where the person
    wants the list to lead, None where their goal says so. policy: who is to decide, by name; empty: whoever the
    condition names. mourns: somebody close to the person has died; consoled: they feel better since, as they said.
    spared: they spoke of despair, and nothing violent, dark or scary is to be listed. reassured: when they last said
    that they are safe, in s on the session's clock, None where they never did.
    """

    consent: Consent
    goal: Goal = Goal.FOR_YOU
    controls: Controls = field(default_factory=Controls)
    held: bool = False
    history: tuple[Event, ...] = ()
    loaded: Loaded = field(default_factory=Loaded)
    language: str | None = None  # in which to speak to the person; None: as their browser does
    wishes: Wishes = field(default_factory=Wishes)
    opened: str | None = None
    towards: tuple[float, float] | None = None
    reactions: tuple[Reaction, ...] = ()
    policy: str = ""
    mourns: bool = False
    consoled: bool = False
    spared: bool = False
    reassured: float | None = None

    def with_event(self, event: Event) -> Choices:
        """The choices after one more action."""
        opened = self.opened
        if event.action is Action.OPEN:
            opened = event.item_id
        elif event.action is Action.NO and event.item_id == opened:
            opened = None
        return replace(self, history=(*self.history, event)[-HISTORY_LIMIT:], opened=opened)

    def without_event(self, event: Event) -> Choices:
        """The choices had one action not been done."""
        return replace(self, history=tuple(own for own in self.history if own is not event))

    def with_reaction(self, reaction: Reaction) -> Choices:
        """The choices after one more reaction to an item was sensed."""
        return replace(self, reactions=(*self.reactions, reaction)[-REACTIONS_LIMIT:])

    def without_reaction(self, reaction: Reaction) -> Choices:
        """The choices had one reaction not been sensed."""
        return replace(self, reactions=tuple(own for own in self.reactions if own is not reaction))

    def context(self, feeling: TrajectorySummary, gone: tuple[str, ...] = ()) -> Context:
        """What a list is ranked in for these choices and a feeling; gone: ids of items that only earlier lists held."""
        leaning = self.wishes.as_weights if self.wishes.leans else None
        rules = self.wishes.as_rules()
        return Context(
            trajectory=feeling,
            goal=self.goal,
            towards=self.towards,
            controls=self.controls,
            history=self.history,
            shown=gone,
            loaded=self.loaded,
            rules=rules,
            leaning=leaning,
            dares=self.wishes.dares,
            mourns=self.mourns,
            cheers=self.wishes.cheer or self.consoled,
            spared=self.spared,
            reactions=self.reactions,
            policy=self.policy,
        )

    def ask_as(self, others: Choices) -> bool:
        """Whether both ask the same of the list, whatever was done with its items."""
        return all(getattr(self, name) == getattr(others, name) for name in ASKS)

    def act_as(self, others: Choices) -> bool:
        """Whether the same was done and felt with the list's items; a look at one moves nothing by itself."""
        one, other = ([e for e in own.history if e.action is not Action.OPEN] for own in (self, others))
        return one == other and self.reactions == others.reactions

    def allows(self, modality: Modality) -> bool:
        """Whether the person agreed to this modality."""
        return self.consent.allows(modality)

    @property
    def liked(self) -> frozenset[str]:
        """Items liked, and not refused since."""
        return frozenset(item for item, action in verdicts(self.history).items() if action == Action.LIKE)

    @property
    def refused(self) -> frozenset[str]:
        """Items refused, and not liked since."""
        return frozenset(item for item, action in verdicts(self.history).items() if action == Action.NO)

    @property
    def finished(self) -> frozenset[str]:
        """Items that were heard, looked at or read to the end."""
        return frozenset(event.item_id for event in self.history if event.action is Action.FINISH)


def at_hand(choices: Choices) -> list[str]:
    """Ids of what the person is at: the item that is open and the last they liked."""
    liked = [item for item, action in verdicts(choices.history).items() if action == Action.LIKE]
    return list(dict.fromkeys([*([choices.opened] if choices.opened else []), *liked[-LIKED_AT_HAND:]]))


def on_the_plane(valence: float, arousal: float) -> tuple[float, float]:
    """A place on the affect plane, each in [-1, 1]; beyond is clipped. Raises ValueError for no finite number."""
    if not (math.isfinite(valence) and math.isfinite(arousal)):
        raise ValueError(f"valence and arousal must be finite, got {valence} and {arousal}")
    return float(np.clip(valence, -1, 1)), float(np.clip(arousal, -1, 1))
