"""What every term keeps to: a suite that the tests of each inherit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from emotion.message import Message
from emotion.types import Intent
from pages.texts import LANGUAGES, texts
from recommender.ranking.features import Features
from recommender.ranking.situation import Situation
from recommender.ranking.terms import Term
from recommender.ranking.terms.term import CONTROLS
from recommender.types import Context, Goal, Reaction
from tests.recommender.made import (
    catalogue_of,
    context,
    feels,
    item,
    permuted,
    random_catalogue,
    situation,
)

SIZE = 60
EVENTFUL = context(
    feels(-0.5, 0.4, intent=Intent.CHEER_UP),
    Goal.LIFT,
    likes=("i1", "i2"),
    refuses=("i3",),
    opens=("i4",),
    shown=("i5", "i6"),
)
EVENTFUL = replace(
    EVENTFUL,
    reactions=(
        Reaction("i7", (-0.5, 0.4), (0.1, 0.2), 60.0, 20.0),
        Reaction("i8", (0.1, 0.2), (-0.4, 0.5), 45.0, 80.0),
        Reaction("gone", (0.0, 0.0), (0.9, 0.0), 60.0, 90.0),
    ),
)
CONTEXTS = {
    "eventful": EVENTFUL,
    "empty history": context(feels(0.3, -0.2), Goal.CALM),
    "unknown state": context(None, Goal.LIFT, likes=("i1",)),
    "nothing at all": context(),
    "items not in the catalogue": context(feels(0.3, 0.1), likes=("gone",), opens=("lost",), shown=("nowhere",)),
}


class TermContract:
    """Inherited by the tests of every term."""

    term: Term

    @pytest.fixture(scope="class")
    @classmethod
    def features(cls) -> Features:
        return Features.of(random_catalogue(SIZE))

    def score(self, features: Features, given: Context) -> np.ndarray:
        return self.term.score(situation(features, given)).values

    @pytest.mark.parametrize("name", CONTEXTS)
    def test_one_finite_float32_per_item_on_the_common_scale(self, features: Features, name: str) -> None:
        scores = self.score(features, CONTEXTS[name])
        assert scores.shape == (SIZE,)
        assert scores.dtype == np.float32
        assert np.isfinite(scores).all()
        assert np.abs(scores).max() <= 1

    @pytest.mark.parametrize("name", CONTEXTS)
    def test_the_average_item_gets_about_nothing(self, features: Features, name: str) -> None:
        assert abs(float(self.score(features, CONTEXTS[name]).mean())) < 0.05

    @pytest.mark.parametrize("name", CONTEXTS)
    def test_one_item_alone_gets_nothing(self, name: str) -> None:
        alone = Features.of(catalogue_of(item("i1", 0.4, 0.4)))
        np.testing.assert_allclose(self.score(alone, CONTEXTS[name]), [0.0], atol=1e-6)

    @pytest.mark.parametrize("name", CONTEXTS)
    def test_the_order_of_the_catalogue_does_not_matter(self, features: Features, name: str) -> None:
        order = np.random.default_rng(3).permutation(SIZE)
        other = Features.of(permuted(features.catalogue, order), rulebook=features.stated.rules, trees=features.trees)
        expected = self.score(features, CONTEXTS[name])[order]
        np.testing.assert_allclose(self.score(other, CONTEXTS[name]), expected, atol=2e-4)

    def test_it_has_a_name_a_label_a_control_and_a_weight(self) -> None:
        assert self.term.control in CONTROLS
        assert self.term.weight > 0
        for language in LANGUAGES:
            assert texts(language).say(self.term.label)

    @pytest.mark.parametrize("name", CONTEXTS)
    def test_whatever_it_says_of_an_item_it_has_words_for(self, features: Features, name: str) -> None:
        given = situation(features, CONTEXTS[name])
        scored = self.term.score(given)
        for place in np.flatnonzero(scored.values > 0):
            phrases = list(self.term.phrases(given, scored, int(place)))
            assert self.term.phrase(given, scored, int(place)) == phrases[0]
            for phrase in phrases:
                assert phrase.key in self.term.says
                alone = [texts(language).say(Message("cause-alone", {"cause": phrase})) for language in LANGUAGES]
                assert all(words[0].isupper() or words[0].isdigit() for words in alone)
                assert all(words.endswith(".") for words in alone)

    def test_all_it_may_say_has_words_in_every_language(self) -> None:
        for language in LANGUAGES:
            assert texts(language).keys >= {*self.term.says, self.term.label.key, self.term.joins}

    @pytest.mark.parametrize("name", CONTEXTS)
    def test_it_rests_on_items_of_the_history_alone(self, features: Features, name: str) -> None:
        given = situation(features, CONTEXTS[name])
        scored = self.term.score(given)
        known = {one.item_id for one in (*given.context.history, *given.context.reactions)}
        assert all(set(self.term.rests_on(given, scored, place)) <= known for place in range(SIZE))

    def test_candidates_are_judged_as_among_all(self, features: Features) -> None:
        """The sample is the whole of so small a catalogue, so that even the mean is the same."""
        candidates = np.arange(0, SIZE, 3)
        given = situation(features, EVENTFUL)
        some = Situation(features, EVENTFUL, given.strategy, candidates)
        found = self.term.score(some).values[: len(candidates)]
        np.testing.assert_allclose(found, self.term.score(given).values[candidates], atol=2e-3)

    def test_same_input_same_scores(self, features: Features) -> None:
        np.testing.assert_array_equal(self.score(features, EVENTFUL), self.score(features, EVENTFUL))
