"""The file that a face network's layers come in, with random weights."""

import itertools
import json

import numpy as np

from emotion.training.face_trunk import WIDTHS


def write_layers(folder, seed=0):
    """PEERS/human/faceres.json as the package has it, with random weights in half precision; what it holds."""
    rng, nodes, entries, stored, made = np.random.default_rng(seed), [], [], b"", []

    def keep(name, values):
        nonlocal stored
        half = values.astype(np.float16)
        kind = {"dtype": "float16", "original_dtype": "float32"}
        entries.append({"name": name, "shape": list(values.shape), "dtype": "float32", "quantization": kind})
        stored += half.tobytes()
        return half.astype(np.float32)

    def layer(name, shape, depthwise):
        fan = np.prod(shape[:2]) * (1 if depthwise else shape[2])
        kernel = keep(f"{name}/kernel", rng.normal(0, 1.4 / np.sqrt(fan), shape))
        added = keep(f"{name}/sub", rng.normal(0, 0.3, shape[2] if depthwise else shape[3]))
        scale = keep(f"{name}/mul", rng.uniform(0.5, 1.5, shape[2])) if depthwise else np.ones(1, np.float32)
        op = "DepthwiseConv2dNative" if depthwise else "Conv2D"
        nodes.append({"name": name, "op": op, "input": ["before", f"{name}/kernel"]})
        if depthwise:
            nodes.append({"name": f"{name}/mul_1", "op": "Mul", "input": [name, f"{name}/mul"]})
        nodes.append({"name": f"{name}/add_1", "op": "Add", "input": [name, f"{name}/sub"]})
        nodes.append({"name": f"{name}/relu", "op": "Relu", "input": [f"{name}/add_1"]})
        made.append((kernel, scale, added))

    layer("conv1", (3, 3, 3, WIDTHS[0]), False)
    for i, (inputs, outputs) in enumerate(itertools.pairwise(WIDTHS)):
        layer(f"dw{i}", (3, 3, inputs, 1), True)
        layer(f"pw{i}", (1, 1, inputs, outputs), False)
    (folder / "human").mkdir(parents=True)
    (folder / "human" / "faceres.bin").write_bytes(stored)
    manifest = [{"paths": ["faceres.bin"], "weights": entries}]
    (folder / "human" / "faceres.json").write_text(
        json.dumps({"modelTopology": {"node": nodes}, "weightsManifest": manifest})
    )
    return made
