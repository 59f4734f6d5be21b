"""Computes what the catalogue's JSON files do not say: affect, popularity, embeddings and exposure of every item."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from emotion.text import TextNetwork
from recommender.catalogue.affect import item_affect
from recommender.catalogue.items import CATALOGUE_DIR, COMPUTED, load_catalogue
from recommender.catalogue.records import Record, fingerprint, read_records
from recommender.training.exposure import exposure


def build(out: Path = CATALOGUE_DIR) -> Path:
    """Computes the catalogue in folder `out` anew and returns the file written. Raises CatalogueError."""
    records = read_records(out)
    network = TextNetwork.load()
    # The text model's embedding is that of all-MiniLM-L6-v2 itself.
    embeddings = network.predict([record.text for record in records]).embedding
    assert embeddings is not None
    affect = item_affect([record.genres for record in records], [record.moods for record in records], embeddings)
    arrays = {
        "valence": affect.valence,
        "arousal": affect.arousal,
        "emotions": affect.emotions,
        "uncertainty": affect.uncertainty,
        "popularity": popularity(records),
        "exposure": np.zeros(len(records), np.float32),
        "embeddings": embeddings.astype(np.float16),
    }
    file, metadata = out / COMPUTED, {"fingerprint": fingerprint(records)}
    save_file(arrays, file, metadata)
    save_file(arrays | {"exposure": exposure(load_catalogue(out))}, file, metadata)
    return file


def popularity(records: tuple[Record, ...]) -> np.ndarray:
    """How well known each item is, (N,) float32 in [0, 1].

    log(1 + ratings) as a share of the most rated item's; an item whose ratings are not known gets the median of the
    known ones, so that not knowing neither lifts nor sinks it.
    """
    known = np.array([np.log1p(record.ratings) for record in records if record.ratings is not None])
    if not known.size or known.max() == 0:
        return np.full(len(records), 0.5, np.float32)
    median = np.median(known)
    logs = [median if record.ratings is None else np.log1p(record.ratings) for record in records]
    return (np.array(logs) / known.max()).astype(np.float32)
