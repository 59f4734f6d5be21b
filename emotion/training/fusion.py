"""Trains the cross-modal Transformer on composed sequences and on what people answered to face and voice together.

The fusions that it is compared with learn from the composed sequences.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from emotion.evaluation.baselines import ProductOfExperts, save_baselines, trainable
from emotion.evaluation.sequences import VARIANTS
from emotion.fusion.fusion import save
from emotion.fusion.network import CrossModalTransformer, Fused, FusionConfig
from emotion.modalities import TEXT
from emotion.training.batch import Batch, affect_stretch, batch_of, without_embeddings
from emotion.training.compose import Composer
from emotion.training.learner import Learner
from emotion.training.matching import matched
from emotion.training.takes import Takes, build_takes
from emotion.training.together import Together, read_together
from emotion.training.wishes import Wishes, parted, read_wishes, voiced
from emotion.types import INTENTS, Modality

STEPS = 1200
BATCH = 128
WISHES = 32
CLIPS = 32
"""Sequences in a batch, and beside them comments with a labelled wish, and clips that people saw and heard."""
JUDGE_EVERY = 200
SHARES = {"clean": 0.35, "corrupted": 0.2, "stale": 0.12, "missing": 0.15, "contradicting": 0.18}
"""How often each variant is trained on; `missing` is the modality dropout."""
HELD_BACK = 0.15
"""The share of the train split's people (stills and texts where none are named) on which weights are chosen."""
JUDGED = 2000
TAKES = {"train": 240, "val": 240}
"""At most so many takes for an emotion of a corpus."""
NO_EMBEDDING = 0.4
"""How often a modality of a sequence comes without its embedding, as from an encoder other than those trained on."""
WEIGHTS = {"affect": 2.0, "intent": 0.5, "attention": 0.15, "answers": 0.5}
"""Of the other losses beside the emotion's."""

Chances = dict[Modality, np.ndarray]
Pool = tuple[dict[Modality, Takes], Chances]


def train(data: Path, out: Path, seed: int = 0) -> None:
    """Train on sequences composed from the train split; write fusion.safetensors and the baselines' weights to out.

    Of the averaged weights those are kept that give sequences of held-back people, stills and texts of the train split
    the highest likelihood; the temperature is set on these too. Of the val split only how often each expert is right
    and how sure it is on average are used (see matching).
    """
    print("reading the corpora through the encoders", flush=True)
    unseen = build_takes(data, "val", TAKES["val"], seed)
    pool = matched(build_takes(data, "train", TAKES["train"], seed), unseen)
    fit(pool, read_wishes(seed), read_together(data, unseen, seed), out, seed)


def fit(pool: Pool, wishes: Wishes, together: Together, out: Path, seed: int, steps: int = STEPS) -> None:
    """What follows the encoders in `train`: from takes and their chances, and clips, to weights."""
    torch.manual_seed(seed)
    rng, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    fitted, held_back = _held_back(pool, rng)
    composer, calibrator, judge = Composer(fitted[0], rng, fitted[1]), _complete(fitted, rng), _complete(held_back, rng)
    sizes = {m: takes.clean["embedding"].shape[-1] for m, takes in pool[0].items()}
    texts = pool[0][TEXT]
    stretch = affect_stretch(texts.clean["valence"], texts.clean["arousal"], texts.labels)
    judged = batch_of([judge.draw(VARIANTS[i % len(VARIANTS)]) for i in range(JUDGED)], sizes, stretch)
    networks = trainable(FusionConfig(**{str(m): size for m, size in sizes.items()}))
    product = networks.pop("product of experts")
    calibrate(product, batch_of([calibrator.draw("clean") for _ in range(JUDGED)], sizes, stretch))
    attune = Learner(CrossModalTransformer(FusionConfig(**{str(m): size for m, size in sizes.items()})), steps)
    others = {name: Learner(network, steps) for name, network in networks.items()}
    known, new = parted(wishes, rng)
    for step in (bar := tqdm(range(steps), unit="step")):
        drawn = [composer.draw(v) for v in rng.choice(list(SHARES), BATCH, p=list(SHARES.values()))]
        rows = rng.choice(known, (WISHES, 2))
        wished = [voiced(wishes, row, earlier, composer, rng) for row, earlier in rows]
        batch = batch_of(drawn, sizes, stretch, wished, wishes.targets()[rows[:, 0]])
        tokens = without_embeddings(batch.tokens, NO_EMBEDDING, generator)
        clips = together.draw(CLIPS, sizes, rng)
        bare = without_embeddings(clips.tokens, NO_EMBEDDING, generator)
        answers = clips.loss(attune.network(bare).logits)
        attune.step(_loss(attune.network(tokens), batch) + WEIGHTS["answers"] * answers)
        for other in others.values():
            other.step(batch.emotion_loss(other.network(tokens)))
        if (step + 1) % JUDGE_EVERY == 0:
            bar.set_postfix(_judge(attune, others, judged))
    network = attune.best()
    _set_temperature(network, judged)
    save(network, out / "fusion.safetensors")
    save_baselines({"product of experts": product} | {n: o.best() for n, o in others.items()}, out)
    sequences = [voiced(wishes, row, rng.choice(new), judge, rng) for row in new for _ in range(5)]
    print(wish_report(network, batch_of([], sizes, stretch, sequences, wishes.targets()[np.repeat(new, 5)])))


