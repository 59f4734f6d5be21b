"""The benchmark on the page: which engine ranks how well, for whom, at what cost, and what each part of one adds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts.charts import lab
from pages.parts.lab import results
from pages.parts.lab.results import Result
from pages.parts.shared import words

METRICS = {
    "ndcg@10": (
        "NDCG@10",
        "How high the item a person really took next stands among the first ten: 1 at the top, 0.63 at number two, 0 "
        "beyond ten. Averaged over people.",
    ),
    "hr@10": ("HR@10", "For how many people the item they really took next is among the first ten."),
    "recall@20": ("Recall@20", "How much of what a person took is among the first twenty."),
    "mrr": ("MRR", "One over the place of the item a person took: 1 at the top, 0.1 at number ten."),
}

COLUMNS = {
    **{name: (label, meaning) for name, (label, meaning) in METRICS.items()},
    "coverage": ("Coverage", "The share of all items that is in anybody's first ten."),
    "novelty": ("Novelty", "How surprising the listed items are, in bits: the rarer, the more."),
    "diversity": ("Diversity", "How unlike the items of one list are, by who took them, from 0 to 1."),
    "gini": ("Gini", "How unevenly items are listed: 0 all alike, near 1 the same few for all."),
}

OF_GROUPS = ("ndcg@10", "hr@10", "recall@20")
"""Figures that are measured for groups of people, too."""

GAP_AT_MOST = 0.03
ROW, EDGE = 28, 70


@st.cache_data(max_entries=1, show_spinner=False)
def _read(folder: Path, _changed: float) -> tuple[list[Result], list[str]]:
    return results.read(folder)


def show() -> None:
    """One data set at a time."""
    folder = results.RESULTS
    found, problems = _read(folder, max((file.stat().st_mtime for file in folder.glob("*.json")), default=0.0))
    for problem in problems:
        st.warning(words.escaped(problem), icon=":material/warning:")
    if not found:
        st.info(
            "There are no results here yet. `python -m recommender benchmark --data DIR --dataset movielens_1m --json "
            "> assets/results/movielens_1m.json` writes some.",
            icon=":material/science:",
        )
        return
    names = list(dict.fromkeys(result.dataset for result in found))
    chosen = st.pills(
        "Data set", names, default=names[0], required=True, format_func=results.dataset_name, key="lab-dataset"
    )
    for kind, draw in (("figures", _figures), ("ablation", _parts), ("shift", _shift)):
        for result in found:
            if result.dataset == chosen and result.kind == kind:
                draw(result)


def _figures(result: Result) -> None:
    st.caption(words.escaped(results.setting(result)))
    known = [metric for metric in METRICS if any(metric in model for model in result.models.values())]
    # What is published on these sets is of the first twenty.
    published = str(result.protocol.get("split", "")).startswith("as published")
    metric = st.segmented_control(
        "Figure",
        known,
        default="recall@20" if published and "recall@20" in known else known[0],
        required=True,
        format_func=lambda name: METRICS[name][0],
        key=f"lab-metric-{result.dataset}",
        label_visibility="collapsed",
    )
    label, meaning = METRICS[metric]
    st.markdown(meaning)
    rows = lab.figures_rows(result.models, metric)
    best = rows.iloc[0]
    st.vega_lite_chart(
        rows,
        lab.figures(label),
        height=ROW * len(rows) + EDGE,
        key=f"lab-figures-{result.dataset}",
        alt=f"{label} of {len(rows)} models, the best {best['name']} with {best['value']:.3f}",
    )
    _table(result)
    of_groups = metric if metric in OF_GROUPS else "ndcg@10"
    _cold(result, of_groups)
    _members(result)
    _groups(result, of_groups)
    _cost(result)
    _protocol(result)


def _table(result: Result) -> None:
    shown = [name for name in COLUMNS if any(name in model for model in result.models.values())]
    rows = {
        results.model_name(name): {COLUMNS[column][0]: model.get(column) for column in shown}
        for name, model in result.models.items()
    }
    config: dict[str, Any] = {
        COLUMNS[name][0]: st.column_config.NumberColumn(
            help=COLUMNS[name][1], format="%.2f" if name == "novelty" else "%.4f"
        )
        for name in shown
    }
    with st.expander("All figures", icon=":material/table:", key=f"lab-table-{result.dataset}"):
        st.dataframe(
            pd.DataFrame.from_dict(rows, orient="index").rename_axis("Model"),
            column_config=config,
            alt="All figures of all models",
        )
        st.caption(
            "Point at a column's name for what it means. More is not always better: a list of rarities is novel."
        )
        told = [results.MODELS[name] for name in result.models if name in results.MODELS]
        st.markdown("\n".join(f"- **{name}**: {what}." for name, what in told))


def _cold(result: Result, metric: str) -> None:
    rows = lab.cold_rows(result.models, metric)
    if rows.empty:
        return
    st.subheader("When little is known of a person", anchor=False)
    st.markdown("The same people, asked for the same item, but by their last 5, 10 or 30 items alone; the best models.")
    label = METRICS[metric][0]
    st.vega_lite_chart(
        rows,
        lab.cold(label),
        height=320,
        key=f"lab-cold-{result.dataset}",
        alt=f"{label} of each model when 5, 10 or 30 items of a person are known",
    )


def _members(result: Result) -> None:
    for name, model in result.models.items():
        if "ablation" not in model:
            continue
        st.subheader(f"What each model adds to {results.model_name(name).lower()}", anchor=False)
        st.markdown(
            "All together, less all but one with the weights learnt anew. Where a line crosses zero, it may be chance."
        )
        parts = {results.model_name(member): gain["ndcg@10"] for member, gain in model["ablation"].items()}
        _added(parts, f"lab-members-{result.dataset}-{name}")


def _parts(result: Result) -> None:
    for name, model in result.models.items():
        st.subheader(f"What each part adds to {results.model_name(name)}", anchor=False)
        st.caption(words.escaped(results.setting(result)))
        st.markdown(
            f"Whole, its NDCG@10 is {model['whole']['ndcg@10']:.4f}. Each part was taken away and the rest trained "
            "anew; what the whole has over that is what the part adds. Where a line crosses zero, it may be chance."
        )
        _added(
            {part: without["adds"]["ndcg@10"] for part, without in model["without"].items()},
            f"lab-parts-{result.dataset}-{name}",
        )


def _shift(result: Result) -> None:
    """What is left of each model when what people took is no longer mostly what is popular."""
    st.subheader("When the crowd counts for less", anchor=False)
    st.caption(words.escaped(results.setting(result)))
    st.markdown(
        "Models can do well by naming what everybody takes. Here those count for more who took what few take, at "
        "the end so that every item weighs alike: NDCG@10 before, half way and then, and how much of it is left."
    )
    rows = {
        results.model_name(name): {
            "As it is": model["0.0"]["ndcg@10"][0],
            "Half way": model["0.5"]["ndcg@10"][0],
            "All alike": model["1.0"]["ndcg@10"][0],
            "Left": model["kept"]["ndcg@10"],
        }
        for name, model in result.models.items()
    }
    config = {name: st.column_config.NumberColumn(format="%.4f") for name in ("As it is", "Half way", "All alike")}
    st.dataframe(
        pd.DataFrame.from_dict(rows, orient="index").rename_axis("Model"),
        column_config=config | {"Left": st.column_config.NumberColumn(format="percent")},
        width="content",
        alt="NDCG@10 of each model while popularity counts for less and less",
    )


def _added(parts: dict[str, list[float]], key: str) -> None:
    rows = lab.added_rows(parts)
    most = rows.iloc[0]
    st.vega_lite_chart(
        rows,
        lab.added("NDCG@10"),
        height=ROW * len(rows) + EDGE,
        key=key,
        alt=f"What each part adds; most of all {most['name']} with {most['value']:+.4f}",
    )


def _groups(result: Result, metric: str) -> None:
    """Largest difference between groups of people, model by model."""
    rows = [
        {"Model": results.model_name(name), "By": attribute, "Largest gap": part["gap"][metric]}
        for name, model in result.models.items()
        for attribute, part in model.get("by_profile", {}).items()
    ]
    if not rows:
        return
    st.subheader("Is it as good for everybody?", anchor=False)
    table = pd.DataFrame(rows).pivot(index="Model", columns="By", values="Largest gap")
    above = int((table > GAP_AT_MOST).sum().sum())
    kept = "it does everywhere" if not above else f"it does not in {above} of {table.size} cases"
    label = METRICS[metric][0]
    st.markdown(
        f"The largest difference in {label} between groups of people, by sex and by age. It should stay below "
        f"{GAP_AT_MOST:.2f}: {kept}. Small groups differ by chance, too."
    )
    st.dataframe(
        table,
        column_config={name: st.column_config.NumberColumn(format="%.4f") for name in table.columns},
        width="content",
        alt=f"Largest difference in {label} between groups of people",
    )


def _cost(result: Result) -> None:
    rows = {
        results.model_name(name): {
            "Training, s": model["train_seconds"],
            "Memory, MB": model["train_memory_mb"],
            "One list, ms": 1000 * model["serve_seconds_per_user"],
        }
        for name, model in result.models.items()
        if {"train_seconds", "train_memory_mb", "serve_seconds_per_user"} <= model.keys()
    }
    if not rows:
        return
    with st.expander("What it costs", icon=":material/timer:", key=f"lab-cost-{result.dataset}"):
        st.dataframe(
            pd.DataFrame.from_dict(rows, orient="index").rename_axis("Model"),
            column_config={
                "Training, s": st.column_config.NumberColumn(format="%.0f"),
                "Memory, MB": st.column_config.NumberColumn(format="%.0f"),
                "One list, ms": st.column_config.NumberColumn(format="%.1f"),
            },
            width="content",
            alt="Time and memory of each model",
        )
        st.caption("On a processor that was shared with other work: good for comparing, not as a promise.")


def _protocol(result: Result) -> None:
    with st.expander("How it was measured", icon=":material/rule:", key=f"lab-protocol-{result.dataset}"):
        for name, value in result.protocol.items():
            said = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            if said:
                st.markdown(f"**{name.replace('_', ' ').capitalize()}**: {words.escaped(said)}")
        own = result.dataset == "demo_catalogue"
        st.code(
            "python -m recommender train --data DIR --json"
            if own
            else f"python -m recommender benchmark --data DIR --dataset {result.dataset} --models "
            f"{','.join(result.models)} --json",
            language="bash",
            wrap_lines=True,
        )
