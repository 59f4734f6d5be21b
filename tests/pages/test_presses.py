"""A press is taken in once, whatever asks for another run of the page meanwhile."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from pages.web import presses

ROOT = Path(__file__).resolve().parents[2]

PAGE = """
import streamlit as st

def press():
    st.session_state.begun = True
    st.session_state.amid()
    st.session_state.count += 1

st.button("press", key="press", on_click=press)
st.text_input("word", key="word")
"""


def asked_again() -> None:
    """Another rerun of the whole page is asked for, as another widget's message does, which has no press in it."""
    requests = get_script_run_ctx().script_requests
    requests.request_rerun(RerunData())


def nothing() -> None:
    pass


class OnceAsRunBegins:
    """Asks again between the moment a run begins and the moment it calls what was pressed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waits = False
        compiled = ScriptCache.get_bytecode

        def get(cache: ScriptCache, path: str) -> object:
            if self.waits:
                self.waits = False
                asked_again()
            return compiled(cache, path)

        monkeypatch.setattr(ScriptCache, "get_bytecode", get)


def presses_counted(monkeypatch: pytest.MonkeyPatch, amid: Callable[[], None], as_it_begins: bool) -> int:
    begins = OnceAsRunBegins(monkeypatch)
    app = AppTest.from_string(PAGE)
    app.session_state["amid"], app.session_state["count"] = amid, 0
    app.run()
    begins.waits = as_it_begins
    app.button(key="press").click().run()
    app.run()
    assert not app.exception
    return app.session_state["count"]


INTERRUPTIONS = pytest.mark.parametrize(
    ("amid", "as_it_begins"), [(asked_again, False), (nothing, True), (asked_again, True)]
)


@INTERRUPTIONS
def test_a_press_counts_once_whatever_interrupts_the_run(
    monkeypatch: pytest.MonkeyPatch, amid: Callable[[], None], as_it_begins: bool
) -> None:
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", presses._whole)
    assert presses_counted(monkeypatch, amid, as_it_begins) == 1


@INTERRUPTIONS
def test_streamlit_by_itself_would_lose_it(
    monkeypatch: pytest.MonkeyPatch, amid: Callable[[], None], as_it_begins: bool
) -> None:
    """Once this fails, Streamlit keeps presses itself and `pages/web/presses.py` can go."""
    assert presses_counted(monkeypatch, amid, as_it_begins) == 0


def test_no_run_is_ended_together_with_what_waits_for_it() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["fastReruns"] is False
