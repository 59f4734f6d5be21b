"""Speech gate, network contract and the encoder's stated conditions."""

from pathlib import Path

import numpy as np
import pytest
import torch
from silero_vad import load_silero_vad

from emotion.errors import ModelNotFoundError
from emotion.labels import expected_affect
from emotion.modalities import VOICE
from emotion.types import Condition
from emotion.voice import AudioStream, VoiceEncoder, VoiceNetwork
from emotion.voice.features import decode_audio, log_mel
from emotion.voice.gate import SpeechGate

SPEECH_FILE = Path(__file__).parents[2] / "assets" / "samples" / "speech.ogg"
RNG = np.random.default_rng(0)
TIME = np.arange(48_000) / 16_000


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    """Three seconds of one synthesised sentence, (48000,) float32."""
    return decode_audio(SPEECH_FILE.read_bytes())


@pytest.fixture(scope="module")
def network() -> VoiceNetwork:
    return VoiceNetwork.load()


@pytest.fixture(scope="module")
def encoder(network) -> VoiceEncoder:
    return VoiceEncoder(network)


def noise(level: float) -> np.ndarray:
    return (level * RNG.standard_normal(48_000)).astype(np.float32)


def test_speech_is_read(encoder, speech):
    reading = encoder.encode(speech, 7.5)
    seen = reading.observation
    assert (reading.modality, reading.time, reading.condition) == (VOICE, 7.5, Condition.OK)
    assert (seen.modality, seen.time) == (VOICE, 7.5)
    assert seen.probabilities.shape == (7,)
    assert seen.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert seen.embedding.dtype == np.float32
    assert len(seen.embedding) <= 128
    assert -1 <= seen.valence <= 1
    assert -1 <= seen.arousal <= 1
    assert seen.quality > 0.8
    assert -40 < reading.level < -15


@pytest.mark.parametrize(
    ("signal", "condition"),
    [
        (np.zeros(48_000, np.float32), Condition.SILENT),
        (noise(1e-4), Condition.SILENT),
        (noise(1e-3), Condition.SILENT),
        (noise(0.01), Condition.NOISE),
        (noise(0.3), Condition.NOISE),
        (np.clip(noise(5.0), -1, 1), Condition.NOISE),
        (0.3 * np.sin(2 * np.pi * 440 * TIME), Condition.NOISE),
        (0.2 * np.sign(np.sin(2 * np.pi * 50 * TIME)), Condition.NOISE),
        (np.full(48_000, np.nan, np.float32), Condition.INVALID),
        (np.full(48_000, np.inf, np.float32), Condition.INVALID),
        (np.zeros((2, 48_000), np.float32), Condition.INVALID),
        (np.zeros(48_000, np.int16), Condition.INVALID),
        (np.zeros(0, np.float32), Condition.TOO_SHORT),
        (noise(0.1)[:4_000], Condition.TOO_SHORT),
    ],
    ids=lambda value: value if isinstance(value, Condition) else "",
)
def test_what_is_no_speech_is_stated_and_never_guessed(encoder, signal, condition):
    reading = encoder.encode(signal, 1.0)
    assert reading.condition is condition
    assert reading.observation is None
    assert reading.level is not None
    assert np.isfinite(reading.level)


def test_half_a_word_is_too_short(encoder, speech):
    said = np.zeros_like(speech)
    said[8_000:16_000] = speech[8_000:16_000]
    assert encoder.encode(said, 1.0).condition is Condition.TOO_SHORT


def test_a_few_bad_samples_do_not_matter(encoder, speech):
    hurt = speech.copy()
    hurt[[100, 20_000]] = np.nan, np.inf
    clean, read = encoder.encode(speech, 1.0), encoder.encode(hurt, 1.0)
    np.testing.assert_allclose(read.observation.probabilities, clean.observation.probabilities, atol=0.05)


