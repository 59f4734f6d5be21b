"""Folders and hub ids that hold no model: what is said, and what is never run."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emotion.errors import LabelError, PretrainedError
from emotion.modalities import FACE, TEXT, VOICE
from emotion.pretrained import onnx_cache
from emotion.pretrained.checkpoint import Checkpoint
from emotion.pretrained.onnx_cache import export_apart
from emotion.pretrained.source import model_folder
from tests.emotion import tiny


class TestFolders:
    def broken(self, tmp_path: Path, change: Callable[[Path], object]) -> str:
        folder = tiny.face(tmp_path / "model")
        change(folder)
        with pytest.raises((PretrainedError, LabelError)) as raised:
            Checkpoint.open(FACE, model_folder(FACE, str(folder))).model()
        return str(raised.value)

    def test_a_missing_config(self, tmp_path: Path) -> None:
        assert "holds no config.json; set ATTUNE_FACE_MODEL" in self.broken(
            tmp_path, lambda folder: (folder / "config.json").unlink()
        )

    def test_pickled_weights_are_not_opened(self, tmp_path: Path) -> None:
        weights = "model.safetensors"
        words = self.broken(tmp_path, lambda folder: (folder / weights).rename(folder / "pytorch_model.bin"))
        assert "pytorch_model.bin, which would have to be unpickled" in words

    def test_a_missing_processor(self, tmp_path: Path) -> None:
        words = self.broken(tmp_path, lambda folder: (folder / "preprocessor_config.json").unlink())
        assert "config or processor cannot be read" in words

    def test_broken_weights(self, tmp_path: Path) -> None:
        words = self.broken(tmp_path, lambda folder: (folder / "model.safetensors").write_bytes(b"nothing"))
        assert "weights cannot be read" in words

    def test_weights_without_a_head(self, tmp_path: Path) -> None:
        from transformers import ViTForImageClassification

        def behead(folder: Path) -> None:
            ViTForImageClassification.from_pretrained(folder).vit.save_pretrained(folder)
            names = dict(enumerate(tiny.FACE_LABELS))
            tiny.edit_config(folder, id2label=names, label2id={name: i for i, name in names.items()})

        assert "it is no fine-tuned classifier; make one with: python -m emotion finetune face" in self.broken(
            tmp_path, behead
        )

    def test_code_that_lies_in_a_folder_is_neither_run_nor_asked_about(self, tmp_path: Path, monkeypatch) -> None:
        asked = []
        monkeypatch.setattr("builtins.input", lambda *words: asked.append(words) or "y")
        ran = tmp_path / "ran"

        def plant(folder: Path) -> None:
            (folder / "own.py").write_text(f"open({str(ran)!r}, 'w')\nclass Own: pass\n", encoding="utf-8")
            tiny.edit_config(folder, model_type="own", auto_map={"AutoConfig": "own.Own"})

        assert "config or processor cannot be read" in self.broken(tmp_path, plant)
        assert asked == []
        assert not ran.exists()

    def test_an_export_that_takes_too_long_is_given_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(onnx_cache, "export_apart", export_apart)
        monkeypatch.setattr(onnx_cache, "EXPORT_WITHIN", 0.05)
        monkeypatch.setenv("ATTUNE_CACHE_DIR", str(tmp_path / "cache"))
        with pytest.raises(PretrainedError, match="could not be made ready within 0 minutes"):
            onnx_cache.cached_graph(FACE, tiny.face(tmp_path / "model"))

    def test_an_export_that_fails_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(onnx_cache, "export_apart", export_apart)
        monkeypatch.setattr(onnx_cache.sys, "executable", "false")
        monkeypatch.setenv("ATTUNE_CACHE_DIR", str(tmp_path / "cache"))
        with pytest.raises(PretrainedError, match="cannot be made ready for this processor: exit code 1"):
            onnx_cache.cached_graph(FACE, tiny.face(tmp_path / "model"))
        assert list((tmp_path / "cache" / "pretrained").iterdir()) == []

    @pytest.mark.parametrize("name", ["./none", "~/none", "/none/at/all", "a/b/c", "no spaces/allowed"])
    def test_a_name_that_is_no_folder_and_no_hub_id(self, name: str) -> None:
        with pytest.raises(
            PretrainedError, match=r"ATTUNE_TEXT_MODEL.* config\.json, model\.safetensors and the tokenizer"
        ):
            model_folder(TEXT, name)


class TestHub:
    """The hub cannot be reached from a test: it is a socket of our own that refuses, or never answers."""

    @pytest.fixture
    def silent_hub(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
        import huggingface_hub.constants

        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"http://127.0.0.1:{server.getsockname()[1]}"
            monkeypatch.setattr(huggingface_hub.constants, "ENDPOINT", address)
            monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
            monkeypatch.setattr("emotion.pretrained.source.ANSWER_WITHIN", 0.2)
            yield

    @pytest.mark.timing
    def test_a_hub_that_does_not_answer_is_given_up_soon(self, silent_hub: None) -> None:
        began = time.monotonic()
        with pytest.raises(PretrainedError, match=r"cannot be had from the hub .* set ATTUNE_VOICE_MODEL"):
            model_folder(VOICE, "owner/name")
        assert time.monotonic() - began < 5

    def test_offline_asks_nobody(self, silent_hub: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("emotion.pretrained.source.is_offline_mode", lambda: True)
        with pytest.raises(PretrainedError, match="HF_HUB_OFFLINE is set"):
            model_folder(VOICE, "owner/name")
