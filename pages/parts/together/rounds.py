"""The rounds in which people taught face and voice, as they come in."""

from __future__ import annotations

import streamlit as st

from emotion.federated.contribution import DELTA, EPSILON, FEWEST, NOISE, RADIUS
from emotion.modalities import FACE, VOICE
from emotion.tilt import Tilt
from pages.parts.charts.together import taught, taught_rows
from pages.parts.shared import resources
from pages.parts.shared.language import say, t, words
from session.record.errors import LogError
from session.record.pool import ROUND, Pooled

EVERY = 3.0
"""Seconds between looks at what came in."""

SENSES = (FACE, VOICE)


@st.fragment(run_every=EVERY)
def show() -> None:
    """Each sense: how many gave, how it is read since, and how that came about; drawn anew every EVERY seconds."""
    pool = resources.log().pool
    try:
        found = {modality: pool.of(modality) for modality in SENSES}
    except LogError as error:
        st.error(say(error.message), icon=":material/error:")
        return
    with st.container(key="together", gap="medium"):
        for modality, pooled in found.items():
            st.subheader(t(f"together-{modality}"), anchor=False)
            with st.container(horizontal=True, gap="medium"):
                for name, value, beside in _figures(pooled):
                    st.metric(
                        t(f"together-{name}"), value, beside, delta_color="off", delta_arrow="off", width="content"
                    )
            if pooled.round:
                st.vega_lite_chart(taught_rows(pooled.tilts, words()), taught(words()), height=230)
                st.caption(t("together-meaning"))
            else:
                st.caption(t("together-none", round=ROUND))


def promise() -> str:
    """What leaves a sitting and what does not, with the figures of the noise."""
    return t(
        "together-promise",
        fewest=FEWEST,
        round=ROUND,
        radius=RADIUS,
        noise=round(NOISE, 2),
        epsilon=EPSILON,
        both=2 * EPSILON,
        delta=f"{DELTA:.0e}",
    )


def _figures(pooled: Pooled) -> list[tuple[str, str, str]]:
    """Name, value and what stands below it."""
    gave = ("gave", str(pooled.count), t("together-waiting", waiting=pooled.waiting, round=ROUND))
    if not pooled.round:
        return [gave]
    pleasant, awake = pooled.tilt.shift
    by_pleasant, by_awake = Tilt(pooled.sd, 0.0).shift[0], Tilt(0.0, pooled.sd).shift[1]
    return [
        gave,
        ("pleasant", f"{pleasant:+.2f}", f"± {by_pleasant:.2f}"),
        ("awake", f"{awake:+.2f}", f"± {by_awake:.2f}"),
    ]
