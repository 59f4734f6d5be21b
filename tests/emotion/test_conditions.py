"""Faces by light, contrast and size."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest

from emotion.__main__ import main
from emotion.evaluation.conditions import LIGHTS, SIZES, by_condition, lit, smaller
from emotion.types import EMOTIONS, Prediction


def blackness(crops) -> Prediction:
    """Anger for a dark picture, disgust for one of fine structure, else fear."""
    named = [0 if crop.mean() < 60 else 1 if crop.std() > 40 else 2 for crop in crops]
    return Prediction(np.eye(len(EMOTIONS), dtype=np.float32)[named])


def test_thirds_hold_what_is_darkest_and_of_least_contrast() -> None:
    crops = [np.full((48, 48), level, np.uint8) for level in (20, 30, 90, 100, 150, 160)]
    truth = np.array([0, 0, 2, 0, 2, 2])
    found = by_condition(blackness, crops, truth, blackness(crops).probabilities)
    assert {name: (row["n"], row["accuracy"]) for name, row in found["brightness"].items()} == {
        "least": (2, 1.0),
        "middle": (2, 0.5),
        "most": (2, 1.0),
    }
    assert set(found["size"]) == {f"{side} px" for side in SIZES}
    assert set(found["light"]) == set(LIGHTS)
    assert found["light"]["an eighth"]["accuracy"] == pytest.approx(0.5)  # all named anger


def test_a_smaller_face_has_lost_its_fine_structure_and_is_as_bright() -> None:
    crop = np.indices((48, 48)).sum(0).astype(np.uint8) % 2 * 200
    reduced = smaller(crop, 12)
    assert reduced.shape == (48, 48)
    assert reduced.std() < 5
    assert reduced.mean() == pytest.approx(100, abs=2)
    assert smaller(np.full((48, 48), 7, np.uint8), 16).tolist() == np.full((48, 48), 7).tolist()


def test_light_ends_where_a_camera_s_does() -> None:
    assert lit(np.array([[10, 200]], np.uint8), 1.6).tolist() == [[16, 255]]


def test_the_command_prints_them_for_faces_alone(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    random = np.random.default_rng(0)
    pictures = [cv2.imencode(".png", random.integers(0, 255, (48, 48), np.uint8))[1].tobytes() for _ in range(9)]
    pd.DataFrame({"image": pictures, "label": np.arange(9) % 7}).to_parquet(tmp_path / "faces.parquet")
    arguments = ["evaluate", "face", str(tmp_path / "faces.parquet"), "--conditions"]
    assert main([*arguments, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert sum(row["n"] for row in report["conditions"]["contrast"].values()) == 9
    assert main(arguments) == 0
    assert "by size" in capsys.readouterr().out
    assert main(["evaluate", "voice", str(tmp_path / "faces.parquet"), "--conditions"]) == 1
    assert "--conditions is for face" in capsys.readouterr().err
