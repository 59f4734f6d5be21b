"""Your history: items the person knows, typed or from a file, shown for confirmation before they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from emotion.message import Message
from pages.parts.shared import sittings, words
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import explained, say, t
from pages.parts.shared.tab import HistoryForm, tab
from recommender.catalogue.own_history import LARGEST, Found, Match, read_csv, read_titles
from recommender.errors import HistoryError
from recommender.types import Item, Loaded
from session.protocol import Sitting
from session.record.errors import LogError

WAYS = ("titles", "file")
COLUMNS = ("use", "found", "given")
NAMED = 6
NOTES = 3
ROW_HEIGHT, MOST_ROWS = 36, 7


def show(session: Sitting) -> None:
    """A calm disclosure; what it holds takes no part until it is confirmed."""
    with st.expander(t("history"), icon=":material/history:", key="history"):
        _inside(session)


@st.fragment
def _inside(session: Sitting) -> None:
    loaded, form = session.snapshot().loaded, tab().history
    if form.problem is not None:
        st.error(words.escaped(say(form.problem)), icon=":material/error:")
    if form.found is not None:
        _confirm(session, form.found)
        return
    if len(loaded):
        _counted(session, loaded)
    if not len(loaded) or form.adds:
        _ask(session, form)


def _ask(session: Sitting, form: HistoryForm) -> None:
    """Where titles are typed or a file is chosen."""
    st.caption(t("history-hint"))
    way = st.segmented_control(
        t("history-way"),
        WAYS,
        default=WAYS[0],
        format_func=lambda way: t(f"history-{way}"),
        required=True,
        key="history-way",
        label_visibility="collapsed",
    )
    (_ask_titles if way == "titles" else _ask_file)(session, form)


def _ask_titles(session: Sitting, form: HistoryForm) -> None:
    key = f"history-text-{form.emptied}"
    st.text_area(t("history-lines"), value=form.typed, key=key, height=130, placeholder=t("history-example"))
    st.button(t("history-find"), key="history-find", on_click=_find_titles, args=(session, key))


def _ask_file(session: Sitting, form: HistoryForm) -> None:
    key = f"history-file-{form.emptied}"
    st.file_uploader(
        t("history-upload"),
        type="csv",
        key=key,
        max_upload_size=LARGEST // 2**20,
        on_change=_find_file,
        args=(session, key),
        help=t("history-upload-hint"),
    )


def _find_titles(session: Sitting, key: str) -> None:
    typed = tab().history.typed = st.session_state[key]
    _find(lambda: read_titles(typed, session.catalogue))


def _find_file(session: Sitting, key: str) -> None:
    file = st.session_state[key]
    if file is not None:
        _find(lambda: read_csv(file.name, file.getvalue(), session.catalogue))


def _find(read: Callable[[], Found]) -> None:
    """Read, and remember what was found or what was wrong; all else stays as it was."""
    try:
        tab().history.found, tab().history.problem = read(), None
    except HistoryError as error:
        tab().history.problem = explained(error)


def _confirm(session: Sitting, found: Found) -> None:
    """What was found, to be looked through, and the two ways on."""
    for note in found.notes[:NOTES]:
        st.caption(words.escaped(say(note)))
    kept = _ticked(found) if found.matches else []
    if not found.matches:
        st.info(t("history-nothing"), icon=":material/search_off:")
    if found.missing:
        st.caption(words.escaped(t("history-missing", titles=_named(found.missing))))
    if any(not match.enjoyed for match in found.matches):
        st.caption(t("history-low"))
    with st.container(horizontal=True):
        if found.matches:
            primary_button(t("history-use"), key="history-use", on_click=_use, args=(session, _loaded(kept)))
        st.button(t("history-back"), key="history-back", type="tertiary", on_click=_back)


def _ticked(found: Found) -> list[Match]:
    """The matches that are to count, as the person ticks them."""
    st.markdown(t("history-right", counts=counts([match.item for match in found.matches])))
    ticked = st.data_editor(
        _table(found),
        key="history-check",
        hide_index=True,
        disabled=COLUMNS[1:],
        column_config={
            "use": st.column_config.CheckboxColumn(t("history-column-use"), width=70),
            "found": t("history-column-found"),
            "given": t("history-column-given"),
        },
        height=ROW_HEIGHT * min(len(found.matches) + 1, MOST_ROWS),
        row_height=ROW_HEIGHT,
        alt=t("history-table-alt"),
    )
    return [match for match, use in zip(found.matches, ticked["use"], strict=True) if use]


def _table(found: Found) -> pd.DataFrame:
    rows = [
        (
            True,
            f"{match.item.title} ({say(words.facts(match.item))})" + ("" if match.sure else " ?"),
            "" if match.given == match.item.title else match.given,
        )
        for match in found.matches
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _loaded(matches: Sequence[Match]) -> Loaded:
    return Loaded(
        tuple(match.item.id for match in matches if match.enjoyed),
        tuple(match.item.id for match in matches if not match.enjoyed),
    )


def _use(session: Sitting, chosen: Loaded) -> None:
    before, form = session.snapshot().loaded, tab().history
    again = {*chosen.enjoyed, *chosen.passed}
    merged = Loaded(
        tuple(i for i in before.enjoyed if i not in again) + chosen.enjoyed,
        tuple(i for i in before.passed if i not in again) + chosen.passed,
    )
    with sittings.answered(session):
        session.bring(merged)
    tab().history = HistoryForm(emptied=form.emptied + 1)


def _back() -> None:
    tab().history.found = tab().history.problem = None


def _counted(session: Sitting, loaded: Loaded) -> None:
    """What counts at present, and how to add to it or take it away."""
    enjoyed, passed = ([session.catalogue.item(i) for i in ids] for ids in (loaded.enjoyed, loaded.passed))
    if enjoyed:
        st.markdown(t("history-enjoyed", counts=counts(enjoyed)))
        st.caption(words.escaped(_named([item.title for item in reversed(enjoyed)])))
    if passed:
        st.caption(t("history-passed", counts=counts(passed)))
    with st.container(horizontal=True):
        st.button(t("history-add"), key="history-add", type="tertiary", icon=":material/add:", on_click=_add)
        st.button(
            t("history-remove"),
            help=t("history-remove-hint"),
            key="history-remove",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove,
            args=(session,),
        )


def _add() -> None:
    tab().history.adds = True


def _remove(session: Sitting) -> None:
    try:
        with sittings.answered(session):
            session.drop_history()
        tab().history.problem = None
    except LogError as error:
        tab().history.problem = explained(error)


def counts(items: Sequence[Item]) -> tuple[Message, ...]:
    """How many of each kind, e.g. "9 films and 1 song"."""
    of_kinds = Counter(item.kind for item in items)
    return tuple(Message(f"count-{kind}", {"count": count}) for kind, count in of_kinds.items())


def _named(titles: Sequence[str]) -> str:
    """The first of some titles, and how many more there are."""
    named = ", ".join(titles[:NAMED])
    more = len(titles) - NAMED
    return t("history-more", titles=named, more=more) if more > 0 else named
