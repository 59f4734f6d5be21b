"""Pretrained models behind the Network interface of the embedded ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from transformers import PreTrainedModel

from emotion.encoder import Network
from emotion.pretrained.batcher import Batcher
from emotion.pretrained.checkpoint import Checkpoint
from emotion.pretrained.onnx_cache import cached_graph
from emotion.pretrained.signals import Inputs
from emotion.types import Modality, Prediction

Runtime = Callable[[Inputs], np.ndarray]
"""A batch of inputs -> logits (N, L) float32."""

_CHUNK = 8  # signals a run on the processor; bounds memory when a whole corpus is evaluated


class PretrainedNetwork:
    """A pretrained classifier of one modality's signals. Safe to share by threads.

    It gives no embedding: fusion's tokens know those of the embedded tier only, and take an observation without one.
    """

    def __init__(self, checkpoint: Checkpoint, runtime: Runtime, batched: bool) -> None:
        """batched: what several threads ask at the same time runs together."""
        self.signals = checkpoint.signals
        self._head = checkpoint.head
        self._runtime = runtime
        self._run = Batcher(self._logits) if batched else self._in_chunks

    @classmethod
    def load(cls, modality: Modality, folder: Path) -> PretrainedNetwork:
        """The model of a folder: in half precision and batched on a GPU where there is one, else as an int8 graph on
        one thread.

        Raises LabelError or PretrainedError.
        """
        checkpoint = Checkpoint.open(modality, folder)
        device = accelerator()
        if device is None:
            return cls(checkpoint, onnx_runtime(cached_graph(modality, folder)), batched=False)
        return cls(checkpoint, torch_runtime(checkpoint.model(), device, torch.float16), batched=True)

    def predict(self, batch: Sequence) -> Prediction:
        """face: N crops, (H, W) grey or (H, W, 3) RGB uint8; voice: N (n,) float32 speech at 16 kHz; text: N str.

        Raises ValueError for another shape or type.
        """
        items = [self.signals.item(signal) for signal in batch]
        logits = np.stack(self._run(items)) if items else np.zeros((0, len(self._head.labels.groups)), np.float32)
        return self._head.predict(logits)

    def _in_chunks(self, items: Sequence) -> list[np.ndarray]:
        return [row for start in range(0, len(items), _CHUNK) for row in self._logits(items[start : start + _CHUNK])]

    def _logits(self, items: Sequence) -> np.ndarray:
        return self._runtime(self.signals.collate(items))


class PretrainedTextNetwork:
    """A pretrained reader of feeling in comments. Wishes, the sentence embedding and the features come from the
    embedded network, which was trained for them and shares its space with the catalogue."""

    def __init__(self, feelings: PretrainedNetwork, embedded: Network) -> None:
        self.signals = feelings.signals
        self.feelings = feelings
        self._embedded = embedded

    def predict(self, batch: Sequence[str]) -> Prediction:
        """Comments (N) -> Prediction."""
        rest = self._embedded.predict(batch)
        felt = self.feelings.predict(batch)
        return replace(felt, embedding=rest.embedding, intent=rest.intent, features=rest.features)


def accelerator() -> torch.device | None:
    """The GPU to run on, if there is one."""
    return torch.accelerator.current_accelerator() if torch.accelerator.is_available() else None


def torch_runtime(model: PreTrainedModel, device: torch.device, dtype: torch.dtype) -> Runtime:
    """A model on a device in some precision."""
    model = model.to(device, dtype)

    @torch.inference_mode()
    def run(inputs: Inputs) -> np.ndarray:
        tensors = {name: torch.from_numpy(values).to(device) for name, values in inputs.items()}
        tensors = {name: t.to(dtype) if t.is_floating_point() else t for name, t in tensors.items()}
        return model(**tensors).logits.float().cpu().numpy()

    return run


def onnx_runtime(graph: Path) -> Runtime:
    """A graph on one thread of the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    names = [spec.name for spec in session.get_inputs()]

    def run(inputs: Inputs) -> np.ndarray:
        return session.run(None, {name: inputs[name] for name in names})[0]

    return run
