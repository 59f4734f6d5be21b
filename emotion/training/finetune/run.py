"""The training loop: seeded, with a progress bar, and able to go on where it was stopped."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm
from transformers import PreTrainedModel

from emotion.checkpoint import Checkpoint, optimiser_tensors, restore_optimiser
from emotion.errors import PretrainedError
from emotion.modalities import FACE, TEXT, VOICE
from emotion.pretrained.network import accelerator
from emotion.pretrained.signals import Signals
from emotion.training.finetune.corpora import Examples, Task
from emotion.types import EMOTIONS

SAVE_EVERY = 600.0  # s
WARM_UP = 0.1  # share of the steps over which the learning rate rises; then it falls as a cosine
WEIGHT_DECAY = 0.01
AFFECT_LOSS = 2.0  # weight of the squared error of valence and arousal against the cross-entropy


@dataclass(frozen=True)
class Plan:
    """How an encoder is trained; rate is the highest learning rate, smoothing that of the labels."""

    epochs: int
    batch: int
    rate: float
    smoothing: float = 0.0


PLANS = {
    FACE: Plan(8, 32, 5e-5, smoothing=0.1),
    VOICE: Plan(20, 8, 5e-5, smoothing=0.1),
    TEXT: Plan(4, 32, 3e-5),
}


class Run:
    """A model in training, after `step` of `steps`; losses holds those of the steps made here.

    On a GPU in bfloat16 where there is one, else in float32.
    """

    def __init__(self, model: PreTrainedModel, signals: Signals, task: Task, plan: Plan, seed: int) -> None:
        self.device = accelerator() or torch.device("cpu")
        self.model = model.to(self.device)
        self.step = 0
        self.losses: list[float] = []
        self._signals, self._task, self._plan, self._seed = signals, task, plan, seed
        self._steps_an_epoch = math.ceil(len(task.fit) / plan.batch)
        self.steps = plan.epochs * self._steps_an_epoch
        trained = [p for p in model.parameters() if p.requires_grad]
        groups = [
            {"params": [p for p in trained if p.ndim > 1], "weight_decay": WEIGHT_DECAY},
            {"params": [p for p in trained if p.ndim <= 1], "weight_decay": 0.0},
        ]
        self._optimizer = torch.optim.AdamW(groups, lr=plan.rate)
        self._weights = torch.from_numpy(task.weights).to(self.device)

    def fit(self, checkpoint: Path) -> None:
        """Train to the end, from a checkpoint file where there is one.

        Every step draws from its own seed, so a run that was stopped ends with the weights of one that was not. Raises
        PretrainedError when the checkpoint belongs to another run.
        """
        if checkpoint.is_file():
            self._load(checkpoint)
        saved_at = time.monotonic()
        self.model.train()
        bar = tqdm(total=self.steps, initial=self.step, desc=f"finetune {self._task.modality}", mininterval=5)
        while self.step < self.steps:
            self.losses.append(self._train(self._rows()))
            self.step += 1
            bar.update()
            bar.set_postfix(loss=f"{np.mean(self.losses[-50:]):.4f}", refresh=False)
            if time.monotonic() - saved_at > SAVE_EVERY or self.step % self._steps_an_epoch == 0:
                self.save(checkpoint)
                saved_at = time.monotonic()
        bar.close()
        self.model.eval()

    @torch.inference_mode()
    def logits(self, examples: Examples) -> np.ndarray:
        """The outputs (N, L) for examples as they are."""
        self.model.eval()
        starts = range(0, len(examples), self._plan.batch)
        parts = [self._outputs(examples.signals[i : i + self._plan.batch]) for i in tqdm(starts, "tune", leave=False)]
        return torch.cat(parts).float().cpu().numpy()

    def save(self, file: Path) -> None:
        """Write what a later run needs to go on."""
        parts = {"model": self.model.state_dict(), "optimiser": optimiser_tensors(self._optimizer)}
        Checkpoint(file, self._name()).save(parts, {"step": self.step})

    def _load(self, file: Path) -> None:
        saved = Checkpoint(file, self._name()).load()
        if saved is None:
            raise PretrainedError(f"{file} was left by a run on other data or with other settings; delete it")
        self.step = saved.numbers["step"]
        self.model.load_state_dict(saved.parts["model"])
        restore_optimiser(self._optimizer, saved.parts["optimiser"])

    def _name(self) -> str:
        return f"{type(self.model).__name__} {len(self._task.fit)} {self._plan} {self._seed}"

    def _rows(self) -> np.ndarray:
        """The examples of the present step."""
        epoch, step = divmod(self.step, self._steps_an_epoch)
        order = np.random.default_rng((self._seed, epoch)).permutation(len(self._task.fit))
        return order[step * self._plan.batch : (step + 1) * self._plan.batch]

    def _train(self, rows: np.ndarray) -> float:
        rng = np.random.default_rng((self._seed, 1, self.step))
        torch.manual_seed(hash((self._seed, self.step)))
        np.random.seed(self.step)  # noqa: NPY002 - Wav2Vec2's masks are drawn from it
        for group in self._optimizer.param_groups:
            group["lr"] = self._plan.rate * rate((self.step + 1) / self.steps)
        outputs = self._outputs([self._task.vary(self._task.fit.signals[row], rng) for row in rows])
        loss = self._loss(outputs.float(), torch.from_numpy(self._task.fit.targets[rows]).to(self.device))
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        return float(loss.detach())

    def _outputs(self, signals: list) -> Tensor:
        batch = self._signals.collate([self._signals.item(signal) for signal in signals])
        inputs = {name: torch.from_numpy(values).to(self.device) for name, values in batch.items()}
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type != "cpu"):
            return self.model(**inputs).logits

    def _loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        seven = len(EMOTIONS)
        if not self._task.multi_label:
            return F.cross_entropy(outputs, targets, self._weights, label_smoothing=self._plan.smoothing)
        known = ~targets.isnan()
        # Both kinds over all that is known, so that a batch's mixture sets their shares.
        felt = F.binary_cross_entropy_with_logits(outputs, targets.nan_to_num(), reduction="none")[:, :seven]
        rated = (outputs - targets.nan_to_num()).square()[:, seven:]
        losses = torch.cat([felt, AFFECT_LOSS * rated], 1)
        return (losses * known).sum() / known.sum()


def rate(progress: float) -> float:
    """The share of the highest learning rate after a share `progress` of the steps."""
    if progress < WARM_UP:
        return progress / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))
