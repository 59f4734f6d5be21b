"""A recorded stream through the real encoders and the shipped fusion: a portrait, synthesised speech, a comment."""

from dataclasses import replace

import numpy as np
import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import load_models
from emotion.samples import moving_portrait, speech_windows
from emotion.training.takes import add_noise, corrupt_text
from emotion.voice.features import log_mel

NOW = 6.0
HAPPY = "this is wonderful, I'm so happy right now, I love it!"
FURIOUS = "this makes me furious, I hate it so much, what a disgusting mess"


@pytest.fixture(scope="module")
def models():
    return load_models()


@pytest.fixture(scope="module")
def stream(models):
    """Observations by modality, as a session would have made them in its first six seconds."""
    face, voice = models.face_encoder(), models.voice_encoder()
    frames = [face.encode(frame, NOW - (59 - i) / 15) for i, frame in enumerate(moving_portrait(60))]
    windows = [voice.encode(window, NOW - 2 + i) for i, window in enumerate(speech_windows(3))]
    comment = models.text_encoder().encode(HAPPY, NOW - 2.0)
    seen = {
        FACE: [r.observation for r in frames if r.observation],
        VOICE: [r.observation for r in windows if r.observation],
        TEXT: [comment.observation],
    }
    assert all(seen.values())
    return seen


def everything(stream):
    return [o for own in stream.values() for o in own]


def with_content(observation, prediction, row=0):
    """The observation with another signal's content, but its own time and quality."""
    return replace(
        observation,
        probabilities=prediction.probabilities[row],
        embedding=prediction.embedding[row],
        valence=float(prediction.valence[row]),
        arousal=float(prediction.arousal[row]),
        intent=None if prediction.intent is None else prediction.intent[row],
    )


def corrupted(models, stream, modality):
    """The stream with one modality's content spoilt while its stated quality and timing stay as they were."""
    rng = np.random.default_rng(0)
    own = stream[modality]
    if modality == FACE:
        spoilt = models.face.predict(rng.integers(0, 255, (len(own), 48, 48), dtype=np.uint8))
    elif modality == VOICE:
        spoilt = models.voice.predict([add_noise(log_mel(w), -6.0, rng) for w in speech_windows(len(own))])
    else:
        spoilt = models.text.predict([corrupt_text(HAPPY, rng)])
    return stream | {modality: [with_content(o, spoilt, i) for i, o in enumerate(own)]}


def test_the_whole_stream_is_fused(models, stream):
    state = models.fusion.fuse(everything(stream), NOW)
    assert not state.unknown
    assert sum(state.attention.values()) == pytest.approx(1.0, abs=1e-5)
    assert all(state.attention[m] > 0.02 for m in stream)
    assert state.valence > 0


@pytest.mark.parametrize("modality", [FACE, VOICE, TEXT])
def test_spoiling_a_modality_lowers_its_attention_though_its_quality_stays(models, stream, modality):
    clean = models.fusion.fuse(everything(stream), NOW)
    spoilt = models.fusion.fuse(everything(corrupted(models, stream, modality)), NOW)
    assert spoilt.attention[modality] < clean.attention[modality]


def test_changing_the_comment_moves_the_state(models, stream):
    happy = models.fusion.fuse(everything(stream), NOW)
    furious = models.text_encoder().encode(FURIOUS, NOW - 2.0).observation
    changed = models.fusion.fuse(everything(stream | {TEXT: [furious]}), NOW)
    assert changed.valence < happy.valence - 0.15


def test_losing_the_camera_moves_attention_to_the_others(models, stream):
    without_face = [o for o in everything(stream) if o.modality != FACE or o.time < NOW - 2.5]
    state = models.fusion.fuse(without_face, NOW)
    assert state.attention[FACE] == 0.0
    assert state.attention[VOICE] + state.attention[TEXT] == pytest.approx(1.0, abs=1e-5)
