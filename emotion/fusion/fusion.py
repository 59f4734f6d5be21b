"""Recent observations -> EmotionState."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from emotion.affect import bounded
from emotion.encoder import model_file
from emotion.fusion.experts import Expert, joined, normalised_entropy
from emotion.fusion.network import CrossModalTransformer, FusionConfig, TensorTokens
from emotion.fusion.tokens import SENSED, Tokens, tokenise
from emotion.labels import NORM_MATRIX
from emotion.types import Attention, EmotionState, Modality, Observation

LEADS_FOR = 30.0
"""Seconds for which the person's own word leads undiminished, whatever face and voice show."""

TOLD_SPREAD = 0.5
"""Standard deviation, on the affect plane, of the emotions that a told point is taken to speak for."""


class Fusion:
    """Fuses any subset of face, voice, text and told observations at any rate; stateless, safe to share by threads."""

    def __init__(self, network: CrossModalTransformer) -> None:
        self._network = network.eval()
        self.config = network.config
        self._sizes = {m: getattr(self.config, m) for m in SENSED}

    @classmethod
    def load(cls, path: Path | None = None) -> Fusion:
        """Load the shipped weights, or those at path. Raises ModelNotFoundError when they are missing."""
        file = path or model_file("fusion.safetensors")
        with safe_open(file, framework="pt") as stored:
            network = CrossModalTransformer(FusionConfig(**json.loads(stored.metadata()["config"])))
            network.load_state_dict({name: stored.get_tensor(name) for name in stored.keys()})  # noqa: SIM118
        return cls(network)

    def fuse(self, observations: Sequence[Observation], now: float) -> EmotionState:
        """The state at a time, from observations of the last minutes in any order; unknown when none is fresh.

        Raises ValueError when an embedding's size is not the one that the network was trained on.
        """
        return self.fuse_each([observations], now)[0]

    def fuse_each(self, sequences: Sequence[Sequence[Observation]], now: float) -> list[EmotionState]:
        """The states that B sequences of observations give at one time, as `fuse` gives one, in a single batch."""
        sensed = self._sensed(sequences, [now] * len(sequences))
        return [
            _led(joined(state, weight, _experts(observations, now)), observations)
            for (state, weight), observations in zip(sensed, sequences, strict=True)
        ]

    def fuse_sensed(self, sequences: Sequence[Sequence[Observation]], nows: Sequence[float]) -> list[EmotionState]:
        """The states of B sequences at times nows (B,), from what the network was trained on alone."""
        return [state for state, _ in self._sensed(sequences, nows)]

    @torch.inference_mode()
    def _sensed(
        self, sequences: Sequence[Sequence[Observation]], nows: Sequence[float]
    ) -> list[tuple[EmotionState, float]]:
        """The network's states and the weight of the experts behind each, 0 for an unknown one."""
        tokens = tokenise(sequences, nows, self._sizes)
        known = np.stack([t.fade.max(axis=1) > 0 for t in tokens.values()]).any(axis=0)
        states = [(EmotionState.unknown_at(now), 0.0) for now in nows]
        rows = np.flatnonzero(known)
        if len(rows) == 0:
            return states
        fused = self._network(to_tensors(tokens, rows))
        probabilities = fused.logits.softmax(1).numpy()
        intent = fused.intent.softmax(1).numpy()
        affect = bounded(fused.affect.numpy())
        for i, row in enumerate(rows):
            state = EmotionState(
                time=nows[row],
                probabilities=probabilities[i],
                valence=float(affect[i, 0]),
                arousal=float(affect[i, 1]),
                uncertainty=normalised_entropy(probabilities[i]),
                intent=intent[i],
                attention=Attention(zip(SENSED, fused.attention[i].tolist(), strict=True)),
            )
            states[row] = state, float(fused.weight[i])
        return states


def save(network: CrossModalTransformer, path: Path) -> None:
    """Write weights and sizes to a safetensors file that Fusion.load reads."""
    save_file(network.state_dict(), path, metadata={"config": json.dumps(asdict(network.config))})


def to_tensors(tokens: dict[Modality, Tokens], rows: np.ndarray) -> TensorTokens:
    """Some rows of token arrays as tensors, in the order the network takes them."""
    return {
        m: tuple(torch.from_numpy(a[rows]) for a in (t.embedding, t.features, t.intent, t.fade))
        for m, t in tokens.items()
    }


def _experts(observations: Sequence[Observation], now: float) -> list[Expert]:
    """The experts of those modalities that the network does not know."""
    others = dict.fromkeys(o.modality for o in observations if not (o.modality in SENSED or o.modality.leads))
    return [expert for m in others if (expert := Expert.of(m, observations, now)) is not None]


def _led(sensed: EmotionState, observations: Sequence[Observation]) -> EmotionState:
    """The sensed state drawn towards what the person last said of themselves, which beats it and fades with its age."""
    told = max((o for o in observations if o.leading > 0), key=lambda o: o.time, default=None)
    if told is None:
        return sensed
    share = _freshness(told, sensed.time - told.time) * (1.0 if sensed.unknown else told.leading)
    valence, arousal = _place_of(told)
    if share == 0.0:
        return sensed
    probabilities = share * _spoken_for(told) + (1 - share) * sensed.probabilities
    others = Attention({m: a * (1 - share) for m, a in sensed.attention.items()})
    return EmotionState(
        time=sensed.time,
        probabilities=probabilities.astype(np.float32),
        valence=share * valence + (1 - share) * sensed.valence,
        arousal=share * arousal + (1 - share) * sensed.arousal,
        uncertainty=normalised_entropy(probabilities),
        intent=sensed.intent,
        attention=Attention(others | {told.modality: 1.0 if sensed.unknown else share + others[told.modality]}),
        led=1.0 if sensed.unknown else share,
    )


def _freshness(told: Observation, age: float) -> float:
    """As its modality's, but 1 for LEADS_FOR at least; age in s."""
    starts, gone = told.modality.fades
    starts = max(starts, LEADS_FOR)
    return min(max((gone - age) / (gone - starts), 0.0), 1.0)


def _place_of(told: Observation) -> tuple[float, float]:
    """Where on the affect plane somebody's own word is, which always has a place there."""
    assert told.valence is not None
    assert told.arousal is not None
    return told.valence, told.arousal


def _spoken_for(told: Observation) -> np.ndarray:
    """(7,) the emotions that somebody's own word speaks for: those it names, or those near the place it names."""
    if told.probabilities is not None:
        return told.probabilities
    distance = ((NORM_MATRIX - _place_of(told)) ** 2).sum(axis=1)
    near = np.exp(-distance / (2 * TOLD_SPREAD**2))
    return near / near.sum()
