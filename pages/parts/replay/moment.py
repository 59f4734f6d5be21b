"""One moment of a replay: what was read, where that lies, and the list of then."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.charts import plane
from pages.parts.shared import language, resources, words
from pages.parts.shared.language import say, t
from recommender.forecast.minutes import FOLLOWED, likely
from recommender.types import Recommendation
from session.protocol import Sitting

COVER_WIDTH = 44

LEAST_SHARE = 0.005
"""A sense that counts less is not named."""


def reading(session: Sitting) -> None:
    """The sentence of then, what each sense counted, and the place on the map with the trail to it."""
    snapshot = session.snapshot()
    summary, strategy = snapshot.summary, snapshot.strategy
    st.header(say(snapshot.said), anchor=False)
    st.caption(words.escaped(say(words.figures(summary))))
    counted = [
        t("replay-share", modality=words.modality_name(m), share=own.attention)
        for m, own in snapshot.meters.items()
        if own.attention >= LEAST_SHARE
    ]
    st.caption(t("replay-counted", shares=", ".join(counted)) if counted else t("replay-counted-nothing"))
    here = None if summary.unknown else (summary.valence, summary.arousal)
    anyway = None if here is None else likely(here, snapshot.usual)
    leads = plane.Leads(strategy.target if strategy.path else None, strategy.path[1:], anyway)
    st.vega_lite_chart(
        plane.affect_map_rows(language.words(), snapshot.trail, here, summary.uncertainty, leads),
        plane.affect_map(language.words()),
        height=300,
        key="replay-map",
        alt=t("replay-map-alt"),
    )
    if anyway is not None:
        st.caption(t("replay-map-anyway", minutes=round(FOLLOWED / 60)))


def listed(title: str, session: Sitting, others: Sequence[str] = ()) -> None:
    """The list of a moment; items that others, the ids of another list, lack are marked."""
    snapshot = session.snapshot()
    st.subheader(title, anchor=False)
    st.caption(words.escaped(say(snapshot.change)))
    for one in snapshot.recommendations:
        _row(one, marked=bool(others) and one.item.id not in others)


def _row(one: Recommendation, marked: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.image(resources.cover(one.item), width=COVER_WIDTH, alt=t("cover-of", title=one.item.title))
        mark = f" :material/compare_arrows: {t('whatif-only-here')}" if marked else ""
        facts, reason = words.escaped(say(words.facts(one.item))), words.escaped(say(one.reason))
        title = f"**{one.rank}. {words.escaped(one.item.title)}**"
        st.markdown(f"{title}  \n:small[:gray[{facts}{mark}]]  \n:small[:gray[{reason}]]")
