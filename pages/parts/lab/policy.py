"""The policy on the page Lab: what it does to people who are not real, how real they are, and one of them to watch."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from emotion.message import Message
from pages.parts.charts import policy as charts
from pages.parts.lab import files, results
from pages.parts.lab.names import named
from pages.parts.shared import language, words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from recommender.policy.agent import SHIPPED

SIMULATION, PASSPORT, CLAIMS = "policy/simulation.json", "policy/passport.json", "policy/claims.json"
CAUSES = SHIPPED / "causes.json"
"""What was found to move moods, written beside the agent that it rewards."""

FIGURES = (
    "hazard_vs_engagement",
    "hazard_vs_none",
    "valence_change",
    "rmssd",
    "engagement",
    "negative_share",
    "harmed_share",
)
EFFECT = ("value", "low", "high", "edge", "placebo", "with_other", "of_part")
AROUND = {"hazard_vs_engagement": 1.0, "hazard_vs_none": 1.0, "valence_change": 0.0}

RECOVERY = 1.25
"""So much faster than under engagement alone moods were to recover; what nobody at all could reach is said."""

WATCHED = ("none", "engagement", "esmr")
SMALL_PEOPLE, SMALL_DAYS = 40, 20
ROW, EDGE = 28, 70


def show() -> None:
    """The comparison with its claims and the passport, where they are there, and a small world of one's own."""
    st.header(t("policy"), anchor=False)
    st.markdown(t("policy-hint"))
    parts = (
        (SIMULATION, ("policies", "claims", "setting"), _comparison),
        (PASSPORT, ("families", "assumptions"), _passport),
    )
    files.draw(parts, "policy-problem")
    _own_world()


def helps(policies: dict[str, Any]) -> Message:
    """In a sentence, whether the policy helps more than engagement alone, as far as the simulated world can say."""
    value, low, high = policies["esmr"]["hazard_vs_engagement"]
    kind = "more" if low > 1 else "less" if high < 1 else "same"
    alone = policies["esmr"]["hazard_vs_none"][1] > 1
    return Message(
        f"policy-answer-{kind}",
        {
            "ratio": value,
            "low": low,
            "high": high,
            "alone": Message(f"policy-alone-{'better' if alone else 'same'}"),
        },
    )


def _comparison(found: dict[str, Any]) -> None:
    setting = found["setting"]
    st.markdown(words.escaped(say(helps(found["policies"]))))
    ratio, low, high = found["policies"]["all_knowing"]["hazard_vs_engagement"]
    if high < RECOVERY:
        st.markdown(t("policy-most", ratio=ratio, low=low, high=high, must=RECOVERY))
    st.caption(
        t(
            "policy-setting",
            people=setting["people"],
            days=setting["days"],
            seeds=setting["seeds"],
            family=named("family", setting["family"]),
            effects=named("effects", setting["effects"]),
        )
    )
    _figures(found["policies"], "policy")
    others = _of_other_worlds({one["claim"] for one in found["claims"]})
    _claims(found["claims"] + others)
    if others:
        st.caption(t("policy-claims-worlds", count=len(others)))
    _causes(json.loads(CAUSES.read_text(encoding="utf-8")))


def _of_other_worlds(known: set[str]) -> list[dict[str, Any]]:
    """The claims that the comparison itself does not judge, where they were judged."""
    file = results.RESULTS / CLAIMS
    found = files.read(file, ("claims",))
    return [one for one in (found or {"claims": []})["claims"] if one["claim"] not in known]


def _causes(of_worlds: dict[str, list[dict[str, Any]]]) -> None:
    st.subheader(t("causes"), anchor=False)
    worlds = list(of_worlds)
    effects = st.pills(
        t("policy-effects"),
        worlds,
        default=worlds[0],
        required=True,
        format_func=lambda name: named("effects", name),
        key="policy-causes-world",
    )
    found = of_worlds[effects]
    named_ones = tuple(Message(f"driver-{one['driver']}") for one in found if one["named"])
    others = tuple(Message(f"driver-{one['driver']}") for one in found if not one["named"])
    st.markdown(t("causes-found", named=named_ones, others=others) if named_ones else t("causes-none"))
    rows = {t(f"driver-{one['driver']}"): {name: one[name] for name in EFFECT} for one in found}
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(
            t(f"causes-{name.replace('_', '-')}"), format="percent" if name == "edge" else "%+.3f"
        )
        for name in EFFECT
    }
    with st.expander(t("causes-table"), icon=":material/table:", key="policy-causes"):
        st.dataframe(
            pd.DataFrame.from_dict(rows, orient="index"),
            column_config=config | {"_index": st.column_config.Column(t("causes-driver"))},
            alt=t("causes-alt"),
        )
        st.caption(t("causes-hint"))


def _figures(policies: dict[str, Any], key: str) -> None:
    figure = st.pills(
        t("lab-figure"),
        FIGURES,
        default=FIGURES[0],
        required=True,
        format_func=lambda name: named("outcome", name),
        key=f"{key}-figure",
        label_visibility="collapsed",
    )
    st.markdown(t(f"outcome-{figure.replace('_', '-')}-meaning"))
    names = {name: named("row", name) for name in policies}
    rows = charts.compared_rows(policies, figure, names)
    st.vega_lite_chart(
        rows,
        charts.compared(language.words(), named("outcome", figure), AROUND.get(figure)),
        height=ROW * len(rows) + EDGE,
        key=f"{key}-figures",
        alt=t("policy-figures-alt", figure=named("outcome", figure), count=len(rows)),
    )


