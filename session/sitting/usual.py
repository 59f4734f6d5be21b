"""Where a feeling was so far, on average; what it goes back to by itself."""

from __future__ import annotations

from emotion.trajectory import TrajectorySummary


class Usual:
    """The mean of what was known of a feeling; each moment counts the same."""

    def __init__(self) -> None:
        self._valence = self._arousal = 0.0
        self._count = 0

    def add(self, summary: TrajectorySummary) -> None:
        """Take in one moment at which the feeling was known."""
        self._count += 1
        self._valence += (summary.valence - self._valence) / self._count
        self._arousal += (summary.arousal - self._arousal) / self._count

    @property
    def place(self) -> tuple[float, float] | None:
        """(valence, arousal), each in [-1, 1]; None while nothing was known."""
        return (self._valence, self._arousal) if self._count else None
