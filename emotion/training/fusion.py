"""Trains the cross-modal Transformer on composed sequences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F
from tqdm import tqdm

from emotion.evaluation.fusion import fuse_all
from emotion.fusion.fusion import Fusion, save, to_tensors
from emotion.fusion.network import CrossModalTransformer, Fused, FusionConfig
from emotion.fusion.tokens import SENSED, tokenise
from emotion.labels import NORM_MATRIX
from emotion.training.compose import VARIANTS, Composer, Sequence
from emotion.training.takes import Takes, build_takes
from emotion.types import EMOTIONS, INTENTS, Modality

STEPS = 1500
BATCH = 128
JUDGE_EVERY = 100
LEARNING_RATE = 2e-3
SHARES = {"clean": 0.35, "corrupted": 0.2, "stale": 0.12, "missing": 0.18, "contradicting": 0.15}
"""How often each variant is trained on; `missing` is the modality dropout."""
HELD_OUT = 3000


def train(data: Path, out: Path, seed: int = 0, steps: int = STEPS) -> None:
    """Train on sequences composed from the train split and write fusion.safetensors to out.

    The experts are surer of their own training signals than of new ones; so takes are drawn with chances that make each
    expert as often right, class by class, and its probabilities are softened to be as sure, as on the val split. Of the
    averaged weights those are kept that give sequences of the val split the highest likelihood.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    print("reading the corpora through the encoders", flush=True)
    held_out = build_takes(data, "val", per_class=300, seed=seed)
    takes, weights = _matched(build_takes(data, "train", per_class=600, seed=seed), held_out)
    composer = Composer(takes, rng, weights)
    judge = [Composer(held_out, rng).draw(VARIANTS[i % len(VARIANTS)]) for i in range(HELD_OUT)]
    stretch = _affect_stretch(takes[Modality.TEXT])
    network = CrossModalTransformer(FusionConfig(**{str(m): takes[m].clean["embedding"].shape[-1] for m in SENSED}))
    _fit(network, composer, judge, stretch, steps, rng)
    _calibrate(network, judge)
    save(network, out / "fusion.safetensors")


