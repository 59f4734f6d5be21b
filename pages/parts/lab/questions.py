"""Three questions that a visitor has, answered in a sentence each from the figures of the tables below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from emotion.message import Message
from pages.parts.lab import benchmarks, emotion_graph
from pages.parts.lab.results import Result
from pages.parts.shared import words
from pages.parts.shared.language import say, t

FOUND = "hr@10"
"""The share of people whose hidden item is among the first ten."""

GROUPS = ("sex", "age")
"""What people were told apart by."""


def show() -> None:
    """Each question whose figures are there."""
    asked = {
        "works": works(benchmarks.found()),
        "mood": mood_helps(emotion_graph.everybody()),
        "fair": fair(benchmarks.found()),
    }
    for name, answer in asked.items():
        if answer is not None:
            with st.container(key=f"lab-{name}", gap="xxsmall"):
                st.subheader(t(f"lab-asked-{name}"), anchor=False)
                st.markdown(words.escaped(say(answer)))


def works(found: Sequence[Result]) -> Message | None:
    """How many of a hundred people find what they took next, beside a list of what most people take."""
    for result in _figures(found):
        best, popular = _best(result.models), result.models.get("popularity", {})
        if best and FOUND in popular:
            return Message(
                "lab-answer-works",
                {
                    "found": round(100 * best[FOUND]),
                    "popular": round(100 * popular[FOUND]),
                    "count": int(result.protocol.get("items_ranked", 0)),
                },
            )
    return None


def mood_helps(models: dict[str, dict[str, Any]]) -> Message | None:
    """How often a feeling about a film is guessed right, beside saying the commonest and beside a simple method."""
    right = {
        kind: max(
            (m["nothing known"]["accuracy"] for name, m in models.items() if emotion_graph.kind(name, m) == kind),
            default=None,
        )
        for kind in ("engine", "simple", "commonest")
    }
    shares = {kind: round(100 * share) for kind, share in right.items() if share is not None}
    return Message("lab-answer-mood", shares) if len(shares) == len(right) else None


def fair(found: Sequence[Result]) -> Message | None:
    """By how much groups of people differ in finding what they took next."""
    for result in _figures(found):
        best = _best({name: model for name, model in result.models.items() if model.get("by_profile")})
        profile = best.get("by_profile", {})
        gaps = {a: profile[a]["gap"][FOUND] for a in GROUPS if FOUND in profile.get(a, {}).get("gap", {})}
        if gaps:
            said = [Message(f"lab-gap-{attribute}", {"gap": round(100 * gap)}) for attribute, gap in gaps.items()]
            holds = max(gaps.values()) <= benchmarks.GAP_AT_MOST
            most = round(100 * benchmarks.GAP_AT_MOST)
            return Message(f"lab-answer-{'fair' if holds else 'unfair'}", {"gaps": tuple(said), "most": most})
    return None


def _figures(found: Sequence[Result]) -> list[Result]:
    return [result for result in found if result.kind == "figures"]


def _best(models: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The model, no baseline, that finds most; empty where there is none."""
    others = [model for model in models.values() if model.get("kind") != "baseline" and FOUND in model]
    return max(others, key=lambda model: model[FOUND], default={})
