"""The one sentence on how the person feels: true of the meters, plain, and calm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Emotion
from pages.texts import LANGUAGES, texts
from session.record.record import Record
from session.sitting.choices import Choices
from session.sitting.inputs import Inputs
from session.sitting.pipeline import Pipeline
from session.sitting.saying import SURE_FOR, Saying
from session.sitting.shared import Shared
from session.types import Consent, Meter, MeterStatus, Snapshot
from tests import fakes

JOY, SAD, ANGER, NEUTRAL = Emotion.JOY, Emotion.SADNESS, Emotion.ANGER, Emotion.NEUTRAL


def felt(emotion: Emotion, uncertainty: float = 0.1, told: bool = False) -> TrajectorySummary:
    return TrajectorySummary(
        time=1.0, probabilities=fakes.probabilities(emotion), uncertainty=uncertainty, unknown=False, told=told
    )


def meters(**given: tuple[Emotion, float]) -> dict[Modality, Meter]:
    by_name = {str(m): m for m in (FACE, VOICE, TEXT, TOLD)}
    found = {m: Meter(m, MeterStatus.WAITING) for m in by_name.values()}
    for name, (emotion, attention) in given.items():
        found[by_name[name]] = Meter(by_name[name], MeterStatus.ON, emotion=emotion, attention=attention)
    return found


def said(summary: TrajectorySummary, own: bool = False, language: str = "en", **given: tuple[Emotion, float]) -> str:
    found = meters(**given)
    if own:
        found[TEXT] = Meter(TEXT, MeterStatus.ON, emotion=given["text"][0], attention=given["text"][1], own=True)
    return texts(language).say(Saying().update(0.0, summary, found))


def test_senses_that_agree_are_named() -> None:
    assert said(felt(JOY), face=(JOY, 1.0)) == "You look cheerful. I am quite sure."
    assert said(felt(JOY, 0.4), face=(JOY, 0.6), voice=(JOY, 0.4)) == "You look and sound cheerful. I am fairly sure."
    assert said(felt(SAD), text=(SAD, 1.0)) == "Your words say sad. I am quite sure."
    assert said(felt(JOY), face=(JOY, 0.98), voice=(SAD, 0.02)) == "You look cheerful. I am quite sure."


def test_senses_that_disagree_are_both_named_with_who_won_and_why() -> None:
    own = said(felt(SAD), own=True, face=(JOY, 0.2), text=(SAD, 0.8))
    assert own == "You look cheerful, but your words say sad. I go by your words: you know best."
    smiling = said(felt(SAD), own=True, face=(JOY, 0.06), voice=(NEUTRAL, 0.1), text=(SAD, 0.84))
    assert smiling.startswith("You sound calm, but your words say sad.")
    clearer = said(felt(JOY), face=(JOY, 0.7), voice=(ANGER, 0.3))
    assert clearer == "You sound angry, but you look cheerful. I go by your face: that is clearer just now."
    most = said(felt(JOY), face=(JOY, 0.3), text=(JOY, 0.3), voice=(ANGER, 0.4))
    assert most.endswith("I go by what more than one sense says.")
    whole = said(felt(JOY), face=(JOY, 0.4), voice=(ANGER, 0.6))
    assert whole.endswith("Over the last few seconds your face fits best.")


def test_what_was_told_leads_plainly() -> None:
    found = meters(face=(SAD, 0.1))
    found[TOLD] = Meter(TOLD, MeterStatus.ON, emotion=JOY, attention=0.9, place=(0.8, 0.4), own=True)
    summary = felt(JOY, uncertainty=0.9, told=True)
    assert texts("en").say(Saying().update(0.0, summary, found)) == "You said: happy."
    assert texts("de").say(Saying().update(0.0, summary, found)) == "Du hast gesagt: glücklich."


def test_what_is_only_remembered_is_said_to_be_past() -> None:
    assert said(felt(JOY)) == "A moment ago you seemed cheerful."
    assert said(TrajectorySummary(time=1.0)) == "Not sure how you feel yet."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_words(language: str) -> None:
    for names in ("face", "voice", "text", "face voice", "face text", "voice text", "face voice text"):
        shares = {name: (JOY, 1 / len(names.split())) for name in names.split()}
        assert texts(language)("emotion-joy") in said(felt(JOY), language=language, **shares)
    for by in ("face", "voice", "text"):
        for against in {"face", "voice", "text"} - {by}:
            sentence = said(felt(JOY), language=language, **{by: (JOY, 0.6), against: (SAD, 0.4)})
            assert texts(language)("emotion-joy") in sentence
            assert texts(language)("emotion-sadness") in sentence


def test_the_phrase_on_sureness_stays_for_ten_seconds() -> None:
    saying, phrases = Saying(), []
    for tick in range(400):
        message = saying.update(tick / 4, felt(JOY, uncertainty=(tick % 5) / 5), meters(face=(JOY, 1.0)))
        phrases.append(message.parameters["sure"])
    changes = [tick / 4 for tick in range(1, 400) if phrases[tick] != phrases[tick - 1]]
    assert len(changes) > 3
    assert min(np.diff(changes)) >= SURE_FOR


def test_the_first_word_is_as_sure_as_it_is_whatever_was_unknown_before() -> None:
    saying = Saying()
    saying.update(0.0, TrajectorySummary(time=0.0), meters())
    first = texts("en").say(saying.update(1.0, felt(JOY), meters(text=(JOY, 1.0))))
    assert first == "Your words say cheerful. I am quite sure."
    spoken = replace(felt(SAD, 0.6), said=True)
    again = texts("en").say(saying.update(2.0, spoken, meters(text=(SAD, 1.0))))
    assert again == "Your words say sad. I am not very sure."


def test_a_sentence_that_stays_true_is_not_replaced_at_every_moment() -> None:
    saying = Saying()
    first = saying.update(0.0, felt(JOY), meters(face=(JOY, 1.0)))
    joined = meters(face=(JOY, 0.6), voice=(JOY, 0.4))
    assert saying.update(1.0, felt(JOY), joined) == first
    assert saying.update(3.5, felt(JOY), joined) != first
    assert saying.update(3.6, felt(SAD), meters(face=(SAD, 1.0))).parameters["said"].key == "state-face"


def test_a_comment_is_answered_at_once() -> None:
    saying = Saying()
    saying.update(0.0, felt(JOY), meters(face=(JOY, 1.0)))
    answered = saying.update(0.1, felt(JOY), meters(face=(JOY, 0.5), text=(SAD, 0.5)))
    assert answered.key == "state-differ"


class Restless:
    """Somebody whose face, voice and words each say what they please."""

    def __init__(self, shared: Shared, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.now = 100.0
        self.choices = Choices(Consent.to(FACE, VOICE, TEXT))
        self.pipeline = Pipeline(shared, Record(shared.log, f"restless-{seed}"), self.choices, self.now)

    def minute(self) -> list[Snapshot]:
        """What is shown of a minute, twice a second."""
        return [self._step() for _ in range(120)]

    def _step(self) -> Snapshot:
        self.now += 0.5
        rng, some = self.rng, self.rng.random(4)
        arrived = fakes.signals(
            self.now,
            face=rng.choice(EMOTIONS) if some[0] < 0.7 else None,
            voice=rng.choice(EMOTIONS) if some[1] < 0.4 else None,
            comments=[f"so {rng.choice(EMOTIONS)}"] if some[2] < 0.02 else (),
            told=tuple(rng.uniform(-1, 1, 2)) if some[3] < 0.005 else None,
        )
        return self.pipeline.step(Inputs(self.choices, True, arrived), self.now)


def contradicted(shown: Snapshot) -> bool:
    """Whether the sentence names an emotion that no meter with a share in the reading shows."""
    named = emotions_of(shown.said)
    present = {one.emotion for one in shown.meters.values() if one.attention > 0 and one.emotion is not None}
    past = shown.said.key in ("state-told", "state-unknown", "state-faded")
    return not past and not named <= {f"emotion-{emotion}" for emotion in present}


def emotions_of(message: Message) -> set[str]:
    inner = [part for part in message.parameters.values() if isinstance(part, Message)]
    own = {message.key} if message.key.startswith("emotion-") else set()
    return own.union(*map(emotions_of, inner))


def test_over_many_minutes_no_emotion_is_named_that_no_sense_shows(shared: Shared) -> None:
    shown = [one for seed in range(6) for one in Restless(shared, seed).minute()]
    assert len({one.said.key for one in shown}) >= 4
    assert [one.said for one in shown if contradicted(one)] == []
    assert all(f"emotion-{one.summary.emotion}" in emotions_of(one.said) for one in shown if emotions_of(one.said))