def _fit(
    network: CrossModalTransformer,
    composer: Composer,
    judge: list[Sequence],
    stretch: np.ndarray,
    steps: int,
    rng: np.random.Generator,
) -> None:
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True
    )
    best, kept = -np.inf, network.state_dict()
    for step in (bar := tqdm(range(steps), unit="step")):
        network.train()
        batch = [composer.draw(v) for v in rng.choice(list(SHARES), BATCH, p=list(SHARES.values()))]
        loss = _loss(network, batch, stretch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        average.update_parameters(network)
        if (step + 1) % JUDGE_EVERY == 0:
            likelihood = _log_likelihood(average.module, judge)
            bar.set_postfix(loss=f"{loss.item():.3f}", val=f"{likelihood:.4f}")
            if likelihood > best:
                best, kept = likelihood, {name: value.clone() for name, value in average.module.state_dict().items()}
    network.load_state_dict(kept)


def _loss(network: CrossModalTransformer, batch: list[Sequence], stretch: np.ndarray) -> torch.Tensor:
    config = network.config
    tokens = tokenise([s.observations for s in batch], [s.now for s in batch], {m: getattr(config, m) for m in SENSED})
    fused: Fused = network(to_tensors(tokens, np.arange(len(batch))))
    labels = torch.tensor([s.label for s in batch])
    emotion = F.cross_entropy(fused.logits, labels, label_smoothing=0.02)
    affect = F.mse_loss(fused.affect, torch.from_numpy(np.stack([_affect_target(s, stretch) for s in batch])))
    intent = F.cross_entropy(fused.intent, torch.from_numpy(np.stack([_intent_target(s) for s in batch])))
    return emotion + 2.0 * affect + 0.3 * intent


def _affect_target(sequence: Sequence, stretch: np.ndarray) -> np.ndarray:
    """The mean over the modalities present: the emotion's norms for face and voice, and for text its own valence and
    arousal (learnt from EmoBank), stretched to the norms' spread."""
    norm = NORM_MATRIX[sequence.label]
    texts = [o for o in sequence.observations if o.modality == Modality.TEXT]
    if not texts or sequence.affected == Modality.TEXT:
        return norm
    said = np.clip(stretch * (texts[-1].valence, texts[-1].arousal), -1, 1)
    sensed = len({o.modality for o in sequence.observations}) - 1
    return ((sensed * norm + said) / (sensed + 1)).astype(np.float32)


def _affect_stretch(texts: Takes) -> np.ndarray:
    """(2,): the ratio of the norms' spread over the texts' labels to the spread of the text model's affect."""
    said = np.stack([texts.clean["valence"].ravel(), texts.clean["arousal"].ravel()], axis=1)
    return NORM_MATRIX[texts.labels].std(axis=0) / said.std(axis=0)


def _intent_target(sequence: Sequence) -> np.ndarray:
    """What the newest readable comment wishes for; no wish in particular without one."""
    texts = [o for o in sequence.observations if o.modality == Modality.TEXT and o.intent is not None]
    if not texts or (sequence.affected == Modality.TEXT and sequence.variant == "corrupted"):
        return np.full(len(INTENTS), 1 / len(INTENTS), np.float32)
    return texts[-1].intent


def _log_likelihood(network: CrossModalTransformer, sequences: list[Sequence]) -> float:
    """Mean log-probability of the true emotions."""
    states = fuse_all(Fusion(network), sequences)
    return float(np.mean([np.log(s.probabilities[q.label] + 1e-9) for s, q in zip(states, sequences, strict=True)]))


@torch.inference_mode()
def _calibrate(network: CrossModalTransformer, sequences: list[Sequence]) -> None:
    """Set the temperature that minimises the negative log-likelihood on held-out sequences (Guo et al. 2017)."""
    probabilities = np.stack([s.probabilities for s in fuse_all(Fusion(network), sequences)])
    logits = torch.from_numpy(np.log(probabilities + 1e-9))
    labels = torch.tensor([s.label for s in sequences])
    grid = torch.linspace(0.5, 3.0, 101)
    network.temperature.fill_(min(grid, key=lambda t: F.cross_entropy(logits / t, labels).item()))


def _matched(takes: dict[Modality, Takes], held_out: dict[Modality, Takes]) -> tuple[dict, dict[Modality, np.ndarray]]:
    """Takes with softened probabilities, and their chances, that match each expert's rightness and sureness on val."""
    softened, weights = {}, {}
    for modality, own in takes.items():
        target = _recall(held_out[modality])
        right = _right(own)
        now = _recall(own)
        odds = (1 - target) * now / np.maximum(target * (1 - now), 1e-6)
        weights[modality] = np.where(right, 1.0, np.clip(odds[own.labels], 0.1, 20.0))
        sureness = held_out[modality].clean["probabilities"].max(axis=-1).mean()
        clean, corrupted = _soften(own, weights[modality], float(sureness))
        softened[modality] = Takes(own.labels, clean, corrupted)
        print(f"{modality}: recall on train {now.round(2)}, on val {target.round(2)}", flush=True)
    return softened, weights


def _right(takes: Takes) -> np.ndarray:
    return takes.clean["probabilities"].mean(axis=1).argmax(axis=1) == takes.labels


def _recall(takes: Takes) -> np.ndarray:
    right = _right(takes)
    return np.array(
        [right[takes.labels == k].mean() if (takes.labels == k).any() else 0.5 for k in range(len(EMOTIONS))]
    )


def _soften(takes: Takes, weights: np.ndarray, sureness: float) -> tuple[dict, dict]:
    """Views whose probabilities are raised to the power at which their mean maximum equals sureness."""

    def raised(p: np.ndarray, power: float) -> np.ndarray:
        q = np.maximum(p, 1e-6) ** power
        return q / q.sum(axis=-1, keepdims=True)

    clean = takes.clean["probabilities"]
    powers = np.linspace(0.5, 1.5, 41)
    means = [np.average(raised(clean, power).max(axis=-1).mean(axis=1), weights=weights) for power in powers]
    power = powers[int(np.argmin(np.abs(np.array(means) - sureness)))]
    return (
        takes.clean | {"probabilities": raised(clean, power)},
        takes.corrupted | {"probabilities": raised(takes.corrupted["probabilities"], power)},
    )
