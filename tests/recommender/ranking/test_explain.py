"""What an explanation says is what happens."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from emotion.types import Intent
from recommender.catalogue.items import load_catalogue
from recommender.engines.baselines import Popularity
from recommender.policy.iso import strategy_for
from recommender.ranking.explanation import explain, without
from recommender.ranking.ranker import SHORTLIST, Ranker
from recommender.ranking.reasons import NAMEABLE, causes_of, phrase, rests_on
from recommender.ranking.terms import Term
from recommender.shipped import shipped_ranker
from recommender.types import Action, Context, Controls, Event, Goal, Kind, Loaded
from tests.recommender.made import catalogue_of, chain, context, feels, fitted, item, random_catalogue, said

JARGON = re.compile(r"\b(valence|arousal|affect|score|embedding|term|None|nan)\b|  |_")


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return shipped_ranker(load_catalogue())


@pytest.fixture(scope="module")
def contexts(ranker: Ranker) -> dict[str, Context]:
    comedies = [made.id for made in ranker.catalogue.items if made.genres[0] == "comedy" and made.kind == Kind.FILM]
    songs = [made.id for made in ranker.catalogue.items if made.kind == Kind.SONG]
    refused = tuple(made.id for made in ranker.catalogue.items if "horror" in made.genres)[:3]
    return {
        "nothing known": context(),
        "nothing known but a goal": context(None, Goal.LIFT),
        "matching joy": context(feels(0.6, 0.4)),
        "grief to be lifted": context(feels(-0.7, -0.3, negative_for=90), Goal.LIFT, refuses=refused),
        "anxious, liked comedies": context(feels(-0.5, 0.5), Goal.CALM, likes=tuple(comedies[:3])),
        "curious": context(
            feels(0.1, 0.0, intent=Intent.EXPLORE), opens=tuple(comedies[3:6]), shown=tuple(comedies[6:9])
        ),
        "only taste": context(feels(0.2, 0.1), likes=tuple(comedies[:2]), controls=Controls(mood=0, novelty=0)),
        "only refusals": context(feels(0.0, -0.2), Goal.STEADY, refuses=refused),
        "brought a history along": replace(
            context(feels(0.3, -0.1), likes=tuple(comedies[:1])), loaded=Loaded(tuple(comedies[1:9] + songs[:4]))
        ),
    }


NAMES = [
    "nothing known",
    "nothing known but a goal",
    "matching joy",
    "grief to be lifted",
    "anxious, liked comedies",
    "curious",
    "only taste",
    "only refusals",
    "brought a history along",
]


@pytest.mark.parametrize("name", NAMES)
def test_taking_a_named_cause_away_gives_the_rank_that_was_said(ranker: Ranker, contexts, name: str) -> None:
    """For every item listed and every cause: the whole list is ranked again without the term, and looked through."""
    given = contexts[name]
    strategy = strategy_for(given)
    listed = ranker.rank(given, strategy)
    again = {}
    for term in strategy.weights:
        longest = ranker.rank(given, replace(strategy, weights=strategy.weights | {term: 0.0}), SHORTLIST)
        again[term] = {r.item.id: r.rank for r in longest}
    named = 0
    for recommendation in listed:
        for cause in explain(ranker, given, strategy, recommendation).causes:
            rank = again[cause.term].get(recommendation.item.id)
            assert cause.rank_without == rank if rank else cause.rank_without > len(again[cause.term])
            named += 1
    assert named >= len(listed)


@pytest.mark.parametrize("name", NAMES)
def test_causes_are_the_contributions_that_really_speak_for_the_item(ranker: Ranker, contexts, name: str) -> None:
    given = contexts[name]
    strategy = strategy_for(given)
    for recommendation in ranker.rank(given, strategy):
        explanation = explain(ranker, given, strategy, recommendation)
        assert explanation.recommendation is recommendation
        assert [cause.contribution for cause in explanation.causes] == sorted(
            (recommendation.terms[cause.term] for cause in explanation.causes), reverse=True
        )
        assert all(cause.contribution >= NAMEABLE for cause in explanation.causes)
        assert "diversity" not in {cause.term for cause in explanation.causes}
        assert sum(recommendation.terms.values()) == pytest.approx(recommendation.score, abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_the_reason_names_only_causes_of_this_item(ranker: Ranker, contexts, name: str) -> None:
    given = contexts[name]
    strategy = strategy_for(given)
    weighing = ranker.weigh(given, strategy)
    for recommendation in ranker.rank(given, strategy):
        row = ranker.catalogue.index[recommendation.item.id]
        cause = recommendation.reason.parameters.get("cause")
        if cause is None or cause.key.startswith("fact-"):
            continue
        assert cause in [
            phrase
            for term in causes_of(recommendation.terms)
            for phrase in ranker_term(ranker, term).phrases(weighing.situation, weighing.scored(term), row)
        ]


def ranker_term(ranker: Ranker, name: str) -> Term:
    return next(term for term in ranker.terms if term.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_reasons_are_plain_varied_lines(ranker: Ranker, contexts, name: str) -> None:
    given = contexts[name]
    reasons = [said(recommendation.reason) for recommendation in ranker.rank(given, strategy_for(given))]
    assert len(set(reasons)) == 10
    for reason in reasons:
        assert reason[0].isupper()
        assert reason[-1] in ".?!"
        assert "\n" not in reason
        assert len(reason) <= 240
        assert not JARGON.search(reason)


def test_a_like_is_named_with_the_item_it_rests_on(ranker: Ranker, contexts) -> None:
    given = contexts["only taste"]
    strategy = strategy_for(given)
    listed = ranker.rank(given, strategy)
    first, taste = next(
        (one, cause)
        for one in listed
        for cause in explain(ranker, given, strategy, one).causes
        if cause.term == "taste"
    )
    liked = [event.item_id for event in given.history]
    assert set(taste.item_ids) <= set(liked)
    title = ranker.catalogue.item(taste.item_ids[0]).title
    assert f"because you liked {title}" in said(taste.text)
    likeness = ranker.features.likeness
    row = ranker.catalogue.index
    shares = {i: float(likeness[row[i]] @ likeness[row[first.item.id]]) for i in liked}
    assert shares[taste.item_ids[0]] == max(shares.values())


def test_what_was_brought_along_is_named_in_interests_and_in_what_follows(ranker: Ranker, contexts) -> None:
    given = contexts["brought a history along"]
    strategy = strategy_for(given)
    causes = [c for one in ranker.rank(given, strategy) for c in explain(ranker, given, strategy, one).causes]
    brought = {*given.loaded.enjoyed, *(event.item_id for event in given.history)}
    for term in ("interest", "sequence"):
        named = [cause for cause in causes if cause.term == term]
        assert named
        for cause in named:
            assert set(cause.item_ids) <= brought
            title = cause.text.parameters.get("title")
            assert title is None or title in {ranker.catalogue.item(item_id).title for item_id in cause.item_ids}
        assert any("title" in cause.text.parameters for cause in named)


def test_many_are_named_only_where_many_like_it() -> None:
    """i1 is liked by all, i4 by few, but by those who came from i3."""
    crowd = fitted(Popularity(), [[1]] * 50 + [[n] for n in range(12)], 12)
    ranker = Ranker(random_catalogue(12), {"conformity": (crowd, chain())})
    given = context(likes=("i3",))
    weighing = ranker.weigh(given, strategy_for(given))
    assert {row: said(phrase(weighing, "conformity", row)) for row in (1, 4)} == {
        1: "liked by many, while I get to know you",
        4: "often picked by people who chose like you",
    }
    assert rests_on(weighing, "conformity", 1) == ()
    assert rests_on(weighing, "conformity", 4) == ("i3",)


@pytest.mark.parametrize(
    ("action", "word"), [(Action.LIKE, "liked"), (Action.OPEN, "opened"), (Action.FINISH, "finished")]
)
def test_it_says_what_the_person_did(ranker: Ranker, action: Action, word: str) -> None:
    known = ranker.catalogue.items[0]
    given = Context(feels(0.2, 0.1), controls=Controls(0, 2, 0), history=(Event(known.id, action, 1.0),))
    reasons = [said(r.reason).lower() for r in ranker.rank(given, strategy_for(given))]
    assert any(f"because you {word} {known.title}".lower() in reason for reason in reasons)


def test_refusals_alone_are_not_called_likes(ranker: Ranker, contexts) -> None:
    given = contexts["only refusals"]
    strategy = strategy_for(given)
    texts = [said(c.text) for r in ranker.rank(given, strategy) for c in explain(ranker, given, strategy, r).causes]
    assert not any("because you" in text for text in texts)


def test_with_little_evidence_it_says_so(ranker: Ranker) -> None:
    reasons = [said(r.reason) for r in ranker.rank(context(), strategy_for(context()))]
    assert any("while I get to know you" in reason for reason in reasons)
    assert not any("your mood" in reason for reason in reasons)


def test_an_item_nothing_speaks_for_is_not_given_a_cause() -> None:
    ranker = Ranker(catalogue_of(item("only", genres=("comedy",))))
    given = context(feels(0.3, 0.3))
    (only,) = ranker.rank(given, strategy_for(given))
    assert explain(ranker, given, strategy_for(given), only).causes == ()
    assert said(only.reason) == "Something happens."


def test_without_takes_one_term_away_and_leaves_the_strategy_given_alone() -> None:
    strategy = strategy_for(context(feels(0.3, 0.3)))
    less = without(strategy, "affect")
    assert less.weights == strategy.weights | {"affect": 0.0}
    assert strategy.weights["affect"] > 0
    assert replace(less, weights=strategy.weights) == strategy
