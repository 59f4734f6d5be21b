"""The stated rules put to the test: whether they contradict each other, and how far lists keep them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from emotion.message import Message
from emotion.trajectory import TrajectorySummary
from recommender.catalogue.items import Catalogue
from recommender.logic.contradictions import Facts, contradictions
from recommender.logic.formula import atoms
from recommender.policy.iso import strategy_for
from recommender.ranking.explanation import without
from recommender.ranking.predicates import CRISP, PERSON
from recommender.ranking.ranker import Ranker
from recommender.ranking.rulebook import Stated, StatedRule
from recommender.ranking.situation import Situation
from recommender.types import EXPLICIT, Context, Recommendation, Strategy
from recommender.understanding.wishes import Wish, Wishes

GRID = np.linspace(-1, 1, 21)
"""Along each side of the affect plane, where people are looked for."""

FOR_A_FAMILY = Wishes((Wish("genres", "family", 1),)).as_rules()
LISTED = 10


def people() -> list[Facts]:
    """Each set of predicates that can be true of somebody at once."""
    found = {frozenset[str]()}
    for valence, arousal, family, dares in product(GRID, GRID, (False, True), (False, True)):
        context = Context(TrajectorySummary(time=0.0), rules=FOR_A_FAMILY if family else (), dares=dares)
        strategy = Strategy("made", (0, 0), ((valence, arousal),), {}, Message("made"))
        found.add(frozenset(name for name, says in PERSON.items() if says(context, strategy) >= CRISP))
    return sorted(found, key=lambda facts: (len(facts), sorted(facts)))


def items(rules: Sequence[StatedRule], catalogue: Catalogue) -> list[Facts]:
    """Each set of the rules' predicates that is true of an item of a catalogue."""
    stated = Stated(rules, catalogue)
    named = sorted({a.predicate for rule in rules for a in atoms(rule.formula) if a.variables != ("person",)})
    truths = np.array([stated.of_items(name) >= CRISP for name in named]).reshape(len(named), len(catalogue))
    return [frozenset(np.array(named)[row].tolist()) for row in np.unique(truths.T, axis=0)]


def check(ranker: Ranker, count: int, seed: int = 0) -> dict[str, Any]:
    """The object that `rules --json` prints: contradictions, and each rule's keeping over count random lists.

    A hard rule: in how many of the lists that it has something to say of an item breaks it. A soft one: its mean truth
    in the lists of those it speaks of, and the same without the term.
    """
    rules = ranker.features.stated.rules
    found = contradictions({r.name: r.formula for r in rules}, people(), items(rules, ranker.catalogue))
    hard: dict[str, list[bool]] = {rule.name: [] for rule in rules if rule.hard}
    soft: dict[str, list[tuple[float, float]]] = {rule.name: [] for rule in rules if not rule.hard}
    for context, strategy, listed in lists(ranker, count, seed):
        told = kept(ranker, context, strategy, listed)
        for name in hard.keys() & told.keys():
            hard[name].append(min(told[name]) == 1)
        if soft.keys() & told.keys():
            plain = without(strategy, "rules")
            other = kept(ranker, context, plain, ranker.rank(context, plain, LISTED))
            for name in soft.keys() & told.keys():
                soft[name].append((float(np.mean(told[name])), float(np.mean(other[name]))))
    return {
        "contradictions": [{"rules": c.rules, "person": c.person, "above": c.above} for c in found],
        "lists": count,
        "hard": {n: {"lists": len(of), "broken": len(of) - sum(of)} for n, of in hard.items()},
        "soft": {name: _means(pairs) for name, pairs in soft.items()},
    }


def _means(pairs: Sequence[tuple[float, float]]) -> dict[str, float | int]:
    kept_with, kept_without = np.mean(pairs, axis=0).tolist() if pairs else (float("nan"), float("nan"))
    return {"lists": len(pairs), "kept": kept_with, "kept_without_term": kept_without}


def lists(ranker: Ranker, count: int, seed: int) -> Iterator[tuple[Context, Strategy, tuple[Recommendation, ...]]]:
    """Lists for random feelings and goals, some for a family, some for who dares, some that keep rows of another."""
    random, earlier = np.random.default_rng(seed), ()
    for number in range(count):
        valence, arousal = random.uniform(-1, 1, 2).tolist()
        feeling = TrajectorySummary(time=100.0, valence=valence, arousal=arousal, uncertainty=0.2, unknown=False)
        ranks = random.choice(np.arange(1, LISTED + 1), random.integers(0, 7), replace=False).tolist()
        context = Context(
            feeling if random.random() < 0.9 else TrajectorySummary(time=100.0),
            EXPLICIT[number % len(EXPLICIT)],
            rules=FOR_A_FAMILY if random.random() < 0.2 else (),
            dares=bool(random.random() < 0.3),
        )
        context = replace(context, kept=tuple((one.item.id, one.rank) for one in earlier if one.rank in ranks))
        strategy = strategy_for(context)
        earlier = ranker.rank(context, strategy, LISTED)
        yield context, strategy, earlier


def kept(
    ranker: Ranker, context: Context, strategy: Strategy, listed: Sequence[Recommendation]
) -> dict[str, list[float]]:
    """How true each rule is of each item of a list of which it has something to say."""
    situation, index = Situation(ranker.features, context, strategy), ranker.catalogue.index
    found: dict[str, list[float]] = {}
    above = None
    for one in listed:
        row = index[one.item.id]
        for rule, truth in ranker.features.stated.kept(situation, row, above):
            found.setdefault(rule.name, []).append(truth)
        above = row
    return found


def lines(found: dict[str, Any]) -> Iterator[str]:
    """What the command prints for people."""
    if not found["contradictions"]:
        yield "no rules contradict each other"
    for one in found["contradictions"]:
        of = " and ".join(one["person"]) or "nothing in particular"
        below = f", below an item that is {' and '.join(one['above']) or 'plain'}" if one["above"] else ""
        yield f"contradiction: {' and '.join(one['rules'])} leave no item for a person who is {of}{below}"
    for name, figures in found["hard"].items():
        yield f"{name:>20}  hard  broken in {figures['broken']} of the {figures['lists']} lists it speaks of"
    for name, figures in found["soft"].items():
        yield (
            f"{name:>20}  soft  {figures['kept']:.3f} true in {figures['lists']} lists, "
            f"{figures['kept_without_term']:.3f} without the term"
        )