def test_the_level_is_in_dbfs(encoder):
    sine = np.sqrt(2) * 0.1 * np.sin(2 * np.pi * 440 * TIME)
    assert encoder.encode(sine, 0.0).level == pytest.approx(-20, abs=0.1)
    assert encoder.encode(np.zeros(48_000, np.float32), 0.0).level == -120


def test_noise_clipping_and_little_speech_lower_the_quality(encoder, speech):
    clean = encoder.encode(speech, 0.0).observation.quality
    noisy = encoder.encode(speech + noise(0.03), 0.0).observation.quality
    clipped = encoder.encode(np.clip(8 * speech, -1, 1), 0.0).observation.quality
    short = encoder.encode(np.where(np.arange(48_000) < 20_000, speech, 0), 0.0).observation.quality
    assert max(noisy, clipped, short) < clean - 0.2
    assert min(noisy, clipped, short) >= 0


def test_a_quiet_microphone_is_heard_and_read_alike(encoder, speech):
    loud, quiet = encoder.encode(speech, 0.0), encoder.encode(speech / 30, 0.0)
    assert quiet.condition is Condition.OK
    assert quiet.level == pytest.approx(loud.level - 20 * np.log10(30), abs=2)
    np.testing.assert_allclose(quiet.observation.probabilities, loud.observation.probabilities, atol=0.15)


def test_the_gate_equals_the_streaming_model(speech):
    streaming = load_silero_vad(onnx=True)
    chunks = torch.from_numpy(speech[: len(speech) // 512 * 512]).reshape(-1, 512)
    expected = [float(streaming(chunk, 16_000)) for chunk in chunks]
    np.testing.assert_allclose(SpeechGate().probabilities(speech)[: len(expected)], expected, atol=1e-4)


def test_a_48_khz_stereo_microphone_ends_in_a_reading(encoder, speech):
    stereo = (np.repeat(speech, 3) * 32_767).astype(np.int16).reshape(-1, 1).repeat(2, axis=1)
    stream, found = AudioStream(), []
    for start in range(0, len(stereo), 960):
        now = (start + 960) / 48_000
        stream.push(stereo[start : start + 960], 48_000, now)
        if (due := stream.window(now)) is not None:
            found.append(encoder.encode(*due))
    assert [reading.time for reading in found] == pytest.approx([1.0, 2.0, 3.0])
    assert found[-1].condition is Condition.OK


def test_the_network_keeps_its_contract(network, speech):
    pictures = [log_mel(speech), log_mel(speech[:20_000]), log_mel(speech), log_mel(speech[:600])]
    found = network.predict(pictures)
    assert found.probabilities.shape == (4, 7)
    assert found.embedding.shape == (4, network.embedding_size)
    np.testing.assert_allclose(found.probabilities.sum(1), 1, atol=1e-5)
    valence, arousal = expected_affect(found.probabilities)
    np.testing.assert_array_equal(found.valence, valence)
    np.testing.assert_array_equal(found.arousal, arousal)
    for picture, probabilities in zip(pictures, found.probabilities, strict=True):
        np.testing.assert_allclose(network.predict([picture]).probabilities[0], probabilities, atol=1e-5)


def test_the_network_tells_voices_apart(network, speech):
    reversed_speech = network.predict([log_mel(speech), log_mel(speech[::-1].copy())])
    assert np.abs(np.diff(reversed_speech.probabilities, axis=0)).max() > 0.01


def test_an_empty_batch_is_empty(network):
    assert network.predict([]).probabilities.shape == (0, 7)


@pytest.mark.parametrize("shape", [(64, 80), (128, 0), (128,), (1, 128, 80)])
def test_other_shapes_are_refused(network, shape):
    with pytest.raises(ValueError, match="log-mel"):
        network.predict([np.zeros(shape, np.float32)])


def test_missing_weights_name_the_command(monkeypatch, tmp_path):
    monkeypatch.setattr("emotion.encoder.MODEL_DIR", tmp_path)
    with pytest.raises(ModelNotFoundError, match="train voice"):
        VoiceNetwork.load()
