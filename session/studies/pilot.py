"""Simulated people who go through a study's real steps, before anybody real does."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from recommender.engines.uim.language_user import language_user
from recommender.simulation.persona import MANNERS, Persona, Profile
from recommender.types import Action, Recommendation
from session.sitting.live import LiveSession
from session.sitting.registry import Sittings
from session.studies import flow
from session.studies.clock import leaping
from session.studies.design import Browsing, Finishing, Status, Study
from session.studies.flow import Kind
from session.studies.instruments import Item, Scale
from session.studies.participation import Participation
from session.studies.store import Store

Effect = Mapping[str, Mapping[str, float]]
"""What people do otherwise under a condition: {condition: {what: share}}. A questionnaire is answered higher by this
share of its scale; at engagement they take longer, by this share of their time."""

ENGAGEMENT = "engagement"

PACE, PACES_APART, WAITS_APART = 9.0, 0.35, 0.4
"""Seconds between two things a person does, in the middle; the standard deviations of its logarithm between people and
within one."""

OPENS = 0.3
"""Probability of opening an item before it is liked or waved away."""

LEAVES = 0.03
"""Probability of leaving at a step for good."""

CARELESS = 0.05
"""Probability of answering an attention check without reading it."""

SETTLES = 5.0
"""Seconds to wait for a list at most."""


def pilot(
    study: Study,
    people: int,
    seed: int,
    store: Store,
    sittings: Sittings,
    effect: Effect | None = None,
    at_once: int = 1,
) -> Counter[str]:
    """Send so many people through, and count how it ended; those who left are active still.

    The same seed makes the same people, who are the same participants when sent again. While they are at it this
    process' clock leaps. at_once: how many are on their way together, a thread each; as the clock leaps for all of
    them, only one by one do they take the time they would take. Raises LogError and FullError as the steps of real
    people do.
    """
    with leaping() as wait, ThreadPoolExecutor(at_once) as pool:

        def goes(number: int) -> str:
            person = _Person(study, random.Random(f"{study.name} {seed} {number}"), effect or {}, wait)
            return str(person.goes_through(f"pilot-{seed}-{number}", store, sittings))

        try:
            return Counter(pool.map(goes, range(people)))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


class _Person:
    """How pleased they are in general lies around the middle of every scale; a condition's effect adds to it.

    What they say comes from rules, or from the language model that the environment names.
    """

    def __init__(self, study: Study, chance: random.Random, effect: Effect, wait: Callable[[float], None]) -> None:
        self._study, self._chance, self._effect, self._wait = study, chance, effect, wait
        self._persona = Persona(Profile(pleased=chance.gauss(0.5, 0.12)), language_user())
        self._pace = PACE * math.exp(chance.gauss(0, PACES_APART))

    def goes_through(self, external_id: str, store: Store, sittings: Sittings) -> Status:
        """Step by step until it ends or they leave; at each step they come anew, as after a reload."""
        while True:
            one = Participation(self._study, store, sittings, external_id, {})
            if one.participant.status != Status.ACTIVE or self._chance.random() < LEAVES:
                return one.participant.status
            self._does(one)
            one.go_on()

    def _does(self, one: Participation) -> None:
        step = one.step
        if step.kind == Kind.CONSENT:
            one.answer({flow.AGREED: True, flow.SENSES: list(self._study.senses), flow.KEEP: False})
        elif step.kind == Kind.FIELDS:
            one.answer({field.name: self._of_field(field) for field in self._study.fields})
        elif step.kind == Kind.QUESTIONNAIRE:
            asked = self._study.instruments[step.instrument]
            more = 0.0 if step.name.startswith("before-") else self._more(one, asked.name)
            checks = {check.name: check.answer for check in self._study.checks if check.within == asked.name}
            given = {item.name: self._of_item(item, asked.scale, more) for item in asked.items}
            one.answer(given if self._chance.random() < CARELESS else given | checks)
        elif step.kind == Kind.TASK:
            self._uses_the_list(one)

    def _more(self, one: Participation, what: str) -> float:
        under = one.participant.conditions[(one.step.period or 1) - 1]
        return self._effect.get(under, {}).get(what, 0.0)

    def _of_field(self, field: object) -> object:
        possible = field.admits or tuple(field.options) or range(field.low, field.high + 1)
        return self._chance.choice(possible)

    def _of_item(self, item: Item, scale: Scale, more: float) -> int | str:
        if scale.kind == "text":
            return self._persona.says(self._chance.choice(MANNERS))
        more += self._chance.gauss(0, 0.1)
        ends = (scale.high, scale.low) if item.reversed else (scale.low, scale.high)
        return self._persona.answers(*ends, more)

    def _uses_the_list(self, one: Participation) -> None:
        session = one.sitting()
        if session is None:
            return
        manner = self._chance.choice(MANNERS)
        self._persona.feels = (self._chance.uniform(-1, 1), self._chance.uniform(-1, 1))
        session.comment(self._persona.says(manner))
        session.tell(*self._persona.feels)
        slower = 1 + self._more(one, ENGAGEMENT)
        wanted = 8 if isinstance(self._study.task, Browsing) else self._study.task.items
        for _ in range(4 * wanted):
            self._wait(slower * self._pace * math.exp(self._chance.gauss(0, WAITS_APART)))
            if session.closed:  # it was idle for long, as others let the clock leap
                session = one.sitting() or session
            snapshot = session.settle(SETTLES)
            if prompt := one.prompt(session):
                asked = self._study.instruments[prompt.instrument]
                one.answer_prompt(prompt, {item.name: self._of_item(item, asked.scale, 0.0) for item in asked.items})
            done = snapshot.liked | snapshot.refused | snapshot.choices.finished
            if len(done) >= wanted:
                break
            fresh = [one for one in snapshot.recommendations if one.item.id not in done]
            if fresh:
                self._chooses(session, self._chance.choice(fresh), snapshot.list_version)
        self._wait(one.seconds_left() or 0.0)

    def _chooses(self, session: LiveSession, chosen: Recommendation, version: int) -> None:
        if isinstance(self._study.task, Finishing):
            acts = [Action.OPEN, Action.FINISH]
        else:
            opens = [Action.OPEN] if self._chance.random() < OPENS else []
            acts = [*opens, Action.LIKE if self._chance.random() < 0.6 else Action.NO]
        for action in acts:
            session.act(chosen.item.id, action, chosen.rank, version)
            self._persona.did(action, chosen.item.title)
