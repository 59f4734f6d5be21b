"""A study as its file states it: whom it asks, under which conditions, what they do and what they are asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr, model_validator

from emotion.modalities import asked_for
from session.condition import Condition
from session.studies.conditions import StudyCondition
from session.studies.instruments import Answer, Instrument, Name, Part, Scale, Words, instrument
from session.studies.located import FileError, OneOf, PlaceError, line_of, read, suggestion


class Status(StrEnum):
    """How far a participant is, or how it ended."""

    ACTIVE = "active"
    DONE = "done"
    NO_CONSENT = "no-consent"
    SCREENED_OUT = "screened-out"
    FAILED_CHECKS = "failed-checks"
    TECHNICAL_FAILURE = "technical-failure"
    FULL = "full"


class Recruiting(StrEnum):
    """Whether a study takes new people."""

    OPEN = "open"
    PAUSED = "paused"
    STOPPED = "stopped"


ENDINGS = tuple(status for status in Status if status is not Status.ACTIVE)


Sense = Annotated[str, OneOf(modality.name for modality in asked_for())]
Ending = Annotated[str, OneOf(map(str, ENDINGS))]


class Browsing(Part):
    """Use the list freely for some minutes."""

    kind: Literal["browse"]
    minutes: float = Field(gt=0, le=120)


class Rating(Part):
    """Like or wave away so many items of the list."""

    kind: Literal["rate"]
    items: int = Field(ge=1, le=100)


class Finishing(Part):
    """Listen to or read so many items of the list to the end, of those that can be played or read here."""

    kind: Literal["finish"]
    items: int = Field(ge=1, le=100)


class Prompt(Part):
    """A questionnaire asked amid a task: each `every` seconds, or once the feeling that is read has moved by `change`
    on the affect plane since it was asked last, `apart` seconds ago at least; at most so many times a task."""

    instrument: Name
    every: float | None = Field(default=None, ge=10)
    change: float | None = Field(default=None, gt=0, le=2)
    apart: float = Field(default=20.0, ge=5)
    most: int = Field(default=10, ge=1, le=100)

    @model_validator(mode="after")
    def _some_when(self) -> Prompt:
        if self.every is None and self.change is None:
            raise PlaceError("say when to ask: `every` so many seconds, or at a `change`", "instrument")
        return self


class Exclusion(Part):
    """Who does not count, however they ended: who took less time (s) than that, did fewer things in a task, had
    something read in a smaller share of the time, or gave one answer to all of a questionnaire with reversed items."""

    faster_than: float | None = Field(default=None, gt=0)
    fewer_acts: int | None = Field(default=None, ge=1)
    known_less: float | None = Field(default=None, gt=0, le=1)
    same_answers: bool = False


class ParticipantField(Part):
    """Something asked of the person at the beginning: one of some options, or a whole number from low to high.

    admits: the answers with which they may take part; empty: all. quotas: how many with an answer may complete it.
    """

    name: Name
    words: Words
    options: dict[Name, Words] = Field(default_factory=dict)
    low: int | None = None
    high: int | None = None
    admits: tuple[Answer, ...] = ()
    quotas: dict[Name, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_kind(self) -> ParticipantField:
        if bool(self.options) == (self.low is not None and self.high is not None):
            raise PlaceError("give either options, or low and high", "words")
        wrong = next((answer for answer in self.admits if not self.holds(answer)), None)
        if wrong is not None:
            raise PlaceError(f"{wrong!r} is none of the possible answers", "admits", self.admits.index(wrong))
        unknown = next((answer for answer in self.quotas if answer not in self.options), None)
        if unknown is not None:
            raise PlaceError(f"{unknown!r} is none of the options", "quotas", unknown)
        return self

    def holds(self, answer: object) -> bool:
        """Whether this is a possible answer."""
        if self.options:
            return answer in self.options
        return Scale(kind="choice", low=self.low, high=self.high).holds(answer)


class Check(Part):
    """A question amid a questionnaire that shows whether it is read: words say which number to choose."""

    name: Name
    within: Name
    words: Words
    answer: int


class Expected(Part):
    """What a measure is expected to be: its mean and standard deviation under the reference, by what share of that mean
    it differs under each other condition, and how far a person's measures agree (their correlation)."""

    mean: float = Field(gt=0)
    deviation: float = Field(gt=0)
    changes: dict[Name, float] = Field(default_factory=dict)
    agreement: float = Field(default=0.5, ge=0, lt=1)


