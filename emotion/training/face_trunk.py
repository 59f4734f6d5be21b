"""A MobileNet that was taught to tell people apart, to be taught expressions: the second face network.

Its layers are those of Human's `faceres` (npm @vladmandic/human, MIT; `make peers` fetches it), HSE-FaceRes (Savchenko
2019, Efficient facial representations for age, gender and identity recognition), trained on VGGFace2 (Cao et al. 2018).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.benchmark.peers.tfjs import read_weights
from emotion.errors import CorpusError
from emotion.training.face_model import EMBEDDING_SIZE, VOTE_CLASSES
from emotion.types import EMOTIONS

FILE = Path("human") / "faceres.json"
SIDE = 96  # px that a crop is brought to
CONTRAST = 60.0  # grey levels; what the layers are used to
EPSILON = 1e-3
WIDTHS = (32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024)
STRIDES = (2, 1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)


class Layer(nn.Module):
    """A convolution, batch normalisation and ReLU6; padded as TensorFlow pads, below and to the right first."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, EPSILON)
        margin = (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1)
        self.margin = margin if kernel == 3 else (0, 0, 0, 0)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu6(self.norm(self.convolution(F.pad(x, self.margin))))


class FaceTrunk(nn.Sequential):
    """MobileNet (Howard et al. 2017) on grey pictures: (N, 1, S, S) -> (N, 1024, S / 32, S / 32), rounded up."""

    def __init__(self) -> None:
        layers = [Layer(1, WIDTHS[0], 3, STRIDES[0])]
        for inputs, outputs, stride in zip(WIDTHS, WIDTHS[1:], STRIDES[1:], strict=False):
            layers += [Layer(inputs, inputs, 3, stride, groups=inputs), Layer(inputs, outputs, 1)]
        super().__init__(*layers)


class TunedFaceModel(nn.Module):
    """(N, 1, S, S) float32 grey levels in [0, 255] -> logits (N, 7), vote logits (N, 10) of FER+'s classes.

    S is 48, as crops are served, or the side they have been brought to for training. Every crop is brought to one mean
    and one deviation first. The vote logits exist for training only.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trunk = FaceTrunk()
        self.embed = nn.Sequential(
            nn.Dropout(0.3), nn.Linear(WIDTHS[-1], EMBEDDING_SIZE), nn.BatchNorm1d(EMBEDDING_SIZE)
        )
        self.classify = nn.Linear(EMBEDDING_SIZE, len(EMOTIONS))
        self.vote = nn.Linear(EMBEDDING_SIZE, VOTE_CLASSES)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        embedding = self.embed(self.trunk(evened(enlarged(x))).mean((2, 3)))
        return self.classify(embedding), self.vote(embedding)


def enlarged(crops: Tensor) -> Tensor:
    """Crops of 48 px at SIDE; larger ones as they are."""
    if crops.shape[2] > 48:
        return crops
    return F.interpolate(crops, (SIDE, SIDE), mode="bilinear", align_corners=False)


def evened(crops: Tensor) -> Tensor:
    """Each crop's grey levels around 0, with one deviation."""
    crops = crops - crops.mean((1, 2, 3), keepdim=True)
    return CONTRAST * crops / (crops.std((1, 2, 3), keepdim=True) + 4.0)


@torch.no_grad()
def read_trunk(peers: Path, crops: Sequence[Tensor]) -> FaceTrunk:
    """The layers of PEERS/human/faceres.json, their normalisation set to batches of crops (N, 1, S, S).

    The file holds each layer with its normalisation taken in; it is given one that, on these crops, changes nothing.
    Raises CorpusError where the file is missing.
    """
    path = peers / FILE
    if not path.is_file():
        raise CorpusError(f"{path} is missing; make peers fetches it")
    stored = json.loads(path.read_text(encoding="utf-8"))
    nodes, weights = stored["modelTopology"]["node"], read_weights(stored["weightsManifest"], path.parent)
    trunk, kernels = FaceTrunk().eval(), _kernels(nodes, weights)
    seen = [evened(batch) for batch in crops]
    for layer, (kernel, bias) in zip(trunk, kernels, strict=True):
        layer.convolution.weight.copy_(kernel)
        shown = [layer.convolution(F.pad(x, layer.margin)) for x in seen]
        every = torch.cat([x.transpose(0, 1).flatten(1) for x in shown], 1)
        mean, variance = every.mean(1), every.var(1)
        layer.norm.running_mean.copy_(mean)
        layer.norm.running_var.copy_(variance)
        layer.norm.weight.copy_((variance + EPSILON).sqrt())
        layer.norm.bias.copy_(mean + bias)
        seen = [F.relu6(layer.norm(x)) for x in shown]
    return trunk


def _kernels(nodes: list[dict], weights: dict[str, np.ndarray]) -> list[tuple[Tensor, Tensor]]:
    """Of each layer the kernel (O, I, k, k), what multiplies its result taken in, and what is added (O,)."""
    found: list[tuple[Tensor, Tensor]] = []
    for node in nodes:
        own = [
            torch.from_numpy(np.array(weights[name], np.float32)) for name in node.get("input", ()) if name in weights
        ]
        match node["op"]:
            case "Conv2D":
                kernel = own[0].permute(3, 2, 0, 1)
                found.append((kernel if found else kernel.sum(1, keepdim=True), torch.zeros(len(kernel))))
            case "DepthwiseConv2dNative":
                kernel = own[0].permute(2, 3, 0, 1)
                found.append((kernel, torch.zeros(len(kernel))))
            case "Mul" if own:
                found[-1] = (found[-1][0] * own[0].view(-1, 1, 1, 1), found[-1][1])
            case "Add" if own:
                found[-1] = (found[-1][0], own[0].flatten())
    return found
