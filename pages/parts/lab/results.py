"""What the benchmark's commands printed as JSON, from assets/results, read for the page Lab. Pure."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emotion.message import Message

logger = logging.getLogger(__name__)

RESULTS = Path(__file__).resolve().parents[3] / "assets" / "results"

FEELINGS, FEELINGS_COST = "emotion_graph.json", "emotion_graph_cost.json"
"""Files of another kind, which `feelings` reads."""

DATASETS = (
    "movielens_1m",
    "movielens_1m_tenths",
    "amazon_beauty_5core",
    "tiktok",
    "movielens_100k",
    "movielens_latest_small",
    "amazon_baby",
    "amazon_beauty_bert4rec",
    "demo_catalogue",
)
"""In the order in which the page offers them."""


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
    """All results in the order of DATASETS, others last, and the names of files that hold none."""
    found, problems = [], []
    for file in sorted(set(folder.glob("*.json")) - {folder / FEELINGS, folder / FEELINGS_COST}):
        try:
            result = json.loads(file.read_text(encoding="utf-8"))
            models, protocol = result["models"], dict(result["protocol"])
            (kind,) = {_kind(model) for model in models.values()}
            found.append(Result(str(protocol["dataset"]), protocol, int(result["n_users"]), models, kind))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            logger.warning("%s holds no results of the benchmark (%r)", file, error)
            problems.append(file.name)
    order = {name: place for place, name in enumerate(DATASETS)}
    return sorted(found, key=lambda result: order.get(result.dataset, len(order))), problems


def read_file(file: Path, needed: tuple[str, ...]) -> dict[str, Any] | None:
    """What a file holds, if it holds something under every name that is needed; else None."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return found if all(found[name] for name in needed) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _kind(model: dict[str, Any]) -> str:
    """What a model's figures are. Raises KeyError for anything else."""
    for mark, kind in (("whole", "ablation"), ("kept", "shift"), ("ndcg@10", "figures")):
        if mark in model and "ndcg@10" in (model if kind == "figures" else model[mark]):
            return kind
    raise KeyError("ndcg@10")


def setting(result: Result) -> list[Message]:
    """When and how it was measured, part by part."""
    protocol = result.protocol
    parts = [
        Message("lab-measured", {"date": str(protocol["date"])}) if "date" in protocol else Message("lab-undated"),
        Message("lab-people", {"count": result.n_users}),
        Message(f"lab-judged-{protocol['judged_on']}") if protocol.get("judged_on") in ("val", "test") else None,
        Message("lab-ranked", {"count": protocol["items_ranked"]}) if "items_ranked" in protocol else None,
        Message("lab-intervals"),
    ]
    return [part for part in parts if part is not None]
