"""What every sitting keeps to, live or replayed: inherit SittingContract and give the sitting."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.message import Message
from pages.texts import LANGUAGES, texts
from recommender.errors import UnknownItemError
from recommender.types import Action, Controls, Goal, Loaded
from session.protocol import Sitting
from session.record.journey import Journey
from session.sitting.baselines import BaselineWish


class SittingContract:
    """Tests over the fixture `sitting`, which a class that inherits gives: one that has shown at least one list."""

    def test_it_shows_a_list_with_all_that_a_page_draws(self, sitting: Sitting) -> None:
        snapshot = sitting.snapshot()
        assert [r.rank for r in snapshot.recommendations] == list(range(1, len(snapshot.recommendations) + 1))
        assert snapshot.list_version >= 1
        assert snapshot.choices.consent == sitting.consent
        assert set(snapshot.state.attention) <= set(snapshot.meters)
        assert sitting.id

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_what_it_says_has_words_in_every_language(self, sitting: Sitting, language: str) -> None:
        snapshot, say = sitting.snapshot(), texts(language).say
        explained = sitting.explain(snapshot.recommendations[0].item.id)
        said = [snapshot.change, snapshot.strategy.why, *(r.reason for r in snapshot.recommendations)]
        said += [without.text for without in explained.without]
        assert all(isinstance(message, Message) and say(message).strip() for message in said)

    def test_every_item_shown_is_explained_and_no_other(self, sitting: Sitting) -> None:
        for one in sitting.snapshot().recommendations:
            assert sitting.explain(one.item.id).explanation.recommendation.item.id == one.item.id
        with pytest.raises(UnknownItemError):
            sitting.explain("no-such-item")

    def test_an_explanation_is_computed_once(self, sitting: Sitting) -> None:
        first = sitting.settle(5).recommendations[0].item.id
        assert sitting.explain(first) is sitting.explain(first)

    def test_it_tells_what_it_would_list_otherwise_and_changes_nothing(self, sitting: Sitting) -> None:
        before = [one.item.id for one in sitting.snapshot().recommendations]
        without = sitting.list_without_feeling()
        assert all(not one.terms.get(name) for one in without for name in ("affect", "feeling", "intent"))
        low, high = (sitting.list_if_felt(*place) for place in ((-0.8, -0.6), (0.8, 0.6)))
        assert len(without) == len(low) == len(high) == len(before)
        mean = [sum(one.item.valence for one in listed) for listed in (low, high)]
        assert mean[0] < mean[1]
        assert [one.item.id for one in sitting.snapshot().recommendations] == before

    def test_its_journey_holds_the_list_shown(self, sitting: Sitting) -> None:
        shown, journey = sitting.snapshot(), sitting.journey()
        assert isinstance(journey, Journey)
        assert {r.item.id for r in shown.recommendations} <= set(journey.items["item_id"])

    def test_it_names_its_catalogue_and_gives_its_journey_as_a_file(self, sitting: Sitting) -> None:
        first = sitting.snapshot().recommendations[0].item
        assert sitting.catalogue.item(first.id) is first
        assert first.id in sitting.csv(lambda message: message.key)

    def test_whatever_is_handed_in_it_goes_on(self, sitting: Sitting) -> None:
        first = sitting.snapshot().recommendations[0].item.id
        sitting.start()
        sitting.watch(True)
        sitting.put_frame(np.full((48, 64, 3), 100, np.uint8))
        sitting.put_audio(np.zeros(800, np.float32), 16_000)
        assert sitting.comment("joy") in (True, False)
        sitting.tell(0.5, 0.5)
        sitting.ask_baseline(BaselineWish.TAKE)
        sitting.set_goal(Goal.LIFT)
        sitting.set_controls(Controls(mood=0.5))
        sitting.hold(True)
        sitting.act(first, Action.LIKE, 1, sitting.snapshot().list_version)
        sitting.drawn(1, [first])
        sitting.bring(Loaded(enjoyed=(first,)))
        sitting.drop_history()
        sitting.set_consent(sitting.consent)
        sitting.pause()
        assert sitting.settle(5).recommendations
        assert sitting.snapshot().health.worker_error is None
