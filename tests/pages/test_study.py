"""A participant's way through the app in process: consent, questions, the task on Live, debrief and code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from emotion.message import Message
from pages.parts.shared import resources
from session.record import schema
from session.record.errors import LogError
from session.sitting.registry import FullError
from session.studies import library
from session.studies.clock import leaping
from session.studies.design import Status
from session.studies.participation import Participation
from session.studies.store import Participant, Store
from tests.pages.conftest import Opener, shown

Come = Callable[..., AppTest]


@pytest.fixture
def come(open_app: Opener) -> Come:
    """Opens a study's link as a participant does."""

    def come(person: str = "one", name: str = "two-lists", **address: str) -> AppTest:
        app = open_app(name=name, **({"PROLIFIC_PID": person} if person else {}), **address)
        return app.switch_page("study.py").run()

    return come


def participant(name: str = "two-lists") -> Participant:
    [one] = resources.studies().participants(name)
    return one


def press(app: AppTest, key: str = "study-next") -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def agree(app: AppTest) -> AppTest:
    app.toggle(key="study-consent-text").set_value(True)
    return press(app, "study-consent-agree")


def answer(app: AppTest) -> AppTest:
    """Answer what the page asks and go on."""
    for slider in app.slider:
        slider.set_value(70).run()
    for radio in app.radio:
        radio.set_value(3).run()
    return press(app)


def rate(app: AppTest) -> AppTest:
    """Like what is listed and not liked yet, until the task is over."""
    while not any(button.key == "study-next" for button in app.button):
        next(button for button in app.button if button.label.startswith("Like ")).click().run()
    return press(app)


def test_a_whole_way_ends_with_the_code(come: Come) -> None:
    app = come()
    assert "Two lists" in shown(app)
    agree(app)
    answer(app)
    for _ in range(2):
        assert app.container(key="live-list")
        rate(app)
        answer(app)
        answer(app)
    answer(app)
    app.text_area(key="after-free-text-words").set_value("=1+1").run()
    press(app)
    assert "One list went by" in shown(app)
    press(app)
    code = library.find("two-lists").all_codes()[Status.DONE]
    assert app.container(key="study-code").code[0].value == code
    one = participant()
    assert one.status == Status.DONE
    assert one.link == {"PROLIFIC_PID": "one"}
    given = resources.studies().answers(one.id)
    assert given["after-free-text", "words"] == "=1+1"
    assert given["before-affective-slider", "pleasure"] == 70
    for period in resources.studies().periods(one.id):
        assert len(resources.log().rows(schema.actions, period.sitting)) >= 8


def test_another_browser_goes_on_at_the_same_step_with_the_same_answers(come: Come) -> None:
    app = agree(come())
    app.slider(key="before-affective-slider-pleasure").set_value(12).run()
    again = come()
    assert again.slider(key="before-affective-slider-pleasure").value == 12
    again.slider(key="before-affective-slider-arousal").set_value(60).run()
    press(again)
    assert again.container(key="live-list")
    assert len(resources.studies().participants("two-lists")) == 1
    assert press(app).container(key="live-list")  # the first browser follows


def test_a_slider_that_was_not_moved_is_no_answer(come: Come) -> None:
    app = agree(come())
    app.slider(key="before-affective-slider-pleasure").set_value(12).run()
    press(app)
    assert "One answer is still missing" in shown(app)
    assert participant().step == "before-affective-slider"


def test_an_answer_that_comes_together_with_next_counts(come: Come) -> None:
    app = agree(come())
    app.slider(key="before-affective-slider-pleasure").set_value(12)
    app.slider(key="before-affective-slider-arousal").set_value(34)
    press(app)
    given = resources.studies().answers(participant().id)
    assert given["before-affective-slider", "pleasure"] == 12
    assert given["before-affective-slider", "arousal"] == 34
    assert app.container(key="live-list")


def test_the_same_screen_in_all_conditions(come: Come) -> None:
    seen, said = set(), set()
    for person in ("one", "two", "three"):
        app = come(person, "mood-or-habit")
        press(app, "study-consent-agree")
        app.radio(key="about-you-age").set_value("18-29").run()
        press(app)
        answer(app)
        seen.add(tuple(sorted(e.key for kind in ("button", "toggle", "segmented_control") for e in app.get(kind))))
        places = ("live-state", "live-list", "live-map", "live-goal-and-meaning")
        said.add(tuple(caption.value for place in places for caption in app.container(key=place).caption))
    people = resources.studies().participants("mood-or-habit")
    assert {one.conditions[0] for one in people} == {"aware", "behaviour", "chance"}
    assert len(seen) == 1
    assert "live-hold" in next(iter(seen))
    assert "live-split" not in next(iter(seen))
    assert len(said) == 1, "a line tells in which condition one is"
    assert any("first list" in caption for caption in next(iter(said)))


