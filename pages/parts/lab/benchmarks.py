"""The benchmark on the page: which engine ranks how well, for whom, at what cost, and what each part of one adds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts.charts import lab
from pages.parts.lab import results
from pages.parts.lab.names import key, named
from pages.parts.lab.results import Result
from pages.parts.shared import language, words
from pages.parts.shared.language import say, t

METRICS = ("ndcg@10", "hr@10", "recall@20", "mrr")
COLUMNS = (*METRICS, "coverage", "novelty", "diversity", "gini")

OF_GROUPS = ("ndcg@10", "hr@10", "recall@20")
"""Figures that are measured for groups of people, too."""

GAP_AT_MOST = 0.03
ROW, EDGE = 28, 70


@st.cache_data(max_entries=1, show_spinner=False)
def _read(folder: Path, _changed: float) -> tuple[list[Result], list[str]]:
    return results.read(folder)


def found() -> list[Result]:
    """All results that can be read."""
    return _all()[0]


def _all() -> tuple[list[Result], list[str]]:
    folder = results.RESULTS
    return _read(folder, max((file.stat().st_mtime for file in folder.glob("*.json")), default=0.0))


def show() -> None:
    """One data set at a time."""
    found, problems = _all()
    for file in problems:
        st.warning(t("lab-problem", file=words.escaped(file)), icon=":material/warning:")
    if not found:
        st.info(t("lab-nothing"), icon=":material/science:")
        return
    names = list(dict.fromkeys(result.dataset for result in found))
    chosen = st.pills(
        t("lab-dataset"),
        names,
        default=names[0],
        required=True,
        format_func=lambda name: named("dataset", name),
        key="lab-dataset",
    )
    for kind, draw in (("figures", _figures), ("ablation", _parts), ("shift", _shift)):
        for result in found:
            if result.dataset == chosen and result.kind == kind:
                draw(result)


def _setting(result: Result) -> None:
    st.caption(words.escaped(" · ".join(say(part) for part in results.setting(result))))


def _meaning(name: str) -> str:
    return t(f"{key('metric', name)}-meaning")


def _figures(result: Result) -> None:
    _setting(result)
    metric = _metric(result)
    st.markdown(_meaning(metric))
    _bars(result, metric)
    _table(result)
    of_groups = metric if metric in OF_GROUPS else "ndcg@10"
    _cold(result, of_groups)
    _members(result)
    _groups(result, of_groups)
    _cost(result)
    _protocol(result)


def _metric(result: Result) -> str:
    """The figure that is looked at; on sets whose published figures are of the first twenty, theirs at first."""
    known = [metric for metric in METRICS if any(metric in model for model in result.models.values())]
    published = str(result.protocol.get("split", "")).startswith("as published")
    return st.segmented_control(
        t("lab-figure"),
        known,
        default="recall@20" if published and "recall@20" in known else known[0],
        required=True,
        format_func=lambda name: named("metric", name),
        key=f"lab-metric-{result.dataset}",
        label_visibility="collapsed",
    )


def _bars(result: Result, metric: str) -> None:
    rows, label = lab.figures_rows(language.words(), result.models, metric), named("metric", metric)
    best = rows.iloc[0]
    st.vega_lite_chart(
        rows,
        lab.figures(language.words(), label),
        height=ROW * len(rows) + EDGE,
        key=f"lab-figures-{result.dataset}",
        alt=t("lab-figures-alt", metric=label, count=len(rows), best=best["name"], value=float(best["value"])),
    )


def _by_model(rows: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """Rows by model, under the models' names."""
    return pd.DataFrame.from_dict({named("model", name): row for name, row in rows.items()}, orient="index")


def _columns(**columns: Any) -> dict[str, Any]:
    """The set-up of a table's columns, with the models' names before them."""
    return {"_index": st.column_config.Column(t("lab-model"))} | columns


def _number(label: str, digits: int, meaning: str | None = None) -> Any:
    return st.column_config.NumberColumn(label, format=f"%.{digits}f", help=meaning)


def _table(result: Result) -> None:
    shown = [name for name in COLUMNS if any(name in model for model in result.models.values())]
    columns = {name: _number(named("metric", name), 2 if name == "novelty" else 4, _meaning(name)) for name in shown}
    with st.expander(t("lab-all-figures"), icon=":material/table:", key=f"lab-table-{result.dataset}"):
        st.dataframe(
            _by_model({name: {column: model.get(column) for column in shown} for name, model in result.models.items()}),
            column_config=_columns(**columns),
            alt=t("lab-all-figures-alt"),
        )
        st.caption(t("lab-all-figures-hint"))
        st.markdown("\n".join(filter(None, map(_told, result.models))))


def _told(model: str) -> str:
    """What a model is, as a line of a list; nothing of one that the tables do not know."""
    meaning = f"{key('model', model)}-meaning"
    return f"- **{named('model', model)}**: {t(meaning)}." if language.words().has(meaning) else ""


