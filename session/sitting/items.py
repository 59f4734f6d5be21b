"""What a person does with a sitting's items, how they are played, and what is made for the person."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace

from emotion.message import Message
from emotion.voice.playback import Playing
from recommender.ranking.ranker import Ranker
from recommender.studio.collection import Medium, media_of
from recommender.studio.making import Made, make
from recommender.studio.previews import preview
from recommender.types import Action, Event, Item, Reaction
from session.record.record import Record
from session.sitting.act import Act, as_they_are, nothing
from session.sitting.explanations import Explanations
from session.sitting.loop import Loop
from session.sitting.plays import Plays, Waveform
from session.sitting.sounds import sound_in, sound_of, sounds_of
from session.types import Ending, Played, Stay

MADE_LIMIT = 6
"""So much of what was made for a sitting is kept in memory, and so much of what was made for items."""


class Items:
    """The items of one live sitting, as the person deals with them. Safe to use from any thread."""

    def __init__(
        self,
        sitting_id: str,
        ranker: Ranker,
        record: Record,
        loop: Loop,
        explanations: Explanations,
        clock: Callable[[], float],
    ) -> None:
        self._id = sitting_id
        self._ranker, self._record, self._loop, self._explanations = ranker, record, loop, explanations
        self._clock = clock
        self._plays = Plays()
        self._made: tuple[Made, ...] = ()
        self._made_sounds: dict[str, Waveform] = {}

    def playing(self, now: float) -> Playing | None:
        """What is played at a time on the sitting's clock, so that it is taken for no voice."""
        return self._plays.playing(now)

    def act(self, item_id: str, action: Action, rank: int | None = None, list_version: int | None = None) -> None:
        """Note what the person did with an item, with the rank and the list at which they saw it.

        Raises UnknownItemError for an item that the catalogue does not hold.
        """
        item = self._ranker.catalogue.item(item_id)
        if action is Action.OPEN:
            self.leave()
            media = media_of(item_id, item.media)
            length = 60.0 * (item.minutes or 1)
            self._plays.open(item_id, media and media.medium, length, self._loop.snapshot(), self._clock())
        event = Event(item_id, action, self._clock())
        said = Message(f"change-{action}", {"title": item.title})
        act = Act(said, event.time, lambda choices: choices.without_event(event))
        seen = self._loop.snapshot().list_version if list_version is None else list_version
        self._loop.work_in(
            act,
            lambda choices: choices.with_event(event),
            lambda: self._record.acted(item, action, rank, seen, event.time),
        )

    def close(self) -> None:
        """Note that the item that was open is closed; it then no longer keeps its place in the list."""
        self.leave()
        self._loop.do(nothing, lambda choices: replace(choices, opened=None), nothing)

    def played(self, played: Played) -> None:
        """Note what the player of an item says; at the item's end it counts as finished.

        Of what was made in this sitting it is only known that it plays. Raises UnknownItemError for an item that
        neither the catalogue nor the sitting holds.
        """
        made = next((one for one in self._made if one.id == played.item_id), None)
        now = self._clock()
        if made is not None:
            self._plays.hear(played, now, self._made_sounds.setdefault(made.id, sound_in(made.data)))
            return
        item = self._ranker.catalogue.item(played.item_id)
        stay = self._plays.take(played, self._loop.snapshot(), now, sound_of(item.id, item.media))
        self._loop.do(lambda: self._record.played(played, now), as_they_are, nothing)
        if stay is not None:
            self._stayed(stay, now)

    def reaction(self, item_id: str) -> Reaction | None:
        """How the feeling moved while an item was open last; None where that cannot be said."""
        return self._plays.reaction(item_id, self._loop.snapshot(), self._clock())

    def next_to_play(self) -> Item | None:
        """What would sound best next, on the way that the list leads; None where nothing is left to be played."""
        heard = {event.item_id for event in self._loop.choices.history if event.action in (Action.FINISH, Action.NO)}
        heard.add(self._loop.choices.opened or "")
        sounds = [own for own in sounds_of(self._ranker.catalogue) if own not in heard]
        shown = self._explanations.shown
        ranks = self._ranker.ranks(shown.context, shown.strategy, sounds)
        best = min((own for own in sounds if ranks[own] is not None), key=ranks.__getitem__, default=None)
        return None if best is None else self._ranker.catalogue.item(best)

    def make(self, medium: Medium) -> Made | None:
        """Make music or a picture for the feeling now, kept as long as the sitting; takes a second or more.

        None once the sitting has ended.
        """
        summary, now = self._loop.snapshot().summary, self._clock()
        feels = (0.0, 0.0) if summary.unknown else (float(summary.valence), float(summary.arousal))
        return self._keep(make(medium, *feels, seed=zlib.crc32(f"{self._id} {now}".encode())), now)

    def preview(self, medium: Medium, item_id: str) -> Made | None:
        """Make music or a picture in the mood of an item; as `make`. Raises UnknownItemError."""
        return self._keep(preview(medium, self._ranker.catalogue.item(item_id)), self._clock())

    def _keep(self, made: Made, now: float) -> Made | None:
        if not self._loop.do(lambda: self._record.made(made, now), as_they_are, nothing):
            return None
        before = [one for one in self._made if one.id != made.id]
        alike = [one for one in before if (one.item_id is None) == (made.item_id is None)]
        gone = alike[: max(len(alike) + 1 - MADE_LIMIT, 0)]
        self._made = (*(one for one in before if one not in gone), made)
        return made

    @property
    def made(self) -> tuple[Made, ...]:
        """What was made so far, the oldest first; of many the last, see MADE_LIMIT."""
        return self._made

    def leave(self) -> None:
        """Note what became of the item that was open, where one was."""
        now = self._clock()
        stay = self._plays.close(self._loop.snapshot(), now)
        if stay is not None:
            self._stayed(stay, now)

    def _stayed(self, stay: Stay, now: float) -> None:
        item = self._ranker.catalogue.item(stay.item_id)
        self._loop.do(lambda: self._record.stayed(item, stay, now), as_they_are, nothing)
        if stay.ending is Ending.FINISHED:
            self.act(stay.item_id, Action.FINISH)
        if stay.reaction is not None:
            reaction, said = stay.reaction, Message("change-went", {"title": item.title})
            act = Act(said, now, lambda choices: choices.without_reaction(reaction))
            self._loop.work_in(act, lambda choices: choices.with_reaction(reaction), nothing)
