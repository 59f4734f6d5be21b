"""Lists that are not the sitting's own: the one of another feeling, and the one without any beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from emotion.feelings import feeling, nearest
from emotion.message import Message
from pages.parts.shared import resources, words
from pages.parts.shared.language import say, t
from recommender.types import Recommendation
from session.protocol import Sitting
from session.types import Snapshot

COVER_WIDTH = 44

WISH = "wish"
"""What letting a dot go means where the person wants to get there."""


def glides(valence: float, arousal: float, means: str | None) -> Message:
    """What is said above that list."""
    key = "list-glides-there" if means == WISH else "list-glides"
    return Message(key, {"feeling": feeling(nearest(valence, arousal))})


def glided(session: Sitting, valence: float, arousal: float, means: str | None) -> None:
    """While a dot is dragged the list for somebody who feels so or, where that is known to be meant, wants to."""
    _rows((session.list_if_led if means == WISH else session.list_if_felt)(valence, arousal))


def split(session: Sitting, snapshot: Snapshot) -> None:
    """The list and, beside it, the same moment's without the feeling; what stands in one alone is marked."""
    own, without = snapshot.recommendations, session.list_without_feeling()
    left, right = st.columns(2, gap="medium", wrap=False)
    for column, key, listed, other in ((left, "with", own, without), (right, "without", without, own)):
        with column.container(key=f"split-{key}"):
            st.subheader(t(f"list-{key}-feeling"), anchor=False)
            _rows(listed, {one.item.id for one in other})
    shared = len({one.item.id for one in own} & {one.item.id for one in without})
    st.caption(t("list-shared", count=shared))


def _rows(listed: Sequence[Recommendation], others: Collection[str] | None = None) -> None:
    for one in listed:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.image(resources.cover(one.item), width=COVER_WIDTH, alt=t("cover-of", title=one.item.title))
            own = others is not None and one.item.id not in others
            mark = f" · :material/compare_arrows: {t('list-only-here')}" if own else ""
            facts = words.escaped(say(words.facts(one.item))) + mark
            st.markdown(f"**{words.escaped(one.item.title)}**  \n:small[:gray[{facts}]]", width="stretch")
