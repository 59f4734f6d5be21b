"""Judges the understanding of comments on held-out comments and requests that nothing was trained on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from recommender.understanding.understanding import Understanding
from recommender.understanding.understood import Understood

COMMENTS = Path(__file__).with_name("comments.csv")
"""Comments written apart from those trained on: whose hand (a key of HANDS), language, whose feeling, its emotion and
valence."""

HANDS = {"author": "", "other": "_fresh", "third": "_unseen", "plain": "_plain", "plainer": "_plain_unseen"}
"""Who wrote comments, and what their figures' names end on: who wrote much of what was trained on; others, whose
misread comments showed what to train on more; and a last one, of whose comments none was ever looked at. The last two
are plain sentences of good and bad days by who wrote those trained on: some whose misreadings were looked at, and some
that were written when all was trained on."""

REQUESTS = Path(__file__).with_name("requests.jsonl")
"""Comments that ask for something, or do not, with the request a sensible reader would hear."""

EXCLUSIONS = ("not_kinds", "not_genres", "not_people", "less")


def judge(understanding: Understanding) -> dict[str, Any]:
    """Every figure by language group, "en" and "others", with the ending of each of HANDS; that of crisis over all."""
    comments = pd.read_csv(COMMENTS)
    read = np.array([understanding.read(text) for text in comments.text], object)
    requests = [json.loads(line) for line in REQUESTS.read_text(encoding="utf-8").splitlines()]
    asked = [understanding.read(request["text"]).request.as_json() for request in requests]
    report: dict[str, Any] = {"crisis": _crisis(comments, read)}
    for group, inside in {"en": lambda name: name == "en", "others": lambda name: name != "en"}.items():
        rows = comments.language.map(inside).to_numpy()
        mine = [(r["request"], found) for r, found in zip(requests, asked, strict=True) if inside(r["language"])]
        for hand, ending in HANDS.items():
            written = rows & (comments.hand == hand).to_numpy()
            report[group + ending] = _feeling(comments[written], read[written])
        report[group] |= request_scores(mine)
    return report


def _feeling(comments: pd.DataFrame, read: Sequence[Understood]) -> dict[str, Any]:
    own = (comments.whose == "own").to_numpy()
    clear = own & (comments.valence != 0).to_numpy()
    told = comments.whose.isin(["own", "crisis"]).to_numpy()
    plain = ~comments.whose.isin(["lookalike"]).to_numpy()
    signs = np.sign([one.valence for one in read]) == np.sign(comments.valence)
    emotions = np.array([str(one.emotion) for one in read]) == comments.emotion
    about = np.array([one.about_self for one in read]) == told
    language = np.array([one.language for one in read]) == comments.language
    return {
        "n": len(comments),
        "own": int(own.sum()),
        "language": float(language.mean()),
        "sign": float(signs[clear].mean()),
        "emotion": float(emotions[own].mean()),
        "about_self": float(about[plain].mean()),
    }


def _crisis(comments: pd.DataFrame, read: Sequence[Understood]) -> dict[str, float]:
    said = np.array([one.crisis for one in read])
    despair, alike = ((comments.whose == name).to_numpy() for name in ("crisis", "lookalike"))
    return {
        "n": int(despair.sum()),
        "recall": float(said[despair].mean()),
        "lookalikes": int(alike.sum()),
        "lookalikes_taken": int(said[alike].sum()),
        "others_taken": int(said[~(despair | alike)].sum()),
    }


def request_scores(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, float]:
    """Micro-F1 over the slots of (wanted, found) requests, and the recall of exclusions."""
    hit = wanted_count = found_count = excluded = kept = 0
    for wanted, found in pairs:
        truth, said = set(slots(wanted)), set(slots(found))
        hit, wanted_count, found_count = hit + len(truth & said), wanted_count + len(truth), found_count + len(said)
        exclusions = {slot for slot in truth if slot[0] in EXCLUSIONS}
        excluded, kept = excluded + len(exclusions), kept + len(exclusions & said)
    f1 = 2 * hit / (wanted_count + found_count) if wanted_count + found_count else 1.0
    return {"request_f1": f1, "exclusion_recall": kept / excluded if excluded else 1.0}


def slots(request: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every (slot, value) of a request as JSON."""
    for name, value in request.items():
        yield from ((name, one) for one in (value if isinstance(value, list) else [value]))


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The report for reading."""
    for part, figures in report.items():
        yield part + "  " + "  ".join(f"{name} {value:.3g}" for name, value in figures.items())
