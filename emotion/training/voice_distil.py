"""Teachers of several shapes learn the emotions of speech; a student small enough to be served learns from their mean.

Knowledge distillation (Hinton, Vinyals & Dean 2015) with consistent and patient teaching (Beyer et al. 2022): teachers
and student hear the same augmented, mixed window, over a long course.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from emotion.training.voice_batches import Batch, Drawer
from emotion.training.voice_clips import Clips
from emotion.training.voice_learner import Course, Loss, learn, learned, logits_of
from emotion.training.voice_net import Shape, VoiceNet

TEACHERS = (Shape(1.5), Shape(2.0), Shape(1.5, dropout=0.4), Shape())
SERVED = len(TEACHERS) - 1
"""Which teacher is small enough to be served beside the student."""
STUDENT = Shape()
TEACHER_COURSE = Course(12_000)
STUDENT_COURSE = Course(16_000, 2.5e-3)
TEACHERS_SHARE = 0.45  # of the time
TEACHER_BATCH, STUDENT_BATCH = 64, 128
TEACHER_MIXUP, STUDENT_MIXUP = 0.3, 1.0  # alpha
LISTENERS = 0.2  # their share in what a clip of theirs is called
LISTENER_LOSS = 0.5  # weight of the second head, which learns the listeners' answers alone
SMOOTHING = 0.1
TEMPERATURE = 2.0  # at which the student follows its teachers
TAUGHT = 0.8  # weight of the teachers' answer, against that of the label


@dataclass(frozen=True)
class Place:
    """Where networks learn: clips is a file of `Clips.save`; folder takes the weights; workers learn side by side."""

    clips: Path
    folder: Path
    device: str = "cpu"
    workers: int = 1
    seed: int = 0


def distil(place: Place, seconds: float | None = None) -> None:
    """Trains the teachers, then the student on them; where seconds are given, within about so many."""
    if seconds is None:
        teach(place, TEACHER_COURSE)
        return study(place, STUDENT_COURSE)
    each = TEACHERS_SHARE * seconds / (len(TEACHERS) if place.workers == 1 else 1)
    teach(place, replace(TEACHER_COURSE, seconds=each))
    return study(place, replace(STUDENT_COURSE, seconds=(1 - TEACHERS_SHARE) * seconds))


def teach(place: Place, course: Course) -> None:
    """Trains the teachers: folder/teacher0.safetensors and so on. Prints UAR on val, of each and of their mean."""
    if place.workers == 1:
        for index in range(len(TEACHERS)):
            _teacher(index, place, course)
    else:
        context = multiprocessing.get_context("spawn")  # a forked process cannot use a GPU
        with ProcessPoolExecutor(place.workers, context) as pool:
            list(pool.map(partial(_teacher, place=place, course=course), range(len(TEACHERS))))
    _, val = _clips(place)
    print("teachers' mean: val UAR", val.recalls(logits_of(teachers_of(place), val).numpy()), flush=True)


def study(place: Place, course: Course) -> None:
    """Trains the student on the teachers in the folder: folder/student.safetensors."""
    train, val = _clips(place)
    seed = place.seed * 100 + len(TEACHERS)
    model = _new(STUDENT, seed, place.device)
    loss = distillation_loss(teachers_of(place, TEMPERATURE))
    batches = _mixed(train, STUDENT_BATCH, STUDENT_MIXUP, seed, place.device)
    learn(model, batches, loss, course, val, "student", place.folder)


def served_of(folder: Path) -> tuple[VoiceNet, VoiceNet]:
    """What is served of a folder's networks: the smallest teacher and the student."""
    teacher = learned(TEACHERS[SERVED], folder / f"teacher{SERVED}.safetensors")
    return teacher, learned(STUDENT, folder / "student.safetensors")


class Mean(nn.Module):
    """The mean probabilities of networks at a temperature, as their logarithm: (N, 128, T) -> ((N, 7),)."""

    def __init__(self, models: Sequence[VoiceNet], temperature: float = 1.0) -> None:
        super().__init__()
        self.models, self.temperature = nn.ModuleList(models), temperature

    def forward(self, x: Tensor) -> tuple[Tensor]:
        answers = [torch.log_softmax(model(x)[0].float() / self.temperature, 1) for model in self.models]
        return (torch.logsumexp(torch.stack(answers), 0) - np.log(len(answers)),)


def teachers_of(place: Place, temperature: float = 1.0) -> Mean:
    """The teachers in the folder, as one network."""
    models = [learned(shape, place.folder / f"teacher{i}.safetensors") for i, shape in enumerate(TEACHERS)]
    return Mean(models, temperature).to(place.device).to(memory_format=torch.channels_last)


def label_loss(model: VoiceNet, batch: Batch, weight: float = 1.0) -> Tensor:
    """Cross-entropy to what was acted (times weight) and, by the second head, to what listeners answered."""
    return _losses(model(batch.pictures), batch, weight)


def distillation_loss(teachers: Mean) -> Loss:
    """Cross-entropy to the answer of teachers who hear the same, beside that to the label."""

    def loss(model: VoiceNet, batch: Batch) -> Tensor:
        outputs = model(batch.pictures)
        with torch.no_grad():
            answer = teachers(batch.pictures)[0].exp()
        said = F.cross_entropy(outputs[0].float() / TEMPERATURE, answer)
        return TAUGHT * TEMPERATURE**2 * said + _losses(outputs, batch, 1 - TAUGHT)

    return loss


def _losses(outputs: tuple[Tensor, Tensor, Tensor], batch: Batch, weight: float) -> Tensor:
    logits, _, listeners = (output.float() for output in outputs)
    loss = weight * F.cross_entropy(logits, batch.acted, label_smoothing=SMOOTHING)
    return loss + LISTENER_LOSS * F.cross_entropy(listeners, batch.heard)


def _teacher(index: int, place: Place, course: Course) -> None:
    train, val = _clips(place)
    seed = place.seed * 100 + index
    model = _new(TEACHERS[index], seed, place.device)
    batches = _mixed(train, TEACHER_BATCH, TEACHER_MIXUP, seed, place.device)
    learn(model, batches, label_loss, course, val, f"teacher{index}", place.folder)


def _clips(place: Place) -> tuple[Clips, Clips]:
    clips = Clips.load(place.clips)
    return clips.where(clips.split == "train"), clips.where(clips.split == "val")


def _new(shape: Shape, seed: int, device: str) -> VoiceNet:
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    return VoiceNet(shape).to(device)


def _mixed(clips: Clips, size: int, alpha: float, seed: int, device: str) -> Iterator[Batch]:
    random = np.random.default_rng(seed)
    for batch in Drawer(clips, LISTENERS, size, device, seed):
        yield batch.mixed(alpha, random)