def test_a_condition_may_say_what_its_list_goes_by(come: Come, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = library.file_of("two-lists").read_text(encoding="utf-8").replace("name: two-lists", "name: telling")
    weights = "{affect: 0, feeling: 0, intent: 0}"
    told = text.replace(f"weights: {weights}", f"weights: {weights}, views: [aim]")
    assert told != text
    (tmp_path / "telling.yaml").write_text(told, encoding="utf-8")
    monkeypatch.setenv(library.VARIABLE, str(tmp_path))
    says = {}
    for person in ("one", "two"):
        app = answer(agree(come(person, "telling")))
        says[person] = "Your mood does not count here" in shown(app)
    first = {one.external_id: one.conditions[0] for one in resources.studies().participants("telling")}
    assert set(first.values()) == {"aware", "behaviour"}
    assert says == {person: condition == "behaviour" for person, condition in first.items()}


def test_who_refuses_gets_the_code_for_that_and_nothing_is_sensed(come: Come, mounted: list) -> None:
    app = press(come(), "study-consent-refuse")
    assert participant().status == Status.NO_CONSENT
    assert app.container(key="study-code").code[0].value == library.find("two-lists").all_codes()[Status.NO_CONSENT]
    assert mounted == []
    assert len(resources.sittings()) == 0


def test_german_is_spoken_to_who_reads_it(come: Come) -> None:
    app = come()
    app.segmented_control(key="language").set_value("de").run()
    app.run()
    assert "Zwei Listen" in shown(app)
    agree(app)
    assert "Wie fühlst du dich gerade?" in shown(app)


@pytest.mark.parametrize("name", ["", "nothing", "../../etc/passwd", "two-lists.yaml", "TWO-LISTS", "x" * 5000])
def test_an_address_that_names_no_study_says_so(come: Come, name: str) -> None:
    assert "names no study" in shown(come(name=name))


def test_whom_a_link_does_not_name_has_an_id_made_up_that_stays_in_the_address(come: Come) -> None:
    app = come(person="")
    assert app.query_params["id"] == [participant().external_id] or app.query_params["id"] == participant().external_id


@pytest.mark.parametrize("person", ["x" * 129, "a\nb"])
def test_an_id_that_cannot_be_kept_is_said(come: Come, person: str) -> None:
    assert "names nobody" in shown(come(person))


def test_a_broken_file_is_said_to_the_log_alone(come: Come, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("nmae: mine\n", encoding="utf-8")
    monkeypatch.setenv(library.VARIABLE, str(tmp_path))
    app = come(name="mine")
    assert "can't be opened" in shown(app)
    assert "nmae" not in shown(app)


def test_an_answer_that_could_not_be_kept_is_said_and_given_again(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    app = agree(come())

    def fails(*_: object) -> None:
        raise LogError(Message("record-full"))

    with monkeypatch.context() as broken:
        broken.setattr(resources.studies(), "answer", fails)
        app.slider(key="before-affective-slider-pleasure").set_value(12).run()
        assert "The disk is full" in shown(app)
    assert ("before-affective-slider", "pleasure") not in resources.studies().answers(participant().id)
    press(app)
    assert "One answer is still missing" in shown(app)
    assert resources.studies().answers(participant().id)["before-affective-slider", "pleasure"] == 12


def test_a_task_measured_in_time_is_over_when_it_is(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(come(name="mood-or-habit"), "study-consent-agree")
    app.radio(key="about-you-age").set_value("18-29").run()
    press(app)
    answer(app)
    assert "left" in shown(app)
    with pytest.raises(KeyError):
        app.button(key="study-next")
    monkeypatch.setattr(Participation, "seconds_left", lambda _: 0.0)
    app.run()
    assert "This part is done" in shown(app)
    press(app)
    assert participant("mood-or-habit").step == "after-affective-slider"


def test_a_server_without_place_says_so_and_ends_it_as_a_failure_on_request(
    come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = agree(come())

    def full(*_: object) -> None:
        raise FullError

    monkeypatch.setattr(resources.sittings(), "begin", full)
    answer(app)
    assert "All places are taken" in shown(app)
    press(app, "study-fail")
    code = library.find("two-lists").all_codes()[Status.TECHNICAL_FAILURE]
    assert app.container(key="study-code").code[0].value == code


def test_a_database_that_cannot_be_read_is_said(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise LogError(Message("record-full"))

    monkeypatch.setattr(Store, "enrol", fails)
    assert "The disk is full" in shown(come())


def test_a_question_amid_the_task_is_answered_beside_the_list(
    come: Come, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = library.file_of("two-lists").read_text(encoding="utf-8").replace("name: two-lists", "name: asking")
    (tmp_path / "asking.yaml").write_text(
        f"{text}prompt: {{instrument: affective-slider, every: 10}}\n", encoding="utf-8"
    )
    monkeypatch.setenv(library.VARIABLE, str(tmp_path))
    app = agree(come(name="asking"))
    answer(app)
    assert "study-prompt-send" not in {button.key for button in app.button}
    with leaping() as leap:
        leap(11)
        app.run()
        for slider in app.slider:
            if slider.key.startswith("task-1-prompt-1"):
                slider.set_value(80)
        press(app, "study-prompt-send")
    given = resources.studies().answers(participant("asking").id)
    assert given["task-1-prompt-1", "pleasure"] == 80
    assert "study-prompt-send" not in {button.key for button in app.button}
