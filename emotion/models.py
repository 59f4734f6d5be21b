"""The models of the chosen tier, loaded once per process and shared by all sessions."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from emotion.encoder import Network
from emotion.errors import EmotionError
from emotion.face import FaceEncoder, FaceNetwork
from emotion.face.network import CROP_SIDE
from emotion.fusion import Fusion
from emotion.fusion.onlookers import Onlookers
from emotion.modalities import FACE, MODALITIES, TEXT, VOICE
from emotion.pretrained.settings import MODEL, Settings, Tier
from emotion.text import TextEncoder, TextNetwork
from emotion.text.once import ReadOnce
from emotion.types import Modality
from emotion.voice import VoiceEncoder, VoiceNetwork
from emotion.voice.features import SAMPLE_RATE, log_mel

if TYPE_CHECKING:
    from emotion.pretrained.network import PretrainedNetwork, PretrainedTextNetwork

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reader:
    """Who reads a sense: the tier, the model's name where it is a pretrained one, and why it is not what was asked."""

    tier: Tier = Tier.EMBEDDED
    name: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Models:
    """Trained networks, safe to share by threads, and the modalities of the sittings that are served with them.

    Encoders are cheap and belong to one session each. onlookers are there where the embedded networks read, for which
    they were made.
    """

    face: FaceNetwork | PretrainedNetwork
    voice: VoiceNetwork | PretrainedNetwork
    text: TextNetwork | PretrainedTextNetwork | ReadOnce
    fusion: Fusion
    readers: Mapping[Modality, Reader] = field(default_factory=lambda: dict.fromkeys(MODEL, Reader()))
    modalities: tuple[Modality, ...] = MODALITIES
    onlookers: Onlookers | None = None

    def face_encoder(self) -> FaceEncoder:
        """A new encoder, with a face track of its own."""
        if self.readers[FACE].tier == Tier.EMBEDDED:
            return FaceEncoder(self.face)
        return FaceEncoder(self.face, self.face.signals.crop)

    def voice_encoder(self) -> VoiceEncoder:
        """A new encoder, with a speech gate of its own."""
        if self.readers[VOICE].tier == Tier.EMBEDDED:
            return VoiceEncoder(self.voice)
        return VoiceEncoder(self.voice, np.asarray)

    def text_encoder(self) -> TextEncoder:
        """A new encoder."""
        return TextEncoder(self.text)

    def warm_up(self) -> float:
        """Run everything once, so that no visitor waits for a first call; returns the seconds it took."""
        start = time.perf_counter()
        frame = np.full((480, 640, 3), 127, np.uint8)
        self.face_encoder().encode(frame, 0.0)
        self.face.predict(np.full((1, CROP_SIDE, CROP_SIDE), 127, np.uint8))
        tone = 0.1 * np.sin(np.arange(3 * SAMPLE_RATE, dtype=np.float32) * 0.1)
        self.voice_encoder().encode(tone, 0.0)
        self.voice.predict([log_mel(tone) if self.readers[VOICE].tier == Tier.EMBEDDED else tone])
        reading = self.text_encoder().encode("hello there", 0.0)
        self.fusion.fuse([reading.observation] if reading.observation else [], 0.0)
        return time.perf_counter() - start


def load_models(settings: Settings | None = None) -> Models:
    """Load the tier that settings, by default the environment, ask for.

    Where a pretrained model cannot be had, the embedded one reads that sense instead, and its Reader says why. Raises
    ModelNotFoundError, naming the command that trains it, when a weights file is missing, and PretrainedError for an
    unknown tier.
    """
    settings = settings or Settings.from_environment()
    text = TextNetwork.load()
    if settings.tier == Tier.EMBEDDED:
        return Models(FaceNetwork.load(), VoiceNetwork.load(), text, Fusion.load(), onlookers=Onlookers.load())
    found, readers = {}, {}
    for modality in MODEL:
        found[modality], readers[modality] = _pretrained(modality, settings)
    from emotion.pretrained.network import PretrainedTextNetwork

    return Models(
        found[FACE] or FaceNetwork.load(),
        found[VOICE] or VoiceNetwork.load(),
        PretrainedTextNetwork(found[TEXT], text) if found[TEXT] else text,
        Fusion.load(),
        readers,
    )


def _pretrained(modality: Modality, settings: Settings) -> tuple[Network | None, Reader]:
    # transformers takes a second to import, which the embedded tier need not wait for.
    from emotion.pretrained.network import PretrainedNetwork
    from emotion.pretrained.source import model_folder

    name = settings.models.get(modality)
    if name is None:
        return None, Reader(problem=f"{MODEL[modality]} is not set; set it to a hub id or a folder")
    try:
        network = PretrainedNetwork.load(modality, model_folder(modality, name))
    except EmotionError as error:
        logger.warning("The embedded model reads the %s: %s", modality, error)
        return None, Reader(name=name, problem=str(error))
    return network, Reader(Tier.PRETRAINED, name)
