"""Trains the voice network on acted speech of three corpora and exports it as ONNX."""

from __future__ import annotations

import copy
import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import torch
import torch.nn.functional as F
from sklearn.metrics import recall_score
from torch import Tensor, nn
from tqdm import tqdm

from emotion.checkpoint import Checkpoint, optimiser_tensors, restore_optimiser
from emotion.errors import CorpusError
from emotion.fusion.perceiver import ASKED
from emotion.labels import emotion_of
from emotion.training.augment_audio import Acoustics, warp
from emotion.training.voice_export import HeardAgain, export, fit_temperature
from emotion.training.voice_net import VoiceNet
from emotion.training.votes import FILE, read_votes
from emotion.types import EMOTIONS
from emotion.voice.features import (
    CLIP_SECONDS,
    HOP,
    SAMPLE_RATE,
    decode_audio,
    decode_logmel,
    log_mel,
    rescale,
    spectrogram,
)

# File -> share of the training clips drawn from it; the small corpora are drawn more often than their size.
CORPORA = {"ravdess": 0.24, "nemo": 0.32, "crema_d_logmel": 0.44}
WINDOW = 1 + int(CLIP_SECONDS * SAMPLE_RATE) // HOP  # frames
SHORTEST = 40  # frames: 1.3 s, where the speech gate begins to let windows through
BATCH = 32
POOL = 8  # batches sorted by length together, so that a batch needs no padding
LISTENER_LOSS = 0.5  # weight of the second head, which learns the listeners' answers alone
WEIGHT_DECAY = 0.03
SMOOTHING = 0.1
MIXUP_ALPHA = 0.3
EMA_DECAY = 0.999
VALIDATE_EVERY = 7  # epochs


@dataclass(frozen=True)
class Stage:
    """A span of training: cycles of (epochs, highest learning rate); and which share of a target listeners decide."""

    cycles: Sequence[tuple[int, float]]
    listeners: float


STAGES = (Stage(((34, 2e-3), (14, 1e-3)), listeners=0.0), Stage(((6, 8e-4),), listeners=0.25))
"""Each begins from the averaged weights of the one before; what is kept is the mean of what they end with."""


@dataclass(frozen=True)
class Clips:
    """Clips of all corpora: pictures (128, frames) uint8 0..255, and per clip emotion index, corpus, speaker, split.

    heard (n, 7) float32: the distribution of listeners' answers, all 0 where nobody was asked.
    """

    pictures: list[np.ndarray]
    emotion: np.ndarray
    corpus: np.ndarray
    speaker: np.ndarray
    split: np.ndarray
    heard: np.ndarray

    def where(self, chosen: np.ndarray) -> Clips:
        """The clips at the positions where `chosen` (n,) is true."""
        kept = np.flatnonzero(chosen)
        columns = (self.emotion, self.corpus, self.speaker, self.split, self.heard)
        return Clips([self.pictures[i] for i in kept], *(column[kept] for column in columns))

    def targets(self, listeners: float) -> np.ndarray:
        """(n, 7) float32: what was acted, mixed with the share `listeners` of what was heard, where people were asked.

        Listeners answer neutral far oftener than it is acted; so their answers count against how often each is given.
        """
        acted = np.eye(len(EMOTIONS), dtype=np.float32)[self.emotion]
        has_heard = self.heard.sum(1) > 0
        if not has_heard.any():
            return acted
        often = self.heard[has_heard].mean(0)
        lifted = self.heard[has_heard] / np.maximum(often, 1e-6)
        acted[has_heard] += listeners * (lifted / lifted.sum(1, keepdims=True) - acted[has_heard])
        return acted


def load_clips(data: Path, cache: Path) -> Clips:
    """The three corpora under data/speech as log-mel; computed once, then read from the file `cache`.

    Raises CorpusError where a corpus is missing.
    """
    tables = []
    for corpus in CORPORA:
        file = data / "speech" / f"{corpus}.parquet"
        if not file.is_file():
            raise CorpusError(f"{file} is missing; training the voice needs {', '.join(CORPORA)} under {file.parent}")
        table = pd.read_parquet(file)
        table = table.assign(corpus=corpus, target=[emotion_of(label) for label in table.emotion])
        tables.append(table[table.target.notna()])
    if cache.is_file():
        stored = np.load(cache)
        pictures = np.split(stored["frames"], np.cumsum(stored["lengths"])[:-1], axis=1)
    else:
        pictures = [_picture(row) for table in tables for row in table.to_dict("records")]
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, frames=np.concatenate(pictures, 1), lengths=[p.shape[1] for p in pictures])
    joined = pd.concat([table[["clip_id", "target", "corpus", "speaker", "split"]] for table in tables])
    emotion = np.array([EMOTIONS.index(target) for target in joined.target])
    columns = (joined[name].to_numpy(str) for name in ("corpus", "speaker", "split"))
    return Clips(pictures, emotion, *columns, _heard(data, joined.clip_id))


