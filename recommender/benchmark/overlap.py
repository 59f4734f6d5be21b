"""How far written sentences overlap with what people wrote: BLEU-4 and ROUGE."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

Words = Sequence[str]


def bleu(written: Sequence[Words], meant: Sequence[Sequence[Words]], order: int = 4) -> float:
    """BLEU of a corpus in [0, 100] (Papineni et al. 2002): each sentence against its references, without smoothing.

    No reference, or no sentence: 0.
    """
    hits, counts, length, closest = [0] * order, [0] * order, 0, 0
    for one, references in zip(written, meant, strict=True):
        length += len(one)
        closest += min((abs(len(other) - len(one)), len(other)) for other in references)[1] if references else 0
        for n in range(1, order + 1):
            own, best = grams(one, n), Counter()
            for other in references:
                best |= grams(other, n)
            hits[n - 1] += (own & best).total()
            counts[n - 1] += own.total()
    if not all(hits):
        return 0.0
    precision = sum(math.log(hit / count) for hit, count in zip(hits, counts, strict=True)) / order
    return 100 * math.exp(precision + min(0.0, 1 - closest / length))


def rouge(written: Words, meant: Words, n: int) -> float:
    """ROUGE-N in [0, 100] (Lin 2004), the F of n-grams in common."""
    own, other = grams(written, n), grams(meant, n)
    return _f((own & other).total(), own.total(), other.total())


def rouge_l(written: Words, meant: Words) -> float:
    """ROUGE-L in [0, 100] (Lin 2004), the F of the longest common subsequence."""
    row = [0] * (len(meant) + 1)
    for word in written:
        before = 0
        for place, other in enumerate(meant, 1):
            before, row[place] = row[place], before + 1 if word == other else max(row[place], row[place - 1])
    return _f(row[-1], len(written), len(meant))


def grams(said: Words, n: int) -> Counter[tuple[str, ...]]:
    """The n-grams of a sentence and how often each is there."""
    return Counter(tuple(said[place : place + n]) for place in range(len(said) - n + 1))


def _f(common: int, own: int, other: int) -> float:
    return 200 * common / (own + other) if common else 0.0
