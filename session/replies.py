"""Counts the replies above the list along the written stories: how each person was met, and what must not happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from emotion.message import Message, Parameter
from emotion.mood import mood_of
from session.sitting.shared import Shared
from session.stories.script import Story
from session.stories.told import StorySitting
from session.types import Snapshot

DEATH = {
    "en": "My father died this morning and I cannot stop crying.",
    "de": "Mein Vater ist gestorben.",
}
"""What everybody writes after their story."""

MOURNS_FOR = 20.0
"""Seconds for which they are then followed."""

Say = Callable[[Message], str]


def replies(stories: Mapping[str, Story], shared: Shared, say: Mapping[str, Say]) -> dict[str, Any]:
    """The object that `replies --json` prints, over all stories in all languages of say, by language.

    lists: how many were shown; moments: seconds followed; means: how often each kind of reply was given. shares: of
    lists that came with a reply; of replies worded as the one before; of moments at which one named another feeling
    than was read (against); of moments of mourning whose line spoke of anything but quiet company, or of what the
    person asked for themselves (loud). said: every reply in words, in order.
    """
    told, means, said = Counter[str](), Counter[str](), list[str]()
    for story in stories.values():
        for language, words in say.items():
            last, before = None, 0
            for snapshot, mourns in _moments(story, shared, language):
                reply = snapshot.reply
                told["moments"] += 1
                told["mourned"] += mourns
                told["lists"] += snapshot.list_version != before
                told["replied"] += snapshot.list_version != before and reply is not None
                told["against"] += _against(snapshot)
                told["loud"] += mourns and _loud(snapshot)
                before = snapshot.list_version
                if reply is not None and reply != last:
                    means[reply.key.removeprefix("reply-").rstrip("-0123456789")] += 1
                    told["repeated"] += last is not None and reply.key == last.key != "reply-moved"
                    said.append(words(reply))
                last = reply or last
    of = {"replied": told["lists"], "repeated": len(said), "against": told["moments"], "loud": told["mourned"]}
    shares = {name: told[name] / max(count, 1) for name, count in of.items()}
    counts = {name: told[name] for name in ("lists", "moments", "mourned")}
    return {**counts, "shares": shares, "means": dict(means.most_common()), "said": said}


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The object as text to read."""
    yield from found["said"]
    shares = found["shares"]
    yield "\n" + ", ".join(f"{kind} {count}" for kind, count in found["means"].items())
    yield f"{shares['replied']:.1%} of {found['lists']} lists came with a reply"
    yield f"{shares['repeated']:.1%} of {len(found['said'])} replies worded as the one before"
    yield f"{shares['against']:.1%} of {found['moments']} moments against what was read"
    yield f"{shares['loud']:.1%} of {found['mourned']} moments of mourning not quiet"


def _moments(story: Story, shared: Shared, language: str) -> Iterator[tuple[Snapshot, bool]]:
    """Every second of a story and of what follows on it, and whether the person mourns and was heard."""
    sitting = StorySitting(story, shared, language)
    try:
        for second in range(int(story.seconds) + 1):
            sitting.goes_to(second)
            yield sitting.snapshot(), False
        sitting.comment(DEATH[language])
        for second in range(1, int(MOURNS_FOR)):
            sitting.goes_to(story.seconds + second)
            yield sitting.snapshot(), second > 2
    finally:
        sitting.close()


def _against(snapshot: Snapshot) -> bool:
    named = _named(snapshot.reply)
    return named is not None and named != mood_of(snapshot.summary.emotion)


def _named(said: Parameter | None) -> Message | None:
    """The feeling that a reply says is there now, by itself or in the cause it tells."""
    if not isinstance(said, Message):
        return None
    if said.key.startswith("emotion-"):
        return said
    inside = (said.parameters.get(name) for name in ("feels", "cause", "now", "mood"))
    return next((found for one in inside if (found := _named(one)) is not None), None)


def _loud(snapshot: Snapshot) -> bool:
    if snapshot.held or snapshot.crisis:
        return False
    if snapshot.reply is None:
        return snapshot.change.key == "change-alone"
    return not snapshot.reply.key.startswith(("reply-grief", "reply-moved"))
