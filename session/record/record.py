"""What one sitting writes to the event log."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from emotion.message import Message
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, EmotionState, Modality
from recommender.studio.making import Made
from recommender.types import Action, Item, Loaded, Recommendation
from session.condition import DEMO, Condition
from session.record import schema
from session.record.chosen import (
    ALOUD,
    FORGOTTEN,
    GAVE,
    LOADED,
    NOTHING_CHOSEN,
    ONLY_ME,
    START,
    STAYED,
    TOGETHER,
    changes,
)
from session.record.log import EventLog, hashed
from session.record.plain import plain
from session.record.provenance import UNKNOWN, Provenance
from session.record.restore import HISTORY
from session.record.steps import pack
from session.sitting.choices import Choices
from session.sitting.following import Feelings
from session.sitting.shown import Shown
from session.types import Consent, Played, Stay


class Record:
    """Writes one sitting's rows. Never raises and never waits; used by any thread.

    Only what these methods take is ever stored: no frame, no sound, no embedding.
    """

    def __init__(self, log: EventLog, sitting_id: str) -> None:
        self._log = log
        self._id = sitting_id
        self._chosen = NOTHING_CHOSEN

    @property
    def error(self) -> Message | None:
        """Why nothing can be recorded at present; None when all is well."""
        return Message("record-elsewhere") if self._log.goes_on_elsewhere(self._id) else self._log.error

    def begun(
        self,
        now: float,
        provenance: Provenance = UNKNOWN,
        condition: Condition = DEMO,
        token: str | None = None,
    ) -> None:
        """The sitting begins, or is taken up again. token is the secret that finds it, of which a digest is kept."""
        self._log.record(
            schema.sittings,
            self._id,
            now,
            token_hash=hashed(token) if token else None,
            condition=condition.as_json(),
            seed=condition.seed,
            **asdict(provenance),
        )

    def agreed(self, consent: Consent, now: float) -> None:
        """The person agreed to this."""
        further = {ALOUD: consent.aloud, ONLY_ME: consent.only_me, TOGETHER: consent.together}
        agreed = sorted([*map(str, consent.agreed), *(name for name, on in further.items() if on)])
        self._log.record(schema.consents, self._id, now, modalities=agreed, keep_comments=consent.keep_comments)

    def chose(self, name: str, value: object, now: float) -> None:
        """The person set the goal, the controls or Hold."""
        self._log.record(schema.settings, self._id, now, name=name, value=value)

    def baseline_of(self, senses: tuple[Modality, ...], now: float) -> None:
        """A personal baseline is now set for these senses; none: it was removed. Only that it was, not what it is."""
        self.chose("baseline", [str(sense) for sense in senses], now)

    def read_together(self, rounds: Mapping[Modality, int], now: float) -> None:
        """These senses are read, from now on, as those rounds of what many people told teach; none: as anybody's."""
        self.chose("together", {str(sense): number for sense, number in rounds.items()}, now)

    def gave(self, senses: Collection[Modality], now: float) -> None:
        """Something of these senses was given to how all are read. Only that it was, not what it is."""
        self.chose(GAVE, sorted(map(str, senses)), now)

    def brought(self, loaded: Loaded, now: float) -> None:
        """The person brought a history along: the ids of its items, and no more."""
        self.chose(HISTORY, plain(loaded), now)

    def forget_history(self) -> None:
        """Erase what was ever kept of a history brought along; lists made with it can't be made again.

        Unlike all else here it waits, and raises LogError when that fails.
        """
        self._log.forget(schema.settings, self._id, name=HISTORY)
        self._log.forget(schema.choices, self._id, name=LOADED)
        self._choice(FORGOTTEN, True, time.monotonic())

    def felt(self, state: EmotionState, summary: TrajectorySummary) -> None:
        """A state, once a second."""
        self._log.record(
            schema.states,
            self._id,
            state.time,
            **{e.value: float(p) for e, p in zip(EMOTIONS, state.probabilities, strict=True)},
            attention={str(modality): round(float(share), 4) for modality, share in state.attention.items()},
            valence=float(state.valence),
            arousal=float(state.arousal),
            uncertainty=float(state.uncertainty),
            unknown=state.unknown,
            intent=[round(float(p), 4) for p in state.intent],
            smoothed_valence=summary.valence,
            smoothed_arousal=summary.arousal,
        )

    def listed(self, shown: Shown, now: float) -> None:
        """Another list is made."""
        self._log.record(
            schema.lists,
            self._id,
            now,
            version=shown.version,
            change=shown.change.as_json(),
            strategy=plain(shown.strategy),
            trajectory=plain(shown.context.trajectory),
            items=[_listed(recommendation, shown.arranged.teams) for recommendation in shown.recommendations],
            policy=shown.strategy.policy,
            policy_version=shown.strategy.version,
            propensity=shown.strategy.propensity,
        )

    def starts(self, choices: Choices, version: int, earlier: Sequence[str], now: float) -> None:
        """Lists are made from here on: after a list of this version and with these items listed before."""
        self._choice(START, {"version": version, "earlier": list(earlier)}, now)
        self._choose(choices, now)

    def looked(self, choices: Choices, feelings: Feelings, now: float) -> None:
        """The list is looked at, and made anew where that is due, from this and from nothing else."""
        self._choose(choices, now)
        self._log.record(schema.steps, self._id, now, packed=pack(feelings))

    def played(self, played: Played, now: float) -> None:
        """The player of an item says this."""
        self.chose("played", asdict(played), now)

    def stayed(self, item: Item, stay: Stay, now: float) -> None:
        """An item that was open is left: how long it was, how it ended, and what was sensed of it."""
        self.chose(STAYED, {"title": item.title, **plain(stay)}, now)

    def made(self, made: Made, now: float) -> None:
        """This was made for the person: what it takes to make it again."""
        recipe = {"medium": str(made.medium), "valence": made.valence, "arousal": made.arousal, "seed": made.seed}
        self.chose("made", recipe | ({"item": made.item_id} if made.item_id else {}), now)

    def drawn(self, list_version: int, item_ids: Sequence[str], since: float, seconds: float) -> None:
        """A page drew these items of a list, in this order from rank 1, since a time and for so many seconds."""
        for rank, item_id in enumerate(item_ids, start=1):
            self._log.record(
                schema.impressions,
                self._id,
                since,
                list_version=list_version,
                item_id=item_id,
                rank=rank,
                seconds=seconds,
            )

    def acted(self, item: Item, action: Action, rank: int | None, list_version: int, now: float) -> None:
        """The person did something with an item that they saw at this rank of this list."""
        self._log.record(
            schema.actions,
            self._id,
            now,
            item_id=item.id,
            title=item.title,
            action=str(action),
            rank=rank,
            list_version=list_version,
        )

    def commented(self, text: str, now: float) -> None:
        """The person wrote this and agreed to keep it."""
        self._log.record(schema.comments, self._id, now, text=text)

    def corrected(self, told: tuple[float, float], sensed: EmotionState, now: float) -> None:
        """The person said how they feel: (valence, arousal) beside what was sensed at that moment."""
        known = not sensed.unknown
        self._log.record(
            schema.corrections,
            self._id,
            now,
            told_valence=told[0],
            told_arousal=told[1],
            sensed_valence=float(sensed.valence) if known else None,
            sensed_arousal=float(sensed.arousal) if known else None,
            sensed_probabilities=[float(p) for p in sensed.probabilities] if known else None,
        )

    def _choose(self, choices: Choices, now: float) -> None:
        for name, value in changes(self._chosen, choices):
            self._choice(name, value, now)
        self._chosen = choices

    def _choice(self, name: str, value: object, now: float) -> None:
        self._log.record(schema.choices, self._id, now, name=name, value=value)


def _listed(recommendation: Recommendation, teams: Mapping[str, str]) -> dict[str, object]:
    item = recommendation.item
    return {
        **({"team": teams[item.id]} if item.id in teams else {}),
        "id": item.id,
        "kind": str(item.kind),
        "title": item.title,
        "rank": recommendation.rank,
        "previous_rank": recommendation.previous_rank,
        "score": plain(float(recommendation.score)),
        "terms": plain(recommendation.terms),
        "reason": recommendation.reason.as_json(),
    }
