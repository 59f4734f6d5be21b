"""What `python -m emotion benchmark` can judge: by name what runs on the command's options, and what prints it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from emotion.errors import CorpusError

Command = tuple[Callable[[argparse.Namespace], dict], Callable[[dict], None]]


def _face() -> Command:
    from emotion.benchmark.face import benchmark, print_face

    def run(options: argparse.Namespace) -> dict:
        if options.file is None:
            raise CorpusError("benchmark face needs a corpus file")
        return benchmark(options.file, options.split, options.peers)

    return run, print_face


def _missing() -> Command:
    from emotion.benchmark.missing import benchmark, print_missing

    return lambda options: benchmark(options.seed), print_missing


def _playback() -> Command:
    from emotion.benchmark.playback import MUSIC, benchmark, print_playback

    def run(options: argparse.Namespace) -> dict:
        speech = options.data and options.data / "speech" / "ravdess.parquet"
        return benchmark(MUSIC, speech, options.seed)

    return run, print_playback


def _aloud() -> Command:
    from emotion.benchmark.aloud import benchmark, print_aloud

    return lambda options: benchmark(_data(options), options.seed), print_aloud


def _speakers() -> Command:
    from emotion.benchmark.speakers import benchmark, print_speakers

    return lambda options: benchmark(_data(options), options.seed), print_speakers


def _intent() -> Command:
    from emotion.benchmark.intent import benchmark_intent, print_benchmark_intent

    return lambda options: benchmark_intent(_data(options), options.test, options.seed), print_benchmark_intent


def _perception() -> Command:
    from emotion.benchmark.perception import benchmark, print_perception

    return lambda options: benchmark(_data(options), options.test, options.seed), print_perception


def _paired() -> Command:
    from emotion.benchmark.paired import benchmark, print_paired

    return lambda options: benchmark(_data(options), options.test, options.seed), print_paired


def _fusion() -> Command:
    from emotion.benchmark.run import benchmark, print_benchmark

    return lambda options: benchmark(_data(options), options.test, options.seed), print_benchmark


def _data(options: argparse.Namespace) -> Path:
    if options.data is None:
        raise CorpusError(f"benchmark {options.model} needs --data, the folder that holds fusion, speech and text")
    return options.data


BENCHMARKS: dict[str, Callable[[], Command]] = {
    "face": _face,
    "fusion": _fusion,
    "intent": _intent,
    "perception": _perception,
    "paired": _paired,
    "missing": _missing,
    "playback": _playback,
    "aloud": _aloud,
    "speakers": _speakers,
}
