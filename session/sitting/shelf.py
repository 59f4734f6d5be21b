"""The list shown: ranked again when the feeling or a choice of the person really moved, frozen while held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from emotion.trajectory import Trajectory, TrajectorySummary
from emotion.types import MODALITIES, EmotionState, Modality
from recommender.catalogue.items import Catalogue
from recommender.engines.emotion_graph.served import load_feelings
from recommender.engines.learnt import load_engines
from recommender.policy.iso import Policy
from recommender.ranking.ranker import Ranker
from recommender.types import Context, Recommendation, Strategy
from session.sitting.change import describe
from session.sitting.choices import Choices

LIST_LENGTH = 10

Basis = tuple[Context, Strategy]
"""What a list is ranked from."""

StateWithout = Callable[[Modality], EmotionState]
"""The state that would be believed had one modality not been sensed."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A list as it is shown, with all it was ranked from, so that it can be explained at any later time.

    without: for each modality that took part, what the list would have been ranked from had it not been sensed.
    """

    context: Context
    strategy: Strategy
    recommendations: tuple[Recommendation, ...]
    without: Mapping[Modality, Basis]
    version: int
    change: str

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Ids in list order."""
        return tuple(r.item.id for r in self.recommendations)


@lru_cache(maxsize=4)
def ranker_of(catalogue: Catalogue) -> Ranker:
    """The one ranker that all sittings of a process share."""
    return Ranker(catalogue, load_engines(), feelings=load_feelings())


class Alternative:
    """The sitting as it would stand had one modality never been sensed: a trajectory and a policy of its own."""

    def __init__(self) -> None:
        self._trajectory = Trajectory()
        self._policy = Policy()

    def follow(self, state: EmotionState, context: Context) -> Basis:
        """Take in the state without the modality and return what the list would be ranked from."""
        context = replace(context, trajectory=self._trajectory.add(state))
        return context, self._policy.decide(context)


class Shelf:
    """Keeps the list of one sitting. Used by one thread."""

    def __init__(self, catalogue: Catalogue, choices: Choices, now: float, version: int = 0) -> None:
        self._ranker = ranker_of(catalogue)
        self._policy = Policy()
        self._alternatives = {m: Alternative() for m in MODALITIES}
        self._earlier: dict[str, None] = {}
        self._ranked_for: Choices | None = None
        self.shown = self._first(choices, now, version)

    def _first(self, choices: Choices, now: float, version: int) -> Shown:
        summary = TrajectorySummary(time=now)
        context = Context(summary, choices.goal, choices.controls, choices.history, loaded=choices.loaded)
        strategy = self._policy.decide(context)
        listed = self._ranker.rank(context, strategy, LIST_LENGTH)
        self._ranked_for = choices
        return Shown(context, strategy, listed, {}, version + 1, "This is your first list.")

    def update(
        self,
        choices: Choices,
        summary: TrajectorySummary,
        state: EmotionState,
        state_without: StateWithout,
        cause: str | None = None,
    ) -> bool:
        """Follow the feeling and the choices; returns whether another list is shown now.

        cause is what the person did, as the beginning of a sentence, when that is why the list is looked at again.
        """
        context = self._context(choices, summary)
        strategy = self._policy.decide(context)
        stays = strategy is self.shown.strategy and _same_wishes(choices, self._ranked_for)
        without = self._without(self.shown.context if stays else context, state, state_without)
        if choices.held:
            return False
        if stays:
            self.shown = replace(self.shown, without=without)
            return False
        before = self.shown
        listed = self._ranker.rank(context, strategy, LIST_LENGTH, previous=before.recommendations)
        self._ranked_for = choices
        if tuple(r.item.id for r in listed) == before.item_ids:
            listed = tuple(
                replace(r, previous_rank=b.previous_rank) for r, b in zip(listed, before.recommendations, strict=True)
            )
            self.shown = Shown(context, strategy, listed, without, before.version, before.change)
            return False
        mood_without = {modality: basis.trajectory for modality, (basis, _) in without.items()}
        change = describe(before.recommendations, listed, cause, before.context.trajectory, summary, mood_without)
        self.shown = Shown(context, strategy, listed, without, before.version + 1, change)
        self._earlier |= dict.fromkeys(before.item_ids)
        return True

    def _context(self, choices: Choices, summary: TrajectorySummary) -> Context:
        gone = tuple(item_id for item_id in self._earlier if item_id not in self.shown.item_ids)
        return Context(summary, choices.goal, choices.controls, choices.history, gone, choices.loaded)

    def _without(self, context: Context, state: EmotionState, state_without: StateWithout) -> dict[Modality, Basis]:
        """What each alternative sitting would be ranked from; those of modalities that played no part are left out."""
        followed = {}
        for modality, alternative in self._alternatives.items():
            took_part = state.attention[modality] > 0
            basis = alternative.follow(state_without(modality) if took_part else state, context)
            if took_part:
                followed[modality] = basis
        return followed


def _same_wishes(choices: Choices, others: Choices | None) -> bool:
    return others is not None and all(
        getattr(choices, name) == getattr(others, name) for name in ("goal", "controls", "history", "loaded")
    )
