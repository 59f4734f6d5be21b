"""SERMON's ratings beside plain ones, its reasons beside the nearest sentence, and how many of them hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from recommender.benchmark.metrics import intervals
from recommender.benchmark.overlap import bleu, rouge, rouge_l
from recommender.benchmark.rating import Biases, Factors
from recommender.benchmark.reviews import Rated, read_reviews
from recommender.engines.sermon.aspects import Aspects, Reads, sentences, words
from recommender.engines.sermon.model import Embeds, Reason, Sermon, rmse
from recommender.errors import EngineError

PARTS = {"SERMON": {}, "SERMON without alignment": {"align": 0.0}}


def sermon(
    folder: Path,
    name: str,
    test: Path | None,
    seed: int,
    readers: tuple[Reads, Embeds] | None = None,
    **settings: Any,
) -> dict[str, Any]:
    """The object that `sermon --json` prints: {"protocol", "aspects", "ratings": {model: {"rmse", "mae", "over":
    [x, low, high]}}, "reasons": {model: {"bleu4", "rouge1", "rouge2", "rougeL", "claims_hold", ...}}, "refused"}.

    over: the squared error beyond that of the biases, with a 95 % bootstrap interval. readers: what reads the valence
    of sentences and what embeds them; by default the shipped text network and sentence encoder. Raises
    RecommenderError.
    """
    data = read_reviews(folder, name, test)
    if not len(data.judged):
        raise EngineError("there is nothing to judge by: no val rows")
    reads, embeds = (_once(one) for one in readers or shipped_readers())
    models = {part: Sermon(reads, embeds, **settings | changed) for part, changed in PARTS.items()}
    for model in models.values():
        model.fit(data.train, data.val, data.n_users, data.n_items, seed)
    whole = models["SERMON"]
    copied = _copied(data)
    texts = [one for one in np.flatnonzero(~copied).tolist() if sentences(data.judged.texts[one])]
    reasons = {row: whole.reason(int(data.judged.users[row]), int(data.judged.items[row])) for row in texts}
    nearest = Nearest(data, whole, embeds)
    said = {
        "written, likeliest": {row: one.first for row, one in reasons.items()},
        "written, verified and shown": {row: one.sentence for row, one in reasons.items() if one.sentence},
        "nearest sentence": {row: nearest.of(row) for row in texts},
        "nearest sentence, aligned": {row: nearest.aligned(row) for row in texts},
    }
    return {
        "protocol": _protocol(data, texts, copied),
        "aspects": _aspects(whole.aspects, whole),
        "ratings": _ratings(data, models, copied, seed),
        "reasons": {model: _judged(own, data, whole) for model, own in said.items() if own},
        "refused": _refused(list(reasons.values())),
        "examples": [one.sentence for one in reasons.values() if one.sentence][:5],
    }


def shipped_readers() -> tuple[Reads, Embeds]:
    """The text network's valence and the sentence encoder's vectors."""
    from emotion.text import TextNetwork
    from recommender.engines.item_embeddings import text_embeddings

    network = TextNetwork.load()

    def reads(written: Sequence[str]) -> np.ndarray:
        parts = [written[start : start + 256] for start in range(0, len(written), 256)]
        return np.concatenate([network.predict(part).valence for part in parts])

    return reads, text_embeddings


def _once(reads: Reads) -> Reads:
    """The same, remembering what it was asked last."""
    asked = lru_cache(maxsize=4)(reads)
    return lambda written: asked(tuple(written))


class Nearest:
    """The sentence that others wrote of an item that lies nearest to what a person writes elsewhere, or in the aligned
    space to person and item; of any item where nobody wrote of this one."""

    def __init__(self, data: Rated, model: Sermon, embeds: Embeds) -> None:
        found = [(row, one) for row, text in enumerate(data.train.texts) for one in sentences(text)]
        self._data, self._model = data, model
        self._rows = np.array([row for row, _ in found], np.int64)
        self._said = [one for _, one in found]
        self._vectors = embeds(self._said)
        self._items, self._users = data.train.items[self._rows], data.train.users[self._rows]

    def of(self, row: int) -> str:
        """For a judged row."""
        own = self._vectors[self._users == self._data.judged.users[row]]
        return self._best(row, self._vectors @ (own.mean(axis=0) if len(own) else self._vectors.mean(axis=0)))

    def aligned(self, row: int) -> str:
        """For a judged row, by the model."""
        judged = self._data.judged
        return self._best(row, self._model.near(int(judged.users[row]), int(judged.items[row]), self._vectors))

    def _best(self, row: int, near: np.ndarray) -> str:
        judged = self._data.judged
        others = (self._items == judged.items[row]) & (self._users != judged.users[row])
        return self._said[int(np.argmax(np.where(others, near, -np.inf) if others.any() else near))]


def _copied(data: Rated) -> np.ndarray:
    """(R,) bool: judged rows whose text the person wrote of another item too, word for word."""
    own = set(zip(data.train.users.tolist(), data.train.texts, strict=True))
    written = zip(data.judged.users.tolist(), data.judged.texts, strict=True)
    return np.array([bool(text) and (user, text) in own for user, text in written], bool)


def _protocol(data: Rated, texts: Sequence[int], copied: np.ndarray) -> dict[str, Any]:
    return {
        "dataset": data.name,
        "judged_on": data.judged_on,
        "rows": len(data.judged),
        "with_words": len(texts),
        "copied": int(copied.sum()),
        "notes": [
            f"{int(copied.sum())} texts are ones that the person wrote of another item too, word for word; "
            "reasons are judged by the others alone"
        ],
    }


def _aspects(aspects: Aspects, model: Sermon) -> dict[str, Any]:
    often = Counter({name: 0 for name in model.features})
    return {"opinions": len(aspects.opinions), "features": len(aspects.features), "spoken_of": len(often)}


def _ratings(data: Rated, models: dict[str, Sermon], copied: np.ndarray, seed: int) -> dict[str, dict[str, Any]]:
    judged, biases = data.judged, Biases(data.train, data.n_users, data.n_items)
    factors = Factors(data.train, data.n_users, data.n_items, seed)
    found = {
        "global mean": np.full(len(judged), data.train.ratings.mean()),
        "biases": biases.ratings(judged.users, judged.items),
        "matrix factorisation": factors.ratings(judged.users, judged.items),
    } | {name: model.ratings(judged.users, judged.items) for name, model in models.items()}
    squared = {name: (own - judged.ratings) ** 2 for name, own in found.items()}
    figures = {}
    for name, own in found.items():
        beyond = squared[name] - squared["biases"]
        figures[name] = {
            "rmse": rmse(own, judged.ratings),
            "mae": float(np.abs(own - judged.ratings).mean()),
            "rmse_not_copied": rmse(own[~copied], judged.ratings[~copied]) if (~copied).any() else None,
            "over": [float(beyond.mean()), *intervals({"over": beyond})["over"]],
        }
    return figures


def _judged(said: dict[int, str], data: Rated, model: Sermon) -> dict[str, float]:
    meant = {row: [words(one) for one in sentences(data.judged.texts[row])] for row in said}
    written = {row: words(one) for row, one in said.items()}
    claims = [
        model.facts.claims_hold(int(data.judged.items[row]), one, int(data.judged.users[row]))
        for row, one in said.items()
    ]
    best = {
        name: float(np.mean([max(of(written[row], one) for one in meant[row]) for row in said]))
        for name, of in (("rouge1", partial(rouge, n=1)), ("rouge2", partial(rouge, n=2)), ("rougeL", rouge_l))
    }
    with_claims = [(held, count) for held, count in claims if count]
    return {
        "n": len(said),
        "bleu4": bleu(list(written.values()), list(meant.values())),
        **best,
        "with_claims": len(with_claims) / len(said),
        "claims_hold": sum(held for held, _ in with_claims) / max(sum(count for _, count in with_claims), 1),
        "all_claims_hold": float(np.mean([held == count for held, count in with_claims])) if with_claims else 0.0,
        "different": len(set(said.values())) / len(said),
    }


def _refused(reasons: Sequence[Reason]) -> dict[str, Any]:
    why = sum((one.refused for one in reasons), Counter())
    shown = sum(one.sentence is not None for one in reasons)
    return {"asked": len(reasons), "shown": shown, "sentences_refused": why.total(), "why": dict(why.most_common())}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as tables to read."""
    told, aspects, refused = found["protocol"], found["aspects"], found["refused"]
    yield f"{told['dataset']}, judged on {told['judged_on']}: {told['rows']} ratings, {told['with_words']} with words"
    yield from told["notes"]
    yield f"mined: {aspects['opinions']} opinions, {aspects['features']} features"
    yield f"\n{'rating':<28}{'RMSE':>8}{'MAE':>8}{'not copied, RMSE':>18}   squared error over the biases"
    for name, model in found["ratings"].items():
        x, low, high = model["over"]
        new = "" if model["rmse_not_copied"] is None else f"{model['rmse_not_copied']:.4f}"
        yield f"{name:<28}{model['rmse']:>8.4f}{model['mae']:>8.4f}{new:>18}   {x:+.4f} [{low:+.4f}, {high:+.4f}]"
    yield f"\n{'reason':<30}{'n':>6}{'BLEU-4':>8}{'ROUGE-1':>9}{'ROUGE-2':>9}{'ROUGE-L':>9}{'claims hold':>13}"
    for name, model in found["reasons"].items():
        rouges = "".join(f"{model[one]:>9.2f}" for one in ("rouge1", "rouge2", "rougeL"))
        yield f"{name:<30}{model['n']:>6}{model['bleu4']:>8.2f}{rouges}{model['claims_hold']:>13.3f}"
    yield f"\na reason was shown for {refused['shown']} of {refused['asked']}; {refused['sentences_refused']} refused:"
    yield from (f"  {why:<28}{count:>7}" for why, count in refused["why"].items())
