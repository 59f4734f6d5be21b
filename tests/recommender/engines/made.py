"""Small made sets of interactions with a pattern that is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from recommender.engines.interactions import Interactions

SMALL_NETWORK = {
    "dimension": 16,
    "layers": 1,
    "heads": 1,
    "tokens": 60,
    "epochs": 6,
    "rate": 1e-2,
    "average": 0.9,
}
"""Settings with which a sequence network learns the pattern in a second."""

GROUPS, SIZE = 6, 6
"""Items fall into groups; what a person takes comes from one group, and in an ordered set in the group's own order."""


def planted(ordered: bool = True, n_users: int = 240, seed: int = 3) -> Interactions:
    """n_users people over 36 items in 6 groups, and one item that nobody ever took.

    Ordered: a person walks round a group from a random start, four steps in five to the item after, else anywhere in
    the group. Not ordered: a person takes some of a group's items, and one more of them is val. Texts, features and
    profiles go with the groups.
    """
    rng = np.random.default_rng(seed)
    train, val, groups = [], [], rng.integers(0, GROUPS, n_users)
    for group in groups:
        walk = _walk(rng) if ordered else rng.permutation(SIZE)[:4]
        taken = (group * SIZE + walk).astype(np.int32)
        train.append(taken[:-1])
        val.append(taken[-1:])
    n_items = GROUPS * SIZE + 1
    group_of = np.arange(n_items) // SIZE
    features = np.eye(GROUPS + 1, dtype=np.float32)[group_of] + rng.normal(0, 0.1, (n_items, GROUPS + 1))
    return Interactions(
        name="planted",
        items=tuple(f"i{row}" for row in range(n_items)),
        users=tuple(f"u{row}" for row in range(n_users)),
        train=tuple(train),
        val=tuple(val),
        ordered=ordered,
        texts=tuple(f"item of group {'abcdefg'[group]}" for group in group_of),
        features={"visual": features.astype(np.float32)},
        profiles={"sex": tuple("MF"[group % 2] for group in groups), "age": tuple("25-34" for _ in groups)},
    )


def tiny(train: Sequence[Sequence[int]], n_items: int) -> Interactions:
    """These histories, without val rows, texts or features."""
    return Interactions(
        name="tiny",
        items=tuple(f"i{row}" for row in range(n_items)),
        users=tuple(f"u{row}" for row in range(len(train))),
        train=tuple(np.array(history, np.int32) for history in train),
        val=tuple(np.zeros(0, np.int32) for _ in train),
    )


def _walk(rng: np.random.Generator) -> np.ndarray:
    """Five different places of a group, mostly one after the other, the last one always right after the one before."""
    walk = [int(rng.integers(SIZE))]
    while len(walk) < 5:
        step = (walk[-1] + 1) % SIZE
        free = [place for place in range(SIZE) if place not in walk]
        walk.append(step if step in free and (len(walk) == 4 or rng.random() < 0.8) else int(rng.choice(free)))
    return np.array(walk)


def language_model(folder: Path) -> Path:
    """A folder with a language model of four words and weights drawn at random."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = Tokenizer(WordLevel({"<end>": 0, "RANKING": 1, "a": 2, "b": 3}, unk_token="<end>"))
    words.pre_tokenizer = Whitespace()
    tokeniser = PreTrainedTokenizerFast(tokenizer_object=words, eos_token="<end>", model_max_length=32)
    tokeniser.save_pretrained(folder)
    sizes = {"vocab_size": 4, "hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 1}
    heads = {"num_attention_heads": 1, "num_key_value_heads": 1, "initializer_range": 0.5}
    torch.manual_seed(0)
    LlamaForCausalLM(LlamaConfig(**sizes, **heads, bos_token_id=0, eos_token_id=0)).save_pretrained(folder)
    return folder
