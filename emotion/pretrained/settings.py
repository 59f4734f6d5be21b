"""Which tier is served, and which pretrained model reads which sense: environment variables, read in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from emotion.errors import PretrainedError
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Modality

TIER = "ATTUNE_TIER"
MODEL: dict[Modality, str] = {
    FACE: "ATTUNE_FACE_MODEL",
    VOICE: "ATTUNE_VOICE_MODEL",
    TEXT: "ATTUNE_TEXT_MODEL",
}
"""The variable that names a sense's model: a hub id or a local folder."""


class Tier(StrEnum):
    """Who reads face, voice and text: this project's compact models, or large pretrained ones."""

    EMBEDDED = "embedded"
    PRETRAINED = "pretrained"


@dataclass(frozen=True)
class Settings:
    """The tier, and the name of each sense's pretrained model as far as one is set."""

    tier: Tier
    models: Mapping[Modality, str]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """What ATTUNE_TIER, ATTUNE_FACE_MODEL, ATTUNE_VOICE_MODEL and ATTUNE_TEXT_MODEL say; embedded by default.

        Raises PretrainedError for another tier.
        """
        named = environment.get(TIER, "").strip().lower() or Tier.EMBEDDED
        if named not in list(Tier):
            raise PretrainedError(f"{TIER} is {named!r}; it may be {' or '.join(Tier)}")
        models = {m: name for m, variable in MODEL.items() if (name := environment.get(variable, "").strip())}
        return cls(Tier(named), models)
