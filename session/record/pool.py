"""What people gave so that a sense is read better of all, and what it came to, round by round."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from emotion.federated.contribution import pooled, uncertainty
from emotion.modality import Modality
from emotion.tilt import NONE, Tilt
from session.record.database import Database
from session.record.errors import LogError, stated
from session.record.schema import contributions

ROUND = 5
"""So many contributions make a round, so that none of them shows in the tilt alone."""

DAY_S = 86_400


@dataclass(frozen=True)
class Pooled:
    """How one sense stands: the tilt after each round, from 0, which has none; count and waiting are contributions,
    those that count and those that wait for their round. sd: the standard deviation of the last tilt's numbers."""

    tilts: tuple[Tilt, ...] = (NONE,)
    count: int = 0
    waiting: int = 0
    sd: float = uncertainty(0)

    @property
    def tilt(self) -> Tilt:
        """The newest."""
        return self.tilts[-1]

    @property
    def round(self) -> int:
        """The number of the last round, 0 before the first."""
        return len(self.tilts) - 1

    @classmethod
    def of(cls, given: Sequence[Sequence[float]]) -> Pooled:
        """What contributions (N, 2), oldest first, come to."""
        rounds = len(given) // ROUND
        tilts = (NONE, *(pooled(given[: ROUND * number]) for number in range(1, rounds + 1)))
        return cls(tilts, ROUND * rounds, len(given) - ROUND * rounds, uncertainty(ROUND * rounds))


class Pool:
    """The contributions in the record's database, which name nobody. Safe to use from any thread and process.

    Both methods raise LogError where the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, given: dict[Modality, np.ndarray]) -> None:
        """Take in one person's contributions, (2,) each, with the day and no time."""
        day = int(time.time() // DAY_S)
        rows = [
            {"day": day, "modality": str(modality), "valence": float(values[0]), "arousal": float(values[1])}
            for modality, values in given.items()
        ]
        try:
            with self._database.connected().begin() as connection:
                connection.execute(contributions.insert(), rows)
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise LogError(stated(error)) from None

    def of(self, modality: Modality) -> Pooled:
        """How a sense stands."""
        columns = contributions.c
        query = sa.select(columns.valence, columns.arousal).where(columns.modality == str(modality))
        try:
            with self._database.connected().connect() as connection:
                return Pooled.of([tuple(row) for row in connection.execute(query.order_by(columns.id))])
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise LogError(stated(error)) from None
