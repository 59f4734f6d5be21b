"""The researcher's console: who may come in, and what can be done with a study there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError
from streamlit.testing.v1 import AppTest

from pages.parts.console import door as doors
from pages.parts.console.door import PASSWORD, PASSWORD_FILE, TRIES, WITHIN, Door
from pages.parts.shared import resources
from session.studies import library
from session.studies.design import Recruiting
from tests.fakes import Clock
from tests.pages.conftest import Opener, shown

SECRET = "a long sentence that nobody guesses"

Console = Callable[..., AppTest]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(library.VARIABLE, str(tmp_path / "studies"))
    return tmp_path / "studies"


@pytest.fixture
def console(open_app: Opener, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Console:
    """Opens the console; signed in with a study chosen, unless none is named."""
    monkeypatch.setenv(PASSWORD, SECRET)
    doors._door.cache_clear()

    def console(study: str | None = "two-lists") -> AppTest:
        app = open_app().switch_page("console.py").run()
        if study is not None:
            enter(app, SECRET)
            app.selectbox(key="console-study").select(study).run()
            assert not app.exception
        return app

    yield console
    doors._door.cache_clear()


def enter(app: AppTest, password: str) -> AppTest:
    app.text_input(key="console-password").set_value(password)
    app.button(key="console-enter").click().run()
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {element.key for kind in ("button", "selectbox", "text_input") for element in app.get(kind)}


def test_the_password_or_its_hash_opens_the_door_for_one_browser() -> None:
    for secret in (SECRET, PasswordHasher().hash(SECRET)):
        door = Door(secret)
        assert not door.enter("browser", "another")
        assert not door.is_open("browser")
        assert door.enter("browser", SECRET)
        assert door.is_open("browser")
        assert not door.is_open("another browser")
        door.leave("browser")
        assert not door.is_open("browser")
    with pytest.raises(InvalidHashError):
        Door("$argon2id$v=19$broken")


def test_after_some_wrong_passwords_the_right_one_waits_and_who_is_inside_stays() -> None:
    clock = Clock()
    door = Door(SECRET, clock)
    assert door.enter("inside", SECRET)
    for number in range(TRIES):
        clock.now = number
        assert door.wait() == 0
        assert not door.enter("browser", "wrong")
    assert door.wait() == pytest.approx(WITHIN - TRIES + 1)
    assert not door.enter("browser", SECRET)
    assert door.is_open("inside")
    clock.now = WITHIN
    assert door.enter("browser", SECRET)
    clock.now += doors.STAYS
    assert not door.is_open("browser")


def test_a_password_lies_in_a_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    doors._door.cache_clear()
    assert doors.door() is None
    (tmp_path / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    monkeypatch.setenv(PASSWORD_FILE, str(tmp_path / "secret"))
    assert doors.door().enter("browser", SECRET)
    monkeypatch.setenv(PASSWORD_FILE, str(tmp_path / "nothing"))
    assert doors.door() is None
    doors._door.cache_clear()


def test_without_a_password_there_is_no_console(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.delenv(PASSWORD_FILE, raising=False)
    doors._door.cache_clear()
    with pytest.raises(ValueError, match="console"):
        open_app().switch_page("console.py").run()


def test_nothing_is_shown_before_the_password(console: Console) -> None:
    app = console(None)
    assert "console-study" not in keys(app)
    enter(app, "wrong")
    assert "This is not the password" in shown(app)
    assert "console-study" not in keys(app)
    enter(app, SECRET)
    assert "console-study" in keys(app)
    press(app, "console-leave")
    assert "console-study" not in keys(app)


def test_a_study_is_made_after_a_template_changed_and_checked(console: Console, folder: Path) -> None:
    app = console()
    app.text_input(key="console-name").set_value("my-study").run()
    app.selectbox(key="console-template").select("two-lists").run()
    press(app, "console-create")
    assert app.selectbox(key="console-study").value == "my-study"
    file = folder / "my-study.yaml"
    text = app.text_area(key="console-text-my-study").value
    assert "name: my-study" in text
    assert any(library.NO_CONTACT in warning.value for warning in app.warning)
    app.text_area(key="console-text-my-study").set_value(text.replace("seed: 2", "sede: 2")).run()
    press(app, "console-save")
    assert "did you mean 'seed'?" in app.code[0].value
    app.text_area(key="console-text-my-study").set_value(
        text.replace("people: 40", "people: 12").replace(library.NO_CONTACT, "me")
    ).run()
    press(app, "console-save")
    assert "people: 12" in file.read_text(encoding="utf-8")
    assert library.find("my-study").people == 12
    assert not app.warning


@pytest.mark.parametrize("name", ["two-lists", "../x", "", "X y"])
def test_what_is_no_new_name_is_said(console: Console, folder: Path, name: str) -> None:
    app = console()
    app.text_input(key="console-name").set_value(name).run()
    press(app, "console-create")
    assert "That did not work" in shown(app)
    assert not folder.exists()


def test_a_study_is_paused_and_takes_nobody_new(console: Console, open_app: Opener) -> None:
    app = press(console(), f"console-{Recruiting.PAUSED}")
    assert "The study is paused" in shown(app)
    came = open_app(name="two-lists", PROLIFIC_PID="new").switch_page("study.py").run()
    assert "takes a break" in shown(came)
    assert resources.studies().participants("two-lists") == []
    press(app, f"console-{Recruiting.OPEN}")
    came = open_app(name="two-lists", PROLIFIC_PID="new").switch_page("study.py").run()
    assert "Two lists" in shown(came)
    press(app, f"console-{Recruiting.STOPPED}")
    came = open_app(name="two-lists", PROLIFIC_PID="new").switch_page("study.py").run()
    assert "Two lists" in shown(came)  # who takes part may finish


def test_somebody_is_left_out_and_taken_in_again(console: Console) -> None:
    store, study = resources.studies(), library.find("two-lists")
    app = console()
    person = store.enrol(study, "one", {}, "consent")
    app.text_input(key="console-person").set_value("one")
    app.text_input(key="console-reason").set_value("asked for it")
    press(app, "console-exclude")
    assert store.participant(person.id).excluded == "asked for it"
    press(app, "console-include")
    assert store.participant(person.id).excluded is None
    app.text_input(key="console-person").set_value("nobody")
    assert "Nobody in this study has this id" in shown(press(app, "console-exclude"))


def test_somebody_is_erased_with_a_receipt_that_names_nobody(console: Console) -> None:
    store, study = resources.studies(), library.find("two-lists")
    app = console()
    person = store.enrol(study, "somebody", {}, "consent", now=0.0)
    store.answer(person.id, "consent", {"agreed": True}, now=0.0)
    app.text_input(key="console-person").set_value("somebody")
    press(app, "console-erase")
    assert store.participants(study.name) == []
    [erasure] = store.erasures(study.name)
    assert f"Erased: 2 rows. Receipt {erasure.receipt}" in shown(app)
    assert any(erasure.receipt in code.value for code in app.code)
    assert "somebody" not in " ".join(code.value for code in app.code)


def test_who_is_at_it_is_not_erased(console: Console) -> None:
    app = console()
    resources.studies().enrol(library.find("two-lists"), "one", {}, "consent")
    app.text_input(key="console-person").set_value("one")
    assert "They are at it now" in shown(press(app, "console-erase"))
    assert len(resources.studies().participants("two-lists")) == 1


def test_power_is_said_where_something_is_expected(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.parts.console.rehearsal.RUNS", 5)
    app = press(console("two-claims"), "console-power")
    assert "200 people find" in shown(app)
    assert "analysis: expected" in shown(console("two-lists"))


def test_of_nobody_nothing_is_analysed(console: Console) -> None:
    assert "Nothing can be compared yet" in shown(press(console(), "console-analyse"))


def test_a_condition_is_looked_at_by_who_is_inside_alone(console: Console, open_app: Opener) -> None:
    stranger = open_app(name="two-lists", preview="aware").switch_page("study.py").run()
    assert "names no study" in shown(stranger)
    app = console()
    for name, value in {"name": "two-lists", "preview": "behaviour"}.items():
        app.query_params[name] = value
    app.switch_page("study.py").run()
    assert "Two lists" in shown(app)
    assert resources.studies().participants("two-lists") == []
    [preview] = [
        name
        for name in ("behaviour", "aware")
        if resources.studies().participants(library.find("two-lists").preview(name).name)
    ]
    assert preview == "behaviour"
