"""The term that ranks by how likely an item is opened."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.policy.agent import SHIPPED
from recommender.policy.trees import Trees
from recommender.ranking.features import Features
from recommender.ranking.terms import (
    Opening,
)
from tests.recommender.made import (
    catalogue_of,
    context,
    feels,
    item,
    random_catalogue,
)
from tests.recommender.ranking.term_contract import SIZE, TermContract


class TestOpening(TermContract):
    term = Opening()

    @pytest.fixture(scope="class")
    @classmethod
    def features(cls) -> Features:
        return Features.of(random_catalogue(SIZE), trees=Trees.load(SHIPPED / "engagement.safetensors"))

    def test_what_is_known_liked_and_near_the_feeling_is_likelier_opened_and_what_was_opened_less(self) -> None:
        items = (
            item("liked", 0.3, 0.1),
            item("alike", 0.3, 0.1),
            item("known", 0.3, 0.1, popularity=0.9),
            item("else", 0.3, 0.1),
            item("far", -0.9, 0.9),
        )
        embeddings = np.array([[1.0, 0, 0], [0.97, 0.1, 0], [0, 1, 0], [0, 0.9, 0.3], [0, 0, 1]])
        features = Features.of(
            catalogue_of(*items, embeddings=embeddings), trees=Trees.load(SHIPPED / "engagement.safetensors")
        )
        _, _, known, other, far = self.score(features, context(feels(0.3, 0.1)))
        assert known > other > far
        told = self.score(features, context(feels(0.3, 0.1), likes=("liked",)))
        assert told[1] > told[3]
        again = self.score(features, context(feels(0.3, 0.1), likes=("liked",), opens=("else",)))
        assert again[3] < told[3]

    def test_without_a_feeling_or_without_trees_it_says_nothing(self, features: Features) -> None:
        assert not self.score(features, context(None, likes=("i1",))).any()
        assert not self.score(Features.of(random_catalogue(SIZE)), context(feels(0.3, 0.1), likes=("i1",))).any()
