"""The expression network of face-api: four dense blocks of separable convolutions for colour crops of 112 px."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from emotion.benchmark.peers.graph import Graph
from emotion.benchmark.peers.peer import Package
from emotion.benchmark.peers.tfjs import read_weights
from emotion.types import Emotion

SIDE = 112
MEAN_RGB = (122.782, 117.001, 104.298)
MANIFEST = "face_expression_model-weights_manifest.json"


def build(folder: Path) -> tuple[Graph, str]:
    """The network of src/faceExpressionNet and src/faceFeatureExtractor, with the weights that the package ships."""
    weights = read_weights(json.loads((folder / MANIFEST).read_text(encoding="utf-8")), folder)
    graph = Graph(SIDE)
    colours = graph.node("Concat", *[graph.input] * 3, axis=1)
    signal = graph.scaled(colours, 1 / 255, -np.reshape(MEAN_RGB, (1, 3, 1, 1)) / 255)
    for block in range(4):
        signal = _dense_block(graph, signal, weights, f"dense{block}")
    pooled = graph.mean(graph.node("AveragePool", signal, kernel_shape=[7, 7], strides=[2, 2]))
    logits = graph.node("Gemm", pooled, graph.weight(weights["fc/weights"]), graph.weight(weights["fc/bias"]))
    return graph, graph.node("Softmax", logits)


def _dense_block(graph: Graph, signal: str, weights: dict[str, np.ndarray], block: str) -> str:
    """Four convolutions, each of which sees the sum of what those before it gave; the first halves the picture."""
    total = ""
    for layer in range(4):
        name = f"{block}/conv{layer}"
        stride, bias = 1 if layer else 2, weights[f"{name}/bias"]
        if f"{name}/filters" in weights:
            out = graph.conv(signal, weights[f"{name}/filters"], bias, stride)
        else:
            depthwise, pointwise = (weights[f"{name}/{kind}_filter"] for kind in ("depthwise", "pointwise"))
            out = graph.separable(signal, depthwise, pointwise, bias, stride)
        total = graph.node("Add", total, out) if total else graph.node("Relu", out)
        signal = graph.node("Relu", total)
    return signal


FACE_API = Package(
    title="face-api",
    registry="npm",
    name="@vladmandic/face-api",
    version="1.7.15",
    licence="MIT",
    data="not stated",
    files=(f"model/{MANIFEST}", "model/face_expression_model.bin"),
    order=(
        Emotion.NEUTRAL,
        Emotion.JOY,
        Emotion.SADNESS,
        Emotion.ANGER,
        Emotion.FEAR,
        Emotion.DISGUST,
        Emotion.SURPRISE,
    ),
    build=build,
)
