"""What moved in the list, and how the mood moved: as messages. What is said of a change is put together here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from emotion.message import Message
from emotion.mood import mood_of
from emotion.trajectory import TrajectorySummary
from emotion.types import Modality
from recommender.policy.iso import DEAD_BAND, TENSE
from recommender.types import Goal, Item, Recommendation, Strategy

FIRST = Message("change-first")


@dataclass(frozen=True)
class Move:
    """The most telling move between two lists: an item (None: the list grew shorter) that now stands at a rank."""

    said: Message
    item_id: str | None = None
    rank: int | None = None


def moved(before: Sequence[Recommendation], after: Sequence[Recommendation]) -> Move:
    """What moved from one list to the next; the two hold other items, or the same in another order."""
    if not after:
        return Move(Message("change-nothing-fits"))
    new = [r for r in after if r.previous_rank is None]
    up = max(after, key=lambda r: (r.previous_rank or r.rank) - r.rank)
    if not before or after[0].item.id != before[0].item.id:
        return _with_others(_move("change-leads", after[0]), new, after[0])
    if new:
        return _with_others(_move("change-is-new", new[0]), new, new[0])
    if up.previous_rank and up.previous_rank > up.rank:
        return _move("change-moved-up", up)
    return Move(Message("change-fewer", {"count": len(before) - len(after)}))


def leaving(move: Move, items: Sequence[Item]) -> Move:
    """The move, and a word on the items that leave although the person was at them."""
    for item in items:
        move = replace(move, said=Message("change-and-leaves", {"move": move.said, "title": item.title}))
    return move


def sentence(move: Move, cause: Message | None) -> Message:
    """What moved and why; without a cause only what moved."""
    if cause is None:
        return Message("change-alone", {"move": move.said})
    return Message("change", {"cause": cause, "move": move.said})


def mood_moved(before: TrajectorySummary, now: TrajectorySummary, source: Modality | None) -> Message:
    """How the mood moved, with the modality that made it, where one did.

    A direction is named only where the mood moved further in it than what policies take for rest.
    """
    said = _mood_moved(before, now)
    if source is None:
        return said
    return Message("change-mood-from", {"mood": said, "source": Message(f"change-from-{source}")})


def lasted(before: Strategy, now: Strategy, seconds: float) -> Message:
    """That a low or tense mood has lasted so long, and the step that this brings."""
    brighter, calmer = now.target[0] > before.target[0], now.target[1] < before.target[1]
    gentler = now.gentle and not before.gentle
    step = "brighter" if brighter else "gentler" if gentler else "further"
    step = "calmer" if calmer and now.name == Goal.CALM else step
    mood = "tense" if now.path[0][1] > TENSE else "low"
    return Message("change-lasted", {"mood": mood, "minutes": int(seconds // 60), "step": step})


def _mood_moved(before: TrajectorySummary, now: TrajectorySummary) -> Message:
    if before.unknown:
        return Message("change-mood-seems", {"mood": mood_of(now.emotion)})
    pleasant, energetic = now.valence - before.valence, now.arousal - before.arousal
    if np.hypot(pleasant, energetic) > DEAD_BAND and before.emotion != now.emotion:
        return Message("change-mood-moved", {"before": mood_of(before.emotion), "now": mood_of(now.emotion)})
    if max(abs(pleasant), abs(energetic)) <= DEAD_BAND:
        return Message("change-mood-stirred")
    if abs(pleasant) >= abs(energetic):
        return Message("change-mood-easier" if pleasant > 0 else "change-mood-heavier")
    return Message("change-mood-livelier" if energetic > 0 else "change-mood-calmer")


def _move(key: str, to: Recommendation) -> Move:
    return Move(Message(key, {"title": to.item.title, "rank": to.rank}), to.item.id, to.rank)


def _with_others(move: Move, new: Sequence[Recommendation], named: Recommendation) -> Move:
    others = sum(r is not named for r in new)
    if not others:
        return move
    return Move(Message("change-and-others", {"move": move.said, "count": others}), move.item_id, move.rank)
