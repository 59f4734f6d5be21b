"""The layers of backbone and tower as one ONNX graph of fused operators; runs in half the time that torch takes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, ValueInfoProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from emotion.text.backbone import AffectTower, Backbone

_FUSED = "com.microsoft"
"""ONNX Runtime's own operators, each of which does the work of several of ONNX."""

_OPSETS = [helper.make_opsetid("", 20), helper.make_opsetid(_FUSED, 1)]


def inference_session(backbone: Backbone, tower: AffectTower) -> onnxruntime.InferenceSession:
    """From ids and mask, each (N, L) int32, to three arrays of float32, on one thread.

    evidence (N, 16): the tower's, see AffectTower.evidence; state (N, 384): the mean of the tower's states;
    embedding (N, 384): the unit sentence embeddings.
    """
    graph = _Graph()
    mask = graph.node("Unsqueeze", [graph.node("Cast", ["mask"], to=TensorProto.FLOAT), graph.axes(2)])
    count = graph.node("ReduceSum", [mask, graph.axes(1)], keepdims=0)
    shared = graph.layers(graph.embeddings(backbone.embeddings), backbone.lower)

    def pooled(layers: nn.ModuleList, output: str = "") -> str:
        states = graph.node("Mul", [graph.layers(shared, layers), mask])
        return graph.node("Div", [graph.node("ReduceSum", [states, graph.axes(1)], keepdims=0), count], output=output)

    graph.node("LpNormalization", [pooled(backbone.upper)], output="embedding", axis=-1, p=2)
    state = pooled(tower.layers, "state")
    heads = [graph.linear(state, head) for head in (tower.emotions, tower.affect, tower.felt)]
    graph.node("Concat", heads, output="evidence", axis=1)
    return graph.session(inputs=("ids", "mask"), outputs=("evidence", "state", "embedding"))


def backbone_session(backbone: Backbone, quick: bool = False) -> onnxruntime.InferenceSession:
    """From ids and mask, each (N, L) int32, to `embedding` (N, 384) float32 of unit length, on one thread.

    quick: weights in integers of eight bits, a scale for each channel, and activations likewise, scaled as they come.
    """
    graph = _Graph()
    mask = graph.node("Unsqueeze", [graph.node("Cast", ["mask"], to=TensorProto.FLOAT), graph.axes(2)])
    states = graph.layers(graph.embeddings(backbone.embeddings), [*backbone.lower, *backbone.upper])
    total = graph.node("ReduceSum", [graph.node("Mul", [states, mask]), graph.axes(1)], keepdims=0)
    graph.node("LpNormalization", [total], output="embedding", axis=-1, p=2)
    return graph.session(inputs=("ids", "mask"), outputs=("embedding",), quick=quick)


