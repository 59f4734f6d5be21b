"""What this tab remembers beside its widgets' values, in one typed place."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from recommender.catalogue.imported import Plan
from recommender.studio.making import Made
from session.condition import DEMO
from session.player import Player

if TYPE_CHECKING:
    from emotion.message import Message
    from emotion.modality import Modality
    from pages.parts.live.attempts import Attempt
    from pages.parts.live.devices import Trouble
    from pages.parts.replay.whatif import Question
    from pages.parts.shared.sittings import Started
    from recommender.catalogue.own_history import Found
    from recommender.types import Item
    from session.catalogues.bringing import Table
    from session.record.replay import ReplayedSitting
    from session.types import Consent

_KEY = "tab"


class Told(NamedTuple):
    """The last correction, each in [-1, 1], and the sentence that it corrects."""

    valence: float
    arousal: float
    said: Message


class Seen(NamedTuple):
    """An item, and the rank and the list at which the person saw it."""

    item_id: str
    rank: int
    list_version: int


@dataclass
class HistoryForm:
    """A history on its way in: what was found and is to be confirmed, what was wrong, what was typed, whether more is
    to be added to what counts already, and how often the form was emptied."""

    found: Found | None = None
    problem: Message | str | None = None
    typed: str = ""
    adds: bool = False
    emptied: int = 0


@dataclass
class TableForm:
    """A table on its way to be a catalogue: the file, its first rows and how they are read, what was wrong, and how
    often the form was emptied."""

    table: Table | None = None
    first: list[dict[str, Any]] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    problem: Message | None = None
    emptied: int = 0


@dataclass
class Tab:
    """started, attempt, trouble, checks_passed and broken_since are of the stream: when Start was pressed, the present
    attempt to connect, the senses whose device the browser cannot have, whether the check was passed, and since when a
    device fails (s on the monotonic clock); offer: the browser's last one to connect. said is the last comment, and
    hurried: another came too soon after it to be taken. view: what stands beside the list; led: how often the person
    was led there. dragged: where the map's dot was dragged to, (valence, arousal), and means what letting it go means;
    split: the list stands beside the one without feeling. plays: what is open plays at once; goes_on: one piece leads
    to the next while the list leads somewhere, and following is what that would be after an item and a list. agreed:
    what was just agreed to, unagreed: why no sitting could begin with it, unended: why one could not be ended or
    erased. making: what is being made for the person, glimpses: for items that are not here, by
    their id. language: what was chosen. player: where a replay stands;
    replays: those made so far, by sitting and question. details: what is read is shown in numbers, too, as who opened
    an address with `details=1` in it asked for; stage: all is large and without tools, as `stage=1` asks.
    study_trouble: why a study does not go on. story: the one that began here last. attract: the page stands alone, as
    `attract=1` asks; attracts: its stories run by themselves; noted: what it waited for has come.
    poster: the picture that was made of the sitting, as SVG; asks_poster: it is to be made anew. table: a
    catalogue on its way in; catalogue: what the next visit begins with.
    own_world: what became of the simulated world that was played last."""

    agreed: Consent | None = None
    unagreed: Message | None = None
    unended: Message | None = None
    started: Started | None = None
    attempt: Attempt | None = None
    trouble: dict[Modality, Trouble] = field(default_factory=dict)
    checks_passed: bool = False
    broken_since: float | None = None
    baseline_skipped: bool = False
    language: str | None = None
    said: str = ""
    hurried: bool = False
    view: str = "map"
    led: int = 0
    told: Told | None = None
    dragged: tuple[float, float] | None = None
    means: str | None = None
    split: bool = False
    opened: Seen | None = None
    plays: bool = False
    goes_on: bool = True
    following: tuple[tuple[str, int], Item | None] | None = None
    making: Future[Made | None] | None = None
    glimpses: dict[str, list[Future[Made | None]]] = field(default_factory=dict)
    table: TableForm = field(default_factory=TableForm)
    catalogue: str = DEMO.catalogue
    history: HistoryForm = field(default_factory=HistoryForm)
    details: bool = field(default_factory=lambda: st.query_params.get("details") == "1")
    stage: bool = field(default_factory=lambda: st.query_params.get("stage") == "1")
    deletes: bool = False
    deleted: bool = False
    player: Player = field(default_factory=Player)
    replays: dict[tuple[str, Question], ReplayedSitting] = field(default_factory=dict)
    study_trouble: Message | None = None
    story: str | None = None
    attract: bool = field(default_factory=lambda: st.query_params.get("attract") == "1")
    attracts: bool = False
    noted: str | None = None
    poster: str | None = None
    asks_poster: bool = False
    own_world: dict[str, Any] | None = None


def tab() -> Tab:
    """What this tab remembers; what is set on it stays until the tab is closed or the sitting ends."""
    return st.session_state.setdefault(_KEY, Tab())


def forget() -> None:
    """Have this tab remember how it shows things, and nothing else. Widgets that are still drawn keep their values."""
    kept = Tab(language=tab().language, details=tab().details, stage=tab().stage, attract=tab().attract)
    del st.session_state[_KEY]  # what is only replaced stays in memory until the next run
    st.session_state[_KEY] = kept
