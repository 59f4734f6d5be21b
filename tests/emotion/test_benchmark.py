"""The benchmark on CMU-MOSI: reading, context, experts that did not see their labels, and the command."""

import json

import numpy as np
import pytest
import torch

from emotion.__main__ import main
from emotion.benchmark import networks
from emotion.benchmark.experts import MODALITIES, Evidence, gather
from emotion.benchmark.mosi import Mosi, read_mosi
from emotion.benchmark.networks import REACH, Attune, tokens_of
from emotion.errors import CorpusError

GOOD = ("i love this movie", "what a wonderful story", "the best film of the year", "it is great fun")
BAD = ("i hate this movie", "what a terrible bore", "the worst film of the year", "it is an awful mess")


def held(videos=8, each=6, seed=0):
    """Utterances whose words tell the label; text features that give it away, audio and visual that are noise."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(videos * each) % 2)
    said = [(GOOD if label else BAD)[rng.integers(4)].upper() for label in labels]
    return {
        "id": np.arange(len(labels)).astype(str),
        "transcript": np.array(said),
        "label": labels.astype(np.int8),
        "video_id": np.repeat([f"video {seed} {i}" for i in range(videos)], each),
        "utterance_index": np.tile(np.arange(1, each + 1), videos).astype(np.int16),
        "text": (labels[:, None] * 2.0 - 1 + rng.normal(0, 0.1, (len(labels), 4))).astype(np.float32),
        "audio": rng.normal(size=(len(labels), 3)).astype(np.float32),
        "visual": rng.normal(size=(len(labels), 5)).astype(np.float32),
        "sentiment": np.full(len(labels), np.nan, np.float32),
        "split": np.full(len(labels), "train"),
    }


@pytest.fixture
def data(tmp_path):
    (tmp_path / "fusion").mkdir()
    np.savez(tmp_path / "fusion" / "cmu_mosi.npz", **held())
    return tmp_path


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("emotion.benchmark.run.MEMBERS", {"held-out videos": 1, "cross-validation": 1})
    monkeypatch.setattr("emotion.benchmark.run.FOLDS", 2)
    monkeypatch.setattr(networks, "EPOCHS", 30)


def test_an_unknown_sentiment_does_no_harm(data):
    mosi = read_mosi(data / "fusion" / "cmu_mosi.npz")
    assert mosi.features["audio"].shape == (48, 3)
    assert set(mosi.labels) == {0, 1}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"audio": None}, "lacks audio"),
        ({"transcript": None, "video_id": None}, "lacks transcript, video_id"),
        ({"visual": np.zeros((47, 5), np.float32)}, "shapes"),
        ({"text": np.zeros(48, np.float32)}, "shapes"),
        ({"label": np.zeros(0, np.int8)}, "shapes"),
        ({"label": np.full(48, 2)}, "0 .negative. or 1"),
        ({"label": np.full(48, 0.5)}, "0 .negative. or 1"),
        ({"text": np.full((48, 4), np.nan, np.float32)}, "not finite, in 48 rows"),
        ({"audio": np.full((48, 3), "loud")}, "audio"),
        ({"utterance_index": np.full(48, "first")}, "utterance_index"),
        ({"transcript": np.array([{}] * 48, dtype=object)}, "npz"),
    ],
)
def test_a_wrong_file_is_named(tmp_path, change, message):
    values = {name: value for name, value in (held() | change).items() if value is not None}
    np.savez(tmp_path / "wrong.npz", **values)
    with pytest.raises(CorpusError, match=message):
        read_mosi(tmp_path / "wrong.npz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_no_archive_is_an_error(tmp_path, content):
    (tmp_path / "broken.npz").write_bytes(content)
    with pytest.raises(CorpusError, match="npz"):
        read_mosi(tmp_path / "broken.npz")


def test_neighbours_stay_in_their_video_and_in_its_order():
    videos, places = np.array(["a", "b", "a", "a"]), np.array([7, 1, 2, 4])
    mosi = Mosi(videos, places, np.zeros(4, int), np.full(4, ""), {})
    rows, exists = mosi.neighbours(1)
    np.testing.assert_array_equal(exists, [[1, 1, 0], [0, 1, 0], [0, 1, 1], [1, 1, 1]])
    np.testing.assert_array_equal(np.where(exists, rows, -1), [[3, 0, -1], [-1, 1, -1], [-1, 2, 3], [2, 3, 0]])


def test_features_that_saw_the_labels_do_not_pass_for_knowledge(data):
    rng = np.random.default_rng(0)
    mosi = read_mosi(data / "fusion" / "cmu_mosi.npz")
    mosi = Mosi(mosi.videos, mosi.places, mosi.labels, np.full(48, "the same words"), mosi.features)
    read = rng.normal(size=(48, 6)).astype(np.float32)
    own, other = gather(mosi, read, mosi, read, learnt=True, seed=0)
    for evidence in (own, other):
        assert set(evidence.odds) == set(MODALITIES)
        assert np.abs(evidence.odds["text"]).max() < 0.5
        assert np.abs(evidence.odds["visual"]).max() < 0.5
    _, trusted = gather(mosi, read, mosi, read, learnt=False, seed=0)
    assert np.mean((trusted.odds["text"] > 0) == mosi.labels) >= np.mean((other.odds["text"] > 0) == mosi.labels)


def test_context_reaches_the_fusion_but_no_other_video(data):
    mosi = read_mosi(data / "fusion" / "cmu_mosi.npz")
    odds = np.linspace(-2, 2, 48, dtype=np.float32)

    def fused(odds):
        evidence = Evidence(dict.fromkeys(MODALITIES, odds))
        tokens = tokens_of(mosi, evidence, MODALITIES)
        assert tokens["text"][0].shape == (48, 2 * REACH + 1, 1)
        with torch.inference_mode():
            return network(tokens).numpy()

    torch.manual_seed(0)
    network = Attune(dict.fromkeys(MODALITIES, 1)).eval()
    changed = odds.copy()
    changed[2] = 9.0
    before, after = fused(odds), fused(changed)
    assert np.abs(before[:6] - after[:6]).max(axis=1).min() > 1e-6
    np.testing.assert_allclose(before[6:], after[6:], atol=1e-6)


def test_held_out_videos_on_the_command_line(data, tmp_path, quick, capsys):
    np.savez(tmp_path / "test.npz", **held(videos=4, seed=1))
    command = ["benchmark", "fusion", "--data", str(data), "--test", str(tmp_path / "test.npz")]
    assert main([*command, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["n"] == 24
    assert next(iter(report["models"])) == "attune"
    assert report["models"]["attune"]["accuracy"] > 0.8
    assert report["models"]["attune"].keys() == {"accuracy", "f1", "cross_entropy"}
    assert report["models"]["logistic regression, text"]["accuracy"] == 1.0
    assert report["inflated"] == []


def test_cross_validation_says_what_it_flatters(data, quick, capsys):
    assert main(["benchmark", "fusion", "--data", str(data)]) == 0
    printed = capsys.readouterr().out
    assert "cross-validation" in printed
    assert "MMMU-BA" in printed
    assert "* These features were learnt on the labels" in printed


def test_one_label_alone_teaches_nothing(data, capsys):
    np.savez(data / "fusion" / "cmu_mosi.npz", **held() | {"label": np.zeros(48, np.int8)})
    assert main(["benchmark", "fusion", "--data", str(data)]) == 1
    assert "both labels" in capsys.readouterr().err


def test_a_missing_file_is_an_error(tmp_path, capsys):
    assert main(["benchmark", "fusion", "--data", str(tmp_path)]) == 1
    assert "cmu_mosi.npz" in capsys.readouterr().err
