"""A language model that plays the person: it is told who they are and what they took, and ranks what they are offered.

The three roles are those of UiM (Xu et al., "User Plays a Role"): profile, memory and feedback. Where the model is
found is read from the environment:

    ATTUNE_LLM_URL     address of an OpenAI-compatible service, up to and with /v1
    ATTUNE_LLM_MODEL   the model's name there
    ATTUNE_LLM_KEY     its key, where it asks for one
    ATTUNE_LLM_FOLDER  instead of an address: a folder with a local transformers model
"""

from __future__ import annotations

import logging
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import requests

from recommender.errors import EngineError

TIMEOUT = 20.0
"""Seconds to wait for an answer: a list that comes later is of no use."""

ANSWER_TOKENS = 200

log = logging.getLogger(__name__)

Messages = list[dict[str, str]]


class LanguageUser(ABC):
    """Asks a language model to rank candidates as one person would."""

    def order(self, profile: Mapping[str, str], history: Sequence[str], candidates: Sequence[str]) -> list[int]:
        """Candidates' numbers, counted from 0, best first; those the model does not name keep their order, at the end.

        Raises EngineError, saying why, if there is no answer or none that ranks anything.
        """
        return parsed(self.answer(messages(profile, history, candidates)), len(candidates))

    @abstractmethod
    def answer(self, conversation: Messages) -> str:
        """What the model says. Raises EngineError if it says nothing."""


class ServedUser(LanguageUser):
    """A model behind an OpenAI-compatible address."""

    def __init__(self, url: str, model: str, key: str = "", timeout: float = TIMEOUT) -> None:
        self.url, self.model, self.key, self.timeout = url.rstrip("/"), model, key, timeout

    def answer(self, conversation: Messages) -> str:
        """One request to /chat/completions."""
        body = {"model": self.model, "messages": conversation, "temperature": 0, "max_tokens": ANSWER_TOKENS}
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            reply = requests.post(f"{self.url}/chat/completions", json=body, headers=headers, timeout=self.timeout)
            reply.raise_for_status()
            return str(reply.json()["choices"][0]["message"]["content"])
        except requests.Timeout as error:
            raise EngineError(f"the language model at {self.url} did not answer within {self.timeout:g} s") from error
        except requests.HTTPError as error:
            status = "an error" if error.response is None else error.response.status_code
            raise EngineError(f"the language model at {self.url} answered {status}") from error
        except requests.RequestException as error:
            raise EngineError(f"the language model at {self.url} cannot be reached, or its answer is broken") from error
        except (KeyError, IndexError, TypeError) as error:
            raise EngineError(f"the language model at {self.url} answered something else than a message") from error


