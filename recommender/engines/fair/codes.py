"""Items as several discrete codes: residual quantisation of their embeddings."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_limits


def residual_codes(vectors: np.ndarray, levels: int, words: int, seed: int) -> np.ndarray:
    """(N, levels) int64 codes in [0, words): each level names the nearest of words centres of what the ones above left.

    vectors is (N, D) float32. With fewer different vectors than words, a level uses fewer. k-means a level, as in the
    residual quantisation of Chen et al. 2010 and Lee et al. 2022.
    """
    from sklearn.cluster import KMeans  # heavy, and of no use to whoever only serves

    left = vectors.astype(np.float32)
    codes = np.zeros((len(vectors), levels), np.int64)
    for level in range(levels):
        different = len(np.unique(left.round(5), axis=0))
        if different < 2:  # nothing is left to tell apart
            break
        with threadpool_limits(1):
            means = KMeans(min(words, different), n_init=1, max_iter=30, random_state=seed).fit(left)
        codes[:, level] = means.labels_
        left = left - means.cluster_centers_[means.labels_]
    return codes
