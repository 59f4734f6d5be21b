"""A sitting's record makes its lists again, item for item and term for term, and others under other circumstances."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.trajectory import TrajectorySummary
from emotion.types import Emotion
from recommender.types import Action, Controls, Goal, Loaded
from session.condition import Condition
from session.record import replay_command
from session.record.log import EventLog
from session.record.replay import ReplayedSitting
from session.record.steps import pack, unpack
from session.sitting.following import Feelings
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from tests import fakes
from tests.session.conftest import ALL, Begin, stream, until
from tests.session.record.half_hour import live_through


def summary(seed: int, time_: float = 12.345678901234567) -> TrajectorySummary:
    rng = np.random.default_rng(seed)
    return TrajectorySummary(
        time=time_,
        valence=float(rng.uniform(-1, 1)),
        arousal=float(rng.uniform(-1, 1)),
        probabilities=rng.dirichlet(np.ones(7)).astype(np.float32),
        intent=rng.dirichlet(np.ones(8)).astype(np.float32),
        uncertainty=float(rng.uniform()),
        volatility=float(rng.uniform()),
        negative_for=float(rng.uniform(0, 90)),
        unknown=False,
        told=bool(seed % 2),
    )


def same(one: TrajectorySummary, other: TrajectorySummary) -> bool:
    return all(np.array_equal(value, getattr(other, name)) for name, value in vars(one).items())


def test_feelings_come_back_to_the_last_bit() -> None:
    feelings = Feelings(
        summary(1), {FACE: summary(2), VOICE: summary(1), TEXT: TrajectorySummary(time=3.5)}, frozenset({FACE, TEXT})
    )
    again = unpack(pack(feelings))
    assert same(again.now, feelings.now)
    assert again.without.keys() == feelings.without.keys()
    assert all(same(again.without[m], feelings.without[m]) for m in feelings.without)
    assert again.present == feelings.present


def lived(session) -> None:
    """A few seconds of a sitting in which all kinds of things happen."""
    session.start()

    def send(emotion: Emotion):
        return lambda: (session.put_frame(fakes.frame(emotion)), session.put_audio(fakes.sound(emotion, 0.05), 16_000))

    stream(session, send(Emotion.JOY), lambda s: s.list_version > 1)
    listed = [r.item.id for r in session.snapshot().recommendations]
    session.act(listed[0], Action.LIKE, 1, session.snapshot().list_version)
    session.act(listed[2], Action.OPEN, 3, session.snapshot().list_version)
    session.act(listed[1], Action.NO, 2, session.snapshot().list_version)
    session.set_goal(Goal.CALM)
    session.comment("such fear")
    stream(session, send(Emotion.SADNESS), lambda s: s.summary.valence < -0.2)
    session.close_item()
    session.act(listed[4], Action.OPEN, 5, session.snapshot().list_version)
    session.hold(True)
    session.set_controls(Controls(mood=1.5, novelty=0.0))
    session.tell(0.4, -0.6)
    session.bring(Loaded(("item-1", "item-2"), ("item-5",)))
    time.sleep(1.2)
    session.hold(False)
    stream(session, send(Emotion.SADNESS), lambda s: not s.choices.held)
    session.settle(2.0)


def unequal(replayed: ReplayedSitting) -> list:
    return [(m.time, m.shown.version, m.logged and m.logged["version"]) for m in replayed.moments if not m.equal]


def test_every_list_of_a_live_sitting_is_made_again(begin: Begin, shared: Shared) -> None:
    session = begin()
    lived(session)
    last = session.snapshot()
    session.close()
    replayed = ReplayedSitting(shared.log, session.id, shared)
    assert len([moment for moment in replayed.lists if moment.made]) >= 3
    assert unequal(replayed) == []
    assert [r.item.id for r in replayed.at(1e9).shown.recommendations] == [r.item.id for r in last.recommendations]
    assert replayed.at(1e9).shown.version == last.list_version
    assert replayed.at(-5.0).shown.version == 1


def test_a_sitting_taken_up_again_is_replayed_across_the_break(shared: Shared) -> None:
    sittings = Sittings(shared)
    session = sittings.begin(ALL)
    lived(session)
    sittings.close()
    again = Sittings(shared)
    taken_up = again.find(session.token)
    taken_up.comment("joy")
    until(lambda: taken_up.snapshot().summary.valence > 0.2)
    taken_up.settle(2.0)
    version = taken_up.snapshot().list_version
    again.close()
    replayed = ReplayedSitting(shared.log, session.id, shared)
    assert unequal(replayed) == []
    assert replayed.at(1e9).shown.version == version


def test_a_condition_is_replayed_as_it_was_and_can_be_changed(shared: Shared) -> None:
    behaviour = Condition(weights={"affect": 0.0, "feeling": 0.0, "intent": 0.0})
    sittings = Sittings(shared)
    session = sittings.begin(ALL, behaviour)
    lived(session)
    sittings.close()
    replayed = ReplayedSitting(shared.log, session.id, shared)
    assert replayed.condition == behaviour
    assert unequal(replayed) == []
    otherwise = ReplayedSitting(shared.log, session.id, shared, Condition())
    assert unequal(otherwise)
    assert len(otherwise.moments) == len(replayed.moments)


def test_what_esmr_drew_is_drawn_again_and_its_chance_recorded(shared: Shared, log: EventLog) -> None:
    drawn = Condition("esmr", seed=4)
    sittings = Sittings(shared)
    session = sittings.begin(ALL, drawn)
    session.start()
    felt = stream(
        session,
        lambda: session.put_frame(fakes.frame(Emotion.SADNESS)),
        lambda s: s.strategy.why.key == "why-esmr-stable",
    )
    assert felt.strategy.policy == "esmr"
    assert 0.05 <= felt.strategy.propensity < 1
    sittings.close()
    replayed = ReplayedSitting(log, session.id, shared)
    assert replayed.condition == drawn
    assert unequal(replayed) == []
    assert replayed.at(1e9).shown.strategy.propensity == felt.strategy.propensity
    usual = ReplayedSitting(log, session.id, shared, Condition())
    assert usual.at(1e9).shown.strategy.policy == "iso"


def test_without_a_modality_the_lists_are_those_of_its_alternative(begin: Begin, shared: Shared) -> None:
    session = begin()
    lived(session)
    session.close()
    plain, faceless = (ReplayedSitting(shared.log, session.id, shared, without=m) for m in (None, FACE))
    assert unequal(faceless)
    checked = 0
    for moment, other in zip(plain.moments, faceless.moments, strict=True):
        if FACE in moment.shown.without and not moment.choices.held:
            _, strategy = moment.shown.without[FACE]
            assert other.shown.strategy.target == pytest.approx(strategy.target, abs=1e-9)
            checked += 1
    assert checked > 2


def test_a_history_taken_away_is_gone_and_said(begin: Begin, shared: Shared, log: EventLog) -> None:
    session = begin()
    session.bring(Loaded(("item-41",), ()))
    session.settle(2.0)
    session.drop_history()
    session.settle(2.0)
    session.close()
    log.flush()
    replayed = ReplayedSitting(log, session.id, shared)
    assert replayed.forgotten
    assert not any(moment.choices.loaded for moment in replayed.moments)


def test_nobodys_sitting_has_no_moments(shared: Shared) -> None:
    replayed = ReplayedSitting(shared.log, "nobody", shared)
    assert replayed.moments == ()
    with pytest.raises(LookupError, match="no steps"):
        replayed.at(0.0)


def replayed_by_command(shared: Shared, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict]:
    parser = argparse.ArgumentParser()
    replay_command.add_to(parser.add_subparsers())
    code = replay_command.run(parser.parse_args(["replay", *arguments, "--json"]), shared)
    return code, json.loads(capsys.readouterr().out or "{}")


def test_the_command_says_that_all_is_equal_and_what_would_have_been(
    begin: Begin, shared: Shared, capsys: pytest.CaptureFixture[str]
) -> None:
    session = begin()
    lived(session)
    session.close()
    code, found = replayed_by_command(shared, capsys, session.id)
    assert (code, found["differing"], found["same_catalogue"]) == (0, 0, True)
    assert found["bytes"] > 1000
    assert all(one["items"] == one["recorded"] for one in found["lists"])
    for what_if in (["--without", "face"], ["--policy", "wandering"], ["--weights", "affect=0,taste=3"]):
        code, found = replayed_by_command(shared, capsys, session.id, *what_if)
        assert code == 0
        assert found["differing"] > 0
    code, found = replayed_by_command(shared, capsys, "nobody")
    assert (code, found) == (1, {})


def test_half_an_hour_is_made_again_from_less_than_three_megabytes(shared: Shared, log: EventLog, url: str) -> None:
    live_through(shared, "half-an-hour")
    log.flush()
    replayed = ReplayedSitting(log, "half-an-hour", shared)
    made = [moment for moment in replayed.lists if moment.made]
    assert replayed.moments[-1].time > 1790
    assert len(made) > 50
    assert unequal(replayed) == []
    assert replay_command.kept_bytes(log, "half-an-hour") < 3_000_000
    log.close()
    assert Path(url.removeprefix("sqlite:///")).stat().st_size < 3_000_000, "states and all else included"