def _claims(claims: list[dict[str, Any]]) -> None:
    st.subheader(t("policy-claims"), anchor=False)
    st.markdown(t("policy-claims-hint"))
    rows = [
        {
            t("policy-claim"): named("claim", one["claim"]),
            t("policy-must"): named("must", one["claim"]),
            t("policy-found"): _short(one["found"]),
            t("policy-holds"): t("policy-yes") if one["holds"] else t("policy-no"),
        }
        for one in claims
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=t("policy-claims-alt"))


def _passport(found: dict[str, Any]) -> None:
    st.subheader(t("passport"), anchor=False)
    st.markdown(t("passport-hint", people=found["people"], family=named("family", found["used"])))
    must = found["must"]
    rows = {
        named("family", family): {name: one["ks"][name] for name in must} for family, one in found["families"].items()
    }
    rows = {t("passport-must"): must} | rows
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(named("passport", name), format="%.3f") for name in must
    }
    st.dataframe(
        pd.DataFrame.from_dict(rows, orient="index"),
        column_config=config | {"_index": st.column_config.Column(t("passport-family"))},
        alt=t("passport-alt"),
    )
    if "blocks" in found["families"]:
        st.caption(t("passport-pieces", people=found["families"]["blocks"]["people"]))
    st.markdown(t("passport-missing", things=tuple(Message(f"missing-{one}") for one in found["not_modelled"])))
    with st.expander(t("passport-assumptions"), icon=":material/rule:", key="policy-assumptions"):
        st.dataframe(
            pd.DataFrame.from_dict(found["assumptions"], orient="index"),
            column_config={
                "_index": st.column_config.Column(t("passport-assumption")),
                "value": st.column_config.NumberColumn(t("passport-value"), format="%.3f"),
                "source": st.column_config.Column(t("passport-source"), width="large"),
            },
            alt=t("passport-assumptions-alt"),
        )


def _own_world() -> None:
    """A small world that the visitor chooses and plays, and one of its people to watch."""
    from recommender.simulation.moods import FAMILIES
    from recommender.simulation.world import EFFECTS

    st.subheader(t("policy-own"), anchor=False)
    st.markdown(t("policy-own-hint", people=SMALL_PEOPLE, days=SMALL_DAYS))
    with st.form("policy-world", border=False):
        left, right = st.columns(2)
        family = left.selectbox(t("policy-moods"), FAMILIES, index=1, format_func=lambda name: named("family", name))
        effects = right.selectbox(t("policy-effects"), EFFECTS, format_func=lambda name: named("effects", name))
        off = st.slider(t("policy-off"), 0, 50, 0, 10, format="%d %%")
        asked = st.form_submit_button(t("policy-run"), icon=":material/play_arrow:")
    if asked:
        tab().own_world = _played(family, effects, off / 100)
    played = tab().own_world
    if played is not None:
        _figures(played["policies"], "policy-own")
        _person(played)


def _played(family: str, effects: str, off: float) -> dict[str, Any]:
    """The comparison of a small world, with each person's moods, first whoever the agent decided for most often."""
    from recommender.simulation.comparison import Setting, compare, load_shipped
    from recommender.simulation.person import watched

    setting, shipped = Setting(family, effects, SMALL_DAYS, SMALL_PEOPLE, off), load_shipped()
    found: dict[str, Any] = {}
    with st.container():
        bar = st.progress(0.0, t("policy-running"))
        for share, done in compare(setting, [0], WATCHED, shipped):
            bar.progress(0.9 * share, t("policy-running"))
            found = done or found
        people = sorted(watched(setting, 0, shipped), key=lambda one: -int((one.strategy >= 0).sum()))
        found["people"] = [asdict(one) for one in people]
        bar.empty()
    return found


def _person(played: dict[str, Any]) -> None:
    from recommender.policy.strategies import STRATEGIES
    from recommender.simulation.world import PER_DAY

    people = played["people"]
    number = st.slider(t("policy-person"), 1, len(people), 1, key="policy-person")
    one = people[number - 1]
    chosen = ["" if place < 0 else t(f"strategy-{STRATEGIES[place]}") for place in one["strategy"]]
    rows = charts.person_rows((t("policy-alone"), t("policy-with")), (one["alone"], one["moods"]), chosen, PER_DAY)
    lows = int((one["strategy"] >= 0).sum())
    st.vega_lite_chart(
        rows,
        charts.person(language.words(), round(float(one["usual"]), 2)),
        height=320,
        key="policy-watched",
        alt=t("policy-person-alt", number=number, lows=lows),
    )
    st.caption(t("policy-person-hint", lows=lows, opened=int(one["opened"].sum())))


def _short(value: Any) -> str:
    """A claim's figures in short."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_short(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_short, value))
    return t("policy-number", value=float(value))
