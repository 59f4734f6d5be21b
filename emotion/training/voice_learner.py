"""How a voice network learns: one cycle of the rate, averaged weights, a checkpoint from which it goes on."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from emotion.checkpoint import Checkpoint, optimiser_tensors, restore_optimiser
from emotion.errors import ModelNotFoundError
from emotion.training.voice_batches import Batch
from emotion.training.voice_clips import Clips
from emotion.training.voice_net import Shape, VoiceNet
from emotion.voice.logmel import WINDOW, rescale

WEIGHT_DECAY = 0.03
EMA_DECAY = 0.999
WARM_UP = 0.04  # of a course
REPORTS = 8  # a course

Loss = Callable[[VoiceNet, Batch], Tensor]


@dataclass(frozen=True)
class Course:
    """How long a network learns, and how fast at most. By `seconds`, where given, it ends with the time, not the steps.

    The same seed gives the same weights only by steps.
    """

    steps: int
    rate: float = 2e-3
    seconds: float | None = None

    def share(self, step: int, elapsed: float) -> float:
        """How much of it is done, 0 to 1."""
        return min(step / self.steps if self.seconds is None else elapsed / self.seconds, 1.0)

    def rate_at(self, share: float) -> float:
        """Linear warm-up, then half a cosine down to 0."""
        if share < WARM_UP:
            return self.rate * (share + 1e-3) / (WARM_UP + 1e-3)
        return self.rate * 0.5 * (1 + math.cos(math.pi * (share - WARM_UP) / (1 - WARM_UP)))


def learn(
    model: VoiceNet, batches: Iterable[Batch], loss_of: Loss, course: Course, val: Clips, name: str, folder: Path
) -> VoiceNet:
    """The moving average of the weights of `model` at the end of the course; folder/NAME.safetensors holds it too.

    It is written there as the course goes. One by steps that was cut off goes on from folder/NAME.resume.safetensors,
    with other batches than it would have had; one that is done is not gone through again.
    """
    kept = Checkpoint(folder / f"{name}.safetensors")
    if course.seconds is None and (done := kept.load()) and done.numbers["step"] >= course.steps:
        model.load_state_dict(done.parts["average"])
        return model.eval()
    device = next(model.parameters()).device
    model = model.to(memory_format=torch.channels_last).train()
    average = copy.deepcopy(model).eval().requires_grad_(False)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=WEIGHT_DECAY, fused=True)
    resume = Checkpoint(folder / f"{name}.resume.safetensors", course.steps) if course.seconds is None else None
    step = _resume(resume, model, average, optimizer) if resume else 0
    old, new = _floats(average), _floats(model)
    began, told, losses = time.monotonic(), int(course.share(step, 0) * REPORTS), []
    for batch in batches:
        share = course.share(step, time.monotonic() - began)
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = course.rate_at(share)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            loss = loss_of(model, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        step += 1
        torch._foreach_lerp_(old, new, 1 - min(EMA_DECAY, step / (step + 9)))
        losses.append(loss.detach())
        if share * REPORTS >= told + 1:
            told += 1
            _tell(name, step, began, losses, average, val)
            kept.save({"average": average.state_dict()}, {"step": step})
            if resume:
                _save(resume, model, average, optimizer, step)
    _tell(name, step, began, losses, average, val)
    kept.save({"average": average.state_dict()}, {"step": step})
    if resume:
        resume.clear()
    return average


def learned(shape: Shape, path: Path) -> VoiceNet:
    """The network of this shape whose averaged weights `learn` left in a file, ready to run."""
    model = VoiceNet(shape).eval().requires_grad_(False)
    saved = Checkpoint(path).load()
    if saved is None:
        raise ModelNotFoundError(f"{path} holds no weights of a voice network")
    model.load_state_dict({name: value.float() for name, value in saved.parts["average"].items()})
    return model


@torch.no_grad()
def logits_of(model: nn.Module, clips: Clips) -> Tensor:
    """Logits (n, 7) of every clip's first 3 s. Clips of one length run together, so that no padding blurs them."""
    device = next(model.parameters()).device
    pictures = [rescale(picture[:, :WINDOW]) for picture in clips.pictures]
    lengths = np.array([picture.shape[1] for picture in pictures])
    logits = torch.zeros(len(pictures), 7)
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        logits[rows] = model(torch.from_numpy(np.stack([pictures[row] for row in rows])).to(device))[0].float().cpu()
    return logits


def _floats(model: nn.Module) -> list[Tensor]:
    return [value.detach() for value in model.state_dict().values() if value.is_floating_point()]


def _tell(name: str, step: int, began: float, losses: list[Tensor], average: VoiceNet, val: Clips) -> None:
    loss = torch.stack(losses).mean().item() if losses else math.nan
    losses.clear()
    found = val.recalls(logits_of(average, val).numpy())
    print(f"{name}: step {step}, {time.monotonic() - began:.0f} s, loss {loss:.3f}, val UAR {found}", flush=True)


def _save(
    checkpoint: Checkpoint, model: VoiceNet, average: VoiceNet, optimizer: torch.optim.Optimizer, step: int
) -> None:
    parts = {"model": model.state_dict(), "average": average.state_dict()}
    checkpoint.save(parts | {"optimiser": optimiser_tensors(optimizer)}, {"step": step})


def _resume(checkpoint: Checkpoint, model: VoiceNet, average: VoiceNet, optimizer: torch.optim.Optimizer) -> int:
    """Loads a checkpoint into the three; the steps done, 0 without a checkpoint."""
    saved = checkpoint.load()
    if saved is None:
        return 0
    model.load_state_dict(saved.parts["model"])
    average.load_state_dict(saved.parts["average"])
    restore_optimiser(optimizer, saved.parts["optimiser"])
    return saved.numbers["step"]
