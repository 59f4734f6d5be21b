"""A pretrained model -> an int8 graph for ONNX Runtime; run as python -m emotion.pretrained.export."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType
from transformers.exporters import OnnxConfig, OnnxExporter, OnnxRuntimeDynamicConfig, OnnxRuntimeQuantizer

from emotion.errors import EmotionError
from emotion.modalities import TEXT, modality_named
from emotion.pretrained.checkpoint import Checkpoint
from emotion.types import Modality


def export(modality: Modality, model: Path, graph: Path) -> None:
    """Write the graph of a model folder; its weights go to a file beside it.

    Matrix products by weights are of integers, scaled by channel, the weights of seven bits, so that no processor's
    sums of two products overflow; activations are quantised as they come, all else stays float32. Raises EmotionError
    for an unusable folder, and whatever the exporter raises for an unknown architecture.
    """
    checkpoint = Checkpoint.open(modality, model)
    signals = checkpoint.signals
    batch = signals.collate([signals.item(signal) for signal in signals.examples()])
    inputs = {name: torch.from_numpy(values) for name, values in batch.items()}
    # Pictures and windows have one size, texts have not.
    free = 2 if modality == TEXT else 1
    shapes = {name: dict.fromkeys(range(free), torch.export.Dim.AUTO) for name in inputs}
    int8 = OnnxRuntimeDynamicConfig(
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True},
    )
    config = OnnxConfig(dynamic_shapes=shapes, quantizer=OnnxRuntimeQuantizer(int8))
    OnnxExporter.save_program(OnnxExporter().export(checkpoint.model(), inputs, config).program, graph)


if __name__ == "__main__":
    try:
        export(modality_named(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
    except EmotionError as error:
        raise SystemExit(str(error)) from error
