"""Your history: items the person knows, typed or from a file, shown for confirmation before they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.parts.shared import resources, sittings, words
from recommender.catalogue.own_history import LARGEST, Found, read_csv, read_titles
from recommender.errors import HistoryError
from recommender.types import Item, Loaded
from session.record.errors import LogError
from session.sitting.live import LiveSession

FOUND, PROBLEM, TYPED = "history_found", "history_problem", "history_typed"
ADDS, ROUND = "history_adds", "history_round"
"""Where the page remembers what was found and is to be confirmed, what was wrong, what was typed, that more is to be
added to what counts already, and how often the form was emptied."""

WAYS = ("Titles", "A file")
NAMED = 6
ROW_HEIGHT, MOST_ROWS = 36, 7


def show(session: LiveSession) -> None:
    """A calm disclosure; what it holds takes no part until it is confirmed."""
    with st.expander("Your history", icon=":material/history:", key="history"):
        _inside(session)


@st.fragment
def _inside(session: LiveSession) -> None:
    loaded, found = session.snapshot().loaded, st.session_state.get(FOUND)
    if problem := st.session_state.get(PROBLEM):
        st.error(words.escaped(problem), icon=":material/error:")
    if found is not None:
        _confirm(session, found)
        return
    if len(loaded):
        _counted(session, loaded)
    if not len(loaded) or st.session_state.get(ADDS):
        _ask()


def _ask() -> None:
    """Where titles are typed or a file is chosen."""
    st.caption(
        "Films you've seen, songs you know, books you've read: they shape the list, and the list leaves them out."
    )
    way = st.segmented_control(
        "How", WAYS, default=WAYS[0], required=True, key="history-way", label_visibility="collapsed"
    )
    count = st.session_state.get(ROUND, 0)
    if way == WAYS[0]:
        st.text_area(
            "Titles, one a line",
            value=st.session_state.get(TYPED, ""),
            key=f"history-text-{count}",
            height=130,
            placeholder="The Matrix (1999)\nBohemian Rhapsody\nPride and Prejudice",
        )
        st.button("Find them", key="history-find", on_click=_find_titles, args=(f"history-text-{count}",))
    else:
        st.file_uploader(
            "A CSV file with a column movieId or title",
            type="csv",
            key=f"history-file-{count}",
            max_upload_size=LARGEST // 2**20,
            on_change=_find_file,
            args=(f"history-file-{count}",),
            help="MovieLens' ratings.csv with your own rows alone, or a list of titles. The columns rating, 0.5 to 5, "
            "and timestamp are read too.",
        )


def _find_titles(key: str) -> None:
    typed = st.session_state[TYPED] = st.session_state[key]
    _find(lambda: read_titles(typed, resources.catalogue()))


def _find_file(key: str) -> None:
    file = st.session_state[key]
    if file is not None:
        _find(lambda: read_csv(file.name, file.getvalue(), resources.catalogue()))


def _find(read: Callable[[], Found]) -> None:
    """Read, and remember what was found or what was wrong; all else stays as it was."""
    try:
        st.session_state[FOUND], st.session_state[PROBLEM] = read(), None
    except HistoryError as error:
        st.session_state[PROBLEM] = str(error)


def _confirm(session: LiveSession, found: Found) -> None:
    """What was found, to be looked through, and the two ways on."""
    for note in found.notes[:3]:
        st.caption(words.escaped(note))
    if not found.matches:
        st.info("None of these is in this catalogue.", icon=":material/search_off:")
    else:
        st.markdown(f"**Is this right?** {_counts([match.item for match in found.matches])}")
        ticked = st.data_editor(
            _table(found),
            key="history-check",
            hide_index=True,
            disabled=["Found", "From"],
            column_config={"Use": st.column_config.CheckboxColumn(width=70)},
            height=ROW_HEIGHT * min(len(found.matches) + 1, MOST_ROWS),
            row_height=ROW_HEIGHT,
            alt="What was found, and whether it counts",
        )
    if found.missing:
        st.caption(f"Not in this catalogue: {_named(found.missing)}.")
    if any(not match.enjoyed for match in found.matches):
        st.caption("What you rated below 3 tells nothing of your taste here; the list only leaves it out.")
    with st.container(horizontal=True):
        if found.matches:
            kept = [match for match, counts in zip(found.matches, ticked["Use"], strict=True) if counts]
            chosen = Loaded(
                tuple(match.item.id for match in kept if match.enjoyed),
                tuple(match.item.id for match in kept if not match.enjoyed),
            )
            st.button("Use these", key="history-use", type="primary", on_click=_use, args=(session, chosen))
        st.button("Go back", key="history-back", type="tertiary", on_click=_back)


def _table(found: Found) -> pd.DataFrame:
    rows = [
        (
            True,
            f"{match.item.title} ({words.facts(match.item)})" + ("" if match.sure else " ?"),
            "" if match.given == match.item.title else match.given,
        )
        for match in found.matches
    ]
    return pd.DataFrame(rows, columns=["Use", "Found", "From"])


def _use(session: LiveSession, chosen: Loaded) -> None:
    before = session.snapshot().loaded
    again = {*chosen.enjoyed, *chosen.passed}
    merged = Loaded(
        tuple(i for i in before.enjoyed if i not in again) + chosen.enjoyed,
        tuple(i for i in before.passed if i not in again) + chosen.passed,
    )
    with sittings.answered(session):
        session.bring(merged)
    _back()
    st.session_state[ADDS], st.session_state[TYPED] = False, ""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _back() -> None:
    st.session_state[FOUND] = st.session_state[PROBLEM] = None


def _counted(session: LiveSession, loaded: Loaded) -> None:
    """What counts at present, and how to add to it or take it away."""
    catalogue = resources.catalogue()
    enjoyed, passed = ([catalogue.item(i) for i in ids] for ids in (loaded.enjoyed, loaded.passed))
    if enjoyed:
        st.markdown(f"**{_counts(enjoyed)}** shape the list and stay off it.")
        st.caption(_named([item.title for item in reversed(enjoyed)]))
    if passed:
        st.caption(f"{_counts(passed)} you rated low only stay off it.")
    with st.container(horizontal=True):
        st.button("Add more", key="history-add", type="tertiary", icon=":material/add:", on_click=_add)
        st.button(
            "Remove it",
            help="Lists you saw keep the reasons they gave; the page About deletes those too.",
            key="history-remove",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove,
            args=(session,),
        )


def _add() -> None:
    st.session_state[ADDS] = True


def _remove(session: LiveSession) -> None:
    try:
        with sittings.answered(session):
            session.drop_history()
        st.session_state[PROBLEM] = None
    except LogError as error:
        st.session_state[PROBLEM] = str(error)


def _counts(items: list[Item]) -> str:
    """E.g. "9 films and 1 song"."""
    parts = [
        f"{count} {words.KINDS[kind].lower()}{'' if count == 1 else 's'}"
        for kind, count in Counter(item.kind for item in items).items()
    ]
    return " and ".join(", ".join(parts).rsplit(", ", 1))


def _named(titles: list[str] | tuple[str, ...]) -> str:
    """The first of some titles, and how many more there are."""
    more = len(titles) - NAMED
    return words.escaped(", ".join(titles[:NAMED])) + (f" and {more} more" if more > 0 else "")
