"""The emotion network of Human: a small Xception (Arriaga et al. 2017) for grey crops of 64 px."""

from __future__ import annotations

from pathlib import Path

from emotion.benchmark.peers.graph import Graph
from emotion.benchmark.peers.peer import Package
from emotion.benchmark.peers.tfjs import read_graph
from emotion.types import Emotion

SIDE = 64


def build(folder: Path) -> tuple[Graph, str]:
    """Grey levels from -1 to 1 into the graph that the package ships (src/gear/emotion.ts)."""
    graph = Graph(SIDE)
    return graph, read_graph(folder / "emotion.json", graph, graph.scaled(graph.input, 2 / 255, -1.0))


HUMAN = Package(
    title="Human",
    registry="npm",
    name="@vladmandic/human",
    version="3.3.6",
    licence="MIT",
    data="not stated",
    files=("models/emotion.json", "models/emotion.bin", "models/faceres.json", "models/faceres.bin"),
    order=(
        Emotion.ANGER,
        Emotion.DISGUST,
        Emotion.FEAR,
        Emotion.JOY,
        Emotion.SADNESS,
        Emotion.SURPRISE,
        Emotion.NEUTRAL,
    ),
    build=build,
)
