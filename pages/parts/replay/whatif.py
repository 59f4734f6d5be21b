"""What if: a sitting as it would have gone with something else decided, weighed or not sensed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from emotion.modalities import MODALITIES, modality_named
from pages.parts.shared import resources, words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from recommender.ranking.terms import TERMS
from session.record.replay import ReplayedSitting
from session.record.restore import condition_of

KEPT = 4
"""So many replays are kept in a tab's memory, the newest."""


@dataclass(frozen=True)
class Question:
    """What is to be different: a modality's name that was not sensed, a policy's name, and terms that do not count."""

    without: str | None = None
    policy: str | None = None
    left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Question()


AS_IT_WAS = Question()


def ask() -> Question:
    """The controls, and what is asked by them."""
    policies = list(resources.served().shared.policies)
    with st.expander(t("whatif"), icon=":material/alt_route:"):
        st.caption(t("whatif-hint"))
        one, other = st.columns(2)
        without = one.selectbox(
            t("whatif-without"),
            [str(modality) for modality in MODALITIES],
            index=None,
            format_func=lambda name: say(words.modality_name(modality_named(name))),
            placeholder=t("whatif-nothing"),
            key="replay-without",
        )
        policy = other.selectbox(
            t("whatif-policy"),
            policies,
            index=None,
            format_func=lambda name: t(f"policy-{name}"),
            placeholder=t("whatif-same"),
            key="replay-policy",
        )
        left_out = st.pills(
            t("whatif-terms"),
            [term.name for term in TERMS],
            selection_mode="multi",
            format_func=lambda name: t(f"term-{name}"),
            key="replay-terms",
        )
    return Question(without, policy, tuple(left_out))


def replayed(sitting_id: str, question: Question) -> ReplayedSitting:
    """The sitting under what is asked; made once and kept until more is read from the record. Raises LogError."""
    made = tab().replays
    key = (sitting_id, question)
    if key not in made:
        with st.spinner(t("replay-making")):
            made[key] = _made(sitting_id, question)
        while len(made) > KEPT:
            del made[next(iter(made))]
    return made[key]


def _made(sitting_id: str, question: Question) -> ReplayedSitting:
    shared = resources.served().shared
    shared.log.flush()
    was = condition_of(shared.log, sitting_id)
    condition = was.decided_by(question.policy) if question.policy else was
    condition = replace(condition, weights={**was.weights, **dict.fromkeys(question.left_out, 0.0)})
    without = modality_named(question.without) if question.without else None
    return ReplayedSitting(shared.log, sitting_id, shared, condition, without)
