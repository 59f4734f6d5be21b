"""Whom a study's link names: their participation, taken up where it was."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping

import streamlit as st

from emotion.message import Message
from pages.parts.console import door
from pages.parts.shared import language, resources, sittings
from pages.parts.shared.tab import tab
from session.record.errors import LogError
from session.studies import library
from session.studies.design import Study
from session.studies.flow import Step
from session.studies.located import FileError
from session.studies.participation import NotYetError, Participation
from session.studies.store import ClosedError

logger = logging.getLogger(__name__)

PERSON, OWN = "PROLIFIC_PID", "id"
"""Parameters of a link that name a person: a panel's, and the one that is made up where a link names nobody."""

PREVIEW = "preview"
"""Parameter of a link that names a condition to look at, for whoever is let into the console."""

KEPT = (PERSON, "STUDY_ID", "SESSION_ID")
"""Parameters of a link that are kept with the participant."""

LONGEST = 200


class NoStudyError(Exception):
    """The address names no study or nobody; its one argument is a message that says so."""


def come() -> Participation:
    """The participation that the address names. Raises NoStudyError and UnavailableError."""
    address = st.query_params
    try:
        study = library.find(address.get("name", ""))
    except FileError as error:
        logger.error("a study cannot be read: %s", error)
        raise NoStudyError(Message("study-broken")) from None
    if study is None:
        raise NoStudyError(Message("study-unknown"))
    if condition := address.get(PREVIEW):
        if condition not in study.conditions or not door.is_open():
            raise NoStudyError(Message("study-unknown"))
        study = study.preview(condition)
    if not (address.get(PERSON) or address.get(OWN)):
        address[OWN] = secrets.token_urlsafe(9)
    link = {name: address[name][:LONGEST] for name in KEPT if address.get(name)}
    with sittings.stated():
        try:
            person = (address.get(PERSON) or address[OWN]).strip()
            return Participation(study, resources.studies(), resources.sittings(), person, link)
        except ClosedError as error:
            raise NoStudyError(Message(f"study-{error.state}")) from None
        except ValueError:
            raise NoStudyError(Message("study-no-id")) from None


def offer_languages(study: Study) -> None:
    """Speak the study's first language to whoever speaks none of its languages."""
    if language.current() not in study.languages and study.languages[0] in language.LANGUAGES:
        tab().language = study.languages[0]


def said(words: Mapping[str, str]) -> str:
    """A study's own words in the language of this tab."""
    return words.get(language.current()) or next(iter(words.values()), "")


def keep(one: Participation, step: str, item: str, drawn: object) -> None:
    """The callback of an item's widget, which was drawn at a step with a value: keep what it holds as the answer."""
    if one.step.name == step:  # else what leads on came first, and kept it
        attempt(one.answer, _changed(step, {item: drawn}))


def widget(step: str, item: str) -> str:
    """The key of an item's widget, its step's own: the same item may be asked again later, and then has no answer."""
    return f"{step}-{item}"


def _changed(step: str, drawn: Mapping[str, object]) -> dict[str, object]:
    """What widgets hold now, where that is not what they were drawn with."""
    held = {item: st.session_state.get(widget(step, item)) for item in drawn}
    return {item: _storable(value) for item, value in held.items() if value is not None and value != drawn[item]}


def _storable(value: object) -> object:
    """Lone surrogates and NUL cannot be stored by every database."""
    return value.encode("utf-8", "replace").decode().replace("\x00", " ") if isinstance(value, str) else value


def attempt(act: Callable[..., None], *given: object) -> bool:
    """Do something with a participation, and have the page say why where it fails."""
    tab().study_trouble = None
    try:
        with sittings.stated():
            act(*given)
    except NotYetError as error:
        tab().study_trouble = Message("study-missing", {"count": len(error.items)})
    except sittings.UnavailableError as error:
        tab().study_trouble = error.args[0]
    except (ValueError, LogError):
        tab().study_trouble = Message("study-not-kept")
    else:
        return True
    return False


def send(one: Participation, step: Step, drawn: Mapping[str, object]) -> None:
    """The callback of what sends the answers to a prompt; drawn: what each of its widgets was drawn with."""
    attempt(one.answer_prompt, step, _changed(step.name, drawn))


def go_on(one: Participation, drawn: Mapping[str, object] | None = None) -> None:
    """The callback of what leads to the next step; drawn: what each widget of this one was drawn with.

    What was pressed just before comes with it, and its own callback may be called only after this one.
    """

    def keep_and_go_on() -> None:
        one.answer(_changed(one.step.name, drawn or {}))
        one.go_on()

    attempt(keep_and_go_on)
