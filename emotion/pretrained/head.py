"""A foreign model's outputs -> what an encoder gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from transformers import PretrainedConfig

from emotion.errors import PretrainedError
from emotion.labels import LabelMap, emotions_near, expected_affect
from emotion.types import EMOTIONS, Prediction

NOTES = "attune"
"""The entry of config.json that fine-tuning here writes: temperature, cuts, affect_range, grey_side; all optional."""

MULTI_LABEL = "multi_label_classification"
_PUBLISHED_RANGE = (0.0, 1.0)  # of valence and arousal, as the dimensional Wav2Vec2 models are trained


@dataclass(frozen=True, eq=False)
class Head:
    """Logits (N, L) -> Prediction, by the names of the outputs.

    Outputs called valence and arousal are regressions over affect_range; the others are the classes of a softmax, or
    of as many sigmoids where the model is multi-label. cuts (7,) are the logits above which a multi-label model is
    taken to name an emotion.
    """

    labels: LabelMap
    multi_label: bool
    temperature: float = 1.0
    cuts: np.ndarray | None = None
    affect_range: tuple[float, float] = _PUBLISHED_RANGE

    @classmethod
    def of(cls, config: PretrainedConfig) -> Head:
        """The head that a model's config describes.

        Raises LabelError when its labels cannot be mapped, PretrainedError when its notes cannot be used.
        """
        names = config.id2label or {}
        labels = LabelMap.of([names[i] for i in range(config.num_labels)])
        notes = getattr(config, NOTES, {})
        try:
            low, high = map(float, notes.get("affect_range", _PUBLISHED_RANGE))
            temperature = float(notes.get("temperature", 1.0))
            cuts = np.array(notes["cuts"], np.float32).reshape(len(EMOTIONS)) if "cuts" in notes else None
        except (AttributeError, TypeError, ValueError) as error:
            raise PretrainedError(f"config.json: its entry {NOTES} cannot be used: {error}") from error
        if not (low < high and temperature > 0):
            raise PretrainedError(f"config.json: its entry {NOTES} needs affect_range low < high and temperature > 0")
        return cls(labels, config.problem_type == MULTI_LABEL, temperature, cuts, (low, high))

    def predict(self, logits: np.ndarray) -> Prediction:
        """The prediction for logits (N, L); without valence and arousal among them they follow from the emotions, and
        without emotions these follow from valence and arousal."""
        affect = None
        if self.labels.valence is not None and self.labels.arousal is not None:
            low, high = self.affect_range
            pair = logits[:, [self.labels.valence, self.labels.arousal]]
            affect = np.clip(2 * (pair - low) / (high - low) - 1, -1, 1).astype(np.float32).T
        if affect is not None and not self.labels.named:
            return Prediction(emotions_near(*affect), valence=affect[0], arousal=affect[1])
        probabilities, chosen = self._emotions(logits.astype(np.float64))
        valence, arousal = expected_affect(probabilities) if affect is None else affect
        return Prediction(probabilities, valence=valence, arousal=arousal, chosen=chosen)

    def _emotions(self, logits: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """Probabilities (N, 7) that sum to 1 and, of a multi-label model, the emotions named (N, 7)."""
        groups = self.labels.groups
        kept = groups.any(axis=1)
        scores = logits[:, kept] / self.temperature
        if not self.multi_label:
            powers = np.exp(scores - scores.max(axis=1, keepdims=True))
            mass = powers @ groups[kept]
            return (mass / mass.sum(axis=1, keepdims=True)).astype(np.float32), None
        # An emotion is present when any of its labels is, these taken as independent.
        log_absent = -np.logaddexp(0, scores) @ groups[kept]
        mass = np.maximum(-np.expm1(log_absent), 1e-9)
        loudest = np.where(groups.T[None], logits[:, None], -np.inf).max(axis=2)
        chosen = loudest > (0.0 if self.cuts is None else self.cuts)
        return (mass / mass.sum(axis=1, keepdims=True)).astype(np.float32), chosen
