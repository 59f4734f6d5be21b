"""The emotion graph on the page Lab: how well feelings about films are predicted, and what an epoch costs."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.parts.charts import lab
from pages.parts.lab import files, results
from pages.parts.lab.names import named
from pages.parts.shared import language, words
from pages.parts.shared.language import t

FIGURES = ("accuracy", "uar", "macro_f1")
KNOWN = ("earlier films known", "nothing known")
CLAIMED = {"logistic regression": 30.3, "random forest": 19.1}
"""Points of accuracy that the paper gives the graph over these, on data of its own."""

COMMONEST = "majority"
"""How the name of a guess that asks nothing begins."""

ROW, EDGE = 28, 70


def show() -> None:
    """Whatever of the two files is there."""
    parts = (
        (results.FEELINGS, ("protocol", "models", "n_people", "n_rows"), _figures),
        (results.FEELINGS_COST, ("curve", "exponent"), _cost),
    )
    files.draw(parts, "graph-problem")


def everybody() -> dict[str, dict[str, Any]]:
    """The models by name, judged on everybody in turn where that was done; empty without results."""
    found = files.read(results.RESULTS / results.FEELINGS, ("models",))
    return {} if found is None else (found.get("cross_validated") or found)["models"]


def kind(name: str, model: dict[str, Any]) -> str:
    """ "engine" for the graphs and what is made with them, "commonest" for a guess that asks nothing, or "simple"."""
    if "nothing known" not in model:
        return ""
    if name.startswith(COMMONEST):
        return "commonest"
    return "simple" if _kind(name) == "baseline" else "engine"


def _figures(found: dict[str, Any]) -> None:
    st.header(t("graph"), anchor=False)
    st.markdown(t("graph-hint"))
    judged = {"everybody": found["cross_validated"]} if found.get("cross_validated") else {}
    judged["held-out"] = found
    whom, known = _choose(judged)
    figure = st.segmented_control(
        t("lab-figure"),
        FIGURES,
        default="accuracy",
        required=True,
        format_func=lambda name: named("felt", name),
        key="lab-feelings-figure",
        label_visibility="collapsed",
    )
    st.markdown(t(f"felt-{figure.replace('_', '-')}-meaning"))
    models = {name: model[known] | {"kind": _kind(name)} for name, model in judged[whom]["models"].items()}
    _bars(models, figure)
    _table(judged[whom]["models"], known)
    _links(judged[whom]["models"], known)
    _gains(models)
    _protocol(found)


def _choose(judged: dict[str, Any]) -> tuple[str, str]:
    """Whom the models are judged on, and what they know of a person."""
    labels = {whom: t(f"graph-{whom}", people=part["n_people"], films=part["n_rows"]) for whom, part in judged.items()}
    left, right = st.columns(2)
    whom = left.selectbox(t("graph-judged-on"), list(judged), format_func=labels.get, key="lab-feelings-people")
    known = right.selectbox(
        t("graph-known"), KNOWN, format_func=lambda name: named("graph", name), key="lab-feelings-known"
    )
    return whom, known


def _bars(models: dict[str, Any], figure: str) -> None:
    rows, label = lab.figures_rows(language.words(), models, figure), named("felt", figure)
    best = rows.iloc[0]
    st.vega_lite_chart(
        rows,
        lab.figures(language.words(), label),
        height=ROW * len(rows) + EDGE,
        key="lab-feelings-figures",
        alt=t("lab-figures-alt", metric=label, count=len(rows), best=best["name"], value=float(best["value"])),
    )


def _kind(name: str) -> str:
    if "together" in name:
        return "blend"
    return "engine" if "graph" in name else "baseline"


def _table(models: dict[str, Any], known: str) -> None:
    rows = {
        named("model", name): {figure: model[known][figure] for figure in FIGURES} for name, model in models.items()
    }
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(
            named("felt", name), format="%.3f", help=t(f"felt-{name.replace('_', '-')}-meaning")
        )
        for name in FIGURES
    }
    with st.expander(t("lab-all-figures"), icon=":material/table:", key="lab-feelings-table"):
        st.dataframe(
            pd.DataFrame.from_dict(rows, orient="index"),
            column_config=config | {"_index": st.column_config.Column(t("lab-model"))},
            alt=t("lab-all-figures-alt"),
        )
        st.caption(t("graph-table-hint"))


def _links(models: dict[str, Any], known: str) -> None:
    """How well the graph says which films a person will see."""
    links = {name: model["links"].get(known) for name, model in models.items()}
    told = [
        t("graph-link", model=named("model", name), value=value)
        for name, value in links.items()
        if value is not None and _kind(name) == "engine"
    ]
    popularity = [value for name, value in links.items() if value is not None and _kind(name) == "baseline"]
    if told and popularity:
        st.markdown(t("graph-links", figures=", ".join(told), popularity=popularity[0]))


def _gains(models: dict[str, Any]) -> None:
    """What the graph has over the models without one, beside what the paper claims."""
    said = [
        "- " + _gain(name, baseline, gains["accuracy"])
        for name, model in models.items()
        if _kind(name) == "engine" and not name.startswith("balanced")
        for baseline, gains in model.get("over", {}).items()
        if baseline in CLAIMED
    ]
    if said:
        st.markdown("\n".join(said))
        st.markdown(t("graph-why-not"))


def _gain(name: str, baseline: str, points: list[float]) -> str:
    gain, low, high = (100 * value for value in points)
    over = named("model", baseline)
    return t(
        "graph-gain", model=named("model", name), over=over, gain=gain, low=low, high=high, claimed=CLAIMED[baseline]
    )


def _protocol(found: dict[str, Any]) -> None:
    with st.expander(t("lab-protocol"), icon=":material/rule:", key="lab-feelings-protocol"):
        for name, value in found["protocol"].items():
            st.markdown(f"**{named('protocol', name)}**: {words.escaped(str(value))}")
        st.code("python -m recommender graph --data DIR --folds 5 --json", language="bash", wrap_lines=True)


def _cost(found: dict[str, Any]) -> None:
    st.header(t("graph-cost"), anchor=False)
    rows = lab.cost_rows(found["curve"])
    first, last = rows.iloc[0], rows.iloc[-1]
    st.markdown(t("graph-cost-hint", exponent=found["exponent"]))
    st.vega_lite_chart(
        rows,
        lab.cost(language.words()),
        height=300,
        key="lab-feelings-cost",
        alt=t(
            "graph-cost-alt",
            few=int(first["edges"]),
            short=float(first["seconds"]),
            many=int(last["edges"]),
            long=float(last["seconds"]),
        ),
    )
    st.code("python -m recommender graph --cost --json", language="bash", wrap_lines=True)
