"""One person's way through a study: what a page or a simulated person does, step by step."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any

from emotion.modalities import MODALITIES
from session.sitting.live import LiveSession
from session.sitting.registry import Sittings
from session.studies import flow
from session.studies.design import Browsing, Finishing, Status, Study
from session.studies.flow import Kind, Step
from session.studies.prompting import ASKED, Moment, due
from session.studies.store import Participant, Period, Store
from session.types import Consent


class NotYetError(Exception):
    """The step is not complete; items: what still needs an answer, empty where a task is not over."""

    def __init__(self, items: list[str]) -> None:
        super().__init__(f"not complete: {', '.join(items) or 'the task is not over'}")
        self.items = items


class Participation:
    """A participant in a study. Every method raises LogError where the database can't be read or written.

    The link's id is the identity: who comes with it again, from another browser or after a restart, goes on where they
    were, with the same conditions in the same order, and with the sitting they had.
    """

    def __init__(
        self, study: Study, store: Store, sittings: Sittings, external_id: str, link: Mapping[str, str]
    ) -> None:
        """Enrol the person, unless they are. Raises ValueError for what is no id."""
        self.study = study
        self._store = store
        self._sittings = sittings
        self._person = store.enrol(study, external_id, link, flow.CONSENT.name)

    @property
    def participant(self) -> Participant:
        """As they stand in the database, as far as this object has seen."""
        return self._person

    @property
    def step(self) -> Step:
        """Where they are."""
        return flow.step_named(self.study, self._person.step)

    @property
    def code(self) -> str | None:
        """The code of how it ended; None while they are at it."""
        return self.study.all_codes().get(self._person.status)

    @property
    def senses(self) -> tuple[str, ...]:
        """What they agreed to have sensed."""
        return tuple(self._answers().get((flow.CONSENT.name, flow.SENSES), ()))

    def answers(self) -> dict[str, Any]:
        """What they answered at this step so far."""
        return {item: value for (step, item), value in self._answers().items() if step == self.step.name}

    def answer(self, given: Mapping[str, Any]) -> None:
        """Keep answers to items of this step.

        Raises ValueError for what is no possible answer.
        """
        for item, value in given.items():
            if not flow.accepts(self.study, self.step, item, value):
                raise ValueError(f"{value!r:.80} does not answer {item!r} at {self.step.name}")
        self._store.answer(self._person.id, self.step.name, given)

    def sitting(self) -> LiveSession | None:
        """The sitting of the task at this step, begun where there is none; None where it has ended for good.

        Raises FullError where no place is free.
        """
        period = self._period()
        if period is None:
            return self._begun()
        return None if period.ended else self._sittings.find(self._token())

    def seconds_left(self) -> float | None:
        """Until the task at this step is over; None where it is not measured in time. Never more than the whole of it,
        though the clock be set back."""
        if not isinstance(self.study.task, Browsing):
            return None
        period, whole = self._period(), 60.0 * self.study.task.minutes
        return whole if period is None else min(whole, max(0.0, whole - (time.time() - period.began)))

    def items_left(self, session: LiveSession) -> int | None:
        """How many items are still to be rated or finished; None where the task is not measured in them."""
        if isinstance(self.study.task, Browsing):
            return None
        snapshot = session.snapshot()
        finishing = isinstance(self.study.task, Finishing)
        done = snapshot.choices.finished if finishing else snapshot.liked | snapshot.refused
        return max(0, self.study.task.items - len(done))

    def prompt(self, session: LiveSession) -> Step | None:
        """What is asked amid the task now; None where nothing is. What becomes due is kept as asked."""
        if self.study.prompt is None or self.step.kind != Kind.TASK:
            return None
        mine, asked = self._answers(), 0
        summary, now = session.snapshot().summary, time.time()
        period = self._period()
        last = Moment(period.began if period else now)
        while (step := flow.prompted(self.study, self.step.period, asked + 1)) and (step.name, ASKED) in mine:
            own = {item: value for (name, item), value in mine.items() if name == step.name}
            if flow.missing(self.study, step, mine):
                return step
            asked, last = asked + 1, Moment.of(own)
        felt = None if summary.unknown else (float(summary.valence), float(summary.arousal))
        if not due(self.study.prompt, asked, last, Moment(now, felt)):
            return None
        self._store.answer(self._person.id, step.name, Moment(now, felt).kept())
        return step

    def answer_prompt(self, step: Step, given: Mapping[str, Any]) -> None:
        """Keep the answers to a prompt. Raises ValueError for no possible answer, NotYetError where one is missing."""
        for item, value in given.items():
            if not flow.accepts(self.study, step, item, value):
                raise ValueError(f"{value!r:.80} does not answer {item!r} at {step.name}")
        self._store.answer(self._person.id, step.name, given)
        lacking = flow.missing(self.study, step, self._answers())
        if lacking:
            raise NotYetError(lacking)

    def go_on(self) -> None:
        """To what follows this step. Raises NotYetError where the step is not complete.

        All that came before is on disk when this returns, the task's sitting included.
        """
        step, given = self.step, self._answers()
        lacking = flow.missing(self.study, step, given)
        if lacking:
            raise NotYetError(lacking)
        if step.kind == Kind.TASK:
            if not self.is_over():
                raise NotYetError([])
            self._end_period()
        after = flow.following(self.study, step, given)
        if isinstance(after, Step) and flow.needs_a_condition(after):
            self._person = self._store.assign(self.study, self._person.id)
            if self._person.status != Status.ACTIVE:
                return
        to, status = (after.name, Status.ACTIVE) if isinstance(after, Step) else (step.name, after)
        self._person = self._store.move(self._person.id, step.name, to, status)

    def is_over(self) -> bool:
        """Whether the task at this step is over."""
        session = self.sitting()
        return session is None or self.seconds_left() == 0 or self.items_left(session) == 0

    def fail(self) -> None:
        """End it as a technical failure."""
        self._person = self._store.move(self._person.id, self.step.name, self.step.name, Status.TECHNICAL_FAILURE)

    def _answers(self) -> dict[tuple[str, str], Any]:
        return self._store.answers(self._person.id)

    def _period(self) -> Period | None:
        own = self.step.period
        return next((period for period in self._store.periods(self._person.id) if period.period == own), None)

    def _begun(self) -> LiveSession:
        step, agreed = self.step, self.senses
        assert step.period is not None  # a task has one
        name = self._person.conditions[step.period - 1]
        condition = self.study.condition(name, (self._person.seed or 0) + step.period)
        given = self._answers()
        consent = Consent.to(
            *(modality for modality in MODALITIES if modality.name in agreed),
            keep_comments=bool(given.get((flow.CONSENT.name, flow.KEEP), False)),
        )
        # A server that was killed before it noted the period may have begun the sitting, or written half of that.
        session = self._sittings.find(self._token())
        if session is None:
            self._sittings.delete(self._token())
            session = self._sittings.begin(consent, condition, self._token())
        self._sittings.log.flush()  # so that the sitting is found by its token whatever happens from here
        self._store.begin_period(self._person.id, step.period, name, session.id)
        return session

    def _end_period(self) -> None:
        """End the sitting, which writes all that is to be kept of it, before anything says that it is over."""
        self._sittings.release(self._token())
        self._store.end_period(self._person.id, self.step.period)

    def _token(self) -> str:
        """The secret of this period's sitting, which only who holds the participant's secret can make."""
        name = f"period {self.step.period}".encode()
        return hmac.new(self._person.secret.encode(), name, hashlib.sha256).hexdigest()
