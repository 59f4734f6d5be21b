"""Every modality a sitting can have. A new one is a file or a folder here and its line in MODALITIES.

Whatever the trained fusion network does not know joins its result as a further expert (see emotion.fusion.experts).
"""

from __future__ import annotations

from emotion.modalities.face import FACE
from emotion.modalities.text import TEXT
from emotion.modalities.told import TOLD
from emotion.modalities.voice import VOICE
from emotion.modality import Modality

__all__ = ["FACE", "MODALITIES", "TEXT", "TOLD", "VOICE", "asked_for", "modality_named"]

MODALITIES: tuple[Modality, ...] = (FACE, VOICE, TEXT, TOLD)


def asked_for() -> tuple[Modality, ...]:
    """The modalities that a person is asked to agree to."""
    return tuple(modality for modality in MODALITIES if modality.consent is not None)


def modality_named(name: str) -> Modality:
    """The modality of a name. Raises KeyError, naming those there are, for any other."""
    found = next((modality for modality in MODALITIES if modality == name), None)
    if found is None:
        raise KeyError(f"no modality is named {name!r}; there are {', '.join(MODALITIES)}")
    return found