class Plan(Part):
    """What is to be analysed, stated before anybody takes part: the measures that count, see `analysis.measures`, and
    the condition that others are compared with, else the file's last. preregistered: where that was registered;
    expected: by measure, what power is computed for."""

    primary: tuple[Name, ...] = ()
    reference: Name | None = None
    preregistered: str | None = None
    expected: dict[Name, Expected] = Field(default_factory=dict)


class Study(Part):
    """A study. people: how many are to complete it, spread evenly over the cells of the design.

    block: cells are drawn in permuted blocks of so many people; without it, evenly among those who complete.
    before, between and after name questionnaires: before the first task, after each task, and at the end.
    """

    name: Name
    languages: tuple[str, ...] = Field(min_length=1)
    title: Words
    about: Words
    debrief: Words
    contact: str
    senses: tuple[Sense, ...] = ()
    fields: tuple[ParticipantField, ...] = ()
    design: Literal["between", "within"]
    people: int = Field(ge=1, le=100_000)
    seed: int = 0
    block: int | None = Field(default=None, ge=2)
    conditions: dict[Name, StudyCondition] = Field(min_length=1)
    task: Annotated[Browsing | Rating | Finishing, Field(discriminator="kind")]
    task_words: Words
    before: tuple[Name, ...] = ()
    between: tuple[Name, ...] = ()
    after: tuple[Name, ...] = ()
    prompt: Prompt | None = None
    checks: tuple[Check, ...] = ()
    failed_checks_allowed: int = Field(default=0, ge=0)
    exclude: Exclusion = Exclusion()
    analysis: Plan = Plan()
    codes: dict[Ending, str] = Field(default_factory=dict)
    redirect: str | None = Field(default=None, pattern=r"^https://[^\s{}]+\{code\}[^\s{}]*$")

    _instruments: dict[str, Instrument] = PrivateAttr(default_factory=dict)
    _digest: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _consistent(self) -> Study:
        for place, words in _words(self, ()):
            missing = [language for language in self.languages if not words.get(language, "").strip()]
            if missing:
                raise PlaceError(f"there are no words in {missing[0]!r}, a language of the study", *place)
        asked = self.before + self.between + self.after
        for number, check in enumerate(self.checks):
            if check.within not in asked:
                raise PlaceError(f"{check.within!r} is not asked in this study", "checks", number, "within")
        if self.block is not None and self.block % len(self.conditions):
            raise PlaceError(f"a block of {self.block} does not hold each of the conditions equally often", "block")
        if self.analysis.reference not in (None, *self.conditions):
            near = suggestion(self.analysis.reference, [*self.conditions])
            raise PlaceError(f"{self.analysis.reference!r} is no condition; {near}", "analysis", "reference")
        codes = [*self.all_codes().values()]
        for ending, code in self.codes.items():
            if codes.count(code) > 1:
                raise PlaceError(f"{code!r} stands for two endings; each needs its own", "codes", ending)
        return self

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """The questionnaires by name, with the study's attention checks among their items."""
        return self._instruments

    @property
    def reference(self) -> str:
        """The condition that the others are compared with."""
        return self.analysis.reference or [*self.conditions][-1]

    @property
    def digest(self) -> str:
        """Of the study's content, as a participant's answers name it."""
        return self._digest

    def all_codes(self) -> dict[Status, str]:
        """A code for each ending, made from the study's name and seed where the file gives none."""
        own = f"{self.name} {self.seed}"
        made = {ending: hashlib.sha256(f"{own} {ending}".encode()).hexdigest()[:8].upper() for ending in ENDINGS}
        return made | {Status(ending): code for ending, code in self.codes.items()}

    def preview(self, condition: str) -> Study:
        """The study with this condition alone, under another name, so that whoever looks at it is no participant."""
        only = {condition: self.conditions[condition]}
        name = f"preview {self.digest[:8]} {condition}"
        return self.model_copy(update={"name": name, "design": "between", "conditions": only, "redirect": None})

    def condition(self, name: str, seed: int) -> Condition:
        """The condition of this name, as a sitting is held under it."""
        return self.conditions[name].condition(self.senses, seed)


