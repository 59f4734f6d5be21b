"""How the machinery keeps up with this sitting, for who wants to know: folded up, and drawn only while it is open."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from emotion.message import Message
from emotion.modalities import MODALITIES
from pages.parts.shared import resources
from pages.parts.shared.language import t
from session.protocol import Sitting
from session.sitting.ladder import RUNGS
from session.sitting.timings import FRAME, FUSION, RANKING, Pace
from session.types import Health


def show(session: Sitting, health: Health) -> None:
    """What is read of this person, what that takes, what was dropped, who waits, and on what it runs."""
    with st.container(key="live-health"):
        folded = st.expander(t("health-own"), key="live-health-open", on_change="rerun")
        if folded.open:
            with folded:
                _figures(health)
                _paces(session.paces())
                _server()
                st.caption(t("health-own-recorded"))


def _figures(health: Health) -> None:
    rung = RUNGS[health.rung]
    stands = {"at": health.rung + 1, "count": len(RUNGS), "width": rung.width, "height": rung.height, "hop": rung.hop}
    now = t("health-own-rate", rate=round(health.face_rate, 1), most=rung.faces)
    dropped = t(
        "health-own-dropped",
        frames=_share(health.frames_dropped, health.frames_received),
        sound=_share(health.audio_seconds_dropped, health.audio_seconds_received),
    )
    st.markdown(f"{now} · {t('health-rung-of', **stands)}  \n{dropped}")


def _share(dropped: float, received: float) -> Message:
    if not received:
        return Message("health-none")
    return Message("health-share", {"share": round(100 * dropped / received, 1)})


def _paces(paces: Mapping[str, Pace]) -> None:
    named = [name for name in (*MODALITIES, FUSION, RANKING, FRAME) if name in paces]
    rows = [(t(f"health-part-{name}"), _ms(paces[name].median), _ms(paces[name].p95)) for name in named]
    if rows:
        head = (t("health-part"), t("health-median"), t("health-p95"))
        lines = [head, ("---", "--:", "--:"), *rows]
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _ms(time: float) -> str:
    return t("health-number", value=round(time, 1))


def _server() -> None:
    health = resources.sittings().health()
    device = Message(f"health-device-{'gpu' if health.accelerated else 'cpu'}")
    st.markdown(f"{t('health-own-waiting', waiting=health.waiting)} · {t('health-device', device=device)}")
