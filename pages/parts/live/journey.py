"""Journey: how the sitting went so far, as a timeline, as a list of what happened, and as a file to take along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.parts.charts import poster, story
from pages.parts.live import events, switches
from pages.parts.shared import language
from pages.parts.shared.language import explained, t
from pages.parts.shared.tab import tab
from session.protocol import Sitting
from session.record.errors import LogError
from session.record.journey import Journey

EVERY = 5.0
"""Seconds between drawings, each of which takes some 20 ms after an hour."""

FILE_EVERY = 5.0
"""Seconds between renewals of the file to take along."""

SHOWN = 12
"""So many of the last events are listed."""


def show(session: Sitting) -> None:
    """The timeline above, what happened below. What names strategies is there where the condition has them told."""
    _story(session)
    if "aim" in session.condition.views:
        _file(session)
        _poster(session)


@contextmanager
def _stated() -> Iterator[None]:
    """Say why the record cannot be read, where that is so."""
    try:
        yield
    except LogError as error:
        st.warning(explained(error), icon=":material/error:")


@st.fragment(run_every=FILE_EVERY)
def _file(session: Sitting) -> None:
    if tab().view != "journey":
        return
    # A file made only when asked for is thrown away after the next two drawings of any fragment, often too soon.
    with _stated():
        st.download_button(
            t("journey-file"),
            data=session.csv(language.words().say),
            file_name="attune-journey.csv",
            mime="text/csv",
            icon=":material/download:",
            key="journey-csv",
            on_click="ignore",
        )


@st.fragment(run_every=EVERY)
def _story(session: Sitting) -> None:
    if tab().view != "journey":  # asked for a moment before another view was chosen
        return
    with _stated():
        _draw(session.journey(), "aim" in session.condition.views)


def _draw(journey: Journey, tells_aim: bool) -> None:
    turned = switches.of(journey, language.words()) if tells_aim else []
    happened = events.of(journey, language.words(), turned)
    st.header(t("journey"), anchor=False)
    with st.container(key="journey-timeline"):
        st.vega_lite_chart(
            story.timeline_rows(
                language.words(),
                journey.states,
                happened,
                journey.items["time"].unique().tolist(),
                journey.stays["seconds"].tolist(),
                [(one.time, t(f"strategy-{one.strategy}"), one.text) for one in turned],
            ),
            story.timeline(language.words()),
            key="journey-timeline-chart",
            alt=t("journey-alt"),
        )
    if len(journey.items):
        st.caption(t("journey-anyway"))
    if turned:
        st.caption(t("journey-switches"))
    if not len(happened):
        st.caption(t("journey-empty"))
    lines = [f"{one.clock}  {t(f'event-{one.what}')}: {one.text}" for one in events.newest(happened, SHOWN)]
    st.text("\n".join(lines))


@st.fragment
def _poster(session: Sitting) -> None:
    """The sitting in one picture, made when it is asked for."""
    st.button(t("poster-make"), key="poster-make", icon=":material/image:", on_click=_ask_poster)
    if tab().asks_poster:
        with _stated():
            tab().poster = poster.poster_svg(session.snapshot(), session.journey(), language.words())
        tab().asks_poster = False
    drawn = tab().poster
    if drawn is None:
        return
    st.image(drawn, width="stretch", alt=t("poster-title"))
    with st.container(horizontal=True):
        for kind, data, mime in (("svg", drawn, "image/svg+xml"), ("png", poster.poster_png(drawn), "image/png")):
            name = f"attune.{kind}"
            st.download_button(t(f"poster-{kind}"), data, name, mime, key=f"poster-{kind}", on_click="ignore")


def _ask_poster() -> None:
    tab().asks_poster = True
