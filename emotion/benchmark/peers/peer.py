"""A network of other hands: where it comes from, and what it reads in crops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emotion.benchmark.peers.graph import INPUT, Graph
from emotion.types import EMOTIONS, Emotion, Prediction

Build = Callable[[Path], tuple[Graph, str]]
"""From the folder of its files to a graph, and the name of the output (N, 7) in it."""


@dataclass(frozen=True)
class Package:
    """A package of a registry that ships a face network: registry, name, version, licence.

    files are those of the package that are needed; order names its outputs; data is what it says of what the network
    learnt from.
    """

    title: str
    registry: str
    name: str
    version: str
    licence: str
    data: str
    files: tuple[str, ...]
    order: tuple[Emotion, ...]
    build: Build

    def origin(self) -> dict[str, str]:
        """Where it comes from, for a report."""
        return {
            "package": self.name,
            "version": self.version,
            "registry": self.registry,
            "licence": self.licence,
            "training_data": self.data,
        }

    @property
    def folder(self) -> str:
        """The name of the folder into which `make peers` puts its files."""
        return self.title.lower()

    def load(self, peers: Path) -> Callable[[Sequence[np.ndarray]], Prediction]:
        """From crops (48, 48) uint8 to probabilities, by the files under a folder."""
        graph, output = self.build(peers / self.folder)
        session = graph.session(output)
        columns = [self.order.index(emotion) for emotion in EMOTIONS]

        def run(crops: Sequence[np.ndarray]) -> Prediction:
            return Prediction(session.run(None, {INPUT: np.stack(crops)})[0][:, columns])

        return run
