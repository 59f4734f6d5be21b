"""The wishes of one sitting: what several comments asked for, as rules that hold and weights that lean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from emotion.message import Message
from recommender.catalogue.items import Catalogue
from recommender.types import Item
from recommender.understanding.tones import SIGNS, closeness
from recommender.understanding.understood import Request, Tone

Value = str | int

SINGLE = ("min_year", "max_year", "min_minutes", "max_minutes")
"""Slots that hold one value; a new one takes the place of the old."""

OPPOSITE = {
    "kinds": "not_kinds",
    "genres": "not_genres",
    "people": "not_people",
    "more": "less",
} | {"not_kinds": "kinds", "not_genres": "genres", "not_people": "people", "less": "more"}
"""What is asked for in the one slot is no longer asked for in the other."""

INSTEAD = {Tone.ENERGETIC: Tone.CALM, Tone.CALM: Tone.ENERGETIC}
"""Who asks for less of the one asks for some of the other; away from it would as soon be gloom or terror."""


@dataclass(frozen=True)
class Wish:
    """One thing asked for, shown as a chip: a slot of Request, its value, and the comment it came with, from 1."""

    slot: str
    value: Value
    comment: int

    def message(self) -> Message:
        """What stands on the chip."""
        noun = _NOUN.get(self.slot)
        value = Message(noun, {"value": str(self.value).replace(" ", "-")}) if noun else str(self.value)
        return Message(f"wish-{self.slot.replace('_', '-')}", {"value": value})


_NOUN = {
    "kinds": "wish-kind",
    "not_kinds": "wish-kind",
    "genres": "wish-genre",
    "not_genres": "wish-genre",
    "more": "wish-tone",
    "less": "wish-tone",
}


@dataclass(frozen=True)
class WishRule:
    """Keeps out what a person asked to be kept out, whatever its score; a Rule of the ranking."""

    name: str
    why: Message
    admits: Callable[[Item], bool]

    def mask(self, items: Sequence[Item]) -> np.ndarray:
        """(N,) bool: which items may be listed."""
        return np.fromiter((self.admits(item) for item in items), bool, len(items))

    def allows(self, situation: Any) -> np.ndarray:
        """(R,) bool, for the items at `situation.rows` of the catalogue `situation.features.catalogue`."""
        catalogue = situation.features.catalogue
        if catalogue not in self._masks:
            self._masks[catalogue] = self.mask(catalogue.items)
        return self._masks[catalogue][situation.rows]

    @cached_property
    def _masks(self) -> WeakKeyDictionary[Catalogue, np.ndarray]:
        return WeakKeyDictionary()


@dataclass(frozen=True)
class Wishes:
    """All wishes that stand, in the order of asking. Never changed: every act gives new ones."""

    wishes: tuple[Wish, ...] = ()
    comments: int = 0

    def __len__(self) -> int:
        return len(self.wishes)

    def add(self, request: Request) -> Wishes:
        """The wishes after one more comment; an undo takes back what it names, else the last comment's, or all."""
        if request.undo:
            return self._undone(request)
        number = self.comments + 1
        new = [Wish(slot, value, number) for slot, value in _asked(request)]
        kept = [wish for wish in self.wishes if not any(_replaces(one, wish) for one in new)]
        return Wishes((*kept, *new), number)

    def remove(self, wish: Wish) -> Wishes:
        """The wishes without one, whose chip was tapped."""
        return replace(self, wishes=tuple(other for other in self.wishes if other != wish))

    def clear(self) -> Wishes:
        """No wishes."""
        return replace(self, wishes=())

    def chips(self) -> tuple[Message, ...]:
        """What stands on the chips, one a wish."""
        return tuple(wish.message() for wish in self.wishes)

    def as_rules(self) -> tuple[WishRule, ...]:
        """What holds whatever the scores: exclusions, and kinds, genres, people and bounds that were asked for."""
        return self._rules

    @cached_property
    def _rules(self) -> tuple[WishRule, ...]:
        rules = [_excludes(wish) for wish in self.wishes if wish.slot in _EXCLUDED]
        rules += [_bounds(wish) for wish in self.wishes if wish.slot in SINGLE]
        return (*rules, *filter(None, (_only(self.wishes, slot) for slot in _WANTED)))

    @property
    def leans(self) -> bool:
        """Whether anything was asked for that is a matter of more and less."""
        return any(wish.slot == "like" or _leans(wish) for wish in self.wishes)

    @property
    def dares(self) -> bool:
        """Whether something was asked for that is seldom had without cruelty, or by its title."""
        return any(wish.slot == "like" or (wish.slot, wish.value) in _DARING for wish in self.wishes)

    @property
    def cheer(self) -> bool:
        """Whether something cheerful or lively was asked for."""
        return any((wish.slot, wish.value) in _CHEERING for wish in self.wishes)

    def as_weights(self, catalogue: Catalogue) -> np.ndarray:
        """(N,) float32 in [-1, 1]: how far each item leans to what is asked more of, and to titles named as alike."""
        if catalogue not in self._weights:
            self._weights[catalogue] = self._leanings(catalogue)
        return self._weights[catalogue]

    @cached_property
    def _weights(self) -> WeakKeyDictionary[Catalogue, np.ndarray]:
        return WeakKeyDictionary()

    def _leanings(self, catalogue: Catalogue) -> np.ndarray:
        leanings = [_tone(wish, catalogue) for wish in self.wishes if _leans(wish)]
        leanings += [_alike(str(wish.value), catalogue) for wish in self.wishes if wish.slot == "like"]
        return np.mean(leanings, axis=0, dtype=np.float32) if leanings else np.zeros(len(catalogue), np.float32)

    def _undone(self, request: Request) -> Wishes:
        if request.start_over:
            return self.clear()
        named = {*request.undone, *(genre for genre in map(_genre_of, request.undone) if genre)}
        if named:
            return replace(self, wishes=tuple(wish for wish in self.wishes if wish.value not in named))
        last = max((wish.comment for wish in self.wishes), default=0)
        return replace(self, wishes=tuple(wish for wish in self.wishes if wish.comment != last))


