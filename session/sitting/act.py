"""Something the person did that may move the list, and how things would stand had they not done it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from emotion.message import Message
from emotion.types import Observation
from session.sitting.choices import Choices


def as_they_are(choices: Choices) -> Choices:
    """The choices unchanged: undoes an act that chose nothing."""
    return choices


def nothing() -> None:
    """What is noted, or put to be worked in, of an act that leaves nothing."""


@dataclass(frozen=True, eq=False)
class Act:
    """One act at a time in s on the session's clock.

    said is the act as the beginning of a sentence; undone takes it back out of choices made later; observation is what
    it said of the feeling, where it did.
    """

    said: Message
    time: float
    undone: Callable[[Choices], Choices] = as_they_are
    observation: Observation | None = None


def replacing(
    choices: Choices, said: Message, time: float, **new: object
) -> tuple[Act | None, Callable[[Choices], Choices]]:
    """The act that replaces some of the choices by name, None where nothing would change, and what it makes of them."""
    old = {name: getattr(choices, name) for name in new}
    if old == new:
        return None, as_they_are

    def undone(later: Choices) -> Choices:
        same = all(getattr(later, name) == value for name, value in new.items())
        return replace(later, **old) if same else later

    return Act(said, time, undone), lambda now: replace(now, **new)
