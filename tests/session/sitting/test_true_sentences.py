"""Two hundred sittings in which all kinds of things happen: each sentence over the list holds by the numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.mood import mood_of
from emotion.types import EMOTIONS
from recommender.policy.iso import DEAD_BAND, TENSE
from recommender.ranking.ranker import Ranker
from recommender.types import Action, Controls, Event, Goal
from session.record.record import Record
from session.sitting.act import Act
from session.sitting.choices import Choices
from session.sitting.inputs import Inputs
from session.sitting.pipeline import Pipeline
from session.sitting.shared import Shared
from session.sitting.shown import Shown
from session.types import Consent
from tests import fakes

SITTINGS, SECONDS = 200, 68
LOW = 0.3
"""The share of sittings in which a low or tense mood simply lasts."""

DIRECTIONS = {
    "change-mood-easier": ("valence", 1),
    "change-mood-heavier": ("valence", -1),
    "change-mood-livelier": ("arousal", 1),
    "change-mood-calmer": ("arousal", -1),
}


class Life:
    """One sitting, drawn by seed, on a clock of its own; what is said of each change is checked as it comes."""

    def __init__(self, shared: Shared, seed: int, said: Counter[str]) -> None:
        self.random = np.random.default_rng(seed)
        self.now = 1000.0
        self.choices = Choices(Consent.to(FACE, VOICE, TEXT), goal=list(Goal)[seed % len(Goal)])
        self.pipeline = Pipeline(shared, Record(shared.log, f"life-{seed}"), self.choices, self.now)
        self.ranker: Ranker = shared.ranker
        self.acts: list[tuple[float, Message]] = []
        self.said = said

    def live(self) -> None:
        lasts = self.random.random() < LOW
        mood, sees = EMOTIONS[self.random.integers(7)], self.random.random() < 0.6
        for _ in range(SECONDS):
            self.now += 1.0
            if not lasts and self.random.random() < 0.04:
                mood = EMOTIONS[self.random.integers(7)]
            flickers = self.random.random() < 0.25
            face = EMOTIONS[self.random.integers(7)] if flickers else mood
            acts = () if lasts else tuple(self._acts())
            comments = () if lasts or self.random.random() > 0.03 else (f"i am so {mood}",)
            told = tuple(self.random.uniform(-1, 1, 2)) if not lasts and self.random.random() < 0.01 else None
            self.acts += [(self.now, Message("change-after-text"))] * len(comments)
            self.acts += [(self.now, Message("change-after-told"))] * (told is not None)
            self._step(fakes.signals(self.now, face if sees else None, None, comments, told), acts)

    def _acts(self):
        ids = self.pipeline.list.shown.item_ids
        if self.random.random() < 0.03:
            goal, old = list(Goal)[self.random.integers(len(Goal))], self.choices.goal
            if goal != old:
                self.choices = replace(self.choices, goal=goal)
                yield self._does(Message("change-goal", {"goal": str(goal)}), lambda c: replace(c, goal=old))
        if self.random.random() < 0.02:
            before = self.choices.controls
            self.choices = replace(self.choices, controls=Controls(*self.random.uniform(0, 2, 4)))
            yield self._does(Message("change-slider"), lambda c: replace(c, controls=before))
        if ids and self.random.random() < 0.06:
            action = list(Action)[self.random.integers(len(Action))]
            event = Event(ids[self.random.integers(len(ids))], action, self.now)
            self.choices = self.choices.with_event(event)
            title = self.ranker.catalogue.item(event.item_id).title
            yield self._does(Message(f"change-{action}", {"title": title}), lambda c: c.without_event(event))

    def _does(self, said: Message, undone) -> Act:
        self.acts.append((self.now, said))
        return Act(said, self.now, undone)

    def _step(self, signals, acts) -> None:
        before = self.pipeline.list.shown
        self.pipeline.step(Inputs(self.choices, True, signals, acts), self.now)
        after = self.pipeline.list.shown
        if after.version > before.version:
            self._check(before, after)

    def _check(self, before: Shown, after: Shown) -> None:
        change = after.change
        self._check_move(change.parameters["move"], before, after)
        cause = change.parameters.get("cause")
        if cause is None:
            assert change.key == "change-alone"
            self.said["change-alone"] += 1
            return
        self.said[cause.key] += 1
        if cause.key == "change-lasted":
            self._check_lasted(cause, before, after)
        elif cause.key.startswith("change-mood"):
            self._check_mood(cause, before, after)
        else:
            assert any(said == cause and before.since < at for at, said in self.acts), cause

    def _check_move(self, move: Message, before: Shown, after: Shown) -> None:
        ids = after.item_ids
        new = [one.item for one in after.recommendations if one.item.id not in before.item_ids]
        by_rank = {one.rank: one.item.title for one in after.recommendations}
        self.said[move.key] += 1
        match move.key:
            case "change-and-leaves":
                title = move.parameters["title"]
                assert title in {one.item.title for one in before.recommendations} - set(by_rank.values())
                self._check_move(move.parameters["move"], before, after)
            case "change-and-others":
                first = move.parameters["move"]
                assert move.parameters["count"] == sum(item.title != first.parameters["title"] for item in new)
                self._check_move(first, before, after)
            case "change-leads":
                assert by_rank[1] == move.parameters["title"]
                assert ids[0] != before.item_ids[0]
            case "change-is-new":
                assert by_rank[move.parameters["rank"]] == move.parameters["title"] in {item.title for item in new}
            case "change-moved-up":
                [one] = [one for one in after.recommendations if one.item.title == move.parameters["title"]]
                assert move.parameters["rank"] == one.rank < before.item_ids.index(one.item.id) + 1
            case key:
                raise AssertionError(f"{key} is said and not checked")

    def _check_lasted(self, cause: Message, before: Shown, after: Shown) -> None:
        minutes, step, mood = (cause.parameters[name] for name in ("minutes", "step", "mood"))
        assert minutes >= 1
        assert after.context.trajectory.negative_for >= 60 * minutes
        assert (after.strategy.path[0][1] > TENSE) == (mood == "tense")
        old, new = before.strategy.target, after.strategy.target
        gentler = after.strategy.gentle and not before.strategy.gentle
        assert {
            "brighter": new[0] > old[0],
            "calmer": new[1] < old[1],
            "gentler": gentler,
            "further": new != old,
        }[step]
        self._needs_its_strategy(before, after)

    def _check_mood(self, cause: Message, before: Shown, after: Shown) -> None:
        if cause.key == "change-mood-from":
            sense = cause.parameters["source"].key.removeprefix("change-from-")
            [basis] = [basis for modality, basis in after.without.items() if modality == sense]
            assert self._ids(*basis) != after.item_ids, "the list would be the same without that sense"
            cause = cause.parameters["mood"]
            self.said[cause.key] += 1
        was, now = before.context.trajectory, after.context.trajectory
        moved = {"valence": now.valence - was.valence, "arousal": now.arousal - was.arousal}
        match cause.key:
            case "change-mood-seems":
                assert was.unknown
                assert cause.parameters["mood"] == mood_of(now.emotion)
            case "change-mood-moved":
                assert cause.parameters == {"before": mood_of(was.emotion), "now": mood_of(now.emotion)}
                assert was.emotion != now.emotion
                assert np.hypot(*moved.values()) > DEAD_BAND
            case "change-mood-stirred":
                assert max(map(abs, moved.values())) <= DEAD_BAND
            case key:
                axis, sign = DIRECTIONS[key]
                assert sign * moved[axis] > DEAD_BAND
        self._needs_its_strategy(before, after)

    def _needs_its_strategy(self, before: Shown, after: Shown) -> None:
        as_it_was = replace(after.context, trajectory=before.context.trajectory)
        assert self._ids(as_it_was, before.strategy) != after.item_ids, "the list would be the same without it"

    def _ids(self, context, strategy) -> tuple[str, ...]:
        return tuple(one.item.id for one in self.ranker.rank(context, strategy))


def test_no_sentence_is_false_in_two_hundred_sittings(shared: Shared) -> None:
    understands = replace(shared, understanding=fakes.FakeUnderstanding())
    said: Counter[str] = Counter()
    for seed in range(SITTINGS):
        Life(understands, seed, said).live()
    changes = said["change-alone"] + sum(count for key, count in said.items() if key in CAUSES)
    assert changes > SITTINGS
    assert said["change-alone"] < 0.1 * changes
    for key in ("change-lasted", "change-mood-seems", "change-mood-moved", "change-after-text", "change-after-told"):
        assert said[key] > 5, said


CAUSES = (
    *("change-lasted", "change-mood-from", "change-mood-seems", "change-mood-moved", "change-after-text"),
    *("change-after-told", "change-goal", "change-slider", "change-like", "change-no", "change-finish"),
)
