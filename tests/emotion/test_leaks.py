"""Planted leaks are found, and clean data are left in peace."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest

from emotion.__main__ import main
from emotion.errors import CorpusError
from emotion.evaluation.leaks import fingerprints
from emotion.evaluation.leaks.apart import repeated
from emotion.evaluation.leaks.checks import order, random_split
from emotion.evaluation.leaks.command import leaks, lines, said_before_training
from emotion.evaluation.leaks.signals import Signals

EMOTIONS = ["anger", "joy", "sadness", "fear"]


def picture(seed: int, side: int = 48) -> np.ndarray:
    """A smooth random picture, (side, side) uint8."""
    rough = np.random.default_rng(seed).uniform(0, 255, (6, 6)).astype(np.float32)
    return cv2.resize(rough, (side, side), interpolation=cv2.INTER_CUBIC).clip(0, 255).astype(np.uint8)


def stored(image: np.ndarray) -> bytes:
    return cv2.imencode(".png", image)[1].tobytes()


def faces(copies: int = 0) -> pd.DataFrame:
    """40 pictures for training and 20 for val, the first of which repeat pictures of training, brighter and noisier."""
    images = [picture(seed) for seed in range(60)]
    for row in range(copies):
        noisy = images[row].astype(float) * 0.9 + 20 + np.random.default_rng(row).normal(0, 3, (48, 48))
        images[40 + row] = noisy.clip(0, 255).astype(np.uint8)
    labels = np.random.default_rng(0).integers(0, 7, 60)
    labels[40 : 40 + copies] = labels[:copies]
    return pd.DataFrame({"image": map(stored, images), "label": labels, "split": ["train"] * 40 + ["val"] * 20})


def sentences(**columns: list) -> pd.DataFrame:
    words = [
        "the garden was quiet today",
        "we missed the last train home",
        "my exam went far too well",
        "nobody came to it",
    ]
    table = {"text": [f"{words[i % 4]} and {i} things more happened to us" for i in range(40)]}
    random = np.random.default_rng(1)
    table |= {"emotion": [EMOTIONS[i] for i in random.integers(0, 4, 40)], "split": ["train"] * 30 + ["dev"] * 10}
    return pd.DataFrame(table | columns)


def write(table: pd.DataFrame, folder: Path, name: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    table.to_parquet(folder / name)
    return folder


def made(classes: np.ndarray, group: np.ndarray | None = None, features: np.ndarray | None = None) -> Signals:
    count = len(classes)
    features = np.zeros((count, 0)) if features is None else features
    hashes = np.zeros(count, np.uint64)
    return Signals("made", "voice", np.full(count, "train"), group, "speaker", classes, hashes, features)


def test_a_picture_keeps_its_hash_through_light_noise_and_size() -> None:
    first, other = picture(1), picture(2)
    changed = cv2.resize((first * 0.8 + 30).astype(np.uint8), (96, 96))
    one, two, three = fingerprints.of_pictures([first, changed, other])
    assert np.bitwise_count(one ^ two) <= 4
    assert np.bitwise_count(one ^ three) > 12


def test_a_text_keeps_its_hash_through_case_and_punctuation() -> None:
    one, two, three = fingerprints.of_texts(["What a day, again!", "what a day again", "nothing like it, really"])
    assert one == two
    assert np.bitwise_count(one ^ three) > 12


def test_pairs_are_those_within_the_distance() -> None:
    left, right = np.array([0b0000, 0b1111], np.uint64), np.array([0b0001, 0b11111, 0xFF00], np.uint64)
    assert fingerprints.pairs(left, right, most=1).tolist() == [[0, 0], [1, 1]]
    assert fingerprints.pairs(np.zeros(0, np.uint64), right, most=1).shape == (0, 2)


def test_planted_copies_are_counted_with_their_rows(tmp_path: Path) -> None:
    write(faces(copies=3), tmp_path, "faces/made.parquet")
    [found] = leaks(tmp_path)["faces/made"]["near_duplicates"]
    assert (found["splits"], found["rows"], found["share"]) == (["train", "val"], 3, 0.15)
    assert found["same_label"] == 1.0
    assert [0, 40] in found["examples"]


def test_clean_pictures_are_left_in_peace(tmp_path: Path) -> None:
    report = leaks(write(faces(), tmp_path, "faces/made.parquet"))
    assert report["faces/made"]["near_duplicates"][0]["rows"] == 0
    assert not any("! " in line for line in lines(report))


def test_speakers_in_two_splits_are_named(tmp_path: Path) -> None:
    speakers = ["ann"] * 15 + ["bob"] * 15 + ["cleo"] * 8 + ["bob"] * 2
    found = leaks(write(sentences(speaker=speakers), tmp_path, "text/made.parquet"))["text/made"]
    assert found["groups"] == {"by": "speaker", "groups": 3, "in_two_splits": 1, "examples": ["bob"]}
    assert "! 1 of 3 by speaker stand in two splits" in "\n".join(lines({"x": found}))


def test_rows_sorted_by_label_tell_it() -> None:
    random = np.random.default_rng(0).integers(0, 4, 400)
    assert not order(made(random))["tells"]
    found = order(made(np.sort(random)))
    assert found["tells"]
    assert found["repeats"] == pytest.approx(1 - 3 / 399)
    assert found["by_chance"] == pytest.approx(0.25, abs=0.02)


def test_a_random_split_flatters_where_speakers_have_labels_of_their_own() -> None:
    random = np.random.default_rng(0)
    group = np.repeat(np.arange(20), 20)
    voices = random.normal(0, 3, (20, 30))
    classes = (group % 2 + random.integers(0, 2, 400) * 0)[:]
    found = random_split(made(classes, group, voices[group] + random.normal(0, 0.3, (400, 30))))
    assert found["at_random"] > 0.9
    assert found["flattery"] > 0.2
    assert random_split(made(classes, None, voices[group])) is None


def test_a_file_to_be_judged_on_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    write(sentences(speaker=["ann"] * 40), tmp_path, "text/made.parquet")
    test = sentences(speaker=["ann"] * 20 + ["zoe"] * 20).iloc[10:14].drop(columns="split")
    write(test, tmp_path, "held_out.parquet")
    assert main(["leaks", "--data", str(tmp_path), "--test", str(tmp_path / "held_out.parquet"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["text/made"]["test"]
    assert found["rows"] == 4
    assert found["groups_in_both"] == ["ann"]
    assert main(["leaks", "--data", str(tmp_path), "--test", str(tmp_path / "held_out.parquet")]) == 0
    assert "! ann are in this file too" in capsys.readouterr().out


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no corpora"):
        leaks(tmp_path)
    with pytest.raises(CorpusError, match="is missing"):
        leaks(tmp_path, tmp_path / "none.parquet")
    odd = write(pd.DataFrame({"a": [1]}), tmp_path, "odd.parquet") / "odd.parquet"
    with pytest.raises(CorpusError, match="no labelled corpus"):
        leaks(tmp_path, odd)


def test_it_speaks_before_a_training_and_leaves_what_lacks_to_it(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert said_before_training(tmp_path, ("face",)) == []
    write(faces(copies=2), tmp_path, "faces/made.parquet")
    assert main(["train", "face", "--data", str(tmp_path), "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "! 2 near-duplicates across train and val" in said
    assert said.index("near-duplicates") < said.index("error:")


def test_rows_that_repeat_another_split_are_found(tmp_path: Path) -> None:
    file = write(faces(copies=3), tmp_path, "planted.parquet") / "planted.parquet"
    again = repeated("face", file, "val")
    assert again.tolist() == [True] * 3 + [False] * 17
    assert not repeated("face", write(faces(), tmp_path, "clean.parquet") / "clean.parquet", "val").any()
    with pytest.raises(CorpusError, match="no rows of split test"):
        repeated("face", file, "test")


def test_figures_are_given_without_near_duplicates_too(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    file = write(faces(copies=3), tmp_path, "planted.parquet") / "planted.parquet"
    assert main(["evaluate", "face", str(file), "--split", "val", "--apart", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["n"] == 20
    assert report["apart"]["near_duplicates"] == 3
    assert report["apart"]["n"] == 17
    assert main(["evaluate", "face", str(file), "--split", "val", "--apart"]) == 0
    assert "without 3 near-duplicates" in capsys.readouterr().out