def calibrate(product: ProductOfExperts, clean: Batch) -> None:
    """Fit each expert's scale and offsets by itself, to clean sequences."""
    optimiser = torch.optim.LBFGS(product.parameters(), max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        experts, _ = product.experts(clean.tokens)
        total = sum(clean.emotion_loss(expert) for expert in experts.unbind(1))
        total.backward()
        return total

    optimiser.step(loss)


@torch.inference_mode()
def wish_report(network: CrossModalTransformer, batch: Batch) -> str:
    """Macro-F1 over the eight intents of comments with a wish, of families never trained on, beside the text's own."""
    wish = batch.intent.amax(1) > 0.5
    truth = batch.intent[wish].argmax(1)
    fused = network(batch.tokens).intent
    own = batch.tokens[TEXT][2][wish]
    newest = batch.tokens[TEXT][3][wish].argmax(1)
    read = own[torch.arange(len(own)), newest].argmax(1)
    f1 = [f1_score(truth, guess, average="macro") for guess in (fused[wish].argmax(1), read)]
    idle = fused[~wish].softmax(1).amax(1)
    return (
        f"intent, held-out families (n={len(truth)}): macro-F1 {f1[0]:.3f} fused, {f1[1]:.3f} by the text alone; "
        f"largest intent without a wish (n={len(idle)}): mean {idle.mean():.2f} of {1 / len(INTENTS):.2f} at least"
    )


def _held_back(pool: Pool, rng: np.random.Generator) -> tuple[Pool, Pool]:
    """Takes and chances to fit with, and others of other people, each corpus giving its share."""
    takes, chances = pool
    held = {}
    for modality, own in takes.items():
        names = np.char.add(np.char.add(own.corpora, "/"), own.people)
        held[modality] = np.zeros(len(names), bool)
        for corpus in np.unique(own.corpora):
            people = rng.permutation(np.unique(names[own.corpora == corpus]))
            held[modality] |= np.isin(names, people[: max(1, round(HELD_BACK * len(people)))])
    return tuple(
        ({m: own.of(rows[m]) for m, own in takes.items()}, {m: chances[m][rows[m]] for m in takes})
        for rows in ({m: ~h for m, h in held.items()}, held)
    )


def _complete(pool: Pool, rng: np.random.Generator) -> Composer:
    """Draws from the corpora that have all emotions, as the sequences to be judged on do."""
    takes, chances = pool
    rows = {m: own.complete() for m, own in takes.items()}
    return Composer({m: own.of(rows[m]) for m, own in takes.items()}, rng, {m: chances[m][rows[m]] for m in takes})


def _loss(fused: Fused, batch: Batch) -> Tensor:
    labelled, struck = batch.labels >= 0, batch.affected >= 0
    affect = F.mse_loss(fused.affect[labelled], batch.affect[labelled])
    intent = F.cross_entropy(fused.intent, batch.intent)
    paid = fused.attention[struck].gather(1, batch.affected[struck, None])
    attention = -torch.log1p(-paid.clamp_max(0.999)).mean()
    return (
        batch.emotion_loss(fused.logits)
        + WEIGHTS["affect"] * affect
        + WEIGHTS["intent"] * intent
        + WEIGHTS["attention"] * attention
    )


@torch.inference_mode()
def _judge(attune: Learner, others: dict[str, Learner], batch: Batch) -> dict[str, str]:
    scores = {"attune": -batch.emotion_loss(attune.average(batch.tokens).logits).item()}
    attune.judged(scores["attune"])
    for name, other in others.items():
        scores[name] = -batch.emotion_loss(other.average(batch.tokens)).item()
        other.judged(scores[name])
    return {name: f"{score:.4f}" for name, score in scores.items()}


@torch.inference_mode()
def _set_temperature(network: CrossModalTransformer, batch: Batch) -> None:
    """The temperature with the least negative log-likelihood (Guo et al. 2017)."""
    logits = network(batch.tokens).logits
    grid = torch.linspace(0.5, 3.0, 101)
    network.fusion.temperature.fill_(min(grid, key=lambda t: batch.emotion_loss(logits / t).item()))
