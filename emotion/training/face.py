"""Trains the face network on FER2013 with FER+ votes and exports it for ONNX Runtime."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from emotion.checkpoint import Checkpoint, optimiser_tensors, restore_optimiser
from emotion.errors import CorpusError
from emotion.labels import EMOTION_OF
from emotion.training.exported import without_traces
from emotion.training.face_model import FaceModel, ServedFaceModel
from emotion.training.images import augment
from emotion.types import EMOTIONS

BATCH = 128
WEIGHT_DECAY = 5e-4
EMA_DECAY = 0.998
SMALL_SIDE = 40  # px; such crops are a third cheaper
VOTE_SHARE = 0.25  # of the main target; the rest is the original label
VOTE_LOSS = 0.5  # weight of the second head, which learns FER+'s ten classes

# FER+'s columns as emotions; contempt, unknown and not-a-face have none.
VOTE_COLUMNS = [
    EMOTION_OF[name] for name in ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear")
]


@dataclass(frozen=True)
class Cycle:
    """A span of training whose learning rate stays at `rate` for the share `held`, then falls to 0.

    The share `small` of its epochs is trained on crops of SMALL_SIDE px; `strength` says how much crops are varied.
    """

    epochs: int
    rate: float
    held: float
    small: float
    strength: float


# From the averaged weights of one cycle the next begins anew (SGDR: Loshchilov & Hutter 2017).
CYCLES = (
    Cycle(30, 0.1, held=0.6, small=0.84, strength=1.0),
    Cycle(36, 0.05, held=0.1, small=0.33, strength=0.5),
    Cycle(36, 0.05, held=0.1, small=0.25, strength=0.4),
)


@dataclass(frozen=True, eq=False)
class FaceCorpus:
    """images (N, 48, 48) uint8, labels (N,) int64 into EMOTIONS, votes (N, 10) float32 summing to 1."""

    images: np.ndarray
    labels: np.ndarray
    votes: np.ndarray

    @classmethod
    def read(cls, data: Path, split: str) -> FaceCorpus:
        """The rows of one split of DIR/faces/fer2013.parquet.

        Raises CorpusError when the file is missing or has no such split.
        """
        path = data / "faces" / "fer2013.parquet"
        if not path.is_file():
            raise CorpusError(f"{path} is missing; give the folder that holds faces/fer2013.parquet as --data")
        table = pd.read_parquet(path)
        table = table[table["split"] == split]
        if table.empty:
            raise CorpusError(f"{path} has no rows of split {split!r}")
        images = [cv2.imdecode(np.frombuffer(b, np.uint8), cv2.IMREAD_GRAYSCALE) for b in table["image"]]
        votes = np.stack(table["ferplus_votes"].to_list()).astype(np.float32)
        return cls(np.stack(images), table["label"].to_numpy(np.int64), votes / votes.sum(1, keepdims=True))

    def targets(self) -> np.ndarray:
        """(N, 7) float32: the original label mixed with the votes among the seven, where there are any."""
        order = [VOTE_COLUMNS.index(e) for e in EMOTIONS]
        seven = self.votes[:, order]
        total = seven.sum(1, keepdims=True)
        label = np.eye(len(EMOTIONS), dtype=np.float32)[self.labels]
        seven = np.where(total > 0, seven / np.maximum(total, 1e-6), label)
        return (1 - VOTE_SHARE) * label + VOTE_SHARE * seven


def train(data: Path, out: Path, seed: int = 0, cycles: tuple[Cycle, ...] = CYCLES) -> Path:
    """Train on the train split, calibrate on the val split, write OUT/face.onnx and return its path.

    After every epoch OUT/face_checkpoint.safetensors is written; a run that finds it goes on from there and removes
    it at the end. Raises CorpusError on missing data.
    """
    corpus, val = FaceCorpus.read(data, "train"), FaceCorpus.read(data, "val")
    torch.manual_seed(seed)
    run = _Run(corpus, seed)
    checkpoint = Checkpoint(out / "face_checkpoint.safetensors", {"seed": seed, "rows": len(corpus.labels)})
    done = run.load(checkpoint)
    plan = [(cycle, epoch) for cycle in cycles for epoch in range(cycle.epochs)]
    for number, (cycle, epoch) in enumerate(plan[done:], done):
        if number and not epoch:
            run.begin_anew()
        loss = run.epoch(cycle, epoch, number)
        run.save(checkpoint, number + 1)
        accuracy = (_logits(run.average, val).argmax(1).numpy() == val.labels).mean()
        tqdm.write(f"epoch {number + 1}/{len(plan)}: loss {loss:.4f}, val accuracy {accuracy:.4f}", file=sys.stderr)
    path = export(run.average, val, out / "face.onnx")
    checkpoint.clear()
    return path


def export(model: FaceModel, val: FaceCorpus, path: Path) -> Path:
    """Write the calibrated model as ONNX: crops (N, 48, 48) uint8 -> probabilities (N, 7), embedding (N, 128)."""
    temperature, bias = calibration(_logits(model, val), torch.tensor(val.labels))
    tqdm.write(f"temperature {temperature:.3f}, bias {[round(b, 3) for b in bias.tolist()]}", file=sys.stderr)
    served = ServedFaceModel(model, temperature, bias).eval()
    torch.onnx.export(
        served,
        (torch.zeros(2, 48, 48, dtype=torch.uint8),),
        path,
        input_names=["crops"],
        output_names=["probabilities", "embedding"],
        dynamic_shapes={"crops": {0: torch.export.Dim("batch")}},
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    return without_traces(path)


class _Run:
    """Model, its running average and the optimiser, which a checkpoint holds together."""

    def __init__(self, corpus: FaceCorpus, seed: int) -> None:
        self.corpus, self.seed = corpus, seed
        self.targets, self.votes = torch.from_numpy(corpus.targets()), torch.from_numpy(corpus.votes)
        self.model = FaceModel().to(memory_format=torch.channels_last)
        self.average = FaceModel().eval().requires_grad_(False)
        self.average.load_state_dict(self.model.state_dict())
        self.step = 0  # of the cycle
        matrices = [p for p in self.model.parameters() if p.ndim > 1]
        vectors = [p for p in self.model.parameters() if p.ndim <= 1]
        groups = [{"params": matrices, "weight_decay": WEIGHT_DECAY}, {"params": vectors, "weight_decay": 0.0}]
        self.optimizer = torch.optim.SGD(groups, 0.0, momentum=0.9, nesterov=True)
        # Half the time where the processor multiplies bfloat16, many times the time where it doesn't.
        self.mixed = bool(torch.cpu.get_capabilities().get("avx512_bf16"))

    def begin_anew(self) -> None:
        """Go on from the averaged weights, without momentum."""
        self.model.load_state_dict(self.average.state_dict())
        self.optimizer.state.clear()

    def epoch(self, cycle: Cycle, epoch: int, number: int) -> float:
        """One pass over the corpus, `epoch` of the cycle and `number` of all epochs; returns the mean loss."""
        rng = np.random.default_rng((self.seed, number))
        torch.manual_seed(self.seed * 10_000 + number)
        side = SMALL_SIDE if (epoch + 1) / cycle.epochs <= cycle.small else self.corpus.images.shape[1]
        order = rng.permutation(len(self.corpus.labels))
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        self.step = epoch * len(batches)
        total = 0.0
        self.model.train()
        for rows in tqdm(batches, f"epoch {number + 1}", mininterval=5, leave=False):
            for group in self.optimizer.param_groups:
                group["lr"] = rate(cycle, self.step / (cycle.epochs * len(batches))) * min(1.0, (self.step + 1) / 400)
            crops = np.stack([augment(image, rng, side, cycle.strength) for image in self.corpus.images[rows]])
            x = torch.from_numpy(crops[:, None]).float().contiguous(memory_format=torch.channels_last)
            total += self._update(x, self.targets[rows], self.votes[rows])
        return total / len(batches)

    def _update(self, x: Tensor, target: Tensor, votes: Tensor) -> float:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.mixed):
            logits, _, vote_logits = self.model(x)
        loss = cross_entropy(logits.float(), target) + VOTE_LOSS * cross_entropy(vote_logits.float(), votes)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self.step += 1
        weight = 1 - min(EMA_DECAY, (1 + self.step) / (10 + self.step))
        for kept, new in zip(self.average.state_dict().values(), self.model.state_dict().values(), strict=True):
            if kept.is_floating_point():
                kept.lerp_(new, weight)
        return float(loss.detach())

    def save(self, checkpoint: Checkpoint, epochs_done: int) -> None:
        """Write what a later run needs to go on."""
        parts = {"model": self.model.state_dict(), "average": self.average.state_dict()}
        checkpoint.save(parts | {"optimiser": optimiser_tensors(self.optimizer)}, {"epochs": epochs_done})

    def load(self, checkpoint: Checkpoint) -> int:
        """Take up a checkpoint; returns how many epochs it has behind it, 0 where there is none."""
        saved = checkpoint.load()
        if saved is None:
            return 0
        self.model.load_state_dict(saved.parts["model"])
        self.average.load_state_dict(saved.parts["average"])
        restore_optimiser(self.optimizer, saved.parts["optimiser"])
        return saved.numbers["epochs"]


def rate(cycle: Cycle, progress: float) -> float:
    """The learning rate after a share `progress` of the cycle: held, then half a cosine (Hägele et al. 2024)."""
    decay = max(0.0, (progress - cycle.held) / (1 - cycle.held))
    return cycle.rate * 0.5 * (1 + math.cos(math.pi * decay))


@torch.no_grad()
def _logits(model: FaceModel, corpus: FaceCorpus) -> Tensor:
    """(N, 7): averaged over each crop and its mirror image, as served."""
    images = torch.from_numpy(corpus.images[:, None])
    batches = [images[i : i + 512].float() for i in range(0, len(images), 512)]
    return torch.cat([(model(x)[0] + model(x.flip(3))[0]) / 2 for x in batches])


def calibration(logits: Tensor, labels: Tensor) -> tuple[float, Tensor]:
    """The temperature and bias (7,) with which softmax(logits / temperature + bias) is likeliest for labels (N,).

    Alexandari, Kundaje & Shrikumar 2020, Maximum Likelihood with Bias-Corrected Calibration: the bias takes back
    how much oftener FER+'s voters chose neutral than the original labels do.
    """
    sharpening, bias = torch.ones(1, requires_grad=True), torch.zeros(logits.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([sharpening, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        # The small penalty settles what softmax leaves open, a bias common to all, and classes without examples.
        value = cross_entropy(logits * sharpening + bias, labels) + 1e-4 * bias.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return 1 / float(sharpening.detach().clamp(0.2, 5.0)), bias.detach()