def _cold(result: Result, metric: str) -> None:
    rows, label = lab.cold_rows(language.words(), result.models, metric), named("metric", metric)
    if rows.empty:
        return
    st.header(t("lab-cold"), anchor=False)
    st.markdown(t("lab-cold-hint"))
    st.vega_lite_chart(
        rows,
        lab.cold(language.words(), label),
        height=320,
        key=f"lab-cold-{result.dataset}",
        alt=t("lab-cold-alt", metric=label),
    )


def _members(result: Result) -> None:
    for name, model in result.models.items():
        if "ablation" not in model:
            continue
        st.header(t("lab-members", model=named("model", name)), anchor=False)
        st.markdown(t("lab-members-hint"))
        parts = {named("model", member): gain["ndcg@10"] for member, gain in model["ablation"].items()}
        _added(parts, f"lab-members-{result.dataset}-{name}")


def _parts(result: Result) -> None:
    for name, model in result.models.items():
        st.header(t("lab-parts", model=named("model", name)), anchor=False)
        _setting(result)
        st.markdown(t("lab-parts-hint", value=model["whole"]["ndcg@10"]))
        parts = {named("part", part): without["adds"]["ndcg@10"] for part, without in model["without"].items()}
        _added(parts, f"lab-parts-{result.dataset}-{name}")


def _shift(result: Result) -> None:
    """What is left of each model when what people took is no longer mostly what is popular."""
    st.header(t("lab-shift"), anchor=False)
    _setting(result)
    st.markdown(t("lab-shift-hint"))
    steps = {"0.0": "lab-shift-before", "0.5": "lab-shift-half", "1.0": "lab-shift-then"}
    rows = {
        name: {step: model[step]["ndcg@10"][0] for step in steps} | {"kept": model["kept"]["ndcg@10"]}
        for name, model in result.models.items()
    }
    columns = {step: _number(t(label), 4) for step, label in steps.items()}
    kept = st.column_config.NumberColumn(t("lab-shift-kept"), format="percent")
    st.dataframe(_by_model(rows), column_config=_columns(**columns, kept=kept), width="content", alt=t("lab-shift-alt"))


def _added(parts: dict[str, list[float]], name: str) -> None:
    rows = lab.added_rows(parts)
    most = rows.iloc[0]
    st.vega_lite_chart(
        rows,
        lab.added(language.words(), named("metric", "ndcg@10")),
        height=ROW * len(rows) + EDGE,
        key=name,
        alt=t("lab-added-alt", part=most["name"], value=float(most["value"])),
    )


def _groups(result: Result, metric: str) -> None:
    """Largest difference between groups of people, model by model."""
    rows = {
        name: {attribute: part["gap"][metric] for attribute, part in model["by_profile"].items()}
        for name, model in result.models.items()
        if model.get("by_profile")
    }
    if not rows:
        return
    table, label = _by_model(rows), named("metric", metric)
    above = int((table > GAP_AT_MOST).sum().sum())
    st.header(t("lab-groups"), anchor=False)
    holds = t("lab-groups-all") if not above else t("lab-groups-not", above=above, cases=table.size)
    st.markdown(t("lab-groups-hint", metric=label, most=GAP_AT_MOST, holds=holds))
    columns = {attribute: _number(named("profile", attribute), 4) for attribute in table.columns}
    st.dataframe(table, column_config=_columns(**columns), width="content", alt=t("lab-groups-alt", metric=label))


def _cost(result: Result) -> None:
    rows = {
        name: {
            "training": model["train_seconds"],
            "memory": model["train_memory_mb"],
            "list": 1000 * model["serve_seconds_per_user"],
        }
        for name, model in result.models.items()
        if {"train_seconds", "train_memory_mb", "serve_seconds_per_user"} <= model.keys()
    }
    if not rows:
        return
    columns = {
        name: _number(t(f"lab-cost-{name}"), digits) for name, digits in (("training", 0), ("memory", 0), ("list", 1))
    }
    with st.expander(t("lab-cost"), icon=":material/timer:", key=f"lab-cost-{result.dataset}"):
        st.dataframe(_by_model(rows), column_config=_columns(**columns), width="content", alt=t("lab-cost-alt"))
        st.caption(t("lab-cost-hint"))


def _protocol(result: Result) -> None:
    """How it was measured, as the command wrote it down, and the command."""
    with st.expander(t("lab-protocol"), icon=":material/rule:", key=f"lab-protocol-{result.dataset}"):
        for name, value in result.protocol.items():
            said = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            if said:
                st.markdown(f"**{named('protocol', name)}**: {words.escaped(said)}")
        st.code(_command(result), language="bash", wrap_lines=True)


def _command(result: Result) -> str:
    if result.dataset == "demo_catalogue":
        return "python -m recommender train --data DIR --json"
    models = ",".join(result.models)
    return f"python -m recommender benchmark --data DIR --dataset {result.dataset} --models {models} --json"
