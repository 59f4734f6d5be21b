"""A press is taken in once, whatever asks for another run of the page meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.testing.v1 import AppTest

from pages.web import presses

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
    for owner, name, own in presses.PLACES:
        monkeypatch.setattr(owner, name, own)
    assert presses_counted(monkeypatch, amid, as_it_begins) == 1


@INTERRUPTIONS
def test_streamlit_by_itself_would_lose_it(
    monkeypatch: pytest.MonkeyPatch, amid: Callable[[], None], as_it_begins: bool
) -> None:
    """Once this fails, Streamlit keeps presses itself and `pages/web/presses.py` can go."""
    assert presses_counted(monkeypatch, amid, as_it_begins) == 0


def pressed(widget: str) -> WidgetStates:
    return WidgetStates(widgets=[WidgetState(id=widget, trigger_value=True)])


class Tab:
    """As much of an AppSession as is looked at."""

    def __init__(self, requests: ScriptRequests | None = None) -> None:
        self._scriptrunner = requests and SimpleNamespace(_requests=requests)


@pytest.mark.parametrize("handed", [False, True])
def test_what_a_runner_had_not_taken_in_goes_to_the_one_that_takes_its_place(
    monkeypatch: pytest.MonkeyPatch, handed: bool
) -> None:
    asked: list[ClientState] = []
    monkeypatch.setattr(presses, "_request", lambda _, client_state: asked.append(client_state))
    requests = ScriptRequests()
    requests.request_rerun(RerunData(widget_states=pressed("like"), fragment_id="list"))
    if handed:
        presses._hand_at_start(requests)
        requests.request_rerun(RerunData(widget_states=pressed("open"), fragment_id="list"))
    session = Tab(requests)
    presses._carry_over(session, ClientState(widget_states=pressed("start")))
    presses._carry_over(session, ClientState())
    first, second = ([one.id for one in state.widget_states.widgets] for state in asked)
    assert sorted(first) == sorted(["like", "start"] + ["open"] * handed)
    assert second == [], "and only once"


def test_a_press_that_is_sent_twice_counts_once_and_a_later_one_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ClientState] = []
    monkeypatch.setattr(presses, "_request", lambda _, client_state: asked.append(client_state))
    clock = iter([10.0, 10.05, 10.05, 10.5])
    monkeypatch.setattr(presses.time, "monotonic", lambda: next(clock))
    session = Tab()
    for widget in ("like", "like", "open", "like"):
        presses._carry_over(session, ClientState(widget_states=pressed(widget)))
    assert [[one.id for one in state.widget_states.widgets] for state in asked] == [["like"], [], ["open"], ["like"]]
