"""Times the encoders and fusion on a synthetic live signal, each as a session calls it, on one thread per model."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Models
from emotion.pretrained.settings import Tier
from emotion.samples import COMMENTS, moving_portrait, speech, speech_windows
from emotion.types import Modality, Observation

FRAMES = 150
WINDOWS = 30
REPEATS = 10


def bench(models: Models) -> dict[str, dict[str, float]]:
    """Times (see timed) of the face path per 640x480 frame (detection included), of the voice path per 3 s window, of a
    comment, and of a fusion of what these gave; of pretrained models also alone, from a prepared signal on."""
    models.warm_up()
    face, voice, text = models.face_encoder(), models.voice_encoder(), models.text_encoder()
    seen: list[Observation] = []

    def read(encoder: object, signal: object, at: float) -> None:
        observation = encoder.encode(signal, at).observation
        if observation is not None:
            seen.append(observation)

    frames, windows = list(moving_portrait(FRAMES)), list(speech_windows(WINDOWS))
    times = {
        "face": timed(lambda i: read(face, frames[i], i / 15), FRAMES),
        "voice": timed(lambda i: read(voice, windows[i], float(i)), WINDOWS),
        "text": timed(lambda i: read(text, COMMENTS[i % len(COMMENTS)], float(i)), REPEATS * len(COMMENTS)),
    }
    times |= {f"{name} model": timed(run, WINDOWS) for name, run in _pretrained_alone(models).items()}
    recent = _aligned(seen)
    times["fusion"] = timed(lambda _: models.fusion.fuse(recent, 0.0), REPEATS * 10)
    return times


def _pretrained_alone(models: Models) -> dict[Modality, Callable[[int], object]]:
    """Of each pretrained model, a call that runs it on a crop, a window or the longest comment."""
    signals = {
        FACE: next(moving_portrait(1))[:448, :448],
        VOICE: speech(3),
        TEXT: COMMENTS[-1],
    }
    networks = {FACE: models.face, VOICE: models.voice}
    if models.readers[TEXT].tier == Tier.PRETRAINED:
        networks[TEXT] = getattr(models.text, "feelings", models.text)
    return {
        m: lambda _, network=network, signal=signals[m]: network.predict([signal])
        for m, network in networks.items()
        if models.readers[m].tier == Tier.PRETRAINED
    }


def timed(call: Callable[[int], object], count: int, pause: float = 0.0) -> dict[str, float]:
    """Median and 95th percentile in ms of call(0), ..., call(count - 1), after one call that is not counted.

    Before each a pause of so many seconds is made.

    cpu_ms is the median of the processor time the calling thread took, which others on the machine hardly change.
    """
    call(0)
    spent, worked = [], []
    for i in range(count):
        time.sleep(pause)
        start, began = time.perf_counter(), time.thread_time()
        call(i)
        worked.append(1000 * (time.thread_time() - began))
        spent.append(1000 * (time.perf_counter() - start))
    return {
        "median_ms": float(np.median(spent)),
        "p95_ms": float(np.percentile(spent, 95)),
        "cpu_ms": float(np.median(worked)),
    }


def print_bench(times: dict[str, dict[str, float]]) -> None:
    """Print timings as a table on stdout."""
    print(f"{'':<14}{'median ms':>12}{'p95 ms':>10}{'processor ms':>14}")
    for name, row in times.items():
        print(f"{name:<14}{row['median_ms']:>12.2f}{row['p95_ms']:>10.2f}{row['cpu_ms']:>14.2f}")


def _aligned(seen: list[Observation]) -> list[Observation]:
    """The last observations of each modality, as if all had been made in the last moments before time 0."""
    recent = []
    for modality, step, count in ((FACE, 0.07, 40), (VOICE, 1.0, 4), (TEXT, 10.0, 3)):
        own = [o for o in seen if o.modality == modality][-count:]
        recent += [
            Observation(o.modality, -step * i, o.quality, o.probabilities, o.embedding, o.valence, o.arousal, o.intent)
            for i, o in enumerate(reversed(own))
        ]
    return recent
