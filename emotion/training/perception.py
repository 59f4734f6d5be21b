"""Trains what tells from a face and a voice what people perceive, on answers of listeners and viewers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.evaluation.corpus import read_frame
from emotion.face import FaceNetwork
from emotion.fusion.onlookers import Onlookers, log_chances
from emotion.fusion.perceiver import ASKED, SENSES, Calibrated, Perceiver, described
from emotion.fusion.tokens import FLOOR
from emotion.training.face_corpus import VOTE_COLUMNS, FaceCorpus
from emotion.training.votes import FILE, Votes, read_votes
from emotion.voice import VoiceNetwork
from emotion.voice.features import decode_logmel

MEMBERS = 5
EPOCHS = 24
BATCH = 256
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.05
PENALTY = 1e-4


TOGETHER = (SENSES,)
"""What there is of a clip, unless a sense may be missing."""


def calibrate(seen: Mapping[str, Tensor], answers: Tensor, given: Sequence[Sequence[str]] = TOGETHER) -> Calibrated:
    """The experts whose sum has the least cross-entropy to answers (N, 6), over each set of senses that may be given,
    with a small penalty on the weights.
    """
    calibrated = Calibrated(seen[SENSES[0]].shape[1])

    def loss() -> Tensor:
        experts = calibrated(seen)
        return sum(F.cross_entropy(sum(experts[sense] for sense in senses), answers) for senses in given) / len(given)

    minimise(calibrated, loss)
    return calibrated


def learn(votes: Votes, seed: int, given: Sequence[Sequence[str]] = TOGETHER) -> list[Perceiver]:
    """Several fusions, each trained from the calibrated product on, over the sets of senses that may be given."""
    seen, perceived = seen_of(votes), torch.from_numpy(votes.perceived.astype(np.float32))
    calibrated = calibrate(seen, perceived, given)
    return [_learnt(calibrated, seen, perceived, 1000 * seed + member, given) for member in range(MEMBERS)]


def seen_of(votes: Votes, full: bool = True) -> dict[str, Tensor]:
    """What the answers by each sense tell; see described."""
    return {sense: described(votes.shares(sense), full) for sense in SENSES}


def present(senses: Sequence[str], count: int) -> Tensor:
    """Of so many clips which senses there are, (N, 2)."""
    return torch.tensor([[float(sense in senses) for sense in SENSES]]).repeat(count, 1)


def perceived_by(members: list[Perceiver], votes: Votes, senses: Sequence[str] = SENSES) -> np.ndarray:
    """The members' mean of the answers (N, 6) of who hears and sees, told by some senses."""
    seen, here = seen_of(votes), present(senses, len(votes))
    with torch.inference_mode():
        return torch.stack([member(seen, here).softmax(1) for member in members]).mean(0).numpy()


def concentration(shares: np.ndarray, counts: np.ndarray) -> float:
    """The concentration of the beta-binomial under which counts (N, 6) are likeliest, given expected shares (N, 6)."""
    people = np.broadcast_to(counts.sum(axis=1, keepdims=True), counts.shape)
    given = counts[..., None].astype(int)

    def unlikeliness(log: float) -> float:
        return -np.take_along_axis(log_chances(shares, people, np.exp(log)), given, axis=-1).mean()

    return float(np.exp(minimize_scalar(unlikeliness, bounds=(0.0, 7.0), method="bounded").x))


def train(data: Path, out: Path, seed: int = 0) -> None:
    """Train on the train speakers' answers, on the val people what the networks' probabilities mean for one sense;
    write perception.safetensors to out. Raises CorpusError where a corpus is missing.
    """
    known = read_votes(data / FILE)
    votes, others = (known.of(np.flatnonzero(known.splits == split)) for split in ("train", "val"))
    onlookers = Onlookers(MEMBERS)
    onlookers.members = nn.ModuleList(learn(votes, seed))
    for sense, (probabilities, answers) in {"voice": _heard(data, others), "face": _seen(data)}.items():
        _read_apart(onlookers.apart[sense], probabilities, answers)
    found = onlookers.eval().answers_together({sense: others.shares(sense) for sense in SENSES})
    onlookers.concentration.fill_(concentration(found, others.counts["both"]))
    onlookers.save(out / "perception.safetensors")


def _heard(data: Path, votes: Votes) -> tuple[np.ndarray, np.ndarray]:
    """Of the val clips what the shipped network reads (N, 7), and the shares of listeners' answers (N, 6)."""
    table = read_frame(data / "speech" / "crema_d_logmel.parquet", "val").set_index("clip_id")
    rows = np.flatnonzero(np.isin(votes.clips, table.index))
    stored = table.logmel.loc[votes.clips[rows]]
    read = VoiceNetwork.load().predict([decode_logmel(picture) for picture in stored])
    counts = votes.counts["voice"][rows]
    return read.probabilities, counts / counts.sum(axis=1, keepdims=True)


def _seen(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Of the val crops what the shipped network reads (N, 7), and the shares of FER+'s answers (N, 6)."""
    corpus = FaceCorpus.read(data, "val")
    answers = corpus.votes[:, [VOTE_COLUMNS.index(emotion) for emotion in ASKED]]
    rows = np.flatnonzero(answers.sum(axis=1) > 0)
    answers = answers[rows] / answers[rows].sum(axis=1, keepdims=True)
    return FaceNetwork.load().predict(corpus.images[rows]).probabilities, answers


def _read_apart(layer: nn.Linear, probabilities: np.ndarray, answers: np.ndarray) -> None:
    logs = torch.from_numpy(np.log(np.maximum(probabilities, FLOOR)).astype(np.float32))
    target = torch.from_numpy(answers.astype(np.float32))
    for weights in layer.parameters():
        nn.init.zeros_(weights)
    minimise(layer, lambda: F.cross_entropy(layer(logs), target))


def minimise(module: nn.Module, loss_of: Callable[[], Tensor]) -> None:
    """Follow a convex loss, with a small penalty on the weights, to its least."""
    optimiser = torch.optim.LBFGS(module.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        weights = sum(values.square().sum() for values in module.parameters() if values.ndim > 1)
        value = loss_of() + PENALTY * weights
        value.backward()
        return value

    optimiser.step(loss)


def _learnt(
    calibrated: Calibrated,
    seen: Mapping[str, Tensor],
    perceived: Tensor,
    seed: int,
    given: Sequence[Sequence[str]],
) -> Perceiver:
    torch.manual_seed(seed)
    network = Perceiver(copy.deepcopy(calibrated), seen[SENSES[0]].shape[1]).train()
    steps = EPOCHS * -(-len(perceived) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(perceived)).split(BATCH):
            here = _drawn(given, len(rows))
            logits = network({sense: values[rows] for sense, values in seen.items()}, here)
            loss = F.cross_entropy(logits, perceived[rows])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def _drawn(given: Sequence[Sequence[str]], count: int) -> Tensor:
    """Which senses there are of so many clips, (N, 2): one of the sets, drawn for each."""
    if len(given) == 1:
        return present(given[0], count)
    sets = torch.cat([present(senses, 1) for senses in given])
    return sets[torch.randint(0, len(given), (count,))]
