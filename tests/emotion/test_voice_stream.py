"""The microphone: whatever comes in, the same sound comes out."""

import numpy as np
import pytest

from emotion.voice.stream import AudioStream, deinterleave, to_mono

CHUNK_SECONDS = 0.02


def sine(rate: int, seconds: float = 3.0, hertz: float = 440.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)


def pushed(signal: np.ndarray, rate: int, chunk: int | None = None) -> AudioStream:
    """A stream after a signal whose last axis is time, in chunks that arrive on time."""
    stream, chunk = AudioStream(), chunk or int(rate * CHUNK_SECONDS)
    for start in range(0, signal.shape[-1], chunk):
        part = signal[..., start : start + chunk]
        stream.push(part, rate, (start + part.shape[-1]) / rate)
    return stream


def window(stream: AudioStream, now: float = 3.0) -> np.ndarray:
    return stream.window(now)[0]


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
@pytest.mark.parametrize("layout", ["mono", "planar stereo"])
@pytest.mark.parametrize("dtype", [np.int16, np.int32, np.float32, np.float64])
def test_a_sine_keeps_frequency_loudness_and_length(rate, layout, dtype):
    signal = sine(rate)
    if np.issubdtype(dtype, np.integer):
        signal = signal * np.iinfo(dtype).max
    signal = signal.astype(dtype)
    if layout == "planar stereo":
        signal = np.stack([signal, signal])
    out = window(pushed(signal, rate))
    assert out.dtype == np.float32
    assert 48_000 - 1_600 <= len(out) <= 48_000  # what the resampler holds back
    spectrum = np.abs(np.fft.rfft(out * np.hanning(len(out))))
    assert np.argmax(spectrum) * 16_000 / len(out) == pytest.approx(440, abs=1)
    assert np.sqrt(np.mean(out[4000:] ** 2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.01)


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_chunk_edges_leave_no_trace(rate):
    signal = sine(rate, hertz=333.0)
    whole = window(pushed(signal, rate, chunk=len(signal)))
    for chunk in (160, 441, 960, 4096):
        chunked = window(pushed(signal, rate, chunk))
        shared = min(len(whole), len(chunked))
        assert shared > 46_000
        np.testing.assert_allclose(chunked[:shared], whole[:shared], atol=1e-5)


def test_what_lies_over_half_the_new_rate_is_removed():
    assert np.abs(window(pushed(sine(48_000, hertz=11_000), 48_000))[2000:]).max() < 1e-3


def test_layouts_agree_on_the_mean_of_the_channels():
    left, right = np.array([0.5, -0.5, 0.25] * 40), np.array([0.1, 0.3, -0.25] * 40)
    mean = (left + right) / 2
    np.testing.assert_allclose(to_mono(np.stack([left, right])), mean, atol=1e-6)
    np.testing.assert_allclose(to_mono(np.stack([left, right], axis=1)), mean, atol=1e-6)
    packed = np.stack([left, right], axis=1).reshape(1, -1)
    np.testing.assert_allclose(to_mono(deinterleave(packed, 2)), mean, atol=1e-6)
    np.testing.assert_allclose(to_mono(np.array([0, 128, 255], np.uint8)), [-1, 0, 127 / 128], atol=1e-6)


@pytest.mark.parametrize("bad", [np.zeros((2, 3, 4)), np.zeros((64, 64)), np.array(["a"]), np.float32(1)])
def test_what_is_no_sound_is_refused(bad):
    with pytest.raises(ValueError, match="samples must be"):
        AudioStream().push(bad, 16_000, 0.0)


@pytest.mark.parametrize("rate", [0, -1, 10**9])
def test_impossible_rates_are_refused(rate):
    with pytest.raises(ValueError, match="sample_rate"):
        AudioStream().push(np.zeros(160), rate, 0.0)


def test_a_window_is_due_once_a_second_and_holds_the_last_three():
    stream, due = AudioStream(), []
    ramp = np.arange(6 * 16_000) / (6 * 16_000)
    for start in range(0, len(ramp), 320):
        now = (start + 320) / 16_000
        stream.push(ramp[start : start + 320], 16_000, now)
        if (found := stream.window(now)) is not None:
            due.append((found[1], len(found[0])))
            np.testing.assert_allclose(found[0][-1], ramp[start + 319], atol=1e-6)
    assert due == [(1.0, 16_000), (2.0, 32_000), (3.0, 48_000), (4.0, 48_000), (5.0, 48_000), (6.0, 48_000)]
    assert stream.window(6.0) is None


def test_no_window_of_a_microphone_that_went_away():
    stream = pushed(sine(16_000), 16_000)
    assert stream.window(5.5) is None


def test_an_empty_chunk_changes_nothing():
    stream = AudioStream()
    stream.push(np.zeros(0, np.int16), 48_000, 1.0)
    assert stream.count.samples == 0
    assert stream.window(1.0) is None


def test_lost_audio_is_counted_and_becomes_silence():
    stream = AudioStream()
    stream.push(np.full(16_000, 0.5), 16_000, 1.0)
    stream.push(np.full(16_000, 0.5), 16_000, 3.0)
    assert stream.count.seconds == 2.0
    assert stream.count.missing == pytest.approx(1.0)
    out = window(stream)
    assert len(out) == 48_000
    assert out[:16_000].min() == out[32_000:].min() == 0.5
    assert not out[16_000:32_000].any()


def test_a_late_burst_is_kept_whole():
    stream = AudioStream()
    for i in range(100):
        stream.push(np.full(480, i, np.int16), 48_000, 1.0 + i * 1e-4)
    assert stream.count.missing == 0
    assert len(window(stream, 1.0)) > 15_000


def test_the_rate_may_change_in_mid_stream():
    stream = AudioStream()
    stream.push(sine(48_000, 1.0), 48_000, 1.0)
    stream.push(sine(8_000, 1.0), 8_000, 2.0)
    out = window(stream, 2.0)
    assert 30_000 < len(out) <= 32_000
    assert np.isfinite(out).all()


def test_clipping_is_counted_and_limited():
    stream = AudioStream()
    stream.push(np.concatenate([np.full(100, 7.0), np.zeros(16_000)]), 16_000, 1.0)
    assert stream.count.clipped == 100
    assert window(stream, 1.0).max() == 1.0


def test_a_few_bad_samples_are_silenced_and_the_rest_is_used():
    signal = sine(48_000)
    signal[1000], signal[2000], signal[3000] = np.nan, np.inf, -np.inf
    stream = pushed(signal, 48_000)
    assert stream.count.invalid == 3
    out = window(stream)
    assert np.isfinite(out).all()
    assert np.sqrt(np.mean(out[4000:] ** 2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.01)


def test_a_bad_chunk_is_marked_and_does_not_poison_what_follows():
    stream = AudioStream()
    stream.push(np.full(48_000, np.nan), 48_000, 1.0)
    stream.push(sine(48_000, 2.0), 48_000, 3.0)
    out = window(stream)
    assert np.isnan(out[:15_000]).all()
    assert np.isfinite(out[17_000:]).all()


def test_memory_is_bounded():
    stream = AudioStream()
    for second in range(1, 60):
        stream.push(np.zeros(48_000, np.int16), 48_000, float(second))
    assert len(window(stream, 59.0)) == 48_000
    assert stream.count.seconds == 59.0
