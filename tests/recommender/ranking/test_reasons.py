"""What a list says of its items is true of them and of the moment, the item's own, and said once."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from emotion.message import Message
from emotion.types import INTENTS
from pages.texts import LANGUAGES, texts
from recommender.catalogue.items import load_catalogue
from recommender.catalogue.moods import MOODS
from recommender.catalogue.vocabulary import THEMES
from recommender.policy.iso import strategy_for
from recommender.ranking.facts import SOFT_AROUSAL, happening, soft, subject
from recommender.ranking.ranker import Ranker
from recommender.ranking.reasons import CITED, STAMPED, causes_of
from recommender.ranking.terms.affect import STAMPS, hour
from recommender.ranking.terms.common import ALIKE
from recommender.shipped import shipped_ranker
from recommender.types import Action, Context, Event, Goal, Item, Recommendation, Strategy
from tests.recommender.made import context, feels, item, said

LISTS = 40


@cache
def ranker() -> Ranker:
    return shipped_ranker(load_catalogue())


@cache
def lists() -> tuple[tuple[Context, Strategy, tuple[Recommendation, ...]], ...]:
    """Feelings over the plane, goals, intents, likes, and now and then nothing known."""
    random = np.random.default_rng(11)
    ids = [item.id for item in ranker().catalogue.items]
    found = []
    for number in range(LISTS):
        valence, arousal = random.uniform(-0.85, 0.85, 2)
        intent = INTENTS[random.integers(len(INTENTS))] if number % 2 else None
        summary = None if number % 10 == 9 else feels(float(valence), float(arousal), intent=intent)
        given = context(summary, list(Goal)[number % 4], likes=tuple(random.choice(ids, number % 3)))
        strategy = strategy_for(given)
        found.append((given, strategy, ranker().rank(given, strategy)))
    return tuple(found)


def rows() -> list[tuple[Context, Strategy, Recommendation]]:
    return [(given, strategy, one) for given, strategy, listed in lists() for one in listed]


def cause_of(one: Recommendation) -> Message | None:
    return one.reason.parameters.get("cause")


def without_subject(reason: Message) -> Message:
    return Message(reason.key, {name: part for name, part in reason.parameters.items() if name != "subject"})


class TestTrue:
    def test_what_is_said_of_an_item_is_a_fact_of_its_own(self) -> None:
        for _, _, one in rows():
            subject, item = one.reason.parameters["subject"], one.item
            assert item.description.startswith(subject.parameters["happens"])
            assert {part.key for part in subject.parameters["themes"]} <= {
                "theme-" + "-".join(name.lower().split()) for name in item.themes
            }
            assert {part.key for part in one.reason.parameters["moods"]} <= {f"word-{name}" for name in item.moods}

    def test_a_cause_is_true_of_the_item_the_score_and_the_moment(self) -> None:
        checked = Counter()
        for given, strategy, one in rows():
            cause = cause_of(one)
            if cause is not None:
                assert holds(cause, one, given, strategy), f"{said(one.reason)} ({one.item.id}, {strategy.path})"
                checked[cause.key.split("-")[0]] += 1
        assert {"place", "company", "serves", "leaves", "hour", "fact", "because", "good"} <= checked.keys()

    def test_no_cause_is_named_whose_term_says_nothing(self) -> None:
        for _, _, one in rows():
            cause = cause_of(one)
            if cause is not None and not cause.key.startswith("fact-"):
                speaking = causes_of(one.terms)
                assert any(cause.key in term.says for term in ranker().terms if term.name in speaking)


def holds(cause: Message, one: Recommendation, given: Context, strategy: Strategy) -> bool:
    """Whether a cause holds, by the numbers alone; what only a term can know is left to the term's own tests."""
    item, parameters = one.item, cause.parameters
    liked = {event.item_id for event in given.history}
    titles = {ranker().catalogue.item(item_id).title: ranker().catalogue.item(item_id) for item_id in liked}
    if "title" in parameters:
        known = titles.get(parameters["title"])
        if known is None:
            return False
        shared = {f"theme-{'-'.join(name.lower().split())}" for name in {*item.themes} & {*known.themes}}
        return {theme.key for theme in parameters.get("themes", ())} <= shared
    match cause.key.split("-"):
        case ["fact", "turns"]:
            return (parameters["begins"].key, parameters["ends"].key) == tuple(f"word-{name}" for name in item.arc)
        case ["fact", "with"]:
            return parameters["person"] in item.people
        case ["fact", "harmless"]:
            return item.content == ()
        case ["fact", "long"]:
            return item.minutes > 150
        case ["seldom", "suggested"]:
            return item.exposure < 0
        case ["less", "known"]:
            return item.popularity < float(np.mean(ranker().catalogue.popularity))
        case ["unlike", "seen"]:
            return bool(given.shown) or any(event.action is not Action.LIKE for event in given.history)
        case ["leaves", _, "joy"]:
            return item.valence > 0
        case ["leaves", _, "neutral"]:
            return item.valence > -0.2
        case ["serves", *_, "shortly"]:
            return parameters["minutes"] == item.minutes
        case ["company", *said]:
            return strategy.path[0][0] < -0.25 and strategy.path[0][1] < 0.25 and keeps_company(said[0], item, strategy)
        case ["place", *said]:
            return lies("-".join(said), item, strategy)
        case ["hour", *_]:
            now = strategy.path[0]
            return cause.key == hour(now) and math.dist(now, (item.valence, item.arousal)) < 0.6
        case ["popular", "meanwhile"]:
            return strategy.name == "unknown"
    return True


