import numpy as np
import pytest

from emotion.modalities import FACE, TOLD
from emotion.trajectory import NEGATIVE_BELOW, Trajectory
from emotion.types import INTENTS, EmotionState, Intent

NO_WISH = np.full(8, 1 / 8, np.float32)


def state(time, valence=0.0, arousal=0.0, uncertainty=0.3, told=0.0, intent=NO_WISH):
    return EmotionState(
        time=time,
        probabilities=np.full(7, 1 / 7, np.float32),
        valence=valence,
        arousal=arousal,
        uncertainty=uncertainty,
        intent=intent,
        attention={FACE: 1 - told, TOLD: told},
        led=told,
    )


def test_unknown_before_anything_was_sensed():
    trajectory = Trajectory()
    assert trajectory.summary.unknown
    assert trajectory.add(EmotionState.unknown_at(1.0)).emotion is None


def test_first_known_state_is_taken_over_at_once():
    assert Trajectory().add(state(0.0, valence=0.6)).valence == pytest.approx(0.6)


def test_smoothing_depends_on_elapsed_time_not_on_the_number_of_states():
    seldom, often = Trajectory(), Trajectory()
    seldom.add(state(0.0))
    often.add(state(0.0))
    slow = seldom.add(state(2.0, valence=1.0))
    for step in range(1, 21):
        fast = often.add(state(step / 10, valence=1.0))
    assert fast.valence == pytest.approx(slow.valence, abs=1e-6)


def test_a_certain_state_moves_the_summary_more_than_an_uncertain_one():
    certain, uncertain = Trajectory(), Trajectory()
    for t in (certain, uncertain):
        t.add(state(0.0))
    assert (
        certain.add(state(1.0, 0.8, uncertainty=0.1)).valence > uncertain.add(state(1.0, 0.8, uncertainty=0.9)).valence
    )


def test_a_told_state_is_taken_over_at_once():
    trajectory = Trajectory()
    trajectory.add(state(0.0, valence=-0.8))
    assert trajectory.add(state(0.1, valence=0.5, told=0.85)).valence == pytest.approx(0.5)


def test_negative_state_lasts_until_it_has_clearly_ended():
    trajectory = Trajectory(tau=0.01)
    for time in range(10):
        summary = trajectory.add(state(float(time), valence=-0.5))
    assert summary.negative_for == pytest.approx(9.0)
    assert trajectory.add(state(10.0, valence=NEGATIVE_BELOW + 0.05)).negative_for == pytest.approx(10.0)
    assert trajectory.add(state(11.0, valence=0.1)).negative_for == 0.0


def test_volatility_is_zero_when_still_and_grows_with_swings():
    still, swinging = Trajectory(), Trajectory()
    for time in range(20):
        calm = still.add(state(float(time), valence=0.3))
        wild = swinging.add(state(float(time), valence=0.5 if time % 2 else -0.5))
    assert calm.volatility == 0.0
    assert wild.volatility == pytest.approx(1.0)


def test_trend_is_the_slope_per_minute():
    trajectory = Trajectory()
    for time in np.sort(np.random.default_rng(0).uniform(0, 60, 30)):
        summary = trajectory.add(state(float(time), valence=0.01 * time - 0.2))
    assert summary.valence_trend == pytest.approx(0.6, abs=1e-6)


def test_short_loss_keeps_the_feeling_and_long_loss_forgets_it():
    trajectory = Trajectory(forget_after=20.0)
    trajectory.add(state(0.0, valence=0.4))
    assert not trajectory.add(EmotionState.unknown_at(10.0)).unknown
    assert trajectory.add(EmotionState.unknown_at(21.0)).unknown


def test_window_is_bounded_and_time_cannot_go_back():
    trajectory = Trajectory(window=30.0)
    for time in range(200):
        trajectory.add(state(float(time)))
    assert len(trajectory._motion) <= 31
    with pytest.raises(ValueError, match="comes after"):
        trajectory.add(state(100.0))


def after(seconds, valence, intent=NO_WISH):
    trajectory = Trajectory()
    for time in np.arange(0.0, seconds + 0.5):
        summary = trajectory.add(state(float(time), valence=valence, intent=intent))
    return dict(zip(INTENTS, summary.intent.tolist(), strict=True))


def test_a_negative_state_that_lasts_leans_to_what_ends_one():
    early, late = after(15, -0.5), after(120, -0.5)
    assert early[Intent.CHEER_UP] == pytest.approx(1 / 8)
    assert 1 / 8 < after(60, -0.5)[Intent.CHEER_UP] < late[Intent.CHEER_UP] < 0.3
    assert late[Intent.BE_DISTRACTED] > 1 / 8 > late[Intent.KEEP_GOING]
    assert sum(late.values()) == pytest.approx(1)
    assert late == pytest.approx(after(400, -0.5), abs=1e-4)


def test_a_pleasant_state_that_lasts_changes_no_wish():
    assert list(after(200, 0.5).values()) == pytest.approx(NO_WISH)


def test_a_clear_wish_stands_in_a_negative_state_that_lasts():
    moved = np.where(np.arange(8) == INTENTS.index(Intent.BE_MOVED), 0.86, 0.02).astype(np.float32)
    assert after(200, -0.5, moved)[Intent.BE_MOVED] > 0.8
