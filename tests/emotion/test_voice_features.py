"""The log-mel picture equals the reference library's, and stored clips are read back."""

import io

import cv2
import librosa
import numpy as np
import pytest
import soundfile

from emotion.errors import CorpusError
from emotion.voice.features import decode_audio, decode_logmel, log_mel, rescale, spectrogram, without_silence


def voice_like(n: int, seed: int = 0) -> np.ndarray:
    """Harmonics of a gliding pitch in noise, with pauses."""
    rng = np.random.default_rng(seed)
    t = np.arange(n) / 16_000
    phase = 2 * np.pi * np.cumsum(120 + 40 * np.sin(2 * np.pi * 1.3 * t)) / 16_000
    tone = sum(np.sin(k * phase) / k for k in range(1, 20)) * (np.sin(2 * np.pi * 2 * t) > -0.3)
    return (0.2 * tone + 0.001 * rng.standard_normal(n)).astype(np.float32)


def reference(samples: np.ndarray) -> np.ndarray:
    mel = librosa.feature.melspectrogram(y=samples[:48_000], sr=16_000, n_fft=1024, hop_length=512, n_mels=128)
    decibels = librosa.power_to_db(mel, ref=np.max, top_db=80)
    return (decibels - decibels.min()) / (decibels.max() - decibels.min())


@pytest.mark.parametrize("n", [1024, 5_000, 16_000, 47_999, 48_000, 70_000])
@pytest.mark.parametrize("gain", [1.0, 1e-3])
def test_the_spectrogram_equals_librosa(n, gain):
    samples = voice_like(n) * np.float32(gain)
    mine = spectrogram(samples, 3.0)
    assert mine.dtype == np.float32
    assert mine.shape == (128, 1 + min(n, 48_000) // 512)
    np.testing.assert_allclose(mine, reference(samples), atol=1e-5)


def test_log_mel_of_white_noise_equals_librosa():
    samples = np.random.default_rng(1).standard_normal(48_000).astype(np.float32)
    np.testing.assert_allclose(log_mel(samples), reference(samples), atol=1e-5)


def test_silence_around_the_sound_is_cut_to_a_quarter_of_a_second():
    tone = 0.1 * np.sin(2 * np.pi * 300 * np.arange(32_000) / 16_000)
    hiss = 1e-4 * np.random.default_rng(0).standard_normal(96_000)
    hiss[40 * 512 : 40 * 512 + 32_000] += tone
    kept = without_silence(hiss)
    np.testing.assert_array_equal(kept, hiss[32 * 512 : 32 * 512 + len(kept)].astype(np.float32))
    assert len(kept) == (8 + 63 + 8) * 512
    assert log_mel(hiss).shape == (128, 1 + 8 + 63 + 8)


def test_pauses_stay_and_so_does_everything_in_steady_noise():
    speech = voice_like(48_000)
    np.testing.assert_array_equal(without_silence(speech), speech)
    noise = np.random.default_rng(0).standard_normal(20_000).astype(np.float32)
    np.testing.assert_array_equal(without_silence(noise), noise)


@pytest.mark.parametrize("n", [1, 511, 512, 700])
def test_shorter_than_the_margins_is_kept_whole(n):
    np.testing.assert_array_equal(without_silence(voice_like(n)), voice_like(n))


def test_loudness_does_not_matter():
    np.testing.assert_allclose(log_mel(voice_like(48_000)), log_mel(0.01 * voice_like(48_000)), atol=1e-4)


def test_silence_is_all_zeros():
    assert not log_mel(np.zeros(16_000, np.float32)).any()


@pytest.mark.parametrize("bad", [np.zeros(0, np.float32), np.zeros((2, 1000), np.float32)])
def test_log_mel_refuses_other_shapes(bad):
    with pytest.raises(ValueError, match="n > 0"):
        log_mel(bad)


def test_a_stored_logmel_comes_back_as_computed():
    picture = log_mel(voice_like(40_000))
    stored = cv2.imencode(".webp", np.round(picture * 63).astype(np.uint8), [cv2.IMWRITE_WEBP_QUALITY, 101])[1]
    decoded = decode_logmel(stored.tobytes())
    assert decoded.shape == picture.shape
    np.testing.assert_allclose(decoded, picture, atol=0.5 / 63 + 1e-6)


def test_a_stored_logmel_that_starts_above_zero_is_rescaled():
    stored = cv2.imencode(".png", np.linspace(9, 61, 128 * 40).reshape(128, 40).astype(np.uint8))[1]
    decoded = decode_logmel(stored.tobytes())
    assert decoded.min() == 0
    assert decoded.max() == 1


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
@pytest.mark.parametrize("channels", [1, 2])
def test_audio_files_become_mono_at_16_khz(rate, channels):
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    file = io.BytesIO()
    soundfile.write(file, np.stack([tone] * channels, 1), rate, format="WAV", subtype="PCM_16")
    samples = decode_audio(file.getvalue())
    assert samples.dtype == np.float32
    assert samples.shape == (16_000,)
    assert np.argmax(np.abs(np.fft.rfft(samples))) == 440


@pytest.mark.parametrize("data", [b"", b"not a file"])
def test_bytes_that_are_no_clip_are_named_so(data):
    with pytest.raises(CorpusError):
        decode_audio(data)
    with pytest.raises(CorpusError):
        decode_logmel(data)


def test_rescale_of_a_constant_is_zero():
    assert not rescale(np.full((128, 3), 7, np.uint8)).any()
