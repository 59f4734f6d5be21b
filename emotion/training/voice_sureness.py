"""How sure the voice network may be of a clip, by how the clip sounds: a temperature that hangs on its embedding.

One temperature for all corpora leaves the voices that are like those trained on too unsure and the others too sure.

python -m emotion.training.voice_sureness --data DIR    fits it anew for the shipped network
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.decomposition import PCA
from torch.nn import functional as F

from emotion.encoder import MODEL_DIR, model_file
from emotion.evaluation.metrics import expected_calibration_error
from emotion.threads import one_thread
from emotion.training.voice_clips import Clips
from emotion.training.voice_corpora import read_clips
from emotion.voice import VoiceNetwork

COMPONENTS = 8
"""Principal components of the embedding that the temperature may hang on."""

PENALTY = 0.01
LIMITS = (0.5, 1.6)
"""The least and the greatest power that probabilities are raised to."""

FLOOR = 1e-9
PREFIX = "sureness_"


@dataclass(frozen=True, eq=False)
class Sureness:
    """Of an embedding e (D,) the power exp(e @ slope + offset), within LIMITS, that probabilities are raised to."""

    slope: np.ndarray
    offset: float

    def __call__(self, probabilities: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
        """Probabilities (N, 7) made as sure as the embeddings (N, D) allow."""
        power = np.exp(embeddings @ self.slope + self.offset).clip(*LIMITS)
        raised = np.maximum(probabilities, FLOOR) ** power[:, None]
        return raised / raised.sum(axis=1, keepdims=True)

    @classmethod
    def fit(cls, probabilities: np.ndarray, embeddings: np.ndarray, clips: Clips) -> Sureness:
        """The likeliest for the emotions of N clips, each corpus counting alike; with a small penalty on the slope."""
        found = PCA(COMPONENTS).fit(embeddings)
        spread = np.sqrt(found.explained_variance_)
        parts = torch.from_numpy(found.transform(embeddings) / spread).float()
        logs, target = torch.from_numpy(np.log(np.maximum(probabilities, FLOOR))), torch.from_numpy(clips.emotion)
        weight = torch.from_numpy(clips.even_weights())
        slope, offset = torch.zeros(COMPONENTS, requires_grad=True), torch.zeros(1, requires_grad=True)
        optimiser = torch.optim.LBFGS([slope, offset], max_iter=200, line_search_fn="strong_wolfe")

        def loss() -> torch.Tensor:
            optimiser.zero_grad()
            power = torch.exp(parts @ slope + offset)
            value = (weight * F.cross_entropy(logs * power[:, None], target, reduction="none")).sum()
            value = value + PENALTY * slope.square().sum()
            value.backward()
            return value

        optimiser.step(loss)
        own = (slope.detach().numpy() / spread) @ found.components_
        return cls(own.astype(np.float32), float(offset.detach()) - float(own @ found.mean_))


def resharpened(path: Path, clips: Clips) -> Path:
    """Fit the sureness of a voice network's file to clips of val, and write it there in place of an earlier one.

    Prints what it does to the ECE of speakers that it was not fitted to.
    """
    _strip(path)
    read = VoiceNetwork(path).predict([picture.astype(np.float32) / 255 for picture in clips.pictures])
    for line in _left_out(read.probabilities, read.embedding, clips):
        print(line)
    _write(path, Sureness.fit(read.probabilities, read.embedding, clips))
    return path


def _left_out(probabilities: np.ndarray, embeddings: np.ndarray, clips: Clips) -> list[str]:
    found = np.zeros_like(probabilities)
    for speaker in np.unique(clips.speaker):
        own = clips.speaker == speaker
        sureness = Sureness.fit(probabilities[~own], embeddings[~own], clips.where(~own))
        found[own] = sureness(probabilities[own], embeddings[own])
    lines = ["speakers left out in turn: ECE and cross-entropy at one temperature, and by how a clip sounds"]
    for corpus in np.unique(clips.corpus):
        rows = clips.corpus == corpus
        figures = [_figures(p[rows], clips.emotion[rows]) for p in (probabilities, found)]
        lines.append(f"{corpus:<16}" + "".join("{:>9.3f}{:>8.3f}".format(*pair) for pair in figures))
    return lines


def _figures(probabilities: np.ndarray, emotion: np.ndarray) -> tuple[float, float]:
    right = probabilities.argmax(axis=1) == emotion
    likelihood = np.maximum(probabilities[np.arange(len(emotion)), emotion], FLOOR)
    return expected_calibration_error(probabilities.max(axis=1), right), float(-np.log(likelihood).mean())


def _write(path: Path, sureness: Sureness) -> None:
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph, first = model.graph, f"{PREFIX}before"
    for node in graph.node:
        node.output[:] = [first if name == "probabilities" else name for name in node.output]
    constants = {
        "slope": sureness.slope[:, None],
        "offset": np.array([sureness.offset], np.float32),
        "floor": np.array(FLOOR, np.float32),
        "least": np.array(LIMITS[0], np.float32),
        "most": np.array(LIMITS[1], np.float32),
    }
    graph.initializer.extend(numpy_helper.from_array(value, PREFIX + name) for name, value in constants.items())
    steps = [
        ("Max", (first, f"{PREFIX}floor"), "floored"),
        ("Log", (f"{PREFIX}floored",), "logs"),
        ("MatMul", ("embedding", f"{PREFIX}slope"), "sloped"),
        ("Add", (f"{PREFIX}sloped", f"{PREFIX}offset"), "shifted"),
        ("Exp", (f"{PREFIX}shifted",), "power"),
        ("Clip", (f"{PREFIX}power", f"{PREFIX}least", f"{PREFIX}most"), "limited"),
        ("Mul", (f"{PREFIX}logs", f"{PREFIX}limited"), "raised"),
    ]
    for kind, inputs, output in steps:
        graph.node.append(helper.make_node(kind, inputs, [PREFIX + output], PREFIX + output))
    graph.node.append(
        helper.make_node("Softmax", [f"{PREFIX}raised"], ["probabilities"], f"{PREFIX}probabilities", axis=1)
    )
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _strip(path: Path) -> None:
    """Take an earlier sureness out of a file."""
    import onnx

    model = onnx.load(path)
    nodes = [node for node in model.graph.node if not node.name.startswith(PREFIX)]
    constants = [one for one in model.graph.initializer if not one.name.startswith(PREFIX)]
    for node in nodes:
        node.output[:] = ["probabilities" if name == f"{PREFIX}before" else name for name in node.output]
    model.graph.ClearField("node")
    model.graph.ClearField("initializer")
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(constants)
    onnx.save(model, path)


def main(arguments: list[str] | None = None) -> None:
    """Fit the shipped network's sureness to the val speakers of a folder's corpora, and write it."""
    parser = argparse.ArgumentParser(prog="python -m emotion.training.voice_sureness")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds speech and fusion")
    parser.add_argument("--out", type=Path, default=MODEL_DIR, help="where voice.onnx goes (default: assets/models)")
    options = parser.parse_args(arguments)
    one_thread()
    path = options.out / "voice.onnx"
    if path != model_file("voice.onnx"):
        path.write_bytes(model_file("voice.onnx").read_bytes())
    resharpened(path, read_clips(options.data, "val"))


if __name__ == "__main__":
    main()
