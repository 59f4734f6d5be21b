"""Times whole cycles of a sitting, from an arriving frame to a new list, and how long a visitor waits to begin one."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from emotion.bench import timed
from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.modality import Arrival
from emotion.models import Models
from emotion.samples import COMMENTS, moving_portrait, speech
from emotion.voice.features import SAMPLE_RATE
from emotion.voice.receiver import Sound
from recommender.catalogue.items import load_catalogue
from recommender.shipped import shipped_ranker
from recommender.types import Controls
from session.record.log import EventLog
from session.record.record import Record
from session.serve import build
from session.sitting.act import Act
from session.sitting.choices import Choices
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.shared import Shared
from session.streaming import FRAME_RATE, streaming
from session.types import Consent

SLIDER = Message("change-slider")
SECONDS = 30
COMMENT_EVERY = 5.0

OTHERS = 8
"""So many sittings are sensed while somebody begins another."""

BEGUN = 40
BEGUN_EVERY = 0.25
"""Seconds from one visitor to the next."""


def bench_cycle(models: Models) -> dict[str, float]:
    """Median and 95th percentile, in ms, of one cycle: a 640x480 frame is read, whatever voice window or comment is due
    is read too, all is fused and the list is ranked anew.

    Frames come 15 a second with the sound between them, on a simulated clock; every cycle is made to rank.
    """
    count = FRAME_RATE * SECONDS
    frames = list(moving_portrait(count))
    step = SAMPLE_RATE // FRAME_RATE
    samples = speech(SECONDS + 1)
    with tempfile.TemporaryDirectory() as folder:
        log = EventLog(f"sqlite:///{Path(folder) / 'bench.db'}")
        choices = Choices(Consent.to(FACE, VOICE, TEXT))
        shared = Shared(models, shipped_ranker(load_catalogue()), log)
        pipeline = Pipeline(shared, Record(log, "bench"), choices, 0.0)

        def cycle(i: int) -> None:
            now = (i + 1) / FRAME_RATE
            due = i % int(COMMENT_EVERY * FRAME_RATE) == 0
            sound = Sound(samples[i * step : (i + 1) * step], SAMPLE_RATE)
            signals = {FACE: [Arrival(frames[i], now)], VOICE: [Arrival(sound, now)]}
            if due:
                signals[TEXT] = [Arrival(COMMENTS[i % len(COMMENTS)], now)]
            # Nothing is ranked anew while neither feeling nor wish has moved, so a slider moves a little every time.
            moved = replace(choices, controls=Controls(mood=1.0 + 0.01 * (i % 2)))
            pipeline.step(Inputs(moved, True, signals, acts=[Act(SLIDER, now, lambda _: choices)]), now)

        times = timed(cycle, count)
        log.close()
    return times


def bench_begin(models: Models) -> dict[str, float]:
    """Median and 95th percentile, in ms, of what a visitor waits from agreeing to a first list, while eight others are
    sensed by camera and microphone in the same process."""
    models.warm_up()
    everything = Consent.to(FACE, VOICE, TEXT)
    with tempfile.TemporaryDirectory() as folder:
        served = build(models, log=EventLog(f"sqlite:///{Path(folder) / 'bench.db'}"))
        others = [served.sittings.begin(everything) for _ in range(OTHERS)]

        def begin(_: int) -> None:
            assert served.sittings.begin(everything).snapshot().recommendations

        with streaming(others, list(moving_portrait(FRAME_RATE)), speech(SECONDS)):
            time.sleep(BEGUN_EVERY * OTHERS)  # until all are sensed
            times = timed(begin, BEGUN, BEGUN_EVERY)
        served.sittings.close()
    return times


TIMERS = {"cycle": bench_cycle, "begin": bench_begin}
"""What `python -m emotion bench` times as well, see emotion.timers."""