class LocalUser(LanguageUser):
    """A transformers model in a folder, run in this process; read when first asked.

    It ranks by how much likelier a candidate's title becomes by what was taken before it: the log-likelihood of its
    tokens behind the history less that behind an empty one (Holtzman et al. 2021, Surface form competition), so that
    neither short nor famous titles have it easier, and nothing but the candidates can come of it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def order(self, profile: Mapping[str, str], history: Sequence[str], candidates: Sequence[str]) -> list[int]:
        """As `LanguageUser.order`. Raises EngineError for a folder that holds no model."""
        known, nothing = (self.likelihoods(said_before(profile, taken), candidates) for taken in (history, ()))
        return np.argsort(nothing - known, kind="stable").tolist()

    def likelihoods(self, conversation: Messages, said: Sequence[str]) -> np.ndarray:
        """(C,) float32: the log-likelihood of each text as what is said next."""
        import torch

        with torch.inference_mode():
            return self.log_likelihoods(conversation, said).numpy()

    def log_likelihoods(self, conversation: Messages, said: Sequence[str]) -> Any:
        """`likelihoods` as a tensor, with gradients where the model has them. The conversation is read once."""
        import torch
        from torch.nn.utils.rnn import pad_sequence

        tokeniser, model = self.loaded
        before = tokeniser(self._prompt(conversation), return_tensors="pt", add_special_tokens=False)["input_ids"]
        texts = [torch.tensor(tokeniser(f"{text}\n", add_special_tokens=False)["input_ids"]) for text in said]
        after = pad_sequence(texts, batch_first=True, padding_value=-1)
        real = after >= 0
        read = model(before, use_cache=True, logits_to_keep=1)
        read.past_key_values.batch_repeat_interleave(len(texts))
        mask = torch.cat([torch.ones(len(texts), before.shape[1], dtype=torch.bool), real], dim=1)
        given = {"attention_mask": mask.long(), "past_key_values": read.past_key_values}
        follows = model(after.clamp_min(0), **given).logits[:, :-1]
        first = read.logits.expand(len(texts), -1, -1)
        logs = torch.log_softmax(torch.cat([first, follows], dim=1).float(), dim=2)
        found = logs.gather(2, after.clamp_min(0)[:, :, None])[:, :, 0]
        return (found * real).sum(dim=1)

    def answer(self, conversation: Messages) -> str:
        """Greedy decoding."""
        import torch

        tokeniser, model = self.loaded
        given = tokeniser(self._prompt(conversation), return_tensors="pt", truncation=True)
        with torch.inference_mode():
            said = model.generate(
                **given, max_new_tokens=ANSWER_TOKENS, do_sample=False, pad_token_id=tokeniser.eos_token_id
            )
        return tokeniser.decode(said[0, given["input_ids"].shape[1] :], skip_special_tokens=True)

    def _prompt(self, conversation: Messages) -> str:
        tokeniser, _ = self.loaded
        if tokeniser.chat_template:
            return tokeniser.apply_chat_template(conversation, tokenize=False, add_generation_prompt=True)
        return "\n\n".join(message["content"] for message in conversation)

    @cached_property
    def loaded(self) -> tuple[Any, Any]:
        """The tokeniser and the model. Raises EngineError for a folder that holds none."""
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        from emotion.pretrained.source import FROM_DISK

        single = {"use_safetensors": True, "dtype": torch.float32}  # processors are slow with half precision
        try:
            tokeniser = AutoTokenizer.from_pretrained(self.folder, **FROM_DISK)
            model = AutoModelForCausalLM.from_pretrained(self.folder, **single, **FROM_DISK)
        except (OSError, ValueError) as error:
            raise EngineError(f"{self.folder}: not a transformers model that can be read ({error})") from error
        return tokeniser, model.eval()


def language_user(environment: Mapping[str, str] = os.environ) -> LanguageUser | None:
    """The model the environment names, or None. Raises EngineError for an address without a model's name."""
    url, folder = environment.get("ATTUNE_LLM_URL", ""), environment.get("ATTUNE_LLM_FOLDER", "")
    if url:
        model = environment.get("ATTUNE_LLM_MODEL", "")
        if not model:
            raise EngineError("ATTUNE_LLM_URL is set; ATTUNE_LLM_MODEL must name the model to ask there")
        return ServedUser(url, model, environment.get("ATTUNE_LLM_KEY", ""))
    return LocalUser(Path(folder)) if folder else None


def ask_or_keep(
    user: LanguageUser, profile: Mapping[str, str], history: Sequence[str], candidates: Sequence[str]
) -> list[int]:
    """The model's order, or, with a warning in the log, the order the candidates have."""
    try:
        return user.order(profile, history, candidates)
    except EngineError as error:
        log.warning("%s; the list keeps the order of the local simulated user", error)
        return list(range(len(candidates)))


def said_before(profile: Mapping[str, str], history: Sequence[str]) -> Messages:
    """The conversation that the next title is the answer to: who the person is and what they took, oldest first."""
    told = ", ".join(f"{name} {value}" for name, value in profile.items() if value)
    taken = "\n".join(history) or "nothing yet"
    return [
        {"role": "system", "content": f"You stand in for a person{f' ({told})' if told else ''} who is choosing."},
        {"role": "user", "content": f"You chose so far, oldest first:\n{taken}\nWhat do you take next? Name it alone."},
    ]


def messages(profile: Mapping[str, str], history: Sequence[str], candidates: Sequence[str]) -> Messages:
    """The conversation: the task and who the person is, what they took, and what they are offered."""
    told = ", ".join(f"{name} {value}" for name, value in profile.items() if value) or "nothing is known of you"
    taken = "\n".join(f"- {title}" for title in history)
    offered = "\n".join(f"{number}. {title}" for number, title in enumerate(candidates, start=1))
    return [
        {
            "role": "system",
            "content": "You stand in for a real person who is using a recommender. Judge what it offers by that "
            f"person's taste alone, not by what is good in general. About you: {told}.",
        },
        {"role": "user", "content": f"This is what you chose so far, oldest first:\n{taken}"},
        {
            "role": "user",
            "content": f"You are now offered:\n{offered}\nThe recommender may be wrong, so do not simply repeat its "
            "order. Which would you take next? End with one line that holds all the numbers, the one you would "
            "rather take first: RANKING: 2, 1, ...",
        },
    ]


def parsed(answer: str, count: int) -> list[int]:
    """The ranking at the end of an answer as numbers from 0. Raises EngineError if it ranks nothing."""
    lines = re.findall(r"RANKING:([^\n]*)", answer, flags=re.IGNORECASE)
    named = [int(number) - 1 for number in re.findall(r"\d+", lines[-1])] if lines else []
    order = list(dict.fromkeys(number for number in named if 0 <= number < count))
    if not order:
        raise EngineError("the language model's answer holds no ranking")
    return order + [number for number in range(count) if number not in set(order)]
