"""What one sitting writes to the event log, and what it finds there when it is taken up again."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from emotion.modalities import MODALITIES, TOLD, asked_for
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, EmotionState, Modality
from recommender.types import Action, Controls, Event, Goal, Item, Loaded
from session.record import schema
from session.record.log import EventLog
from session.sitting.choices import Choices
from session.sitting.shown import Shown
from session.types import Consent

HISTORY = "history"


class Record:
    """Writes one sitting's rows. Never raises and never waits; used by any thread.

    Only what these methods take is ever stored: no frame, no sound, no embedding.
    """

    def __init__(self, log: EventLog, sitting_id: str) -> None:
        self._log = log
        self._id = sitting_id

    @property
    def error(self) -> str | None:
        """Why nothing can be recorded at present, in plain words; None when all is well."""
        return self._log.error

    def begun(self, now: float) -> None:
        """The sitting begins, or is taken up again."""
        self._log.record(schema.sittings, self._id, now)

    def agreed(self, consent: Consent, now: float) -> None:
        """The person agreed to this."""
        self._log.record(schema.consents, self._id, now, **_agreed(consent))

    def chose(self, name: str, value: object, now: float) -> None:
        """The person set the goal, the controls or Hold."""
        self._log.record(schema.settings, self._id, now, name=name, value=value)

    def baseline_of(self, senses: tuple[Modality, ...], now: float) -> None:
        """A personal baseline is now set for these senses; none: it was removed. Only that it was, not what it is."""
        self.chose("baseline", [str(sense) for sense in senses], now)

    def brought(self, loaded: Loaded, now: float) -> None:
        """The person brought a history along: the ids of its items, and no more."""
        self.chose(HISTORY, _plain(asdict(loaded)), now)

    def forget_history(self) -> None:
        """Erase what `brought` ever kept. Unlike all else here it waits, and raises LogError when that fails."""
        self._log.forget(schema.settings, self._id, name=HISTORY)

    def felt(self, state: EmotionState, summary: TrajectorySummary) -> None:
        """A state, once a second."""
        self._log.record(
            schema.states,
            self._id,
            state.time,
            **{e.value: float(p) for e, p in zip(EMOTIONS, state.probabilities, strict=True)},
            **{f"attention_{m}": float(state.attention[m]) for m in MODALITIES},
            valence=float(state.valence),
            arousal=float(state.arousal),
            uncertainty=float(state.uncertainty),
            unknown=state.unknown,
            intent=[float(p) for p in state.intent],
            smoothed_valence=summary.valence,
            smoothed_arousal=summary.arousal,
        )

    def listed(self, shown: Shown, now: float) -> None:
        """Another list is shown."""
        self._log.record(
            schema.lists,
            self._id,
            now,
            version=shown.version,
            change=json.dumps(shown.change.as_json()),
            strategy=_plain(asdict(shown.strategy)),
            trajectory=_plain(asdict(shown.context.trajectory)),
            items=[
                {
                    "id": r.item.id,
                    "kind": str(r.item.kind),
                    "title": r.item.title,
                    "rank": r.rank,
                    "previous_rank": r.previous_rank,
                    "score": float(r.score),
                    "terms": _plain(r.terms),
                    "reason": r.reason.as_json(),
                }
                for r in shown.recommendations
            ],
        )

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
        """The person did something with an item."""
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


@dataclass(frozen=True)
class Restored:
    """A sitting as the log knows it. told: (valence, arousal, time) of a correction that still counts, or None."""

    choices: Choices
    list_version: int
    told: tuple[float, float, float] | None


def restore(log: EventLog, sitting_id: str) -> Restored | None:
    """What the log knows of a sitting, its times put on this process's clock; None for an unknown one."""
    consents = log.rows(schema.consents, sitting_id)
    if not consents:
        return None
    offset = time.monotonic() - time.time()
    agreed = frozenset(m for m in asked_for() if consents[-1][m.consent])
    consent = Consent(agreed, consents[-1]["keep_comments"])
    settings = {row["name"]: row["value"] for row in log.rows(schema.settings, sitting_id)}
    events = log.rows(schema.actions, sitting_id)
    choices = Choices(
        consent=consent,
        goal=Goal(settings.get("goal", Goal.MATCH)),
        controls=Controls(**settings.get("controls", {})),
        loaded=Loaded(**{name: tuple(ids) for name, ids in settings.get(HISTORY, {}).items()}),
    )
    for row in events:
        choices = choices.with_event(Event(row["item_id"], Action(row["action"]), row["wall"] + offset))
    lists, corrections = log.rows(schema.lists, sitting_id), log.rows(schema.corrections, sitting_id)
    told = [(row["told_valence"], row["told_arousal"], row["wall"] + offset) for row in corrections]
    fresh = [t for t in told if time.monotonic() - t[2] < TOLD.fades[1]]
    return Restored(choices, lists[-1]["version"] if lists else 0, fresh[-1] if fresh else None)


def _agreed(consent: Consent) -> dict[str, bool]:
    """The columns of the table of consents."""
    asked = {m.consent: consent.allows(m) for m in asked_for()}
    return asked | {"keep_comments": consent.keep_comments}


def _plain(values: dict[str, object]) -> dict[str, object]:
    """The same with arrays as lists and NumPy numbers as Python's, for JSON."""
    return {k: np.asarray(v).tolist() if isinstance(v, (np.ndarray, np.generic)) else v for k, v in values.items()}
