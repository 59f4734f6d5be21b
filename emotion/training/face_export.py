"""Calibrates the trained face network and writes it as ONNX.

python -m emotion.training.face_export --data DIR    calibrates the shipped network anew
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from emotion.encoder import MODEL_DIR, model_file
from emotion.threads import one_thread
from emotion.training.exported import without_traces
from emotion.training.face_corpus import FaceCorpus
from emotion.training.face_model import FaceModel, ServedFaceModel

BALANCE = 0.3
"""Share of the log of val's prior that is taken out of what is served: before a camera disgust is not as rare as among
pictures from the web. At three tenths val's accuracy stays, and recall of disgust rises by a third."""

_LAYERS = {"Conv": nn.Conv2d, "BatchNormalization": (nn.BatchNorm2d, nn.BatchNorm1d), "Gemm": nn.Linear}


def export(model: FaceModel, val: FaceCorpus, path: Path) -> Path:
    """Write the calibrated model as ONNX: crops (N, 48, 48) uint8 -> probabilities (N, 7), embedding (N, 128).

    Its bias is the calibration's, balanced.
    """
    temperature, bias = calibration(logits(model, val), torch.tensor(val.labels))
    bias = balanced(bias, torch.from_numpy(val.prior()))
    tqdm.write(f"temperature {temperature:.3f}, bias {[round(b, 3) for b in bias.tolist()]}", file=sys.stderr)
    served = ServedFaceModel(model, temperature, bias).eval()
    torch.onnx.export(
        served,
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
def logits(model: FaceModel, corpus: FaceCorpus) -> Tensor:
    """(N, 7) before calibration: averaged over each crop and its mirror image, as served."""
    images = torch.from_numpy(corpus.images[:, None])
    batches = [images[i : i + 512].float() for i in range(0, len(images), 512)]
    return torch.cat([(model(x)[0] + model(x.flip(3))[0]) / 2 for x in batches])


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


def exported(path: Path) -> FaceModel:
    """The network that `export` wrote, but for the vote head and its dropout, which are not in the file.

    Raises ValueError where the file holds another network.
    """
    import onnx
    from onnx.numpy_helper import to_array

    model, graph = FaceModel().eval(), onnx.load(path).graph
    stored = {tensor.name: torch.from_numpy(to_array(tensor).copy()) for tensor in graph.initializer}
    layers = [
        layer for layer in model.modules() if isinstance(layer, (nn.Conv2d, nn.BatchNorm2d, nn.BatchNorm1d, nn.Linear))
    ]
    layers.remove(model.vote)
    # The crop's layers come first and in the order of the module's, the mirror image's after them.
    nodes = [node for node in graph.node if node.op_type in _LAYERS][: len(layers)]
    if len(nodes) < len(layers) or not all(
        isinstance(a, _LAYERS[b.op_type]) for a, b in zip(layers, nodes, strict=True)
    ):
        raise ValueError(
            f"{path} holds no network of emotion/training/face_model.py; train one: python -m emotion train face"
        )
    with torch.no_grad():
        for layer, node in zip(layers, nodes, strict=True):
            names = ("weight", "bias", "running_mean", "running_var")
            for name, value in zip(names, node.input[1:], strict=False):
                getattr(layer, name).copy_(stored[value])
    return model


def main(arguments: list[str] | None = None) -> None:
    """Calibrate the shipped network on the val split of a folder's corpus, and write it."""
    parser = argparse.ArgumentParser(prog="python -m emotion.training.face_export")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds faces/fer2013.parquet")
    parser.add_argument("--out", type=Path, default=MODEL_DIR, help="where face.onnx goes (default: assets/models)")
    options = parser.parse_args(arguments)
    one_thread()
    options.out.mkdir(parents=True, exist_ok=True)
    export(exported(model_file("face.onnx")), FaceCorpus.read(options.data, "val"), options.out / "face.onnx")


if __name__ == "__main__":
    main()
