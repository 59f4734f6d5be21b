"""Who saw what and felt what, as arrays and as a heterogeneous graph of people, items and emotions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch_geometric.data import HeteroData

from emotion.types import EMOTIONS

LIKED = 4.0
"""A rating of at least this is an edge of its own, beside that of having viewed."""

LATELY = 5
"""So many of a person's newest feelings are edges of their own: feelings come in runs."""

METADATA = (
    ["user", "item", "emotion"],
    [
        ("user", "viewed", "item"),
        ("item", "viewed_by", "user"),
        ("user", "rated", "item"),
        ("item", "rated_by", "user"),
        ("item", "dominant_emotion", "emotion"),
        ("emotion", "dominant_in", "item"),
        ("user", "preferred_emotion", "emotion"),
        ("emotion", "preferred_by", "user"),
        ("emotion", "felt_lately_by", "user"),
        ("emotion", "felt_at_such_by", "user"),
    ],
)
"""Node and edge types: viewed, rated (well), dominant emotion, preferred emotion, and each the other way round.

The last two say it of a person's LATELY newest feelings, and, for whoever an item is predicted for, of those at items
that share a kind with it.
"""

RECALLED = ("preferred_by", "felt_lately_by", "felt_at_such_by")
"""The relations that say what a person felt."""


@dataclass(frozen=True, eq=False)
class Feelings:
    """Rows in the order of time: person and item are int64 indices, emotion an index into EMOTIONS or -1, unknown.

    rating is float32, NaN where unknown. of_people (P, A), of_items (I, C) and situation (R, S) are float32: what is
    known of people and items, and of each row before the item began. kinds (I, K) bool: genres and the like.
    """

    people: tuple[str, ...]
    items: tuple[str, ...]
    person: np.ndarray
    item: np.ndarray
    emotion: np.ndarray
    rating: np.ndarray
    of_people: np.ndarray
    of_items: np.ndarray
    situation: np.ndarray
    kinds: np.ndarray

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: np.ndarray) -> Feelings:
        """These rows alone; people and items stay as they are."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _OF_ROWS})

    def emptied(self) -> Feelings:
        """No rows, people or items, but features of the same widths."""
        ends = {"of_people": self.of_people[:0], "of_items": self.of_items[:0], "kinds": self.kinds[:0]}
        return replace(self.take(np.arange(0)), people=(), items=(), **ends)

    def unfelt(self) -> Feelings:
        """The same without what anybody felt."""
        return replace(self, emotion=np.full(len(self), -1, np.int64))

    def followed_by(self, other: Feelings) -> Feelings:
        """These rows and then others', whose people are all new and whose items are the same where their ids are."""
        places = {name: row for row, name in enumerate(self.items)}
        new = [row for row, name in enumerate(other.items) if name not in places]
        places |= {other.items[row]: len(self.items) + place for place, row in enumerate(new)}
        moved = np.array([places[name] for name in other.items], np.int64)
        rows = {name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in _OF_ROWS}
        return Feelings(
            people=(*self.people, *other.people),
            items=(*self.items, *(other.items[row] for row in new)),
            of_people=np.concatenate([self.of_people, other.of_people]),
            of_items=np.concatenate([self.of_items, other.of_items[new]]),
            kinds=np.concatenate([self.kinds, other.kinds[new]]),
            **rows
            | {
                "person": np.concatenate([self.person, other.person + len(self.people)]),
                "item": np.concatenate([self.item, moved[other.item]]),
            },
        )

    def earlier(self, rows: np.ndarray) -> list[np.ndarray]:
        """For each of rows the rows of the same person before it."""
        of_person = [np.flatnonzero(self.person == person) for person in range(len(self.people))]
        return [found[found < row] for row in rows for found in [of_person[self.person[row]]]]


_OF_ROWS = ("person", "item", "emotion", "rating", "situation")


def graph(feelings: Feelings, train: np.ndarray, test: np.ndarray, known: Sequence[np.ndarray]) -> HeteroData:
    """The graph that the training rows make, with a person node of its own for each row of the test.

    Those nodes come behind the people; the rows known of each, and nothing else, lead into them, and nothing leads out
    of them: whoever is predicted changes nobody else. So no answer can leak, and people need not be known.
    """
    data = HeteroData()
    activity = np.log1p(np.bincount(feelings.person[train], minlength=len(feelings.people)))
    recalled = np.log1p([len(rows) for rows in known])
    features = np.concatenate([feelings.of_people, feelings.of_people[feelings.person[test]]])
    data["user"].x = _tensor(np.column_stack([features, np.concatenate([activity, recalled])]))
    data["item"].x = _tensor(feelings.of_items)
    data["emotion"].x = torch.eye(len(EMOTIONS))
    rows = np.concatenate([train, *known]).astype(np.int64)
    questions = np.repeat(np.arange(len(test)), [len(some) for some in known])
    owners = np.concatenate([feelings.person[train], questions + len(feelings.people)]).astype(np.int64)
    public = np.arange(len(rows)) < len(train)
    felt = feelings.emotion[rows] >= 0
    held = {
        "rated": feelings.rating[rows] >= LIKED,
        "felt_lately_by": felt & _newest(owners, felt),
        "felt_at_such_by": felt & ~public,
    }
    held["rated_by"] = held["rated"]
    wanted = feelings.kinds[feelings.item[test]][questions]
    held["felt_at_such_by"][~public] &= (feelings.kinds[feelings.item[rows[~public]]] & wanted).any(axis=1)
    ends = {"user": owners, "item": feelings.item[rows], "emotion": feelings.emotion[rows]}
    for source, relation, target in METADATA[1]:
        kept = held.get(relation, felt if "emotion" in (source, target) else np.ones(len(rows), bool))
        if target != "user":
            kept = kept & public
        data[source, relation, target].edge_index = torch.from_numpy(np.stack([ends[source][kept], ends[target][kept]]))
    return data


def _newest(owners: np.ndarray, felt: np.ndarray) -> np.ndarray:
    """(rows,) bool: whether a row is among its owner's LATELY newest felt ones; each owner's come in order of time."""
    found = np.zeros(len(owners), bool)
    rows = np.flatnonzero(felt)
    rows = rows[np.argsort(owners[rows], kind="stable")]
    _, starts, counts = np.unique(owners[rows], return_index=True, return_counts=True)
    place = np.arange(len(rows)) - np.repeat(starts, counts)
    found[rows[place >= np.repeat(counts, counts) - LATELY]] = True
    return found


def _tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(array, np.float32))
