"""How one person teaches face and voice together with others: what they tell is learnt from here, and only what is
clipped and noised leaves the sitting."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from emotion.federated.contribution import NOISE, Home
from emotion.modality import Modality
from emotion.tilt import NONE
from session.record.errors import LogError
from session.record.log import EventLog
from session.record.record import Record
from session.sitting.sensing import Sensing
from session.types import Consent

FRESH = 5.0
"""Seconds for which what a sense read last belongs to what the person tells."""

AT_REST = (0.0, 0.0)
"""What somebody tells who is at rest, as valence and arousal."""


class Learning:
    """The moments of one sitting, kept in memory alone and only while the person agrees to it.

    Used by the sitting's worker, and by whoever ends the sitting once that is done; times are s on its clock.
    """

    def __init__(self, log: EventLog, record: Record) -> None:
        self._log, self._record = log, record
        self._homes: dict[Modality, Home] = {}
        self._agreed = self._withheld = False

    def mind(self, consent: Consent, sensing: Sensing, now: float) -> None:
        """Follow what the person agrees to: while they do, their face and voice are read as all together taught."""
        if consent.together != self._agreed:
            self._agreed = consent.together
            self._read_as_taught(sensing, now)
        self._homes = {m: home for m, home in self._homes.items() if self._agreed and consent.allows(m)}

    def told(self, place: tuple[float, float], sensing: Sensing, now: float) -> None:
        """Learn from what the person tells of themselves, valence and arousal, beside what each sense read then."""
        for modality, signal in sensing.signals.items():
            if signal.read is not None and now - signal.read.time <= FRESH:
                self._learn(modality, signal.read.probabilities, place)

    def rested(self, senses: Sequence[Modality], sensing: Sensing) -> None:
        """Learn from what these senses read while the person was at rest."""
        for modality in senses:
            rest = sensing.baselines.rest(modality)
            self._learn(modality, sensing.tilts.get(modality, NONE).undone(rest), AT_REST)

    def withhold(self) -> None:
        """Give nothing, now or later."""
        self._withheld = True

    def give(self, now: float) -> None:
        """Hand over what there is to give, once; nothing is left of it here."""
        homes, self._homes = self._homes, {}
        rng = np.random.default_rng()
        found = {modality: home.contribution(NOISE, rng) for modality, home in homes.items()}
        given = {modality: values for modality, values in found.items() if values is not None}
        if not given or self._withheld:
            return
        try:
            self._log.pool.give(given)
        except LogError:
            return  # the person loses nothing by it
        self._withheld = True
        self._record.gave(given, now)

    def _learn(self, modality: Modality, probabilities: np.ndarray | None, place: tuple[float, float]) -> None:
        if self._agreed and modality.streamed and probabilities is not None:
            self._homes.setdefault(modality, Home()).add(probabilities, place)

    def _read_as_taught(self, sensing: Sensing, now: float) -> None:
        taught = {}
        if self._agreed:
            with suppress(LogError):  # else read as anybody's is
                taught = {modality: self._log.pool.of(modality) for modality in sensing.modalities if modality.streamed}
        sensing.tilts = {modality: pooled.tilt for modality, pooled in taught.items()}
        self._record.read_together({modality: pooled.round for modality, pooled in taught.items()}, now)
