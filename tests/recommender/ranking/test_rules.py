"""What may not be listed, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from emotion.message import Message
from emotion.types import Emotion
from pages.texts import LANGUAGES, texts
from recommender.policy.iso import strategy_for
from recommender.ranking.features import Features
from recommender.ranking.ranker import Ranker
from recommender.ranking.rules import (
    RULES,
    NotBroughtAlong,
    NothingCruelInLowHours,
    NothingGrim,
    NothingHarsh,
    NothingThatDisturbsGrief,
    NotRefused,
    OneOfATitle,
    allowed_by,
)
from recommender.ranking.situation import Situation
from recommender.types import Action, Event, Kind, Loaded, Rule
from tests.recommender.made import catalogue_of, context, feels, item, random_catalogue, situation

SIZE = 40
EVENTFUL = replace(
    context(feels(-0.7, -0.3, negative_for=60), likes=("i1",), refuses=("i3", "gone")),
    loaded=Loaded(enjoyed=("i5", "lost"), passed=("i7",)),
)


@pytest.fixture(scope="module")
def features() -> Features:
    return Features.of(random_catalogue(SIZE))


class RuleContract:
    """Inherited by the tests of every rule."""

    rule: Rule

    @pytest.mark.parametrize("given", [context(), EVENTFUL])
    def test_it_says_of_every_item_judged_whether_it_may_be_listed(self, features: Features, given) -> None:
        mask = self.rule.allows(situation(features, given))
        assert mask.shape == (SIZE,)
        assert mask.dtype == bool

    def test_of_candidates_it_says_the_same(self, features: Features) -> None:
        candidates = np.arange(1, SIZE, 2)
        whole = situation(features, EVENTFUL)
        mask = self.rule.allows(whole.only(candidates))
        assert mask[: len(candidates)].tolist() == self.rule.allows(whole)[candidates].tolist()

    def test_why_has_words_in_every_language(self) -> None:
        assert all(texts(language).say(self.rule.why) for language in LANGUAGES)

    def test_it_changes_nothing_it_is_given(self, features: Features) -> None:
        harsh = features.harsh.copy()
        self.rule.allows(situation(features, EVENTFUL))[:] = False
        np.testing.assert_array_equal(features.harsh, harsh)


class TestNotRefused(RuleContract):
    rule = NotRefused()

    def test_keeps_out_what_was_refused_until_it_is_liked(self, features: Features) -> None:
        assert np.flatnonzero(~self.rule.allows(situation(features, EVENTFUL))).tolist() == [3]
        liked = replace(EVENTFUL, history=(*EVENTFUL.history, Event("i3", Action.LIKE, 9.0)))
        assert self.rule.allows(situation(features, liked)).all()


class TestNotBroughtAlong(RuleContract):
    rule = NotBroughtAlong()

    def test_keeps_out_what_was_enjoyed_and_what_was_passed(self, features: Features) -> None:
        assert np.flatnonzero(~self.rule.allows(situation(features, EVENTFUL))).tolist() == [5, 7]


class TestNothingHarsh(RuleContract):
    rule = NothingHarsh()

    def test_keeps_out_what_is_harsh_only_while_the_strategy_is_gentle(self, features: Features) -> None:
        low, cheerful = EVENTFUL, context(feels(0.6, 0.3))
        assert features.harsh.any()
        np.testing.assert_array_equal(self.rule.allows(situation(features, low)), ~features.harsh)
        assert self.rule.allows(situation(features, cheerful)).all()

    def test_keeps_it_out_for_a_stranger_who_has_asked_for_nothing(self, features: Features) -> None:
        np.testing.assert_array_equal(self.rule.allows(situation(features, context())), ~features.harsh)
        asked = replace(context(), leaning=lambda catalogue: np.ones(len(catalogue), np.float32))
        for given in (asked, replace(context(), dares=True)):
            assert self.rule.allows(situation(features, given)).all()


class TestNothingCruelInLowHours(RuleContract):
    rule = NothingCruelInLowHours()

    def test_keeps_out_what_shows_people_harmed_while_somebody_is_low_and_did_not_ask_for_it(self) -> None:
        notes = {"plain": (), "grief": ("death",), "massacre": ("war", "death"), "unknown": None}
        made = [replace(item(name), content=content) for name, content in notes.items()]
        features = Features.of(catalogue_of(*made))
        low = context(feels(-0.4, -0.2))
        assert self.rule.allows(situation(features, low)).tolist() == [True, True, False, True]
        for given in (context(feels(0.1, 0.2)), context(None), replace(low, dares=True)):
            assert self.rule.allows(situation(features, given)).all()


class TestNothingThatDisturbsGrief(RuleContract):
    rule = NothingThatDisturbsGrief()

    def test_keeps_out_what_is_funny_lively_or_deadly_while_the_list_is_to_be_quiet(self) -> None:
        gentle, festive = item("gentle", valence=0.3, arousal=-0.3), item("festive", valence=0.7, arousal=0.6)
        plague = replace(gentle, id="plague", content=("death",))
        elegy = replace(plague, id="elegy", themes=("grief",))
        features = Features.of(
            catalogue_of(gentle, festive, replace(gentle, id="comedy", genres=("comedy",)), plague, elegy)
        )
        smiling = context(feels(0.5, 0.3))
        mourns = replace(smiling, mourns=True)
        assert self.rule.allows(situation(features, smiling)).all()
        assert self.rule.allows(situation(features, mourns)).tolist() == [True, False, False, False, True]
        asked = self.rule.allows(situation(features, replace(mourns, cheers=True)))
        assert asked.tolist() == [True, True, True, False, True], "who asks to be cheered up still mourns"


class TestNothingGrim(RuleContract):
    rule = NothingGrim()

    def test_keeps_out_what_is_violent_dark_or_scary_from_who_is_to_be_spared(self) -> None:
        gentle, moods = item("gentle"), {"violent": ("violent",), "dark": ("dark",), "scary": ("scary",)}
        made = [replace(gentle, id=name, moods=words) for name, words in moods.items()]
        features = Features.of(catalogue_of(gentle, *made))
        usual = context(feels(-0.4, -0.2))
        assert self.rule.allows(situation(features, usual)).all()
        spared = replace(usual, spared=True, dares=True)
        assert self.rule.allows(situation(features, spared)).tolist() == [True, False, False, False]


@dataclass
class NoHorror:
    """A rule as a person would state it."""

    name: str = "no horror"
    why: Message = field(default_factory=lambda: Message("rule-refused"))

    def allows(self, situation: Situation) -> np.ndarray:
        column = situation.features.catalogue.genre_names.index("horror")
        return ~situation.features.catalogue.genres[situation.rows, column]


class TestAPersonsOwnRule(RuleContract):
    rule = NoHorror()

    def test_it_keeps_items_out_of_the_list_and_ranks_nothing_it_keeps_out(self) -> None:
        ranker = Ranker(random_catalogue(SIZE))
        given = replace(context(feels(0.2, 0.1)), rules=(self.rule,))
        listed = ranker.rank(given, strategy_for(given), 30)
        assert not any("horror" in one.item.genres for one in listed)
        horror = next(one.id for one in ranker.catalogue.items if "horror" in one.genres)
        assert ranker.ranks(given, strategy_for(given), [horror]) == {horror: None}
        assert ranker.kept_out_by(given, strategy_for(given), horror) == self.rule.why


def test_every_rule_is_tested() -> None:
    tested = {type(contract.rule) for contract in RuleContract.__subclasses__()}
    assert tested >= {type(rule) for rule in RULES}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_first_rule_that_keeps_an_item_out_is_named() -> None:
    items = (item("scary", -0.7, 0.6, emotion=Emotion.FEAR), item("mild", 0.1), item("known", 0.1))
    ranker = Ranker(catalogue_of(*items))
    given = replace(context(feels(-0.7, -0.3, negative_for=60)), loaded=Loaded(enjoyed=("known",)))
    why = {one: ranker.kept_out_by(given, strategy_for(given), one) for one in ("scary", "mild", "known")}
    assert why == {"scary": Message("rule-harsh"), "mild": None, "known": Message("rule-brought")}


def test_without_rules_all_may_be_listed(features: Features) -> None:
    assert allowed_by((), situation(features, EVENTFUL)).all()


def test_a_title_comes_once_whatever_its_kind_and_case() -> None:
    rule = OneOfATitle(catalogue_of(item("film", title="Emma"), item("book", title="EMMA", kind=Kind.BOOK), item("x")))
    assert [rule.admits(row) for row in (0, 1, 2, 2)] == [True, False, True, False]
