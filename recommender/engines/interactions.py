"""What engines learn from and are judged by: histories as item indices, with what is known of items and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from emotion.types import EmotionState


@dataclass(frozen=True, eq=False)
class State:
    """What is known of a person besides the history: attributes such as sex and age as text, and the feeling now."""

    profile: Mapping[str, str] = field(default_factory=dict)
    emotion: EmotionState | None = None


@dataclass(frozen=True, eq=False)
class Query:
    """One person to recommend for.

    history is (L,) int32 item indices, oldest first where the data have an order. user is the person's index among
    the training users, or -1 for somebody training never saw.
    """

    history: np.ndarray
    user: int = -1
    state: State = field(default_factory=State)


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Rows kept from training, to judge by: one entry of each sequence a person.

    seen (int32 item indices) leaves the ranking. targets are what the person took; -1 stands for an item that is
    nowhere in the catalogue, which every ranking misses.
    """

    name: str
    queries: tuple[Query, ...]
    seen: tuple[np.ndarray, ...]
    targets: tuple[np.ndarray, ...]

    def __len__(self) -> int:
        return len(self.queries)

    def sample(self, n: int, seed: int) -> HeldOut:
        """At most n of the people, the same ones for the same seed."""
        if n >= len(self):
            return self
        rows = np.sort(np.random.default_rng(seed).choice(len(self), n, replace=False))
        return self.take(rows)

    def take(self, rows: Sequence[int] | np.ndarray) -> HeldOut:
        """The people at rows, in that order."""
        return HeldOut(
            self.name,
            tuple(self.queries[row] for row in rows),
            tuple(self.seen[row] for row in rows),
            tuple(self.targets[row] for row in rows),
        )


@dataclass(frozen=True, eq=False)
class Interactions:
    """One data set, its items and users numbered from 0 in the order of items and users.

    train and val hold (L,) int32 item indices per user; train is oldest first if ordered. ratings and times (s), where
    the set has them, run beside train, NaN where unknown. texts has one text per item, "" where unknown, or is empty;
    features maps a name to (n_items, D) float32, a row of zeros where unknown. profiles maps an attribute (sex, age,
    occupation) to one text per user, "" where unknown. notes are plain sentences to print beside figures.
    """

    name: str
    items: tuple[str, ...]
    users: tuple[str, ...]
    train: tuple[np.ndarray, ...]
    val: tuple[np.ndarray, ...]
    ordered: bool = True
    texts: tuple[str, ...] = ()
    features: Mapping[str, np.ndarray] = field(default_factory=dict)
    profiles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ratings: tuple[np.ndarray, ...] = ()
    times: tuple[np.ndarray, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def n_items(self) -> int:
        return len(self.items)

    @property
    def n_users(self) -> int:
        return len(self.users)

    @cached_property
    def index(self) -> dict[str, int]:
        """Item id -> item index."""
        return {item: row for row, item in enumerate(self.items)}

    @cached_property
    def popularity(self) -> np.ndarray:
        """(n_items,) float32: how often training saw each item."""
        taken = np.concatenate(self.train) if self.train else np.zeros(0, np.int32)
        return np.bincount(taken, minlength=self.n_items).astype(np.float32)

    @cached_property
    def matrix(self) -> csr_matrix:
        """(n_users, n_items) float32: 1 where training saw the user take the item."""
        lengths = [len(history) for history in self.train]
        rows = np.repeat(np.arange(self.n_users), lengths)
        columns = np.concatenate(self.train) if self.train else np.zeros(0, np.int32)
        shape = (self.n_users, self.n_items)
        matrix = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
        matrix.data[:] = 1.0  # the constructor adds up repeats
        return matrix

    def profile(self, user: int) -> dict[str, str]:
        """What is known of a training user."""
        return {name: values[user] for name, values in self.profiles.items() if values[user]}

    @cached_property
    def held_out_val(self) -> HeldOut:
        """The users that have a val row, asked for it with their train rows as history."""
        rows = [user for user in range(self.n_users) if len(self.val[user])]
        return HeldOut(
            "val",
            tuple(Query(self.train[user], user, State(self.profile(user))) for user in rows),
            tuple(self.train[user] for user in rows),
            tuple(self.val[user] for user in rows),
        )
