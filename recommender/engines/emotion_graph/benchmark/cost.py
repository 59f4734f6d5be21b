"""What an epoch of the emotion graph costs as the graph grows, with neighbour sampling."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from emotion.types import EMOTIONS
from recommender.engines.contract import progress
from recommender.engines.emotion_graph.data import Feelings, graph
from recommender.engines.emotion_graph.network import EmotionGraphNetwork
from recommender.engines.emotion_graph.sampling import NeighbourSampler

EDGES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
FANOUTS = (2, 2)
BATCH = 64
SIZE, FEATURES, SITUATION, KINDS = 32, 16, 8, 4
ROWS_PER_PERSON, ROWS_PER_ITEM, EDGES_PER_ROW = 6, 12, 7.45


def cost_curve(seed: int = 0) -> dict[str, Any]:
    """{"fanouts", "batch", "curve": [{"edges", "rows", "seconds", "seconds_per_100k_edges"}], "exponent"}.

    edges, about EDGES, counts those of all relations, both ways round, of a random graph; an epoch asks for each of
    its rows once. seconds are of the processor. The exponent is the slope of log seconds over log edges: 1 is linear.
    """
    curve = [_epoch(wanted, seed) for wanted in EDGES]
    slope = np.polyfit(np.log([one["edges"] for one in curve]), np.log([one["seconds"] for one in curve]), 1)[0]
    return {"fanouts": FANOUTS, "batch": BATCH, "curve": curve, "exponent": round(float(slope), 3)}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    yield f"one epoch by neighbour sampling, fanouts {found['fanouts']}, {found['batch']} rows a step, one thread"
    yield f"{'edges':>10}{'rows':>10}{'seconds':>10}{'s per 100,000 edges':>22}"
    for one in found["curve"]:
        yield f"{one['edges']:>10,}{one['rows']:>10,}{one['seconds']:>10.2f}{one['seconds_per_100k_edges']:>22.3f}"
    yield f"seconds grow with edges to the power of {found['exponent']}; 1 is linear"


def _epoch(edges: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    feelings = random_feelings(round(edges / EDGES_PER_ROW), rng)
    rows = np.arange(len(feelings))
    data = graph(feelings, rows, rows[:0], [])
    widths = {name: data[name].x.shape[1] for name in data.node_types}
    network = EmotionGraphNetwork(widths, SITUATION, SIZE, 0.3, "rgcn")
    optimiser = torch.optim.AdamW(network.parameters())
    sampler = NeighbourSampler(data, FANOUTS, rng)
    batches = np.array_split(rng.permutation(rows), max(1, len(rows) // BATCH))
    counted = sum(data[edge].num_edges for edge in data.edge_types)
    began = time.process_time()
    for batch in progress(batches, f"{counted:,} edges"):
        part, held = sampler.sample({"user": feelings.person[batch], "item": feelings.item[batch]})
        users, items = (
            torch.from_numpy(np.searchsorted(held[name], nodes[batch]))
            for name, nodes in (("user", feelings.person), ("item", feelings.item))
        )
        scores = network.feelings(network(part), users, items, torch.from_numpy(feelings.situation[batch]))
        optimiser.zero_grad(set_to_none=True)
        functional.cross_entropy(scores, torch.from_numpy(feelings.emotion[batch])).backward()
        optimiser.step()
    seconds = time.process_time() - began
    return {
        "edges": counted,
        "rows": len(rows),
        "seconds": round(seconds, 3),
        "seconds_per_100k_edges": round(1e5 * seconds / counted, 4),
    }


def random_feelings(rows: int, rng: np.random.Generator) -> Feelings:
    """Rows of random people, items, emotions and ratings; some items are seen much more often than others."""
    people, items = max(2, rows // ROWS_PER_PERSON), max(2, rows // ROWS_PER_ITEM)
    fame = 1 / np.arange(1, items + 1) ** 0.8
    return Feelings(
        people=tuple(map(str, range(people))),
        items=tuple(map(str, range(items))),
        person=rng.integers(0, people, rows),
        item=rng.choice(items, rows, p=fame / fame.sum()),
        emotion=rng.integers(0, len(EMOTIONS), rows),
        rating=rng.integers(1, 6, rows).astype(np.float32),
        of_people=rng.normal(size=(people, FEATURES)).astype(np.float32),
        of_items=rng.normal(size=(items, FEATURES)).astype(np.float32),
        situation=rng.normal(size=(rows, SITUATION)).astype(np.float32),
        kinds=rng.random((items, KINDS)) < 1 / KINDS,
    )
