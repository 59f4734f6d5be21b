"""One moment of a replay: what was read, where that lies, and the list of then."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from emotion.trajectory import TrajectorySummary
from pages.parts.charts import plane
from pages.parts.shared import language, resources, words
from pages.parts.shared.language import say, t
from recommender.types import Recommendation
from session.record.replay import Moment, ReplayedSitting
from session.types import TrailPoint

COVER_WIDTH = 44
TRAIL_POINTS = 60


def reading(replayed: ReplayedSitting, moment: Moment) -> None:
    """The sentence of then, and the place on the map with the trail to it."""
    summary = _summary(moment)
    st.header(say(words.seemed(summary)), anchor=False)
    st.caption(words.escaped(say(words.figures(summary))))
    here = None if summary.unknown else (summary.valence, summary.arousal)
    strategy = moment.shown.strategy
    leads = plane.Leads(strategy.target if strategy.path else None, strategy.path[1:])
    st.vega_lite_chart(
        plane.affect_map_rows(language.words(), _trail(replayed, moment), here, summary.uncertainty, leads),
        plane.affect_map(language.words()),
        height=300,
        key="replay-map",
        alt=t("replay-map-alt"),
    )


def listed(title: str, moment: Moment, others: Sequence[str] = ()) -> None:
    """The list of a moment; items that others, the ids of another list, lack are marked."""
    st.subheader(title, anchor=False)
    st.caption(words.escaped(say(moment.shown.change)))
    for one in moment.shown.recommendations:
        _row(one, marked=bool(others) and one.item.id not in others)


def _row(one: Recommendation, marked: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.image(resources.cover(one.item.id), width=COVER_WIDTH, alt=t("cover-of", title=one.item.title))
        mark = f" :material/compare_arrows: {t('whatif-only-here')}" if marked else ""
        facts, reason = words.escaped(say(words.facts(one.item))), words.escaped(say(one.reason))
        title = f"**{one.rank}. {words.escaped(one.item.title)}**"
        st.markdown(f"{title}  \n:small[:gray[{facts}{mark}]]  \n:small[:gray[{reason}]]")


def _summary(moment: Moment) -> TrajectorySummary:
    return moment.feelings.now if moment.feelings else TrajectorySummary(time=0.0)


def _trail(replayed: ReplayedSitting, moment: Moment) -> tuple[TrailPoint, ...]:
    """The feelings of the last moments until this one, thinned out to what can be seen."""
    near = [
        (moment.time - m.time, m.feelings.now)
        for m in replayed.moments
        if m.feelings and not m.feelings.now.unknown and 0 <= moment.time - m.time <= plane.TRAIL_FOR
    ]
    step = max(1, len(near) // TRAIL_POINTS)
    return tuple(TrailPoint(age, s.valence, s.arousal, s.uncertainty) for age, s in near[::-step][::-1])
