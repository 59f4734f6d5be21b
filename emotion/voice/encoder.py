"""Windows of sound -> readings of the voice."""

from __future__ import annotations

import numpy as np

from emotion.types import Condition, Modality, Observation, Reading
from emotion.voice.features import log_mel
from emotion.voice.gate import shared_gate
from emotion.voice.network import VoiceNetwork


class VoiceEncoder:
    """Speech gate, log-mel and network behind the Encoder interface. It keeps nothing between windows."""

    def __init__(self, network: VoiceNetwork) -> None:
        self._network = network
        self._gate = shared_gate()

    def encode(self, window: np.ndarray, time: float) -> Reading:
        """The reading of about 3 s, (n,) float32 mono 16 kHz, that ended at `time`; `level` is always given.

        No observation where there is no sound (silent), sound without speech (noise), less than 0.6 s of speech
        (too short) or more than a tenth of the samples not finite, or no such array at all (invalid).
        """
        heard = self._gate.listen(window)
        if heard.condition is not Condition.OK:
            return Reading(Modality.VOICE, time, heard.condition, level=heard.level)
        prediction = self._network.predict([log_mel(heard.speech)])
        observation = Observation(
            modality=Modality.VOICE,
            time=time,
            quality=heard.quality,
            probabilities=prediction.probabilities[0],
            embedding=prediction.embedding[0],
            valence=float(prediction.valence[0]),
            arousal=float(prediction.arousal[0]),
        )
        return Reading(Modality.VOICE, time, Condition.OK, observation, level=heard.level)
