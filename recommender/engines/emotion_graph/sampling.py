"""Neighbour sampling on a heterogeneous graph, so that a step costs the same however large the graph is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch_geometric.data import HeteroData

EdgeType = tuple[str, str, str]


class NeighbourSampler:
    """Draws, for some nodes, the part of a graph that so many layers see of them (Hamilton et al. 2017).

    At each of fanouts, one a layer, every relation gives a node at most so many of its neighbours, drawn with
    replacement where it has more. What `torch_geometric.loader.NeighborLoader` does, without the compiled package it
    needs.
    """

    def __init__(self, data: HeteroData, fanouts: Sequence[int], rng: np.random.Generator) -> None:
        self._data, self._fanouts, self._rng = data, tuple(fanouts), rng
        self._into: dict[EdgeType, tuple[np.ndarray, np.ndarray]] = {}
        for edge in data.edge_types:
            source, target = data[edge].edge_index.numpy()
            order = np.argsort(target, kind="stable")
            counts = np.bincount(target, minlength=data[edge[2]].num_nodes)
            self._into[edge] = np.concatenate([[0], np.cumsum(counts)]), source[order]

    def sample(self, seeds: Mapping[str, np.ndarray]) -> tuple[HeteroData, dict[str, np.ndarray]]:
        """The part of the graph around seeds, type -> node indices, and which nodes it holds, type -> sorted indices.

        Node i of a type in the part is node held[type][i] of the graph.
        """
        names = self._data.node_types
        held = {name: np.unique(seeds.get(name, np.zeros(0, np.int64))) for name in names}
        frontier, drawn = dict(held), {edge: [] for edge in self._into}
        for fanout in self._fanouts:
            reached: dict[str, list[np.ndarray]] = {name: [] for name in names}
            for edge, found in drawn.items():
                pairs = self._neighbours(edge, frontier[edge[2]], fanout)
                found.append(pairs)
                reached[edge[0]].append(pairs[0])
            for name in names:
                new = np.unique(np.concatenate(reached[name])) if reached[name] else held[name][:0]
                frontier[name] = np.setdiff1d(new, held[name], assume_unique=True)
                held[name] = np.union1d(held[name], frontier[name])
        part = HeteroData()
        for name in names:
            part[name].x = self._data[name].x[torch.from_numpy(held[name])]
        for edge, found in drawn.items():
            source, target = np.concatenate(found, axis=1)
            ends = [np.searchsorted(held[edge[0]], source), np.searchsorted(held[edge[2]], target)]
            part[edge].edge_index = torch.from_numpy(np.stack(ends))
        return part, held

    def _neighbours(self, edge: EdgeType, nodes: np.ndarray, fanout: int) -> np.ndarray:
        """(2, E): neighbours by this relation, and the node each is drawn for."""
        starts, sources = self._into[edge]
        first, counts = starts[nodes], starts[nodes + 1] - starts[nodes]
        taken = np.minimum(counts, fanout)
        target, count, base = (np.repeat(values, taken) for values in (nodes, counts, first))
        place = np.arange(len(target)) - np.repeat(np.cumsum(taken) - taken, taken)
        at = np.where(count <= fanout, place, (self._rng.random(len(target)) * count).astype(np.int64))
        return np.stack([sources[base + at], target])
