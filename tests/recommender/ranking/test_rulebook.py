"""Rules that a file states: read with care, kept by every list, counted in the score, told in Why."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from emotion.message import Message
from emotion.types import Emotion
from pages.texts import LANGUAGES, texts
from recommender.benchmark import rules as judged
from recommender.errors import RuleError
from recommender.policy.iso import strategy_for
from recommender.ranking.explanation import explain
from recommender.ranking.features import Features
from recommender.ranking.predicates import PERSON
from recommender.ranking.ranker import Ranker
from recommender.ranking.rulebook import FILE, StatedRule, read_rules
from recommender.types import Kind
from tests.recommender.made import catalogue_of, context, feels, item, random_catalogue, situation
from tests.recommender.ranking.test_rules import RuleContract

SHIPPED = read_rules()
SAD, TENSE, TIRED = feels(-0.6, -0.1), feels(-0.6, 0.7), feels(0.1, -0.6)


def read(tmp_path: Path, text: str) -> tuple[StatedRule, ...]:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules(file)


def catalogue(size: int = 60):
    """Kinds, moods, lengths and content of all sorts."""
    made = random_catalogue(size)
    notes = [(), ("gore", "violence"), ("sex",), ("death",), None]
    items = [
        replace(one, content=notes[number % len(notes)], genres=("family", ("comedy", "horror")[number // 3 % 2]))
        for number, one in enumerate(made.items)
    ]
    return replace(made, items=tuple(items))


@pytest.fixture(scope="module")
def features() -> Features:
    return Features.of(random_catalogue(40))


class TestReading:
    def test_a_rule_with_a_weight_is_soft(self, tmp_path: Path) -> None:
        text = '[a]\nformula = "not short(item)"\n[b]\nformula = "sad(person) -> short(item)"\nweight = 2\n'
        a, b = read(tmp_path, text)
        assert (a.name, a.hard, b.name, b.hard, b.weight) == ("a", True, "b", False, 2)

    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("[a\n", "cannot be read"),
            ("a = 1\n", "rule 'a': give it a formula"),
            ("[a]\nweight = 1\n", "rule 'a': give it a formula"),
            ('[a]\nformula = "short(item)"\nheavy = 1\n', "and nothing else"),
            ('[a]\nformula = "short(item)"\nweight = -1\n', "must be a number above 0"),
            ('[a]\nformula = "short(item) and"\n', "rule 'a': a name is missing"),
            ('[a]\nformula = "purple(item)"\n', r"nothing is known of purple\(item\); there are, of item: frightening"),
            ('[a]\nformula = "sad(weather)"\n', r"nothing is known of sad\(weather\)"),
            ('[a]\nformula = "short(item, person)"\n', r"nothing is known of short\(item, person\)"),
            ('[a]\nformula = "short(above) -> short(item)"\nweight = 1\n', "cannot be soft"),
        ],
    )
    def test_what_means_nothing_is_named(self, tmp_path: Path, text: str, wrong: str) -> None:
        with pytest.raises(RuleError, match=wrong):
            read(tmp_path, text)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(RuleError, match="cannot be read"):
            read_rules(tmp_path / "none.toml")

    @pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.name)
    def test_the_demos_have_words(self, rule: StatedRule) -> None:
        for language in LANGUAGES:
            assert texts(language).say(rule.why)
            assert texts(language).say(rule.keeps)


class TestAHardRule(RuleContract):
    rule = next(rule for rule in SHIPPED if rule.name == "sad-cruelty")

    def test_keeps_out_what_breaks_it_while_it_speaks_of_the_person(self) -> None:
        notes = {"plain": (), "massacre": ("war",), "unknown": None}
        features = Features.of(catalogue_of(*[replace(item(name), content=own) for name, own in notes.items()]))
        assert self.rule.allows(situation(features, context(SAD))).tolist() == [True, False, True]
        for given in (context(feels(0.5, 0.2)), context(), replace(context(SAD), dares=True)):
            assert self.rule.allows(situation(features, given)).all()


class TestARuleOfNeighbours(RuleContract):
    rule = next(rule for rule in SHIPPED if rule.of_neighbours)

    def test_keeps_nothing_out_by_itself(self, features: Features) -> None:
        assert self.rule.allows(situation(features, context(SAD))).all()


def test_for_a_family_nothing_of_sex_or_gore_is_listed() -> None:
    made = [replace(item(str(n), genres=("family",)), content=own) for n, own in enumerate([(), ("sex",), ("gore",)])]
    ranker = Ranker(catalogue_of(*made), rulebook=SHIPPED)
    given = replace(context(feels(0.5, 0.2)), rules=judged.FOR_A_FAMILY)
    assert [one.item.id for one in ranker.rank(given, strategy_for(given))] == ["0"]
    assert ranker.kept_out_by(given, strategy_for(given), "1") == Message("rule-family")


def frightening(size: int, every: int) -> Ranker:
    made = [
        item(f"i{n}", emotion=Emotion.FEAR, genres=("horror",)) if n % every == 0 else item(f"i{n}")
        for n in range(size)
    ]
    return Ranker(catalogue_of(*made), rulebook=SHIPPED)


class TestNeighbours:
    def is_kept(self, ranker: Ranker, given) -> int:
        """That no two that follow are horror; how long the list is."""
        listed = [one.item for one in ranker.rank(given, strategy_for(given))]
        scary = ["horror" in one.genres for one in listed]
        assert not any(one and other for one, other in pairwise(scary))
        return len(listed)

    def test_what_is_kept_in_its_place_leaves_it_where_it_breaks_the_rule(self) -> None:
        ranker = frightening(30, 2)
        for ranks in ((1, 2), (2, 3), (3, 5)):
            kept = tuple(zip(("i0", "i2"), ranks, strict=True))
            given = replace(context(feels(0.3, 0.2)), kept=kept)
            assert self.is_kept(ranker, given) == 10

    def test_a_list_ends_where_nothing_may_follow(self) -> None:
        assert self.is_kept(frightening(8, 1), context(feels(0.3, 0.2))) == 1

    def test_a_shorter_list_is_the_beginning_of_a_longer_one(self) -> None:
        ranker, given = frightening(20, 2), context(feels(-0.2, 0.5))
        short, long = (ranker.rank(given, strategy_for(given), k) for k in (4, 9))
        assert [one.item.id for one in short] == [one.item.id for one in long[:4]]


def unbroken(count: int) -> None:
    found = judged.check(Ranker(catalogue(), rulebook=SHIPPED), count)
    assert found["hard"].keys() == {rule.name for rule in SHIPPED if rule.hard}
    assert all(figures["lists"] > count / 50 for figures in found["hard"].values())
    assert [figures["broken"] for figures in found["hard"].values()] == [0] * len(found["hard"])


def test_hard_rules_are_kept_in_random_lists() -> None:
    unbroken(100)


@pytest.mark.long
def test_hard_rules_are_kept_in_ten_thousand_random_lists() -> None:
    unbroken(10_000)


def test_without_the_rules_some_lists_break_them() -> None:
    """So the test above can fail."""
    ranker = Ranker(catalogue())
    ranker.features = Features.of(ranker.catalogue, rulebook=SHIPPED)
    for rule in SHIPPED:
        if rule.of_neighbours:
            ranker.features.stated.hard = ()
    told = [judged.kept(ranker, *one) for one in judged.lists(ranker, 60, 0)]
    broken = {name for one in told for name, truths in one.items() if min(truths) == 0}
    assert {"two-frightening", "family"} <= broken


class TestSoftRules:
    def test_short_things_come_first_for_who_is_tired(self) -> None:
        made = [item(f"{minutes}", minutes=minutes, kind=Kind.BOOK) for minutes in (300, 10, 70)]
        ranker = Ranker(catalogue_of(*made), rulebook=SHIPPED)
        terms = {one.item.id: one.terms["rules"] for one in ranker.rank(context(TIRED), strategy_for(context(TIRED)))}
        assert terms["10"] > 0 > terms["300"]
        assert terms["10"] > terms["70"] > terms["300"]

    def test_they_say_nothing_of_who_they_do_not_speak_of(self) -> None:
        ranker, given = Ranker(catalogue(), rulebook=SHIPPED), context(feels(0.7, 0.4))
        assert not ranker.contributions(given, strategy_for(given))["rules"].any()

    def test_the_reason_is_the_rule_that_tells_most(self) -> None:
        made = [item("10", minutes=10), item("300", minutes=300)]
        ranker = Ranker(catalogue_of(*made), rulebook=SHIPPED)
        given = context(TIRED)
        first = next(one for one in ranker.rank(given, strategy_for(given)) if one.item.id == "10")
        causes = {cause.term: cause.text for cause in explain(ranker, given, strategy_for(given), first).causes}
        assert causes["rules"] == Message("keeps", {"rule": Message("keeps-tired-short")})


class TestWhatIsTold:
    def test_of_each_rule_that_speaks_of_it_and_no_other(self) -> None:
        made = [item("fright", genres=("horror",), emotion=Emotion.FEAR), item("calm", minutes=70)]
        ranker, given = Ranker(catalogue_of(*made), rulebook=SHIPPED), context(TIRED)
        strategy = strategy_for(given)
        listed = {one.item.id: one for one in ranker.rank(given, strategy)}
        told = explain(ranker, given, strategy, listed["calm"], above="fright").kept
        assert {one.name: one.hard for one in told} == {"two-frightening": True, "tired-short": False}
        assert {one.name: one.truth for one in told}["two-frightening"] == 1
        assert 0 < {one.name: one.truth for one in told}["tired-short"] < 1
        assert [one.name for one in explain(ranker, given, strategy, listed["calm"]).kept] == ["tired-short"]


def test_people_are_told_apart_by_what_can_be_true_of_them() -> None:
    found = judged.people()
    assert frozenset() in found
    assert set().union(*found) == set(PERSON)
    assert not any({"sad", "cheerful"} <= facts for facts in found)


def test_a_contradiction_is_told_by_name(tmp_path: Path) -> None:
    rules = read(tmp_path, '[a]\nformula = "sad(person) -> short(item)"\n[b]\nformula = "not short(item)"\n')
    found = judged.check(Ranker(catalogue(), rulebook=rules), 5)
    assert [one["rules"] for one in found["contradictions"]] == [("a", "b")]
    assert any(line.startswith("contradiction: a and b leave no item") for line in judged.lines(found))


def test_the_demos_rules_contradict_nothing() -> None:
    rules = {rule.name: rule.formula for rule in SHIPPED}
    made = catalogue()
    assert judged.contradictions(rules, judged.people(), judged.items(SHIPPED, made)) == []
    assert FILE.is_file()


def test_rows_of_a_large_catalogue_are_judged_as_the_whole_is() -> None:
    features = Features.of(catalogue(), rulebook=SHIPPED)
    rows = np.arange(1, 60, 3)
    whole = situation(features, context(TENSE))
    for rule in SHIPPED:
        np.testing.assert_array_equal(rule.allows(whole.only(rows))[: len(rows)], rule.allows(whole)[rows])
