"""A condition as a study's file states it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from recommender.ranking.terms import TERMS
from session.catalogues.shelf import catalogue_names
from session.condition import CONTROLS, DEMO, RANKINGS, VIEWS, Condition, Side
from session.sitting.policies import POLICIES
from session.studies.instruments import Name, Part
from session.studies.located import OneOf, PlaceError


def _on_the_shelf(name: str) -> str:
    """A catalogue's name that this server knows."""
    known = (DEMO.catalogue, *catalogue_names())
    if name not in known:
        raise ValueError(f"there is no catalogue {name!r}; there are {', '.join(known)}")
    return name


Control = Annotated[str, OneOf(CONTROLS)]
View = Annotated[str, OneOf(VIEWS)]
PolicyName = Annotated[str, OneOf(POLICIES)]
CatalogueName = Annotated[str, AfterValidator(_on_the_shelf)]
TermName = Annotated[str, OneOf(term.name for term in TERMS)]
Weight = Annotated[float, Field(ge=0)]


class StudySide(Part):
    """A policy with its weights, see session.condition.Side: a rival, or an arm with its probability."""

    policy: PolicyName = DEMO.policy
    weights: dict[TermName, Weight] = Field(default_factory=dict)
    probability: float = Field(default=0.0, ge=0)

    def side(self) -> Side:
        """What a sitting is held under."""
        return Side(self.policy, self.weights, self.probability)


class StudyCondition(Part):
    """What sets a condition apart, see session.condition.Condition: the demo's where the file says nothing, but for
    what would tell one condition from another: no list stands beside the one without feeling, nothing says what the
    list goes by, and nobody chooses who decides.
    Each participant has a seed of their own. rival: lists are drafted from what both would list; arms: drawn between
    anew after `every` seconds."""

    policy: PolicyName = DEMO.policy
    weights: dict[TermName, Weight] = Field(default_factory=dict)
    ranking: Annotated[str, OneOf(RANKINGS)] = DEMO.ranking
    rival: StudySide | None = None
    arms: dict[Name, StudySide] = Field(default_factory=dict)
    every: float = Field(default=DEMO.every, ge=10)
    catalogue: CatalogueName = DEMO.catalogue
    controls: tuple[Control, ...] = tuple(control for control in CONTROLS if control != "policy")
    views: tuple[View, ...] = tuple(view for view in VIEWS if view not in ("split", "aim"))

    def condition(self, senses: tuple[str, ...], seed: int) -> Condition:
        """What a sitting is held under."""
        return Condition(
            self.policy,
            self.weights,
            senses,
            self.catalogue,
            self.controls,
            self.views,
            seed,
            self.ranking,
            self.rival.side() if self.rival else None,
            {name: arm.side() for name, arm in self.arms.items()},
            self.every,
        )

    @model_validator(mode="after")
    def _one_kind(self) -> StudyCondition:
        if self.rival and (self.arms or self.ranking == "chance"):
            raise PlaceError("a list drafted from two rankings has neither arms nor a ranking by chance", "rival")
        if len(self.arms) == 1:
            raise PlaceError("one arm leaves nothing to draw; name another one, or none", "arms")
        stated = [arm.probability for arm in self.arms.values()]
        if any(stated) and not all(stated):
            raise PlaceError("give every arm a probability above 0, or none of them", "arms")
        return self
