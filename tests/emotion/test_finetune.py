"""Fine-tuning tiny models of the real classes on corpora made by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pandas as pd
import pytest
import soundfile
from safetensors.numpy import load_file
from transformers import Wav2Vec2ForPreTraining

from emotion.__main__ import main
from emotion.errors import CorpusError, PretrainedError
from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import load_models
from emotion.pretrained import onnx_cache
from emotion.pretrained.checkpoint import Checkpoint
from emotion.pretrained.export import export
from emotion.pretrained.head import Head
from emotion.pretrained.settings import MODEL, Settings, Tier
from emotion.training.finetune.command import best_cut, calibration, train
from emotion.training.finetune.corpora import Examples, Task, task_of, vary_speech
from emotion.training.finetune.run import Plan, rate
from emotion.types import EMOTIONS, Emotion, Modality
from tests.emotion import tiny

JOY, SADNESS = EMOTIONS.index(Emotion.JOY), EMOTIONS.index(Emotion.SADNESS)


def write_faces(data: Path, rows: int = 28) -> None:
    """Pictures whose brightness tells the emotion."""
    pictures = [cv2.imencode(".webp", np.full((48, 48), 36 * (i % 7), np.uint8))[1].tobytes() for i in range(rows)]
    votes = np.zeros((rows, 10), int)
    for i in range(rows):
        votes[i, (4, 5, 6, 1, 3, 2, 0)[i % 7]] = 10
    split = ["val" if i >= rows - 7 else "train" for i in range(rows)]
    (data / "faces").mkdir(parents=True)
    table = {"image": pictures, "label": [i % 7 for i in range(rows)], "ferplus_votes": list(votes), "split": split}
    pd.DataFrame(table).to_parquet(data / "faces" / "fer2013.parquet")


def write_speech(data: Path) -> None:
    """Tones whose pitch tells the emotion, from two corpora."""
    (data / "speech").mkdir(parents=True)
    for name, emotions in (("ravdess", ("happiness", "sadness", "calm")), ("nemo", ("anger", "fear", "neutral"))):
        rows = []
        for i in range(9):
            tone = 0.2 * np.sin(np.arange(24_000) * (0.02 + 0.05 * (i % 3)))
            file = io.BytesIO()
            soundfile.write(file, tone, 16_000, format="OGG")
            rows.append({"audio": file.getvalue(), "emotion": emotions[i % 3], "speaker": f"{name}{i // 3}"})
            rows[-1]["split"] = "val" if i >= 6 else "train"
        pd.DataFrame(rows).to_parquet(data / "speech" / f"{name}.parquet")
    (data / "speech" / "crema_d_logmel.parquet").touch()


def write_texts(data: Path) -> None:
    """Sentences of which a word tells the emotion."""
    (data / "text").mkdir(parents=True)
    words = {"joy": "happy", "sadness": "sad", "anger": "angry", "fear": "afraid", "surprise": "wow"}
    labels = [*words, *(set(tiny.GOEMOTIONS) - set(words))]
    rows = [
        {"text": f"i am so {words.get(label, label)} {'and ' * n}", "labels": [label], "split": split}
        for split, count in (("train", 3), ("dev", 1))
        for label in labels
        for n in range(count)
    ]
    for number, row in enumerate(rows):
        row["text"] += str(number)
    pd.DataFrame(rows).to_parquet(data / "text" / "goemotions.parquet")
    rated = [
        {"text": f"this day is {word} {n}", "V": v, "A": a, "D": 3.0, "split": "dev" if n % 4 == 3 else "train"}
        for n in range(16)
        for word, v, a in (("great", 4.5, 4.0), ("sad", 1.5, 2.0))
    ]
    pd.DataFrame(rated).to_parquet(data / "text" / "emobank.parquet")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_faces(folder)
    write_speech(folder)
    write_texts(folder)
    return folder


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Graphs are made in this process and into a folder of the test."""
    monkeypatch.setenv("ATTUNE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(onnx_cache, "export_apart", export)


def base_of(modality: Modality, folder: Path) -> Path:
    """A base model as it comes from a hub: with other outputs, or none."""
    if modality == FACE:
        return tiny.face(folder, [f"LABEL_{i}" for i in range(5)])
    if modality == TEXT:
        return tiny.text(folder, ["LABEL_0", "LABEL_1"], "single_label_classification")
    classifier = Checkpoint.open(VOICE, tiny.voice(folder)).model()
    classifier.config.num_codevector_groups, classifier.config.proj_codevector_dim = 2, 8
    classifier.config.codevector_dim = 8
    Wav2Vec2ForPreTraining(classifier.config).save_pretrained(folder)
    return folder


def losses(modality: Modality, data: Path, folder: Path, steps: int) -> list[float]:
    """The losses of training on all examples at once, as they are."""
    task = replace(task_of(modality, data, seed=0), vary=lambda signal, _: signal)
    plan = Plan(steps, len(task.fit), 3e-3)
    run = train(task, base_of(modality, folder / "base"), folder / "out", plan, seed=0)
    assert run.step == steps
    return run.losses


@pytest.mark.parametrize("modality", list(MODEL))
def test_the_loss_falls_and_the_folder_is_a_classifier_of_the_seven(modality: Modality, data: Path, tmp_path: Path):
    found = losses(modality, data, tmp_path, steps=25)
    assert np.mean(found[-5:]) < 0.8 * np.mean(found[:3])
    checkpoint = Checkpoint.open(modality, tmp_path / "out")
    assert checkpoint.head.labels.groups.any(axis=1).sum() == 7
    assert (checkpoint.head.labels.valence is not None) == (modality == TEXT)
    assert checkpoint.model().config.id2label[JOY] == "joy"


def test_the_command_ends_in_a_folder_that_the_tier_serves(data: Path, tmp_path: Path, capsys) -> None:
    base, out = base_of(TEXT, tmp_path / "base"), tmp_path / "out"
    arguments = ["finetune", "text", "--data", str(data), "--base", str(base), "--out", str(out), "--epochs", "1"]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "macro-F1" in said
    assert "Pearson valence" in said
    assert f"ATTUNE_TIER=pretrained ATTUNE_TEXT_MODEL={out}" in said
    assert "EmoBank" in (out / "README.md").read_text()
    assert not (out / "checkpoint.safetensors").exists()
    models = load_models(Settings(Tier.PRETRAINED, {TEXT: str(out)}))
    assert models.readers[TEXT].problem is None
    observation = models.text_encoder().encode("i am so happy", 0.0).observation
    assert observation.probabilities.sum() == pytest.approx(1, abs=1e-5)
    judged = ["evaluate", "text", str(data / "text" / "goemotions.parquet"), "--split", "dev", "--pretrained", str(out)]
    assert main(judged) == 0
    assert "macro-F1" in capsys.readouterr().out


def test_a_stopped_run_goes_on_to_the_same_weights(data: Path, tmp_path: Path) -> None:
    task, plan = task_of(FACE, data, seed=0), Plan(3, 8, 1e-3)
    base = base_of(FACE, tmp_path / "base")

    class Stopped(Exception):
        pass

    def stop(signal: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        nonlocal seen
        seen += 1
        if seen > 2 * len(task.fit):  # in the third epoch
            raise Stopped
        return task.vary(signal, rng)

    seen = 0
    with pytest.raises(Stopped):
        train(replace(task, vary=stop), base, tmp_path / "stopped", plan, seed=5)
    assert (tmp_path / "stopped" / "checkpoint.safetensors").is_file()
    again = train(task, base, tmp_path / "stopped", plan, seed=5)
    straight = train(task, base, tmp_path / "straight", plan, seed=5)
    assert again.step == straight.step == 9
    one, two = (load_file(tmp_path / name / "model.safetensors") for name in ("stopped", "straight"))
    assert max(np.abs(one[name] - two[name]).max() for name in one) < 1e-6
    with pytest.raises(PretrainedError, match="other settings; delete it"):
        train(task, base, tmp_path / "stopped", plan, seed=6)


def test_what_is_missing_is_named(data: Path, tmp_path: Path, capsys) -> None:
    with pytest.raises(CorpusError, match=r"ravdess\.parquet, .*nemo\.parquet missing"):
        task_of(VOICE, tmp_path, 0)
    assert main(["finetune", "face", "--data", str(tmp_path), "--base", str(tmp_path / "none")]) == 1
    assert "fer2013.parquet is missing" in capsys.readouterr().err
    assert main(["finetune", "face", "--data", str(data), "--base", str(tmp_path / "none")]) == 1
    assert "which does not exist" in capsys.readouterr().err


def test_voices_are_weighed_by_class_and_log_mels_left_out(data: Path, capsys) -> None:
    task = task_of(VOICE, data, 0)
    assert "left out: crema_d_logmel" in capsys.readouterr().err
    assert len(task.fit) == 12
    # Of five classes neutral (with calm) has four clips, the others two each; two have none.
    neutral, joy, disgust = (EMOTIONS.index(e) for e in (Emotion.NEUTRAL, Emotion.JOY, Emotion.DISGUST))
    assert task.weights[joy] == pytest.approx(12 / 2 / 5)
    assert task.weights[neutral] == pytest.approx(12 / 4 / 5)
    assert task.weights[disgust] == 0


def test_texts_know_either_feelings_or_affect(data: Path) -> None:
    targets = task_of(TEXT, data, 0).fit.targets
    felt, rated = ~np.isnan(targets[:, :7]).any(axis=1), ~np.isnan(targets[:, 7:]).any(axis=1)
    assert (felt ^ rated).all()
    assert felt.any()
    assert rated.any()
    assert np.abs(targets[rated, 7:]).max() <= 1


def test_varied_speech_keeps_its_pace_and_length() -> None:
    tone = 0.2 * np.sin(np.arange(80_000) * 0.1).astype(np.float32)
    for seed in range(20):
        varied = vary_speech(tone, np.random.default_rng(seed))
        assert varied.dtype == np.float32
        assert 47_000 <= len(varied) <= 48_001
        assert np.isfinite(varied).all()
    assert len(vary_speech(tone[:100], np.random.default_rng(0))) <= 112


def test_calibration_finds_temperature_and_cuts() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (4000, 7))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    drawn = np.eye(7, dtype=np.float32)[[rng.choice(7, p=p) for p in shares]]
    task = Task(FACE, tuple(EMOTIONS), False, Examples([], drawn), Examples([], drawn), None, (), "")
    assert calibration(task, 3 * logits)["temperature"] == pytest.approx(3, rel=0.1)
    scores = np.array([-2.0, -1.0, 0.5, 3.0], np.float32)
    assert -1.0 < best_cut(scores, np.array([0, 0, 1, 1])) < 0.5
    assert best_cut(scores, np.zeros(4)) == 0.0
    multi = replace(task, multi_label=True)
    notes = calibration(multi, logits)
    assert len(notes["cuts"]) == 7
    assert isinstance(Head.of(_config(notes)), Head)


def _config(notes: dict) -> SimpleNamespace:
    return SimpleNamespace(
        id2label=dict(enumerate(EMOTIONS)), num_labels=7, problem_type="multi_label_classification", attune=notes
    )


def test_the_rate_rises_and_falls() -> None:
    assert rate(0.05) == pytest.approx(0.5)
    assert rate(0.1) == pytest.approx(1.0)
    assert rate(0.55) == pytest.approx(0.5)
    assert rate(1.0) == pytest.approx(0.0)
