"""What a sitting is held under: who decides on the list, by what weights, and what the person sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

CONTROLS = ("mood", "taste", "novelty", "crowd", "policy")
VIEWS = ("why", "journey", "correct", "split", "aim")

DECIDERS = ("iso", "esmr")
"""The policies between which a person may choose, where a condition lets them."""


RANKINGS = ("terms", "chance")
"""What the order of a list rests on: an item's terms, or chance alone, among all that may be listed."""


@dataclass(frozen=True)
class Side:
    """A policy and what multiplies its weights: the rival of a condition's own, or an arm that is drawn with this
    probability (0: each as likely as any other)."""

    policy: str = "iso"
    weights: Mapping[str, float] = field(default_factory=dict)
    probability: float = 0.0


@dataclass(frozen=True)
class Condition:
    """A study's condition, a persona or a what-if; the default is the demo.

    policy and catalogue are names that the server knows. weights multiply what the policy gives a term, by its name:
    {"affect": 0, "feeling": 0, "intent": 0} leaves behaviour alone to count. senses may be agreed to, None: all there
    are; controls and views are what the page offers of CONTROLS and VIEWS: "policy" is who decides, "aim" what the list
    goes by and towards, in words. seed is all the chance there is.

    rival: lists are drafted from what both sides would list, see `session.sitting.arranged`. arms: by name, between
    which the policy is drawn anew after so many seconds, see `session.sitting.randomised`.
    """

    policy: str = "iso"
    weights: Mapping[str, float] = field(default_factory=dict)
    senses: tuple[str, ...] | None = None
    catalogue: str = "demo"
    controls: tuple[str, ...] = CONTROLS
    views: tuple[str, ...] = VIEWS
    seed: int = 0
    ranking: str = RANKINGS[0]
    rival: Side | None = None
    arms: Mapping[str, Side] = field(default_factory=dict)
    every: float = 60.0

    def __post_init__(self) -> None:
        negative = {term: weight for term, weight in self.weights.items() if weight < 0}
        if negative:
            raise ValueError(f"weights multiply what a policy gives a term and can't be negative: {negative}")

    @property
    def policy_may_be_chosen(self) -> bool:
        """Whether the person may choose who decides: where one policy does, and by an item's terms."""
        return "policy" in self.controls and not (self.arms or self.rival or self.ranking != RANKINGS[0])

    def decided_by(self, policy: str) -> Condition:
        """The same, but that this policy decides, whatever the person chooses."""
        return replace(self, policy=policy, controls=tuple(own for own in self.controls if own != "policy"))

    def as_json(self) -> dict[str, Any]:
        """The condition in plain JSON values."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Condition:
        """The condition that `as_json` wrote; what an older one does not name is the demo's.

        Raises ValueError for a name that no condition has.
        """
        unknown = set(value) - {own.name for own in fields(cls)}
        if unknown:
            raise ValueError(f"a condition has no {', '.join(sorted(unknown))}")
        own = {name: tuple(one) if isinstance(one, list) else one for name, one in value.items()}
        if own.get("rival"):
            own["rival"] = Side(**own["rival"])
        return cls(**own | {"arms": {name: Side(**arm) for name, arm in own.get("arms", {}).items()}})


DEMO = Condition()
"""What the demo is held under."""
