"""The emotion graph on the page Lab: how well feelings about films are foretold, and what an epoch costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts.charts import lab
from pages.parts.lab import results
from pages.parts.shared import words

FIGURES = {
    "accuracy": ("Accuracy", "For how many of the films the feeling a person had most of the time was named rightly."),
    "uar": (
        "UAR",
        "The same, emotion by emotion, and then their mean (unweighted average recall): always naming the commonest "
        "gives one in seven.",
    ),
    "macro_f1": (
        "Macro-F1",
        "As UAR, but an emotion named too often counts against it, too (mean of the F1 of each emotion).",
    ),
}
KNOWN = {
    "earlier films known": "What they felt at earlier films",
    "nothing known": "Nothing they ever saw",
}
CLAIMED = {"logistic regression": 30.3, "random forest": 19.1}
"""Points of accuracy that the paper gives the graph over these, on data of its own."""

NAMES = {
    "majority class, popularity": "Majority class",
    "logistic regression": "Logistic regression",
    "balanced: logistic regression": "Regression, balanced",
    "random forest": "Random forest",
    "balanced: random forest": "Forest, balanced",
    "emotion graph, R-GCN": "Emotion graph, R-GCN",
    "balanced: emotion graph, R-GCN": "R-GCN, balanced",
    "emotion graph, HGT": "Emotion graph, HGT",
    "balanced: emotion graph, HGT": "HGT, balanced",
    "R-GCN, regression and forest together": "Three models together",
}
"""Models by what the command calls them."""

WHY_NOT = (
    "The paper's graph is far ahead of both; here it is level with them. Four things differ. Its labels belong to the "
    "films, put on by a classifier of texts, and the graph's edges hold them; here each label is what one person "
    "reported. It parts its graph so that the same people and films are on both sides; here nobody judged by was seen "
    "in training, and training knows nothing of nearly half of their films. Its graph has 130,000 edges; here are "
    "fewer than 2,000 rows. And its logistic regression and forest see no edges, while here they are told what the "
    "edges say: what others felt at a film, what the person felt before, lately and at films of the kind."
)
ROW, EDGE = 28, 70


@st.cache_data(max_entries=2, show_spinner=False)
def _read(file: Path, _changed: float, needed: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return found if all(found[name] for name in needed) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def show() -> None:
    """Whatever of the two files is there."""
    parts = (
        (results.FEELINGS, ("protocol", "models", "n_people", "n_rows"), _figures),
        (results.FEELINGS_COST, ("curve", "exponent"), _cost),
    )
    for name, needed, draw in parts:
        file = results.RESULTS / name
        if not file.is_file():
            continue
        found = _read(file, file.stat().st_mtime, needed)
        if found is None:
            st.warning(f"{words.escaped(name)} holds no results of the emotion graph.", icon=":material/warning:")
        else:
            draw(found)


def _figures(found: dict[str, Any]) -> None:
    st.header("How will a person feel about a film?", anchor=False)
    st.markdown(
        "People wrote down which of seven feelings they had most of the time at a film. The emotion graph, whose nodes "
        "are people, films and emotions, foretells it for people it has never met; beside it stand models that know no "
        "graph but are told the same."
    )
    crossed = found.get("cross_validated")
    judged = {"everybody": crossed} if crossed else {}
    judged["held out"] = found
    labels = {key: f"{part['n_people']} people, {part['n_rows']:,} films" for key, part in judged.items()}
    if crossed:
        labels["everybody"] += ", each person held out once"
    left, right = st.columns(2)
    whom = left.selectbox("Judged on", list(judged), format_func=labels.get, key="lab-feelings-people")
    known = right.selectbox("Known of a person", list(KNOWN), format_func=KNOWN.get, key="lab-feelings-known")
    figure = st.segmented_control(
        "Figure",
        list(FIGURES),
        default="accuracy",
        required=True,
        format_func=lambda name: FIGURES[name][0],
        key="lab-feelings-figure",
        label_visibility="collapsed",
    )
    label, meaning = FIGURES[figure]
    st.markdown(meaning)
    models = {name: model[known] | {"kind": _kind(name)} for name, model in judged[whom]["models"].items()}
    rows = lab.figures_rows({_name(name): model for name, model in models.items()}, figure)
    best = rows.iloc[0]
    st.vega_lite_chart(
        rows,
        lab.figures(label),
        height=ROW * len(rows) + EDGE,
        key="lab-feelings-figures",
        alt=f"{label} of {len(rows)} models, the best {best['name']} with {best['value']:.3f}",
    )
    _table(judged[whom]["models"], known)
    _gains(models)
    with st.expander("How it was measured", icon=":material/rule:", key="lab-feelings-protocol"):
        for name, value in found["protocol"].items():
            st.markdown(f"**{name.replace('_', ' ').capitalize()}**: {words.escaped(str(value))}")
        st.code("python -m recommender graph --data DIR --folds 5 --json", language="bash", wrap_lines=True)


def _kind(name: str) -> str:
    if "together" in name:
        return "blend"
    return "engine" if "graph" in name else "baseline"


def _table(models: dict[str, Any], known: str) -> None:
    rows = {
        _name(name): {FIGURES[figure][0]: model[known][figure] for figure in FIGURES} for name, model in models.items()
    }
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(format="%.3f", help=meaning) for name, meaning in FIGURES.values()
    }
    with st.expander("All figures", icon=":material/table:", key="lab-feelings-table"):
        st.dataframe(
            pd.DataFrame.from_dict(rows, orient="index").rename_axis("Model"),
            column_config=config,
            alt="All figures of all models",
        )
        st.caption(
            "Balanced: rare emotions count as much as frequent ones, which lifts UAR and lowers accuracy. Three models "
            "together: the mean of R-GCN, regression and forest."
        )
    links = {name: model["links"].get(known) for name, model in models.items()}
    told = [
        f"{_name(name)} {value:.3f}" for name, value in links.items() if value is not None and _kind(name) == "engine"
    ]
    popularity = [value for name, value in links.items() if value is not None and _kind(name) == "baseline"]
    if told and popularity:
        st.markdown(
            "The graph also says which films a person will see. How often one they saw is thought likelier than one "
            f"they did not, where 0.5 is chance: {', '.join(told)}; going by how many saw it, {popularity[0]:.3f}."
        )


def _name(model: str) -> str:
    return NAMES.get(model, model)


def _gains(models: dict[str, Any]) -> None:
    """What the graph has over the models without one, beside what the paper claims."""
    said = [
        f"- **{_name(name)}** over {baseline}: {100 * gain:+.1f} points of accuracy, 95 % of resampled "
        f"sets of people between {100 * low:+.1f} and {100 * high:+.1f}; the paper claims +{CLAIMED[baseline]}"
        for name, model in models.items()
        if _kind(name) == "engine" and not name.startswith("balanced")
        for baseline, gains in model.get("over", {}).items()
        if baseline in CLAIMED
        for gain, low, high in [gains["accuracy"]]
    ]
    if said:
        st.markdown("\n".join(said))
        st.markdown(WHY_NOT)


def _cost(found: dict[str, Any]) -> None:
    st.header("What does an epoch cost as the graph grows?", anchor=False)
    rows = lab.cost_rows(found["curve"])
    first, last = rows.iloc[0], rows.iloc[-1]
    st.markdown(
        "Each row is asked for once, and looks at a few neighbours drawn at random, so that a step costs the same "
        f"however large the graph is. Seconds grow with edges to the power of {found['exponent']:.2f}, where 1 is "
        "linear. One thread."
    )
    st.vega_lite_chart(
        rows,
        lab.cost(),
        height=300,
        key="lab-feelings-cost",
        alt=f"Seconds of an epoch over edges of the graph: {first['seconds']:.1f} s at {first['edges']:,.0f} edges, "
        f"{last['seconds']:.1f} s at {last['edges']:,.0f}",
    )
    st.code("python -m recommender graph --cost --json", language="bash", wrap_lines=True)
