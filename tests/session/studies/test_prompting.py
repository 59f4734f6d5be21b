"""Questions amid a task come when they are due, once each, and are kept with what was sensed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from session.record.log import EventLog
from session.sitting.shared import Shared
from session.studies import design, flow
from session.studies.analysis.measures import measured
from session.studies.clock import leaping
from session.studies.design import Prompt
from session.studies.participation import NotYetError, Participation
from session.studies.prompting import Moment, due
from session.studies.tables import tables
from tests.session.studies.test_participation import Servers, fill, rate, study_of

SLIDER = Prompt(instrument="affective-slider", every=60.0, apart=20.0, most=3)


@pytest.fixture
def servers(shared: Shared, url: str) -> Iterator[Servers]:
    servers = Servers(shared, url)
    yield servers
    servers.sittings.close()


def at_the_task(servers: Servers, prompt: Prompt) -> Participation:
    study = study_of("two-lists", prompt=prompt)
    one = servers.come(study)
    for _ in range(2):
        fill(one)
        one.go_on()
    return one


@pytest.mark.parametrize(
    ("asked", "passed", "feeling", "expected"),
    [
        (0, 59.0, None, False),
        (0, 60.0, None, True),
        (3, 600.0, None, False),
        (1, 19.0, (0.9, 0.9), False),
        (1, 21.0, (0.5, 0.0), True),
        (1, 21.0, (0.3, 0.0), False),
    ],
)
def test_it_is_asked_in_time_or_at_a_change_and_not_too_often(
    asked: int, passed: float, feeling: tuple[float, float] | None, expected: bool
) -> None:
    prompt = SLIDER.model_copy(update={"change": 0.4})
    assert due(prompt, asked, Moment(100.0), Moment(100.0 + passed, feeling)) is expected


def test_a_moment_comes_back_from_what_is_kept() -> None:
    for moment in (Moment(5.0), Moment(5.0, (0.1, -0.2))):
        assert Moment.of(moment.kept()) == moment


def test_a_prompt_stays_until_it_is_answered_and_comes_again(servers: Servers) -> None:
    with leaping() as leap:
        one = at_the_task(servers, SLIDER)
        session = one.sitting()
        assert one.prompt(session) is None
        leap(61)
        first = one.prompt(session)
        assert first == flow.prompted(one.study, 1, 1)
        again = servers.come(one.study)
        assert again.prompt(again.sitting()) == first
        with pytest.raises(NotYetError):
            one.answer_prompt(first, {"pleasure": 30})
        with pytest.raises(ValueError, match="does not answer"):
            one.answer_prompt(first, {"asked": 0})
        one.answer_prompt(first, {"arousal": 40})
        assert one.prompt(session) is None
        leap(61)
        assert one.prompt(session).name == "task-1-prompt-2"


def test_a_change_of_what_is_felt_is_asked_about(servers: Servers) -> None:
    prompt = Prompt(instrument="affective-slider", change=0.4, apart=5.0)
    with leaping() as leap:
        one = at_the_task(servers, prompt)
        session = one.sitting()
        leap(10)
        assert one.prompt(session) is None
        session.tell(0.9, 0.6)
        session.settle(5.0)
        step = one.prompt(session)
        assert step.name == "task-1-prompt-1"
        kept = servers.store.answers(one.participant.id)
        assert kept[step.name, "sensed-valence"] > 0.3


def test_its_answers_are_scored_in_the_data_and_are_no_measure_of_the_task(servers: Servers, log: EventLog) -> None:
    with leaping() as leap:
        one = at_the_task(servers, SLIDER)
        session = one.sitting()
        leap(61)
        step = one.prompt(session)
        one.answer_prompt(step, {"arousal": 40, "pleasure": 30})
        rate(one)
        one.go_on()
    found = tables(one.study, servers.store, log)
    scores = found["scores"].set_index(["step", "score"])["value"]
    assert scores["task-1-prompt-1", "pleasure"] == pytest.approx(0.3)
    found["participants"]["status"] = "done"
    table, _ = measured(one.study, found)
    assert "affective-slider-pleasure" not in table or table["affective-slider-pleasure"].isna().all()


def test_a_prompt_says_when_and_names_a_questionnaire_that_is_there(tmp_path: Path) -> None:
    text = (Path(design.__file__).parents[2] / "assets" / "studies" / "two-lists.yaml").read_text(encoding="utf-8")
    for prompt, told in (
        ("{instrument: affective-slider}", "say when to ask"),
        ("{instrument: affective-slidr, every: 60}", "prompt.instrument: no questionnaire is named"),
    ):
        file = tmp_path / "study.yaml"
        file.write_text(f"{text}prompt: {prompt}\n", encoding="utf-8")
        with pytest.raises(design.FileError, match=told):
            design.load(file)
