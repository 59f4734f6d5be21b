"""What the voice card states beyond `evaluate`: by sex, through the live path, in noise and in rooms.

python -m emotion.training.voice_report --data DIR    the shipped weights on the val speakers
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.signal
from sklearn.metrics import recall_score

from emotion.fusion.perceiver import ASKED
from emotion.fusion.tokens import FLOOR
from emotion.labels import emotion_of
from emotion.training.voice_clips import CORPORA
from emotion.training.votes import FILE, Votes, read_votes
from emotion.types import EMOTIONS
from emotion.voice import VoiceEncoder, VoiceNetwork
from emotion.voice.features import SAMPLE_RATE, decode_audio, decode_logmel, log_mel

RECORDED = ("ravdess", "nemo")  # the corpora that hold sound


def shipped(data: Path) -> None:
    """Prints UAR by corpus and sex, and for the recorded corpora as heard live and under noise and band limits."""
    network = VoiceNetwork.load()
    for corpus in CORPORA:
        table = pd.read_parquet(data / "speech" / f"{corpus}.parquet").query("split == 'val'")
        target = np.array([EMOTIONS.index(emotion_of(label)) for label in table.emotion])
        if corpus not in RECORDED:
            found = network.predict([decode_logmel(stored) for stored in table.logmel]).probabilities
            _print(corpus, target, found.argmax(1), table.sex)
            _print_listeners(read_votes(data / FILE), table.clip_id.to_numpy(str), found)
            continue
        sounds = [decode_audio(file) for file in table.audio]
        _print(corpus, target, _named(network, [log_mel(sound) for sound in sounds]), table.sex)
        for name, change in _CHANGES.items():
            rng = np.random.default_rng(0)
            named = _named(network, [log_mel(change(sound[: 3 * SAMPLE_RATE], rng)) for sound in sounds])
            print(f"  {name:24} UAR {_uar(target, named):.3f}")
        readings = [VoiceEncoder(network).encode(sound[: 3 * SAMPLE_RATE], 0.0).observation for sound in sounds]
        heard = np.array([seen is not None for seen in readings])
        named = np.array([int(np.argmax(seen.probabilities)) for seen in readings if seen is not None])
        print(f"  through the speech gate: {heard.mean():.1%} read, UAR of these {_uar(target[heard], named):.3f}")


def _white(decibels: float) -> Callable[[np.ndarray, np.random.Generator], np.ndarray]:
    def add(sound: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        noise = rng.standard_normal(len(sound)) * np.sqrt(np.mean(sound**2)) * 10 ** (-decibels / 20)
        return (sound + noise).astype(np.float32)

    return add


def _telephone(sound: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    band = scipy.signal.butter(6, (300, 3400), "bandpass", fs=SAMPLE_RATE, output="sos")
    return scipy.signal.sosfilt(band, sound).astype(np.float32)


def _room(sound: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A tail of decaying noise, RT60 0.5 s, as strong as the direct sound."""
    time = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    tail = rng.standard_normal(len(time)) * 10 ** (-3 * time / 0.5)
    tail /= np.sqrt(np.sum(tail**2))
    tail[0] += 1
    return scipy.signal.fftconvolve(sound, tail)[: len(sound)].astype(np.float32)


_CHANGES = {
    "white noise, 20 dB": _white(20),
    "white noise, 10 dB": _white(10),
    "telephone band": _telephone,
    "room, RT60 0.5 s": _room,
}


def _named(network: VoiceNetwork, pictures: list[np.ndarray]) -> np.ndarray:
    return network.predict(pictures).probabilities.argmax(1)


def _uar(target: np.ndarray, named: np.ndarray) -> float:
    return float(recall_score(target, named, labels=np.unique(target), average="macro"))


def _print(corpus: str, target: np.ndarray, named: np.ndarray, sex: pd.Series) -> None:
    by_sex = {value: round(_uar(target[mine], named[mine]), 3) for value in ("F", "M") if (mine := sex == value).any()}
    print(f"{corpus}: n {len(target)}, UAR {_uar(target, named):.3f}, by sex {by_sex}")


def _print_listeners(votes: Votes, clips: np.ndarray, found: np.ndarray) -> None:
    """Cross-entropy in nats of what listeners answered to what the network says of the emotions they could choose."""
    row_of = {clip: row for row, clip in enumerate(votes.clips)}
    known = [i for i, clip in enumerate(clips) if clip in row_of]
    heard = votes.of(np.array([row_of[clips[i]] for i in known])).counts["voice"]
    heard /= heard.sum(axis=1, keepdims=True)
    said = found[known][:, [EMOTIONS.index(emotion) for emotion in ASKED]]
    said = np.maximum(said / said.sum(axis=1, keepdims=True), FLOOR)
    own = -(heard * np.log(np.maximum(heard, FLOOR))).sum(axis=1).mean()
    print(f"  listeners' answers: cross-entropy {-(heard * np.log(said)).sum(axis=1).mean():.3f}, entropy {own:.3f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds speech")
    shipped(parser.parse_args().data)


if __name__ == "__main__":
    main()
