"""The sounds that can be played here, as samples."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial
from pathlib import Path

import numpy as np

from emotion.voice.features import decode_audio
from recommender.catalogue.items import Catalogue
from recommender.studio.collection import Medium, media_of

DECODED = 4
"""So many sounds are kept decoded, 4 MB a minute."""


def sound_of(item_id: str) -> Callable[[], np.ndarray] | None:
    """What an item sounds like, (n,) float32 at 16 kHz, decoded when it is asked for; None for one without a sound."""
    media = media_of(item_id)
    return partial(_decoded, media.file) if media is not None and media.medium is Medium.SOUND else None


def sounds_of(catalogue: Catalogue) -> list[str]:
    """The ids of the items that can be played here."""
    return [item.id for item in catalogue.items if (media := media_of(item.id)) and media.medium is Medium.SOUND]


def sound_in(data: bytes) -> Callable[[], np.ndarray]:
    """What an audio file sounds like, decoded once when it is asked for."""
    return cache(partial(decode_audio, data))


@lru_cache(maxsize=DECODED)
def _decoded(file: Path) -> np.ndarray:
    return decode_audio(file.read_bytes())
