"""How the items' moods agree with a panel that had no part in them, and with measured songs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

import recommender.catalogue
from emotion.text import TextNetwork
from recommender.catalogue.affect import genre_affect
from recommender.catalogue.items import Catalogue
from recommender.catalogue.moods import MOODS
from recommender.catalogue.vocabulary import KINDS
from recommender.training.report import Agreement, agreement, song_agreements

PANEL = Path(recommender.catalogue.__file__).with_name("panel.csv")
PASSES = (1, 2, 3)
CLEAR = 0.3
"""From here on the panel is clear about a sign."""


def moods(catalogue: Catalogue, data: Path | None = None, panel: Path = PANEL) -> dict[str, Any]:
    """Valence, arousal and uncertainty of every item, and what they agree with.

    panel: for each axis n, Spearman's rho with its 95 % interval, the share of clear items whose sign is right, and rho
    by kind; between_passes: the mean rho of two of the panel's passes. vocabulary: Pearson's r of where the mood words
    were set with where the text model's head, trained on EmoBank, reads them. songs, with the folder of the data sets:
    the same rho against measured audio features. Raises CatalogueError for data that cannot be read.
    """
    found: dict[str, Any] = {
        "items": [
            {"id": item.id, "valence": item.valence, "arousal": item.arousal, "uncertainty": item.uncertainty}
            for item in catalogue.items
        ],
        "panel": _panel(catalogue, read_panel(panel)),
        "vocabulary": _vocabulary(),
    }
    if data is not None:
        found["songs"] = [asdict(song) for song in song_agreements(catalogue, data)]
    return found


def read_panel(file: Path = PANEL) -> dict[str, np.ndarray]:
    """What the panel said of each item: valence and arousal in [-1, 1] of every pass, (passes, 2)."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: np.array([[float(row[f"{axis}_{n}"]) for axis in ("valence", "arousal")] for n in PASSES])
            for row in csv.DictReader(lines)
        }


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The findings of `moods` as text."""
    for item in found["items"]:
        yield f"{item['id']:<72} {item['valence']:+.2f} {item['arousal']:+.2f}  ± {item['uncertainty']:.2f}"
    for axis in ("valence", "arousal"):
        judged = found["panel"][axis]
        kinds = ", ".join(f"{kind} {rho:.2f}" for kind, rho in judged["by_kind"].items())
        yield (
            f"{Agreement('panel, ' + axis, *(judged[name] for name in ('n', 'rho', 'low', 'high')))}; {kinds}; "
            f"genres alone {judged['genres_alone']:+.2f}; "
            f"sign of the {judged['clear']} clear ones {judged['sign']:.3f}; "
            f"between passes {judged['between_passes']:.3f}"
        )
    read = ", ".join(f"{axis} r {r:+.2f}" for axis, r in found["vocabulary"].items())
    yield f"mood words, as the text model reads them: {read}"
    for song in found.get("songs", ()):
        yield str(Agreement(**song))


def _vocabulary() -> dict[str, float]:
    read = TextNetwork.load().predict([f"It leaves you with something {word}." for word in MOODS])
    set_by_hand = np.array([(mood.valence, mood.arousal) for mood in MOODS.values()])
    return {
        axis: float(np.corrcoef(getattr(read, axis), set_by_hand[:, column])[0, 1])
        for column, axis in enumerate(("valence", "arousal"))
    }


def _panel(catalogue: Catalogue, panel: Mapping[str, np.ndarray]) -> dict[str, Any]:
    known = [item_id for item_id in panel if item_id in catalogue.index]
    rows = [catalogue.index[item_id] for item_id in known]
    passes = np.stack([panel[item_id] for item_id in known])
    kinds = [catalogue.items[row].kind for row in rows]
    genres, _ = genre_affect([catalogue.items[row].genres for row in rows])
    return {
        axis: _judged(axis, getattr(catalogue, axis)[rows], passes[:, :, column], kinds)
        | {"genres_alone": _rho(genres[:, column], passes[:, :, column].mean(axis=1))}
        for column, axis in enumerate(("valence", "arousal"))
    }


def _judged(axis: str, ours: np.ndarray, passes: np.ndarray, kinds: Sequence[str]) -> dict[str, Any]:
    theirs = passes.mean(axis=1)
    clear = np.abs(theirs) >= CLEAR
    of_kind = {kind: np.array([k == kind for k in kinds]) for kind in KINDS}
    pairs = combinations(range(passes.shape[1]), 2)
    return _figures(agreement(axis, list(ours), list(theirs))) | {
        "clear": int(clear.sum()),
        "sign": float((np.sign(ours[clear]) == np.sign(theirs[clear])).mean()),
        "by_kind": {str(kind): _rho(ours[here], theirs[here]) for kind, here in of_kind.items() if here.sum() > 3},
        "between_passes": float(np.mean([_rho(passes[:, one], passes[:, other]) for one, other in pairs])),
    }


def _rho(ours: np.ndarray, theirs: np.ndarray) -> float:
    return float(spearmanr(ours, theirs).statistic)


def _figures(found: Agreement) -> dict[str, Any]:
    return {"n": found.n, "rho": found.rho, "low": found.low, "high": found.high}
