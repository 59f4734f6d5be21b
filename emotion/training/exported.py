"""What an exporter writes into a network's file beside the network."""

from __future__ import annotations

from pathlib import Path


def without_traces(path: Path) -> Path:
    """Take out of an ONNX file what PyTorch notes of each node: lines of the code that made it, with their folders."""
    import onnx

    model = onnx.load(path)
    for node in model.graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    onnx.save(model, path)
    return path
