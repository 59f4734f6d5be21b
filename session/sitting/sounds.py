"""The sounds that can be played here, as samples."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache, lru_cache, partial
from pathlib import Path

import numpy as np

from emotion.errors import CorpusError
from emotion.voice.features import decode_audio
from recommender.catalogue.items import Catalogue
from recommender.studio.collection import Medium, media_of

logger = logging.getLogger(__name__)

DECODED = 4
"""So many sounds are kept decoded, 4 MB a minute."""


def sound_of(item_id: str, named: str | None = None) -> Callable[[], np.ndarray] | None:
    """What an item sounds like, (n,) float32 at 16 kHz, decoded when it is asked for; None for one without a sound.

    named: as `media_of` takes it.
    """
    media = media_of(item_id, named)
    return partial(_decoded, media.file) if media is not None and media.medium is Medium.SOUND else None


def sounds_of(catalogue: Catalogue) -> list[str]:
    """The ids of the items that can be played here."""
    found = ((item.id, media_of(item.id, item.media)) for item in catalogue.items)
    return [item_id for item_id, media in found if media and media.medium is Medium.SOUND]


def sound_in(data: bytes) -> Callable[[], np.ndarray]:
    """What an audio file sounds like, decoded once when it is asked for."""
    return cache(partial(decode_audio, data))


@lru_cache(maxsize=DECODED)
def _decoded(file: Path) -> np.ndarray:
    try:
        return decode_audio(file.read_bytes())
    except (OSError, CorpusError):
        logger.exception("%s cannot be read, so what is played of it is not known", file.name)
        return np.zeros(0, np.float32)
