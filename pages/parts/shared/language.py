"""In which language this tab is spoken to, and messages put into its words."""

from __future__ import annotations

import streamlit as st

from emotion.message import Message, Parameter
from pages.texts import LANGUAGES, Texts, best_of, texts

KEY = "language"


def current() -> str:
    """The language that was chosen, or else the browser's where there are words in it, or else English."""
    return st.session_state.get(KEY) or best_of(st.context.locale)


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
    """The control; its name is said in the language it is in, and each language by its own name."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.segmented_control(
            t("language"),
            list(LANGUAGES),
            default=current(),
            format_func=LANGUAGES.__getitem__,
            required=True,
            key=KEY,
            label_visibility="collapsed",
        )