def _heard(data: Path, clips: pd.Series) -> np.ndarray:
    """The distribution (n, 7) of listeners' answers to each clip, all 0 where there are none."""
    votes = read_votes(data / FILE)
    heard = np.zeros((len(votes), len(EMOTIONS)), np.float32)
    heard[:, [EMOTIONS.index(emotion) for emotion in ASKED]] = votes.counts["voice"]
    heard /= heard.sum(1, keepdims=True)
    return pd.DataFrame(heard, votes.clips).reindex(clips).fillna(0.0).to_numpy(np.float32)


def _picture(row: dict) -> np.ndarray:
    """A clip as served where it is for val; of train recordings more is kept: more places to cut a window from."""
    if "logmel" in row:
        picture = decode_logmel(row["logmel"])
    elif row["split"] == "train":
        picture = spectrogram(decode_audio(row["audio"]), seconds=6.0)
    else:
        picture = log_mel(decode_audio(row["audio"]))
    return np.round(picture * 255).astype(np.uint8)


def balanced_weights(clips: Clips) -> np.ndarray:
    """Drawing probability of each clip: CORPORA's share per corpus, equal per emotion inside it."""
    weights = np.zeros(len(clips.emotion))
    for corpus, share in CORPORA.items():
        mine = clips.corpus == corpus
        if not mine.any():
            continue
        counts = np.bincount(clips.emotion[mine], minlength=len(EMOTIONS))
        weights[mine] = share / (counts > 0).sum() / counts[clips.emotion[mine]]
    return weights / weights.sum()


def batches(clips: Clips, listeners: float, rng: np.random.Generator) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """One epoch of (log-mel (32, 128, T), target (32, 7), heard (32, 7)), T differing from batch to batch."""
    weights = balanced_weights(clips)
    targets = torch.from_numpy(clips.targets(listeners)), torch.from_numpy(clips.heard)
    for _ in range(len(clips.emotion) // (BATCH * POOL)):
        drawn = rng.choice(len(weights), BATCH * POOL, p=weights)
        available = np.array([min(clips.pictures[i].shape[1], WINDOW) for i in drawn])
        length = np.maximum(available * rng.uniform(0.65, 1.0, len(drawn)), np.minimum(available, SHORTEST)).astype(int)
        for part in rng.permutation(np.argsort(length).reshape(POOL, BATCH)):
            frames = int(length[part].min())
            pictures = np.stack([warp(clips.pictures[i], frames, rng) for i in drawn[part]])
            yield torch.from_numpy(pictures).float() / 255, *(target[drawn[part]] for target in targets)


def train(data: Path, out: Path, seed: int = 0, work: Path | None = None) -> Path:
    """Trains on the train speakers under data/speech, calibrates on the val speakers and writes out/voice.onnx.

    work holds the log-mel cache and the last epoch's checkpoint, from which an interrupted run goes on; by default a
    folder among the temporary files. Returns the path of the weights. On one thread; the same seed, the same weights.
    """
    work = work or Path(tempfile.gettempdir()) / "attune-train" / "voice"
    clips = load_clips(data, work / "logmel.npz")
    train_clips, val_clips = clips.where(clips.split == "train"), clips.where(clips.split == "val")
    torch.manual_seed(seed)
    ends = [VoiceNet()]
    for number, stage in enumerate(STAGES):
        checkpoint = work / f"seed{seed}-{number}.safetensors"
        ends.append(fit(train_clips, val_clips, stage, seed, checkpoint, ends[-1]))
    model = HeardAgain(mean_of(ends[1:])).eval()
    temperature = fit_temperature(logits_of(model, val_clips), val_clips.emotion)
    path = export(model, temperature, out / "voice.onnx")
    for number in range(len(STAGES)):
        (work / f"seed{seed}-{number}.safetensors").unlink()
    return path


def mean_of(networks: Sequence[VoiceNet]) -> VoiceNet:
    """The network with the mean of their weights (Izmailov et al. 2018, Averaging Weights)."""
    mean = copy.deepcopy(networks[0])
    states = [network.state_dict() for network in networks]
    for name, value in mean.state_dict().items():
        if value.is_floating_point():
            value.copy_(torch.stack([state[name] for state in states]).mean(0))
    return mean


def fit(train_clips: Clips, val_clips: Clips, stage: Stage, seed: int, checkpoint: Path, start: VoiceNet) -> VoiceNet:
    """The moving average of the weights after a stage that begins from those of `start`.

    Goes on from `checkpoint` where there is one.
    """
    cycles = stage.cycles
    model = copy.deepcopy(start).requires_grad_(True).to(memory_format=torch.channels_last)
    average = copy.deepcopy(model).eval().requires_grad_(False)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=WEIGHT_DECAY)
    steps = len(train_clips.emotion) // (BATCH * POOL) * POOL
    epochs = sum(length for length, _ in cycles)
    first = _resume(Checkpoint(checkpoint), model, average, optimizer)
    for epoch in range(first, epochs):
        losses = []
        torch.manual_seed(seed * 1000 + epoch)  # dropout; an epoch is the same whether resumed or not
        rng = np.random.default_rng((seed, epoch))
        acoustics = Acoustics(seed * 1000 + epoch)
        model.train()
        bar = tqdm(
            batches(train_clips, stage.listeners, rng), f"epoch {epoch + 1}/{epochs}", steps, mininterval=5, leave=False
        )
        for step, (raw, *targets) in enumerate(bar, start=epoch * steps):
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(step, steps, cycles)
            losses.append(_step(model, optimizer, acoustics(raw), targets, rng))
            _follow(average, model, min(EMA_DECAY, (step + 1) / (step + 10)))
        _save(Checkpoint(checkpoint), model, average, optimizer, epoch + 1)
        found = recalls(average, val_clips) if (epoch + 1) % VALIDATE_EVERY == 0 or epoch + 1 == epochs else ""
        tqdm.write(f"epoch {epoch + 1}/{epochs}: loss {np.mean(losses):.3f} {found}", file=sys.stderr)
    return average


