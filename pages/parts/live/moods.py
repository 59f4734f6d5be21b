"""The view Map: where the feeling lies; whoever drags its dot sees the list of there, and says what was meant."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import correct, moodmap, parts, previews
from pages.parts.shared import sittings, words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from recommender.types import Strategy
from session.protocol import Sitting

EVERY = 1.0
"""Seconds between drawings."""

MEANS = ("feel", previews.WISH)
"""What letting the dot go may mean: one feels like this, or one would like to."""


@st.fragment(key=parts.MAP, run_every=EVERY)
def show(session: Sitting) -> None:
    """The map, and once its dot was let go, what that is to mean."""
    if tab().view != "map":  # asked for a moment before another view was chosen
        return
    with st.container(key="live-map", gap="xsmall"):
        snapshot = session.snapshot()
        moodmap.draw(snapshot, tab().dragged, _glide, lambda: _drop(session))
        asks = tab().means is not None or tab().dragged is not None
        lines = [_strategy(snapshot.strategy)] if "aim" in session.condition.views else []
        st.caption("  \n".join(lines if asks else [*lines, t("map-hint")]))
        if asks:
            _ask(session)
        correct.thanks()


def _strategy(strategy: Strategy) -> str:
    """What the list does now, and why."""
    named, why = (words.escaped(say(one)) for one in (words.strategy(strategy.label), strategy.why))
    return f"**{named}** {why}"


def _ask(session: Sitting) -> None:
    """What letting go means: asked once and then remembered, though it can be changed."""
    st.session_state["map-means"] = tab().means
    offered = MEANS if "correct" in session.condition.views else MEANS[1:]
    st.segmented_control(
        t("map-means"),
        offered,
        format_func=lambda means: t(f"map-means-{means}"),
        key="map-means",
        on_change=_answer,
        args=(session,),
        width="stretch",
    )
    if tab().dragged is not None:
        st.button(t("map-back"), key="map-back", type="tertiary", on_click=_put_back)


def _glide() -> None:
    place = moodmap.place("glide")
    if place is not None:
        tab().dragged = place
        st.rerun([parts.MAP, parts.LIST])


def _drop(session: Sitting) -> None:
    place = moodmap.place("drop")
    if place is not None:
        tab().dragged = place
        _take(session)
        st.rerun([parts.MAP, parts.LIST, parts.GOAL])


def _answer(session: Sitting) -> None:
    tab().means = st.session_state["map-means"] or tab().means
    _take(session)
    st.rerun([parts.MAP, parts.LIST, parts.GOAL])


def _put_back() -> None:
    tab().dragged = None


def _take(session: Sitting) -> None:
    """Do what letting go means, where that is known."""
    place, means = tab().dragged, tab().means
    if place is None or means is None:
        return
    tab().dragged = None
    if means == "feel":
        correct.tell(session, *place)
    else:
        with sittings.answered(session):
            session.lead_to(place)
