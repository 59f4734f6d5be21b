"""A local language model learns which of the offered a person takes: low-rank adapters (LoRA; Hu et al. 2022).

It is taught on the rows that `rerank` holds back from training, by what it is asked there: the first candidates of a
list, of which one was taken, each scored by how much likelier the history makes its title. The loss is the
cross-entropy of the one that was taken among them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from recommender.benchmark.rerank import ASKED_OF, CANDIDATES, look_back, question
from recommender.benchmark.words import Words
from recommender.engines.uim.language_user import LocalUser, said_before
from recommender.errors import EngineError

RANK, SCALE, DROPOUT = 8, 16, 0.05
RATE, BATCH, CLIP = 1e-3, 4, 1.0
TEMPERATURE = 5.0
"""By this the scores are divided in the loss: sums over a title's words differ by more than they are worth."""

KEPT_APART = 40
"""So many people's choices are not learnt from, and say which step is kept."""

LOOKS = 4
"""So often those are looked at."""


class Choice(NamedTuple):
    """What a person was told of and offered, as `question` says, and the place of what they took among the offered."""

    profile: Mapping[str, str]
    history: Sequence[str]
    offered: Sequence[str]
    taken: int


def choices(words: Words, seed: int) -> tuple[list[Choice], list[Choice]]:
    """Of a data set, the held-back rows whose item is among the first ASKED_OF candidates: to learn from, and those of
    at most KEPT_APART other people, one of each."""
    look, rows = look_back(words, CANDIDATES, seed, beside={})
    known = words.without(rows)
    order = np.random.default_rng(seed).permutation(len(look.queries))
    hit = [row for row in order if 0 <= look.taken[row] < ASKED_OF]
    users = list(dict.fromkeys(look.queries[row].user for row in hit))
    apart = set(users[:KEPT_APART])
    learnt, kept = [], {}
    for row in hit:
        user = look.queries[row].user
        choice = Choice(*question(look, known, row), int(look.taken[row]))
        if user not in apart:
            learnt.append(choice)
        else:
            kept.setdefault(user, choice)
    return learnt, list(kept.values())


def tune(
    base: Path, learnt: Sequence[Choice], apart: Sequence[Choice], out: Path, minutes: float, seed: int = 0
) -> dict[str, Any]:
    """Teach the model in a folder for so many minutes, or once through, and write it, adapters merged, to another.

    Returns {"parameters": so many that learn, "learnt_from": so many choices, "apart": so many, "looks": [{"choices",
    "loss", "right"}]}: the mean cross-entropy and the share ranked first of the choices apart, before and then LOOKS
    times on the way; the best look is what is written. Raises EngineError for nothing to learn from, or no model.
    """
    from peft import LoraConfig, get_peft_model

    if not learnt or not apart:
        raise EngineError("there is nothing to learn from: too few took one of the first candidates")
    torch.manual_seed(seed)
    user = LocalUser(base)
    tokeniser, model = user.loaded
    low = LoraConfig(r=RANK, lora_alpha=SCALE, lora_dropout=DROPOUT, target_modules="all-linear", task_type="CAUSAL_LM")
    adapted = get_peft_model(model, low)
    learning = [one for one in adapted.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(learning, RATE, weight_decay=0.0)
    found = {"parameters": sum(one.numel() for one in learning), "learnt_from": 0, "apart": len(apart), "looks": []}
    best, least = [one.detach().clone() for one in learning], np.inf
    look_at = time.monotonic()
    ends = look_at + 60 * minutes
    for number in range(len(learnt) + 1):
        last = number == len(learnt) or time.monotonic() > ends
        if last or time.monotonic() >= look_at:
            seen = {"choices": number, **_judged(user, adapted, apart)}
            print(seen, file=sys.stderr, flush=True)
            found["looks"].append(seen)
            if seen["loss"] < least:
                best, least = [one.detach().clone() for one in learning], seen["loss"]
            look_at = time.monotonic() + 60 * minutes / LOOKS
        if last:
            break
        adapted.train()
        (_loss(user, learnt[number]) / BATCH).backward()
        if number % BATCH == BATCH - 1:
            torch.nn.utils.clip_grad_norm_(learning, CLIP)
            optimiser.step()
            optimiser.zero_grad()
        found["learnt_from"] = number + 1
    with torch.no_grad():
        for one, kept in zip(learning, best, strict=True):
            one.copy_(kept)
    adapted.merge_and_unload().save_pretrained(out)
    tokeniser.save_pretrained(out)
    return found


def _scores(user: LocalUser, choice: Choice) -> torch.Tensor:
    """(C,): how much likelier each title is behind the history than behind none, as `LocalUser.order` has it, over the
    TEMPERATURE."""
    with torch.no_grad():
        nothing = user.log_likelihoods(said_before(choice.profile, ()), choice.offered)
    return (user.log_likelihoods(said_before(choice.profile, choice.history), choice.offered) - nothing) / TEMPERATURE


def _loss(user: LocalUser, choice: Choice) -> torch.Tensor:
    return functional.cross_entropy(_scores(user, choice)[None], torch.tensor([choice.taken]))


def _judged(user: LocalUser, model: torch.nn.Module, apart: Sequence[Choice]) -> dict[str, float]:
    model.eval()
    with torch.no_grad():
        scores = [_scores(user, choice) for choice in apart]
    losses = [
        float(functional.cross_entropy(own[None], torch.tensor([choice.taken])))
        for own, choice in zip(scores, apart, strict=True)
    ]
    right = [int(own.argmax()) == choice.taken for own, choice in zip(scores, apart, strict=True)]
    return {"loss": float(np.mean(losses)), "right": float(np.mean(right))}


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """What `tune` found, as a table to read."""
    yield f"{found['parameters']:,} parameters learnt from {found['learnt_from']} choices"
    yield f"of {found['apart']} choices of other people:"
    for seen in found["looks"]:
        yield f"  after {seen['choices']:5}  cross-entropy {seen['loss']:.3f}   taken ranked first {seen['right']:.1%}"
