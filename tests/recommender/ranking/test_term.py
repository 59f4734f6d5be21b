"""A term that would list items and could not say why, or that nobody could turn down, cannot be built."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms import Term
from recommender.ranking.terms.term import Scored


class TestWhatCannotBeBuilt:
    """A term that would list items and could not say why, or that nobody could turn down."""

    class Weather(Term):
        name, control, weight, says = "weather", "mood", 0.5, ("weather-fits",)

        def score(self, situation: Situation) -> Scored:
            return Scored(np.zeros(len(situation.rows), np.float32))

        def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
            yield Message("weather-fits")

    def test_one_that_has_it_all_can(self) -> None:
        assert self.Weather().label == Message("term-weather")

    @pytest.mark.parametrize("missing", ["name", "control", "weight", "says"])
    def test_one_that_lacks_something(self, missing: str) -> None:
        with pytest.raises(TypeError, match=f"lacks {missing}"):
            type("Wordless", (self.Weather,), {missing: ()})()

    def test_one_without_a_phrase(self) -> None:
        with pytest.raises(TypeError, match="abstract"):
            type("Wordless", (self.Weather,), {"phrases": Term.phrases})()

    def test_one_that_answers_to_no_control(self) -> None:
        with pytest.raises(TypeError, match="answers to 'thermostat'; controls are"):
            type("Deaf", (self.Weather,), {"control": "thermostat"})()
