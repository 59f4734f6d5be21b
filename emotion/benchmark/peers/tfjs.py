"""Reads networks as TensorFlow.js keeps them: weights beside a manifest, and graphs of frozen operations."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from emotion.benchmark.peers.graph import Graph
from emotion.errors import CorpusError

Manifest = list[dict]


def read_weights(manifest: Manifest, folder: Path) -> dict[str, np.ndarray]:
    """By name the arrays of a weights manifest; those kept in fewer bits come back as float32."""
    found = {}
    for group in manifest:
        stored = b"".join((folder / path).read_bytes() for path in group["paths"])
        start = 0
        for entry in group["weights"]:
            scale = entry.get("quantization")
            kind = np.dtype(scale["dtype"] if scale else entry["dtype"])
            count = int(np.prod(entry["shape"]))
            values = np.frombuffer(stored, kind, count, start).reshape(entry["shape"])
            if scale:
                values = values * np.float32(scale.get("scale", 1)) + np.float32(scale.get("min", 0))
            found[entry["name"]] = values
            start += count * kind.itemsize
    return found


def read_graph(file: Path, graph: Graph, signal: str) -> str:
    """Add the graph model of a file behind a signal; the name of its last output. Raises CorpusError on operations that
    small convolutional networks do not have.
    """
    model = json.loads(file.read_text(encoding="utf-8"))
    weights = read_weights(model["weightsManifest"], file.parent)
    outputs = dict.fromkeys(
        (node["name"] for node in model["modelTopology"]["node"] if node["op"] == "Placeholder"), signal
    )
    last = signal
    for node in model["modelTopology"]["node"]:
        if node["op"] not in ("Const", "Placeholder"):
            last = outputs[node["name"]] = _added(node, graph, outputs, weights)
    return last


def _added(node: dict, graph: Graph, outputs: Mapping[str, str], weights: Mapping[str, np.ndarray]) -> str:
    attributes = node.get("attr", {})
    signals = [outputs[name] for name in node["input"] if name in outputs]
    arrays = [weights[name] for name in node["input"] if name in weights]
    match node["op"]:
        case "_FusedConv2D" | "Conv2D" | "DepthwiseConv2dNative":
            added = graph.conv(
                signals[0],
                *arrays,
                stride=_stride(attributes),
                padding=_text(attributes["padding"]["s"]),
                depthwise=node["op"] == "DepthwiseConv2dNative",
            )
            fused = [_text(name) for name in attributes.get("fused_ops", {}).get("list", {}).get("s", [])]
            return graph.node("Relu", added) if "Relu" in fused else added
        case "MaxPool":
            size = int(attributes["ksize"]["list"]["i"][1])
            return graph.max_pool(signals[0], size, _stride(attributes), _text(attributes["padding"]["s"]))
        case "Mean":
            return graph.mean(signals[0])
        case "AddV2":
            return graph.node("Add", *signals)
        case "Relu" | "Softmax" | "Identity":
            return graph.node(node["op"], *signals)
    raise CorpusError(f"{node['name']}: the operation {node['op']} is not known")


def _stride(attributes: dict) -> int:
    return int(attributes["strides"]["list"]["i"][1])


def _text(encoded: str) -> str:
    return base64.b64decode(encoded).decode()
