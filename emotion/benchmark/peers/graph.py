"""Writes networks of TensorFlow's layout as ONNX graphs, so that all are run and timed by the same runtime."""

from __future__ import annotations

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OPSET = 18
IR_VERSION = 9
INPUT, OUTPUT = "crops", "probabilities"


class Graph:
    """Nodes that are added one by one; kernels come as TensorFlow keeps them, signals are (N, C, H, W).

    Begins with crops (N, 48, 48) uint8, brought to (N, 1, side, side) float32 by bilinear interpolation from the upper
    left corner, as TensorFlow.js does by default.
    """

    def __init__(self, side: int) -> None:
        self._nodes: list = []
        self._weights: list = []
        grey = self.node("Unsqueeze", self.node("Cast", INPUT, to=TensorProto.FLOAT), self._ints([1]))
        shape = self.node("Concat", self.node("Shape", grey, end=2), self._ints([side, side]), axis=0)
        self.input = self.node(
            "Resize", grey, "", "", shape, mode="linear", coordinate_transformation_mode="asymmetric"
        )

    def node(self, op: str, *inputs: str, **attributes: object) -> str:
        """Add a node of ONNX; the name of its output."""
        name = f"{op}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, list(inputs), [name], **attributes))
        return name

    def weight(self, values: np.ndarray) -> str:
        """The name of a constant, float32."""
        return self._constant(np.ascontiguousarray(values, np.float32))

    def scaled(self, signal: str, factor: float, offset: np.ndarray | float) -> str:
        """signal · factor + offset."""
        return self.node("Add", self.node("Mul", signal, self.weight(np.float32(factor))), self.weight(offset))

    def conv(
        self,
        signal: str,
        kernel: np.ndarray,
        bias: np.ndarray | None = None,
        stride: int = 1,
        padding: str = "SAME",
        depthwise: bool = False,
    ) -> str:
        """Convolution with a kernel (H, W, in, out), or depthwise with (H, W, channels, multiplier)."""
        height, width, channels, _ = kernel.shape
        turned = (
            kernel.transpose(2, 3, 0, 1).reshape(-1, 1, height, width) if depthwise else kernel.transpose(3, 2, 0, 1)
        )
        inputs = (signal, self.weight(turned), *([] if bias is None else [self.weight(bias)]))
        group = channels if depthwise else 1
        return self.node("Conv", *inputs, strides=[stride, stride], auto_pad=_PADS[padding], group=group)

    def separable(
        self, signal: str, depthwise: np.ndarray, pointwise: np.ndarray, bias: np.ndarray | None = None, stride: int = 1
    ) -> str:
        """A depthwise convolution and one of 1 x 1 behind it."""
        return self.conv(self.conv(signal, depthwise, stride=stride, depthwise=True), pointwise, bias)

    def max_pool(self, signal: str, size: int, stride: int, padding: str = "SAME") -> str:
        """The largest of size x size."""
        shape = {"kernel_shape": [size, size], "strides": [stride, stride]}
        return self.node("MaxPool", signal, auto_pad=_PADS[padding], **shape)

    def mean(self, signal: str) -> str:
        """Over the picture: (N, C, H, W) -> (N, C)."""
        return self.node("ReduceMean", signal, self._ints([2, 3]), keepdims=0)

    def session(self, output: str) -> onnxruntime.InferenceSession:
        """Runs the graph up to an output (N, 7), on one thread."""
        self._nodes.append(helper.make_node("Identity", [output], [OUTPUT]))
        inputs = [helper.make_tensor_value_info(INPUT, TensorProto.UINT8, ["n", 48, 48])]
        outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["n", 7])]
        graph = helper.make_graph(self._nodes, "peer", inputs, outputs, self._weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def _ints(self, values: list[int]) -> str:
        return self._constant(np.array(values, np.int64))

    def _constant(self, values: np.ndarray) -> str:
        name = f"constant_{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(values, name))
        return name


_PADS = {"SAME": "SAME_UPPER", "VALID": "VALID"}
