"""Comments with a labelled wish, set among faces and voices, so that the fusion's intent is learnt from labels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from emotion.evaluation.batches import run_batches
from emotion.evaluation.sequences import Sequence
from emotion.modalities import TEXT
from emotion.text import TextNetwork
from emotion.text.backbone import Backbone
from emotion.text.heads import intent_distribution
from emotion.training import intent
from emotion.training.compose import NOW, Composer
from emotion.types import INTENTS, Observation, Prediction

HELD_OUT = 0.2
"""The share of the families of phrasing that are never trained on."""


@dataclass(frozen=True, eq=False)
class Wishes:
    """N comments: classes (N,) into INTENTS, or intent.NO_WISH; families (N,) of phrasing; what the text model says.

    The intent in `said` comes from heads that saw no sentence of the same family.
    """

    classes: np.ndarray
    families: np.ndarray
    said: Prediction

    def targets(self) -> np.ndarray:
        """(N, 8): what was wished for; certain where there is a wish, even where there is none."""
        certain = np.vstack([np.eye(len(INTENTS)), np.full(len(INTENTS), 1 / len(INTENTS))])
        return certain[self.classes].astype(np.float32)


def read_wishes(seed: int) -> Wishes:
    """This project's own sentences through the text model."""
    table = intent.sentences()
    classes, families = table["class"].to_numpy(), table.family.to_numpy(str)
    network = TextNetwork.load()
    said = run_batches(network.predict, table.text.tolist())
    features = intent.intent_features(Backbone(), table.text, network.heads.idf)
    scores = intent.held_out_scores(features, classes, families, seed)
    return Wishes(classes, families, replace(said, intent=intent_distribution(scores)))


def parted(wishes: Wishes, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Indices to train on and indices held out, no family in both."""
    names = rng.permutation(np.unique(wishes.families))
    held_out = np.isin(wishes.families, names[: max(1, round(HELD_OUT * len(names)))])
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def voiced(wishes: Wishes, row: int, earlier: int, composer: Composer, rng: np.random.Generator) -> Sequence:
    """A comment of the wishes amid a face and a voice of any emotion, or alone; at times after an earlier comment.

    Its label is the emotion of face and voice, or what the comment by itself sounds like.
    """
    base = composer.draw("clean")
    if rng.random() < 0.25:
        around, label = (), int(wishes.said.probabilities[row].argmax())
    else:
        around, label = tuple(o for o in base.observations if o.modality != TEXT), base.label
    time = NOW - rng.uniform(0, 12)
    comments = [_comment(wishes, row, time, rng)]
    if rng.random() < 0.3:
        comments.append(_comment(wishes, earlier, time - rng.uniform(3, 40), rng))
    return replace(base, label=label, observations=(*around, *comments))


def _comment(wishes: Wishes, row: int, time: float, rng: np.random.Generator) -> Observation:
    return wishes.said.observation(TEXT, float(time), float(rng.uniform(0.55, 0.98)), row)