FIELDS = "about-you"
"""The step at which a participant says something of themselves."""

_ASKED = ("before", "between", "after")
"""The parts of a study's file that name questionnaires."""


def load(file: Path) -> Study:
    """The study that a file states. Raises FileError, whose text names each line and what to write instead."""
    study = read(file, Study)
    named = [((part, place), name) for part in _ASKED for place, name in enumerate(getattr(study, part))]
    for place, name in [*named, *([(("prompt", "instrument"), study.prompt.instrument)] if study.prompt else [])]:
        try:
            study._instruments[name] = _asked(study, name, file.parent / "instruments")
        except FileError as error:
            where = ".".join(map(str, place))
            raise FileError(f"{file}:{line_of(file, *place)}: {where}: {error}") from None
    _check_plan(study, file)
    study._digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    return study


BEHAVIOUR = ("engagement", "clicks", "dwell", "volatility", "recovery")
"""What is measured of everybody, see `analysis.measures`."""


def scores_after(study: Study) -> dict[str, tuple[str, str]]:
    """(questionnaire, score) of every score that is asked for after a task, by the name of its measure."""
    return {
        asked if score == asked else f"{asked}-{score}": (asked, score)
        for asked in dict.fromkeys((*study.between, *study.after))
        for score in study.instruments[asked].scores
    }


def _check_plan(study: Study, file: Path) -> None:
    known = [*BEHAVIOUR, *scores_after(study)]
    named = [(name, ("primary", number)) for number, name in enumerate(study.analysis.primary)]
    named += [(name, ("expected", name)) for name in study.analysis.expected]
    for name, place in named:
        if name not in known:
            where = f"{file}:{line_of(file, 'analysis', *place)}: analysis.{'.'.join(map(str, place))}"
            raise FileError(f"{where}: {name!r} is not measured in this study; {suggestion(name, known)}")


def _asked(study: Study, name: str, folder: Path) -> Instrument:
    found = instrument(name, folder)
    lacking = sorted(set(study.languages) - found.languages())
    if lacking:
        raise FileError(f"{name} has no words in {', '.join(lacking)}, which the study is in")
    return _with_checks(study, found)


def _with_checks(study: Study, asked: Instrument) -> Instrument:
    own = [check for check in study.checks if check.within == asked.name]
    if not own:
        return asked
    wrong = next((check for check in own if not asked.scale.holds(check.answer)), None)
    if wrong is not None:
        raise FileError(f"the check {wrong.name} can't be answered by {wrong.answer} on the scale of {asked.name}")
    middle = (len(asked.items) + 1) // 2
    scored = tuple(item.name for item in asked.items)
    content = asked.model_dump() | {
        "items": (*asked.items[:middle], *({"name": c.name, "words": c.words} for c in own), *asked.items[middle:]),
        "scores": {name: {"items": s.items or scored, "range": s.range} for name, s in asked.scores.items()},
    }
    return Instrument.model_validate(content)


def _words(part: object, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
    """All words of a study's own, each with its place in the file."""
    if isinstance(part, Part):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if field.annotation == Words:
                yield (*place, name), value
            elif isinstance(value, dict):
                for key, inner in value.items():
                    if name == "options":
                        yield (*place, name, key), inner
                    else:
                        yield from _words(inner, (*place, name, key))
            elif isinstance(value, tuple):
                for number, inner in enumerate(value):
                    yield from _words(inner, (*place, name, number))
