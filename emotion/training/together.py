"""Face and voice that belong together, and what people answered to them: clips of CREMA-D, for fusion to learn from.

Composed sequences share a label and nothing else, so they do not teach what people make of a face and a voice that
differ. The clips' pictures could not be had: in the place of a clip's face stands a photograph of which people answered
nearly what the clip's viewers answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from emotion.errors import CorpusError
from emotion.evaluation.corpus import Clip, read_frame
from emotion.fusion.fusion import to_tensors
from emotion.fusion.network import TensorTokens
from emotion.fusion.perceiver import ASKED, SMOOTHING
from emotion.fusion.tokens import tokenise
from emotion.labels import EMOTION_OF
from emotion.modalities import FACE, VOICE
from emotion.training.compose import NOW, moments, times
from emotion.training.face_corpus import VOTE_COLUMNS, FaceCorpus
from emotion.training.matching import matched
from emotion.training.takes import Takes, seen_takes
from emotion.training.votes import FILE, Votes, read_votes
from emotion.types import EMOTIONS, Modality, Observation

FACES, VOICES = Path("faces") / "fer2013.parquet", Path("speech") / "crema_d_logmel.parquet"
NEAREST = 20
"""A photograph is drawn from so many whose answers are nearest to the viewers', by cross-entropy."""

KNOWN = 0.9
"""Photographs stay out of which fewer answers than this share are among those that viewers could give."""

PEOPLE = 10
MOST = {FACE: 1500, VOICE: 1500}
"""So many photographs and clips are read by the networks."""

GIVEN = ((FACE, VOICE), (FACE, VOICE), (FACE,), (VOICE,))
"""What there is of a clip, each as likely: half of the time both."""

BARRED = -1e4


@dataclass(frozen=True, eq=False)
class Answered:
    """B sequences, and answers (B, 7), the distribution of what people said who saw and heard; none says surprise."""

    tokens: TensorTokens
    answers: Tensor

    def loss(self, logits: Tensor) -> Tensor:
        """Cross-entropy in nats of logits (B, 7) to the answers, among what was asked."""
        asked = torch.tensor([emotion in ASKED for emotion in EMOTIONS])
        return F.cross_entropy(logits.masked_fill(~asked, BARRED), self.answers)


class Together:
    """Draws clips. takes and chances are of photographs and clips; faces (N, K), the photographs like each clip's."""

    def __init__(
        self, takes: dict[Modality, Takes], chances: dict[Modality, np.ndarray], faces: np.ndarray, votes: Votes
    ) -> None:
        self._takes, self._faces = takes, faces
        self._clips = chances[VOICE] / chances[VOICE].sum()
        likely = chances[FACE][faces]
        self._photographs = likely / likely.sum(axis=1, keepdims=True)
        self._answers = np.zeros((len(votes), len(EMOTIONS)), np.float32)
        self._answers[:, [EMOTIONS.index(emotion) for emotion in ASKED]] = votes.perceived

    def draw(self, count: int, sizes: dict[Modality, int], rng: np.random.Generator) -> Answered:
        """So many clips, of some of which face or voice is missing."""
        clips = rng.choice(len(self._clips), count, p=self._clips)
        observed = [self._observed(clip, GIVEN[int(rng.integers(len(GIVEN)))], rng) for clip in clips]
        tokens = tokenise(observed, [NOW] * count, sizes)
        return Answered(to_tensors(tokens, np.arange(count)), torch.from_numpy(self._answers[clips]))

    def _observed(self, clip: int, given: Sequence[Modality], rng: np.random.Generator) -> list[Observation]:
        photograph = rng.choice(self._faces[clip], p=self._photographs[clip])
        found = []
        for modality in given:
            views, take = self._takes[modality].clean, photograph if modality == FACE else clip
            found += moments(modality, views, take, times(modality, "clean", rng), rng.uniform(0.55, 0.98), rng)
        return found


def read_together(data: Path, unseen: dict[Modality, Takes], seed: int) -> Together:
    """The clips of DATA/fusion/crema_d_votes.parquet's train speakers with photographs of FER2013's train split, as the
    shipped networks read them, as right and as sure as of unseen takes. Raises CorpusError where one is missing.
    """
    rng = np.random.default_rng(seed)
    votes, table = read_votes(data / FILE), read_frame(data / VOICES, "train").set_index("clip_id")
    rows = np.flatnonzero((votes.splits == "train") & np.isin(votes.clips, table.index))
    if not len(rows):
        raise CorpusError(f"{data / VOICES}: no clip of split train has answers in {data / FILE}")
    votes = votes.of(rng.permutation(rows)[: MOST[VOICE]])
    table = table.loc[votes.clips]
    acted = np.array([EMOTIONS.index(EMOTION_OF[name]) for name in table["emotion"]])
    corpus = FaceCorpus.read(data, "train")
    shown = rng.permutation(len(corpus))[: MOST[FACE]]
    takes = {
        FACE: _takes(FACE, list(corpus.images[shown]), corpus.labels[shown], FACES.stem, rng),
        VOICE: _takes(VOICE, [Clip(None, picture) for picture in table["logmel"]], acted, VOICES.stem, rng),
    }
    return Together(*matched(takes, unseen), alike(votes.shares("face"), corpus.votes[shown]), votes)


def alike(shares: np.ndarray, tagged: np.ndarray) -> np.ndarray:
    """For viewers' answers (N, 6) the NEAREST photographs, nearest first: rows of tagged (M, 10), FER+'s shares."""
    asked = tagged[:, [VOTE_COLUMNS.index(emotion) for emotion in ASKED]]
    rows = np.flatnonzero(asked.sum(axis=1) >= KNOWN)
    smoothed = PEOPLE * asked[rows] + SMOOTHING
    distance = -shares @ np.log(smoothed / smoothed.sum(axis=1, keepdims=True)).T
    return rows[np.argsort(distance, axis=1)[:, :NEAREST]]


def _takes(modality: Modality, signals: list, labels: np.ndarray, corpus: str, rng: np.random.Generator) -> Takes:
    names = np.array([f"row {i}" for i in range(len(labels))])
    return seen_takes(modality, signals, labels, np.full(len(labels), corpus), names, rng)
