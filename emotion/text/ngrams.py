"""Hashed n-grams of words and of characters: exact wording and spelling, which a sentence encoder blurs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import HashingVectorizer

BUCKETS = 2**16
"""Buckets for each of the two kinds of n-grams (Weinberger et al. 2009, Feature hashing)."""

_NEGATED = re.compile(r"\b(?:not|no|never|nothing|nobody|without|hardly|neither|\w+n't)\b((?: [\w']+){1,3})")


def ngram_counts(texts: Sequence[str]) -> sparse.csr_matrix:
    """Sublinear counts 1 + ln(n) of each text's n-grams: (N, 2 * BUCKETS) float32.

    Up to three words after a negation are other features than the same words without (after Das & Chen 2001).
    """
    texts = [_marked(text) for text in texts]
    counts = sparse.hstack([kind.transform(texts) for kind in _vectorizers()], format="csr")
    counts.data = 1.0 + np.log(counts.data)
    return counts


def weighted(counts: sparse.csr_matrix, idf: np.ndarray) -> sparse.csr_matrix:
    """Counts (N, 2 * BUCKETS) times idf (2 * BUCKETS,), each row scaled to length 1; empty rows stay empty."""
    counts = counts.copy()
    counts.data *= idf[counts.indices]
    lengths = np.sqrt(counts.multiply(counts).sum(axis=1)).A1
    counts.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(counts.indptr))
    return counts


@cache
def _vectorizers() -> tuple[HashingVectorizer, HashingVectorizer]:
    """For n-grams of words and of characters."""
    # It takes a second to import, which no visitor's first list need wait for.
    from sklearn.feature_extraction.text import HashingVectorizer

    shared = {"n_features": BUCKETS, "alternate_sign": False, "norm": None, "dtype": np.float32, "lowercase": False}
    words = HashingVectorizer(analyzer="word", ngram_range=(1, 2), token_pattern=r"(?u)\w[\w']*|[!?]+", **shared)
    return words, HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), **shared)


def _marked(text: str) -> str:
    """The text in small letters, the words that a negation governs in capitals."""
    return _NEGATED.sub(lambda match: match.group().replace(match[1], match[1].upper()), text.lower())
