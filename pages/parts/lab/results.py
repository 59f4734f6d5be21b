"""What the benchmark's commands printed as JSON, from assets/results, read for the page Lab. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parents[3] / "assets" / "results"

FEELINGS, FEELINGS_COST = "emotion_graph.json", "emotion_graph_cost.json"
"""Files of another kind, which `feelings` reads."""

DATASETS = {
    "movielens_1m": "MovieLens-1M",
    "movielens_1m_tenths": "MovieLens-1M, 8:1:1",
    "amazon_beauty_5core": "Amazon Beauty",
    "tiktok": "TikTok",
    "movielens_100k": "MovieLens-100K",
    "movielens_latest_small": "MovieLens latest-small",
    "amazon_baby": "Amazon Baby",
    "amazon_beauty_bert4rec": "Amazon Beauty (all)",
    "demo_catalogue": "The demo's own catalogue",
}
"""In the order in which the page offers them."""

MODELS = {
    "popularity": ("Popularity", "the same list for all: what most people took"),
    "item_knn": ("Item neighbours", "items taken by the same people as those of the history"),
    "markov": ("Markov chain", "what most often came right after the last item"),
    "ease": ("EASE", "a linear model from item to item, blind to order"),
    "als": ("ALS", "matrix factorisation by alternating least squares, of the library implicit"),
    "bpr": ("BPR", "matrix factorisation learnt from pairs, of the library implicit"),
    "sasrec_bce": ("SASRec, one negative", "a Transformer over the history, told one wrong item at a time"),
    "sasrec_ce": ("SASRec, all items", "the same Transformer, told all other items at once"),
    "linear_sequence": ("Linear sequence", "linear in the history, older items fading; behind the live list"),
    "fair": ("FAIR", "foretells the next item's codes, made from its content, all at once"),
    "uim": ("UiM", "several interests, gated by a profile, re-ranked by a simulated user"),
    "mgce": ("MGCE", "interest and conformity in two networks that are kept apart"),
    "sequence": ("What comes next", "linear sequence and FAIR with an equal say, as the live list hears them"),
    "interest": ("What suits", "MGCE's interest and UiM with an equal say, as the live list hears them"),
    "content_walk": ("Content walk", "walks from item to item by what they are and who took them"),
    "blend": ("Blend", "a learnt, regularised sum of all the others"),
}


@dataclass(frozen=True)
class Result:
    """One file. kind: "figures" of models; "ablation", without each of their parts in turn; "shift", for people who
    take what is popular less and less."""

    dataset: str
    protocol: dict[str, Any]
    n_users: int
    models: dict[str, dict[str, Any]]
    kind: str


def read(folder: Path = RESULTS) -> tuple[list[Result], list[str]]:
    """All results in the order of DATASETS, others last, and a plain sentence for each file that holds none."""
    found, problems = [], []
    for file in sorted(set(folder.glob("*.json")) - {folder / FEELINGS, folder / FEELINGS_COST}):
        try:
            result = json.loads(file.read_text(encoding="utf-8"))
            models, protocol = result["models"], dict(result["protocol"])
            (kind,) = {_kind(model) for model in models.values()}
            found.append(Result(str(protocol["dataset"]), protocol, int(result["n_users"]), models, kind))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"{file.name} holds no results of the benchmark ({error!r:.80}).")
    order = {name: place for place, name in enumerate(DATASETS)}
    return sorted(found, key=lambda result: order.get(result.dataset, len(order))), problems


def _kind(model: dict[str, Any]) -> str:
    """What a model's figures are. Raises KeyError for anything else."""
    for mark, kind in (("whole", "ablation"), ("kept", "shift"), ("ndcg@10", "figures")):
        if mark in model and "ndcg@10" in (model if kind == "figures" else model[mark]):
            return kind
    raise KeyError("ndcg@10")


def dataset_name(dataset: str) -> str:
    """A data set as people call it."""
    return DATASETS.get(dataset, dataset.replace("_", " "))


def model_name(model: str) -> str:
    """A model as people call it, with what is said of it after a comma."""
    name, comma, rest = model.partition(",")
    return (MODELS[name][0] if name in MODELS else name.replace("_", " ")) + comma + rest


def setting(result: Result) -> str:
    """When and how it was measured, in one line."""
    protocol = result.protocol
    judged = {"val": "validation rows", "test": "held-out test rows"}.get(
        str(protocol.get("judged_on")), str(protocol.get("judged_on", "rows that are not named"))
    )
    parts = [
        f"Measured {protocol.get('date', 'on a day that was not noted')}",
        f"{result.n_users:,} people",
        f"judged on {judged}",
        f"{protocol['items_ranked']:,} items ranked in full" if "items_ranked" in protocol else "",
        "95 % intervals by bootstrap over people",
    ]
    return " · ".join(part for part in parts if part)
