"""Why: which sense counts how much, what lifts an item, and controls that re-rank at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from emotion.modalities import MODALITIES
from pages.parts.charts import story
from pages.parts.shared import language, sittings, words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from recommender.errors import UnknownItemError
from recommender.types import Controls, KeptRule, Recommendation
from session.condition import DECIDERS
from session.protocol import Sitting
from session.types import SittingExplanation, Snapshot

EVERY = 2.0
"""Seconds between drawings."""

SPAN = 180.0
"""Seconds of attention that are drawn."""

LEAST_AMOUNT = 0.02
"""A reason that adds less to the score is not drawn."""

SLIDERS = ("mood", "taste", "novelty")

CROWD = {0.0: "why-crowd-me", 1.0: "why-crowd-both", 2.0: "why-crowd-many"}
"""How much it counts that many people like something, and what that choice is called."""


@st.fragment(run_every=EVERY)
def show(session: Sitting) -> None:
    """Reasons of one item, controls, and what each sense counted."""
    if tab().view != "why":  # asked for a moment before another view was chosen
        return
    snapshot = session.snapshot()
    item(session, snapshot)
    _sliders(session, snapshot.controls)
    _senses(snapshot)


def item(session: Sitting, snapshot: Snapshot) -> None:
    """What one item of the list, which the person picks, owes its place to."""
    st.header(t("why-item"), anchor=False)
    with st.container(key="why-terms"):
        if not snapshot.recommendations:
            st.caption(t("why-empty"))
            return
        chosen = _choose(snapshot)
        _terms(chosen)
        try:
            found = session.explain(chosen.item.id)
        except UnknownItemError:
            return
        _without(found, chosen.rank)
        _kept(found.explanation.kept)


def _choose(snapshot: Snapshot) -> Recommendation:
    """The item the person picked, or the first of the list while it holds no such item."""
    by_id = {one.item.id: one for one in snapshot.recommendations}
    first = snapshot.recommendations[0].item.id
    if st.session_state.get("why-item") not in by_id:
        st.session_state["why-item"] = first
    picked = st.selectbox(
        t("why-pick"),
        list(by_id),
        format_func=lambda item_id: f"{by_id[item_id].rank}. {by_id[item_id].item.title}",
        key="why-item",
        label_visibility="collapsed",
    )
    return by_id[picked]


def _terms(chosen: Recommendation) -> None:
    amounts = {t(f"term-{name}"): amount for name, amount in chosen.terms.items() if abs(amount) >= LEAST_AMOUNT}
    st.vega_lite_chart(
        story.reasons_rows(language.words(), dict(sorted(amounts.items(), key=lambda pair: -pair[1]))),
        story.reasons(-0.5, 1.5),
        height=34 * len(amounts) + 10,
        key="why-terms-chart",
        alt=t("why-terms-alt", title=chosen.item.title),
    )


def _without(found: SittingExplanation, rank: int) -> None:
    """What would be without each reason and without each sense, in plain words; what changes nothing is said once."""
    causes = found.explanation.causes
    lines = [_without_term(cause.term, cause.rank_without) for cause in causes if cause.rank_without != rank]
    if len(lines) < len(causes):
        lines.append(t("why-without-others" if lines else "why-without-any", rank=rank))
    lines += [f"{say(without.text)}." for without in found.without]
    st.caption("  \n".join(words.escaped(line) for line in lines))


def _without_term(term: str, rank: int | None) -> str:
    label = t(f"term-{term}")
    return t("why-without", term=label, rank=rank) if rank else t("why-without-unlisted", term=label)


def _kept(rules: Sequence[KeptRule]) -> None:
    """The stated rules that the item keeps, and how far it keeps those that may be kept in part."""
    for rule in rules:
        kept = t("why-kept", rule=rule.text) if rule.hard else t("why-kept-by", rule=rule.text, share=rule.truth)
        st.caption(f":material/rule: {words.escaped(kept)}")


def _senses(snapshot: Snapshot) -> None:
    st.header(t("why-senses"), anchor=False)
    now = {modality: snapshot.state.attention[modality] for modality in MODALITIES}
    said = [t("why-share", modality=words.modality_name(m), share=share) for m, share in now.items() if share >= 0.005]
    st.text(t("why-now", shares=", ".join(said)) if said else t("why-now-nothing"))
    st.vega_lite_chart(
        story.senses_rows(language.words(), snapshot.trail, SPAN),
        story.senses(language.words(), SPAN),
        height=170,
        key="why-attention-chart",
        alt=t("why-senses-alt"),
    )
    if snapshot.onlookers:
        st.text(say(words.onlookers(snapshot.onlookers)))
        st.caption(t("why-onlookers-source"))


def _sliders(session: Sitting, controls: Controls) -> None:
    offered = [name for name in SLIDERS if name in session.condition.controls]
    crowd = "crowd" in session.condition.controls
    if offered or crowd:
        st.header(t("why-controls"), anchor=False)
    for column, name in zip(st.columns(len(offered)) if offered else (), offered, strict=True):
        column.slider(
            t(f"control-{name}"),
            0.0,
            2.0,
            getattr(controls, name),
            0.1,
            key=f"why-{name}",
            help=t(f"control-{name}-meaning"),
            on_change=_set,
            args=(session,),
        )
    if crowd:
        _crowd(session, controls)
    if session.condition.policy_may_be_chosen:
        _policy(session)


def _crowd(session: Sitting, controls: Controls) -> None:
    st.segmented_control(
        t("control-crowd"),
        list(CROWD),
        format_func=lambda weight: t(CROWD[weight]),
        default=min(CROWD, key=lambda weight: abs(weight - controls.crowd)),
        required=True,
        key="why-crowd",
        on_change=_set,
        args=(session,),
    )


def _policy(session: Sitting) -> None:
    """Who decides what the list is to do."""
    chosen = session.snapshot().choices.policy or session.condition.policy
    st.segmented_control(
        t("control-policy"),
        DECIDERS,
        format_func=lambda name: t(f"decider-{name}"),
        default=chosen if chosen in DECIDERS else None,
        required=True,
        key="why-policy",
        on_change=_decide,
        args=(session,),
    )
    st.caption(t("control-policy-meaning"))


def _decide(session: Sitting) -> None:
    with sittings.answered(session):
        session.set_policy(st.session_state["why-policy"])


def _set(session: Sitting) -> None:
    """Take over what was moved; where the page was drawn anew meanwhile, what is not on it stays as it was."""
    before = session.snapshot().controls
    moved = {name: st.session_state.get(f"why-{name}", getattr(before, name)) for name in (*SLIDERS, "crowd")}
    with sittings.answered(session):
        session.set_controls(Controls(**moved))
