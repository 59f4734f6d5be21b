"""Windows of sound -> readings of the voice."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from emotion.encoder import Network
from emotion.modalities import VOICE
from emotion.types import Condition, Reading
from emotion.voice.features import log_mel
from emotion.voice.gate import shared_gate


class VoiceEncoder:
    """Speech gate, features and network behind the Encoder interface. It keeps nothing between windows."""

    def __init__(self, network: Network, prepare: Callable[[np.ndarray], np.ndarray] = log_mel) -> None:
        """prepare brings speech (n,) float32 at 16 kHz into the form in which the network takes it."""
        self._network = network
        self._prepare = prepare
        self._gate = shared_gate()

    def encode(self, window: np.ndarray, time: float) -> Reading:
        """The reading of about 3 s, (n,) float32 mono 16 kHz, that ended at `time`; `level` is always given.

        No observation where there is no sound (silent), sound without speech (noise), less than 0.6 s of speech
        (too short) or more than a tenth of the samples not finite, or no such array at all (invalid).
        """
        heard = self._gate.listen(window)
        if heard.condition is not Condition.OK:
            return Reading(VOICE, time, heard.condition, level=heard.level)
        prediction = self._network.predict([self._prepare(heard.speech)])
        observation = prediction.observation(VOICE, time, heard.quality)
        return Reading(VOICE, time, Condition.OK, observation, level=heard.level)
