"""One person's learning at home, with or without noise, and how well it does there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from emotion.federated.homes import Home
from emotion.federated.network import AtHome, Together, agreement, arrays_of, load

RATE = 5e-3
CLIP = 1.0
"""Under privacy no moment moves the shared part by more than this before noise is added."""


@dataclass(frozen=True)
class Plan:
    """What a run does. personal: a part stays at home. contrast: how much the agreement of the views counts. noise: of
    each step of the shared part, in CLIPs; 0 for none."""

    rounds: int = 20
    epochs: int = 2
    batch: int = 16
    personal: bool = True
    contrast: float = 0.1
    noise: float = 0.0


class Learner:
    """One home with its copy of what is shared and with what is its own.

    Where a plan is personal, a network of the home's own, of the shared one's form, learns beside it and never travels;
    what the two say is averaged, with the same say each (APFL, Deng, Kamani & Mahdavi 2020, with their alpha at 0.5).
    """

    def __init__(self, home: Home, plan: Plan, seed: int) -> None:
        torch.manual_seed(seed)
        self.home, self.plan = home, plan
        self.outputs = max(home.classes, 1)
        self.together = Together(home.first.shape[1], home.second.shape[1], self.outputs)
        self.own = AtHome(self.outputs)
        self.alone = Together(home.first.shape[1], home.second.shape[1], self.outputs)
        self._rng = np.random.default_rng(seed)
        self._first, self._second = torch.from_numpy(home.first), torch.from_numpy(home.second)
        kind = np.int64 if home.classes else np.float32
        self._targets = torch.from_numpy(home.targets.astype(kind))

    def fit(self, shared: list[np.ndarray]) -> tuple[list[np.ndarray], int]:
        """Learn a round from what is shared: what is to be shared of it, and from how many moments."""
        load(self.together, shared)
        rows = np.flatnonzero(~self.home.test)
        stays = [*self.own.parameters(), *self.alone.parameters()]
        own = torch.optim.Adam(stays, lr=RATE) if self.plan.personal else None
        travels = torch.optim.Adam(self.together.parameters(), lr=RATE)
        for _ in range(self.plan.epochs):
            for part in np.array_split(self._rng.permutation(rows), max(1, round(len(rows) / self.plan.batch))):
                self._step(torch.from_numpy(part), travels, own)
        return arrays_of(self.together), len(rows)

    @torch.no_grad()
    def judge(self, shared: list[np.ndarray]) -> float:
        """Macro-F1 over the classes a person shows, or the mean absolute error, on what was never learnt from."""
        load(self.together, shared)
        rows = torch.from_numpy(np.flatnonzero(self.home.test))
        found = self._said(rows, self.plan.personal)
        if self.plan.personal:
            found = self._averaged(found, self._said_alone(rows))
        targets = self._targets[rows].numpy()
        if not self.home.classes:
            return float(np.abs(found[:, 0].numpy() - targets).mean())
        return macro_f1(found.argmax(dim=1).numpy(), targets)

    def _said(self, rows: Tensor, personal: bool) -> Tensor:
        views = torch.cat(self.together(self._first[rows], self._second[rows]), dim=1)
        return self.own(views, self.together) if personal else self.together.head(views)

    def _said_alone(self, rows: Tensor) -> Tensor:
        return self.alone.head(torch.cat(self.alone(self._first[rows], self._second[rows]), dim=1))

    def _averaged(self, first: Tensor, second: Tensor) -> Tensor:
        if self.home.classes:
            first, second = first.softmax(dim=1), second.softmax(dim=1)
        return (first + second) / 2

    def _loss(self, rows: Tensor, found: Tensor) -> Tensor:
        if self.home.classes:
            return functional.cross_entropy(found, self._targets[rows])
        return functional.smooth_l1_loss(found[:, 0], self._targets[rows], beta=0.1)

    def _step(self, rows: Tensor, travels: torch.optim.Optimizer, own: torch.optim.Optimizer | None) -> None:
        for optimiser in (travels, own):
            if optimiser:
                optimiser.zero_grad(set_to_none=True)
        if self.plan.noise:
            self._noised(rows)
        else:
            loss = self._loss(rows, self._said(rows, self.plan.personal))
            if self.plan.contrast and len(rows) > 1:
                loss = loss + self.plan.contrast * agreement(*self.together(self._first[rows], self._second[rows]))
            loss.backward()
        if own:
            self._loss(rows, self._said_alone(rows)).backward()
        travels.step()
        if own:
            own.step()

    def _noised(self, rows: Tensor) -> None:
        """Gradients of the shared part, of each moment by itself, clipped, summed, and noise added (DP-SGD, Abadi et
        al. 2016). It learns as if there were nothing personal, since that has seen the moments without noise; and views
        are not contrasted, which would tie moments together."""
        if self.plan.personal:
            self._loss(rows, self._said(rows, personal=True)).backward()
        shared = list(self.together.parameters())
        total = [torch.zeros_like(one) for one in shared]
        for row in rows:
            found = torch.autograd.grad(self._loss(row[None], self._said(row[None], personal=False)), shared)
            length = torch.sqrt(sum((one**2).sum() for one in found))
            for one, own in zip(total, found, strict=True):
                one += own * min(1.0, CLIP / float(length + 1e-9))
        for one, summed in zip(shared, total, strict=True):
            one.grad = (summed + self.plan.noise * CLIP * torch.randn_like(summed)) / len(rows)


def macro_f1(found: np.ndarray, targets: np.ndarray) -> float:
    """The mean over the classes in targets of each one's F1."""
    scores = []
    for label in np.unique(targets):
        hit = float(((found == label) & (targets == label)).sum())
        scores.append(2 * hit / ((found == label).sum() + (targets == label).sum()))
    return float(np.mean(scores))


def averaged(sent: list[tuple[list[np.ndarray], int]]) -> list[np.ndarray]:
    """The mean of what was sent, each weighed by from how many moments it was learnt (FedAvg, McMahan et al. 2017)."""
    total = sum(count for _, count in sent)
    return [
        np.sum([count / total * arrays[place] for arrays, count in sent], axis=0) for place in range(len(sent[0][0]))
    ]
