"""Calibrates the trained face networks and writes them as one ONNX file.

python -m emotion.training.face_export --data DIR    calibrates the shipped networks anew
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from emotion.encoder import MODEL_DIR, model_file
from emotion.threads import one_thread
from emotion.training.exported import without_traces
from emotion.training.face_corpus import FaceCorpus
from emotion.training.face_model import FaceModel
from emotion.training.face_served import FacePair, ServedFaceModel
from emotion.training.face_trunk import TunedFaceModel

BALANCE = 0.3
"""Share of the log of val's prior that is taken out of what is served: before a camera disgust is not as rare as among
pictures from the web. At three tenths val's accuracy stays, and recall of disgust rises by a third."""

_LAYERS = ("Conv", "Gemm")


def export(first: FaceModel, second: TunedFaceModel, val: FaceCorpus, path: Path) -> Path:
    """Write both networks, calibrated, as ONNX: crops (N, 48, 48) uint8 -> probabilities (N, 7), embedding (N, 128).

    The bias is the calibration's, balanced.
    """
    pair = FacePair(first, second).eval()
    labels = torch.tensor(val.labels)
    for place, part in enumerate(logits(pair.apart, val)[:2]):
        pair.temperatures[place], pair.biases[place] = calibration(part, labels)
    temperature, bias = calibration(logits(pair, val)[0], labels)
    bias = balanced(bias, torch.from_numpy(val.prior()))
    tqdm.write(f"temperature {temperature:.3f}, bias {[round(b, 3) for b in bias.tolist()]}", file=sys.stderr)
    torch.onnx.export(
        ServedFaceModel(pair, temperature, bias).eval().to(memory_format=torch.contiguous_format),
        (torch.zeros(2, 48, 48, dtype=torch.uint8),),
        path,
        input_names=["crops"],
        output_names=["probabilities", "embedding"],
        dynamic_shapes={"crops": {0: torch.export.Dim("batch")}},
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    return without_traces(path)


@torch.no_grad()
def logits(network: Callable[[Tensor], tuple[Tensor, ...]], corpus: FaceCorpus) -> tuple[Tensor, ...]:
    """What a network gives of each crop (N, 1, 48, 48), each output (N, ...)."""
    images = torch.from_numpy(corpus.images[:, None])
    batches = [network(images[i : i + 256].float()) for i in range(0, len(images), 256)]
    return tuple(torch.cat(parts) for parts in zip(*batches, strict=True))


def calibration(logits: Tensor, labels: Tensor) -> tuple[float, Tensor]:
    """The temperature and bias (7,) with which softmax(logits / temperature + bias) is likeliest for labels (N,).

    Alexandari, Kundaje & Shrikumar 2020, Maximum Likelihood with Bias-Corrected Calibration: the bias takes back
    how much oftener FER+'s voters chose neutral than the original labels do.
    """
    sharpening, bias = torch.ones(1, requires_grad=True), torch.zeros(logits.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([sharpening, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        # The small penalty settles what softmax leaves open, a bias common to all, and classes without examples.
        value = cross_entropy(logits * sharpening + bias, labels) + 1e-4 * bias.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return 1 / float(sharpening.detach().clamp(0.2, 5.0)), bias.detach()


def balanced(bias: Tensor, prior: Tensor, share: float = BALANCE) -> Tensor:
    """A calibration's bias (7,), for classes as frequent as prior (7,), moved by a share towards equal frequencies."""
    return bias - share * prior.log()


def exported(path: Path) -> FacePair:
    """The networks that `export` wrote, but for what calibrates them, and for vote heads, which are not in the file.

    The file holds each layer with its normalisation taken in; here that normalises nothing. Raises ValueError where it
    holds other networks.
    """
    import onnx
    from onnx.numpy_helper import to_array

    pair, graph = FacePair(FaceModel(), TunedFaceModel()).eval(), onnx.load(path).graph
    stored = {tensor.name: torch.from_numpy(to_array(tensor).copy()) for tensor in graph.initializer}
    layers = [layer for layer in pair.modules() if isinstance(layer, (nn.Conv2d, nn.Linear))]
    layers = [layer for layer in layers if layer not in (pair.first.vote, pair.second.vote)]
    nodes = [node for node in graph.node if node.op_type in _LAYERS]
    found = [[stored[name] for name in node.input[1:] if name in stored] for node in nodes]
    shapes = [[layer.weight.shape, layer.weight.shape[:1]] for layer in layers]
    if shapes != [[part.shape for part in parts] for parts in found]:
        raise ValueError(f"{path} holds other networks than emotion/training/face_served.py; see emotion train face")
    norms = [layer for layer in pair.modules() if isinstance(layer, (nn.BatchNorm2d, nn.BatchNorm1d))]
    after = iter([norm for norm in norms if isinstance(norm, nn.BatchNorm2d)])
    with torch.no_grad():
        for norm in norms:
            norm.get_buffer("running_var").fill_(1 - norm.eps)
        for layer, (weight, bias) in zip(layers, found, strict=True):
            layer.weight.copy_(weight)
            (next(after) if layer.bias is None else layer).get_parameter("bias").copy_(bias)
    return pair


def main(arguments: list[str] | None = None) -> None:
    """Calibrate the shipped network on the val split of a folder's corpus, and write it."""
    parser = argparse.ArgumentParser(prog="python -m emotion.training.face_export")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds faces/fer2013.parquet")
    parser.add_argument("--out", type=Path, default=MODEL_DIR, help="where face.onnx goes (default: assets/models)")
    options = parser.parse_args(arguments)
    one_thread()
    options.out.mkdir(parents=True, exist_ok=True)
    pair = exported(model_file("face.onnx"))
    export(pair.first, pair.second, FaceCorpus.read(options.data, "val"), options.out / "face.onnx")


if __name__ == "__main__":
    main()
