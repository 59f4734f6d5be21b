"""Where a replay stands in time: at rest, or going on at a speed. Pure but for the clock it is given."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Player:
    """position in s since the sitting began, at the time `since` on the clock; None while it rests."""

    position: float = 0.0
    speed: float = 1.0
    since: float | None = None

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self.since is not None

    def at(self, now: float, end: float) -> float:
        """Where it stands now, in [0, end]."""
        gone = 0.0 if self.since is None else (now - self.since) * self.speed
        return min(max(self.position + gone, 0.0), end)

    def moved(self, position: float, now: float) -> Player:
        """The same at another place, going on from there if it did."""
        return replace(self, position=position, since=now if self.playing else None)

    def sped(self, speed: float, now: float, end: float) -> Player:
        """The same at another speed."""
        return replace(self.moved(self.at(now, end), now), speed=speed)

    def toggled(self, now: float, end: float) -> Player:
        """Playing where it rested, from the start again at the end, and resting where it played."""
        position = self.at(now, end)
        if self.playing:
            return replace(self, position=position, since=None)
        return replace(self, position=0.0 if position >= end else position, since=now)
