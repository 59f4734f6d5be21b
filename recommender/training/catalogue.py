"""Computes what the catalogue's JSON files do not say: affect, popularity, embeddings and exposure of every item."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from emotion.text.embedder import SentenceEmbedder
from recommender.catalogue.affect import ItemAffect, item_affect
from recommender.catalogue.items import CATALOGUE_DIR, COMPUTED, Catalogue, load_catalogue
from recommender.catalogue.records import Record, fingerprint, read_records
from recommender.ranking.candidates import EXHAUSTIVE
from recommender.training.exposure import exposure

THREADS = 2

Tell = Callable[[float], None]
"""Told which share of the work is done, in [0, 1]."""

EMBEDDED = 0.9
"""The share of the work that embeddings are."""


def build(out: Path = CATALOGUE_DIR, known: Catalogue | None = None, tell: Tell = lambda share: None) -> Path:
    """Computes the catalogue in folder `out` anew and returns the file written. Raises CatalogueError.

    known: another catalogue with mood words, by which items that have none are placed; exposure is then left at 0.
    """
    records = read_records(out)
    many = len(records) > EXHAUSTIVE
    embeddings = SentenceEmbedder(quick=many).embed(
        [record.text for record in records],
        min(THREADS, os.cpu_count() or 1),
        lambda done: tell(EMBEDDED * done / len(records)),
    )
    affect = affect_of(records, embeddings, known)
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
    if known is None:  # it takes minutes, and in a large catalogue most lists would hold most items not even once
        save_file(arrays | {"exposure": exposure(load_catalogue(out))}, file, metadata)
    tell(1.0)
    return file


def affect_of(records: Sequence[Record], embeddings: np.ndarray, known: Catalogue | None = None) -> ItemAffect:
    """The affect of N records with embeddings (N, D); what is learnt of the items of `known` that have mood words
    places those that have none."""
    genres, moods = [record.genres for record in records], [record.moods for record in records]
    both, count = embeddings, len(records)
    if known is not None:
        worded = [row for row, item in enumerate(known.items) if item.moods]
        genres += [known.items[row].genres for row in worded]
        moods += [known.items[row].moods for row in worded]
        both = np.vstack([embeddings, known.embeddings[worded]])
    found = item_affect(genres, moods, both)
    return ItemAffect(found.valence[:count], found.arousal[:count], found.emotions[:count], found.uncertainty[:count])


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
