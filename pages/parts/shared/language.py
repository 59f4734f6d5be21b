"""In which language this tab is spoken to, and messages put into its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from emotion.message import Message, Parameter
from pages.parts.shared.tab import tab
from pages.texts import LANGUAGES, Texts, best_of, texts

if TYPE_CHECKING:
    from session.protocol import Sitting

KEY = "language"


def current() -> str:
    """The language that was chosen, or else the browser's where there are words in it, or else English."""
    return tab().language or best_of(st.context.locale)


def words() -> Texts:
    """The tables of this tab's language."""
    return texts(current())


def say(message: Message | str) -> str:
    """A message in words."""
    return words().say(message)


def explained(error: Exception) -> str:
    """What an error that is meant for people says, in words."""
    return say(error.args[0])


def t(key: str, **parameters: Parameter) -> str:
    """The words of a key; hyphens of parameter names are written as underscores here."""
    return words()(key, **parameters)


def choose() -> None:
    """The control; each language stands there by its own name."""
    st.segmented_control(
        t("language"),
        list(LANGUAGES),
        default=current(),
        format_func=LANGUAGES.__getitem__,
        required=True,
        key=KEY,
        on_change=_choose,
        label_visibility="collapsed",
    )


def _choose() -> None:
    tab().language = st.session_state[KEY]


def follow(session: Sitting) -> None:
    """Have the sitting know what was chosen in this tab, and a tab opened anew what was chosen in the sitting."""
    chosen, earlier = tab().language, session.snapshot().choices.language
    if chosen is not None and chosen != earlier:
        session.speak(chosen)
    elif chosen is None and earlier in LANGUAGES:
        tab().language = st.session_state[KEY] = earlier
        st.rerun()