def _quantised(model: onnx.ModelProto) -> bytes:
    """The model with integers of eight bits for the weights of its products."""
    helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})  # its operators are fused already
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quick.onnx"
        quantize_dynamic(
            model,
            file,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        return file.read_bytes()


def e5_session(modules: SimpleNamespace) -> onnxruntime.InferenceSession:
    """From the embeddings of words (N, L, 384) float32 and mask (N, L) int32 to unit embeddings (N, 384).

    modules hold BERT's layers as `layer`, and the norm before them as `LayerNorm`. Runs on one thread, its maps after
    attention in 8 bits.
    """
    graph = _Graph(in_8_bits=True)
    norm = modules.LayerNorm
    weights = [graph.weight(part) for part in (norm.weight, norm.bias)]
    states = graph.node("LayerNormalization", ["words", *weights], axis=-1, epsilon=norm.eps)
    mask = graph.node("Unsqueeze", [graph.node("Cast", ["mask"], to=TensorProto.FLOAT), graph.axes(2)])
    states = graph.node("Mul", [graph.layers(states, modules.layer), mask])
    total = graph.node("ReduceSum", [states, graph.axes(1)], keepdims=0)
    graph.node("LpNormalization", [total], output="embedding", axis=-1, p=2)
    words = helper.make_tensor_value_info("words", TensorProto.FLOAT, ["N", "L", None])
    return graph.session(inputs=("mask",), outputs=("embedding",), others=(words,))


class _Graph:
    """Nodes in the order in which they run, and their weights; values are known by name.

    in_8_bits: linear maps multiply 8-bit integers, weights with a scale a column, values with one at each run.
    """

    def __init__(self, in_8_bits: bool = False) -> None:
        self._in_8_bits = in_8_bits
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[TensorProto] = []

    def node(self, operator: str, inputs: Sequence[str], domain: str = "", output: str = "", **attributes) -> str:
        output = output or f"value_{len(self._nodes)}"
        # Only the embeddings have a second output that must be named; nobody reads it.
        outputs = [output, f"{output}_mask"] if operator == "EmbedLayerNormalization" else [output]
        self._nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return output

    def weight(self, values: Tensor) -> str:
        return self._constant(values.detach().float().contiguous().numpy())

    def axes(self, *axes: int) -> str:
        return self._constant(np.array(axes, np.int64))

    def linear(self, values: str, layer: nn.Linear) -> str:
        return self.node("Add", [self._product(values, layer), self.weight(layer.bias)])

    def embeddings(self, module: Any) -> str:
        """BERT's embeddings of the ids; all tokens are of the first type, whose row joins the positions."""
        positions = module.position_embeddings.weight + module.token_type_embeddings.weight[0]
        words, positions = self.weight(module.word_embeddings.weight), self.weight(positions)
        norm = module.LayerNorm
        inputs = ["ids", "", words, positions, "", self.weight(norm.weight), self.weight(norm.bias)]
        return self.node("EmbedLayerNormalization", inputs, _FUSED, epsilon=norm.eps)

    def layers(self, states: str, layers: Iterable[nn.Module]) -> str:
        """Layers of BERT (Devlin et al. 2019): attention, then two linear maps, each part added and normalised."""
        for layer in layers:
            attention = layer.attention.self
            parts = (attention.query, attention.key, attention.value)
            weights = self.weight(torch.cat([part.weight for part in parts]).T)
            inputs = [states, weights, self.weight(torch.cat([part.bias for part in parts])), "mask"]
            attended = self.node("Attention", inputs, _FUSED, num_heads=attention.num_attention_heads)
            states = self._added(attended, layer.attention.output, states)
            wide = self._product(states, layer.intermediate.dense)
            wide = self.node("BiasGelu", [wide, self.weight(layer.intermediate.dense.bias)], _FUSED)
            states = self._added(wide, layer.output, states)
        return states

    def session(
        self,
        inputs: Sequence[str],
        outputs: Sequence[str],
        others: Sequence[ValueInfoProto] = (),
        quick: bool = False,
    ) -> onnxruntime.InferenceSession:
        """inputs are of integers (N, L), others as they say."""
        graph = helper.make_graph(
            self._nodes,
            "text",
            [*(helper.make_tensor_value_info(name, TensorProto.INT32, ["N", "L"]) for name in inputs), *others],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            self._weights,
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = helper.make_model(graph, opset_imports=_OPSETS, ir_version=10)
        data = _quantised(model) if quick else model.SerializeToString()
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def _added(self, values: str, output: nn.Module, states: str) -> str:
        norm = output.LayerNorm
        inputs = [self._product(values, output.dense), states]
        inputs += [self.weight(w) for w in (norm.weight, norm.bias, output.dense.bias)]
        return self.node("SkipLayerNormalization", inputs, _FUSED, epsilon=norm.eps)

    def _product(self, values: str, layer: nn.Linear) -> str:
        if not self._in_8_bits:
            return self.node("MatMul", [values, self.weight(layer.weight.T)])
        weights = layer.weight.T
        scale = weights.abs().amax(dim=0).clamp(min=1e-9) / 127
        rounded = (weights / scale).round().to(torch.int8).contiguous().numpy()
        return self.node("DynamicQuantizeMatMul", [values, self._constant(rounded), self.weight(scale)], _FUSED)

    def _constant(self, values: np.ndarray) -> str:
        name = f"weight_{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(values, name))
        return name
