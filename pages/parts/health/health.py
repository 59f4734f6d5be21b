"""How this server is doing at the moment, for whoever runs it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from emotion.message import Message
from pages.parts.shared import resources
from pages.parts.shared.language import t
from session.sitting.health import ServerHealth
from session.sitting.ladder import RUNGS

EVERY = 2.0
"""Seconds between drawings."""


@st.fragment(run_every=EVERY)
def show() -> None:
    """Figures over all sittings, drawn anew every EVERY seconds."""
    health = resources.sittings().health()
    with st.container(key="health", gap="small"):
        st.caption(t("health"))
        with st.container(horizontal=True, gap="medium"):
            for name, value, beside in _figures(health):
                st.metric(t(f"health-{name}"), value, beside, delta_color="off", delta_arrow="off", width="content")
        if health.paces:
            st.dataframe(_table(health), hide_index=True, width="stretch")
        else:
            st.markdown(t("health-nobody"))
        on = Message(f"health-device-{'gpu' if health.accelerated else 'cpu'}")
        st.caption(t("health-device", device=on))


def _figures(health: ServerHealth) -> list[tuple[str, str, str | None]]:
    """Name, value and what stands below it, of each figure."""
    found: list[tuple[str, str, str | None]] = [
        ("sittings", str(health.sittings), t("health-of", most=health.most)),
        ("sensed", str(health.sensed), None),
        ("waiting", str(health.waiting), None),
    ]
    if health.used is not None:
        cores = t("health-cores", cores=round(health.cores, 1))
        found.append(("used", t("health-number", value=round(health.used, 1)), cores))
    rung = RUNGS[health.rung]
    stands = {"at": health.rung + 1, "count": len(RUNGS), "width": rung.width, "height": rung.height, "hop": rung.hop}
    found.append(("rung", t("health-rung-rate", faces=rung.faces), t("health-rung-of", **stands)))
    return [*found, ("frames", _share(health.frames_dropped), None), ("sound", _share(health.sound_dropped), None)]


def _share(share: float | None) -> str:
    return t("health-none") if share is None else t("health-share", share=round(100 * share, 1))


def _table(health: ServerHealth) -> pd.DataFrame:
    """A row for each part that ran of late."""
    rows = [(t(f"health-part-{name}"), round(p.median, 1), round(p.p95, 1)) for name, p in health.paces.items()]
    return pd.DataFrame(rows, columns=[t("health-part"), t("health-median"), t("health-p95")])
