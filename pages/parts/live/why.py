"""Why: which sense counts how much, what lifts an item, and controls that re-rank at once."""

from __future__ import annotations

import streamlit as st

from emotion.modalities import MODALITIES
from pages.parts.charts import story
from pages.parts.shared import sittings, words
from pages.parts.shared.language import say
from recommender.errors import UnknownItemError
from recommender.types import Controls, Recommendation
from session.sitting.live import LiveSession
from session.types import SittingExplanation, Snapshot

EVERY = 2.0
"""Seconds between drawings."""

SPAN = 180.0
"""Seconds of attention that are drawn."""

TERMS = {
    "affect": "Fits the feeling",
    "feeling": "How it may leave you",
    "intent": "What you seem to want",
    "taste": "Fits your taste",
    "interest": "One of your interests",
    "sequence": "Follows what you chose",
    "conformity": "Many people like it",
    "novelty": "New to you",
    "diversity": "Adds variety",
}

SLIDERS = {
    "mood": ("Mood", "How much your feeling leads the list"),
    "taste": ("Taste", "How much what you liked and opened counts"),
    "novelty": ("Novelty", "How much the list looks for things you have not met"),
}

CROWD = {0.0: "What suits me", 1.0: "Both", 2.0: "What many like"}
"""How much it counts that many people like something, by the name of the choice."""


@st.fragment(run_every=EVERY)
def show(session: LiveSession) -> None:
    """Reasons of one item on the left, senses and controls on the right."""
    snapshot = session.snapshot()
    item_side, sense_side = st.columns(2, gap="large")
    with item_side:
        _item(session, snapshot)
    with sense_side:
        _senses(snapshot)
        _sliders(session, snapshot.controls)


def _item(session: LiveSession, snapshot: Snapshot) -> None:
    st.subheader("Why this item", anchor=False)
    with st.container(key="why-terms"):
        if not snapshot.recommendations:
            st.caption("The list is empty.")
            return
        chosen = _choose(snapshot)
        _terms(chosen)
        try:
            found = session.explain(chosen.item.id)
        except UnknownItemError:
            return
        _without(found)


def _choose(snapshot: Snapshot) -> Recommendation:
    """The item the person picked, or the first of the list while it holds no such item."""
    by_id = {one.item.id: one for one in snapshot.recommendations}
    first = snapshot.recommendations[0].item.id
    if st.session_state.get("why-item") not in by_id:
        st.session_state["why-item"] = first
    picked = st.selectbox(
        "Item",
        list(by_id),
        format_func=lambda item_id: f"{by_id[item_id].rank}. {by_id[item_id].item.title}",
        key="why-item",
        label_visibility="collapsed",
    )
    return by_id[picked]


def _terms(chosen: Recommendation) -> None:
    amounts = {TERMS.get(name, name.capitalize()): amount for name, amount in chosen.terms.items()}
    st.vega_lite_chart(
        story.reasons_rows(dict(sorted(amounts.items(), key=lambda pair: -pair[1]))),
        story.reasons(-0.5, 1.5),
        height=34 * len(amounts) + 10,
        key="why-terms-chart",
        alt=f"What each reason adds to the score of {chosen.item.title}",
    )


def _without(found: SittingExplanation) -> None:
    """What would be without each reason and without each sense, in plain words."""
    lines = [
        f"Without \u201c{TERMS[cause.term].lower()}\u201d: number {cause.rank_without}"
        for cause in found.explanation.causes
        if cause.term in TERMS
    ]
    lines += [say(without.text) for without in found.without]
    st.caption("  \n".join(words.escaped(line) for line in lines))


def _senses(snapshot: Snapshot) -> None:
    st.subheader("Which sense counts", anchor=False)
    now = {modality: snapshot.state.attention[modality] for modality in MODALITIES}
    said = [f"{words.MODALITIES[modality]} {share:.0%}" for modality, share in now.items() if share >= 0.005]
    st.text("Now: " + (", ".join(said) if said else "none, as nothing is read"))
    st.vega_lite_chart(
        story.senses_rows(snapshot.trail, SPAN),
        story.senses(SPAN),
        height=170,
        key="why-attention-chart",
        alt="How much each sense counted over the last three minutes",
    )


def _sliders(session: LiveSession, controls: Controls) -> None:
    st.subheader("What should count more", anchor=False)
    for column, (name, (label, meaning)) in zip(st.columns(len(SLIDERS)), SLIDERS.items(), strict=True):
        column.slider(
            label,
            0.0,
            2.0,
            getattr(controls, name),
            0.1,
            key=f"why-{name}",
            help=meaning,
            on_change=_set,
            args=(session,),
        )
    st.segmented_control(
        "Rather",
        list(CROWD),
        format_func=CROWD.__getitem__,
        default=min(CROWD, key=lambda weight: abs(weight - controls.crowd)),
        required=True,
        key="why-crowd",
        on_change=_set,
        args=(session,),
    )


def _set(session: LiveSession) -> None:
    with sittings.answered(session):
        session.set_controls(Controls(**{name: st.session_state[f"why-{name}"] for name in (*SLIDERS, "crowd")}))