def keeps_company(said: str, item: Item, strategy: Strategy) -> bool:
    lighter = item.valence - strategy.path[0][0]
    return {
        "lighter": 0.1 < lighter < 0.65,
        "patient": lighter > 0.5 and item.arousal < 0.3,
        "hopeful": "hopeful" in item.moods,
        "unhurried": item.arousal < -0.2,
        "quiet": item.arousal < 0.05,
        "gentle": item.arousal < 0.3,
    }.get(said, True)


def lies(said: str, item: Item, strategy: Strategy) -> bool:
    """Whether an item lies where it is said to."""
    if not strategy.path:
        return {"bright-side": item.valence > 0, "quiet-side": item.arousal < 0}.get(said, True)
    pleasant, energy = item.valence - strategy.path[0][0], item.arousal - strategy.path[0][1]
    away, ahead = math.hypot(pleasant, energy), math.dist((item.valence, item.arousal), strategy.target)
    return {
        "at-mood": away < 0.3,
        "near-mood": away < 0.6,
        "brighter": pleasant > 0.1,
        "step-brighter": pleasant > 0.1 and away < 0.65,
        "lighter": pleasant > 0.1,
        "step-lighter": pleasant > 0.1 and away < 0.65,
        "calmer": energy < -0.1,
        "step-calmer": energy < -0.1 and away < 0.65,
        "next-brighter": ahead < 0.3 and strategy.name == Goal.LIFT,
        "next-calmer": ahead < 0.3 and strategy.name == Goal.CALM,
        "even": max(abs(item.valence), abs(item.arousal)) < 0.5,
    }.get(said, True)


class TestOwn:
    def test_nearly_every_row_of_many_lists_has_a_reason_of_its_own(self) -> None:
        """400 rows, what happens in an item left out, as only English tells it."""
        reasons = [without_subject(one.reason) for _, _, one in rows()]
        assert len(reasons) == 10 * LISTS
        assert len(set(reasons)) >= 0.95 * len(reasons)
        for language in LANGUAGES:
            assert len({texts(language).say(one.reason) for _, _, one in rows()}) >= 0.95 * len(reasons)

    def test_no_two_rows_of_a_list_share_a_phrase(self) -> None:
        for _, _, listed in lists():
            causes = [cause for one in listed if (cause := cause_of(one)) is not None]
            assert len(set(causes)) == len(causes)
            plain = [cause.key for cause in causes if not {"title", "person", "begins"} & cause.parameters.keys()]
            assert len(set(plain)) == len(plain)
            moods = [frozenset(part.key for part in one.reason.parameters["moods"]) for one in listed]
            assert all(above != below or not above for above, below in pairwise(moods))

    def test_where_the_mood_is_comes_up_twice_at_most(self) -> None:
        stamps = {*STAMPS, "serves-keep-going"}
        for _, _, listed in lists():
            assert sum(cause.key in stamps for one in listed if (cause := cause_of(one))) <= STAMPED == 2

    def test_one_like_is_cited_in_three_rows_at_most(self) -> None:
        film = next(item for item in ranker().catalogue.items if item.title == "Titanic")
        given = context(feels(0.3, 0.1), likes=(film.id,))
        listed = ranker().rank(given, strategy_for(given), 20)
        assert 1 <= sum(film.title in said(one.reason) for one in listed) <= CITED == 3

    def test_a_title_is_cited_only_where_anybody_sees_why(self) -> None:
        features, index = ranker().features, ranker().catalogue.index
        known = {ranker().catalogue.item(event.item_id).title: event.item_id for event in cited_history()}
        given = Context(feels(0.2, 0.0), history=cited_history())
        for one in ranker().rank(given, strategy_for(given), 40):
            cause = cause_of(one)
            if cause is not None and cause.key in ("good-after", "interest-in"):
                own = features.likeness[index[known[cause.parameters["title"]]]]
                assert features.likeness[index[one.item.id]] @ own >= ALIKE

    def test_german_says_nothing_in_english(self) -> None:
        for _, _, one in rows():
            assert happening(one.item.description) not in texts("de").say(one.reason)


def cited_history() -> tuple[Event, ...]:
    titles = ("The Lord of the Rings", "Jurassic Park", "Emma", "Thriller", "Walden")
    rows = [next(item for item in ranker().catalogue.items if item.title == title) for title in titles]
    return tuple(Event(item.id, Action.LIKE, float(time)) for time, item in enumerate(rows))


