"""Every term keeps the contract, and each says what it is meant to say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from emotion.message import Message
from emotion.types import Emotion, Intent
from recommender.engines.baselines import Popularity
from recommender.ranking.features import Features
from recommender.ranking.rulebook import read_rules
from recommender.ranking.terms import (
    TERMS,
    Affect,
    Conformity,
    Feeling,
    IntentMatch,
    Interest,
    Novelty,
    Rules,
    Sequence,
    Taste,
)
from recommender.ranking.terms.affect import closeness
from recommender.ranking.terms.went import HALF_LIFE, Went, gain
from recommender.types import Action, Context, Event, Goal, Kind, Loaded, Reaction
from tests.recommender.made import (
    catalogue_of,
    chain,
    context,
    feels,
    fitted,
    item,
    random_catalogue,
    situation,
)
from tests.recommender.ranking.term_contract import EVENTFUL, SIZE, TermContract


class TestAffect(TermContract):
    term = Affect()

    def test_the_closer_to_the_feeling_the_better_when_matching(self) -> None:
        features = Features.of(catalogue_of(item("far", -0.8, 0.8), item("near", 0.5, 0.1), item("there", 0.5, -0.4)))
        far, near, there = self.score(features, context(feels(0.5, -0.4)))
        assert far < near < there

    def test_a_lift_out_of_grief_starts_near_it(self) -> None:
        grief = context(feels(-0.7, -0.3), Goal.LIFT)
        features = Features.of(
            catalogue_of(item("gloom", -0.8, -0.3), item("gentle", -0.1, -0.2), item("slap", 0.8, 0.7))
        )
        gloom, gentle, slapstick = self.score(features, grief)
        assert gentle > slapstick
        assert gentle > gloom

    def test_further_along_the_path_beats_as_far_back(self) -> None:
        points = np.array([[0.4, 0.0], [-0.4, 0.0], [0.0, 0.4]], np.float32)
        ahead, behind, aside = closeness(points, (0.0, 0.0), ((-0.5, 0.0), (0.0, 0.0), (0.6, 0.0)))
        assert ahead > aside > behind

    def test_without_a_path_only_the_distance_counts(self) -> None:
        points = np.array([[0.4, 0.0], [-0.4, 0.0], [0.0, 0.4]], np.float32)
        scores = closeness(points, (0.0, 0.0))
        np.testing.assert_allclose(scores, scores[0], rtol=1e-5)

    def test_differences_below_what_affect_can_tell_do_not_count(self) -> None:
        scores = closeness(np.array([[0.0, 0.0], [0.1, 0.0]], np.float32), (0.0, 0.0))
        assert scores[0] == scores[1] == 1


class TestTaste(TermContract):
    term = Taste()

    @pytest.fixture
    def pairs(self) -> Features:
        """Three pairs of near twins: a1 a2, b1 b2, c1 c2."""
        names = [f"{letter}{number}" for letter in "abc" for number in (1, 2)]
        embeddings = np.repeat(np.eye(3, 6), 2, axis=0)
        genres = {"a": "comedy", "b": "horror", "c": "essay"}
        return Features.of(catalogue_of(*[item(n, genres=(genres[n[0]],)) for n in names], embeddings=embeddings))

    def scores(self, features: Features, given: Context) -> dict[str, float]:
        names = [item.id for item in features.catalogue.items]
        return dict(zip(names, self.score(features, given).tolist(), strict=True))

    def test_nothing_known_says_nothing(self, pairs: Features) -> None:
        assert not self.score(pairs, context(feels(0.1, 0.1))).any()

    def test_likeness_to_what_was_liked(self, pairs: Features) -> None:
        scores = self.scores(pairs, context(likes=("a1",)))
        assert scores["a2"] > 0.2
        assert scores["a2"] > max(scores[other] for other in ("b1", "b2", "c1", "c2"))

    def test_a_liked_item_is_not_like_itself(self, pairs: Features) -> None:
        scores = self.scores(pairs, context(likes=("a1",)))
        assert scores["a1"] < scores["a2"]

    def test_what_was_refused_pushes_its_like_away(self, pairs: Features) -> None:
        scores = self.scores(pairs, context(refuses=("b1",)))
        assert scores["b2"] < -0.2
        assert scores["b2"] == min(scores.values())

    def test_a_like_says_more_than_an_opening(self, pairs: Features) -> None:
        liked = self.scores(pairs, context(likes=("a1",)))["a2"]
        opened = self.scores(pairs, context(opens=("a1",)))["a2"]
        assert liked > opened > 0

    def test_the_last_opinion_counts_and_opening_does_not_undo_it(self, pairs: Features) -> None:
        def after(*actions: Action) -> float:
            history = tuple(Event("a1", action, float(n)) for n, action in enumerate(actions))
            return self.scores(pairs, Context(feels(0, 0), history=history))["a2"]

        assert after(Action.LIKE, Action.NO) == pytest.approx(after(Action.NO), abs=1e-3)
        assert after(Action.NO, Action.LIKE) == pytest.approx(after(Action.LIKE), abs=1e-3)
        assert after(Action.LIKE, Action.OPEN) == pytest.approx(after(Action.LIKE), abs=1e-3)

    def test_old_events_fade_against_new_ones(self, pairs: Features) -> None:
        history = (Event("a1", Action.LIKE, 0.0), Event("b1", Action.LIKE, 3600.0))
        scores = self.scores(pairs, Context(feels(0, 0), history=history))
        assert scores["b2"] > scores["a2"] > scores["c2"]

    def test_waiting_alone_changes_nothing(self, pairs: Features) -> None:
        history = (Event("a1", Action.LIKE, 0.0),)
        early, late = (Context(feels(0, 0, time=time), history=history) for time in (1.0, 5000.0))
        np.testing.assert_array_equal(self.score(pairs, early), self.score(pairs, late))


class TestIntent(TermContract):
    term = IntentMatch()

    @pytest.mark.parametrize(
        ("intent", "best", "worst"),
        [
            (Intent.RELAX, "lullaby", "riot"),
            (Intent.CHEER_UP, "farce", "dirge"),
            (Intent.ENERGISE, "anthem", "lullaby"),
            (Intent.FOCUS, "lullaby", "riot"),
            (Intent.BE_MOVED, "dirge", "riot"),
            (Intent.BE_DISTRACTED, "caper", "dirge"),
            (Intent.EXPLORE, "oddity", "anthem"),
        ],
    )
    def test_each_intent_is_served_by_what_a_person_would_name(self, intent: Intent, best: str, worst: str) -> None:
        items = (
            item("lullaby", 0.3, -0.8, kind=Kind.SONG, genres=("ambient",), emotion=Emotion.NEUTRAL, minutes=4),
            item("farce", 0.8, 0.2, genres=("comedy",), emotion=Emotion.JOY),
            item("anthem", 0.6, 0.9, kind=Kind.SONG, genres=("rock",), emotion=Emotion.JOY, popularity=1.0, minutes=4),
            item("dirge", -0.6, -0.5, genres=("drama",), emotion=Emotion.SADNESS),
            item("riot", -0.7, 0.9, genres=("horror",), emotion=Emotion.ANGER),
            item("caper", 0.3, 0.6, genres=("adventure", "mystery"), emotion=Emotion.SURPRISE, popularity=0.7),
            item("oddity", 0.0, 0.0, genres=("documentary",), emotion=Emotion.SURPRISE, popularity=0.0),
        )
        features = Features.of(catalogue_of(*items))
        scores = self.score(features, context(feels(0.0, 0.0, intent=intent)))
        names = [made.id for made in items]
        assert names[int(scores.argmax())] == best
        assert scores[names.index(worst)] < 0

    def test_keep_going_is_served_by_what_is_close_to_the_feeling(self) -> None:
        features = Features.of(catalogue_of(item("same", 0.6, 0.6), item("other", -0.6, -0.6)))
        same, other = self.score(features, context(feels(0.6, 0.6, intent=Intent.KEEP_GOING)))
        assert same > 0 > other

    def test_an_even_guess_wants_nothing(self, features: Features) -> None:
        assert np.abs(self.score(features, context(feels(0.0, 0.0)))).max() < 1e-6


class TestFeeling(TermContract):
    term = Feeling()

    def test_what_leaves_the_feeling_aimed_at_fits_best(self) -> None:
        made = [item(emotion, emotion=emotion) for emotion in (Emotion.JOY, Emotion.SADNESS, Emotion.FEAR)]
        features = Features.of(catalogue_of(*made))
        joy, sadness, fear = self.score(features, context(feels(0.8, 0.5)))
        assert joy > max(sadness, fear)
        joy, sadness, fear = self.score(features, context(feels(-0.6, -0.3)))
        assert sadness > max(joy, fear)


class TestInterest(TermContract):
    term = Interest()

    @pytest.fixture
    def fans(self) -> Features:
        """Ten items: four comedies about one thing, four horrors about another, and two between the two."""
        embeddings = np.repeat(np.eye(3, 8), (4, 4, 2), axis=0)
        embeddings[8:, :2] = 1.0
        names = ["c1", "c2", "c3", "c4", "h1", "h2", "h3", "h4", "m1", "m2"]
        genres = {"c": ("comedy",), "h": ("horror",), "m": ("comedy", "horror")}
        return Features.of(catalogue_of(*[item(n, genres=genres[n[0]]) for n in names], embeddings=embeddings))

    def scores(self, features: Features, given: Context) -> dict[str, float]:
        names = [item.id for item in features.catalogue.items]
        return dict(zip(names, self.score(features, given).tolist(), strict=True))

    def test_each_of_two_interests_beats_what_lies_between_them(self, fans: Features) -> None:
        scores = self.scores(fans, context(likes=("c1", "c2", "h1", "h2")))
        assert min(scores["c3"], scores["h3"]) > scores["m1"]

    def test_what_was_brought_along_counts_too(self, fans: Features) -> None:
        scores = self.scores(fans, replace(context(), loaded=Loaded(enjoyed=("h1", "h2"))))
        assert scores["h3"] > 0 > scores["c3"]

    def test_what_was_chosen_is_not_like_itself(self, fans: Features) -> None:
        scores = self.scores(fans, context(likes=("c1",)))
        assert scores["c1"] < scores["c2"]

    def test_what_was_rated_low_and_what_was_refused_tells_of_no_interest(self, fans: Features) -> None:
        given = replace(context(likes=("c1",), refuses=("c1",)), loaded=Loaded(passed=("h1",)))
        assert not self.score(fans, given).any()

    def test_engines_that_learnt_go_before_likeness(self) -> None:
        features = Features.of(random_catalogue(12), {"interest": (chain(),)})
        assert int(self.score(features, context(likes=("i3",))).argmax()) == 4
        assert int(self.score(features, context(likes=("i8",))).argmax()) == 9

    def test_more_evidence_says_more(self, fans: Features) -> None:
        one, two = (self.scores(fans, context(likes=likes))["c3"] for likes in (("c1",), ("c1", "c2")))
        assert two > one > 0


class TestSequence(TermContract):
    term = Sequence()

    def test_an_engine_is_asked_for_the_history_in_its_order(self) -> None:
        features = Features.of(random_catalogue(12), {"sequence": (chain(),)})
        given = replace(context(likes=("i3",)), loaded=Loaded(enjoyed=("i7",)))
        scores = self.score(features, given)
        assert int(scores.argmax()) == 4, "after i3, the last one chosen, comes i4"
        assert np.isfinite(scores).all()
        assert abs(float(scores.mean())) < 0.05

    def test_an_opening_says_less_than_a_like_and_does_not_turn_it_over(self) -> None:
        features = Features.of(random_catalogue(12), {"sequence": (chain(),)})
        opened, liked = (self.score(features, given) for given in (context(opens=("i8",)), context(likes=("i8",))))
        np.testing.assert_allclose(opened, 0.25 * liked, atol=1e-5)
        both = self.score(features, context(likes=("i3",), opens=("i8",)))
        assert both[4] > both[9] > 0

    def test_without_a_history_or_an_engine_it_says_nothing(self) -> None:
        with_engine = Features.of(random_catalogue(12), {"sequence": (chain(),)})
        assert not self.score(with_engine, context(feels(0.1, 0.1))).any()
        assert not self.score(Features.of(random_catalogue(12)), context(likes=("i1",))).any()


class TestConformity(TermContract):
    term = Conformity()

    def test_without_an_engine_the_better_known_the_higher_and_the_median_gets_nothing(self) -> None:
        known = (item("rare", popularity=0.1), item("some", popularity=0.4), item("many", popularity=0.9))
        scores = self.score(Features.of(catalogue_of(*known)), context())
        np.testing.assert_allclose(scores, [-0.3, 0.0, 0.5], atol=1e-6)

    def test_an_engines_count_of_likes_goes_before_how_known_an_item_is(self) -> None:
        crowd = fitted(Popularity(), [[0], [0], [0], [1]], 3)
        known = catalogue_of(item("i0", popularity=0.1), item("i1", popularity=0.9), item("i2"))
        features = Features.of(known, {"conformity": (crowd,)})
        first, second, unknown = self.score(features, context())
        assert first > 0 > second
        assert abs(unknown) < 1e-6

    def test_it_follows_those_who_chose_alike_as_well(self) -> None:
        crowd = fitted(Popularity(), [[n] for n in range(12)] * 3, 12)
        features = Features.of(random_catalogue(12), {"conformity": (chain(), crowd)})
        assert np.abs(self.score(features, context())).max() < 1e-6
        assert int(self.score(features, context(likes=("i3",))).argmax()) == 4


class TestNovelty(TermContract):
    term = Novelty()

    def test_without_a_past_the_less_known_is_the_newer(self) -> None:
        features = Features.of(catalogue_of(item("rare", popularity=0.1), item("many", popularity=0.9)))
        rare, many = self.score(features, context())
        assert rare > 0 > many

    def test_what_lists_seldom_hold_goes_before_what_they_always_hold(self) -> None:
        hub, seldom = replace(item("hub"), exposure=1.0), replace(item("seldom"), exposure=-1.0)
        given = situation(Features.of(catalogue_of(hub, seldom)), context())
        scored = self.term.score(given)
        assert scored.values[1] > 0.5 > -0.5 > scored.values[0]
        assert self.term.phrase(given, scored, 1).key == "seldom-suggested"

    def test_nothing_is_called_unlike_what_was_seen_where_nothing_was(self) -> None:
        features = Features.of(random_catalogue(SIZE))
        for given, known in ((context(), False), (context(opens=("i4",)), True)):
            asked = situation(features, given)
            scored = self.term.score(asked)
            said = {one.key for place in range(SIZE) for one in self.term.phrases(asked, scored, place)}
            assert ("unlike-seen" in said) == known

    def test_what_was_opened_and_its_like_are_not_new(self) -> None:
        items = [item(name, genres=(genre,)) for name, genre in (("opened", "pop"), ("twin", "pop"), ("other", "jazz"))]
        twins = catalogue_of(*items, embeddings=np.array([[1.0, 0, 0], [1, 0, 0], [0, 1, 0]]))
        opened, twin, other = self.score(Features.of(twins), context(opens=("opened",)))
        assert other > twin >= opened

    def test_being_shown_counts_less_than_being_opened(self) -> None:
        features = Features.of(catalogue_of(*[item(name) for name in ("opened", "shown", "new")]))
        opened, shown, new = self.score(features, context(opens=("opened",), shown=("shown",)))
        assert new > shown > opened

    def test_a_like_alone_does_not_make_an_item_old(self) -> None:
        features = Features.of(random_catalogue(20))
        np.testing.assert_array_equal(self.score(features, context(likes=("i1",))), self.score(features, context()))


class TestRules(TermContract):
    term = Rules()

    @pytest.fixture
    def features(self) -> Features:
        return Features.of(random_catalogue(SIZE), rulebook=read_rules())

    def test_without_a_rulebook_it_says_nothing(self) -> None:
        assert not self.score(Features.of(random_catalogue(SIZE)), EVENTFUL).any()


class TestWish(TermContract):
    term = next(term for term in TERMS if term.name == "wish")

    def test_nothing_asked_for_says_nothing(self, features: Features) -> None:
        assert not self.score(features, EVENTFUL).any()

    def test_what_is_like_what_was_asked_for_leads(self, features: Features) -> None:
        asked = replace(EVENTFUL, leaning=lambda catalogue: np.linspace(0, 1, len(catalogue), dtype=np.float32))
        scores = self.score(features, asked)
        assert (np.diff(scores) > 0).all()
        assert scores.mean() == pytest.approx(0, abs=1e-6)


class TestWent(TermContract):
    term = Went()
    items = (item("a"), item("like-a"), item("b"), item("like-b"), item("else"))
    embeddings = np.array([[1.0, 0, 0], [0.95, 0.1, 0], [0, 1, 0], [0, 0.95, 0.1], [0, 0, 1]])

    def after(self, *reactions: Reaction, goal: Goal = Goal.LIFT) -> dict[str, float]:
        features = Features.of(catalogue_of(*self.items, embeddings=self.embeddings))
        given = replace(context(feels(-0.5, 0.0), goal), reactions=reactions)
        return dict(zip((one.id for one in self.items), self.score(features, given), strict=True))

    def test_nothing_sensed_says_nothing(self, features: Features) -> None:
        assert not self.score(features, context(feels(0.3, 0.1), likes=("i1",))).any()

    def test_what_lifted_draws_its_like_and_what_weighed_down_drives_it_away(self) -> None:
        lifted = Reaction("a", (-0.5, 0.0), (0.1, 0.0), 60.0, 10.0)
        sank = Reaction("b", (0.1, 0.0), (-0.5, 0.0), 60.0, 80.0)
        scores = self.after(lifted, sank)
        assert scores["like-a"] > scores["else"] > scores["like-b"]

    def test_the_same_reaction_is_judged_by_what_the_list_is_to_do(self) -> None:
        calmed = Reaction("a", (0.0, 0.8), (-0.05, 0.1), 60.0, 10.0)
        strategy = situation(Features.of(catalogue_of(*self.items)), context(feels(0.0, 0.9), Goal.CALM)).strategy
        lifting = situation(Features.of(catalogue_of(*self.items)), context(feels(-0.6, 0.0), Goal.LIFT)).strategy
        assert gain(calmed, strategy) > 0.5 > gain(calmed, lifting)

    def test_a_moment_counts_less_than_a_minute_and_what_was_long_ago_less_than_now(self) -> None:
        whole, moment = (Reaction("a", (-0.5, 0.0), (0.1, 0.0), seconds, 0.0) for seconds in (60.0, 12.0))
        assert self.after(whole)["like-a"] > self.after(moment)["like-a"] > 0
        recent = Reaction("b", (-0.5, 0.0), (0.1, 0.0), 60.0, 2 * HALF_LIFE)
        scores = self.after(whole, recent)
        assert scores["like-b"] > scores["like-a"]

    def test_it_names_the_item_with_which_it_went_well(self) -> None:
        features = Features.of(catalogue_of(*self.items, embeddings=self.embeddings))
        lifted = Reaction("a", (-0.5, 0.0), (0.1, 0.0), 60.0, 10.0)
        given = situation(features, replace(context(feels(-0.5, 0.0), Goal.LIFT), reactions=(lifted,)))
        scored = self.term.score(given)
        assert self.term.phrase(given, scored, 1) == Message("went-well", {"title": "Title a"})
        assert self.term.rests_on(given, scored, 1) == ("a",)


def test_every_term_is_tested() -> None:
    tested = {type(contract.term) for contract in TermContract.__subclasses__()}
    assert tested == {type(term) for term in TERMS}
    assert len({term.name for term in TERMS}) == len(TERMS)