_FACTS: Mapping[str, Callable[[Item], Sequence[str]]] = {
    "kinds": lambda item: (str(item.kind),),
    "genres": lambda item: item.genres,
    "people": lambda item: (*item.creators, *item.people),
}
_WANTED = tuple(_FACTS)
_DARING = {("genres", genre) for genre in ("war", "horror", "crime", "thriller", "western", "action")} | {
    ("more", tone) for tone in (Tone.VIOLENT, Tone.SCARY, Tone.DARK)
}
_CHEERING = {("genres", "comedy")} | {
    ("more", tone) for tone in (Tone.FUNNY, Tone.ENERGETIC, Tone.DANCEABLE, Tone.CHEERFUL, Tone.UPLIFTING)
}
_EXCLUDED = ("not_kinds", "not_genres", "not_people", "less")


def _asked(request: Request) -> list[tuple[str, Value]]:
    several = ("kinds", "not_kinds", "genres", "not_genres", "people", "not_people", "like", "more", "less")
    found: list[tuple[str, Value]] = [(slot, value) for slot in several for value in getattr(request, slot)]
    return found + [(slot, getattr(request, slot)) for slot in SINGLE if getattr(request, slot) is not None]


def _replaces(new: Wish, old: Wish) -> bool:
    if new.slot in SINGLE:
        return new.slot == old.slot
    return new.value == old.value and old.slot in (new.slot, OPPOSITE.get(new.slot))


def _excludes(wish: Wish) -> WishRule:
    value = str(wish.value)
    if wish.slot == "less":
        signs = SIGNS[Tone(value)]
        return WishRule(f"{wish.slot}:{value}", wish.message(), lambda item: not signs.named(item))
    facts = _FACTS[wish.slot.removeprefix("not_")]
    return WishRule(f"{wish.slot}:{value}", wish.message(), lambda item: value not in facts(item))


def _only(wishes: Sequence[Wish], slot: str) -> WishRule | None:
    """Any of the kinds, genres or people that were asked for."""
    asked = [wish for wish in wishes if wish.slot == slot]
    values = {wish.value for wish in asked}
    if not asked:
        return None
    why = Message("wish-only", {"wishes": tuple(wish.message() for wish in asked)})
    return WishRule(
        f"{slot}:{','.join(sorted(map(str, values)))}", why, lambda item: bool(values.intersection(_FACTS[slot](item)))
    )


def _bounds(wish: Wish) -> WishRule:
    """A bound on years or minutes; of an item whose minutes nobody knows no length is promised, so it stays out."""
    side, name = wish.slot.split("_")
    limit, field = int(wish.value), {"year": "year", "minutes": "minutes"}[name]

    def admits(item: Item) -> bool:
        value = getattr(item, field)
        return value is not None and (value >= limit if side == "min" else value <= limit)

    return WishRule(f"{wish.slot}:{limit}", wish.message(), admits)


def _leans(wish: Wish) -> bool:
    """Whether a wish says where the list is to go, too; less of most pleasant tones only keeps items out."""
    if wish.slot == "less":
        return Tone(wish.value) in INSTEAD or SIGNS[Tone(wish.value)].unpleasant
    return wish.slot == "more"


def _tone(wish: Wish, catalogue: Catalogue) -> np.ndarray:
    tone, sign = Tone(wish.value), 1
    if wish.slot == "less":
        tone, sign = (INSTEAD[tone], 1) if tone in INSTEAD else (tone, -1)
    return sign * np.array([closeness(item, tone) for item in catalogue.items], np.float32)


def _alike(title: str, catalogue: Catalogue) -> np.ndarray:
    """The cosine with the item of that title in the space of the embeddings; zeros where the catalogue has none."""
    row = next((row for row, item in enumerate(catalogue.items) if item.title == title), None)
    if row is None:
        return np.zeros(len(catalogue), np.float32)
    return (catalogue.embeddings @ catalogue.embeddings[row]).astype(np.float32)


def _genre_of(value: str) -> str | None:
    """ "Forget the scary part" may mean what was asked for as a genre."""
    return {"scary": "horror", "funny": "comedy", "romantic": "romance", "horror": "scary"}.get(value)
