"""What a sitting ran under: the versions of app, models and catalogue."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from emotion.encoder import MODEL_DIR
from emotion.models import Models
from recommender.catalogue.items import Catalogue
from session.record import schema

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
WEIGHTS = ("*.onnx", "*.safetensors")


@dataclass(frozen=True)
class Provenance:
    """Versions and fingerprints, as they stand in the record of each sitting. None: not known.

    models: the tier of each sense with the name of a pretrained model, and a digest of all weights that come with the
    app. catalogue: a digest of its items and arrays.
    """

    app: str | None = None
    schema: str = schema.REVISION
    models: str | None = None
    catalogue: str | None = None

    @classmethod
    def of(cls, models: Models, catalogue: Catalogue) -> Provenance:
        """What a server that shares these runs under."""
        tiers = {reader.name or str(reader.tier) for reader in models.readers.values()}
        own = "+".join(sorted(tiers))
        return cls(
            app=app_version(), models=f"{own[:40]} {weights_digest()}".strip(), catalogue=catalogue_digest(catalogue)
        )


UNKNOWN = Provenance()


@cache
def app_version() -> str:
    """The version in pyproject.toml."""
    return tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]


@cache
def weights_digest() -> str:
    """A digest of all weights in assets/models, their names included."""
    files = sorted(file for pattern in WEIGHTS for file in MODEL_DIR.rglob(pattern))
    return _digest(part for file in files for part in (str(file.relative_to(MODEL_DIR)).encode(), file.read_bytes()))


def catalogue_digest(catalogue: Catalogue) -> str:
    """A digest of a catalogue's items and of what was computed from them."""
    texts = (repr((item.id, item.kind, item.title, item.year, item.genres)).encode() for item in catalogue.items)
    arrays = (catalogue.valence, catalogue.arousal, catalogue.emotions, catalogue.popularity, catalogue.embeddings)
    return _digest([*texts, *(array.tobytes() for array in arrays)])


def _digest(parts: Any) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()[:16]
