"""The reply above the list: by state, in turn, never advice, never against what is sensed or was said."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from emotion.message import Message
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Emotion
from pages.texts import LANGUAGES, texts
from recommender.types import Context, Strategy
from recommender.understanding.understood import Request, Understood
from session.sitting.replying import VARIANTS, Replying
from session.sitting.shared import Shared
from session.sitting.shown import Shown
from tests import fakes
from tests.session.sitting.test_pipeline import Stepper

MOVE = Message("change-leads", {"title": "Clair de Lune"})
ADVICE = re.compile(
    r"\b(should|shouldn't|must|try|need|ought|could|let's|why not|better to"
    r"|solltest|musst|versuch\w*|probier\w*|könntest|brauchst|lass uns)\b",
    re.IGNORECASE,
)


def feels(emotion: Emotion | None, valence: float = 0.0, **other) -> TrajectorySummary:
    if emotion is None:
        return TrajectorySummary(time=10.0)
    named = np.eye(len(EMOTIONS), dtype=np.float32)[EMOTIONS.index(emotion)]
    given = {"uncertainty": 0.2, "unknown": False} | other
    return TrajectorySummary(time=10.0, valence=valence, probabilities=named, **given)


SAD, GLAD = feels(Emotion.SADNESS, -0.6), feels(Emotion.JOY, 0.6)


def shown(version: int = 2, cause: Message | None = None, followed: bool = True, quiet: bool = False) -> Shown:
    change = (
        Message("change-alone", {"move": MOVE}) if cause is None else Message("change", {"cause": cause, "move": MOVE})
    )
    strategy = Strategy("match", (0.0, 0.0), ((0.0, 0.0),) if followed else (), {}, Message("why-chance"))
    return Shown(Context(SAD, mourns=quiet), strategy, (), {}, version, change, 0.0)


def understood(valence: float, about_self: bool = True) -> Understood:
    return Understood("en", about_self, False, Emotion.SADNESS, valence, 0.0, 0.9, Request())


def said(feeling: TrajectorySummary, cause: Message | None = None, **given) -> Message | None:
    given = {"understood": None, "grieves": False, "crisis": False} | given
    return Replying().update(shown(2, cause, quiet=given["grieves"]), feeling, **given)


def key(message: Message | None) -> str:
    return "" if message is None else message.key.rsplit("-", 1)[0]


@pytest.mark.parametrize(
    ("feeling", "expected"),
    [
        (SAD, "reply-reflect"),
        (feels(Emotion.NEUTRAL, 0.3), "reply-reflect"),
        (GLAD, "reply-encourage"),
        (replace(SAD, uncertainty=0.7), "reply-ask"),
        (feels(None), ""),
        (replace(SAD, told=True), ""),
    ],
)
def test_the_state_chooses_what_a_reply_does(feeling: TrajectorySummary, expected: str) -> None:
    assert key(said(feeling)) == expected


@pytest.mark.parametrize(
    ("after", "feeling", "comment", "expected"),
    [
        ("text", SAD, understood(-0.6), "reply-words-reflect"),
        ("text", GLAD, understood(0.6), "reply-words-encourage"),
        ("text", GLAD, understood(-0.6), "reply-words-reflect"),
        ("text", SAD, understood(-0.6, about_self=False), ""),
        ("text", SAD, None, ""),
        ("told", replace(GLAD, told=True), None, "reply-words-encourage"),
        ("told", replace(GLAD, told=True), understood(-0.6), "reply-words-encourage"),
    ],
)
def test_words_are_answered_where_they_are_of_oneself(
    after: str, feeling: TrajectorySummary, comment: Understood | None, expected: str
) -> None:
    assert key(said(feeling, Message(f"change-after-{after}"), understood=comment)) == expected


def test_a_mood_is_welcomed_only_where_it_brightens() -> None:
    def moved(name: str) -> Message:
        return Message(
            "change-mood-from", {"mood": Message(f"change-mood-{name}"), "source": Message("change-from-face")}
        )

    assert key(said(GLAD, moved("easier"))) == "reply-mood-encourage"
    assert key(said(GLAD, moved("heavier"))) == key(said(SAD, moved("livelier"))) == "reply-mood-reflect"


@pytest.mark.parametrize("act", ["change-like", "change-asked", "change-slider", "change-let-go"])
def test_what_the_person_chose_is_told_as_it_is(act: str) -> None:
    assert said(SAD, Message(act)) is None
    assert said(SAD, Message(act), grieves=True) is None


def test_a_list_that_does_not_go_by_the_feeling_gets_no_reply() -> None:
    assert Replying().update(shown(followed=False), SAD, None, False, False) is None


@pytest.mark.parametrize("feeling", [SAD, GLAD, feels(None)])
@pytest.mark.parametrize("cause", [None, Message("change-after-text"), Message("change-lasted")])
def test_after_a_death_it_only_says_that_the_list_is_quiet(feeling: TrajectorySummary, cause: Message | None) -> None:
    message = said(feeling, cause, grieves=True, understood=understood(-0.6))
    assert key(message) == "reply-grief"
    for language in LANGUAGES:
        assert MOVE.parameters["title"] not in texts(language).say(message)


def test_who_mourns_and_asked_for_something_else_is_told_only_what_moved() -> None:
    assert Replying().update(shown(), SAD, None, True, False) == Message("reply-moved", {"move": MOVE})


@pytest.mark.parametrize("cause", [None, Message("change-after-text"), Message("change-mood-seems")])
@pytest.mark.parametrize("grieves", [True, False])
def test_despair_gets_no_reply(cause: Message | None, grieves: bool) -> None:
    assert said(SAD, cause, crisis=True, grieves=grieves, understood=understood(-0.9)) is None


def test_no_wording_comes_twice_in_a_row_and_each_stands_as_long_as_its_list() -> None:
    replying, found = Replying(), []
    for version in range(2, 20):
        first = replying.update(shown(version), SAD, None, False, False)
        assert replying.update(shown(version), replace(SAD, valence=-0.5), None, False, False) == first
        found.append(first)
    assert all(one != other for one, other in pairwise(found))
    assert len({one.key for one in found}) == VARIANTS


@pytest.mark.parametrize("later", [GLAD, feels(None), replace(SAD, told=True)])
def test_it_never_goes_on_naming_what_is_not_read_any_more(later: TrajectorySummary) -> None:
    replying = Replying()
    assert key(replying.update(shown(), SAD, None, False, False)) == "reply-reflect"
    for feeling in (later, SAD):
        assert replying.update(shown(), feeling, None, False, False) == Message("reply-moved", {"move": MOVE})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_advises_and_each_says_what_moved(language: str) -> None:
    say = texts(language)
    parameters = {"move": MOVE, "feels": Message("emotion-sadness"), "cause": Message("change-mood-stirred")}
    keys = [name for name in say.keys if name.startswith("reply-")]
    assert len(keys) == 1 + VARIANTS * 8
    for name in keys:
        sentence = say.say(Message(name, parameters))
        assert not ADVICE.search(sentence), sentence
        assert len(re.findall(r"[.?!](?:\s|$)", sentence)) == 1, sentence
        assert sentence[-1] == "?" if name.startswith("reply-ask") else "?" not in sentence
        assert ("Clair de Lune" in sentence) == ("grief" not in name)


def test_a_sitting_replies_to_its_lists(shared: Shared) -> None:
    stepper = Stepper(shared)
    assert stepper.snapshot.reply is None
    snapshot = stepper.go_on(3, face=Emotion.SADNESS)
    assert key(snapshot.reply) == "reply-mood-reflect"
    assert snapshot.reply.parameters["move"] == snapshot.change.parameters["move"]
    assert all(texts(language).say(snapshot.reply) for language in LANGUAGES)


def test_a_sitting_that_hears_of_a_death_stays_quiet(shared: Shared) -> None:
    stepper = Stepper(replace(shared, understanding=fakes.FakeUnderstanding()))
    stepper.step(comments=["my grandma died, such sadness"])
    heard = [stepper.go_on(3).reply, stepper.go_on(60, face=Emotion.JOY).reply]
    assert [key(reply) for reply in heard] == ["reply-grief", "reply-grief"], stepper.snapshot.change
