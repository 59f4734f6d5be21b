"""Sequences composed per CREMA-D clip: what the shipped networks read of its voice, and of a face that people read so.

The clips' pictures could not be had. In the place of a clip's face stands a photograph of which people answered nearly
what the clip's viewers answered; so face and voice differ as those of one person do, and what they are to be read as is
what those answered who had both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from emotion.errors import CorpusError
from emotion.evaluation import sequences
from emotion.evaluation.corpus import read_frame
from emotion.evaluation.fusion import PRODUCT, baseline_probabilities, fuse_all
from emotion.face import FaceNetwork
from emotion.fusion import Fusion
from emotion.fusion.perceiver import ASKED
from emotion.modalities import FACE, VOICE
from emotion.training.face_corpus import FaceCorpus
from emotion.training.together import FACES, VOICES, alike
from emotion.training.votes import FILE, Votes, read_votes
from emotion.types import EMOTIONS, Observation
from emotion.voice import VoiceNetwork
from emotion.voice.features import decode_logmel

SPLIT = "val"
"""No network was trained on these people and photographs."""

DRAWS = 5
"""Photographs for each clip."""

NOW = 60.0
QUALITY = 0.85
METHODS = (PRODUCT, "weighted average", "concatenation")


def there(data: Path) -> bool:
    """Whether a folder holds what sequences are composed of."""
    return (data / FACES).is_file() and (data / VOICES).is_file()


def judged(data: Path, given: Mapping[str, Sequence[str]], seed: int) -> tuple[dict[str, dict[str, np.ndarray]], Votes]:
    """By senses given and method, `attune` first, the distributions (N, 6) over ASKED, and the answers.

    Raises CorpusError where no clip of val has answers and a voice.
    """
    fusion = Fusion.load()
    observed, votes = composed(data, seed)
    found = {}
    for name, senses in given.items():
        rows = [
            sequences.Sequence(0, "clean", "", NOW, tuple(observed[sense][row] for sense in senses))
            for row in range(len(votes))
        ]
        others = baseline_probabilities(fusion.config, rows)
        fused = {"attune": np.stack([state.probabilities for state in fuse_all(fusion, rows)])}
        found[name] = {k: _asked(p) for k, p in (fused | {m: others[m] for m in METHODS}).items()}
    return found, votes


def composed(data: Path, seed: int) -> tuple[dict[str, list[Observation]], Votes]:
    """By sense N observations, a clip with each of its photographs after the other, and the answers to the clips."""
    votes = read_votes(data / FILE)
    table = read_frame(data / VOICES, SPLIT).set_index("clip_id")
    votes = votes.of(np.flatnonzero((votes.splits == SPLIT) & np.isin(votes.clips, table.index)))
    if not len(votes):
        raise CorpusError(f"{data / VOICES}: no clip of split {SPLIT} has answers in {data / FILE}")
    heard = VoiceNetwork.load().predict([decode_logmel(picture) for picture in table.logmel.loc[votes.clips]])
    corpus = FaceCorpus.read(data, SPLIT)
    near, random = alike(votes.shares("face"), corpus.votes), np.random.default_rng(seed)
    drawn = random.integers(0, near.shape[1], (len(votes), DRAWS))
    photographs = np.take_along_axis(near, drawn, axis=1)
    seen = FaceNetwork.load().predict(corpus.images[photographs.ravel()])
    clips = np.repeat(np.arange(len(votes)), DRAWS)
    return {
        str(VOICE): [heard.observation(VOICE, NOW, QUALITY, row) for row in clips],
        str(FACE): [seen.observation(FACE, NOW, QUALITY, row) for row in range(len(clips))],
    }, votes.of(clips)


def _asked(probabilities: np.ndarray) -> np.ndarray:
    """Probabilities (N, 7) -> those of the emotions that people could answer, (N, 6)."""
    found = probabilities[:, [EMOTIONS.index(emotion) for emotion in ASKED]].astype(np.float64)
    return found / found.sum(axis=1, keepdims=True)