class TestLow:
    """To somebody low: company, no stamp, nothing flippant and nothing loud."""

    @staticmethod
    @cache
    def listed() -> list[Recommendation]:
        found = []
        for feeling in ((-0.75, -0.35), (-0.6, 0.0), (-0.4, -0.3), (-0.35, 0.15)):
            for goal in Goal:
                given = context(feels(*feeling), goal)
                found += ranker().rank(given, strategy_for(given))
        return found

    def test_it_never_says_where_the_mood_is(self) -> None:
        keys = {cause.key for one in self.listed() if (cause := cause_of(one))}
        assert not {key for key in keys if key.startswith(("place-", "hour-"))}
        assert "company-quiet" in keys
        loud = {f"serves-{intent.replace(' ', '-')}" for intent in INTENTS}
        assert not keys & {*loud, *(f"{key}-{how}" for key in loud for how in ("shortly", "too"))}
        assert not any("your mood" in said(one.reason) for one in self.listed())

    def test_who_is_low_now_is_spoken_to_so_before_the_list_follows(self) -> None:
        now, held = feels(-0.6, -0.3), strategy_for(context(feels(-0.2, -0.2)))
        listed = ranker().rank(context(now), held)
        assert not any("your mood" in said(one.reason) for one in listed)

    def test_no_mood_is_named_that_is_loud_or_disturbs_grief(self) -> None:
        named = {part.key.removeprefix("word-") for one in self.listed() for part in one.reason.parameters["moods"]}
        assert named
        assert all(soft(name) and MOODS[name].arousal <= SOFT_AROUSAL for name in named)
        assert not named & {"zany", "hilarious", "silly", "exuberant", "cheeky"}


class TestArcs:
    def test_a_lift_brings_what_begins_dark_and_ends_bright(self) -> None:
        given = context(feels(-0.6, -0.2, negative_for=90), Goal.LIFT)
        strategy = strategy_for(given)
        listed = ranker().rank(given, strategy, 20)
        turning = [one for one in listed if (cause := cause_of(one)) and cause.key == "fact-turns"]
        assert turning
        for one in turning:
            begins, ends = (MOODS[name] for name in one.item.arc)
            assert begins.valence < 0 < ends.valence
            assert "beginning" in said(one.reason)

    def test_an_arc_raises_an_item_only_where_it_goes_the_way_of_the_goal(self) -> None:
        row = next(
            row
            for row, item in enumerate(ranker().catalogue.items)
            if item.arc and MOODS[item.arc[0]].valence < -0.4 and MOODS[item.arc[1]].valence > 0.4
        )
        low = feels(-0.6, -0.2)
        fits = {}
        for goal in (Goal.MATCH, Goal.LIFT):
            given = context(low, goal)
            fits[goal] = ranker().contributions(given, strategy_for(given))["affect"][row]
        assert fits[Goal.LIFT] > max(fits[Goal.MATCH], 0)


@pytest.mark.parametrize(
    ("description", "happens"),
    [
        ("A boy finds a horse, tender and slow.", "A boy finds a horse"),
        ("Four sisters grow up poor, full of fun, tears and homely warmth.", None),
        ("A guitar bends and cries, proud, sad and very slow.", "A guitar bends and cries"),
        ("A knight rides out, ridiculous, noble and dear.", "A knight rides out"),
        ("A highwayman comes riding to her window, all hooves, moon and blood.", None),
        ("Who showed you this long road? A singer asks the way.", None),
        ("Something happens.", None),
        ("Slow music for a harp, with variations, nostalgic and hushed.", "Slow music for a harp, with variations"),
    ],
)
def test_how_it_sounds_is_left_out_where_a_sentence_ends_on_it(description: str, happens: str | None) -> None:
    assert happening(description) == (happens or description.removesuffix("."))


def test_an_item_without_a_sentence_of_its_own_is_told_by_what_it_is_and_is_about() -> None:
    plain = replace(item("i", genres=("romance",)), description="", themes=("love", "memory", "polka", "time"))
    assert said(subject(plain)) == "A romance about memory and time"
    assert texts("de").say(subject(plain)) == "Eine Liebesgeschichte über Erinnerung und Zeit"
    assert said(subject(replace(plain, themes=()))) == "A romance"


def test_every_theme_and_mood_has_a_word_in_every_language() -> None:
    themes = {f"theme-{'-'.join(name.lower().split())}" for name in THEMES}
    for language in LANGUAGES:
        assert {*themes, *(f"word-{name}" for name in MOODS)} <= texts(language).keys


def test_most_items_are_about_something_that_has_a_word() -> None:
    items = ranker().catalogue.items
    assert sum(bool(THEMES.intersection(item.themes)) for item in items) > 0.98 * len(items)


def test_an_event_without_a_known_item_is_not_cited() -> None:
    given = Context(feels(0.3, 0.1), history=(Event("gone", Action.LIKE, 1.0),))
    assert not any("liked" in said(one.reason) for one in ranker().rank(given, strategy_for(given)))
