"""Which sitting this page belongs to. A reload takes it up again: it belongs to the browser."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from emotion.errors import EmotionError
from emotion.message import Message
from pages.parts.shared import resources
from pages.parts.shared.tab import forget, tab
from pages.web import browser
from recommender.errors import RecommenderError
from session.condition import DEMO
from session.types import Consent, Health

if TYPE_CHECKING:
    from session.protocol import Sitting

logger = logging.getLogger(__name__)

ANSWER_WITHIN = 0.4
"""Seconds in which what the person did is usually worked in."""


ASKED_EVERY = 2.0
"""Seconds after which a page that has no sitting to show asks again."""


@dataclass(frozen=True)
class Started:
    """When Start was pressed, in s on the monotonic clock, and what had been received until then."""

    time: float
    health: Health


class UnavailableError(Exception):
    """No sitting can be had at the moment; its one argument is a message that says why and what to do."""


class QueuedError(UnavailableError):
    """No sitting can be had yet; this browser waits in line, and its number there, 1 for who is next, is the second
    argument."""


def current() -> Sitting | None:
    """The sitting of this browser, or None where it has none. Raises UnavailableError."""
    if browser.is_new() and not resources.shares_record():
        return None
    with st.skeleton(height=400), stated():
        return resources.sittings().find(browser.secret())


@st.fragment(run_every=ASKED_EVERY)
def until_there() -> None:
    """Where no sitting can be had at the moment: ask again every ASKED_EVERY s, and draw the page once one can."""
    with suppress(UnavailableError), stated():
        resources.sittings().find(browser.secret())
        st.rerun()


def begin(consent: Consent) -> Sitting:
    """Open a sitting as agreed, or the one that another tab of this browser has opened. Raises UnavailableError.

    It begins with the catalogue that was chosen in this tab.
    """
    with stated():
        held = replace(DEMO, catalogue=tab().catalogue)
        held = held if resources.served().shared.serves(held) else DEMO
        session = resources.sittings().begin(consent, held, token=browser.secret())
    browser.begun()
    return session


def leave_line() -> None:
    """Wait no longer for a place."""
    resources.sittings().leave_line(browser.secret())


def start(session: Sitting) -> None:
    """Begin to sense; the browser asks for its devices."""
    tab().started = Started(time.monotonic(), session.snapshot().health)
    session.start()


def stop(session: Sitting) -> None:
    """Stop sensing; list, comments and all else go on."""
    tab().started = None
    session.pause()


def streaming() -> bool:
    """Whether the person wants to be sensed now."""
    return started() is not None


def started() -> Started | None:
    """When Start was pressed, None while nothing is to stream."""
    return tab().started


@contextmanager
def answered(session: Sitting) -> Iterator[None]:
    """Around what a widget's callback does: then wait a moment for the list that answers, so that it is drawn at once.

    Other fragments follow at their own next drawing. They are not asked to by st.rerun(keys), which drops whatever else
    the person did in the same moment.
    """
    yield
    session.settle(ANSWER_WITHIN)


def rest() -> None:
    """Stop sensing on a page other than Live, where the stream has ended."""
    session = current() if streaming() else None
    if session is not None:
        stop(session)


def delete() -> int:
    """End this browser's sitting and erase all that is kept of it; returns how many entries that were.

    Raises LogError when the log cannot be changed; the sitting can then be deleted again.
    """
    erased = resources.sittings().delete(browser.secret())
    resources.drop_brought()
    forget()
    return erased


def leave(keeps: bool = False) -> None:
    """End this browser's sitting, so that somebody else can begin one. What is kept of it stays. Raises LogError.

    keeps: the catalogue that was brought stays, too.
    """
    resources.sittings().release(browser.secret())
    if not keeps:
        resources.drop_brought()
    forget()


def reset() -> None:
    """As `delete`, for the next visitor: no trace is left in the record, in memory or in what the page remembers.

    What was put into widgets goes with them, as soon as the notice stands in their place.
    """
    resources.stages().end(browser.secret())
    delete()


@contextmanager
def stated() -> Iterator[None]:
    """Around what needs a sitting or its record: whatever keeps it from them is an UnavailableError that says so."""
    resources.imported()
    from session.record.errors import LogError
    from session.sitting.registry import FullError

    try:
        yield
    except FullError as full:
        said = Message("error-full")
        raise (QueuedError(said, full.number) if full.number else UnavailableError(said)) from None
    except LogError as error:
        raise UnavailableError(error.message) from None
    except (EmotionError, RecommenderError) as error:
        logger.error("no sitting can begin: %s", error)
        raise UnavailableError(Message("error-not-ready")) from error
