"""The emotion graph: how a person will feel about an item (after Halias et al., emotion-aware film recommendation)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file
from sklearn.metrics import f1_score
from torch import nn
from torch.nn import functional

from emotion.types import EMOTIONS
from recommender.engines.contract import EarlyStopping
from recommender.engines.emotion_graph.data import Feelings, graph
from recommender.engines.emotion_graph.network import EmotionGraphNetwork, Kind
from recommender.errors import EngineError

BALANCE = 0.99
"""Of the effective number of rows (Cui et al. 2019), by which rare emotions count more."""

STEPS = 4
"""Of an epoch; each predicts some of the people from the others, so that nobody is predicted from their own rows."""

PREDICTED_PEOPLE, PREDICTED_ROWS = 0.25, 128
"""The share of people predicted at a step, and how many of their rows at most."""

AVERAGE = 0.9
"""How much of the running average of the weights stays at a step; the average is what is kept."""

FORGOTTEN = 0.3
"""The share of rows that training asks for as of somebody of whom nothing is known."""


@dataclass(frozen=True)
class EmotionGraphSettings:
    """Size and training. members: so many networks, each stopped early by other people, give their mean; links: how
    much it counts that viewed items are told from others; ridge: how firmly the linear part is held near 0; prior: how
    much of the frequencies of emotions, which the class-balanced loss takes out, is put back for what is predicted;
    alone: it sees of nobody, neither of the training rows nor of whoever is predicted, what they felt, only what they
    saw.
    """

    kind: Kind = "rgcn"
    size: int = 16
    dropout: float = 0.3
    rate: float = 1e-2
    decay: float = 0.03
    ridge: float = 0.001
    epochs: int = 25
    patience: int = 10
    members: int = 3
    links: float = 0.2
    prior: float = 1.0
    alone: bool = False


class EmotionGraph:
    """Probabilities of the seven emotions for people with items; people and items may be new.

    An item's edges say how others felt about it, a person's how they felt about what they saw before; where there are
    none, attributes, mood and situation decide.
    """

    name = "emotion_graph"

    def __init__(self, **settings: Any) -> None:
        self.settings = replace(EmotionGraphSettings(), **settings)
        self.train: Feelings | None = None
        self.members: list[EmotionGraphNetwork] = []

    def fit(self, feelings: Feelings, seed: int = 0) -> None:
        """Learn from rows of several people. Raises EngineError with fewer people than members, or no known feeling."""
        people = np.unique(feelings.person)
        if len(people) < max(2, self.settings.members) or not (feelings.emotion >= 0).any():
            raise EngineError(f"{len(people)} people, {int((feelings.emotion >= 0).sum())} known feelings: too few")
        self.train = feelings.emptied() if self.settings.alone else feelings
        counts = np.bincount(feelings.emotion[feelings.emotion >= 0], minlength=len(EMOTIONS))
        effective = (1 - BALANCE ** np.maximum(counts, 1)) / (1 - BALANCE)
        self.shares = (effective / effective.sum()).astype(np.float32)
        weights = torch.from_numpy((counts.sum() / (counts @ (1 / effective)) / effective).astype(np.float32))
        part = np.random.default_rng(seed).permutation(len(people)) % self.settings.members
        self.members = [
            self._member(feelings, np.isin(feelings.person, people[part == place]), weights, 100 * seed + place)
            for place in range(self.settings.members)
        ]

    @torch.no_grad()
    def predict(self, test: Feelings, earlier: bool = True, prior: float | None = None) -> np.ndarray:
        """(len(test), 7) float32 probabilities in the order of EMOTIONS.

        test holds people who are new, their rows in the order of time; each row is predicted from the rows before it if
        earlier, else as of somebody of whom only attributes are known. The row's own emotion is never looked at. prior,
        from 0 to 1, takes the place of the setting: at 0 rare emotions are named as readily as frequent ones.
        """
        found = [functional.softmax(scores, dim=1) for scores in self._over_members(test, earlier)]
        balanced = torch.stack(found).mean(dim=0).numpy()
        likely = balanced * self.shares ** (self.settings.prior if prior is None else prior)
        return likely / likely.sum(axis=1, keepdims=True)

    @torch.no_grad()
    def links(self, test: Feelings, items: np.ndarray, earlier: bool = True) -> np.ndarray:
        """(len(test), n) float32: how readily each row's person views items, (len(test), n) places in test.items."""
        every, data, rows = self._with_test(test, earlier)
        places = {name: row for row, name in enumerate(every.items)}
        wanted = torch.tensor([places[name] for name in test.items])[torch.from_numpy(items)]
        users = (torch.arange(len(rows)) + len(every.people)).repeat_interleave(items.shape[1])
        scores = [member.links(member(data), users, wanted.ravel()) for member in self.members]
        return torch.stack(scores).mean(dim=0).view(items.shape).numpy()

    def save(self, folder: Path) -> None:
        """Write emotion_graph.json and emotion_graph.safetensors: the networks, and the training rows as a graph."""
        train = self._fitted()
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {f"train.{name}": value for name, value in vars(train).items() if isinstance(value, np.ndarray)}
        for place, member in enumerate(self.members):
            arrays |= {f"{place}.{name}": value.numpy() for name, value in member.state_dict().items()}
        save_file(
            {name: np.ascontiguousarray(value) for name, value in (arrays | {"shares": self.shares}).items()},
            folder / "emotion_graph.safetensors",
        )
        kept = {"settings": asdict(self.settings), "people": train.people, "items": train.items}
        (folder / "emotion_graph.json").write_text(json.dumps(kept), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote. Raises EngineError if it is missing or broken."""
        try:
            kept = json.loads((folder / "emotion_graph.json").read_text(encoding="utf-8"))
            arrays = load_file(folder / "emotion_graph.safetensors")
            engine = cls(**kept["settings"])
            engine.shares = arrays.pop("shares")
            train = {name.removeprefix("train."): value for name, value in arrays.items() if name.startswith("train.")}
            engine.train = Feelings(people=tuple(kept["people"]), items=tuple(kept["items"]), **train)
            for place in range(engine.settings.members):
                member = engine._network(engine.train)
                own = {name: value for name, value in arrays.items() if name.startswith(f"{place}.")}
                member.load_state_dict(
                    {name.removeprefix(f"{place}."): torch.from_numpy(value) for name, value in own.items()}
                )
                engine.members.append(member.eval())
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            raise EngineError(f"{folder}: not a folder that {cls.name} was saved in ({error!r})") from error
        return engine

    def _member(self, feelings: Feelings, stops: np.ndarray, weights: torch.Tensor, seed: int) -> EmotionGraphNetwork:
        """One network, learnt from the people outside stops and stopped early by macro-F1 on those in it."""
        torch.manual_seed(seed)
        rng = np.random.default_rng(seed)
        settings = self.settings
        learns, watched = np.flatnonzero(~stops), np.flatnonzero(stops & (feelings.emotion >= 0))
        network = self._network(feelings)
        shown = feelings.unfelt() if settings.alone else feelings
        train = learns[:0] if settings.alone else learns
        optimiser = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.decay)
        averaging = torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE)
        averaged = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=averaging)
        kept = averaged.module.eval()
        before = feelings.earlier(np.arange(len(feelings)))
        views = [
            graph(shown, train, watched, known)
            for known in ([learns[:0]] * len(watched), [before[row] for row in watched])
        ]
        stopping = EarlyStopping(settings.patience)
        for _ in range(settings.epochs):
            network.train()
            for _ in range(STEPS):
                optimiser.zero_grad(set_to_none=True)
                self._loss(network, feelings, learns, before, weights, rng).backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                averaged.update_parameters(network)
            state = {name: value.clone() for name, value in kept.state_dict().items()}
            if stopping.look(float(np.mean([self._macro_f1(kept, feelings, watched, view) for view in views])), state):
                break
        kept.load_state_dict(stopping.kept)
        return kept

    def _loss(
        self,
        network: EmotionGraphNetwork,
        feelings: Feelings,
        learns: np.ndarray,
        before: list[np.ndarray],
        weights: torch.Tensor,
        rng: np.random.Generator,
    ) -> torch.Tensor:
        """Most people are the graph, the others are predicted; each of their rows with those before it or with none."""
        people = np.unique(feelings.person[learns])
        predicted_people = rng.permutation(people)[: max(1, int(PREDICTED_PEOPLE * len(people)))]
        others = np.isin(feelings.person[learns], predicted_people)
        train, test = learns[~others], learns[others]
        test = rng.permutation(test[feelings.emotion[test] >= 0])[:PREDICTED_ROWS]
        known = [learns[:0] if rng.random() < FORGOTTEN else before[row] for row in test]
        if self.settings.alone:
            states = network(graph(feelings.unfelt(), train[:0], test, known))
        else:
            states = network(graph(feelings, train, test, known))
        users, items = _test_nodes(feelings, test)
        scores = network.feelings(states, users, items, torch.from_numpy(feelings.situation[test]))
        total = functional.cross_entropy(scores, torch.from_numpy(feelings.emotion[test]), weight=weights)
        total = total + self.settings.ridge * network.wide.weight.square().sum()
        if self.settings.links:
            others = torch.from_numpy(rng.integers(0, len(feelings.items), len(test)))
            apart = network.links(states, users, items) - network.links(states, users, others)
            total = total + self.settings.links * functional.softplus(-apart).mean()
        return total

    @torch.no_grad()
    def _macro_f1(self, network: EmotionGraphNetwork, feelings: Feelings, rows: np.ndarray, view: Any) -> float:
        users, items = _test_nodes(feelings, rows)
        scores = network.feelings(network(view), users, items, torch.from_numpy(feelings.situation[rows]))
        scores = scores + self.settings.prior * torch.from_numpy(np.log(self.shares))
        return float(f1_score(feelings.emotion[rows], scores.argmax(dim=1).numpy(), average="macro", zero_division=0))

    def _over_members(self, test: Feelings, earlier: bool) -> list[torch.Tensor]:
        every, data, rows = self._with_test(test, earlier)
        users, items = _test_nodes(every, rows)
        situation = torch.from_numpy(every.situation[rows])
        return [member.feelings(member(data), users, items, situation) for member in self.members]

    def _with_test(self, test: Feelings, earlier: bool) -> tuple[Feelings, Any, np.ndarray]:
        """The training rows and those of the test together, their graph, and which of them are the test's."""
        train = self._fitted()
        every = train.followed_by(test.unfelt() if self.settings.alone else test)
        rows = np.arange(len(train), len(every))
        known = every.earlier(rows) if earlier else [rows[:0]] * len(rows)
        return every, graph(every, np.arange(len(train)), rows, known), rows

    def _network(self, feelings: Feelings) -> EmotionGraphNetwork:
        widths = {
            "user": feelings.of_people.shape[1] + 1,
            "item": feelings.of_items.shape[1],
            "emotion": len(EMOTIONS),
        }
        settings = self.settings
        return EmotionGraphNetwork(widths, feelings.situation.shape[1], settings.size, settings.dropout, settings.kind)

    def _fitted(self) -> Feelings:
        if self.train is None:
            raise EngineError(f"{self.name} is not fitted; call fit or load first")
        return self.train


def _test_nodes(feelings: Feelings, test: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """The person node of each row of the test, and its item's."""
    return torch.arange(len(test)) + len(feelings.people), torch.from_numpy(feelings.item[test])
