"""What the affect tower learns from each kind of corpus: a loss, with a head of its own for the corpus's own labels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.text.backbone import EMBEDDING_SIZE, AffectTower
from emotion.text.whose import Whose
from emotion.training.text_corpora import Corpora, Corpus
from emotion.types import EMOTIONS

FINE_WEIGHT = 2.0
"""Weight of the mean loss over GoEmotions' 28 own labels, beside 1 for the seven; they teach what the seven blur."""
FELT_WEIGHT = 0.3
"""Weight of the cross-entropy of the one emotion felt, and of that of a corpus's own labels."""
AFFECT_WEIGHT = 0.15
"""Weight of the squared error of valence and arousal, in units of EmoBank's variance."""

REHEARSED = 0.4
"""The share of GoEmotions that is read again while the other corpora are learnt, lest it be forgotten."""
OWN_COPIES = 3
"""How often this project's own comments come; they are few beside the corpora."""

_SEVEN = len(EMOTIONS)


@dataclass(frozen=True, eq=False)
class Lesson:
    """A corpus, the place of its first row in SharedStates, and its loss of tower, pooled (N, 384), targets (N, T)."""

    corpus: Corpus
    start: int
    loss: nn.Module


def first_lessons(corpora: Corpora) -> list[Lesson]:
    """Reactions and ratings: GoEmotions and EmoBank."""
    several = Several(corpora.several.targets.shape[1] - _SEVEN)
    return [Lesson(corpora.several, 0, several), _rated(corpora)]


def all_lessons(corpora: Corpora, seed: int) -> list[Lesson]:
    """Situations and dialogues and own comments as well, while a share of GoEmotions is rehearsed."""
    rng = np.random.default_rng(seed)
    fit = corpora.several.fit
    rehearsed = replace(corpora.several, fit=np.sort(rng.choice(fit, int(REHEARSED * len(fit)), replace=False)))
    found = [Lesson(rehearsed, 0, Several(rehearsed.targets.shape[1] - _SEVEN)), _rated(corpora)]
    for corpus in corpora.labelled:
        known = replace(corpus, fit=corpus.fit[corpus.targets[corpus.fit, :_SEVEN].any(axis=1)])
        found.append(Lesson(known, corpora.start(corpus), Labelled(corpus.targets.shape[1] - _SEVEN)))
    own = replace(corpora.own, fit=np.tile(corpora.own.fit, OWN_COPIES))
    return [*found, Lesson(own, corpora.start(corpora.own), Told(_variance(corpora)))]


def _rated(corpora: Corpora) -> Lesson:
    return Lesson(corpora.rated, corpora.start(corpora.rated), Rated(_variance(corpora)))


def _variance(corpora: Corpora) -> Tensor:
    return torch.from_numpy(corpora.rated.targets[corpora.rated.fit].var(axis=0))


class Several(nn.Module):
    """Emotions of which several may hold: targets (N, 7 + K), 0 or 1, the corpus's own labels last."""

    def __init__(self, own: int) -> None:
        super().__init__()
        self.own = nn.Linear(EMBEDDING_SIZE, own)

    def forward(self, tower: AffectTower, pooled: Tensor, targets: Tensor) -> Tensor:
        seven, own = targets[:, :_SEVEN], targets[:, _SEVEN:]
        coarse = F.binary_cross_entropy_with_logits(tower.emotions(pooled), seven)
        fine = F.binary_cross_entropy_with_logits(self.own(pooled), own)
        return coarse + FINE_WEIGHT * fine + FELT_WEIGHT * _felt(tower, pooled, seven)


class Rated(nn.Module):
    """Valence and arousal: targets (N, 2); variance (2,) is theirs."""

    def __init__(self, variance: Tensor) -> None:
        super().__init__()
        self.variance = variance

    def forward(self, tower: AffectTower, pooled: Tensor, targets: Tensor) -> Tensor:
        return AFFECT_WEIGHT * ((tower.affect(pooled) - targets) ** 2 / self.variance).mean()


class Labelled(nn.Module):
    """One label a text: targets (N, 7 + K), the emotion or zeros, then which of the K own labels."""

    def __init__(self, own: int) -> None:
        super().__init__()
        self.own = nn.Linear(EMBEDDING_SIZE, own)

    def forward(self, tower: AffectTower, pooled: Tensor, targets: Tensor) -> Tensor:
        own = F.cross_entropy(self.own(pooled), targets[:, _SEVEN:].argmax(dim=1))
        return FELT_WEIGHT * (own + _felt(tower, pooled, targets[:, :_SEVEN]))


class Told(nn.Module):
    """This project's comments: targets (N, 18), an emotion, its valence and arousal, and whose it is."""

    def __init__(self, variance: Tensor) -> None:
        super().__init__()
        self.rated = Rated(variance)
        self.whose = nn.Linear(EMBEDDING_SIZE, len(Whose))

    def forward(self, tower: AffectTower, pooled: Tensor, targets: Tensor) -> Tensor:
        felt, rated, whose = targets.split([_SEVEN, 2, len(Whose)], dim=1)
        loss_whose = F.cross_entropy(self.whose(pooled), whose.argmax(dim=1))
        return FELT_WEIGHT * (loss_whose + _felt(tower, pooled, felt)) + self.rated(tower, pooled, rated)


def _felt(tower: AffectTower, pooled: Tensor, seven: Tensor) -> Tensor:
    """Cross-entropy with the shares of (N, 7) zeros and ones; rows of zeros count nothing."""
    known = seven.sum(dim=1, keepdim=True)
    shares = seven / known.clamp(min=1)
    return -(shares * tower.felt(pooled).log_softmax(dim=1)).sum(dim=1).mean()
