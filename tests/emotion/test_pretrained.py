"""The pretrained tier on tiny models of the real classes: labels, networks, the live path and the fallback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from emotion.errors import LabelError, PretrainedError
from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Models, Reader, load_models
from emotion.pretrained import onnx_cache
from emotion.pretrained.checkpoint import Checkpoint
from emotion.pretrained.export import export
from emotion.pretrained.head import Head
from emotion.pretrained.network import PretrainedNetwork, torch_runtime
from emotion.pretrained.settings import MODEL, Settings, Tier
from emotion.samples import moving_portrait, speech
from emotion.types import EMOTIONS, Condition, Emotion, Modality
from recommender.catalogue.items import load_catalogue
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from tests.emotion import tiny
from tests.session.conftest import ALL
from tests.session.streams import stream

JOY, SADNESS, NEUTRAL = (EMOTIONS.index(e) for e in (Emotion.JOY, Emotion.SADNESS, Emotion.NEUTRAL))
SPEECH = np.sin(np.arange(20_000, dtype=np.float32) * 0.05)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[Modality, Path]:
    """A tiny model for each sense."""
    root = tmp_path_factory.mktemp("models")
    return {
        FACE: tiny.face(root / "face"),
        VOICE: tiny.dimensional_voice(root / "voice"),
        TEXT: tiny.text(root / "text"),
    }


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of its own, filled by this process: the exporter takes long to import in another one."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ATTUNE_CACHE_DIR", str(folder))
        patched.setattr(onnx_cache, "export_apart", export)
        yield folder


@pytest.fixture(scope="module")
def models(folders: dict[Modality, Path], cache: Path) -> Models:
    """The tier as it is served without a GPU."""
    return load_models(Settings(Tier.PRETRAINED, {m: str(folder) for m, folder in folders.items()}))


def on_torch(modality: Modality, folder: Path, batched: bool = False) -> PretrainedNetwork:
    """The model of a folder as it would run on a GPU, but here."""
    checkpoint = Checkpoint.open(modality, folder)
    return PretrainedNetwork(checkpoint, torch_runtime(checkpoint.model(), torch.device("cpu"), torch.float32), batched)


def head(labels: list[str], problem: str | None = None, **notes: object) -> Head:
    config = SimpleNamespace(id2label=dict(enumerate(labels)), num_labels=len(labels), problem_type=problem)
    return Head.of(SimpleNamespace(**vars(config), attune=notes) if notes else config)


class TestHead:
    def test_softmax_adds_up_what_means_the_same_and_leaves_out_the_rest(self) -> None:
        # Of happy 4, sad 2, excited 1, calm 1 and contempt 8 parts, the last has no place.
        logits = np.log([[4.0, 2.0, 1.0, 1.0, 8.0]])
        prediction = head(["happy", "sad", "excited", "calm", "contempt"]).predict(logits)
        assert prediction.probabilities[0, [JOY, SADNESS, NEUTRAL]] == pytest.approx([5 / 8, 2 / 8, 1 / 8])
        assert prediction.chosen is None
        assert prediction.valence[0] == pytest.approx(5 / 8 * 0.76 - 2 / 8 * 0.63, abs=1e-6)

    def test_a_temperature_flattens(self) -> None:
        logits = np.log([[9.0, 1.0]])
        assert head(["joy", "sadness"], temperature=2.0).predict(logits).probabilities[0, JOY] == pytest.approx(3 / 4)

    def test_multi_label_takes_any_of_a_group(self) -> None:
        logits = np.array([[0.0, 0.0, -50.0, np.log(1 / 3)]])  # probabilities 1/2, 1/2, 0, 1/4
        prediction = head(["joy", "love", "sadness", "neutral"], "multi_label_classification").predict(logits)
        assert prediction.probabilities[0, [JOY, SADNESS, NEUTRAL]] == pytest.approx([3 / 4, 0, 1 / 4], abs=1e-6)
        chosen = head(["joy", "love", "sadness"], "multi_label_classification").predict(np.array([[-1.0, 2.0, -3.0]]))
        assert [EMOTIONS[i] for i in np.flatnonzero(chosen.chosen[0])] == [Emotion.JOY]

    def test_valence_and_arousal_alone_speak_for_the_emotions_near_them(self) -> None:
        dimensional = head(["arousal", "dominance", "valence"], "regression")
        prediction = dimensional.predict(np.array([[0.74, 0.3, 0.88], [0.5, 0.5, 0.5], [7.0, 0.0, -7.0]]))
        assert prediction.valence == pytest.approx([0.76, 0.0, -1.0])
        assert prediction.arousal == pytest.approx([0.48, 0.0, 1.0])
        assert list(prediction.probabilities.argmax(axis=1)[:2]) == [JOY, NEUTRAL]
        assert prediction.probabilities.sum(axis=1) == pytest.approx([1, 1, 1])

    def test_emotions_beside_valence_and_arousal(self) -> None:
        both = head(["joy", "sadness", "valence", "arousal"], "multi_label_classification", affect_range=[-1, 1])
        prediction = both.predict(np.array([[4.0, -4.0, -0.3, 0.6]]))
        assert prediction.probabilities[0].argmax() == JOY
        assert (prediction.valence[0], prediction.arousal[0]) == pytest.approx((-0.3, 0.6))

    @pytest.mark.parametrize(
        ("labels", "words"),
        [
            (["LABEL_0", "LABEL_1"], "only numbers its outputs"),
            (["cat", "dog", "joy"], "fewer than two"),
            (["valence"], "not both valence and arousal"),
        ],
    )
    def test_labels_that_mean_nothing_here_are_refused(self, labels: list[str], words: str) -> None:
        with pytest.raises(LabelError, match=words):
            head(labels)

    @pytest.mark.parametrize(
        "notes", [{"temperature": "warm"}, {"temperature": 0}, {"affect_range": [1]}, {"cuts": [1]}]
    )
    def test_notes_that_cannot_be_used_are_named(self, notes: dict) -> None:
        with pytest.raises(PretrainedError, match="attune"):
            head(["joy", "sadness"], **notes)


class TestNetworks:
    @pytest.mark.parametrize(
        ("modality", "signals"),
        [
            (
                FACE,
                [np.full((48, 48), 30, np.uint8), np.arange(48 * 48 * 3).reshape(48, 48, 3).astype(np.uint8)],
            ),
            (VOICE, [SPEECH, SPEECH[:9_000] * np.linspace(0, 1, 9_000, dtype=np.float32)]),
            (TEXT, ["i am so happy", "you made my day", "sad and tired of this work so not a calm day " * 50]),
        ],
    )
    def test_the_int8_graph_agrees_with_the_model(self, models: Models, folders: dict, modality, signals) -> None:
        served = getattr(models, modality).predict(signals)
        exact = on_torch(modality, folders[modality]).predict(signals)
        assert np.abs(served.probabilities - exact.probabilities).max() < 0.1
        assert np.abs(exact.probabilities[0] - exact.probabilities[1]).max() > 1e-3
        assert served.probabilities.sum(axis=1) == pytest.approx(np.ones(len(signals)), abs=1e-5)

    def test_a_batch_changes_no_result(self, folders: dict) -> None:
        network = on_torch(TEXT, folders[TEXT])
        texts = ["happy", "i am so sad and tired of this work", "wow"]
        together = network.predict(texts).probabilities
        alone = np.concatenate([network.predict([text]).probabilities for text in texts])
        np.testing.assert_allclose(together, alone, atol=1e-5)
        assert network.predict([]).probabilities.shape == (0, 7)

    def test_comments_keep_their_wishes_and_embedding(self, models: Models) -> None:
        prediction = models.text.predict(["something calm please"])
        assert prediction.intent.shape == (1, 8)
        assert prediction.embedding.shape == (1, 384)

    def test_single_label_roberta(self, tmp_path: Path) -> None:
        prediction = on_torch(TEXT, tiny.roberta(tmp_path / "model")).predict(["i am happy", "so sad"])
        assert prediction.chosen is None
        assert prediction.probabilities.sum(axis=1) == pytest.approx([1, 1])

    def test_voice_classes(self, tmp_path: Path) -> None:
        prediction = on_torch(VOICE, tiny.voice(tmp_path / "model")).predict([SPEECH])
        assert prediction.probabilities.shape == (1, 7)

    @pytest.mark.parametrize(
        ("modality", "signal"),
        [(FACE, np.zeros((8, 8), np.float32)), (VOICE, np.zeros((2, 5), np.float32))],
    )
    def test_another_shape_is_refused(self, folders: dict, modality: Modality, signal: np.ndarray) -> None:
        with pytest.raises(ValueError, match="got"):
            on_torch(modality, folders[modality]).predict([signal])

    def test_the_graph_is_made_once_until_the_model_changes(self, models: Models, folders: dict, cache: Path) -> None:
        kept = {folder: (folder / onnx_cache.GRAPH).stat().st_mtime_ns for folder in (cache / "pretrained").iterdir()}
        assert len(kept) == 3
        again = onnx_cache.cached_graph(FACE, folders[FACE])
        assert kept[again.parent] == again.stat().st_mtime_ns
        tiny.edit_config(folders[FACE], note="other")
        assert onnx_cache._content_key(folders[FACE]) not in again.parent.name

    def test_a_batched_network_gives_the_same(self, folders: dict) -> None:
        plain, batched = (on_torch(FACE, folders[FACE], batched=b) for b in (False, True))
        crops = np.random.default_rng(0).integers(0, 255, (5, 48, 48), dtype=np.uint8)
        np.testing.assert_allclose(plain.predict(crops).probabilities, batched.predict(crops).probabilities, atol=1e-5)


class TestLive:
    @pytest.fixture
    def session(self, models: Models, tmp_path: Path) -> Iterator[LiveSession]:
        models.warm_up()
        log = EventLog(f"sqlite:///{tmp_path / 'attune.db'}")
        session = LiveSession("pretrained", Shared(models, Ranker(load_catalogue()), log), ALL)
        session.start()
        yield session
        session.close()
        log.close()

    def test_all_three_senses_are_fused(self, session: LiveSession) -> None:
        session.comment("i am so happy, this is a great day")
        snapshot = stream(session, lambda s: all(s.meters[m].attention > 0 for m in MODEL))
        assert snapshot.health.worker_error is None
        assert not snapshot.state.unknown
        assert sum(snapshot.state.attention.values()) == pytest.approx(1, abs=1e-4)
        assert snapshot.box is not None
        assert len(snapshot.recommendations) > 0

    def test_encoders_state_what_they_cannot_read(self, models: Models) -> None:
        assert models.face_encoder().encode(np.zeros((64, 64, 3), np.uint8), 0.0).condition == Condition.DARK
        assert models.voice_encoder().encode(np.zeros(48_000, np.float32), 0.0).condition == Condition.SILENT
        assert models.text_encoder().encode("  ", 0.0).condition == Condition.EMPTY

    def test_what_was_read_has_no_embedding_but_that_of_words(self, models: Models) -> None:
        encoder = models.face_encoder()
        seen = [encoder.encode(frame, 0.0).observation for frame in moving_portrait(3)][-1]
        heard = models.voice_encoder().encode(speech(3), 0.0).observation
        read = models.text_encoder().encode("so happy", 0.0).observation
        assert seen.embedding is None
        assert heard.embedding is None
        assert read.embedding is not None
        assert all(models.readers[m].tier == Tier.PRETRAINED for m in MODEL)
        state = models.fusion.fuse([seen, heard, read], 0.1)
        assert all(state.attention[m] > 0 for m in MODEL)


class TestSettings:
    def test_the_environment_is_read(self) -> None:
        assert Settings.from_environment({}) == Settings(Tier.EMBEDDED, {})
        given = {"ATTUNE_TIER": " Pretrained ", "ATTUNE_VOICE_MODEL": "owner/name", "ATTUNE_TEXT_MODEL": " "}
        assert Settings.from_environment(given) == Settings(Tier.PRETRAINED, {VOICE: "owner/name"})

    def test_another_tier_is_refused(self) -> None:
        with pytest.raises(PretrainedError, match="embedded or pretrained"):
            Settings.from_environment({"ATTUNE_TIER": "best"})


class TestFallback:
    def test_what_cannot_be_had_is_read_by_the_embedded_tier(self, tmp_path: Path) -> None:
        unnamed = tiny.text(tmp_path / "text")
        tiny.edit_config(unnamed, id2label={str(i): f"LABEL_{i}" for i in range(28)})
        models = load_models(Settings(Tier.PRETRAINED, {FACE: str(tmp_path / "none"), TEXT: str(unnamed)}))
        assert {m: reader.tier for m, reader in models.readers.items()} == dict.fromkeys(MODEL, Tier.EMBEDDED)
        assert "ATTUNE_FACE_MODEL names the folder" in models.readers[FACE].problem
        assert "ATTUNE_VOICE_MODEL is not set" in models.readers[VOICE].problem
        assert "only numbers its outputs" in models.readers[TEXT].problem
        reading = models.text_encoder().encode("I am so happy today, I love it", 0.0)
        assert EMOTIONS[reading.observation.probabilities.argmax()] == Emotion.JOY
        assert models.voice_encoder().encode(speech(3), 0.0).observation.embedding is not None

    def test_the_embedded_tier_is_the_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("ATTUNE_TIER", *MODEL.values()):
            monkeypatch.delenv(name, raising=False)
        assert set(load_models().readers.values()) == {Reader()}
