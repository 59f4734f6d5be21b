"""One person's sitting, live: any thread hands in signals and choices, one worker thread turns them into snapshots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

import numpy as np

from emotion.feelings import feeling, nearest
from emotion.message import Message
from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.modalities.face import Frame
from emotion.modality import Arrival, Modality
from emotion.speech.recogniser import Words
from emotion.voice.receiver import Sound
from recommender.catalogue.items import Catalogue
from recommender.studio.collection import Medium
from recommender.studio.making import Made
from recommender.types import Action, Controls, Goal, Item, Loaded, Reaction, Recommendation
from recommender.understanding.wishes import Wish, Wishes
from session.condition import DECIDERS, DEMO, Condition
from session.record.chosen import POLICY
from session.record.journey import Journey
from session.record.plain import plain
from session.record.record import Record
from session.record.restore import Restored
from session.sitting.act import as_they_are, nothing, replacing
from session.sitting.baselines import BaselineWish
from session.sitting.choices import Choices, on_the_plane
from session.sitting.explanations import Explanations
from session.sitting.hearing import Hearing
from session.sitting.impressions import Impressions
from session.sitting.items import Items
from session.sitting.limit import Limit
from session.sitting.loop import Loop, monotonic
from session.sitting.mailboxes import Mailboxes
from session.sitting.otherwise import felt, led, without_feeling
from session.sitting.pipeline import Pipeline
from session.sitting.said import UNDERSTOOD, storable
from session.sitting.shared import Shared
from session.sitting.timings import Pace
from session.types import Consent, Health, Played, SittingExplanation, Snapshot

LISTEN_EVERY_S = 0.2
"""Seconds of sound the worker is woken for; chunks of 20 ms each would wake it needlessly often."""

COMMENTS_A_SECOND = 2

NOT_A_FRAME = np.empty(0, np.uint8)
"""Stands in for what is no array at all; the encoder states it as invalid."""


NOWHERE = (0.0, 0.0)


class LiveSession:
    """A sitting from start to close, see session.protocol.Sitting. No method waits for a model."""

    def __init__(
        self,
        sitting_id: str,
        shared: Shared,
        consent: Consent,
        restored: Restored | None = None,
        condition: Condition = DEMO,
        token: str | None = None,
        clock: Callable[[], float] = monotonic,
        loop: type[Loop] = Loop,
    ) -> None:
        """Begin a sitting the person agreed to, or take up a restored one, whose own consent then counts.

        The id opens nothing and may be shown; token is the secret that finds the sitting again. clock gives the time
        in s by which all in it happens, and loop is who works.
        """
        self._clock = clock
        now = clock()
        self.id = sitting_id
        self.token = token
        self.condition = condition
        self._shared = shared
        self._record = Record(shared.log, sitting_id)
        self._impressions = Impressions(self._record)
        self._comments = Limit(COMMENTS_A_SECOND, 1.0)
        earlier = restored.earlier if restored else ()
        self._record.begun(now, shared.provenance, condition, token)
        choices = restored.choices if restored else Choices(self._offered(consent))
        if restored is None:
            self._record.agreed(choices.consent, now)
        version = restored.list_version if restored else 0
        pipeline = Pipeline(shared, self._record, choices, now, version, condition, earlier)
        if restored and restored.told:
            valence, arousal, told_at = restored.told
            pipeline.sensing.receive(TOLD, [Arrival((valence, arousal), told_at)], now)
        self._ranker = shared.ranker_of(condition)
        self._explanations = Explanations(self._ranker)
        boxes = Mailboxes(shared.models.modalities, now)
        self.timings = pipeline.timings
        self._learning = pipeline.learning
        if restored and restored.gave:
            self._learning.withhold()
        self._loop = loop(f"attune-{sitting_id[:6]}", pipeline, boxes, self._explanations, choices, clock, shared.turns)
        heard = shared.recogniser
        self._hearing = heard and Hearing(f"attune-hears-{sitting_id[:6]}", heard, self._said_aloud, clock)
        self._items = Items(sitting_id, self._ranker, self._record, self._loop, self._explanations, clock)

    @property
    def consent(self) -> Consent:
        """What the person agrees to at present."""
        return self._loop.choices.consent

    @property
    def catalogue(self) -> Catalogue:
        """What can be recommended in it."""
        return self._ranker.catalogue

    @property
    def sensing(self) -> bool:
        """Whether what arrives is sensed at present."""
        return self._loop.sensing

    @property
    def closed(self) -> bool:
        """Whether the sitting has ended; it then ignores all it is given."""
        return self._loop.closed

    @property
    def now(self) -> float:
        """The time on its clock, in s."""
        return self._clock()

    @property
    def idle_for(self) -> float:
        """Seconds since anything reached the sitting or somebody looked at it."""
        return self._loop.idle_for

    @property
    def health(self) -> Health:
        """How its machinery does; unlike a look at the snapshot it keeps nothing awake."""
        return self._loop.health

    def paces(self) -> dict[str, Pace]:
        """How long each part of a reading took of late, by its name, where it ran."""
        return {name: pace for name, part in self.timings.read().items() if (pace := Pace.of(part.recent))}

    def snapshot(self) -> Snapshot:
        """The sitting as it stands; never waits."""
        return self._loop.snapshot()

    def settle(self, timeout: float) -> Snapshot:
        """The sitting once all that the person did so far is worked in; waits for that up to timeout s."""
        return self._loop.settle(timeout)

    def explain(self, item_id: str) -> SittingExplanation:
        """Why an item of a list shown of late stands where it does, and where it would stand without each modality.

        Raises UnknownItemError when none of these lists holds the item.
        """
        return self._explanations.of(item_id)

    def list_without_feeling(self) -> tuple[Recommendation, ...]:
        """The list as it would be were no feeling known to it; nothing changes."""
        return without_feeling(self._ranker, self._explanations.shown)

    def list_if_led(self, valence: float, arousal: float) -> tuple[Recommendation, ...]:
        """The list as it would be if the person wished to get there, each in [-1, 1]; nothing changes."""
        policy = self._shared.policy_of(self.condition)()
        return led(self._ranker, policy, self._explanations.shown, valence, arousal)

    def list_if_felt(self, valence: float, arousal: float) -> tuple[Recommendation, ...]:
        """The list as it would be if the person said that they feel so, each in [-1, 1]; nothing changes."""
        policy = self._shared.policy_of(self.condition)()
        return felt(self._ranker, policy, self._explanations.shown, valence, arousal)

    def journey(self) -> Journey:
        """The sitting so far, as tables over time. Waits for the record; raises LogError where it can't be read."""
        return self._shared.log.journey(self.id)

    def csv(self, say: Callable[[Message], str]) -> str:
        """The journey as one CSV, messages put into words by say. As `journey`, of which it only reads what is new."""
        return self._shared.log.journey_csv(self.id, say)

    def start(self) -> None:
        """Sense what arrives from now on, as far as the person agreed."""
        self._loop.sense(True)

    def pause(self) -> None:
        """Stop sensing and drop what was sensed; typed words, choices and the list go on working."""
        self._loop.sense(False)
        if self._hearing:
            self._hearing.forget()

    def watch(self, alive: bool) -> None:
        """Whether the person's page is connected; sensing rests once it has not been for 10 s, until it is again."""
        self._loop.watch(alive)

    def ease(self, rung: int) -> None:
        """Read as much from now on as this place on the ladder says."""
        self._loop.boxes.rung = rung

    def note(self, name: str, value: object) -> None:
        """Put into the record what is known of the sitting from outside."""
        self._record.chose(name, value, self._clock())

    def withhold(self) -> None:
        """Give nothing of it to how all are read, when it is closed."""
        self._learning.withhold()

    def close(self) -> None:
        """End the sitting for good: its thread is gone and no picture or sound is left when this returns.

        What the person agreed to give to how all are read is given then.
        """
        self._items.leave()
        if self._hearing:
            self._hearing.close()
        self._loop.close()
        self._learning.give(self._clock())
        self._impressions.finish(self._clock())

    def put_frame(self, frame: Frame) -> None:
        """Hand in a frame, of which an array is copied. It takes the place of one not read yet."""
        if self._takes(FACE):
            frame = frame.copy() if isinstance(frame, np.ndarray) else frame if callable(frame) else NOT_A_FRAME
            self._loop.boxes.put(FACE, frame, self._clock())
            self._loop.reached()

    def put_audio(self, samples: np.ndarray, sample_rate: int) -> None:
        """Hand in a chunk that ends now, in any layout AudioStream takes. The oldest are dropped beyond 30 s."""
        if self._takes(VOICE):
            length = max(getattr(samples, "shape", ()), default=0)
            # What cannot be measured counts as a millisecond, so that it is bounded too.
            seconds = max(length / sample_rate if sample_rate > 0 else 0.0, 0.001)
            now = self._clock()
            sound = Sound(samples, sample_rate, self._items.playing(now), self.consent.only_me)
            self._loop.boxes.put(VOICE, sound, now, seconds)
            if self._hearing and self.consent.hears:
                self._hearing.put(sound, now, seconds)
            if self._loop.boxes.audio.waiting >= LISTEN_EVERY_S:
                self._loop.reached()

    def put(self, modality: Modality, signal: object) -> None:
        """Hand in a signal of any modality, in the form its receiver takes. The oldest are dropped beyond 20."""
        if self._takes(modality):
            self._loop.boxes.put(modality, signal, self._clock())
            self._loop.reached()

    def comment(self, text: str) -> bool:
        """Hand in what the person wrote; False without consent to words, and for more than two in a second.

        It is then neither read nor kept.
        """
        now = self._clock()
        if not self._takes(TEXT) or not self._comments.allows(now):
            return False
        text = storable(text)
        kept = self.consent.keep_comments and text.strip()
        request = self._shared.understanding_of(self.condition).request(text[:UNDERSTOOD])
        wishes = self._loop.choices.wishes.add(request) if request else self._loop.choices.wishes
        asked, change = replacing(self._loop.choices, Message("change-asked"), now, wishes=wishes)

        def note() -> None:
            if kept:
                self._record.commented(text, now)
            if asked:
                self._note_wishes(wishes, now)

        def put() -> None:  # both at once, so that one list answers what is felt and what is asked for
            self._loop.boxes.put(TEXT, text, now)
            if asked:
                self._loop.boxes.acts.put(asked)

        return self._loop.do(note, change, put)

    def take_back(self, wish: Wish) -> None:
        """Ask for something no longer."""
        wishes = self._loop.choices.wishes.remove(wish)
        said = Message("change-wish-gone", {"wish": wish.message()})
        self._set(said, lambda now: self._note_wishes(wishes, now), wishes=wishes)

    def tell(self, valence: float, arousal: float) -> None:
        """Hand in what the person says of themselves, each in [-1, 1] (beyond is clipped).

        Raises ValueError when either is not a finite number.
        """
        told, now = on_the_plane(valence, arousal), self._clock()
        self._loop.do(nothing, as_they_are, lambda: self._loop.boxes.put(TOLD, told, now))

    def reassure(self) -> None:
        """Hand in that the person is safe: what was taken for despair no longer bears on the list."""
        self._set(Message("change-reassured"), lambda now: None, reassured=self._clock())

    def ask_baseline(self, wish: BaselineWish) -> None:
        """Take a personal baseline while sensing is on, cancel the one being taken, or remove those set."""
        self._loop.do(nothing, as_they_are, lambda: self._loop.boxes.wishes.put(wish))

    def speak(self, language: str) -> None:
        """Note in which language, by its code, the person wants to be spoken to."""
        now = self._clock()
        self._loop.do(
            lambda: self._record.chose("language", language, now),
            lambda choices: replace(choices, language=language),
            nothing,
        )

    def set_goal(self, goal: Goal) -> None:
        """Choose what the list should do with the feeling."""
        said = Message("change-goal", {"goal": str(goal)})
        led = self._loop.choices.towards is not None

        def note(now: float) -> None:
            self._record.chose("goal", str(goal), now)
            if led:
                self._record.chose("towards", [], now)

        self._set(said, note, goal=goal, towards=None)

    def set_policy(self, name: str) -> None:
        """Choose who decides; the list is made anew at once. Raises ValueError where there is no such choice."""
        if not self.condition.policy_may_be_chosen or name not in DECIDERS:
            raise ValueError(f"nobody can choose {name!r} to decide here")
        said = Message("change-policy", {"policy": name})
        self._set(said, lambda now: self._record.chose(POLICY, name, now), policy=name)

    def lead_to(self, place: tuple[float, float] | None) -> None:
        """Have the list lead to a place that the person pointed at, each in [-1, 1] (beyond is clipped).

        None: where their goal leads. Raises ValueError when either is not a finite number.
        """
        place = place and on_the_plane(*place)
        word = nearest(*(place or self._loop.choices.towards or NOWHERE))
        said = Message("change-towards" if place else "change-towards-gone", {"feeling": feeling(word)})
        self._set(said, lambda now: self._record.chose("towards", list(place or ()), now), towards=place)

    def set_controls(self, controls: Controls) -> None:
        """Move the sliders; the list is made anew at once."""
        said = Message("change-slider")
        self._set(said, lambda now: self._record.chose("controls", asdict(controls), now), controls=controls)

    def hold(self, held: bool) -> None:
        """Freeze the list shown, or let it follow again; sensing goes on either way."""
        said = Message("change-held" if held else "change-let-go")
        self._set(said, lambda now: self._record.chose("hold", held, now), held=held)

    def act(self, item_id: str, action: Action, rank: int | None = None, list_version: int | None = None) -> None:
        """Note what the person did with an item, with the rank and the list at which they saw it.

        Raises UnknownItemError for an item that the catalogue does not hold.
        """
        self._items.act(item_id, action, rank, list_version)

    def close_item(self) -> None:
        """Note that the item that was open is closed; it then no longer keeps its place in the list."""
        self._items.close()

    def played(self, played: Played) -> None:
        """Note what the player of an item says; at the item's end it counts as finished.

        Of what was made in this sitting it is only known that it plays. Raises UnknownItemError for an item that
        neither the catalogue nor the sitting holds.
        """
        self._items.played(played)

    def reaction(self, item_id: str) -> Reaction | None:
        """How the feeling moved while an item was open last; None where that cannot be said."""
        return self._items.reaction(item_id)

    def next_to_play(self) -> Item | None:
        """What would sound best next, on the way that the list leads; None where nothing is left to be played."""
        return self._items.next_to_play()

    def make(self, medium: Medium) -> Made | None:
        """Make music or a picture for the feeling now, kept as long as the sitting; takes a second or more.

        None once the sitting has ended.
        """
        return self._items.make(medium)

    def preview(self, medium: Medium, item_id: str) -> Made | None:
        """Make music or a picture in the mood of an item; as `make`. Raises UnknownItemError."""
        return self._items.preview(medium, item_id)

    def made(self) -> tuple[Made, ...]:
        """What was made so far, the oldest first; of many the last `items.MADE_LIMIT`."""
        return self._items.made

    def drawn(self, list_version: int, item_ids: Sequence[str]) -> None:
        """Note that a page shows these items of a list now, from rank 1; called again while it goes on to."""
        if not self.closed:
            self._impressions.drawn(list_version, item_ids, self._clock())

    def bring(self, loaded: Loaded) -> None:
        """Take a history the person brought along, in place of any before; ids of no item are dropped."""
        known = Loaded(
            *(tuple(i for i in ids if i in self._ranker.catalogue.index) for ids in (loaded.enjoyed, loaded.passed))
        )
        self._set(Message("change-history-brought"), lambda now: self._record.brought(known, now), loaded=known)

    def drop_history(self) -> None:
        """Forget the history the person brought along, here and in the log.

        Raises LogError, whose message is plain, when the log cannot be changed; it no longer counts all the same.
        """
        self._set(Message("change-history-taken"), lambda now: None, loaded=Loaded())
        self._record.forget_history()

    def set_consent(self, consent: Consent) -> None:
        """Replace what the person agrees to; what was handed in and is no longer agreed to is dropped at once."""
        offered, before = self._offered(consent), self.consent.agreed
        gone = before - offered.agreed
        said = Message("change-consent")
        if len(gone) == 1 and offered.agreed < before:
            said = Message("change-withdrawn", {"sense": next(iter(gone)).label})
        self._set(said, lambda now: self._record.agreed(offered, now), consent=offered)
        self._loop.boxes.drop(m for m in self._shared.models.modalities if not offered.allows(m))
        if self._hearing and not offered.hears:
            self._hearing.forget()
            self._loop.boxes.aloud.take_all()

    def _said_aloud(self, words: Words) -> None:
        """Take in what the person said aloud, unless they no longer agree to that."""
        if self._loop.sensing and self.consent.hears:
            self._loop.boxes.aloud.put(Arrival(words, self._clock()))
            self._loop.reached()

    def _note_wishes(self, wishes: Wishes, now: float) -> None:
        self._record.chose("wishes", plain(wishes), now)

    def _set(self, said: Message, note: Callable[[float], None], **new: object) -> None:
        """Replace some of the choices where that changes anything."""
        now = self._clock()
        act, change = replacing(self._loop.choices, said, now, **new)
        if act is not None:
            self._loop.work_in(act, change, lambda: note(now))

    def _takes(self, modality: Modality) -> bool:
        sensed = self._loop.sensing or not modality.streamed
        return sensed and not self.closed and self._loop.choices.allows(modality)

    def _offered(self, consent: Consent) -> Consent:
        """The consent as far as the condition offers what it agrees to."""
        senses = self.condition.senses
        agreed = consent.agreed if senses is None else {m for m in consent.agreed if m.name in senses}
        hears = consent.aloud and senses is None and self._shared.recogniser is not None
        own = senses is None
        further = {"only_me": consent.only_me and own, "together": consent.together and own}
        return replace(consent, agreed=frozenset(agreed), aloud=hears, **further)
