"""Words about oneself lead, requests are obeyed, and despair is met gently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emotion.modalities import TEXT
from emotion.trajectory import TrajectorySummary
from emotion.types import Emotion
from recommender.types import Item
from recommender.understanding.understood import Request, Understood
from recommender.understanding.wishes import Wish, Wishes
from session.record import schema
from session.record.replay import ReplayedSitting
from session.record.restore import restore
from session.sitting.choices import Choices
from session.sitting.live import LiveSession
from session.sitting.said import OTHERS_COUNT, Heavy, meant
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes
from tests.session.conftest import ALL, stream

SUMMARY = TrajectorySummary(time=0.0)
GRIEF = Understood("en", True, False, Emotion.SADNESS, -0.8, -0.3, 0.9, Request())


@pytest.fixture
def session(shared: Shared):
    """A sitting whose comments are understood."""
    session = LiveSession("sitting-one", replace(shared, understanding=fakes.FakeUnderstanding()), ALL)
    yield session
    session.close()


def listed(session: LiveSession) -> list[Item]:
    return [one.item for one in session.settle(3.0).recommendations]


def test_an_own_feeling_replaces_what_the_encoder_made_of_the_words() -> None:
    seen = meant(GRIEF)(fakes.observation(TEXT, Emotion.JOY, 0.0))
    assert (seen.valence, seen.arousal, seen.leading) == (-0.8, -0.3, 0.8)
    assert seen.probabilities.argmax() == list(Emotion).index(Emotion.SADNESS)
    assert seen.probabilities.sum() == pytest.approx(1.0)


def test_what_is_said_of_others_counts_little_and_a_mere_request_not_at_all() -> None:
    joy = fakes.observation(TEXT, Emotion.JOY, 0.0)
    seen = meant(replace(GRIEF, about_self=False))(joy)
    assert seen.leading == 0.0
    assert seen.valence == pytest.approx(OTHERS_COUNT * joy.valence)
    assert meant(replace(GRIEF, about_self=False, request=Request(kinds=("song",)))) is None
    assert meant(replace(GRIEF, about_self=False, language="unknown")) is None


def test_a_sad_sentence_leads_over_a_smiling_face(session: LiveSession) -> None:
    session.start()

    def smile() -> None:
        session.put_frame(fakes.frame(Emotion.JOY))

    stream(session, smile, lambda s: s.summary.valence > 0.3)
    session.comment("I feel such sadness")
    snapshot = stream(session, smile, lambda s: s.state.valence < 0)
    assert snapshot.state.attention[TEXT] > 0.6
    stream(session, smile, lambda s: s.summary.valence < 0)


def test_what_is_excluded_stays_out_until_its_chip_is_taken_back(session: LiveSession) -> None:
    assert any(item.kind == "film" for item in listed(session))
    session.comment("something funny, but not a film")
    assert not any(item.kind == "film" for item in listed(session))
    wishes = session.snapshot().choices.wishes.wishes
    assert {(wish.slot, wish.value) for wish in wishes} == {("more", "funny"), ("not_kinds", "film")}
    for wish in wishes:
        session.take_back(wish)
    assert any(item.kind == "film" for item in listed(session))


def test_the_cause_of_a_list_that_a_wish_changed_is_the_wish(session: LiveSession) -> None:
    session.comment("no horror please")
    snapshot = session.settle(3.0)
    assert snapshot.change.parameters["cause"].key == "change-asked"
    assert snapshot.summary.unknown, "a mere request says nothing of a feeling"


def test_despair_is_told_to_the_page_and_met_gently_and_nothing_of_it_is_stored(session: LiveSession) -> None:
    session.comment("I want to kill myself")
    snapshot = session.settle(3.0)
    assert snapshot.crisis
    assert not snapshot.choices.wishes.wishes
    for table in schema.OF_SITTINGS:
        rows = session._shared.log.rows(table, session.id)
        assert not any("crisis" in str(row) for row in rows), table.name


def test_despair_spares_until_the_person_says_that_they_are_safe_and_again_after_more_of_it() -> None:
    choices, despair = Choices(Consent()), replace(GRIEF, crisis=True)
    heavy = Heavy().after(despair, 10.0)
    assert heavy.on(choices).spared
    assert not heavy.on(choices).wishes.wishes
    assert heavy.on(replace(choices, wishes=Wishes((Wish("more", "scary", 1),), 1))).context(SUMMARY).spared
    safe = replace(choices, reassured=12.0)
    assert not heavy.on(safe).spared
    assert not heavy.after(GRIEF, 15.0).on(safe).spared
    assert heavy.after(despair, 20.0).on(safe).spared
    assert Heavy.of(heavy.on(choices), 0.0).despairs(choices), "a sitting that goes on after a break goes on sparing"


def test_who_laughs_after_word_of_a_death_may_have_lively_things_and_still_no_deaths() -> None:
    choices, death = Choices(Consent()), replace(GRIEF, bereaved=True)
    laugh = Understood("en", True, False, Emotion.JOY, 0.7, 0.5, 0.9, Request())
    heavy = Heavy().after(death, 1.0)
    assert heavy.on(choices).context(SUMMARY).quiet
    consoled = heavy.after(laugh, 2.0).on(choices).context(SUMMARY)
    assert consoled.mourns
    assert not consoled.quiet
    assert heavy.after_hearing(laugh, 2.0).on(choices).context(SUMMARY).quiet, "what was heard may be somebody else's"
    assert heavy.after(laugh, 2.0).after(death, 3.0).on(choices).context(SUMMARY).quiet
    assert not Heavy().after(laugh, 2.0).consoled, "there is nothing to be consoled for"


def test_the_notice_goes_when_the_person_is_safe(session: LiveSession) -> None:
    session.comment("I want to kill myself")
    assert session.settle(3.0).crisis
    session.reassure()
    assert not session.settle(3.0).crisis


def test_wishes_come_back_from_the_record_and_replay_with_it(session: LiveSession, shared: Shared) -> None:
    session.comment("only songs please")
    session.settle(3.0)
    session.comment("no drama")
    before = listed(session)
    known = {item.id for item in shared.catalogue.items}
    restored = restore(shared.log, session.id, known)
    assert restored.choices.wishes == session.snapshot().choices.wishes
    assert Wish("kinds", "song", 1) in restored.choices.wishes.wishes
    shared.log.flush()
    replayed = ReplayedSitting(shared.log, session.id, shared)
    assert all(moment.equal for moment in replayed.moments)
    assert list(replayed.moments[-1].shown.item_ids) == [item.id for item in before]
