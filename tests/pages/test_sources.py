"""Sources: each system that is built has code, a command that exists and figures that were measured."""

from __future__ import annotations

import shlex
from importlib import import_module

import pytest

from pages.parts.sources import systems
from pages.parts.sources.systems import Figure, System
from pages.texts import LANGUAGES, texts
from tests.pages.conftest import Opener, shown

FOUND = systems.read()
BUILT = [system for system in FOUND if system.built]
ROOT = systems.ASSETS.parent
NAMED = {"name": "x", "title": "X", "cited": "Y"}


def of(system: System) -> str:
    return system.name


@pytest.mark.parametrize("system", BUILT, ids=of)
def test_what_is_built_has_a_command_that_is_understood(system: System) -> None:
    python, flag, package, *arguments = shlex.split(system.command)
    assert (python, flag) == ("python", "-m")
    assert import_module(f"{package}.__main__")._parser().parse_args(arguments).run


@pytest.mark.parametrize("system", BUILT, ids=of)
def test_what_is_built_lives_where_it_says(system: System) -> None:
    assert [path for path in system.code if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("system", BUILT, ids=of)
def test_every_figure_was_measured(system: System) -> None:
    for figure in system.here:
        assert figure.value()
        assert figure.result or figure.says in (systems.ASSETS / "models" / figure.card).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_system_has_words(language: str) -> None:
    for system in FOUND:
        for part in ("does", "here", "differs") if system.built else ("does",):
            assert texts(language).has(f"source-{system.name}-{part}")
        for figure in (*system.here, *system.published):
            assert texts(language).has(f"figure-of-{figure.figure}")


def test_every_system_is_named_once() -> None:
    assert len({system.name for system in FOUND}) == len(FOUND)


@pytest.mark.parametrize("half", [{"command": "python -m recommender"}, {"code": ["app.py"]}])
def test_half_a_row_is_refused(half: dict) -> None:
    with pytest.raises(ValueError, match="has a command, code and a figure"):
        System(**NAMED, **half)


def test_a_figure_that_no_result_holds_is_an_error() -> None:
    with pytest.raises(KeyError):
        Figure(figure="x", result="tiktok.json", at=("models", "nobody")).value()


def test_the_page_tells_what_is_built_from_what_is_not(open_app: Opener) -> None:
    app = open_app().switch_page("sources.py").run()
    page = shown(app)
    assert app.title[0].value == "Sources"
    assert [header.value for header in app.header[: len(BUILT)]] == [system.title for system in BUILT]
    assert f"{len(BUILT)} of them are built" in page
    assert {system.command for system in BUILT} == {code.value for code in app.code}


def test_the_code_of_a_system_can_be_read(open_app: Opener) -> None:
    app = open_app().switch_page("sources.py").run()
    file = BUILT[0].code[0]
    app.button(key=f"source-{BUILT[0].name}-{file}").click().run()
    assert not app.exception
    assert (ROOT / file).read_text(encoding="utf-8").rstrip() in [code.value.rstrip() for code in app.code]