def learning_rate(step: int, steps: int, cycles: Sequence[tuple[int, float]]) -> float:
    """The rate at a step of all the training, an epoch having `steps`.

    In each cycle an epoch of linear warm-up, then half a cosine: warm restarts (Loshchilov & Hutter 2017).
    """
    for epochs, highest in cycles:
        total = epochs * steps
        if step < steps:
            return highest * (step + 1) / steps
        if step < total:
            return highest * 0.5 * (1 + math.cos(math.pi * (step - steps) / (total - steps)))
        step -= total
    raise ValueError(f"step {step} lies behind the last cycle")


def _step(
    model: VoiceNet, optimizer: torch.optim.Optimizer, x: Tensor, targets: Sequence[Tensor], rng: np.random.Generator
) -> float:
    """One update on a batch mixed with itself in another order (mixup, Zhang et al. 2018)."""
    share = float(rng.beta(MIXUP_ALPHA, MIXUP_ALPHA))
    share = max(share, 1 - share)
    other = torch.from_numpy(rng.permutation(len(x)))
    x, target, heard = (share * part + (1 - share) * part[other] for part in (x, *targets))
    with torch.autocast("cpu", torch.bfloat16):
        logits, _, listeners = model(x)
    loss = F.cross_entropy(logits.float(), target, label_smoothing=SMOOTHING)
    loss = loss + LISTENER_LOSS * F.cross_entropy(listeners.float(), heard)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def _follow(average: VoiceNet, model: VoiceNet, decay: float) -> None:
    for mean, new in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
        if mean.is_floating_point():
            mean.lerp_(new, 1 - decay)
        else:
            mean.copy_(new)


@torch.no_grad()
def logits_of(model: nn.Module, clips: Clips) -> Tensor:
    """Logits (n, 7) of every clip's first 3 s, one clip at a time, so that no padding blurs them."""
    pictures = (rescale(picture[:, :WINDOW]) for picture in clips.pictures)
    return torch.cat([model(torch.from_numpy(picture)[None])[0] for picture in pictures])


def recalls(model: nn.Module, clips: Clips) -> dict[str, float]:
    """UAR per corpus."""
    named = logits_of(model, clips).argmax(1).numpy()
    found = {}
    for corpus in CORPORA:
        mine = clips.corpus == corpus
        if mine.any():
            labels = np.unique(clips.emotion[mine])
            recall = recall_score(clips.emotion[mine], named[mine], labels=labels, average="macro")
            found[corpus] = round(float(recall), 3)
    return found


def _save(
    checkpoint: Checkpoint, model: VoiceNet, average: VoiceNet, optimizer: torch.optim.Optimizer, epoch: int
) -> None:
    parts = {"model": model.state_dict(), "average": average.state_dict()}
    checkpoint.save(parts | {"optimiser": optimiser_tensors(optimizer)}, {"epoch": epoch})


def _resume(checkpoint: Checkpoint, model: VoiceNet, average: VoiceNet, optimizer: torch.optim.Optimizer) -> int:
    """Loads a checkpoint into the three; the epochs done, 0 without a checkpoint."""
    saved = checkpoint.load()
    if saved is None:
        return 0
    model.load_state_dict(saved.parts["model"])
    average.load_state_dict(saved.parts["average"])
    restore_optimiser(optimizer, saved.parts["optimiser"])
    return saved.numbers["epoch"]
